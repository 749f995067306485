"""The tickets of one month that the register knows."""

from __future__ import annotations

from ..content.catalogue import Catalogue
from ..content.citations import mentions_of
from ..content.known import TICKET
from ..content.registers import Ticket
from ..core import identifiers


def titled_tickets(catalogue: Catalogue, name: str) -> tuple[Ticket, ...]:
    """Return the tickets that the month ``name``, draft or not, mentions and that have a title, sorted."""
    month = catalogue.month(name)
    found = mentions_of(month, catalogue.element_of) if month else ()
    ids = {each.id for _, _, _, each in found if each.kind == TICKET}
    return tuple(each for each in catalogue.tickets(identifiers.natural(ids)) if each.title)
