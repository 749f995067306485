"""An export of the scheduler: from the rows of its table to activities.

What a row lacks is noted, not judged: whether it matters depends on what the register holds
(:mod:`schedule_merge`).
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .dates import Date
from .identifiers import MILESTONE_ID, lineage, natural
from .schedule_table import AFTER, COLUMNS, DUE, FINISHED, ID, TITLE, WBS, clean, find_columns

#: As Primavera writes dates in CSV with the settings of its users; a spreadsheet gives them in the ISO form.
DATE_FORMATS = (
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
    "%d-%b-%Y", "%d-%b-%y", "%d-%b-%Y %H:%M", "%d-%b-%y %H:%M",
)  # fmt: skip

# Primavera marks a date as actual (A) or constrained (*).
_DATE_MARK = re.compile(r"\s*(?:\bA|\*)$")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\d+);")
_BETWEEN_IDS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row. ``element`` is empty where the register of elements holds none for ``code``, the WBS code as
    written; then ``stray`` says why."""

    row: int
    id: str
    title: str
    code: str
    element: str
    stray: str
    due: Date | None
    finished: Date | None
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row that goes nowhere, and why."""

    row: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Export:
    """What an export says.

    Each of ``rows`` rows is an activity or unplaced; ``notes`` are what a person should look at;
    ``prefixes`` are what was left out before the elements, with the count of rows.
    """

    rows: int
    activities: tuple[Activity, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[str, ...]
    prefixes: tuple[tuple[str, int], ...]


class _RowError(Exception):
    """A row that can't be understood."""


def read_export(table: Sequence[Sequence[str]], elements: Collection[str], first_is_month: bool) -> Export:
    """Read a table of cells, header rows first.

    :param elements: the ids of the WBS register.
    :param first_is_month: whether a finish on the first of a month says no more than the month.
    :raises ScheduleError: where no header row or not every column is found.
    """
    columns, first = find_columns(table)
    rows = 0
    activities: list[Activity] = []
    unplaced: list[Unplaced] = []
    notes: list[str] = []
    prefixes: Counter[str] = Counter()
    for number, cells in enumerate(table[first:], first + 1):
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        values = {name: clean(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        try:
            activity, prefix = _activity(number, values, elements, first_is_month)
        except _RowError as error:
            unplaced.append(Unplaced(number, values[ID], str(error)))
            continue
        notes.extend(_notes(number, values))
        prefixes.update([prefix] if activity.element else [])
        activities.append(activity)
    once, repeated = _once(activities)
    return Export(
        rows,
        tuple(once),
        tuple(sorted((*unplaced, *repeated), key=lambda each: each.row)),
        tuple(notes),
        tuple(sorted(prefixes.items())),
    )


def _activity(
    number: int, values: dict[str, str], elements: Collection[str], first_is_month: bool
) -> tuple[Activity, str]:
    """The activity of a row, and what stands before the element in its WBS code."""
    for name, value in values.items():
        if value.startswith(("=", "#REF!", "#N/A", "#VALUE!", "#NAME?")):
            raise _RowError(f"{COLUMNS[name][1]} is a formula, not a value: '{value}'")
    identifier = values[ID]
    if not identifier:
        raise _RowError("no id")
    if not MILESTONE_ID.fullmatch(identifier) or identifier.casefold() == "index":
        raise _RowError(f"'{identifier}' is no milestone id; expected letters, digits, '.', '_', '-'")
    element, prefix = element_of(values[WBS], elements)
    finished = _date(values, FINISHED)
    if finished and first_is_month and finished.day == 1:
        finished = Date(finished.year, finished.month)
    return (
        Activity(
            number,
            identifier,
            values[TITLE],
            values[WBS],
            element,
            "" if element else _stray(values[WBS], elements),
            _date(values, DUE),
            finished,
            natural(set(filter(MILESTONE_ID.fullmatch, _predecessors(values[AFTER])))),
        ),
        prefix,
    )


def element_of(code: str, elements: Collection[str]) -> tuple[str, str]:
    """The longest end of a WBS code that is an element, and the project's prefix before it; empty if none."""
    parts = code.split(".")
    for start in range(len(parts)):
        element = ".".join(parts[start:])
        if element in elements:
            return element, ".".join(parts[:start])
    return "", ""


def _stray(code: str, elements: Collection[str]) -> str:
    """Why a WBS code leads to no element: it is not known, or not ours."""
    if not code:
        return "no WBS code"
    roots = {name for name in elements if "." not in name}
    parts = code.split(".")
    start = next((index for index, part in enumerate(parts) if part in roots), None)
    if start is None:
        return f"another subsystem: '{code}' has none of {', '.join(sorted(roots))} in it"
    meant = ".".join(parts[start:])
    above = next(each for each in lineage(meant) if each in elements)
    return f"unknown WBS element '{meant}'; the nearest above it is '{above}'"


def _date(values: dict[str, str], name: str) -> Date | None:
    text = _DATE_MARK.sub("", values[name])
    if not text:
        return None
    for form in DATE_FORMATS:
        try:
            # Only the day counts: an export tells no zone of time.
            day = datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
        return Date(day.year, day.month, day.day)
    raise _RowError(f"{COLUMNS[name][1]} '{text}' is no date; expected one such as 11/30/2017 (month first)")


def _predecessors(cell: str) -> Iterator[str]:
    """The ids in a cell; what follows one after a colon is how the two are tied (``A-1: FS``)."""
    tied = re.sub(r":\s*[A-Za-z]{2}(?:\s*[-+]?\s*\d+\w*)?(?=\s*(?:[,;]|$))", "", cell)
    return (each for each in _BETWEEN_IDS.split(tied) if each)


def _notes(number: int, values: dict[str, str]) -> Iterator[str]:
    if _MARKUP.search(values[TITLE]):
        yield f"row {number}: the name of {values[ID]} holds markup, which is taken as plain text"
    odd = [each for each in _predecessors(values[AFTER]) if not MILESTONE_ID.fullmatch(each)]
    if odd:
        yield f"row {number}: no id among the predecessors of {values[ID]}, left out: {', '.join(odd)}"


def _once(activities: Sequence[Activity]) -> tuple[list[Activity], list[Unplaced]]:
    """Each id once: a repeated row is left out; where rows of one id differ, nobody can say which holds."""
    groups: dict[str, list[Activity]] = {}
    for activity in activities:
        groups.setdefault(activity.id.casefold(), []).append(activity)
    once: list[Activity] = []
    repeated: list[Unplaced] = []
    for first, *others in groups.values():
        differ = [each for each in others if _content(each) != _content(first)]
        if differ:
            numbers = ", ".join(str(each.row) for each in (first, *others))
            reason = f"the id stands in rows {numbers}, which differ"
            repeated.extend(Unplaced(each.row, each.id, reason) for each in (first, *others))
            continue
        once.append(first)
        repeated.extend(Unplaced(each.row, each.id, f"repeats row {first.row}") for each in others)
    return once, repeated


def _content(activity: Activity) -> tuple[object, ...]:
    return (activity.id, activity.title, activity.code, activity.due, activity.finished, activity.after)
