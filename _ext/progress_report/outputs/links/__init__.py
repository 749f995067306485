"""The nightly link check: whether the addresses in reports still answer.

In go all links of the site and the report of the night before; out come a report and its JSON.
"""
