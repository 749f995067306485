"""Generated pages: planned from the catalogue, and kept on disk as stub documents."""
