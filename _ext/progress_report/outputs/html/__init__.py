"""What a site of pages has besides their text: policy, navigation, metadata, redirects, sitemap.

In go events of Sphinx; out come template contexts and files beside the pages.
"""
