"""Tickets of the register: which are open or were resolved in a month, their elements, a status in words."""

from __future__ import annotations

from ..content.catalogue import Catalogue, remembered
from ..content.known import TICKET
from ..content.registers import Ticket
from ..content.settings import Settings
from ..core import identifiers
from ..core.dates import Date
from ..core.language import gettext
from ..core.periods import period_of


def is_open(ticket: Ticket, settings: Settings) -> bool:
    """Return whether the register says that ``ticket`` is open: it has a status that is none of
    ``report_done`` in ``settings``, and no date of resolution."""
    return bool(ticket.status) and not ticket.resolved and ticket.status.casefold() not in settings.done


def resolved_in(catalogue: Catalogue, month: str) -> tuple[Ticket, ...]:
    """Return the tickets of the register that were resolved in ``month``, sorted."""
    tickets = catalogue.known.registers.tickets
    return tuple(tickets[name] for name in identifiers.natural(_resolved(catalogue).get(month, ())))


@remembered
def _resolved(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the ids of the tickets by the month in which they were resolved."""
    by_day: dict[Date, list[str]] = {}
    for name, ticket in catalogue.known.registers.tickets.items():
        if ticket.resolved:
            by_day.setdefault(ticket.resolved, []).append(name)
    found: dict[str, list[str]] = {}
    for day, names in by_day.items():
        found.setdefault(period_of(day.last_day), []).extend(names)
    return found


def element_of(catalogue: Catalogue, ticket: Ticket) -> str:
    """Return the element that ``ticket`` belongs to: its own or that of its epic in the register, else the
    one under which the newest month cites it or its epic; empty if there is none."""
    names = tuple(filter(None, (ticket.id, ticket.epic)))
    known = (each.element for each in catalogue.tickets(names) if each.element)
    cited = (each.element for name in names for each in catalogue.citations(TICKET, name) if each.element)
    return next(known, "") or next(cited, "")


def status_of(ticket: Ticket) -> str:
    """Return the status of ``ticket`` with its date, and when it was resolved; empty if neither is known."""
    found = []
    if ticket.status:
        text = gettext("{status} (as of {date})") if ticket.as_of else "{status}"
        found.append(text.format(status=ticket.status, date=ticket.as_of))
    if ticket.resolved:
        found.append(gettext("resolved {date}").format(date=ticket.resolved))
    return ", ".join(found)
