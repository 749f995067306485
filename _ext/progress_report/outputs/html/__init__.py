"""The parts of HTML pages besides their text: policy, navigation, metadata, redirects, sitemap.

Input is Sphinx events; output is template contexts and files beside the pages.
"""
