"""The data files: JSON, CSV, calendar, feed, and one text for each month.

Input is the catalogue at the end of a build; output is files under ``data/``.
"""
