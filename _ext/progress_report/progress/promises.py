"""The outcome of each plan of a month: kept, planned again, or dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import Catalogue
from ..content.settings import PLANS
from .outcomes import Outcomes, Pair, month_of_plans, outcomes

#: What became of the plan of an element: the next report has accomplishments of the element; it has none, but
#: plans; it has neither. A summary without either means nothing: it is compiled from available sources.
KEPT, AGAIN, DROPPED, UNKNOWN = "kept", "again", "dropped", "unknown"

#: An element with accomplishments but no plan.
UNPLANNED = "unplanned"

#: The fates of a plan, in the order in which they are counted.
FATES = (KEPT, AGAIN, DROPPED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Promise:
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
class Promises:
    """The plans compared in a month, by area and element."""

    found: Outcomes
    promises: tuple[Promise, ...]

    def areas(self) -> dict[str, list[Promise]]:
        """Return the promises of each area, in order."""
        result: dict[str, list[Promise]] = {}
        for each in self.promises:
            result.setdefault(each.area, []).append(each)
        return result


def promises(catalogue: Catalogue, month: str, wbs: str = "") -> Promises | None:
    """Return the outcomes, in the report of ``month``, of the plans at or below the element ``wbs``.

    None if there is no such month.
    """
    found = outcomes(catalogue, month, wbs)
    if found is None:
        return None
    again = _planning(catalogue, month)
    listed = [
        Promise(
            pair,
            fate := _fate(pair, found.summary, again),
            _since(catalogue, pair, found) if fate != UNPLANNED else "",
            # An area that a summary leaves out had its plans all the same.
            catalogue.area_of(pair.element, (pair.plan and found.planned_in) or month),
        )
        for pair in found.pairs
    ]
    order = {area: number for number, area in enumerate(sorted({each.area for each in listed}))}
    return Promises(found, tuple(sorted(listed, key=lambda each: (not each.area, order[each.area]))))


def _fate(pair: Pair, summary: bool = False, again: frozenset[str] = frozenset()) -> str:
    if pair.plan is None or pair.plan.silent:
        return UNPLANNED
    if pair.outcome is not None and not pair.outcome.silent:
        return KEPT
    if pair.element in again:
        return AGAIN
    return UNKNOWN if summary and pair.outcome is None else DROPPED


def _planning(catalogue: Catalogue, month: str) -> frozenset[str]:
    """Return the elements for which a month plans something."""
    found = catalogue.month(month)
    return frozenset(
        section.element
        for area in (found.areas if found else ())
        for section in area.sections
        if section.kind == PLANS and section.text and not section.silent
    )


def _since(catalogue: Catalogue, pair: Pair, found: Outcomes) -> str:
    """Return the first month of the unbroken run of plans of an element without accomplishments."""
    since = found.planned_in or ""
    while before := month_of_plans(catalogue, since):
        earlier = outcomes(catalogue, since, pair.element)
        for own in earlier.pairs if earlier else ():
            if own.element == pair.element and _fate(own) == DROPPED:
                since = before
                break
        else:
            break
    return since


@dataclass(frozen=True, slots=True)
class AreaPromises:
    """How many plans of an area, all of one month, had which of the :data:`FATES`."""

    area: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The number of plans."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class MonthPromises:
    """The plans of the month ``planned_in``, as the report of ``month`` shows them, by area."""

    month: str
    planned_in: str
    areas: tuple[AreaPromises, ...]


def promises_kept(catalogue: Catalogue, limit: int) -> tuple[MonthPromises, ...]:
    """Return what became of the plans in the newest ``limit`` published months that have any to compare,
    oldest first."""
    found = list(_kept(catalogue))[:limit]
    return tuple(reversed(found))


def _kept(catalogue: Catalogue) -> Iterator[MonthPromises]:
    for month in reversed(catalogue.published()):
        listed = promises(catalogue, month)
        areas = tuple(counted(listed)) if listed else ()
        if listed and listed.found.planned_in and areas:
            yield MonthPromises(month, listed.found.planned_in, areas)


def counted(listed: Promises) -> Iterator[AreaPromises]:
    """Yield the number of plans of each area that has any, by their fates."""
    for area, group in listed.areas().items():
        fates = Counter(each.fate for each in group)
        if sum(fates[fate] for fate in FATES):
            yield AreaPromises(area, tuple(fates[fate] for fate in FATES))
