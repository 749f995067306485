"""Milestone trend: when each report expected a milestone to be done."""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Catalogue, Selection
from .dates import Date
from .statements import ACHIEVED, CANCELLED


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """At the end of ``month``, ``milestone`` was expected (or had been achieved) on ``date``."""

    milestone: str
    month: str
    date: Date
    status: str


def trend(catalogue: Catalogue, selection: Selection) -> tuple[TrendPoint, ...]:
    """The expectations of the selected milestones in every published month up to the selection's.

    Expected is the forecast stated last, else the due date in force; a milestone ends with its
    achievement or cancellation.
    """
    wanted = set(selection.ids)
    names = [
        name
        for row in catalogue.rows(selection)
        for name in row.ids
        if catalogue.milestone(name) and (not wanted or name in wanted)
    ]
    months = [month for month in catalogue.published() if month <= selection.month]
    return tuple(point for name in dict.fromkeys(names) for point in _points(catalogue, name, months))


def _points(catalogue: Catalogue, name: str, months: list[str]) -> list[TrendPoint]:
    points: list[TrendPoint] = []
    for month in months:
        state = catalogue.state(name, month)
        if state.status == CANCELLED:
            break
        said = state.statement
        date = (said.forecast if said else None) or state.due
        if said and state.status == ACHIEVED:
            date = said.date or Date.parse(said.month)
        if date:
            points.append(TrendPoint(name, month, date, state.status))
        if state.status == ACHIEVED:
            break
    return points
