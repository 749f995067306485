"""Check the kind and the size of a diagram without drawing it, which takes seconds."""

from __future__ import annotations

import re

from ..core.limits import DIAGRAM_CHARACTERS, DIAGRAM_PARTS
from ..core.suggestions import suggestion

_PART = re.compile(r"\n|;|&|--+|==+|-\.+|~~+")

#: The words that diagrams of Mermaid begin with; an ending such as ``-v2`` or ``-beta`` may follow.
KINDS = (
    "C4Component", "C4Container", "C4Context", "C4Deployment", "C4Dynamic", "architecture", "block",
    "classDiagram", "cynefin-beta", "erDiagram", "eventmodeling", "flowchart", "gantt", "gitGraph", "graph",
    "info", "ishikawa", "journey", "kanban", "mindmap", "packet", "pie", "quadrantChart", "radar-beta",
    "railroad", "requirement", "sankey", "sequenceDiagram", "stateDiagram", "swimlane-beta", "timeline",
    "treeView-beta", "treemap", "venn-beta", "wardley-beta", "xychart",
)  # fmt: skip


def refused_diagram(text: str) -> str:
    """Return why a diagram with the source ``text`` is not drawn; empty if it may be."""
    return _unknown_kind(text) or _too_large(text)


def _unknown_kind(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    first = next((line for line in lines if line and not line.startswith("%%")), "")
    # Settings may be above it, in two forms; these are left to Mermaid.
    if not first or first.startswith((*KINDS, "---")) or "%%{" in text:
        return ""
    word = first.split()[0]
    expected = suggestion(word, KINDS) or "; expected a word such as 'flowchart' or 'gantt'"
    return f"the diagram begins with '{word[:30]}', which is no kind of diagram{expected}"


def _too_large(text: str) -> str:
    # The time to draw a diagram grows with the square of its size.
    parts = len(_PART.findall("\n".join(filter(str.strip, text.split("\n")))))
    if parts > DIAGRAM_PARTS:
        found = f"{parts} lines and links; expected {DIAGRAM_PARTS}"
    elif len(text) > DIAGRAM_CHARACTERS:
        found = f"{len(text)} characters; expected {DIAGRAM_CHARACTERS}"
    else:
        return ""
    return f"the diagram is too large to be drawn: {found} at most; it is shown as text"
