"""Facts about milestones over all months: variance, slip, history and changes.

Input is a catalogue and usually a month; output is immutable values. Nothing is read or reported here. The
states themselves are decided in ``content.milestone_state``.
"""
