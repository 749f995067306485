"""Dates, identifiers, problems and helpers that every other package uses.

The package also decides what may be written to files and printed. It imports nothing else of the extension.
"""
