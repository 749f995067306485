"""Answers of the catalogue as docutils nodes: pure functions, without environment and builder."""
