"""HTML pages: the parts in their text, and policy, navigation, metadata, redirects and sitemap around it.

Input: events of Sphinx, and resolved documents. Output: HTML, template contexts, and files beside the pages.
The permanent ids of :mod:`.stable_ids` are also for the feed and the calendar in :mod:`outputs.data`.
"""
