"""The search index, cut into small files.

Input is the catalogue at the end of a build; output is scripts that ``_static/search.js`` loads when needed.
"""
