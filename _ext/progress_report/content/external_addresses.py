"""The address of a ticket or document outside the site, and the reverse: what an address is of.

The tables of ``conf.py`` define where tickets and documents are, so that no request is needed to tell whether
the address of an id is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..core.id_forms import IdForm, form_of, id_form
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
    form = form_of(name, table)
    return table[form.key].format_map(form.fields(name)) if form else ""


def class_of(address: str, known: Known) -> tuple[str, str]:
    """Return the class of ``address`` and its id, which is empty for :data:`FREE`.

    A place within a document belongs to the document.
    """
    bare = address.partition("#")[0]
    for name, document in known.registers.documents.items():
        if document.url and document.url.partition("#")[0] == bare:
            return DOCUMENT, name
    for kind, table in ((TICKET, known.settings.trackers), (DOCUMENT, known.settings.documents)):
        name = id_at(bare, table)
        if name:
            return kind, name
    return FREE, ""


def id_at(address: str, table: Mapping[str, str]) -> str:
    """Return the id whose address is ``address``; empty for none. ``table`` maps forms to URL templates."""
    for form, pattern in patterns(tuple(sorted(table.items()))):
        match = pattern.fullmatch(address)
        if match:
            return form.assemble(match.groupdict())
    return ""


@lru_cache(maxsize=8)
def patterns(templates: tuple[tuple[str, str], ...]) -> tuple[tuple[IdForm, re.Pattern[str]], ...]:
    """Return a pattern for the addresses of each form; ``templates`` are pairs of form and URL template.

    A template that leaves a field out has none, since the id can't be read from its addresses.
    """
    found = []
    for key, template in templates:
        form = id_form(key)
        pattern = re.escape(template.rstrip("/"))
        slots = {"id": form.pattern.pattern} if form.is_word else {}
        for slot, content in (*slots.items(), *form.groups.items()):
            if content not in pattern:
                pattern = pattern.replace(re.escape(f"{{{slot}}}"), content, 1)
        if all(pattern.count(group) == 1 for group in form.groups.values()):
            found.append((form, re.compile(f"{pattern}/?")))
    return tuple(found)
