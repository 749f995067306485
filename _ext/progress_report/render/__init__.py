"""Turn answers of the catalogue into parts of pages: pure functions, without environment and builder."""
