"""The allowed and the actual content: the registers, and the months with areas and
statements.

Input is the values and blocks of :mod:`syntax` and the settings of a project; output is records, which
together make up the :class:`.catalogue.Catalogue`, and problems.
"""
