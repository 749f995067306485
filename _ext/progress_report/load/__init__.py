"""Read all files under ``reports/`` into a catalogue.

Input: the root of a project and its settings. Output: a catalogue with all problems. Content never raises an
exception, and nothing is logged.
"""
