"""How the project stands at the end of a month: what is late, by how much, and whether that got better.

Late is what is overdue without an explanation, and what was reported as delayed. All of it is true of the
month's end, whatever the month itself says: a summary that reports no delay makes nothing less late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .catalogue import Catalogue, State
from .changes import LATE, previous_month, reports_before
from .dates import Date, Span, difference
from .identifiers import natural
from .rows import Row, rows_of
from .statements import ACHIEVED, DELAYED


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different from the end of the month ``since``: the milestones achieved, those that are late and
    were not, and those that were late and are not. ``report`` says whether ``since`` is a full report."""

    since: str
    report: bool
    achieved: tuple[str, ...]
    newly_late: tuple[str, ...]
    no_longer_late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of all milestones, or of those of one area, at the end of ``month``.

    ``total`` counts them; ``overdue`` and ``delayed`` are those that are late, by due date. ``longest`` is
    the one whose due date passed first, by ``longest_by``; empty where none passed. ``before`` compares with
    the published month before, ``report`` with the last full report before, where that is another month.
    ``summary`` says whether the month itself is a summary.
    """

    month: str
    summary: bool
    total: int
    overdue: tuple[str, ...]
    delayed: tuple[str, ...]
    longest: str
    longest_by: Span | None
    before: Comparison | None
    report: Comparison | None

    @property
    def late(self) -> tuple[str, ...]:
        """All that is late."""
        return (*self.overdue, *self.delayed)


def verdict(catalogue: Catalogue, month: str, area: str = "") -> Verdict | None:
    """How all milestones stand at the end of a month, or those of one area; None for an unknown month.

    The area of a milestone is the one that it belongs to at the end of this very month.
    """
    page = catalogue.page(month)
    if page is None:
        return None
    now = _states(catalogue, month)
    names = [name for name in now if not area or _area(catalogue, name, now[name], month) == area]
    late = sorted((name for name in names if now[name].status in LATE), key=lambda name: _by_due(now[name]))
    delayed = tuple(name for name in late if now[name].status == DELAYED)
    overdue = tuple(name for name in late if now[name].status != DELAYED)
    first = late[0] if late else ""
    due = now[first].due if first else None
    passed = bool(due and due.last_day < Date.end_of(month).last_day)
    before, report = previous_month(catalogue, month), next(reversed(reports_before(catalogue, month)), None)
    return Verdict(
        month,
        page.summary,
        len(names),
        overdue,
        delayed,
        first if passed else "",
        difference(Date.end_of(month), due) if passed and due else None,
        _compare(catalogue, month, before, names) if before else None,
        _compare(catalogue, month, report, names) if report and report != before else None,
    )


def late_rows(catalogue: Catalogue, month: str, area: str = "") -> tuple[Row, ...]:
    """The rows of what is late at the end of a month, each milestone its own, by due date."""
    found = verdict(catalogue, month, area)
    return rows_of(catalogue, found.late, month) if found else ()


def days_late(catalogue: Catalogue, name: str, month: str) -> int:
    """How many days the due date of a milestone lies before the end of a month; 0 where it does not."""
    due = catalogue.due(name, month)
    return max(0, (Date.end_of(month).last_day - due.last_day).days) if due else 0


def _compare(catalogue: Catalogue, month: str, since: str, names: list[str]) -> Comparison:
    now, then = _states(catalogue, month), _states(catalogue, since)
    page = catalogue.page(since)
    pairs = [(name, then.get(name), now[name]) for name in names]

    def late(state: State | None) -> bool:
        return state is not None and state.status in LATE

    def achieved(state: State | None) -> bool:
        return state is not None and state.status == ACHIEVED

    return Comparison(
        since,
        bool(page and not page.summary),
        tuple(name for name, before, after in pairs if achieved(after) and not achieved(before)),
        tuple(name for name, before, after in pairs if late(after) and not late(before)),
        tuple(name for name, before, after in pairs if late(before) and not late(after)),
    )


@lru_cache(maxsize=8)
def _states(catalogue: Catalogue, month: str) -> dict[str, State]:
    """The state of each milestone of the register, and of each that a month has stated, at a month's end."""
    return {name: catalogue.state(name, month) for name in natural(set(_names(catalogue, month)))}


def _names(catalogue: Catalogue, month: str) -> Iterator[str]:
    yield from catalogue.milestones()
    for name in catalogue.stated():
        if catalogue.until(name, month):
            yield name
    for statement in catalogue.statements(month):
        yield from statement.ids


def _area(catalogue: Catalogue, name: str, state: State, month: str) -> str:
    milestone = catalogue.milestone(name)
    element = (state.statement.wbs if state.statement else "") or (milestone.wbs if milestone else "")
    return catalogue.home_area(element, month) if element else ""


def _by_due(state: State) -> tuple[bool, object]:
    return state.due is None, state.due.last_day if state.due else 0
