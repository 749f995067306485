"""Merge an export of the scheduler into the register of milestones.

Input: a table as CSV or a spreadsheet. Output: activities, differences, and the edited text of the register.
"""
