"""Read YAML and Markdown with the line of each value and block.

Input is text; output is values, blocks and directives with their lines, and problems of form. :mod:`content`
interprets them.
"""
