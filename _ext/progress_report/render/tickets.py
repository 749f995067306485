"""What the register says of a ticket, in words. A status is as of the date that the register gives for it."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.registers import Ticket
from ..core.language import gettext
from ..domain.links import Links
from ..domain.parts import Content, Part
from ..progress.ticket_states import status_of
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
