"""The words of the trade, which need nothing else.

Dates, identifiers and problems, and what may be written to files and printed. Everything else uses them.
"""
