"""Dates, identifiers, problems and helpers that every other package uses.

Input: text and numbers. Output: dates, ids, problems, suggestions. The package also decides how files are
written (:mod:`.files`) and what may be printed (:mod:`.printable`). It imports nothing else of the extension.
"""
