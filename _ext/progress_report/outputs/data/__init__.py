"""The data files: JSON, CSV, calendar, feed, one text a month.

In goes the catalogue at the end of a build; out come files under ``data/``.
"""
