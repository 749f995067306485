"""What the register says of a ticket, in words. A status is as of the date that the register gives for it."""

from __future__ import annotations

from textwrap import shorten

from ..content.registers import Ticket
from ..core.language import gettext
from ..domain.parts import Part
from ..progress.ticket_states import status_of
from .elements import paragraph

#: The size of the titles and facts on a page of thousands of tickets, in characters, and that of the HTML
#: around each.
ROOM, MARKUP = 110_000, 60


def title_and_facts(tickets: tuple[Ticket, ...]) -> dict[str, tuple[str, str]]:
    """Return the title of each of ``tickets``, by id, and its status, element and epic in a line.

    Long titles of very many tickets are shortened.
    """
    facts = {each.id: ticket_facts(each) for each in tickets}
    used = sum(len(text) + MARKUP for text in facts.values())
    width = len("…") + max(ROOM - used, 0) // max(len(tickets), 1)
    whole = used + sum(len(each.title) for each in tickets) <= ROOM
    return {
        each.id: (each.title if whole else shorten(each.title, width, placeholder="…"), facts[each.id])
        for each in tickets
    }


def ticket_facts(ticket: Ticket) -> str:
    """Return the status, element and epic of ``ticket``, as far as the register has them."""
    epic = gettext("part of {ticket}").format(ticket=ticket.epic) if ticket.epic else ""
    return "; ".join(filter(None, (status_of(ticket), ticket.element, epic)))


def facts_line(facts: str) -> list[Part]:
    """Return a line with ``facts``; nothing if there are none. Links would make a long page heavy."""
    return [paragraph(facts, classes=["report-ticket-facts", "report-id"])] if facts else []
