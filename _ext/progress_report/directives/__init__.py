"""The directives of the domain: one file each, options to nodes."""
