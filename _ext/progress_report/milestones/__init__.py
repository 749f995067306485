"""Milestones over all months: their state, slip and history, and what changed.

Input is a catalogue and usually a month; output is immutable values. Nothing is read or reported here.
"""
