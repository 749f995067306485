"""A month as PDF.

Input is a month's page; output is an accessible PDF, printed by WeasyPrint.
"""
