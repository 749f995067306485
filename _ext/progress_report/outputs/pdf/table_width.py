"""Fit wide tables on paper: one that is too wide for the page is turned, then shrunk, then its words are
broken.

The width is estimated from the longest word of each column, since nothing has been laid out yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

#: The width of an average letter, as a fraction of the type size.
LETTER = 0.55
POINT = 25.4 / 72

#: The width of the text on a page, upright and turned, in millimetres (``paper.css``).
UPRIGHT, TURNED = 170.0, 257.0
#: The type size in points and the space beside a cell in millimetres: normal, turned, and tight.
USUAL, WIDE, TIGHT = (8.8, 2.4), (7.5, 2.4), (5.5, 1.0)

#: The classes of tables that do not fit otherwise.
LANDSCAPE, SMALL, BROKEN = "report-landscape", "report-tight", "report-broken"


def fit(document: nodes.Element) -> Iterator[nodes.table]:
    """Give each table that is too wide the classes that help; yield those in which words must break."""
    for table in document.findall(nodes.table):
        words = longest_words(table)
        if width(words, *USUAL) <= UPRIGHT:
            continue
        table["classes"].append(LANDSCAPE)
        if width(words, *WIDE) > TURNED:
            table["classes"].append(SMALL)
            if width(words, *TIGHT) > TURNED:
                table["classes"].append(BROKEN)
                yield table


def width(words: list[int], size: float, space: float) -> float:
    """Return the least width of a table in millimetres.

    ``words`` are the lengths of the longest word in each column, ``size`` is that of the type in points,
    ``space`` that beside a cell in millimetres.
    """
    return sum(letters * LETTER * size * POINT + space for letters in words)


def longest_words(table: nodes.table) -> list[int]:
    """Return the length of the longest word of each column; cells that span several columns are ignored."""
    longest: dict[int, int] = {}
    for row in table.findall(nodes.row):
        column = 0
        for entry in row.children:
            if isinstance(entry, nodes.entry):
                if not entry.get("morecols"):
                    length = max(map(len, entry.astext().split()), default=0)
                    longest[column] = max(longest.get(column, 1), length)
                column += 1 + entry.get("morecols", 0)
    return list(longest.values())
