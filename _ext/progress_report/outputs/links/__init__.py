"""The nightly link check: whether the addresses in reports still respond.

Input: all links of the site, and the result of the night before. Output: a report and its JSON.
"""
