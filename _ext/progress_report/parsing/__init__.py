"""Turn untrusted text into document nodes.

Input: the Markdown of a report or a note. Output: nodes of allowed kinds; :mod:`.locks` makes sure of that.
"""
