"""A month as PDF.

In goes a month's page; out comes an accessible PDF, printed by WeasyPrint.
"""
