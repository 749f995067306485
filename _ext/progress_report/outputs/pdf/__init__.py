"""A month as PDF.

Input: the page of a month. Output: an accessible PDF, printed by WeasyPrint.
"""
