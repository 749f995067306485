"""Generated pages, and what the extension adds to the pages that people write.

Input: the catalogue, and the documents of months and areas as they are read. Output: the sources of generated
pages, kept on disk as stub documents; completed pages of months and areas; and a description of each page.
"""
