"""What areas and WBS elements reported over all months, and where each text is.

Input is a catalogue; output is coverage, health, plans with their outcomes, figures, and the sections to
search.
"""
