"""The directives of the domain. Those that have code in common are in one file.

Input: the options of a directive, and answers of the catalogue. Output: parts, which :mod:`.base` puts into
the document as one node. :mod:`pages` uses some of the parts on the pages of months and areas.
"""
