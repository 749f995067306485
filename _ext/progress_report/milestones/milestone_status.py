"""The status of a milestone at the end of a month: everything that a table of the register can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..content.catalogue import STATED, Catalogue, depends_on
from ..content.due_and_state import FINISHED, PLANNED, STATES, State
from ..content.registers import Milestone
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core.data_annotations import MAYBE_MONTH, word
from ..core.dates import Date, Span, difference
from .delays import months_delayed
from .rows import lateness


@dataclass(frozen=True, slots=True)
class MilestoneStatus:
    """A milestone at the end of a month.

    ``expected`` is the date as achieved or finished, as forecast, or as planned; None if unknown.
    """

    status: Annotated[str, "The last one stated, else by the schedule.", word(*STATES)]
    stated: Annotated[str, "The month that stated it, else empty.", MAYBE_MONTH]
    due: Annotated[Date | None, "The due date in force."]
    forecast: Annotated[Date | None, "The forecast stated with the status."]
    expected: Annotated[Date | None, "When it was or will be reached, as far as known."]
    late: Annotated[
        Span | None, "The variance from the due date in force: at its achievement, else as of now."
    ]
    slip: Annotated[Span | None, "From the first baseline to the expected date."]
    delays: Annotated[int, "The number of months that stated a delay."]
    area: Annotated[str, "The area that it belongs to; else empty."]


def milestone_status(catalogue: Catalogue, name: str, month: str) -> MilestoneStatus:
    """Return the status of the milestone ``name`` at the end of ``month``."""
    state = catalogue.state(name, month)
    statement = state.statement
    milestone = catalogue.milestone(name)
    expected = _expected(state, milestone)
    first = milestone.due if milestone else None
    return MilestoneStatus(
        status=state.status,
        stated=statement.month if statement else "",
        due=state.due,
        forecast=statement.forecast if statement else None,
        expected=expected,
        late=lateness(catalogue, name, month),
        slip=difference(expected, first) if expected and first else None,
        delays=months_delayed(catalogue, name, month),
        area=catalogue.home_area_of_milestone(name, statement, month),
    )


@depends_on(STATED)
def due_by_day(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the milestones whose due date in force in the newest month has a day."""
    month = catalogue.newest()
    dues = ((name, catalogue.due(name, month)) for name in catalogue.milestones()) if month else ()
    return tuple(name for name, due in dues if due and due.day)


def _expected(state: State, milestone: Milestone | None) -> Date | None:
    if state.statement and state.status == ACHIEVED:
        return state.statement.achieved_on
    if state.statement and state.status == DELAYED:
        return state.statement.forecast
    if milestone and state.status == FINISHED:
        return milestone.finished
    return state.due if state.status == PLANNED else None
