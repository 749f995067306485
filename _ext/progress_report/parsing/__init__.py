"""How text that nobody has vouched for becomes document nodes.

In goes the Markdown of a report or a note; out come nodes of allowed kinds. :mod:`lookup` and :mod:`guard`
are two independent locks: what may be looked up while text is parsed, and what may remain afterwards.
"""
