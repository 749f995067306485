"""What people may write, and what they wrote: the registers, and the months with their areas and statements.

In go the values and blocks of :mod:`syntax`, and the settings of a project; out come records, together the
:class:`.catalogue.Catalogue`, and problems.
"""
