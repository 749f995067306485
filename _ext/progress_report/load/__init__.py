"""Files to a catalogue: reads everything under ``reports/`` once.

In goes the root of a project with its settings; out comes a catalogue with all problems. Never raises for
content, never logs.
"""
