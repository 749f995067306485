"""Everything that a build makes of its documents and the catalogue.

Input: the documents that Sphinx has read, and the catalogue. Output: HTML, drawings, search, data files, PDFs
and link checks.
"""
