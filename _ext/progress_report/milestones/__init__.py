"""What is true of milestones over all months: their state, slip, history, and what changed.

In goes a catalogue and, for most questions, a month; out come values that do not change. Nothing is read or
reported here.
"""
