"""The table of an export: which sheet it is, and where its columns are.

Primavera writes two header rows, one technical and one for people, and lets its users rename and move
columns. So they are found by name, in either row. A spreadsheet may have the predecessors on a sheet of their
own, with a row for each pair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.suggestions import nearest

Table = Sequence[Sequence[str]]

ID, WBS, TITLE, AFTER, DUE, FINISHED = "id", "wbs", "title", "after", "due", "finished"
DUE_START, START, STATUS = "baseline start", "start", "status"

#: The columns that are read, with their names in exports: the technical one and the one for people first.
COLUMNS: dict[str, tuple[str, ...]] = {
    ID: ("task_code", "Activity ID"),
    WBS: ("wbs_id", "WBS Code", "WBS"),
    TITLE: ("task_name", "Activity Name"),
    AFTER: ("pred_list", "Predecessors"),
    DUE: ("base_end_date", "BL Project Finish", "Baseline Finish"),
    FINISHED: ("act_end_date", "Actual Finish"),
    DUE_START: ("base_start_date", "BL Project Start", "Baseline Start"),
    START: ("start_date", "Start"),
    STATUS: ("status_code", "Activity Status"),
}

#: Substitutes for other columns, which may be missing.
STAND_INS = frozenset((DUE_START, START, STATUS))

#: The column that each of these names means.
_MEANINGS = {each.casefold(): name for name, names in COLUMNS.items() for each in names}

#: Header rows are at the top; a row with this many known columns is one.
HEADER_ROWS, HEADER_COLUMNS = 10, 2

#: The least similarity of column names that may be mixed up.
COLUMN_LIKENESS = 0.5

#: The columns of a sheet of pairs: the predecessor and the successor.
PAIR = (("pred_task_id", "Predecessor"), ("task_id", "Successor"))

# Characters that YAML does not allow in a text, line ends that only YAML recognises, and those that change
# the direction of writing.
_NOT_TEXT = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class ScheduleError(Exception):
    """An export that can't be read at all; the message says what is wrong and what was expected."""


def clean(cell: str) -> str:
    """Return the text of a cell on one line, without characters that YAML or a terminal can't handle."""
    return " ".join(_NOT_TEXT.sub(" ", cell).split())


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of activities.

    ``pairs`` are the predecessors of each id from a sheet of their own, if the export has one.
    """

    table: Table
    pairs: Mapping[str, Sequence[str]] | None = None


def activities_of(tables: Mapping[str, Table]) -> Sheet:
    """Return the table of activities among the sheets, and the predecessors from a sheet of pairs.

    :raises ScheduleError: if no sheet has a header row
    """
    best = max(tables, key=lambda name: len(_found(tables[name])), default=None)
    if best is None or not _found(tables[best]):
        if not any(cell.strip() for table in tables.values() for row in table for cell in row):
            raise ScheduleError("the export is empty")
        names = ", ".join(f"'{names[1]}'" for name, names in COLUMNS.items() if name not in STAND_INS)
        raise ScheduleError(f"no header row in the first {HEADER_ROWS} rows; expected columns named {names}")
    pairs = (pairs for each in tables.values() if (pairs := _pairs(each)) is not None)
    return Sheet(tables[best], next(pairs, None))


def _cell(row: Sequence[str], at: int) -> str:
    return clean(row[at]) if at < len(row) else ""


def _pairs(table: Table) -> dict[str, list[str]] | None:
    """Return the predecessors of each activity from a sheet of pairs; None for any other sheet."""
    for index, row in enumerate(table[:HEADER_ROWS]):
        names = [_folded(cell) for cell in row]
        for first, after in zip(*PAIR, strict=True):
            if first.casefold() in names and after.casefold() in names:
                one, other = names.index(first.casefold()), names.index(after.casefold())
                found: dict[str, list[str]] = {}
                for each in table[index + 1 :]:
                    found.setdefault(_cell(each, other), []).append(_cell(each, one))
                return found
    return None


def find_columns(table: Table) -> tuple[dict[str, int], int]:
    """Return the index of each column of :data:`COLUMNS` in ``table``, and that of the first row of values.

    :raises ScheduleError: if there is no column of ids, or two columns have the same meaning
    """
    headers = _header_rows(table)
    columns = _found(table)
    for index in headers:
        for at, cell in enumerate(table[index]):
            name = _column_of(cell)
            if name and columns[name] != at:
                raise ScheduleError(
                    f"row {index + 1}: '{clean(cell)}' is column {at + 1}, but column {columns[name] + 1} "
                    "has the same meaning; keep one of them in the export"
                )
    if ID not in columns:
        raise ScheduleError(missing_column(table, ID))
    return columns, headers[-1] + 1


def missing_column(table: Table, name: str) -> str:
    """Return the message that the column ``name`` of :data:`COLUMNS` is missing, with the unknown one that
    may be meant."""
    cells = (clean(cell) for index in _header_rows(table) for cell in table[index])
    free = [cell for cell in cells if cell and not _column_of(cell)]
    names = COLUMNS[name]
    close = next((near for each in names if (near := nearest(each, free, COLUMN_LIKENESS))), None)
    hint = f"; the nearest found is '{close}'" if close else ""
    return f"there is no column '{names[1]}' ({names[0]}){hint}"


def _header_rows(table: Table) -> list[int]:
    """Return the indexes of the consecutive header rows."""
    headers: list[int] = []
    for index, cells in enumerate(table[:HEADER_ROWS]):
        if sum(_column_of(cell) is not None for cell in cells) >= HEADER_COLUMNS:
            headers.append(index)
        elif headers:
            break
    return headers


def _found(table: Table) -> dict[str, int]:
    """Return the columns of a table; of equal names, the first counts."""
    columns: dict[str, int] = {}
    for index in _header_rows(table):
        for at, cell in enumerate(table[index]):
            name = _column_of(cell)
            if name:
                columns.setdefault(name, at)
    return columns


def _folded(name: str) -> str:
    """Return the name of a column for comparison; ``(*)`` marks what a scheduler can't edit."""
    return clean(name).replace("(*)", "").strip().casefold()


def _column_of(cell: str) -> str | None:
    return _MEANINGS.get(_folded(cell))
