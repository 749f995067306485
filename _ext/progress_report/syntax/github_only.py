"""Markup that GitHub renders, but the site shows as typed: equations between dollars, names of emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .markdown_text import Block

_DOLLARS = re.compile(r"(?<![\w$])(\$\$?)([^$]{1,300})\1(?![\w$])")
#: What is in an equation, but hardly between two prices.
_OF_EQUATIONS = frozenset("\\^_={}")
_EMOJI = re.compile(r"(?<![\w:./-]):(?:[a-z][a-z0-9_]{1,30}|[+-]1):(?![\w:])")


def only_on_github(block: Block) -> Iterator[str]:
    """Yield a message for the first equation and the first name of an emoji in ``block``."""
    # Code and links are as they are meant to be.
    text = "".join(run.text if run.linkable or run.text.isspace() else "\0" for run in block.runs)
    for mark, equation in _DOLLARS.findall(text):
        if _OF_EQUATIONS & set(equation):
            short = " ".join(equation.split())
            meant = f"{{math}}`{short}`" if mark == "$" else "a fenced block of 'math'"
            yield f"'{mark}{short}{mark}' is shown as you typed it; for an equation, write {meant}"
            break
    emoji = _EMOJI.search(text)
    if emoji:
        yield f"'{emoji[0]}' is shown as you typed it; for an emoji, write the character itself"
