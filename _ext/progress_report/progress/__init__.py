"""The reports of areas and WBS elements over all months, and the place of each text.

Input is a catalogue; output is coverage, health, plans with their outcomes, figures, and the sections to
search.
"""
