"""Milestones still to do, month by month: as planned, and as it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import identifiers
from .catalogue import FINISHED, Catalogue
from .dates import Date
from .statements import ACHIEVED, CANCELLED

#: A schedule with due dates further apart than this is drawn from its newest end.
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Point:
    """One month: how many were to be left by the first baseline, and, where a report is published, how
    many were achieved (stated, or finished by the schedule) and how many remained."""

    month: str
    baseline: int
    achieved: int | None
    remaining: int | None


def burndown(catalogue: Catalogue, wbs: str = "") -> tuple[Point, ...]:
    """The points of the milestones at or below an element (all without one), oldest first."""
    names = [name for name in catalogue.milestones() if not wbs or _below(catalogue, name, wbs)]
    dues = [each.due for name in names if (each := catalogue.milestone(name)) and each.due]
    if not dues:
        return ()
    published = set(catalogue.published())
    first = min([str(min(dues, key=lambda d: d.last_day))[:7], *published])
    last = max([str(max(dues, key=lambda d: d.last_day))[:7], *published])
    points = []
    for month in list(_months(first, last))[-LONGEST:]:
        end = Date.end_of(month).last_day
        baseline = sum(due.last_day > end for due in dues)
        if month in published:
            states = [catalogue.state(name, month).status for name in names]
            achieved = sum(state in (ACHIEVED, FINISHED) for state in states)
            points.append(Point(month, baseline, achieved, len(names) - achieved - states.count(CANCELLED)))
        else:
            points.append(Point(month, baseline, None, None))
    return tuple(points)


def _below(catalogue: Catalogue, name: str, wbs: str) -> bool:
    milestone = catalogue.milestone(name)
    return bool(milestone and milestone.wbs) and wbs in identifiers.lineage(
        milestone.wbs if milestone else ""
    )


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
