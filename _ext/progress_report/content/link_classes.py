"""The class of an address, by its shape and the registers: a ticket's, a document's, or any other.

The tables of ``conf.py`` say where tickets and documents are, so no one needs to be asked whether an id's
address is right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..core import identifiers
from .known import DOCUMENT, TICKET, Known

#: The class of an address that is neither a ticket's nor a document's.
FREE = "free"

#: The classes in the order in which a report tells of them.
CLASSES = (DOCUMENT, FREE, TICKET)


def address_of(kind: str, name: str, known: Known) -> str:
    """Where a ticket or document is: as the register says, else as the table of its prefix does."""
    document = known.registers.documents.get(name) if kind == DOCUMENT else None
    if document and document.url:
        return document.url
    table = known.settings.trackers if kind == TICKET else known.settings.documents
    prefix, number = identifiers.handle(name) or ("", 0)
    return table[prefix].format(id=name, number=number)


def class_of(address: str, known: Known) -> tuple[str, str]:
    """The class of an address, and the id that it is of; empty for a free one.

    A place within a document belongs to the document.
    """
    bare = address.partition("#")[0]
    for name, document in known.registers.documents.items():
        if document.url and document.url.partition("#")[0] == bare:
            return DOCUMENT, name
    for kind, table in ((TICKET, known.settings.trackers), (DOCUMENT, known.settings.documents)):
        for prefix, pattern in patterns(tuple(sorted(table.items()))):
            match = pattern.fullmatch(bare)
            if match:
                return kind, f"{prefix}-{match['number']}"
    return FREE, ""


@lru_cache(maxsize=8)
def patterns(templates: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Of each prefix, what an address by its template looks like."""
    found = []
    for prefix, template in templates:
        pattern = re.escape(template.rstrip("/"))
        for slot, content in (("{id}", f"{re.escape(prefix)}-"), ("{number}", "")):
            pattern = pattern.replace(re.escape(slot), f"{content}(?P<number>[0-9]+)", 1)
        if pattern.count("(?P<number>") == 1:
            found.append((prefix, re.compile(f"{pattern}/?")))
    return tuple(found)
