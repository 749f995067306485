"""What areas and elements of the WBS reported over all months, and where each text is.

In goes a catalogue; out come coverage, health, plans with their outcomes, figures, and places to search.
"""
