"""The search index, cut into small files.

In goes the catalogue at the end of a build; out come scripts that ``_static/search.js`` loads when needed.
"""
