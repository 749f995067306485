"""Turn untrusted text into document nodes.

Input: the Markdown of a report or a note. Output: nodes of allowed kinds. There are two independent locks:
:mod:`.lookup_lock`, on what can be looked up while text is parsed, and :mod:`.node_lock`, on what remains
afterwards.
"""
