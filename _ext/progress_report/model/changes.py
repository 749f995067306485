"""What changed since the month before: computed, never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .catalogue import Catalogue, State
from .dates import Date, difference
from .identifiers import natural
from .month import Month
from .statements import ACHIEVED, CANCELLED, DELAYED, REBASELINED, Statement

NEWLY_ACHIEVED = "newly-achieved"
NEWLY_DELAYED = "newly-delayed"
SLIPPED_AGAIN = "slipped-again"
RECOVERED = "recovered"
NEWLY_REBASELINED = "rebaselined"
NEWLY_CANCELLED = "cancelled"
DISAPPEARED = "disappeared"

#: In the order in which a reader wants them.
KINDS_OF_CHANGE = (
    NEWLY_ACHIEVED, NEWLY_DELAYED, SLIPPED_AGAIN, RECOVERED, NEWLY_REBASELINED, NEWLY_CANCELLED, DISAPPEARED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One milestone that changed: the kind, the area it is listed under, and what was and is said.

    ``before`` and ``after`` are statements, None where there was none.
    """

    kind: str
    milestone: str
    area: str
    before: Statement | None
    after: Statement | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a month since ``since`` (None: there is no month before), by kind and area."""

    month: str
    since: str | None
    changes: tuple[Change, ...]


def previous_month(catalogue: Catalogue, name: str) -> str | None:
    """The newest published month before another."""
    return next((each for each in reversed(catalogue.published()) if each < name), None)


def changes(catalogue: Catalogue, name: str) -> Changes | None:
    """Compare the state of every milestone at the end of a month with that of the month before."""
    month = catalogue.month(name)
    if month is None:
        return None
    since = previous_month(catalogue, name)
    if since is None:
        return Changes(name, None, ())
    spoken = {each for statement in month.statements for each in statement.ids}
    before = catalogue.month(since)
    spoken |= {each for statement in (before.statements if before else ()) for each in statement.ids}
    found = [change for each in natural(spoken) for change in _of_milestone(catalogue, each, month, since)]
    order = {kind: index for index, kind in enumerate(KINDS_OF_CHANGE)}
    return Changes(name, since, tuple(sorted(found, key=lambda change: order[change.kind])))


def _of_milestone(catalogue: Catalogue, name: str, month: Month, since: str) -> Iterator[Change]:
    before = catalogue.state(name, since)
    after = catalogue.state(name, month.name)
    said = [each for each in month.statements if name in each.ids]
    for kind in _kinds(before, after, said, month, name, catalogue, since):
        statement = said[-1] if said else None
        yield Change(kind, name, _area(catalogue, name, statement or before.statement, month.name), before.statement, statement)


def _kinds(
    before: State, after: State, said: list[Statement], month: Month, name: str, catalogue: Catalogue, since: str
) -> Iterator[str]:
    stated = {each.status for each in said}
    if ACHIEVED in stated and before.status != ACHIEVED:
        yield NEWLY_ACHIEVED
    if CANCELLED in stated and before.status != CANCELLED:
        yield NEWLY_CANCELLED
    if REBASELINED in stated:
        yield NEWLY_REBASELINED
    if after.status == DELAYED and after.statement in said:
        if before.status != DELAYED:
            yield NEWLY_DELAYED
        else:
            moved = _expected_later(before, after)
            if moved:
                yield SLIPPED_AGAIN if moved > 0 else RECOVERED
    elif before.status == DELAYED and after.status != DELAYED and not stated & {ACHIEVED, CANCELLED, REBASELINED}:
        yield RECOVERED
    last = catalogue.month(since)
    mentioned = last is not None and any(
        name in each.ids and each.status == DELAYED for each in last.statements
    )
    # A summary is compiled from what there is: its silence means nothing.
    if not said and mentioned and before.status == DELAYED and not month.page.summary:
        yield DISAPPEARED


def _expected_later(before: State, after: State) -> int:
    """Positive if the milestone is expected later than a month ago, negative if earlier, else 0."""
    was = _expected(before)
    now = _expected(after)
    return difference(now, was).count if was and now else 0


def _expected(state: State) -> Date | None:
    return (state.statement.forecast if state.statement else None) or state.due


def _area(catalogue: Catalogue, name: str, statement: Statement | None, month: str) -> str:
    milestone = catalogue.milestone(name)
    element = (statement.wbs if statement else "") or (milestone.wbs if milestone else "")
    return catalogue.area_of(element, month) if element else ""
