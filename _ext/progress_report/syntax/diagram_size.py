"""The limit on the size of diagrams. The time to draw one grows with the square of its size."""

from __future__ import annotations

import re

#: The most parts of a diagram: lines, and the links and joined nodes in them.
MAX_PARTS = 100
MAX_LENGTH = 5_000

_PART = re.compile(r"\n|;|&|--+|==+|-\.+|~~+")


def refused_diagram(text: str) -> str:
    """Return why a diagram with the source ``text`` is not drawn; empty if it may be."""
    parts = len(_PART.findall("\n".join(filter(str.strip, text.split("\n")))))
    if parts > MAX_PARTS:
        found = f"{parts} lines and links; expected {MAX_PARTS}"
    elif len(text) > MAX_LENGTH:
        found = f"{len(text)} characters; expected {MAX_LENGTH}"
    else:
        return ""
    return f"the diagram is too large to be drawn: {found} at most; it is shown as text"
