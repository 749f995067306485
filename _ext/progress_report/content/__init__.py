"""What content may be written, and what was written: registers, and months with areas and statements.

Input: the values and blocks of :mod:`syntax`, and the settings of a project. Output: problems, and records
that make up the :class:`.catalogue.Catalogue`. The messages for what content may not use are in
:mod:`.refusals`.
"""
