"""The order of the register, and the milestones of a part of it in short."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.catalogue import Catalogue, remembered
from ..content.due_and_state import LATE, OVERDUE, PLANNED
from ..content.yaml_keys import DELAYED
from ..core.dates import Date, Span
from .rows import Row, Selection, by_due, rows, rows_by_element


def neighbours(catalogue: Catalogue, name: str) -> tuple[str, str]:
    """Return the milestones before and after ``name`` in the register as it is shown; empty at its ends."""
    order = _order(catalogue)
    at = order.get(name)
    if at is None:
        return "", ""
    names = list(order)
    return names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else ""


@remembered
def _order(catalogue: Catalogue) -> dict[str, int]:
    month = catalogue.newest()
    shown = rows(catalogue, Selection(month, stated=False)) if month else ()
    names = [name for row in shown for name in row.ids] or catalogue.milestones()
    return {name: number for number, name in enumerate(names)}


def siblings(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Return the other milestones of the register in the same WBS element as ``name``."""
    milestone = catalogue.milestone(name)
    return tuple(
        each
        for each in (_by_element(catalogue).get(milestone.wbs, ()) if milestone and milestone.wbs else ())
        if each != name
    )


@remembered
def _by_element(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in catalogue.milestones():
        milestone = catalogue.milestone(name)
        found.setdefault(milestone.wbs if milestone else "", []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class ElementStatus:
    """The milestones at and below a WBS element at the end of ``month``.

    ``total`` is their number; ``overdue`` and ``delayed`` are the numbers of late ones. ``next_due`` is the
    first open milestone due after the month, at ``due``. ``longest`` is the late milestone with the earliest
    due date, late by ``late``. Names are empty, and dates and spans None, where there is no such milestone.
    """

    month: str
    total: int
    overdue: int
    delayed: int
    next_due: str
    due: Date | None
    longest: str
    late: Span | None


def element_status(catalogue: Catalogue, element: str) -> ElementStatus | None:
    """Return the status of ``element`` at the end of the newest month; None without a month or milestones."""
    month = catalogue.newest()
    found = sorted(
        rows(catalogue, Selection(month, stated=False, wbs=element, notes=False)) if month else (), key=by_due
    )
    if not month or not found:
        return None
    end = Date.end_of(month).last_day
    coming = [row for row in found if row.status in (PLANNED, DELAYED) and row.due and row.due.last_day > end]
    passed = [row for row in found if row.status in LATE and row.late and row.late.count > 0]
    return ElementStatus(
        month,
        sum(len(row.ids) for row in found),
        _number(found, OVERDUE),
        _number(found, DELAYED),
        coming[0].ids[0] if coming else "",
        coming[0].due if coming else None,
        passed[0].ids[0] if passed else "",
        passed[0].late if passed else None,
    )


def late_counts(catalogue: Catalogue, month: str) -> dict[str, tuple[int, int]]:
    """Return the numbers of late milestones and of all at and below each element at the end of ``month``;
    elements without milestones are left out."""
    return {
        element: (_number(found, *LATE), sum(len(row.ids) for row in found))
        for element, found in rows_by_element(catalogue, month).items()
    }


def _number(found: list[Row], *statuses: str) -> int:
    return sum(len(row.ids) for row in found if row.status in statuses)
