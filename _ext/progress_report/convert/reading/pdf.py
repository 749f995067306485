"""Read a report in PDF into blocks, from the places and fonts of its words."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pdfplumber

from .blocks import (
    HEADING,
    ITEM,
    PARAGRAPH,
    TABLE,
    Block,
    ConvertError,
    Document,
    Removed,
    Row,
    Span,
    Spans,
    merged,
    plain_of,
    with_text,
    words_of,
)
from .pdf_lines import BLANK, Grid, Line, Page, lines_of, pages_of, spans_of

_BULLET = re.compile(r"[•◦▪‣·●○■□▸➢✓–—*\uf0b7\uf0a7\uf0d8-]|o(?=\s)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_ENDS = re.compile(r"[.!?:;][\"')\]’”*]*\Z")

#: Points by which places that are meant to be the same may differ.
_NEAR = 4.0

#: Lines of bold text at the size of the others are a heading only if they are short.
_BOLD_HEADING = 120


def read_pdf(data: bytes, most_pages: int) -> Document:
    """Return the blocks of a PDF, whose bytes are ``data``; it may have ``most_pages``.

    :raises ConvertError: if it can't be read
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > most_pages:
                raise ConvertError(f"the PDF has {len(pdf.pages)} pages; expected at most {most_pages}")
            words: Counter[str] = Counter()
            pages: list[Page] = []
            for page in pdf.pages:
                words.update(words_of(page.extract_text(x_tolerance_ratio=BLANK) or ""))
                pages += pages_of([page])
                page.close()
    except ConvertError:
        raise
    except Exception as error:
        if "Password" in repr(error):
            raise ConvertError("the PDF needs a password; save a copy without one") from error
        raise ConvertError(f"this is no PDF that can be read ({type(error).__name__})") from error
    lines, removed = lines_of(pages)
    reader = _Reader(_body_size(lines), _sizes(lines), _usual_leading(lines))
    blocks = list(_joined_tables(reader.read(lines), removed))
    words.subtract(reader.marks)
    return Document(blocks, +words, removed)


def _body_size(lines: Sequence[Line | Grid]) -> float:
    """Return the size of most letters."""
    sizes = Counter[float]()
    for line in lines:
        if isinstance(line, Line):
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _usual_leading(lines: Sequence[Line | Grid]) -> float:
    """Return the distance of most lines, as a multiple of the size of their letters."""
    found = Counter(
        round(_leading(before, after) / after.size, 1)
        for before, after in pairwise(lines)
        if isinstance(before, Line) and isinstance(after, Line) and before.size == after.size
    )
    found.pop(0.0, None)
    return max(found, key=lambda each: (found[each], -each), default=1.4)


def _sizes(lines: Sequence[Line | Grid]) -> list[float]:
    """Return the sizes of lines, largest first."""
    return sorted({line.size for line in lines if isinstance(line, Line)}, reverse=True)


@dataclass
class _Reader:
    """Makes blocks of lines.

    ``body`` is the size of most letters, ``sizes`` are all, largest first; ``leading`` is the usual distance
    of lines as a multiple of the size.
    """

    body: float
    sizes: list[float]
    leading: float
    marks: Counter[str] = field(default_factory=Counter)
    #: The open block, its lines, the place where its text begins, and those of the items around it.
    block: Block | None = None
    lines: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    text_x: float = 0
    items: list[tuple[float, float]] = field(default_factory=list)
    #: The rows of an open table without rules: the place where each cell begins, and its text.
    rows: list[list[tuple[float, Spans]]] = field(default_factory=list)

    def read(self, lines: Sequence[Line | Grid]) -> Iterator[Block]:
        """Yield the blocks of ``lines``."""
        for line in lines:
            if isinstance(line, Grid):
                yield from self._flush()
                self.items = []
                yield Block(TABLE, f"page {line.page}", rows=line.rows)
            elif line.cells or (self.rows and self._continues_row(line)):
                if not self.rows:
                    yield from self._flush()
                self._row(line)
            elif self.block and self._goes_on(line):
                self.lines.append(line)
                self.spans += [Span("\n", *self.spans[-1].style), *line.spans]
            else:
                yield from self._flush()
                self._begin(line)
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        if self.block:
            yield replace(self.block, spans=merged(self.spans))
        elif self.rows:
            yield self._table()
        self.block, self.lines, self.spans, self.rows = None, [], [], []

    # --- tables without rules ----------------------------------------------------------------------

    def _row(self, line: Line) -> None:
        """Add the cells of a line, to the row above if it begins in another column than the first."""
        starts = [0, *sorted(line.cells), len(line.words)]
        cells = [
            (float(line.words[start]["x0"]), spans_of(line.words[start:end]))
            for start, end in pairwise(starts)
        ]
        if self.rows and self._continues_row(line):
            self.rows[-1] += cells
        else:
            self.rows.append(cells)
        self.lines.append(line)

    def _continues_row(self, line: Line) -> bool:
        """Return whether a line begins in a column of the rows above, but not in the first."""
        last = self.lines[-1]
        first = min(x for row in self.rows for x, _ in row)
        below = 0 < line.top - last.bottom < 0.6 * line.size and line.page == last.page
        return (
            below
            and line.x0 > first + _NEAR
            and any(abs(line.x0 - x) < _NEAR for row in self.rows for x, _ in row)
        )

    def _table(self) -> Block:
        """Return the rows as a table, or the only one as a paragraph."""
        place = f"page {self.lines[0].page}"
        if len(self.rows) == 1:
            spans = [span for _, cell in self.rows[0] for span in (*cell, Span(" "))]
            return Block(PARAGRAPH, place, merged(spans))
        columns: list[float] = []
        for x in sorted(x for row in self.rows for x, _ in row):
            if not columns or x - columns[-1] > _NEAR:
                columns.append(x)
        rows: list[Row] = []
        for row in self.rows:
            cells: list[list[Span]] = [[] for _ in columns]
            for x, cell in row:
                spans = cells[max(at for at, start in enumerate(columns) if start <= x)]
                spans += [*([with_text(spans[-1], "\n")] if spans else []), *cell]
            head = not rows and all(span.strong or not span.text.strip() for cell in cells for span in cell)
            rows.append(Row(tuple(merged(cell) for cell in cells), place, head))
        return Block(TABLE, place, rows=tuple(rows))

    # --- text -------------------------------------------------------------------------------------

    def _begin(self, line: Line) -> None:
        """Open the block that begins with ``line``."""
        place = f"page {line.page}"
        self.lines, self.spans, self.text_x = [line], list(line.spans), line.x0 - line.left
        level = self._heading_level(line)
        mark = _mark(line)
        if level:
            self.block, self.items = Block(HEADING, place, level=level), []
        elif mark:
            self.marks.update(words_of(mark))
            rest = replace(line, words=line.words[1:])
            self.spans, self.text_x = list(rest.spans), rest.x0 - line.left
            at = line.x0 - line.left
            while self.items and self.items[-1][0] > at + _NEAR:
                self.items.pop()
            if not self.items or self.items[-1][0] < at - _NEAR:
                self.items.append((at, self.text_x))
            kind = "1." if _NUMBER.fullmatch(mark) else "-"
            self.block = Block(ITEM, place, level=len(self.items), mark=kind)
        else:
            while self.items and self.items[-1][1] > self.text_x + _NEAR:
                self.items.pop()
            self.block = Block(PARAGRAPH, place, level=len(self.items))

    def _heading_level(self, line: Line) -> int:
        """Return the level of a heading by its size; 0 if the line is none."""
        if line.size >= self.body + 0.8:
            return self.sizes.index(line.size) + 1
        text = line.text
        if line.bold and line.size >= self.body - 0.5 and len(text) <= _BOLD_HEADING and not _mark(line):
            return len([size for size in self.sizes if size >= self.body]) + 1
        return 0

    def _goes_on(self, line: Line) -> bool:
        """Return whether ``line`` belongs to the block that is open."""
        assert self.block  # noqa: S101 - it is open
        last = self.lines[-1]
        apart = (line.page, line.left) != (last.page, last.left)
        level = self._heading_level(line)
        if self.block.kind == HEADING or level:
            close = line.top - last.bottom < 0.6 * line.size
            return self.block.kind == HEADING and level == self.block.level and not apart and close
        if _mark(line) or abs(line.size - last.size) > 0.6:
            return False
        at = line.x0 - line.left
        if apart:
            unfinished = not _ENDS.search(last.text) or line.text[:1].islower()
            return abs(at - self.text_x) < _NEAR and unfinished and _is_full(last)
        if len(self.lines) == 1 and self.block.kind == PARAGRAPH and at < self.text_x - _NEAR:
            self.text_x = at  # the first line was indented
        return abs(at - self.text_x) < _NEAR and self._is_near(last, line)

    def _is_near(self, last: Line, line: Line) -> bool:
        """Return whether there is no more space between two lines than between those of the block."""
        leading = line.bottom - last.bottom
        own = [_leading(before, after) for before, after in pairwise(self.lines)]
        usual = next((each for each in own if each), self.leading * line.size)
        ended = bool(_ENDS.search(last.text)) and last.x1 < last.left + 0.6 * (last.right - last.left)
        return 0 < leading <= (1.02 if ended else 1.25) * usual


def _leading(before: Line, after: Line) -> float:
    """Return the distance of two lines below each other; 0 for others."""
    together = (before.page, before.left) == (after.page, after.left)
    return max(0.0, after.bottom - before.bottom) if together else 0.0


def _is_full(line: Line) -> bool:
    return line.x1 > line.left + 0.8 * (line.right - line.left)


def _mark(line: Line) -> str:
    """Return the mark that a list item begins with; empty for none."""
    if len(line.words) < 2:
        return ""
    text = str(line.words[0]["text"])
    gap = line.words[1]["x0"] - line.words[0]["x1"]
    if _BULLET.fullmatch(text) or (text == "o" and gap > 3):
        return text
    return text if _NUMBER.fullmatch(text) and line.x0 > line.left + 2 else ""


# --- tables ---------------------------------------------------------------------------------------


def _joined_tables(blocks: Iterable[Block], removed: list[Removed]) -> Iterator[Block]:
    """Yield ``blocks`` with the parts of a table that goes on across pages joined."""
    last: Block | None = None
    for block in blocks:
        if last and last.kind == block.kind == TABLE and _columns(last) == _columns(block):
            rows = list(block.rows)
            if _texts(rows[0]) == _texts(last.rows[0]):
                head = rows.pop(0)
                removed.append(Removed(" ".join(_texts(head)), head.place, "the head of a table, repeated"))
            before = list(last.rows)
            if rows and _is_rest(rows[0], before[-1]):
                before[-1] = _with_rest(before[-1], rows.pop(0))
            last = replace(last, rows=(*before, *rows))
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _is_rest(row: Row, before: Row) -> bool:
    """Return whether a page break has cut ``row`` off the row ``before`` it."""
    if row.cells[0]:
        return False
    filled = [(cell, last) for cell, last in zip(row.cells, before.cells, strict=False) if cell]
    if len(filled) > 1:
        return True
    # A row of one cell may be a note of its own, but not within a sentence.
    return any(not _ENDS.search(plain_of(last)) for _, last in filled)


def _columns(block: Block) -> int:
    return max(len(row.cells) for row in block.rows)


def _texts(row: Row) -> list[str]:
    return [plain_of(cell) for cell in row.cells]


def _with_rest(row: Row, rest: Row) -> Row:
    """Return a row that a page break has cut."""
    cells = zip(row.cells, rest.cells, strict=False)
    return replace(
        row,
        cells=tuple(
            merged((*one, with_text(one[-1], "\n"), *other)) if one else other for one, other in cells
        ),
    )
