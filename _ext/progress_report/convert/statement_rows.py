"""Turn the rows of a table of milestones into statements: ids, due date, and the note beside or below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from babel.dates import get_month_names

from ..content.known import MILESTONE
from ..core.dates import YEARS, Date
from ..core.language import ENGLISH, language
from ..core.limits import ID_CHARACTERS
from ..schedule.date_formats import date_of
from .headings import Headings, folded, status_of
from .reading.blocks import BREAK, Row, Span, Spans, merged, plain_of, plain_style, split_after, words_of

ID, TITLE, DUE, FORECAST, DATE, NOTE, STATUS = "id", "title", "due", "forecast", "date", "note", "status"

#: The heads of columns, by what the column contains; the first that matches counts.
_HEADS = (
    (FORECAST, re.compile(r"forecast|expected|revised|new date|estimate|projected|current")),
    (DUE, re.compile(r"due|baseline|planned|target|deadline|date|original")),
    (DATE, re.compile(r"achieved|completed|actual|finish")),
    (NOTE, re.compile(r"note|comment|remark|reason|impact|explanation|mitigation")),
    (STATUS, re.compile(r"status|state")),
    (TITLE, re.compile(r"description|title|name|activity|task")),
    (ID, re.compile(r"\b(?:id|ids|no|number|key|code|ref|reference|milestones?)\b")),
)
_SEPARATORS = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/&\n" + BREAK + r"]|\band\b)\s*")
_LIKE_ID = re.compile(r"(?=[^\W_]*[^\W\d_])[^\W_]+(?:[-.][^\W_]+)*-(?=\w*\d)[\w.]+")
_MONTH = re.compile(r"([^\W\d_]{3,})\.? (\d{4})")
_WORD = re.compile(r"[^\W_]+")
_LAST_DATE = re.compile(r"\(?(\d{4}-\d\d(?:-\d\d)?)\)?\W*\Z")
_PIECE = re.compile(r"[^\s,;:()]+")
_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(slots=True)
class Said:
    """A statement about milestones as a report makes it.

    ``wbs`` is the element under which the report states it, if it is not that of the register. ``words`` are
    those of its row that the draft has in another form, such as a title that the register has, too.
    """

    status: str
    ids: tuple[str, ...]
    place: str
    title: str = ""
    due: Date | None = None
    forecast: Date | None = None
    date: Date | None = None
    wbs: str = ""
    area: str = ""
    notes: list[Spans] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Rows:
    """The statements of a report, as far as they are read, with what is doubtful about them.

    ``left`` are the rows that are none; ``groups`` the rows that name an area. ``proposed`` maps each
    milestone that the register does not know to its statement.
    """

    headings: Headings
    said: list[Said] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)
    groups: Counter[str] = field(default_factory=Counter)
    proposed: dict[str, Said] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)
    _area: str = ""
    #: The place where each milestone is first stated.
    _stated: dict[str, str] = field(default_factory=dict)

    def fits(self, rows: Sequence[Row]) -> bool:
        """Return whether ``rows`` are a table of milestones: most of them begin with an id."""
        full = [row for row in rows if sum(map(bool, row.cells)) > 1 and not self._heads(row)]
        return bool(full) and 2 * sum(any(map(self._ids, row.cells)) for row in full) > len(full)

    def copy(self) -> Rows:
        """Return a copy, to try what a table gives."""
        return replace(
            self,
            # Rows add notes to the last statement alone.
            said=[*self.said[:-1], *deepcopy(self.said[-1:])],
            doubts=[*self.doubts],
            left=[*self.left],
            groups=Counter(self.groups),
            proposed=dict(self.proposed),
            _stated=dict(self._stated),
        )

    def begin(self) -> None:
        """Begin another list of milestones, with other columns."""
        self._columns, self._area = {}, ""

    def take(self, rows: Sequence[Row], status: str, area: str = "") -> None:
        """Add the ``rows`` of a table below a heading that names ``status``, which may be empty if a column
        does; ``area`` is the area whose text has the table, or empty."""
        if area:
            self._area = area
        for row in rows:
            heads = self._heads(row)
            if heads:
                self._columns = heads
                self.groups.update(word for cell in row.cells for word in words_of(plain_of(cell)))
            else:
                self._row(row, status)

    def item(self, spans: Spans, status: str, place: str) -> bool:
        """Add the line ``spans`` at ``place`` if it begins with ids, names an area, or is a note in italics
        below a statement, and return whether it does; ``status`` as for :meth:`take`."""
        text = "".join(span.text for span in spans)
        end = 0
        for word in _PIECE.finditer(text):
            if not self._id(word[0].rstrip(".")):
                break
            end = word.end()
        if not end:
            note = bool(self._columns) and all(span.emphasis for span in spans)
            if note or self.headings.titled(text, any_element=True):
                self._alone(Row((spans,), place), spans)
            return note or bool(self.headings.titled(text, any_element=True))
        date = _LAST_DATE.search(text, end)
        ids, rest = split_after(spans, end)
        blanks = len(text[end:]) - len(text[end:].lstrip())
        cells = [ids, split_after(rest, date.start() - end - blanks)[0] if date else rest]
        cells += [(Span(date[1]),)] if date else []
        self._columns = {}
        self._row(Row(tuple(_without_mark(cell) for cell in cells), place), status)
        return True

    # --- rows -------------------------------------------------------------------------------------

    def _heads(self, row: Row) -> dict[str, int]:
        """Return the column of each thing that a row of heads names; empty if it is no such row."""
        found: dict[str, int] = {}
        for at, cell in enumerate(row.cells):
            words = folded(plain_of(cell))
            if words and (self._ids(cell) or _date(plain_of(cell), "")):
                return {}
            name = next((name for name, pattern in _HEADS if pattern.search(words)), "")
            if words and len(words) > 40:
                return {}
            if name == ID and ID in found:
                name = TITLE
            if name:
                found.setdefault(name, at)
        if ID not in found and TITLE in found and DUE in found:
            found[ID] = 0 if found[TITLE] else found.pop(TITLE)
        filled = sum(map(bool, row.cells))
        return found if filled > 1 and len(found) > 1 and ID in found else {}

    def _row(self, row: Row, status: str) -> None:
        cells = [merged(cell) for cell in row.cells]
        filled = [at for at, cell in enumerate(cells) if cell]
        if not filled:
            return
        columns = self._columns or self._guessed(cells)
        at = columns.get(ID, 0)
        ids = self._ids(cells[at]) if at < len(cells) else ()
        if not ids and ID in (guessed := self._guessed(cells)):
            columns = guessed
            ids = self._ids(cells[guessed[ID]])
        if ids:
            self._statement(row, cells, columns, ids, status)
        elif len(filled) == 1:
            self._alone(row, cells[filled[0]])
        elif self.said and not cells[at]:
            self._append(cells)
        else:
            self.left.append(row)

    def _alone(self, row: Row, cell: Spans) -> None:
        """Read a row of one cell: the area of the rows below it, or the note of the row above it."""
        text = plain_of(cell)
        named = self.headings.named(text)
        element = named.element if named and named.known and named.likeness > 80 else ""
        element = element or self.headings.titled(text, any_element=True) or self.headings.like_area(text)
        if element:
            self._area = element
            self.groups.update(words_of(text))
        elif self.said:
            self.said[-1].notes.append(plain_style(cell))
        else:
            self.left.append(row)

    def _append(self, cells: Sequence[Spans]) -> None:
        self.said[-1].notes.extend(plain_style(cell) for cell in cells if cell)

    def _guessed(self, cells: Sequence[Spans]) -> dict[str, int]:
        """Return what each cell of a row without heads contains."""
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            text = plain_of(cell)
            if self._ids(cell) and ID not in found:
                found[ID] = at
            elif _date(text, self._order):
                found.setdefault(FORECAST if DUE in found else DUE, at)
            elif text and TITLE not in found:
                found[TITLE] = at
            elif text:
                found.setdefault(NOTE, at)
        return found

    @property
    def _order(self) -> str:
        return self.headings.known.settings.date_order

    def _statement(
        self, row: Row, cells: Sequence[Spans], columns: dict[str, int], ids: tuple[str, ...], status: str
    ) -> None:
        def cell(name: str) -> Spans:
            return cells[columns[name]] if columns.get(name, len(cells)) < len(cells) else ()

        stated = status_of(plain_of(cell(STATUS))) or status
        said = Said(stated, ids, row.place)
        if not stated:
            self.left.append(row)
            return
        title, note = self._title_and_note(cell(TITLE), ids)
        said.notes = [plain_style(part) for part in (note, cell(NOTE)) if part]
        for name in (DUE, FORECAST, DATE):
            text = plain_of(cell(name))
            date = _date(text, self._order)
            if text and date is None:
                self.doubts.append((row.place, f"{ids[0]}: '{text}' is no date that can be read"))
                said.notes.append(cell(name))
            elif date and name == DATE and stated != "achieved":
                said.forecast = said.forecast or date
            else:
                setattr(said, name, date)
        self._title(said, title)
        self._place(said)
        in_columns = {at for name, at in columns.items() if cell(name)}
        said.notes.extend(plain_style(each) for at, each in enumerate(cells) if each and at not in in_columns)
        said.words = Counter(word for each in cells for word in words_of(plain_of(each)))
        said.words.subtract(word for each in said.notes for word in words_of(plain_of(each)))
        self._add(said)

    def _add(self, said: Said) -> None:
        known = self.headings.known.registers
        for name in said.ids:
            if name not in known.milestones:
                self.proposed.setdefault(name, said)
        again: dict[str, list[str]] = {}
        for name in sorted(set(said.ids)):
            if name in self._stated:
                again.setdefault(self._stated[name], []).append(name)
            self._stated.setdefault(name, said.place)
        for place, ids in again.items():
            self.doubts.append((said.place, f"{', '.join(ids)}: stated already at {place}"))
        self.said.append(said)

    def _title_and_note(self, cell: Spans, ids: tuple[str, ...]) -> tuple[Spans, Spans]:
        """Split a cell into the title and the note behind it: in italics, in a new line, or behind the title
        that the register has."""
        first = next((at for at, span in enumerate(cell) if span.emphasis), len(cell))
        if 0 < first < len(cell):
            return merged(cell[:first]), merged(cell[first:])
        text = "".join(span.text for span in cell)
        if BREAK in text:
            return split_after(cell, text.index(BREAK))
        record = self.headings.known.registers.milestones.get(ids[0])
        title = words_of(record.title) if record else []
        words = list(_WORD.finditer(text))
        if title and [match[0].casefold() for match in words[: len(title)]] == [w.casefold() for w in title]:
            before, after = split_after(cell, words[len(title) - 1].end())
            if len(words) > len(title):
                return before, _without_mark(after)
        return cell, ()

    def _title(self, said: Said, title: Spans) -> None:
        """Keep a title that the register does not have for this milestone."""
        text = plain_of(plain_style(title))
        record = self.headings.known.registers.milestones.get(said.ids[0])
        if len(said.ids) > 1 or record is None:
            said.title = text
        elif text and folded(text) != folded(record.title):
            said.title = text
            self.doubts.append(
                (said.place, f"{said.ids[0]}: the register's title is '{record.title}', not '{text}'")
            )

    def _place(self, said: Said) -> None:
        """Keep the area under which the report states a milestone, unless the register has it there."""
        registers = self.headings.known.registers
        record = registers.milestones.get(said.ids[0])
        said.area = self._area
        area = self.headings.area_of(self._area) or self._area
        if area and (record is None or self.headings.area_of(record.wbs) != area):
            said.wbs = self._area

    def _ids(self, cell: Spans) -> tuple[str, ...]:
        """Return the milestones that a cell consists of; none if it has other text."""
        parts = [part for part in _SEPARATORS.split("".join(span.text for span in cell).strip()) if part]
        if len(parts) == 1 and " " in parts[0]:
            parts = parts[0].split()
        found = [self._id(part.strip("()[]:. ")) for part in parts]
        return tuple(dict.fromkeys(found)) if found and all(found) else ()

    def _id(self, text: str) -> str:
        known = self.headings.known
        if target := known.resolve(MILESTONE, text):
            return target
        prefixes = known.vocabulary.milestone_prefixes
        unknown = (
            len(text) <= ID_CHARACTERS
            and bool(_LIKE_ID.fullmatch(text))
            and known.vocabulary.identify(text) is None
        )
        return text if unknown and (not prefixes or text.partition("-")[0] in prefixes) else ""


def _without_mark(spans: Spans) -> Spans:
    """Return ``spans`` without the colon or dash at their beginning."""
    text = "".join(span.text for span in spans)
    return split_after(spans, len(text) - len(text.lstrip(" \t\n:–—-.,(")))[1]


def _date(text: str, order: str) -> Date | None:
    """Return the date that ``text`` is; None if it is none, or if the order of its numbers is not known."""
    text = text.strip(" ()")
    if not text or len(text) > 40:
        return None
    if found := Date.parse(text) or _month(text):
        return found
    dates = {str(date): date for each in ([order] if order else _ORDERS) if (date := date_of(text, each))}
    return next(iter(dates.values())) if len(dates) == 1 and not text.isdecimal() else None


def _month(text: str) -> Date | None:
    """Return a month in words, such as ``Aug 2017``."""
    match = _MONTH.fullmatch(text)
    if not match or int(match[2]) not in YEARS:
        return None
    for number, name in _names():
        if name.startswith(match[1].casefold()):
            return Date(int(match[2]), number)
    return None


def _names() -> Iterator[tuple[int, str]]:
    for locale in (language(), ENGLISH):
        for number, name in get_month_names(locale=locale).items():
            yield number, name.casefold()
