"""Hostile and broken files, made by mutation of real ones: see ``python -m tests.fuzz --help``."""
