"""The plans of a month beside the accomplishments of the next, paired by element and ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..content.area import AreaFile, Section
from ..content.catalogue import Catalogue, remembered
from ..content.citations import mentions_of
from ..content.known import TICKET
from ..content.month import Month
from ..content.settings import ACCOMPLISHMENTS, PLANS
from ..core import identifiers


@dataclass(frozen=True, slots=True)
class Side:
    """One section: its place, whether it reports no activity, its paragraphs and bullets as plain text, and
    its tickets."""

    docname: str
    anchor: str
    silent: bool
    items: tuple[str, ...]
    tickets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A planned ticket that is mentioned, but not in the outcome of its element: the place and its element.

    The element is empty for the month's page.
    """

    ticket: str
    docname: str
    anchor: str
    element: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An element with its plan of the month before and its outcome, each None if there is no such section.

    ``matched`` are the tickets in both, ``elsewhere`` the planned ones that the month mentions in another
    place first, ``unmentioned`` the planned ones that the whole month does not mention.
    """

    element: str
    plan: Side | None
    outcome: Side | None
    matched: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    unmentioned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPairs:
    """The pairs of a month by element.

    ``planned_in`` is the month of the plans (None if there is none); ``summary`` marks a month where a
    missing outcome means nothing.
    """

    month: str
    summary: bool
    planned_in: str | None
    pairs: tuple[Pair, ...]


def plan_pairs(catalogue: Catalogue, name: str, wbs: str = "") -> PlanPairs | None:
    """Pair the plans of the month before with the accomplishments of the month ``name``, at or below the
    element ``wbs``."""
    month = catalogue.month(name)
    if month is None:
        return None
    planned_in = month_of_plans(catalogue, name)
    plans = sections(catalogue, planned_in, PLANS) if planned_in else {}
    done = sections(catalogue, name, ACCOMPLISHMENTS) if planned_in else {}
    again = _cited(catalogue, name)
    pairs = []
    for element in identifiers.natural(
        each for each in {*plans, *done} if not wbs or identifiers.is_within(each, wbs)
    ):
        plan, outcome = plans.get(element), done.get(element)
        planned = plan.tickets if plan else ()
        reported = outcome.tickets if outcome else ()
        pairs.append(
            Pair(
                element,
                plan,
                outcome,
                tuple(each for each in planned if each in reported),
                tuple(again[each] for each in planned if each in again and each not in reported),
                # A summary is compiled from available sources: what it leaves out may have been done.
                () if month.page.summary else tuple(each for each in planned if each not in again),
            )
        )
    return PlanPairs(name, month.page.summary, planned_in, tuple(pairs))


def newest_pairs(catalogue: Catalogue) -> dict[str, str]:
    """Return, for each element, the newest published month with a plan or an outcome at or below it."""
    found: dict[str, str] = {}
    for name in catalogue.published():
        month, planned_in = catalogue.month(name), month_of_plans(catalogue, name)
        before = catalogue.month(planned_in) if planned_in else None
        if month and before:
            for _, section in (*_told(before, PLANS), *_told(month, ACCOMPLISHMENTS)):
                found.update(dict.fromkeys(identifiers.lineage(section.element), name))
    return found


def _told(month: Month, kind: str) -> Iterator[tuple[AreaFile, Section]]:
    """Yield the sections of ``kind`` that report something, each with its area."""
    return (
        (area, section)
        for area in month.areas
        for section in area.sections
        if section.text and section.kind == kind
    )


def month_of_plans(catalogue: Catalogue, name: str) -> str | None:
    """Return the month whose plans the month ``name`` is compared with: the one before, skipping summaries
    without plans."""
    before = catalogue.published_before(name)
    while before:
        month = catalogue.month(before)
        if month is None or not month.page.summary or any(_told(month, PLANS)):
            return before
        before = catalogue.published_before(before)
    return None


@remembered
def sections(catalogue: Catalogue, name: str, kind: str) -> Mapping[str, Side]:
    """Return the sections of ``kind`` in the month ``name`` that report something, by element."""
    month = catalogue.month(name)
    found: dict[str, Side] = {}
    for area, section in _told(month, kind) if month else ():
        found.setdefault(section.element, _part(area, section))
    return found


@remembered
def _cited(catalogue: Catalogue, name: str) -> Mapping[str, Elsewhere]:
    """Return the tickets that the month ``name`` cites anywhere, each with a place: in an accomplishment, if
    there is one."""
    month = catalogue.month(name)
    found: dict[str, tuple[bool, Elsewhere]] = {}
    for docname, kind, element, mention in mentions_of(month, catalogue.element_of) if month else ():
        done = kind == ACCOMPLISHMENTS
        if mention.kind == TICKET and (mention.id not in found or (done and not found[mention.id][0])):
            found[mention.id] = (done, Elsewhere(mention.id, docname, mention.anchor, element))
    return {ticket: place for ticket, (_, place) in found.items()}


def _part(area: AreaFile, section: Section) -> Side:
    tickets = dict.fromkeys(mention.id for mention in section.mentions if mention.kind == TICKET)
    return Side(area.docname, section.anchor, section.silent, section.items, tuple(tickets))
