"""Answers of the catalogue as parts of pages: pure functions, without environment and builder."""
