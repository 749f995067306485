"""Last month's plan beside this month's accomplishments, paired by element and by ticket."""

from __future__ import annotations

from dataclasses import dataclass

from . import identifiers
from .area import AreaFile, Section
from .catalogue import Catalogue
from .changes import previous_month
from .month import Month
from .prose import TICKET
from .settings import ACCOMPLISHMENTS, PLANS


@dataclass(frozen=True, slots=True)
class Part:
    """One section: where it stands, whether it states silence, and its tickets."""

    docname: str
    anchor: str
    path: str
    silent: bool
    tickets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """An element: its plan of the month before and its outcome (None: no such section), the tickets in
    both, and those planned that the whole month does not mention again."""

    element: str
    plan: Part | None
    outcome: Part | None
    matched: tuple[str, ...]
    unmentioned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The pairs of a month by element; ``planned_in`` is the month of the plans (None: there is none)."""

    month: str
    planned_in: str | None
    pairs: tuple[Pair, ...]


def outcomes(catalogue: Catalogue, name: str, wbs: str = "") -> Outcomes | None:
    """Pair the plans of the month before with what a month says was done, at or below an element."""
    month = catalogue.month(name)
    if month is None:
        return None
    planned_in = previous_month(catalogue, name)
    before = catalogue.month(planned_in) if planned_in else None
    plans = _sections(before, PLANS, wbs) if before else {}
    done = _sections(month, ACCOMPLISHMENTS, wbs)
    again = {ticket for part in _sections(month, "", "").values() for ticket in part.tickets}
    pairs = []
    for element in identifiers.natural({*plans, *done} if before else ()):
        plan, outcome = plans.get(element), done.get(element)
        planned = plan.tickets if plan else ()
        reported = outcome.tickets if outcome else ()
        pairs.append(
            Pair(
                element,
                plan,
                outcome,
                tuple(each for each in planned if each in reported),
                tuple(each for each in planned if each not in again),
            )
        )
    return Outcomes(name, planned_in, tuple(pairs))


def _sections(month: Month, kind: str, wbs: str) -> dict[str, Part]:
    """The sections of a kind (of every kind, under other keys, for an empty one) that say something."""
    found: dict[str, Part] = {}
    for area in month.areas:
        for section in area.sections:
            if not section.text or (kind and section.kind != kind):
                continue
            if wbs and wbs not in identifiers.lineage(section.element):
                continue
            key = section.element if kind else f"{area.element}#{section.anchor}"
            found.setdefault(key, _part(area, section))
    return found


def _part(area: AreaFile, section: Section) -> Part:
    tickets = dict.fromkeys(mention.id for mention in section.mentions if mention.kind == TICKET)
    return Part(area.docname, section.anchor, area.path, section.silent, tuple(tickets))
