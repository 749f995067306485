"""Read the rows of an export of the scheduler into activities.

What a row lacks is noted but not judged: whether it matters depends on the register (:mod:`.merge`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..core.dates import Date
from ..core.identifiers import lineage
from .date_formats import date_of, is_serial, orders_of
from .scheduler_table import (
    AFTER,
    COLUMNS,
    DUE,
    DUE_START,
    FINISHED,
    ID,
    STAND_INS,
    START,
    STATUS,
    TITLE,
    WBS,
    Sheet,
    clean,
    find_columns,
    missing_column,
)

#: The length at which Primavera cuts off a list of predecessors, even within an id.
CUT_AT = 100

#: The statuses of a completed activity.
COMPLETED = ("completed", "tk_complete")

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\d+);")
# An id may contain a space, so only these separate ids.
_BETWEEN_IDS = re.compile(r"[,;\r\n]")
# The relation of two activities: 'A-1: FS', 'A-1: SS 5d'.
_TIE = re.compile(r":\s*[A-Za-z]{2}(?:\s*(?:[-+]\s*)?\d+\w*)?$")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row.

    ``element`` is empty if ``code``, the WBS code as written, is not in the register; ``stray`` is then the
    reason. ``by_start`` is true if there is no baseline and ``due`` is the current start. ``after`` are the
    predecessors as the export names them; ``cut`` is true if their list is cut off.
    """

    row: int
    id: str
    title: str
    code: str
    element: str
    stray: str
    due: Date | None
    by_start: bool
    finished: Date | None
    after: tuple[str, ...]
    cut: bool


class Note(NamedTuple):
    """Something that a person should look at, or why a row is not imported.

    ``what`` is the same for all rows of a kind, ``detail`` is for this one. ``row`` is 0 for a note on the
    whole export.
    """

    what: str
    row: int = 0
    id: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return f"row {self.row}: " + ": ".join(filter(None, (self.id, self.what, self.detail)))


@dataclass(frozen=True, slots=True)
class Export:
    """The content of an export.

    Each of the ``rows`` rows is an activity or unplaced; ``ids`` are those of all rows. ``lacks`` names the
    missing columns of :data:`.scheduler_table.COLUMNS`. ``prefixes`` are the ignored prefixes of WBS codes,
    with the number of rows.
    """

    rows: int
    activities: tuple[Activity, ...]
    unplaced: tuple[Note, ...]
    notes: tuple[Note, ...]
    prefixes: tuple[tuple[str, int], ...]
    ids: frozenset[str]
    lacks: frozenset[str]


class _RowError(Exception):
    """A row that can't be understood."""


def read_export(
    sheet: Sheet, elements: Collection[str], first_is_month: bool, date_order: str = ""
) -> Export:
    """Read a table of cells that begins with its header rows.

    :param elements: the ids of the WBS register
    :param first_is_month: whether a finish on the first of a month means only the month
    :param date_order: the order of dates, one of :data:`.settings.DATE_ORDERS`; if empty, it is inferred from
        the dates
    :raises ScheduleError: if there is no header row or no column of ids, and if the order of dates is
        ambiguous
    """
    return _Reader(sheet, elements, first_is_month, date_order).export()


class _Row:
    """The cells of a row by the name of their column.

    ``after`` are its predecessors as written, each once. ``listed`` is the text that lists them, which may be
    cut off; it is empty where they are on a sheet of pairs.
    """

    def __init__(self, number: int, cells: Sequence[str], columns: Mapping[str, int], sheet: Sheet) -> None:
        self.number = number
        raw = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        self.values = dict.fromkeys(COLUMNS, "") | {name: clean(cell) for name, cell in raw.items()}
        self.listed = raw.get(AFTER, "").strip() if sheet.pairs is None else ""
        ids = _BETWEEN_IDS.split(self.listed) if sheet.pairs is None else sheet.pairs.get(self[ID], ())
        names = (_TIE.sub("", clean(each)).strip() for each in ids)
        self.after = tuple(dict.fromkeys(filter(None, names)))

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def completed(self) -> bool:
        """Whether it is completed, by its status."""
        return self[STATUS].casefold() in COMPLETED


class _Reader:
    def __init__(
        self, sheet: Sheet, elements: Collection[str], first_is_month: bool, date_order: str
    ) -> None:
        self.sheet = sheet
        self.columns, first = find_columns(sheet.table)
        self.rows = [
            _Row(number, cells, self.columns, sheet)
            for number, cells in enumerate(sheet.table[first:], first + 1)
            if any(cell.strip() for cell in cells)
        ]
        self.elements = elements
        self.first_is_month = first_is_month
        self.notes: list[Note] = []
        self.prefixes: Counter[str] = Counter()
        self.cut = max((len(row.listed) for row in self.rows), default=0) <= CUT_AT
        dated = [name for name in (DUE, FINISHED, DUE_START, START) if name in self.columns]
        if not any(START in self._date_columns(row) for row in self.rows):
            dated = [name for name in dated if name != START]
        titles = {name: COLUMNS[name][1] for name in dated}
        texts = {titles[name]: [(row.number, row[name]) for row in self.rows if row[name]] for name in dated}
        orders = orders_of(texts, date_order)
        self.orders = {name: orders[titles[name]] for name in dated}
        for title, column in texts.items():
            serial = next((text for _, text in column if is_serial(text)), None)
            if serial:
                self.notes.append(
                    Note(
                        f"numbers in '{title}', such as {serial}, are read as dates in Excel's count of days"
                    )
                )

    def _lacks(self) -> frozenset[str]:
        """Return the columns that the export does not have; note those that matter."""
        lacks = frozenset(COLUMNS) - set(self.columns) - ({AFTER} if self.sheet.pairs is not None else set())
        for name in COLUMNS:
            if name in lacks - STAND_INS:
                missing = missing_column(self.sheet.table, name)
                self.notes.append(Note(f"{missing}; the register's values are kept"))
        return lacks

    def export(self) -> Export:
        """Return the export, once each of its rows has been read."""
        lacks = self._lacks()
        activities: list[Activity] = []
        unplaced: list[Note] = []
        for row in self.rows:
            try:
                activities.append(self._activity(row))
            except _RowError as error:
                unplaced.append(Note(str(error), row.number, row[ID]))
        once, repeated = _once(activities)
        return Export(
            rows=len(self.rows),
            activities=tuple(once),
            unplaced=tuple(sorted((*unplaced, *repeated), key=lambda each: each.row)),
            notes=tuple(self.notes),
            prefixes=tuple(sorted(self.prefixes.items())),
            ids=frozenset(row[ID] for row in self.rows),
            lacks=lacks,
        )

    def _activity(self, row: _Row) -> Activity:
        for name in COLUMNS:
            if row[name].startswith(("=", "#REF!", "#N/A", "#VALUE!", "#NAME?")):
                raise _RowError(f"{COLUMNS[name][1]} is a formula, not a value: '{row[name]}'")
        if not row[ID]:
            raise _RowError("no id")
        due, by_start = self._due(row)
        finished = self._finished(row)
        element, prefix = element_of(row[WBS], self.elements)
        if element:
            self.prefixes.update([prefix])
        if _MARKUP.search(row[TITLE]):
            self._note(row, "the name contains markup, which is taken as plain text")
        after, text = row.after, row.listed
        # The space after the last comma may be missing.
        cut = self.cut and (len(text) == CUT_AT or (len(text) == CUT_AT - 1 and text[-1] == ","))
        if cut and not text.endswith(","):
            after, torso = after[:-1], after[-1]
            self._note(row, "the list of predecessors is cut off; its last id is left out", torso)
        elif cut:
            self._note(row, "the list of predecessors is cut off")
        return Activity(
            row=row.number,
            id=row[ID],
            title=row[TITLE],
            code=row[WBS],
            element=element,
            stray="" if element else _stray(row[WBS], self.elements),
            due=due,
            by_start=by_start,
            finished=finished,
            after=after,
            cut=cut,
        )

    def _date_columns(self, row: _Row) -> tuple[str, str]:
        """Return the names of the columns with the due date and the finish of ``row``."""
        due = next((name for name in (DUE, DUE_START, START) if row[name]), DUE)
        finish = START if row.completed and not row[FINISHED] and row[START] else FINISHED
        return due, finish

    def _due(self, row: _Row) -> tuple[Date | None, bool]:
        """Return the finish of the baseline or, for a start milestone, its start, and whether it is the
        start."""
        name, _ = self._date_columns(row)
        due = self._date(row, name)
        if name != DUE:
            which = "baseline" if name == DUE_START else "planned"
            self._note(row, f"no baseline finish; the {which} start is used", str(due))
        return due, name == START

    def _finished(self, row: _Row) -> Date | None:
        _, name = self._date_columns(row)
        finished = self._date(row, name)
        if finished and self.first_is_month and finished.day == 1:
            finished = Date(finished.year, finished.month)
        if name == START:
            self._note(row, "completed without a finish; the start is used", str(finished))
        elif finished is None and row.completed:
            self._note(row, "completed without a date")
        return finished

    def _date(self, row: _Row, name: str) -> Date | None:
        if not row[name]:
            return None
        date = date_of(row[name], self.orders[name])
        if date is None:
            raise _RowError(
                f"{COLUMNS[name][1]} '{row[name]}' is not a date; "
                "expected one such as 2017-11-30, 30-Nov-17 or 11/30/2017"
            )
        return date

    def _note(self, row: _Row, what: str, detail: str = "") -> None:
        self.notes.append(Note(what, row.number, row[ID], detail))


def element_of(code: str, elements: Collection[str]) -> tuple[str, str]:
    """Return the element of the register ``elements`` that a WBS ``code`` names, and the project's prefix
    before it.

    The element is everything from the first part on that is a root of the register. Both are empty if there
    is none.
    """
    prefix, element = _parted(code, elements)
    return (element, prefix) if element in elements else ("", "")


def _parted(code: str, elements: Collection[str]) -> tuple[str, str]:
    """Split a WBS code before the first root of the register."""
    parts = code.strip(".").split(".")
    start = next((at for at, part in enumerate(parts) if part in elements), len(parts))
    return ".".join(parts[:start]), ".".join(parts[start:])


def _stray(code: str, elements: Collection[str]) -> str:
    """Return why a WBS code leads to no element: it is unknown or belongs to another subsystem."""
    if not code:
        return "no WBS code"
    _, meant = _parted(code, elements)
    if not meant:
        roots = ", ".join(sorted(name for name in elements if "." not in name))
        return f"another subsystem: '{code}' contains none of {roots}"
    above = next(each for each in lineage(meant) if each in elements)
    return f"unknown WBS element '{meant}'; its nearest ancestor is '{above}'"


def _once(activities: Sequence[Activity]) -> tuple[list[Activity], list[Note]]:
    """Return each id once, and the rows left out: repeated rows, and all rows of one id that differ."""
    groups: dict[str, list[Activity]] = {}
    for activity in activities:
        groups.setdefault(activity.id.casefold(), []).append(activity)
    once: list[Activity] = []
    repeated: list[Note] = []
    for first, *others in groups.values():
        differ = [each for each in others if _content(each) != _content(first)]
        if differ:
            numbers = ", ".join(str(each.row) for each in (first, *others))
            reason = f"the id occurs in rows {numbers}, which differ"
            repeated.extend(Note(reason, each.row, each.id) for each in (first, *others))
            continue
        once.append(first)
        repeated.extend(Note(f"repeats row {first.row}", each.row, each.id) for each in others)
    return once, repeated


def _content(activity: Activity) -> tuple[object, ...]:
    return (activity.id, activity.title, activity.code, activity.due, activity.finished, activity.after)
