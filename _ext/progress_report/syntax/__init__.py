"""Read YAML and Markdown with the line of each value and block.

Input: text. Output: values, blocks and directives with their lines, and problems of form. :mod:`content`
interprets them. :mod:`.allowed` has the tables of the directives, roles and classes that content may use.
"""
