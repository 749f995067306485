"""The address of a ticket or document outside the site, and the reverse: what an address is of.

The tables of ``conf.py`` define where tickets and documents are, so that no request is needed to tell whether
the address of an id is right.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..core import identifiers
from .known import DOCUMENT, TICKET, Known

#: The class of an address that is neither a ticket's nor a document's.
FREE = "free"

#: The classes in the order of a report.
CLASSES = (DOCUMENT, FREE, TICKET)


def address_of(kind: str, name: str, known: Known) -> str:
    """Return the address of the ticket or document ``name``: from the register, else from the table of its
    prefix.

    ``kind`` is ``ticket`` or ``document``.
    """
    document = known.registers.documents.get(name) if kind == DOCUMENT else None
    if document and document.url:
        return document.url
    table = known.settings.trackers if kind == TICKET else known.settings.documents
    prefix, number = identifiers.handle(name) or ("", 0)
    return table[prefix].format(id=name, number=number)


def class_of(address: str, known: Known) -> tuple[str, str]:
    """Return the class of ``address`` and its id, which is empty for :data:`FREE`.

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
    """Return a pattern for the addresses of each prefix; ``templates`` are pairs of prefix and
    URL template."""
    found = []
    for prefix, template in templates:
        pattern = re.escape(template.rstrip("/"))
        for slot, content in (("{id}", f"{re.escape(prefix)}-"), ("{number}", "")):
            pattern = pattern.replace(re.escape(slot), f"{content}(?P<number>[0-9]+)", 1)
        if pattern.count("(?P<number>") == 1:
            found.append((prefix, re.compile(f"{pattern}/?")))
    return tuple(found)
