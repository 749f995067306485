"""The directives of the domain, one file each: from options to nodes."""
