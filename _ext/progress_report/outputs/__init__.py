"""Everything that a build makes besides the text of pages: drawings, metadata, search, data files, PDFs, link
checks."""
