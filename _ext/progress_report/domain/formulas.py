"""Formulas in TeX as MathML, by the converter of docutils."""

from __future__ import annotations

from docutils.utils.math import latex2mathml


class FormulaError(ValueError):
    """A formula that can't be read."""


def mathml(source: str, *, block: bool = False) -> str:
    """Convert a formula; ``block`` for one that stands alone.

    :raises FormulaError: if it can't be read.
    """
    try:
        return str(latex2mathml.tex2mathml(source, as_block=block))
    except Exception as error:
        # The converter says what is wrong with most formulas, and falls over the oddest.
        what = str(error) if isinstance(error, ValueError) else "it is no TeX that we know"
        raise FormulaError(what) from error
