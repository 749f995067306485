"""Find the running heads and the page numbers of a printed report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from .blocks import Removed

#: So many lines at the top and at the bottom of a page may be running heads.
EDGE = 3

#: A line that is alike on so many pages, and on this share of all, is a running head.
PAGES, SHARE = 3, 0.3

#: A line with a page number alone has fewer characters.
_SHORT = 40

FURNITURE = "a running head or page number"

_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\W+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\W+(?:of\W+)?\d{1,4})?\W*", re.IGNORECASE
)


def furniture(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Return which lines of ``pages`` are running heads or page numbers: the indexes of page and line."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for page, lines in enumerate(pages):
        filled = [at for at, line in enumerate(lines) if line.strip()]
        for at in {*filled[:EDGE], *filled[-EDGE:]}:
            places[_alike(lines[at])].add((page, at))
    wanted = max(min(PAGES, max(2, len(pages))), SHARE * len(pages))
    repeated = {
        place
        for line, found in places.items()
        if len({page for page, _ in found}) >= wanted
        for place in found
    }
    return {place for place in repeated if _at_edge(pages[place[0]], place, repeated)} | _numbers(pages)


def _alike(line: str) -> str:
    return " ".join(_NUMBERS.sub("#", line.casefold()).split())


def _at_edge(lines: Sequence[str], place: tuple[int, int], repeated: set[tuple[int, int]]) -> bool:
    """Return whether only blank lines and other running heads are between a line and an edge of its page."""
    page, at = place

    def free(others: range) -> bool:
        return all(not lines[each].strip() or (page, each) in repeated for each in others)

    return free(range(at)) or free(range(at + 1, len(lines)))


def _numbers(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Return the page numbers that are alone in the first or last line of a page."""
    found = set()
    for page, lines in enumerate(pages):
        filled = [at for at, line in enumerate(lines) if line.strip()]
        for at in {*filled[:1], *filled[-1:]}:
            if len(pages) > 1 and len(lines[at]) < _SHORT and _PAGE_NUMBER.fullmatch(lines[at]):
                found.add((page, at))
    return found


def read_pages(text: str) -> tuple[str, list[Removed]]:
    """Return ``text`` without what is on each of its pages, which form feeds separate; lines keep their
    numbers."""
    if "\f" not in text:
        return text, []
    pages = [page.split("\n") for page in text.split("\f")]
    gone = furniture(pages)
    removed, line, kept = [], 1, []
    for number, page in enumerate(pages):
        for at, each in enumerate(page):
            if (number, at) in gone:
                removed.append(Removed(each.strip(), f"line {line + at}", FURNITURE))
        kept.append("\n".join("" if (number, at) in gone else each for at, each in enumerate(page)))
        line += len(page) - 1
    # A form feed ends no line.
    return "".join(kept) if all(each.endswith("\n") for each in kept[:-1]) else "\n".join(kept), removed
