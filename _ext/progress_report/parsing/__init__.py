"""Turn untrusted text into document nodes.

Input: the Markdown of a report or a note. Output: nodes of allowed kinds. There are two independent locks:
:mod:`.restrict_lookup`, on what can be looked up while text is parsed, and :mod:`.restrict_nodes`, on what
remains afterwards.
"""
