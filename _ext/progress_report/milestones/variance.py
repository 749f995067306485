"""The variance of milestones: from the due date in force to when they were or are expected to be achieved."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import STATED, Catalogue, depends_on
from ..content.due_and_state import LATE
from ..content.yaml_keys import CANCELLED, DELAYED
from ..core.dates import Date, Span, difference
from ..core.periods import end_of
from .milestone_status import milestone_status
from .rows import Selection, rows


@dataclass(frozen=True, slots=True)
class MilestoneVariance:
    """One milestone at the end of a month.

    ``due`` is the due date in force and ``baseline`` the first one. ``end`` is when it was achieved or is
    expected, for a late one no earlier than the month's end; ``open_end`` is true if it is not known when it
    will be achieved. ``late`` is ``end`` minus ``due``, positive for late: in days, or in whole months if
    one of the dates has no day. A bar from ``due`` to ``end`` takes the last day of such a month.
    """

    name: str
    title: str
    area: str
    status: str
    baseline: datetime.date
    due: Date
    end: datetime.date
    open_end: bool
    late: Span


@depends_on(STATED)
def variances(catalogue: Catalogue, selection: Selection) -> tuple[MilestoneVariance, ...]:
    """Return the milestones of ``selection`` with a due date that are not cancelled, by area and due date."""
    names = dict.fromkeys(name for row in rows(catalogue, selection) for name in row.ids)
    found = list(_variances(catalogue, names, selection.month))
    areas = {area: number for number, area in enumerate(dict.fromkeys(each.area for each in found))}
    return tuple(sorted(found, key=lambda each: (areas[each.area], each.due.last_day)))


def _variances(catalogue: Catalogue, names: dict[str, None], month: str) -> Iterator[MilestoneVariance]:
    end = end_of(month)
    for name in names:
        now = milestone_status(catalogue, name, month)
        if now.due is None or now.status == CANCELLED:
            continue
        milestone = catalogue.milestone(name)
        reached = now.expected or now.due
        late = now.status in LATE
        if late and reached.last_day < end.last_day:
            reached = end
        first = milestone.due if milestone and milestone.due else now.due
        title = catalogue.milestone_title(name)
        # The end of a late one is known only by a forecast that has not passed.
        forecast = now.status == DELAYED and now.forecast is not None and reached is not end
        yield MilestoneVariance(
            name,
            title,
            now.area,
            now.status,
            first.last_day,
            now.due,
            reached.last_day,
            late and not forecast,
            difference(reached, now.due),
        )
