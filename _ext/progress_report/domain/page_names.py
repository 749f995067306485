"""The page of each object, which never changes (content model, section 6).

Addresses outside the site are in ``content.external_addresses``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ..content.catalogue import Catalogue
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ..core import identifiers
from ..core.id_forms import file_part, group_of, split_number
from ..core.periods import is_period, year_of
from ..core.places import generated, page, reports
from ..progress.former_ids import former_elements, former_milestones

#: How many numbers share a page. It is part of every address below ``tickets/`` and ``documents/``, so it can
#: never change: a ticket's page depends only on its number, whatever else is cited.
RANGE = 500

_NOT_IN_ANCHOR = str.maketrans(" #", "_~")

#: The names that no file on Windows can have, whatever its ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)

#: The file with the register as a table.
REGISTER_FILE = "data/milestones.csv"

#: The file with the licences of what the pages load.
LICENCES_FILE = "data/licences.txt"

#: The file with the cited tickets as a table.
TICKETS_FILE = "data/tickets.csv"


def data() -> str:
    """Return the document about the site's files for programs."""
    return page("data/index")


def month(name: str) -> str:
    """Return the document of the report of a month."""
    return f"{reports()}/{name}/index"


def pdf_file(name: str) -> str:
    """Return the file of a month as one PDF, beside the directory of its pages."""
    return f"{reports()}/{name}.pdf"


def text_file(name: str) -> str:
    """Return the file of a month as one text, beside the directory of its pages."""
    return f"{reports()}/{name}.md"


def year(name: str) -> str:
    """Return the document that lists the months of a year ``2017``."""
    return page(f"months/{name}")


def outcomes(name: str) -> str:
    """Return the document that compares the plans of the month before with what a month accomplished."""
    return page(f"months/{name}")


def element(name: str) -> str:
    """Return the document of a WBS element."""
    return page(f"wbs/{safe(name)}")


def milestone(name: str) -> str:
    """Return the document of a milestone."""
    return page(f"milestones/{safe(name)}")


def safe(name: str) -> str:
    """Return ``name`` for use as the name of a file: Windows has devices with the names of some."""
    return f"-{name}" if _DEVICE.match(name) else name


def ticket(name: str) -> str:
    """Return the document with the entry of a ticket, see :func:`anchor`."""
    return page(f"tickets/{number_range(name)}")


def document(name: str) -> str:
    """Return the document with the entry of a document, see :func:`anchor`."""
    return page(f"documents/{number_range(name)}")


def page_of(kind: str, name: str) -> tuple[str, str]:
    """Return the document of the object ``name`` of ``kind``, and its anchor there; empty for a page of its
    own."""
    make = {MONTH: month, ELEMENT: element, MILESTONE: milestone, TICKET: ticket, DOCUMENT: document}[kind]
    return make(name), anchor(name) if kind in (TICKET, DOCUMENT) else ""


def anchor(name: str) -> str:
    """Return the anchor of the entry of a ticket or document: its id, without blanks and ``#``, which an
    address can't have there."""
    return name.translate(_NOT_IN_ANCHOR)


def place(kind: str, name: str, uri: Callable[[str], str]) -> str:
    """Return the address of the object ``name`` of ``kind`` within the site.

    ``uri`` is a function from a document to its address.
    """
    docname, anchor = page_of(kind, name)
    return f"{uri(docname)}#{anchor}" if anchor else uri(docname)


def above(docname: str) -> tuple[str, ...]:
    """Return the documents above a generated page, from the outside in; none for any other page.

    Generated pages are in no toctree, which would grow with every milestone.
    """
    directory, _, name = generated(docname).partition("/")
    if not directory or name == "index":
        return ()
    index = page(f"{directory}/index")
    if directory == "wbs":
        return (index, *map(element, reversed([*identifiers.lineage(name)][1:])))
    if is_period(name):
        return (index, year(year_of(name)), month(name))
    return (index,)


def former_pages(catalogue: Catalogue) -> dict[str, str]:
    """Return the pages that milestones, elements and the areas of months had under former ids, each with the
    current page."""
    return dict(_former_pages(catalogue))


def _former_pages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    registers = catalogue.known.registers
    for name in registers.milestones:
        for former in former_milestones(catalogue, name):
            yield milestone(former), milestone(name)
    for former, name in registers.former_elements.items():
        yield element(former), element(name)
    for each in catalogue.all_months:
        # Some file systems have one file for names that differ only in case.
        pages = {area.docname.casefold(): area.docname for area in each.areas}
        for area in each.areas:
            for name in (area.element, *area.aka, *former_elements(catalogue, area.element)):
                former = f"{reports()}/{each.name}/{name}"
                if former != area.docname and pages.get(former.casefold(), area.docname) == area.docname:
                    yield former, area.docname


@cache
def number_range(name: str) -> str:
    """Return the range of numbers that contains an id: ``DM-10770`` is in ``DM-10500-10999``, ``#12`` in
    ``0-499``."""
    first = int(split_number(name)[1] or 0) // RANGE * RANGE
    group = file_part(group_of(name))
    return safe("-".join(filter(None, (group, str(first), str(first + RANGE - 1)))))
