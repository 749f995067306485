"""Marks of what a reader can see as of the end of another month (see ``static/as-of.js``)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ..domain.parts import Content, Part
from .elements import container, inline


class AsOf(StrEnum):
    """What the script shows anew, from the data of the chosen month."""

    #: The milestones at and below ``element``, or all, by area or due date as ``order``.
    TABLES = "tables"
    VERDICT = "verdict"
    NEWLY_LATE = "newly-late"
    #: The milestones in ``states`` that are due in the next ``months``, by due date.
    DUE = "due"
    #: How many milestones at and below ``element`` are late.
    COUNT = "count"
    #: The verdict on the milestones at and below ``element``; of another month just the count.
    ELEMENT = "element"
    #: The end of the month.
    DATE = "date"
    #: How many milestones are in each state.
    STATES = "states"
    #: The last of ``months``, those that report on an element.
    REPORTED = "reported"
    #: Shown for the newest month only.
    NEWEST = "newest"


def filter_place(*classes: str) -> Part:
    """Return the place, with further ``classes``, of the fields of a filter; it is empty without a script."""
    return container(classes=["report-filter", "report-filter-place", *classes])


def as_of_bar() -> Part:
    """Return the place of the fields to choose a month."""
    return filter_place("report-as-of")


def as_of(what: AsOf, **more: str) -> Mapping[str, str]:
    """Return the data of a part that shows ``what``; ``more`` are the values that this depends on."""
    return {"asof": what.value, **more}


def late_count(element: str, said: Content = "") -> Part:
    """Return ``said``, how many milestones at and below ``element`` are late; empty without milestones."""
    return inline(*([said] if said else []), data=as_of(AsOf.COUNT, element=element))


def end_of_month(date: object) -> Part:
    """Return ``date``, the end of the newest month."""
    return inline(str(date), data=as_of(AsOf.DATE))
