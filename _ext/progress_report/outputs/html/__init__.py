"""HTML pages: the parts in their text, and policy, navigation, metadata, redirects and sitemap around it.

Input: events of Sphinx, and resolved documents. Output: HTML, template contexts, and files beside the pages.
"""
