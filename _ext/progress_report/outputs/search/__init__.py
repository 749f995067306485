"""The search index, cut into small files.

Input: the catalogue at the end of a build. Output: scripts that ``static/search.js`` loads when needed.
"""
