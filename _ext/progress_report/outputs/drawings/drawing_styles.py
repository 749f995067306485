"""Restrict the style sheets of drawings: keep colours, remove what could cover the page, reach outside or
load files.

An author can write styles into a diagram, and a style sheet in a page applies to the whole page.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: The properties that shapes and texts in a drawing may have.
_PROPERTIES = frozenset(
    "alignment-baseline animation clip-path clip-rule color cursor display dominant-baseline fill fill- "
    "opacity fill-rule filter flood-color flood-opacity font-family font-size font-style font-weight "
    "letter-spacing marker-end marker-mid marker-start mask mix-blend-mode opacity paint-order pointer- "
    "events rx ry shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor "
    "text-decoration vertical-align visibility".split()
)
#: The properties that the drawing as a whole may have: its place and size can't be changed.
_OF_ROOT = frozenset("background-color color fill font-family font-size max-width".split())

_BLANK = str.maketrans(",)", "  ")
#: Functions that only compute a colour, a shadow or a place within the drawing.
_FUNCTIONS = frozenset("brightness drop-shadow hsl hsla matrix rgb rgba rotate scale translate".split())
#: Escapes that write a name or character in another way, and the end of a style sheet.
_ODD = re.compile(r"[\\@<{}]|/\*")

#: The dashes that Mermaid animates along a line.
_KEYFRAMES = re.compile(r"@keyframes [\w-]+\{(?:(?:from|to)\{stroke-dashoffset:[\d.]+;?\})+\}")
_AT_RULE = re.compile(r"@[^@{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
#: Selectors below the root of a drawing: names, classes, ids and attributes; no siblings, no :has().
_BELOW = re.compile(r"""[ >](?:[\w\s.#>*-]|\[[\w-]+[$^*]?=["']?[\w-]*["']?\]|:hover|:root)*""")


def harmless_sheet(text: str, identifier: str) -> str:
    """Return the rules of the style sheet ``text`` that affect only the drawing with the id
    ``identifier``."""
    kept = _KEYFRAMES.findall(text)
    for rule in _AT_RULE.sub("", text).split("}"):
        selectors, _, declarations = rule.partition("{")
        for selector in selectors.split(","):
            root, _, below = selector.strip().partition(f"#{identifier}")
            if root or (below and not _BELOW.fullmatch(below)):
                continue
            harmless = harmless_declarations(declarations, of_root=not below)
            if harmless:
                kept.append(f"#{identifier}{below}{{{harmless}}}")
    return "".join(kept)


def harmless_declarations(text: str, *, of_root: bool) -> str:
    """Return those declarations in ``text`` that the drawing (``of_root``) or the shapes in it may have."""
    kept = []
    for declaration in text.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        allowed = _OF_ROOT if of_root else _PROPERTIES
        if name in allowed and is_harmless(value):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def is_harmless_attribute(name: str, value: str) -> bool:
    """Return whether the attribute ``name`` of a shape with ``value`` loads nothing from elsewhere."""
    return name not in _PROPERTIES or is_harmless(value)


def is_harmless(value: str) -> bool:
    """Return whether the value of a property, or of an attribute with the same meaning, loads nothing from
    elsewhere."""
    if _ODD.search(value):
        return False
    pieces = value.translate(_BLANK).split("(")
    calls = ((before.split()[-1:], after) for before, after in pairwise(pieces))
    return all(
        name and (name[0].lower() in _FUNCTIONS or (name[0].lower() == "url" and after.startswith("#")))
        for name, after in calls
    )
