"""What the scheduler says: its export laid over the register of milestones.

In goes a table as CSV or a spreadsheet; out come activities, differences, and the register as edited text.
"""
