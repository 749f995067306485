"""The rows of a milestone table: which milestones, in which order, and how late each one is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from ..content.catalogue import STATED, Catalogue, depends_on, remembered
from ..content.due_and_state import FINISHED, LATE, STATES
from ..content.statements import Statement
from ..content.yaml_keys import CANCELLED
from ..core import identifiers
from ..core.dates import Date, Span, difference
from ..core.periods import end_of
from .delays import months_delayed, note_since, reported_variances

BY_AREA, BY_STATUS, BY_DUE, UNGROUPED = GROUPINGS = ("area", "status", "due", "none")

#: The orders of rows: by area; by due date; late ones first, each part by due date.
LATE_FIRST = "late"
ORDERS = (BY_AREA, BY_DUE, LATE_FIRST)


@dataclass(frozen=True, slots=True)
class Selection:
    """The milestones that a table shows, as of the end of ``month``.

    ``stated`` selects the statements of that month, in their order; otherwise the whole register by state.
    ``statuses`` is empty for all. ``wbs`` is an element at or above those of the milestones. The due dates in
    force are between ``due_from`` and ``due_to``, inclusive. ``only`` limits what is stated to these
    statements. ``notes`` is false for a table that shows none, so that it does not depend on them. ``order``
    is one of :data:`ORDERS`. ``ids`` limits the rows to those that name one of them.
    """

    month: str
    stated: bool
    statuses: tuple[str, ...] = ()
    wbs: str = ""
    due_from: Date | None = None
    due_to: Date | None = None
    only: tuple[Statement, ...] = ()
    notes: bool = True
    order: str = BY_AREA
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a milestone table: a milestone, or a group that was stated together.

    ``area`` is the area that it is listed under, or :data:`NO_AREA`. ``late`` is positive for late and
    negative for early or still to come, in days or, if a date has no day, in months; None if no date is
    known. ``element`` is its WBS element. ``delays`` are the smallest and largest number of months that
    stated a delay of one of its ids, up to the table's month. ``note_since`` is the first month of the
    unbroken series of statements with the same note, else empty. ``level`` is its level in the schedule;
    empty if it has none, or the ids of a group differ. ``variances`` are those of the first id by report (see
    :func:`.delays.reported_variances`).
    """

    ids: tuple[str, ...]
    title: str
    status: str
    due: Date | None
    forecast: Date | None
    late: Span | None
    area: str
    element: str
    delays: tuple[int, int]
    note_since: str
    statement: Statement | None
    level: str = ""
    variances: tuple[tuple[str, int], ...] = ()


def rows(catalogue: Catalogue, selection: Selection) -> tuple[Row, ...]:
    """Return the rows that ``selection`` chooses, in its order and then in that of the month or the
    register."""
    if catalogue.month(selection.month) is None:
        return ()
    found: Iterable[Row]
    if selection.stated:
        found = _stated_rows(catalogue, selection)
    elif selection.wbs:
        found = rows_by_element(catalogue, selection.month).get(selection.wbs, ())
    else:
        found = register_rows(catalogue, selection.month)
    kept = [row for row in found if _selected(catalogue, row, selection)]
    if not selection.notes:
        kept = [_without_note(row) for row in kept]
    return tuple(sorted(kept, key=_ORDER[selection.order]))


#: What the rows of a group have in common.
_COMMON: Mapping[str, Callable[[Row], str]] = MappingProxyType(
    {
        BY_AREA: lambda row: row.area,
        BY_STATUS: lambda row: row.status,
        BY_DUE: lambda row: row.due.iso_month if row.due else "",
    }
)


def grouped(rows: Sequence[Row], group_by: str) -> tuple[tuple[Row, ...], ...]:
    """Return ``rows`` in groups of the same area, status or due month, as ``group_by`` requires.

    Groups by area are in the order of the rows; those by status or due month are sorted.
    """
    if group_by == BY_STATUS:
        rows = sorted(rows, key=by_status)
    elif group_by == BY_DUE:
        rows = sorted(rows, key=by_due)
    return tuple(tuple(group) for _, group in groupby(rows, key=_COMMON[group_by]))


def latest_due(rows: Sequence[Row], most: int) -> tuple[Row, ...]:
    """Return those of ``rows`` that are due last, at most ``most``, in the order of the rows."""
    latest = sorted(rows, key=by_due)[-most:]
    return tuple(row for row in rows if row in latest)


def by_area(row: Row) -> tuple[bool, object]:
    """Return a sort key by area. Rows without an area come last."""
    return not row.area, identifiers.sort_key(row.area)


def by_due(row: Row) -> tuple[bool, datetime.date, bool]:
    """Return a sort key by due date. A month comes after its days, and rows without a date come last."""
    if row.due is None:
        return True, datetime.date.max, False
    return False, row.due.last_day, row.due.day is None


def late_first(row: Row) -> tuple[bool, object]:
    """Return a sort key by due date after that of all late rows, so that the latest row comes first."""
    return row.status not in LATE, by_due(row)


#: The sort key of each order.
_ORDER: Mapping[str, Callable[[Row], tuple[object, ...]]] = MappingProxyType(
    {BY_AREA: by_area, BY_DUE: by_due, LATE_FIRST: late_first}
)


def by_status(row: Row) -> int:
    """Return a sort key by status, worst first. A status that is not a state comes last."""
    return STATES.index(row.status) if row.status in STATES else len(STATES)


def rows_of(catalogue: Catalogue, names: tuple[str, ...], month: str) -> tuple[Row, ...]:
    """Return a row for each of the milestones ``names``, in this order, as of the end of ``month``."""
    return tuple(_own_row(catalogue, name, month) for name in names)


def _own_row(catalogue: Catalogue, name: str, month: str) -> Row:
    state = catalogue.state(name, month)
    row = _row(catalogue, (name,), state.status, state.statement, month)
    title = catalogue.milestone_title(name) or row.title
    return replace(row, title=title, area=catalogue.home_area(row.element, month))


def _without_note(row: Row) -> Row:
    statement = row.statement.without_note() if row.statement else None
    return replace(row, statement=statement, note_since="")


def _stated_rows(catalogue: Catalogue, selection: Selection) -> Iterator[Row]:
    for statement in selection.only or catalogue.statements(selection.month):
        yield _row(catalogue, statement.ids, statement.status, statement, selection.month)


@remembered
def register_rows(catalogue: Catalogue, month: str) -> tuple[Row, ...]:
    """Return the rows of the whole register at the end of ``month``, from which each page selects its own."""
    found: list[Row] = []
    shown: set[str] = set()
    for name in catalogue.milestones():
        if name in shown:
            continue
        state = catalogue.state(name, month)
        group: tuple[str, ...] = (name,)
        if state.statement:
            # A group stays one row as long as its statement is the last one on all of its milestones.
            same = [
                each
                for each in state.statement.ids
                if catalogue.milestone(each) and catalogue.state(each, month).statement == state.statement
            ]
            group = tuple(same) if len(same) == len(state.statement.ids) else group
        shown.update(group)
        row = _row(catalogue, group, state.status, state.statement, month)
        found.append(replace(row, area=catalogue.home_area(row.element, month)))
    return tuple(found)


@remembered
def rows_by_element(catalogue: Catalogue, month: str) -> dict[str, list[Row]]:
    """Return the rows of the register at the end of ``month`` that are at or below each element, in its
    order."""
    found: dict[str, list[Row]] = {}
    for row in register_rows(catalogue, month):
        for element in elements_above(catalogue, row):
            found.setdefault(element, []).append(row)
    return found


def elements_above(catalogue: Catalogue, row: Row) -> tuple[str, ...]:
    """Return the elements that ``row`` is at or below."""
    elements = _elements_of(catalogue, row)
    return tuple(dict.fromkeys(above for each in elements for above in identifiers.lineage(each)))


def _selected(catalogue: Catalogue, row: Row, selection: Selection) -> bool:
    if selection.ids and not set(selection.ids) & set(row.ids):
        return False
    if selection.statuses and row.status not in selection.statuses:
        return False
    if selection.wbs and selection.wbs not in elements_above(catalogue, row):
        return False
    if selection.due_from and (not row.due or row.due.last_day < selection.due_from.first_day):
        return False
    return not selection.due_to or (row.due is not None and row.due.last_day <= selection.due_to.last_day)


def _elements_of(catalogue: Catalogue, row: Row) -> Iterator[str]:
    if row.statement and row.statement.wbs:
        yield row.statement.wbs
    for name in row.ids:
        milestone = catalogue.milestone(name)
        if milestone and milestone.wbs:
            yield milestone.wbs


def _row(
    catalogue: Catalogue, ids: tuple[str, ...], status: str, statement: Statement | None, month: str
) -> Row:
    dues = {catalogue.due(name, month) for name in ids}
    due = (statement.due if statement else None) or (dues.pop() if len(dues) == 1 else None)
    element = catalogue.element_of(ids, statement)
    months = [months_delayed(catalogue, name, month) for name in ids]
    same = {note_since(catalogue, name, statement) for name in ids} if statement else set()
    levels = {milestone.level for name in ids if (milestone := catalogue.milestone(name))}
    return Row(
        ids=ids,
        title=(statement.title if statement else "") or catalogue.title_of(ids),
        status=status,
        due=due,
        forecast=statement.forecast if statement else None,
        late=_late(status, due, statement, month),
        area=catalogue.reporting_area(element, month),
        element=element,
        delays=(min(months), max(months)),
        note_since=same.pop() if len(same) == 1 else "",
        statement=statement,
        level=levels.pop() if len(levels) == 1 else "",
        variances=reported_variances(catalogue, ids[0], month) if statement else (),
    )


def _late(status: str, due: Date | None, statement: Statement | None, month: str) -> Span | None:
    """Return how late a milestone is: at its achievement or, if it is open, at the month's end."""
    if due is None or status == CANCELLED:
        return None
    if statement and statement.achieved_on:
        return difference(statement.achieved_on, due)
    if status == FINISHED:
        return None
    return difference(end_of(month), due)


@depends_on(STATED)
def lateness(catalogue: Catalogue, name: str, month: str) -> Span | None:
    """Return how late the milestone ``name`` is at the end of ``month``; None if no date is known."""
    state = catalogue.state(name, month)
    return _late(state.status, state.due, state.statement, month)
