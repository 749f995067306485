"""What programs get: the records as plain data, their JSON Schemas, and a month as one Markdown text.

In goes a catalogue; out come values for JSON, and text. ``outputs.data`` writes the files.
"""
