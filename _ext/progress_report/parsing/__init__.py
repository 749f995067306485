"""Turn untrusted text into document nodes.

Input is the Markdown of a report or a note; output is nodes of allowed kinds. :mod:`lookup` and :mod:`guard`
are two independent barriers: what may be looked up while text is parsed, and what may remain afterwards.
"""
