"""The outcome of each plan of a month: kept, planned again, or dropped without mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..content.catalogue import Catalogue
from ..content.settings import ACCOMPLISHMENTS, PLANS
from .plan_pairs import Pair, PlanPairs, Side, month_of_plans, plan_pairs, sections

#: The outcomes of the plan of an element: the next report lists accomplishments of the element; it lists only
#: plans; it lists neither; it is a summary that lists neither, which means nothing, since summaries are
#: compiled from the available sources.
KEPT, AGAIN, DROPPED, UNKNOWN = "kept", "again", "dropped", "unknown"

#: An element with accomplishments but no plan.
UNPLANNED = "unplanned"

#: The fates of a plan, in the order in which they are counted.
FATES = (KEPT, AGAIN, DROPPED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class PlanFate:
    """The plan of an element and its outcome.

    ``fate`` is one of :data:`FATES`, or :data:`UNPLANNED`. ``since`` is the first month of the unbroken
    series of months with a plan and no accomplishments; empty if there is no plan. ``area`` is the one that
    planned, else that of the element; empty if there is none.
    """

    pair: Pair
    fate: str
    since: str
    area: str


@dataclass(frozen=True, slots=True)
class PlanFates:
    """The plans compared in a month, by area and element."""

    found: PlanPairs
    fates: tuple[PlanFate, ...]

    def areas(self) -> dict[str, list[PlanFate]]:
        """Return the fates of the plans of each area, in order."""
        result: dict[str, list[PlanFate]] = {}
        for each in self.fates:
            result.setdefault(each.area, []).append(each)
        return result


def plan_fates(catalogue: Catalogue, month: str, wbs: str = "") -> PlanFates | None:
    """Return the outcomes, in the report of ``month``, of the plans at or below the element ``wbs``.

    None if there is no such month.
    """
    found = plan_pairs(catalogue, month, wbs)
    if found is None:
        return None
    again = _planning(catalogue, month)
    listed = [
        PlanFate(
            pair,
            fate := _fate(pair.plan, pair.outcome, again=pair.element in again, summary=found.summary),
            _since(catalogue, pair.element, found.planned_in or "") if fate != UNPLANNED else "",
            # An area that a summary leaves out had its plans all the same.
            catalogue.reporting_area(pair.element, (pair.plan and found.planned_in) or month),
        )
        for pair in found.pairs
    ]
    return PlanFates(found, tuple(sorted(listed, key=lambda each: (not each.area, each.area))))


def _fate(plan: Side | None, outcome: Side | None, *, again: bool = False, summary: bool = False) -> str:
    if plan is None or plan.silent:
        return UNPLANNED
    if outcome is not None and not outcome.silent:
        return KEPT
    if again:
        return AGAIN
    return UNKNOWN if summary and outcome is None else DROPPED


def _planning(catalogue: Catalogue, month: str) -> frozenset[str]:
    """Return the elements for which a month plans something."""
    found = catalogue.month(month)
    return frozenset(
        section.element
        for area in (found.areas if found else ())
        for section in area.sections
        if section.kind == PLANS and section.text and not section.silent
    )


def _since(catalogue: Catalogue, element: str, since: str) -> str:
    """Return the first month of the unbroken run of plans of ``element`` without accomplishments, up to the
    plans of ``since``."""
    while before := month_of_plans(catalogue, since):
        plan = sections(catalogue, before, PLANS).get(element)
        # Whether it was planned again then does not matter: it has no accomplishments.
        if _fate(plan, sections(catalogue, since, ACCOMPLISHMENTS).get(element)) != DROPPED:
            break
        since = before
    return since


@dataclass(frozen=True, slots=True)
class AreaFates:
    """The number of plans of an area in one month, by their outcome (see :data:`FATES`)."""

    area: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthFates:
    """The plans of the month ``planned_in``, as the report of ``month`` shows them, by area."""

    month: str
    planned_in: str
    areas: tuple[AreaFates, ...]


def fates_by_month(catalogue: Catalogue, limit: int) -> tuple[MonthFates, ...]:
    """Return the outcomes of the plans in the newest ``limit`` published months that have any to compare,
    oldest first."""
    return tuple(reversed(list(islice(_kept(catalogue), limit))))


def occurring(months: Iterable[MonthFates]) -> frozenset[str]:
    """Return the fates that a plan of ``months`` had."""
    areas = [area for month in months for area in month.areas]
    return frozenset(fate for area in areas for fate, count in zip(FATES, area.counts, strict=True) if count)


def _kept(catalogue: Catalogue) -> Iterator[MonthFates]:
    for month in reversed(catalogue.published()):
        listed = plan_fates(catalogue, month)
        areas = tuple(counted(listed)) if listed else ()
        if listed and listed.found.planned_in and areas:
            yield MonthFates(month, listed.found.planned_in, areas)


def counted(listed: PlanFates) -> Iterator[AreaFates]:
    """Yield the number of plans of each area that has any, by their fates."""
    for area, group in listed.areas().items():
        fates = Counter(each.fate for each in group)
        if sum(fates[fate] for fate in FATES):
            yield AreaFates(area, tuple(fates[fate] for fate in FATES))
