"""The areas of a month as a Mermaid flow chart, two columns wide so that a phone can show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from ..model.figures import AreaCounts

_WIDTH = 26


def area_tree(roots: Iterable[tuple[str, str]], areas: Sequence[AreaCounts]) -> str:
    """Return the diagram's source: each root with the areas below it and what they stated."""
    lines = ["flowchart LR"]
    for number, (root, title) in enumerate(roots):
        below = [each for each in areas if each.element == root or each.element.startswith(f"{root}.")]
        if not below:
            continue
        lines.append(f'  root{number}["{_label(root, title)}"]')
        for index, each in enumerate(below):
            said = ", ".join(
                f"{count} {word}"
                for count, word in ((each.achieved, "achieved"), (each.delayed, "delayed"))
                if count
            )
            name = f"area{number}_{index}"
            lines.append(f'  root{number} --- {name}["{_label(each.element, each.title, said)}"]')
            if each.delayed:
                lines.append(f"  style {name} stroke-width:3px")
    return "\n".join(lines)


def _label(element: str, title: str, said: str = "") -> str:
    lines = [element, *wrap(title, _WIDTH), *([said] if said else [])]
    return "<br/>".join(_escape(line) for line in lines)


def _escape(text: str) -> str:
    """Mermaid reads ``#35;`` as a character by its number; nothing else is safe in a label."""
    return "".join(c if c.isalnum() or c in " .,-–/" else f"#{ord(c)};" for c in text)
