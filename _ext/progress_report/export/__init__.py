"""Data for programs: records as plain data, JSON Schemas for them and for editors, and a month as Markdown.

Input: a catalogue; for the schemas, the declarations of records and keys. Output: values for JSON, and text.
:mod:`outputs.data` writes the data files, ``make schemas`` the schemas for editors.
"""
