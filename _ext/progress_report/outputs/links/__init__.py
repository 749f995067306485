"""The nightly link check: whether the addresses in reports still respond.

Input is all links of the site and the result of the night before; output is a report and its JSON.
"""
