"""The lines of a PDF in reading order: columns one after the other, without running heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

from .blocks import Removed, Row, Span, Spans, merged, with_text
from .pages import FURNITURE, furniture

#: A gap of this share of the size of the letters is a blank; one of so many sizes separates cells.
BLANK, CELL = 0.15, 2.2

#: The share of the width in whose middle a gap between columns may be; its least width in points, and the
#: least number of lines beside it.
_MIDDLE, _GUTTER, _BESIDE = (0.3, 0.7), 8.0, 6

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|-it\b", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt", re.IGNORECASE)

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xA0: " "}

Word = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a ``page``, in a column from ``left`` to ``right``."""

    words: tuple[Word, ...]
    page: int
    left: float
    right: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return float(self.words[0]["x0"])

    @property
    def x1(self) -> float:
        """Where it ends."""
        return float(self.words[-1]["x1"])

    @property
    def top(self) -> float:
        """Its upper end."""
        return min(float(word["top"]) for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return max(float(word["bottom"]) for word in self.words)

    @property
    def size(self) -> float:
        """The size of most letters, to half a point."""
        sizes = [float(word["size"]) for word in self.words for _ in word["text"]]
        return round(2 * median(sizes)) / 2

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(_BOLD.search(word["fontname"]) for word in self.words)

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join(span.text for span in spans_of(self.words))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with rules on a page."""

    rows: tuple[Row, ...]
    page: int
    top: float


@dataclass(slots=True)
class Page:
    """What is on a page: words and tables, not yet in order."""

    number: int
    width: float
    words: list[Word]
    grids: list[tuple[Grid, float]] = field(default_factory=list)


def pages_of(pages: Iterable[Any]) -> Iterator[Page]:
    """Yield the words and tables of each of ``pages``, as pdfplumber has them."""
    for page in pages:
        words = page.extract_words(
            extra_attrs=["fontname", "size"], x_tolerance_ratio=BLANK, keep_blank_chars=False
        )
        links = [each for each in page.hyperlinks if each.get("uri")]
        for word in words:
            link = next((each for each in links if _inside(word, _box(each))), None)
            word["text"] = word["text"].translate(_LIGATURES)
            word["uri"] = link["uri"] if link else ""
            # The full stop behind a link is not part of it.
            word["linked"] = len(word["text"]) - bool(
                link and link["x1"] < word["x1"] - 1 and not word["text"][-1].isalnum()
            )
        made = Page(page.page_number, float(page.width), [])
        taken: list[tuple[float, ...]] = []
        for table in page.find_tables():
            rows = tuple(_row(row.cells, words, page.page_number) for row in table.rows)
            if max((len(row.cells) for row in rows), default=0) > 1:
                made.grids.append((Grid(rows, page.page_number, table.bbox[1]), table.bbox[0]))
                taken.append(table.bbox)
        made.words = [word for word in words if not any(_inside(word, box) for box in taken)]
        yield made


def _box(link: Word) -> tuple[float, float, float, float]:
    return link["x0"], link["top"], link["x1"], link["bottom"]


def _inside(word: Word, box: Sequence[float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _row(cells: Sequence[Sequence[float] | None], words: Sequence[Word], page: int) -> Row:
    inside = [[word for word in words if cell and _inside(word, cell)] for cell in cells]
    filled = [word for cell in inside for word in cell]
    head = bool(filled) and all(_BOLD.search(word["fontname"]) for word in filled)
    return Row(tuple(merged(_cell(cell)) for cell in inside), f"page {page}", head)


def _cell(words: Sequence[Word]) -> Iterator[Span]:
    for at, row in enumerate(rows_of(words)):
        if at:
            yield Span("\n")
        yield from spans_of(row)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Return ``words`` line by line from the top, each from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and last["top"] < middle < last["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda each: each["x0"]) for row in rows]


def lines_of(pages: Sequence[Page]) -> tuple[list[Line | Grid], list[Removed]]:
    """Return the lines and tables of ``pages`` in reading order, and what is on each page."""
    rows = [rows_of(page.words) for page in pages]
    texts = [["".join(span.text for span in spans_of(row)) for row in each] for each in rows]
    gone = furniture(texts)
    removed = [Removed(texts[page][at], f"page {pages[page].number}", FURNITURE) for page, at in sorted(gone)]
    made: list[Line | Grid] = []
    for at, page in enumerate(pages):
        made += _ordered(page, [row for number, row in enumerate(rows[at]) if (at, number) not in gone])
    return made, removed


def _ordered(page: Page, rows: list[list[Word]]) -> Iterator[Line | Grid]:
    """Yield what is on a page in reading order."""
    gutter = _gutter(rows, page.width)
    grids = sorted(page.grids, key=lambda each: each[0].top)
    band: list[list[Word]] = []
    for row in rows:
        whole = gutter is None or _crosses(row, gutter)
        if whole:
            yield from _columns(page, band, gutter, grids, min(word["top"] for word in row))
            band = []
            while grids and grids[0][0].top < row[0]["top"]:
                yield grids.pop(0)[0]
            yield _line(page, row, rows)
        else:
            band.append(row)
    yield from _columns(page, band, gutter, grids, float("inf"))
    for grid, _ in grids:
        yield grid


def _columns(
    page: Page, band: list[list[Word]], gutter: float | None, grids: list[tuple[Grid, float]], end: float
) -> Iterator[Line | Grid]:
    """Yield the lines of two columns, first those on the left, with the tables among them above ``end``."""
    if gutter is None or not band:
        return
    here = [each for each in grids if each[0].top < end]
    for each in here:
        grids.remove(each)
    words = [word for row in band for word in row]
    for right in (False, True):
        rows = rows_of(word for word in words if (word["x0"] > gutter) == right)
        of_column = [grid for grid, x0 in here if (x0 > gutter) == right]
        for row in rows:
            while of_column and of_column[0].top < row[0]["top"]:
                yield of_column.pop(0)
            yield _line(page, row, rows)
        yield from of_column


def _line(page: Page, row: list[Word], rows: list[list[Word]]) -> Line:
    left, right = min(each[0]["x0"] for each in rows), max(each[-1]["x1"] for each in rows)
    return Line(tuple(row), page.number, left, right)


def _gutter(rows: Sequence[Sequence[Word]], width: float) -> float | None:
    """Return where the gap between two columns is; None if there is none."""
    gaps = [
        (before["x1"], after["x0"])
        for row in rows
        for before, after in pairwise(row)
        if after["x0"] - before["x1"] >= _GUTTER
    ]
    best, most = None, 0
    for x in {round((start + end) / 2) for start, end in gaps}:
        beside = sum(start <= x <= end for start, end in gaps)
        if _MIDDLE[0] * width < x < _MIDDLE[1] * width and beside > most:
            best, most = float(x), beside
    if best is None or most < _BESIDE:
        return None
    crossing = sum(_crosses(row, best) for row in rows)
    lefts = [row[0]["x0"] for row in rows]
    ends = [max((word["x1"] for word in row if word["x1"] <= best), default=0) for row in rows]
    # The lines of a column are full; the cells of a table are not.
    full = median([end - min(lefts) for end in ends if end]) >= 0.75 * (max(ends) - min(lefts))
    return best if full and crossing <= most / 2 else None


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    """Return whether a line goes on from one column into the other."""
    if any(word["x0"] < gutter < word["x1"] for word in row):
        return True
    before = max((word["x1"] for word in row if word["x1"] <= gutter), default=None)
    after = min((word["x0"] for word in row if word["x0"] >= gutter), default=None)
    return before is not None and after is not None and after - before < _GUTTER


def spans_of(words: Sequence[Word]) -> Spans:
    """Return the text of the ``words`` of a line with their styles and links; a tab is between cells."""
    spans: list[Span] = []
    for at, word in enumerate(words):
        span = span_of(word)
        if at:
            gap = word["x0"] - words[at - 1]["x1"]
            blank = "\t" if gap > CELL * word["size"] else " " if gap > BLANK * word["size"] else ""
            spans.append(with_text(span, blank) if spans[-1].style == span.style else Span(blank))
        linked, rest = span.text[: word["linked"]], span.text[word["linked"] :]
        spans += [with_text(span, linked), *([replace(span, text=rest, target="")] if rest else [])]
    return merged(spans)


def span_of(word: Word) -> Span:
    """Return the text of a ``word`` with its style."""
    font = word["fontname"]
    return Span(
        word["text"],
        bool(_BOLD.search(font)),
        bool(_ITALIC.search(font)),
        bool(_MONO.search(font)),
        word["uri"],
    )
