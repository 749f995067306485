"""Where the reports and the register of tickets disagree.

A status counts only if it is not older than the end of the month that it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..content.area import TITLE_ROLE, AreaFile
from ..content.catalogue import Catalogue
from ..content.known import TICKET
from ..content.month import Month
from ..content.registers import Ticket
from ..content.settings import ACCOMPLISHMENTS, PLANS
from ..core import identifiers
from ..core.periods import order
from ..progress.ticket_states import element_of, is_open, resolved_in


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that an area reports among its accomplishments, on a ``line`` of its file, but that is
    open."""

    area: AreaFile
    line: int
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Unreported:
    """Tickets of an ``element`` that were resolved, but that no report mentions; ``line`` is that of the
    element's heading in the area's file."""

    area: AreaFile
    line: int
    element: str
    tickets: tuple[str, ...]


def open_tickets(catalogue: Catalogue, month: Month, said: Mapping[str, str]) -> Iterator[OpenTicket]:
    """Yield the tickets among the accomplishments of ``month`` that are open at its end or later, once for
    each area.

    One that the month plans to continue, or that a later one mentions, is work in progress. ``said`` is the
    result of :func:`.unfollowed_plans.last_mentions`.
    """
    if month.page.summary:
        return
    planned = {
        each.id
        for area in month.areas
        for section in area.sections
        if section.kind == PLANS
        for each in section.mentions
    }
    for area in month.areas:
        seen = set(planned)
        for section in area.sections:
            for each in section.mentions if section.kind == ACCOMPLISHMENTS else ():
                ticket = catalogue.ticket(each.id) if each.kind == TICKET and each.id not in seen else None
                seen.add(each.id)
                if (
                    ticket
                    and ticket.as_of
                    and ticket.as_of.last_day >= month.end.last_day
                    and is_open(ticket, catalogue.settings)
                    and order(said.get(ticket.id, "")) <= order(month.name)
                ):
                    yield OpenTicket(area, each.line, ticket)


def unreported(catalogue: Catalogue, month: Month, said: Mapping[str, str]) -> Iterator[Unreported]:
    """Yield the tickets that were resolved in ``month``, a full report, and that neither it nor a later one
    mentions, by element; the mention of an epic counts for all its tickets.

    ``said`` is as for :func:`open_tickets`. A ticket of no element of an area that reports is left out.
    """
    if month.page.summary:
        return
    found: dict[str, list[str]] = {}
    for ticket in resolved_in(catalogue, month.name):
        names = filter(None, (ticket.id, ticket.epic))
        if any(order(said.get(name, "")) >= order(month.name) for name in names):
            continue
        found.setdefault(element_of(catalogue, ticket), []).append(ticket.id)
    for element, tickets in found.items():
        if area := catalogue.area_file(month.name, catalogue.reporting_area(element, month.name)):
            yield Unreported(area, _line_of(area, element), element, tuple(tickets))


def _line_of(area: AreaFile, element: str) -> int:
    """Return the line of the heading of ``element``, or of the nearest one above it, among the
    accomplishments of an area; else that of its title."""
    lines = {
        each.element: each.line
        for each in reversed(area.sections)
        if each.kind == ACCOMPLISHMENTS and not each.own
    }
    title = next((each.line for each in area.headings if each.role == TITLE_ROLE), 1)
    return next((lines[name] for name in identifiers.lineage(element) if name in lines), title)
