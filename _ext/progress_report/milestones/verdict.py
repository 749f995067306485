"""The status of the project at the end of a month: what is late, by how much, and whether that improved.

Late means overdue without an explanation, or reported as delayed. Everything is as of the month's end,
whatever the month itself reports: a summary that mentions no delay makes nothing less late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import STATED, Catalogue, depends_on, remembered
from ..content.due_and_state import LATE, State
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core.dates import Span, difference
from ..core.identifiers import natural
from ..core.periods import end_of, order
from .rows import Row, by_due, rows_by_element, rows_of

#: The number of months in a verdict, by which a reader sees whether things get better.
TREND = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences from the end of the month ``since``: milestones achieved, newly late and no longer
    late. ``late`` is the number of those that were late then."""

    since: str
    late: int
    achieved: tuple[str, ...]
    newly_late: tuple[str, ...]
    no_longer_late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of all milestones, or of those of one area or element, at the end of ``month``.

    ``total`` is their number, ``achieved`` that of those achieved; ``overdue`` and ``delayed`` are those that
    are late, by due date. ``longest``
    is the one whose due date passed first, by ``longest_by``; empty if none has passed. ``before`` is the
    comparison with the published month before, ``report`` that with the last full report before, if it is
    another month. ``summary`` is true if the month itself is a summary. ``months`` are the newest months up
    to ``month``, oldest first, each with how many milestones were late at its end; empty for an area or an
    element.
    """

    month: str
    summary: bool
    total: int
    achieved: int
    overdue: tuple[str, ...]
    delayed: tuple[str, ...]
    longest: str
    longest_by: Span | None
    before: Comparison | None
    report: Comparison | None
    months: tuple[tuple[str, int], ...]

    @property
    def late(self) -> tuple[str, ...]:
        """All that are late."""
        return (*self.overdue, *self.delayed)


@depends_on(STATED)
def verdict(catalogue: Catalogue, month: str, area: str = "", element: str = "") -> Verdict | None:
    """Return the state of all milestones at the end of ``month``, or of those of ``area``, or of those at and
    below ``element``; None for an unknown month.

    The area of a milestone is the one that it belongs to at the end of that month.
    """
    page = catalogue.page(month)
    if page is None:
        return None
    now = _states(catalogue, month)
    names = list(now)
    if area:
        names = _areas(catalogue, month).get(area, [])
    elif element:
        names = [name for row in rows_by_element(catalogue, month).get(element, ()) for name in row.ids]
    late = sorted((name for name in names if now[name].status in LATE), key=lambda name: _by_due(now[name]))
    delayed = tuple(name for name in late if now[name].status == DELAYED)
    overdue = tuple(name for name in late if now[name].status != DELAYED)
    first = late[0] if late else ""
    due = now[first].due if first else None
    passed = bool(due and due.last_day < end_of(month).last_day)
    before, report = catalogue.published_before(month), next(reversed(catalogue.reports_before(month)), None)
    return Verdict(
        month=month,
        summary=page.summary,
        total=len(names),
        achieved=sum(now[name].status == ACHIEVED for name in names),
        overdue=overdue,
        delayed=delayed,
        longest=first if passed else "",
        longest_by=difference(end_of(month), due) if passed and due else None,
        before=_compare(catalogue, month, before, names) if before else None,
        report=_compare(catalogue, month, report, names) if report and report != before else None,
        months=() if area or element else _by_month(catalogue, month),
    )


def _by_month(catalogue: Catalogue, month: str) -> tuple[tuple[str, int], ...]:
    before = [each for each in catalogue.published() if order(each) < order(month)]
    figures = [_late_month(catalogue, each) for each in (*before[1 - TREND :], month)]
    return tuple((each.month, each.overdue + each.delayed) for each in figures)


def late_rows(catalogue: Catalogue, month: str, area: str = "") -> tuple[Row, ...]:
    """Return a row for each milestone (of ``area``, if given) that is late at the end of ``month``, by due
    date."""
    found = verdict(catalogue, month, area)
    return rows_of(catalogue, found.late, month) if found else ()


def newly_late_rows(catalogue: Catalogue, month: str) -> tuple[Row, ...]:
    """Return a row for each milestone that is late at the end of ``month`` and was not at that of the
    published month before, the latest first."""
    found = verdict(catalogue, month)
    names = found.before.newly_late if found and found.before else ()
    return tuple(sorted(rows_of(catalogue, names, month), key=by_due))


def late_by_area(catalogue: Catalogue, month: str) -> dict[str, int]:
    """Return the number of milestones that are late at the end of ``month``, by area."""
    states = _states(catalogue, month)
    late = {
        area: sum(states[name].status in LATE for name in names)
        for area, names in _areas(catalogue, month).items()
    }
    return {area: number for area, number in late.items() if number}


@dataclass(frozen=True, slots=True)
class LateMonth:
    """The number of milestones overdue and delayed at the end of ``month``.

    ``days`` is the sum of the days since their due dates.
    """

    month: str
    overdue: int
    delayed: int
    days: int


@depends_on(STATED)
def late_months(catalogue: Catalogue, limit: int) -> tuple[LateMonth, ...]:
    """Return the figures of the newest ``limit`` published months, oldest first."""
    return tuple(_late_month(catalogue, month) for month in catalogue.published()[-limit:])


@remembered
def _late_month(catalogue: Catalogue, month: str) -> LateMonth:
    late = [state for state in _states(catalogue, month).values() if state.status in LATE]
    delayed = sum(state.status == DELAYED for state in late)
    end = end_of(month).last_day
    days = sum(max(0, (end - state.due.last_day).days) for state in late if state.due)
    return LateMonth(month, len(late) - delayed, delayed, days)


def _compare(catalogue: Catalogue, month: str, since: str, names: list[str]) -> Comparison:
    now, then = _states(catalogue, month), _states(catalogue, since)
    pairs = [(name, then[name].status if name in then else "", now[name].status) for name in names]
    return Comparison(
        since,
        sum(before in LATE for _, before, _ in pairs),
        tuple(name for name, before, after in pairs if after == ACHIEVED != before),
        tuple(name for name, before, after in pairs if after in LATE and before not in LATE),
        tuple(name for name, before, after in pairs if before in LATE and after not in LATE),
    )


@remembered
def _states(catalogue: Catalogue, month: str) -> dict[str, State]:
    """Return the state at the end of ``month`` of each milestone in the register or in a statement."""
    names = set(_names(catalogue, month))
    known = _known(catalogue)
    # All but those of a draft are known, and sorted once.
    in_order = [name for name in known if name in names] if names <= known.keys() else natural(names)
    return {name: catalogue.state(name, month) for name in in_order}


@remembered
def _known(catalogue: Catalogue) -> dict[str, None]:
    """Return the milestones in the register and in statements of published months, sorted."""
    return dict.fromkeys(natural({*catalogue.milestones(), *catalogue.stated()}))


@remembered
def _areas(catalogue: Catalogue, month: str) -> dict[str, list[str]]:
    """Return the milestones of each area at the end of ``month``; those of no area under the empty id."""
    found: dict[str, list[str]] = {}
    for name, state in _states(catalogue, month).items():
        found.setdefault(catalogue.home_area_of_milestone(name, state.statement, month), []).append(name)
    return found


def _names(catalogue: Catalogue, month: str) -> Iterator[str]:
    yield from catalogue.milestones()
    for name in catalogue.stated():
        if catalogue.until(name, month):
            yield name
    for statement in catalogue.statements(month):
        yield from statement.ids


def _by_due(state: State) -> tuple[bool, object]:
    return state.due is None, state.due.last_day if state.due else 0
