"""Data for programs: the records as plain data, their JSON Schemas, and a month as one Markdown text.

Input is a catalogue; output is values for JSON, and text. ``outputs.data`` writes the files.
"""
