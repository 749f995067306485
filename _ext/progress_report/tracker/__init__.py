"""Merge an export of an issue tracker into the register of tickets.

Input: CSV of Jira, JSON of Jira, GitHub or GitLab. Output: issues, differences, and the edited text of the
register.
"""
