"""The order of the register, and the milestones of a part of it in short."""

from __future__ import annotations

from ..content.catalogue import REGISTERS, STATED, Catalogue, depends_on, remembered
from ..content.due_and_state import LATE, PLANNED
from ..content.yaml_keys import DELAYED
from ..core.dates import Date
from ..core.periods import end_of
from .rows import BY_DUE, LATE_FIRST, Selection, rows, rows_by_element


@depends_on(STATED)
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
    shown = rows(catalogue, Selection(month, stated=False, order=LATE_FIRST)) if month else ()
    names = [name for row in shown for name in row.ids] or catalogue.milestones()
    return {name: number for number, name in enumerate(names)}


@depends_on(REGISTERS)
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


@depends_on(STATED)
def next_due(catalogue: Catalogue, element: str) -> tuple[str, Date] | None:
    """Return the first open milestone at or below ``element`` that is due after the newest month, and its due
    date; None without any."""
    month = catalogue.newest()
    if month is None:
        return None
    end = end_of(month).last_day
    found = rows(catalogue, Selection(month, stated=False, wbs=element, notes=False, order=BY_DUE))
    for row in found:
        if row.status in (PLANNED, DELAYED) and row.due and row.due.last_day > end:
            return row.ids[0], row.due
    return None


@depends_on(STATED)
def late_counts(catalogue: Catalogue, month: str) -> dict[str, tuple[int, int]]:
    """Return the numbers of late milestones and of all at and below each element at the end of ``month``;
    elements without milestones are left out."""
    return {
        element: (
            sum(len(row.ids) for row in found if row.status in LATE),
            sum(len(row.ids) for row in found),
        )
        for element, found in rows_by_element(catalogue, month).items()
    }
