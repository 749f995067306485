"""Milestone trend: when each report expected a milestone to be achieved."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.catalogue import STATED, Catalogue, depends_on
from ..content.due_and_state import FINISHED, State
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED
from ..core.dates import Date
from ..core.periods import end_of, order
from .rows import Selection, rows


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """At the end of ``month``, ``milestone`` was expected (or had been achieved) on ``date``.

    ``reported`` is true if the month itself states something about it, ``passed`` if the date had passed and
    the milestone was not reached.
    """

    milestone: str
    month: str
    date: Date
    status: str
    reported: bool
    passed: bool


@depends_on(STATED)
def trend(catalogue: Catalogue, selection: Selection) -> tuple[TrendPoint, ...]:
    """Return the expectations of the milestones of ``selection`` in every published month up to its own.

    The expected date is the last forecast since the newest baseline, else the due date in force. A milestone
    ends with its achievement, its finish by the schedule or its cancellation.
    """
    wanted = set(selection.ids)
    names = [
        name
        for row in rows(catalogue, selection)
        for name in row.ids
        if catalogue.milestone(name) and (not wanted or name in wanted)
    ]
    months = [each for each in catalogue.published() if order(each) <= order(selection.month)]
    return tuple(point for name in dict.fromkeys(names) for point in _points(catalogue, name, months))


def _points(catalogue: Catalogue, name: str, months: list[str]) -> list[TrendPoint]:
    points: list[TrendPoint] = []
    history = catalogue.history(name)
    spoken = {statement.month for statement in history}
    said = iter(history)
    statement = next(said, None)
    forecast: Date | None = None
    for month in months:
        while statement and order(statement.month) <= order(month):
            # A delay stated without a date keeps the last forecast; a new baseline does not.
            forecast = statement.forecast or (forecast if statement.status == DELAYED else None)
            statement = next(said, None)
        state = catalogue.state(name, month)
        if state.status == CANCELLED:
            break
        date = _date_to_draw(catalogue, name, state, forecast)
        if date:
            done = state.status in (ACHIEVED, FINISHED)
            passed = not done and date.last_day < end_of(month).last_day
            points.append(TrendPoint(name, month, date, state.status, month in spoken, passed))
        if state.status in (ACHIEVED, FINISHED):
            break
    return points


def _date_to_draw(catalogue: Catalogue, name: str, state: State, forecast: Date | None) -> Date | None:
    """Return the date to draw: when a finished milestone was reached, or when an open one is expected."""
    if state.status == FINISHED:
        milestone = catalogue.milestone(name)
        return milestone.finished if milestone else None
    if state.statement and state.status == ACHIEVED:
        return state.statement.achieved_on
    return forecast or state.due
