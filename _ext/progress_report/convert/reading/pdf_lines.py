"""The lines of a PDF in reading order: columns one after the other, without running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

from .blocks import Removed, Row, Span, Spans, merged, with_text
from .pages import FURNITURE, furniture

#: A gap of this share of the size of the letters is a blank; one of so many sizes separates cells.
BLANK, CELL = 0.15, 1.2

#: The share of the width in whose middle a gap between columns may be; its least width in points, and the
#: least number of lines beside it.
_MIDDLE, _GUTTER, _BESIDE = (0.3, 0.7), 8.0, 6

#: Points by which the right ends of lines of one column may differ on other pages.
_COLUMN = 60

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|-it\b", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt", re.IGNORECASE)

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xA0: " "}

#: Points by which cells that begin below one another may be apart.
_NEAR = 2.5

#: Points by which rules that meet may be apart, and the least height of a row that has a rule on one side.
_RULE, _OPEN = 2.0, 6.0

Word = dict[str, Any]
Box = tuple[float, float, float, float]
Cells = Sequence[Box | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a ``page``, in a column from ``left`` to ``right``.

    ``cells`` are the indexes of the words that begin another cell: the line is one of a table without rules.
    """

    words: tuple[Word, ...]
    page: int
    left: float
    right: float
    cells: frozenset[int] = frozenset()

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
    def spans(self) -> Spans:
        """Its text with styles and links; a tab is between cells."""
        return spans_of(self.words, self.cells)

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with rules on a page, from ``left`` to ``right``."""

    rows: tuple[Row, ...]
    page: int
    top: float
    left: float
    right: float


@dataclass(slots=True)
class Page:
    """What is on a page, not yet in order: the words outside of tables, the tables, and the words in them."""

    number: int
    width: float
    words: list[Word]
    grids: list[Grid] = field(default_factory=list)
    in_grids: list[Word] = field(default_factory=list)


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
            cells = _with_open_rows([row.cells for row in table.rows], table.bbox, page.edges)
            rows = tuple(_row(row, words, page.page_number) for row in cells)
            if max((len(row.cells) for row in rows), default=0) > 1:
                left, right = table.bbox[0], table.bbox[2]
                ends = [cell for row in cells for cell in row if cell]
                top, bottom = min(cell[1] for cell in ends), max(cell[3] for cell in ends)
                made.grids.append(Grid(rows, page.page_number, top, left, right))
                taken.append((left, top, right, bottom))
        for word in words:
            (made.in_grids if any(_inside(word, box) for box in taken) else made.words).append(word)
        yield made


def _with_open_rows(rows: list[Cells], box: Box, edges: Iterable[Word]) -> list[Cells]:
    """Return the cells of a table's ``rows`` with a row that the end of the page has cut: it has no rule
    above or below it, but those between its cells go on."""
    left, top, _, bottom = box
    sides = [
        edge
        for edge in edges
        if edge["orientation"] == "v" and abs(edge["x0"] - left) < _RULE and edge["top"] <= bottom + _RULE
        and edge["bottom"] >= top - _RULE
    ]  # fmt: skip
    high = min((edge["top"] for edge in sides), default=top)
    low = max((edge["bottom"] for edge in sides), default=bottom)
    widest = max(rows, key=lambda row: sum(map(bool, row)))
    above = [tuple((cell[0], high, cell[2], top) if cell else None for cell in widest)]
    below = [tuple((cell[0], bottom, cell[2], low) if cell else None for cell in widest)]
    return [*(above if top - high > _OPEN else []), *rows, *(below if low - bottom > _OPEN else [])]


def _box(link: Word) -> Box:
    return link["x0"], link["top"], link["x1"], link["bottom"]


def _inside(word: Word, box: Sequence[float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _row(cells: Cells, words: Sequence[Word], page: int) -> Row:
    inside = [[word for word in words if cell and _inside(word, cell)] for cell in cells]
    filled = [word for cell in inside for word in cell]
    head = bool(filled) and all(_BOLD.search(word["fontname"]) for word in filled)
    return Row(tuple(merged(_cell(cell)) for cell in inside), f"page {page}", head)


def _cell(words: Sequence[Word]) -> Iterator[Span]:
    style = Span("")
    for at, row in enumerate(rows_of(words)):
        spans = spans_of(row)
        if at:
            yield with_text(style, "\n")
        yield from spans
        style = spans[-1]


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
    kept = [
        [row for at, row in enumerate(each) if (number, at) not in gone] for number, each in enumerate(rows)
    ]
    gutters = [_gutter(page, each) for page, each in zip(pages, kept, strict=True)]
    found = [gutter for gutter in gutters if gutter]
    made: list[Line | Grid] = []
    for page, each, gutter in zip(pages, kept, gutters, strict=True):
        if not gutter and 2 * len(found) >= len(pages):
            # The last page of two columns may have only a few lines.
            usual = median(found)
            gutter = usual if 2 * sum(_crosses(row, usual) for row in each) < len(each) else None
        made += _ordered(page, each, gutter)
    return list(_celled(_aligned(made))), removed


def _ordered(page: Page, rows: list[list[Word]], gutter: float | None) -> Iterator[Line | Grid]:
    """Yield what is on a page in reading order: between the lines across both columns, first the left
    one."""
    things: list[tuple[float, list[Word] | Grid]] = [(min(word["top"] for word in row), row) for row in rows]
    things += [(grid.top, grid) for grid in page.grids]
    band: list[list[Word] | Grid] = []
    for _, thing in sorted(things, key=lambda each: each[0]):
        if gutter is None or _is_across(thing, gutter):
            yield from _columns(page, band, gutter or 0)
            yield thing if isinstance(thing, Grid) else _line(page, thing, rows)
            band = []
        else:
            band.append(thing)
    yield from _columns(page, band, gutter or 0)


def _is_across(thing: list[Word] | Grid, gutter: float) -> bool:
    if isinstance(thing, Grid):
        return thing.left < gutter < thing.right
    return _crosses(thing, gutter)


def _columns(page: Page, band: Sequence[list[Word] | Grid], gutter: float) -> Iterator[Line | Grid]:
    """Yield the lines and tables of two columns, first those on the left."""
    words = [word for row in band if not isinstance(row, Grid) for word in row]
    grids = [grid for grid in band if isinstance(grid, Grid)]
    for right in (False, True):
        rows = rows_of(word for word in words if (word["x0"] > gutter) == right)
        column: list[Line | Grid] = [_line(page, row, rows) for row in rows]
        column += [grid for grid in grids if (grid.left > gutter) == right]
        yield from sorted(column, key=lambda each: each.top)


def _line(page: Page, row: list[Word], rows: list[list[Word]]) -> Line:
    left, right = min(each[0]["x0"] for each in rows), max(each[-1]["x1"] for each in rows)
    return Line(tuple(row), page.number, left, right)


def _aligned(lines: Sequence[Line | Grid]) -> Iterator[Line | Grid]:
    """Yield ``lines`` with the ends of their columns, which are the same on all even and on all odd pages.

    A column may have lines of a list alone, so that its lines do not show where it begins.
    """
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Line):
            columns[line.page % 2, round(line.right / _COLUMN)].append(line)
    for line in lines:
        if isinstance(line, Line):
            alike = columns[line.page % 2, round(line.right / _COLUMN)]
            line = replace(line, left=min(each.left for each in alike))
        yield line


def _celled(lines: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """Yield ``lines`` with their cells: words behind a gap that begin below one another."""
    every = list(lines)
    starts = [_starts(line) if isinstance(line, Line) else {} for line in every]
    for at, line in enumerate(every):
        if isinstance(line, Line) and starts[at]:
            beside = [x for near in (at - 1, at + 1) if 0 <= near < len(every) for x in starts[near].values()]
            cells = [
                word for word, x in starts[at].items() if any(abs(x - other) < _NEAR for other in beside)
            ]
            line = replace(line, cells=frozenset(cells))
        yield line


def _starts(line: Line) -> dict[int, float]:
    """Return where the words behind the wide gaps of a line begin, by their indexes; those of a justified
    line are all alike."""
    gaps = {at: after["x0"] - before["x1"] for at, (before, after) in enumerate(pairwise(line.words), 1)}
    justified = line.x1 > line.right - _NEAR and max(gaps.values(), default=0) < 1.3 * min(
        gaps.values(), default=0
    )
    if justified:
        return {}
    return {at: line.words[at]["x0"] for at, gap in gaps.items() if gap > CELL * line.size}


def _gutter(page: Page, rows: Sequence[Sequence[Word]]) -> float | None:
    """Return where the gap between two columns is; None if there is none."""
    width = page.width
    if page.in_grids:
        # A table in one column shows where the columns are; one across both does not.
        narrow = [grid for grid in page.grids if grid.right < 0.55 * width or grid.left > 0.45 * width]
        inside = [
            word for word in page.in_grids if any(grid.left <= word["x0"] <= grid.right for grid in narrow)
        ]
        rows = rows_of([*inside, *(word for row in rows for word in row)])
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


def spans_of(words: Sequence[Word], cells: Collection[int] = ()) -> Spans:
    """Return the text of the ``words`` of a line with their styles and links; a tab is before each of the
    words whose indexes are ``cells``."""
    spans: list[Span] = []
    for at, word in enumerate(words):
        span = span_of(word)
        if at:
            gap = word["x0"] - words[at - 1]["x1"]
            blank = "\t" if at in cells else " " if gap > BLANK * word["size"] else ""
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
