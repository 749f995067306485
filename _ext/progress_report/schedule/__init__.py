"""Merge an export of the scheduler into the register of milestones.

Input is a table as CSV or a spreadsheet; output is activities, differences, and the edited text of the
register.
"""
