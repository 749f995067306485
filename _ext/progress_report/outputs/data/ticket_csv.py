"""``data/tickets.csv``: the cited tickets with what the register says of them, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from ...content.external_addresses import address_of
from ...content.known import TICKET
from ...content.registers import Ticket
from ...export.record_builder import View
from .csv_text import Cell, csv_text

COLUMNS = "id title status as_of resolved element epic citations first_month last_month address page".split()


def ticket_csv(view: View) -> str:
    """Return the text of the file (see :func:`.csv_text`)."""
    return csv_text(COLUMNS, _rows(view))


def _rows(view: View) -> Iterator[list[Cell]]:
    catalogue = view.catalogue
    for name in catalogue.cited(TICKET):
        ticket = catalogue.ticket(name) or Ticket(name)
        places = catalogue.citations(TICKET, name)
        yield [
            name,
            ticket.title,
            ticket.status,
            str(ticket.as_of or ""),
            str(ticket.resolved or ""),
            ticket.element,
            ticket.epic,
            len(places),
            places[-1].month,
            places[0].month,
            address_of(TICKET, name, catalogue.known),
            f"{view.site}{view.page(TICKET, name)}",
        ]
