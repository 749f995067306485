"""The changes of milestones since the previous month, computed from the statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import Catalogue
from ..content.due_and_state import LATE, OVERDUE, State
from ..content.month import Month
from ..content.statements import Statement
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core.dates import Date, difference
from ..core.identifiers import natural, sort_key
from ..core.periods import end_of, order

NEWLY_OVERDUE = "newly-overdue"
NEWLY_ACHIEVED = "newly-achieved"
NEWLY_DELAYED = "newly-delayed"
SLIPPED_AGAIN = "slipped-again"
RECOVERED = "recovered"
NEWLY_REBASELINED = "rebaselined"
NEWLY_CANCELLED = "cancelled"
DISAPPEARED = "disappeared"

#: In order of interest to readers.
KINDS_OF_CHANGE = (
    NEWLY_OVERDUE, NEWLY_DELAYED, NEWLY_ACHIEVED, SLIPPED_AGAIN, RECOVERED, NEWLY_REBASELINED,
    NEWLY_CANCELLED, DISAPPEARED,
)  # fmt: skip

#: The change for a state that this month states and the month before did not have.
_NEWLY = {ACHIEVED: NEWLY_ACHIEVED, DELAYED: NEWLY_DELAYED, CANCELLED: NEWLY_CANCELLED}


@dataclass(frozen=True, slots=True)
class Change:
    """One milestone that changed.

    ``area`` is the area it is listed under, ``before`` and ``now`` are its states at the end of the month
    before and of this one. ``after`` is the statement that changed it; None for a milestone that became
    overdue or disappeared.
    """

    kind: str
    milestone: str
    area: str
    before: State
    now: State
    after: Statement | None

    @property
    def newly_late(self) -> bool:
        """Whether the milestone is late now and was not before."""
        return self.now.status in LATE and self.before.status not in LATE


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a month since ``since`` (None if there is no month before), by kind, area and id."""

    month: str
    since: str | None
    changes: tuple[Change, ...]


def changes(catalogue: Catalogue, name: str) -> Changes | None:
    """Compare the state of every milestone at the end of the month ``name`` with that of the month before."""
    month = catalogue.month(name)
    if month is None:
        return None
    since = catalogue.published_before(name)
    if since is None:
        return Changes(name, None, ())
    heard = _last_report(catalogue, name)
    spoken = {
        each
        for other in (*catalogue.published(), name)
        if order(heard) <= order(other) <= order(name)
        for statement in catalogue.statements(other)
        for each in statement.ids
    }
    names = natural({*spoken, *catalogue.milestones()})
    found = [
        change for each in names for change in _of_milestone(catalogue, each, month, since, each in spoken)
    ]
    found.sort(key=lambda each: (KINDS_OF_CHANGE.index(each.kind), not each.area, sort_key(each.area)))
    return Changes(name, since, tuple(found))


def previous_report(catalogue: Catalogue, name: str) -> str | None:
    """Return the newest published full report before the month ``name``, to compare its figures with.

    None if that month is a summary: it is compiled from available sources, so its figures compare with
    nothing.
    """
    if not catalogue.has_page(name) or catalogue.is_summary(name):
        return None
    return next(reversed(catalogue.reports_before(name)), None)


def _last_report(catalogue: Catalogue, name: str) -> str:
    """Return the newest published full report before the month ``name``, else the first month of all.

    A summary is compiled from available sources. A milestone missing there has not disappeared, so the
    comparison goes back to the last full report.
    """
    return (catalogue.reports_before(name)[-1:] or catalogue.published())[0]


def _of_milestone(catalogue: Catalogue, name: str, month: Month, since: str, heard: bool) -> Iterator[Change]:
    area = catalogue.home_area_of_milestone
    before = catalogue.state(name, since)
    after = catalogue.state(name, month.name)
    said = [each for each in month.statements if name in each.ids]
    if after.status == OVERDUE and before.status not in LATE:
        yield Change(NEWLY_OVERDUE, name, area(name, None, month.name), before, after, None)
    for kind, statement in _kinds(before, after, said, month.end):
        yield Change(kind, name, area(name, statement, month.name), before, after, statement)
    last = before.statement
    silent = heard and not said and not month.page.summary
    if last and last.status == DELAYED and silent:
        yield Change(DISAPPEARED, name, area(name, last, month.name), before, after, None)


def _kinds(before: State, after: State, said: list[Statement], end: Date) -> Iterator[tuple[str, Statement]]:
    now = after.statement
    if now and now in said:
        moved = _forecast_moved(before.statement, now, end)
        if after.status != before.status:
            yield _NEWLY[after.status], now
        elif after.status == DELAYED and moved:
            yield SLIPPED_AGAIN if moved > 0 else RECOVERED, now
    for each in said[::-1]:
        if each.status == REBASELINED:
            yield NEWLY_REBASELINED, each
            break


def _forecast_moved(before: Statement | None, now: Statement, end: Date) -> int:
    """Return whether the expected end of a delay moved: positive for later, negative for earlier, 0 if
    unknown.

    A forecast that passed in the meantime was missed, whatever the new forecast is. A first forecast, or one
    that is no longer given, shows no move.
    """
    if before is None or before.forecast is None:
        return 0
    if end_of(before.month).last_day < before.forecast.last_day <= end.last_day:
        return 1
    return difference(now.forecast, before.forecast).count if now.forecast else 0
