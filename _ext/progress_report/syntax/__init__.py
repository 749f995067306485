"""How a file is read: YAML and Markdown, each value and block with its line.

In goes text; out come values, blocks and directives with their places, and problems of form. What they mean
is up to :mod:`content`.
"""
