"""The rules that decide the due date and the state of a milestone at the end of a month (content model,
section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.dates import Date
from ..core.periods import end_of, order
from .registers import Milestone
from .statements import Statement
from .yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED

FINISHED, OVERDUE, PLANNED = "finished", "overdue", "planned"

#: Every state that a milestone can be in at the end of a month, worst first.
STATES = (OVERDUE, DELAYED, PLANNED, FINISHED, ACHIEVED, CANCELLED)

#: The states of late milestones: overdue without an explanation, or reported as delayed.
LATE = (OVERDUE, DELAYED)


@dataclass(frozen=True, slots=True)
class State:
    """The state of a milestone at the end of a month.

    ``status`` is one of :data:`STATES`; ``statement`` the one that it follows from, None if no month stated
    it and the schedule or the due date decides. ``due`` is the due date in force.
    """

    status: str
    due: Date | None
    statement: Statement | None


def due_date(milestone: Milestone | None, said: Sequence[Statement], month: str) -> Date | None:
    """Return the due date in force at the end of ``month``; ``said`` are the statements until then, oldest
    first.

    This is the newest date stated, else the newest baseline that applies by then, else the first one of the
    register. None if there is none, or the register has no such ``milestone`` and no month states a date.
    """
    stated = [each.due for each in said if each.due]
    if stated:
        return stated[-1]
    if milestone is None:
        return None
    later = [each.due for each in milestone.baselines if order(each.month) <= order(month)]
    return later[-1] if later else milestone.due


def states_of(
    milestone: Milestone | None, history: Sequence[Statement], months: Sequence[str]
) -> list[State]:
    """Return the state of ``milestone`` at the end of each of ``months`` (see :func:`state_of`).

    ``history`` are all statements about it; both are oldest first.
    """
    found: list[State] = []
    said = 0
    for month in months:
        before = said
        while said < len(history) and order(history[said].month) <= order(month):
            said += 1
        last = found[-1] if found else None
        # What is stated stays, but a new baseline may give another due date.
        if last and last.statement and said == before and not (milestone and milestone.baselines):
            found.append(last)
        else:
            found.append(state_of(milestone, history[:said], month))
    return found


def state_of(milestone: Milestone | None, said: Sequence[Statement], month: str) -> State:
    """Return the state of ``milestone``, if it is in the register, at the end of ``month``; ``said`` are the
    statements until then, oldest first.

    It is the last one stated, else it follows from the schedule. Achieved, delayed and cancelled are always
    stated, never inferred. A rebaselining is not a state itself; it ends a delay.
    """
    current: Statement | None = None
    for statement in said:
        if statement.status != REBASELINED:
            current = statement
        elif current is not None and current.status == DELAYED:
            current = None
    due = due_date(milestone, said, month)
    if current is not None:
        return State(current.status, due, current)
    end = end_of(month)
    if milestone and milestone.finished and milestone.finished.last_day <= end.last_day:
        return State(FINISHED, due, None)
    if due and due.last_day < end.last_day:
        return State(OVERDUE, due, None)
    return State(PLANNED, due, None)
