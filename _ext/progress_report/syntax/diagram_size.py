"""The limit on the size of diagrams. The time to draw one grows with the square of its size."""

from __future__ import annotations

import re

from ..core.limits import DIAGRAM_CHARACTERS, DIAGRAM_PARTS

_PART = re.compile(r"\n|;|&|--+|==+|-\.+|~~+")


def refused_diagram(text: str) -> str:
    """Return why a diagram with the source ``text`` is not drawn; empty if it may be."""
    parts = len(_PART.findall("\n".join(filter(str.strip, text.split("\n")))))
    if parts > DIAGRAM_PARTS:
        found = f"{parts} lines and links; expected {DIAGRAM_PARTS}"
    elif len(text) > DIAGRAM_CHARACTERS:
        found = f"{len(text)} characters; expected {DIAGRAM_CHARACTERS}"
    else:
        return ""
    return f"the diagram is too large to be drawn: {found} at most; it is shown as text"
