"""The figures of a month: milestones, areas and citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..content.catalogue import STATED, Catalogue, depends_on
from ..content.citations import mentions_of
from ..content.due_and_state import STATES
from ..content.known import DOCUMENT, TICKET
from ..content.settings import ACCOMPLISHMENTS
from ..content.yaml_keys import ACHIEVED, DELAYED, STATUSES
from ..milestones.rows import Selection, rows
from .coverage import expected_areas


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """The figures of one month; ``statuses`` counts milestones."""

    month: str
    statuses: tuple[tuple[str, int], ...]
    areas: Annotated[int, "Areas with a file."]
    expected: Annotated[int, "Areas expected to have one."]
    tickets: Annotated[int, "Tickets cited."]
    documents: Annotated[int, "Documents cited."]


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """The figures of one area in one month: milestones it stated, and sections of accomplishments with and
    without activity."""

    element: str
    title: str
    docname: str
    achieved: int
    delayed: int
    active: int
    silent: int


def month_counts(catalogue: Catalogue, name: str) -> MonthCounts | None:
    """Return the figures of the month ``name``, or None if there is no such month."""
    month = catalogue.month(name)
    if not month:
        return None
    statuses = tuple(
        (status, sum(len(each.ids) for each in month.statements if each.status == status))
        for status in STATUSES
    )
    expected = len(expected_areas(catalogue, month))
    cited = {(mention.kind, mention.id) for _, _, _, mention in mentions_of(month, catalogue.element_of)}
    tickets, documents = (sum(kind == each for kind, _ in cited) for each in (TICKET, DOCUMENT))
    return MonthCounts(name, statuses, len(month.areas), expected, tickets, documents)


def area_counts(catalogue: Catalogue, name: str) -> tuple[AreaCounts, ...]:
    """Return the figures of the areas that have a file in the month ``name``."""
    month = catalogue.month(name)
    if not month:
        return ()
    listed = rows(catalogue, Selection(name, stated=True))
    found = []
    for area in month.areas:
        said = [each for each in area.sections if each.kind == ACCOMPLISHMENTS and each.text]
        silent = sum(each.silent for each in said)
        achieved, delayed = (
            sum(len(row.ids) for row in listed if row.area == area.element and row.status == status)
            for status in (ACHIEVED, DELAYED)
        )
        title = catalogue.element_title(area.element, name)
        found.append(
            AreaCounts(area.element, title, area.docname, achieved, delayed, len(said) - silent, silent)
        )
    return tuple(found)


@depends_on(STATED)
def state_counts(catalogue: Catalogue, month: str) -> tuple[tuple[str, int], ...]:
    """Return how many milestones of the register are in each state at the end of ``month``, worst first."""
    states = [catalogue.state(name, month).status for name in catalogue.milestones()]
    return tuple((status, states.count(status)) for status in STATES if status in states)
