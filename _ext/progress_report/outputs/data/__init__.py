"""The data files: JSON, CSV, calendar, feed, and one text for each month.

Input: the catalogue at the end of a build. Output: files under ``data/``.
"""
