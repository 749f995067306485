"""What the register says of a ticket, in words. A status is as of the date that the register gives for it."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.registers import Ticket
from ..core.language import gettext
from ..domain.links import Links
from ..domain.parts import Content, Part
from .elements import inline, joined, paragraph, sentence


def ticket_facts(ticket: Ticket, links: Links) -> list[Part]:
    """Return a line with the status, element and epic of ``ticket``, as far as the register has them."""
    found = list(_facts(ticket, links))
    return [paragraph(*joined(found, "; "), classes=["report-ticket-facts"])] if found else []


def _facts(ticket: Ticket, links: Links) -> Iterator[Content]:
    said = status_of(ticket)
    if said:
        yield said
    if ticket.element:
        yield links.element(ticket.element)
    if ticket.epic:
        yield inline(*sentence(gettext("part of {ticket}"), ticket=links.bare_ticket(ticket.epic)))


def status_of(ticket: Ticket) -> str:
    """Return the status of ``ticket`` with its date, and when it was resolved; empty if neither is known."""
    found = []
    if ticket.status:
        text = gettext("{status} (as of {date})") if ticket.as_of else "{status}"
        found.append(text.format(status=ticket.status, date=ticket.as_of))
    if ticket.resolved:
        found.append(gettext("resolved {date}").format(date=ticket.resolved))
    return ", ".join(found)
