"""Facts about milestones over all months: variance, slip, history and changes.

Input: a catalogue and usually a month, and the options of a directive (:mod:`.option_reader`,
:mod:`.table_options`). Output: immutable values, and messages for invalid options.
:mod:`content.due_and_state` decides the states themselves.
"""
