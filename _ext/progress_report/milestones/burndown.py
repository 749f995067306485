"""The number of open milestones month by month: by baseline, plan, actual and forecast."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ..content.catalogue import STATED, Catalogue, depends_on
from ..content.due_and_state import FINISHED
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED
from ..core import identifiers
from ..core.periods import end_of, timeline

#: The most months to draw; of a longer schedule, the newest are drawn.
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of one month.

    ``baseline`` is the number of milestones that the first baseline leaves open. If a report of the month is
    published, ``achieved`` counts those that were achieved (stated, or finished by the schedule), and
    ``remaining`` those still open; else they are None. As of the newest published month, ``plan`` is the
    number that the due dates in force leave open and, from that month on, ``forecast`` the number that the
    current expectations leave open: the forecast of a delayed milestone, the due date of any other. A
    milestone with no such date in the future stays open. Both are None if no month is published.
    """

    month: str
    baseline: int
    achieved: int | None
    remaining: int | None
    plan: int | None = field(default=None, compare=False)
    forecast: int | None = field(default=None, compare=False)


@depends_on(STATED)
def burndown(catalogue: Catalogue, wbs: str = "") -> tuple[Point, ...]:
    """Return the points of the milestones at or below the element ``wbs`` (all if empty), oldest first."""
    names = [
        name
        for name in catalogue.milestones()
        if not wbs or identifiers.is_within(catalogue.element_of((name,)), wbs)
    ]
    dues = [each.due for name in names if (each := catalogue.milestone(name)) and each.due]
    if not dues:
        return ()
    published = set(catalogue.published())
    newest = catalogue.newest()
    planned = _planned(catalogue, names, newest) if newest else []
    expected = _expected_days(catalogue, names, newest) if newest else []
    points = []
    days = (*(due.last_day for due in dues), *filter(None, expected))
    for month in timeline(days, published)[-LONGEST:]:
        end = end_of(month).last_day
        baseline = sum(due.last_day > end for due in dues)
        plan = sum(day > end for day in planned) if newest else None
        forecast = None
        if newest and end >= end_of(newest).last_day:
            forecast = sum(day is None or day > end for day in expected)
        if month in published:
            states = [catalogue.state(name, month).status for name in names]
            achieved = sum(state in (ACHIEVED, FINISHED) for state in states)
            remaining = len(names) - achieved - states.count(CANCELLED)
            points.append(Point(month, baseline, achieved, remaining, plan, forecast))
        else:
            points.append(Point(month, baseline, None, None, plan, forecast))
    return tuple(points)


def _planned(catalogue: Catalogue, names: list[str], month: str) -> list[datetime.date]:
    """Return the due dates in force of the milestones ``names`` that are not cancelled."""
    open_or_done = [name for name in names if catalogue.state(name, month).status != CANCELLED]
    return [due.last_day for name in open_or_done if (due := catalogue.due(name, month))]


def _expected_days(catalogue: Catalogue, names: list[str], month: str) -> list[datetime.date | None]:
    """Return the day when each open milestone is expected; None if it has no date after ``month``."""
    end = end_of(month).last_day
    days: list[datetime.date | None] = []
    for name in names:
        state = catalogue.state(name, month)
        if state.status not in (ACHIEVED, FINISHED, CANCELLED):
            told = state.statement.forecast if state.statement and state.status == DELAYED else None
            date = told or state.due
            days.append(date.last_day if date and date.last_day > end else None)
    return days
