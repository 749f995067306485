"""Equations in LaTeX as MathML, and what is wrong with those that can't be converted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.limits import EQUATION_CHARACTERS

#: Environments around displayed equations in LaTeX; MathML infers them from line breaks and alignment marks.
_AROUND = re.compile(r"\\begin\{((?:equation|align|gather|split)\*?)\}(.*)\\end\{\1\}", re.DOTALL)


class EquationError(Exception):
    """An equation can't be converted; the message quotes its first line and says why."""


def displayed(text: str) -> tuple[str, ...]:
    """Return the equations in the ``text`` of a directive: its paragraphs."""
    return tuple(filter(str.strip, text.split("\n\n")))


def mathml(text: str, *, block: bool) -> str:
    """Return the equation ``text`` as MathML, as a ``block`` or within a line.

    :raises EquationError: if it is too long or can't be read.
    """
    # Only a text with equations needs docutils for the check.
    from docutils.utils.math.latex2mathml import tex2mathml

    text = text.strip()
    if len(text) > EQUATION_CHARACTERS:
        said = f"it has {len(text):,} characters; expected {EQUATION_CHARACTERS:,} at most"
        raise EquationError(_message(text, said))
    around = _AROUND.fullmatch(text) if block else None
    try:
        return str(tex2mathml(around[2].strip() if around else text, as_block=block))
    except Exception as error:
        # The converter names commands that it does not know, but may fail in any way on other input.
        said = str(error) if isinstance(error, ValueError) else "it is not LaTeX as expected"
        raise EquationError(_message(text, said)) from error


def wrong_equations(texts: tuple[str, ...], *, block: bool) -> Iterator[str]:
    """Yield a message for each of ``texts`` that can't be converted, as a ``block`` or within a line."""
    for text in texts:
        try:
            mathml(text, block=block)
        except EquationError as error:
            yield str(error)


def _message(text: str, said: str) -> str:
    return f"the equation '{text.partition(chr(10))[0]}' can't be read: {said}"
