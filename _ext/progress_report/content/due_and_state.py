"""The rules that decide the due date and the state of a milestone at the end of a month (content model,
section 4).
"""

from __future__ import annotations

import datetime
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
    return stated[-1] if stated else _due_by_schedule(milestone, order(month))


def _due_by_schedule(milestone: Milestone | None, at: str) -> Date | None:
    if milestone is None:
        return None
    later = [each.due for each in milestone.baselines if order(each.month) <= at]
    return later[-1] if later else milestone.due


#: The end of a month: what sorts it (see :func:`.order`), and its last day.
End = tuple[str, datetime.date]


def end(month: str) -> End:
    """Return the end of ``month``, for :func:`states_of`."""
    return order(month), end_of(month).last_day


def state_of(milestone: Milestone | None, said: Sequence[Statement], month: str) -> State:
    """Return the state of ``milestone``, if it is in the register, at the end of ``month``; ``said`` are the
    statements until then, oldest first.

    It is the last one stated, else it follows from the schedule. Achieved, delayed and cancelled are always
    stated, never inferred. A rebaselining is not a state itself; it ends a delay.
    """
    return states_of(milestone, said, (end(month),))[0]


def states_of(milestone: Milestone | None, history: Sequence[Statement], ends: Sequence[End]) -> list[State]:
    """Return the state of ``milestone`` at each of ``ends`` of months (see :func:`state_of`).

    ``history`` are all statements about it; both are oldest first.
    """
    found: list[State] = []
    finished = milestone.finished.last_day if milestone and milestone.finished else None
    moves = bool(milestone and milestone.baselines)
    current: Statement | None = None
    stated: Date | None = None
    due: Date | None = None
    due_day: datetime.date | None = None
    said = 0
    for at, day in ends:
        before = said
        while said < len(history) and order(history[said].month) <= at:
            statement = history[said]
            said += 1
            stated = statement.due or stated
            if statement.status != REBASELINED:
                current = statement
            elif current is not None and current.status == DELAYED:
                current = None
        if not found or moves or said > before:
            due = stated or _due_by_schedule(milestone, at)
            due_day = due.last_day if due else None
        if current is not None:
            status = current.status
        elif finished and finished <= day:
            status = FINISHED
        else:
            status = OVERDUE if due_day and due_day < day else PLANNED
        last = found[-1] if found else None
        same = last and last.statement is current and last.due is due and last.status == status
        found.append(last if last and same else State(status, due, current))
    return found
