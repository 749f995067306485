"""Pages that no one writes: planned from the catalogue, kept on disk as stub documents."""
