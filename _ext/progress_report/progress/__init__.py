"""The reports of areas and WBS elements over all months, and the place of each text.

Input: a catalogue. Output: coverage, health, plans with their outcomes, figures, and the sections to search.
"""
