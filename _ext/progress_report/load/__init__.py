"""Read all files under ``reports/`` into a catalogue.

Input is the root of a project and its settings; output is a catalogue with all problems. Content never raises
an exception, and nothing is logged.
"""
