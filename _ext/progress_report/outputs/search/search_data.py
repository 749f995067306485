"""The content of the search index as plain data: things by id, places by word, cut into files.

Everything is derived from the catalogue and sorted, so that the same reports give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...content.catalogue import Catalogue
from ...content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ...core import identifiers
from ...core.dates import month_name
from ...domain import addresses
from ...progress.search_sections import Place, places
from ...render import words

#: The characters after which a file of terms is closed: a query loads one file for each of its words.
CHUNK = 24_000

#: The weight of a word: the number of its occurrences in a place, up to this …
MOST = 3
#: … plus this, if it is in the title.
IN_TITLE = 4

#: Cuts a text into stemmed search terms.
Words = Callable[[str], Iterable[str]]

#: The address of a document of the site, relative to its root.
Address = Callable[[str], str]

#: The kind of a place outside the reports.
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Thing:
    """An object with an id and a page of its own; ``more`` are words that find it besides its title."""

    kind: str
    id: str
    title: str
    aka: tuple[str, ...] = ()
    more: str = ""


def search_files(
    catalogue: Catalogue, pages: Sequence[Place], split: Words, address: Address
) -> dict[str, object]:
    """Return the data of each file by its name.

    ``pages`` are the places outside the reports, ``split`` cuts a text into terms, ``address`` returns that
    of a document.
    """
    everything = list(things(catalogue))
    listed = [*places(catalogue), *pages]
    chunks = _chunks(_postings(catalogue, everything, listed, split))
    files: dict[str, object] = {f"terms-{number:03}": dict(chunk) for number, chunk in enumerate(chunks)}
    by_document: dict[str, list[Place]] = {}
    for place in listed:
        by_document.setdefault(place.docname, []).append(place)
    for docname, members in by_document.items():
        files[f"places/{docname.replace('/', '.')}"] = [
            [place.anchor, place.title, "\n".join(place.texts)] for place in members
        ]
    files["core"] = {
        **_things_data(catalogue, everything, address),
        **_places_data(catalogue, listed, by_document, address),
        "terms": [chunk[0][0] for chunk in chunks],
    }
    return files


def things(catalogue: Catalogue) -> Iterable[Thing]:
    """Return milestones, elements, documents and months. Tickets have no title and are found by
    number only."""
    registers = catalogue.known.registers
    for name, milestone in registers.milestones.items():
        yield Thing(MILESTONE, name, milestone.title, milestone.aka)
    for name, element in registers.elements.items():
        owner = f"{element.lead} {element.institution}"
        yield Thing(ELEMENT, name, catalogue.element_title(name, None), more=owner)
    for name in catalogue.documents():
        document = catalogue.document(name)
        yield Thing(DOCUMENT, name, document.title if document else "")
    for name in reversed(catalogue.months()):
        yield Thing(MONTH, name, month_name(name))


def _things_data(catalogue: Catalogue, everything: Sequence[Thing], address: Address) -> dict[str, object]:
    tickets: dict[str, list[str]] = {}
    for name in catalogue.cited(TICKET):
        prefix, _, number = name.rpartition("-")
        tickets.setdefault(prefix, []).append(number)
    return {
        "things": [[each.kind, each.id, each.title, *each.aka] for each in everything],
        "tickets": {prefix: " ".join(numbers) for prefix, numbers in tickets.items()},
        "prefix": catalogue.settings.wbs_prefix,
        "range": addresses.RANGE,
        "addresses": {
            MILESTONE: address(addresses.milestone("ID")),
            ELEMENT: address(addresses.element("ID")),
            MONTH: address(addresses.month("ID")),
            TICKET: address("tickets/ID"),
            DOCUMENT: address("documents/ID"),
        },
    }


def _places_data(
    catalogue: Catalogue,
    listed: Sequence[Place],
    by_document: Mapping[str, Sequence[Place]],
    address: Address,
) -> dict[str, object]:
    """Return the documents with their months, and the area and kind of each place as one character."""
    months = list(reversed(catalogue.months()))
    areas = identifiers.natural({place.area for place in listed if place.area})
    kinds = sorted({place.kind for place in listed})
    newest = catalogue.newest()
    return {
        "months": [[name, month_name(name)] for name in months],
        "areas": [[name, catalogue.element_title(name, newest)] for name in areas],
        "kinds": [[name, words.KIND.get(name, name)] for name in kinds],
        "documents": [
            [
                docname,
                address(docname),
                len(members),
                months.index(members[0].month) if members[0].month else -1,
            ]
            for docname, members in by_document.items()
        ],
        # For each place: 0 for no area, else its number from 1 on.
        "areaOf": "".join(_digit(areas.index(place.area) + 1 if place.area else 0) for place in listed),
        "kindOf": "".join(_digit(kinds.index(place.kind)) for place in listed),
    }


def _digit(number: int) -> str:
    return chr(ord("0") + number)


def _postings(
    catalogue: Catalogue, everything: Sequence[Thing], listed: Sequence[Place], split: Words
) -> dict[str, list[int]]:
    """Return the places of each term: for each its number minus the one before, times eight, plus its weight.

    Things come first, then places.
    """
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    vocabulary = catalogue.known.vocabulary

    def cut(text: str) -> Iterable[str]:
        end = 0
        for each in vocabulary.scan(text):
            # An id is one term; its parts are not terms too.
            if each.kind != "unknown":
                yield from split(text[end : each.start])
                yield each.target.casefold()
                end = each.end
        yield from split(text[end:])

    def note(number: int, titles: Iterable[str], texts: Iterable[str], ids: Iterable[str]) -> None:
        title = {term for text in titles for term in cut(text)}
        counted = Counter(term for text in texts for term in cut(text))
        for term in {*title, *counted, *map(str.casefold, ids)}:
            weight = min(counted[term] or 1, MOST) + (IN_TITLE if term in title else 0)
            found.setdefault(term, []).append((number - last.get(term, 0)) * 8 + weight)
            last[term] = number

    for number, thing in enumerate(everything):
        note(number, (thing.title,), (thing.more,), ())
    for number, place in enumerate(listed, len(everything)):
        # The element in a heading is not a mention, but the section is about it.
        note(number, (place.title,), place.texts, place.ids)
    return found


def _chunks(postings: Mapping[str, list[int]]) -> list[list[tuple[str, list[int]]]]:
    """Return the terms in order, cut so that files are neither too large nor too many."""
    chunks: list[list[tuple[str, list[int]]]] = []
    size = CHUNK
    for term in sorted(postings):
        if size >= CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append((term, postings[term]))
        size += len(json.dumps((term, postings[term]), separators=(",", ":")))
    return chunks
