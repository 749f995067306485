"""The content of the search index as plain data: things by id, places by word, cut into files.

Everything is derived from the catalogue and sorted, so that the same reports give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ...content.catalogue import Catalogue
from ...content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ...core import identifiers
from ...core.dates import month_name
from ...core.identifiers import Vocabulary
from ...domain import page_names
from ...progress.search_sections import SUMMARY, Place, places
from ...render import words
from .search_text import Words, clean, seen

#: The characters after which a file of terms is closed: a query loads one file for each of its words.
CHUNK = 24_000

#: The weight of a word: the number of its occurrences in a place, up to this …
MOST = 3
#: … plus this, if it is in the title.
IN_TITLE = 4

#: The address of a document of the site, relative to its root.
Address = Callable[[str], str]

#: The kind of a page, or a section of one, that is no report.
PAGE = "page"

#: The shortest word that a mistyped one may have been meant to be.
SHORTEST_SPELLING = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """An object with a page of its own, or a page or section that is found by its title.

    The ``id`` of a page is its address relative to the root of the site. ``aka`` are further names, ``more``
    are words that find it besides its title.
    """

    kind: str
    id: str
    title: str
    aka: tuple[str, ...] = ()
    more: str = ""


#: The terms of a place with their weights, and its words as they are spelled, each once.
Terms = tuple[dict[str, int], list[str]]

#: Yields the terms of a text.
Cut = Callable[[str], Iterator[tuple[str, str]]]

#: Returns the terms of the places of a month (empty for places of none), from what makes them.
OfMonth = Callable[[str, Callable[[], list[Terms]]], list[Terms]]


def search_files(
    catalogue: Catalogue,
    pages: Sequence[Thing],
    guides: Sequence[Place],
    split: Words,
    address: Address,
    kept: OfMonth = lambda _, make: make(),
) -> dict[str, object]:
    """Return the data of each file by its name.

    :param pages: the pages that list reports and things, and their sections
    :param guides: the places outside the reports
    :param split: cuts texts into the terms of the site's language
    :param address: returns the address of a document
    :param kept: returns the terms of a month from before, if nothing up to that month has changed
    """
    everything = [*things(catalogue), *pages, *_states(catalogue, address)]
    listed = [
        replace(place, title=seen(place.title), texts=tuple(map(seen, place.texts)))
        for place in (*places(catalogue), *guides)
    ]
    postings, spellings = _postings(catalogue, everything, listed, split, kept)
    chunks = _chunks(postings)
    files: dict[str, object] = {f"terms-{number:03}": dict(chunk) for number, chunk in enumerate(chunks)}
    files.update(_spelling_files(spellings))
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
        "subjects": _subjects(everything, listed),
        "terms": [chunk[0][0] for chunk in chunks],
        "spellings": sorted(name.partition("/")[2] for name in files if name.startswith("spellings/")),
    }
    return files


def things(catalogue: Catalogue) -> Iterator[Thing]:
    """Yield milestones, elements, documents and months. Tickets have no title and are found by
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
        summary = catalogue.is_summary(name)
        yield Thing(MONTH, name, month_name(name), () if summary else (words.FULL_REPORT,))


def _states(catalogue: Catalogue, address: Address) -> Iterator[Thing]:
    """Yield the table of milestones in each state, if there are any."""
    newest = catalogue.newest()
    table = address("milestones/index")
    states = {catalogue.state(name, newest).status for name in catalogue.milestones()} if newest else ()
    for state in sorted(states):
        said = words.STATUS[state].lower()
        yield Thing(PAGE, f"{table}?state={state}", f"Milestones: {said}", (said, f"{said} milestones"))


def _things_data(catalogue: Catalogue, everything: Sequence[Thing], address: Address) -> dict[str, object]:
    tickets: dict[str, list[str]] = {}
    for name in catalogue.cited(TICKET):
        prefix, _, number = name.rpartition("-")
        tickets.setdefault(prefix, []).append(number)
    newest = catalogue.newest()
    due: defaultdict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(everything):
        date = catalogue.due(thing.id, newest) if newest and thing.kind == MILESTONE else None
        if date:
            due[str(date)].append(at)
    return {
        "things": [[each.kind, each.id, seen(each.title), *each.aka] for each in everything],
        "tickets": {prefix: " ".join(numbers) for prefix, numbers in tickets.items()},
        # The milestones that are due on each day, as of the newest month.
        "due": dict(sorted(due.items())),
        "prefix": catalogue.settings.wbs_prefix,
        "range": page_names.RANGE,
        "addresses": {
            MILESTONE: address(page_names.milestone("ID")),
            ELEMENT: address(page_names.element("ID")),
            MONTH: address(page_names.month("ID")),
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


def _subjects(everything: Sequence[Thing], listed: Sequence[Place]) -> list[int]:
    """Return two numbers for each statement: of its place, minus the one before, and of its milestone."""
    numbers = {thing.id: number for number, thing in enumerate(everything) if thing.kind == MILESTONE}
    found: list[int] = []
    last = 0
    for number, place in enumerate(listed):
        if place.kind in words.STATUS and place.ids[0] in numbers:
            found += (number - last, numbers[place.ids[0]])
            last = number
    return found


def _postings(
    catalogue: Catalogue,
    everything: Sequence[Thing],
    listed: Sequence[Place],
    split: Words,
    kept: OfMonth,
) -> tuple[dict[str, list[int]], Counter[str]]:
    """Return the places of each term, and the number of places that have each word as it is spelled.

    A place is given by its number minus the one before, times eight, plus its weight. Things come first, then
    places.
    """
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    spellings: Counter[str] = Counter()
    cut = partial(_cut, catalogue.known.vocabulary, split)

    def all_terms() -> Iterator[Terms]:
        yield from (_terms_of_thing(thing, cut) for thing in everything)
        for month, group in groupby(listed, key=lambda place: place.month):
            yield from kept(month, partial(_terms_of_places, list(group), cut))

    for number, (weights, spelled) in enumerate(all_terms()):
        spellings.update(spelled)
        for term, weight in weights.items():
            found.setdefault(term, []).append((number - last.get(term, 0)) * 8 + weight)
            last[term] = number
    return found, spellings


def _cut(vocabulary: Vocabulary, split: Words, text: str) -> Iterator[tuple[str, str]]:
    """Yield the terms of ``text``, each with the word whose term it is as it is spelled."""
    text = clean(text)
    end = 0
    for each in vocabulary.scan(text):
        # An id is one term; its parts are not terms too.
        if each.kind != "unknown":
            yield from split.of(text[end : each.start])
            yield each.target.casefold(), ""
            end = each.end
    yield from split.of(text[end:])


def _terms_of_thing(thing: Thing, cut: Cut) -> Terms:
    return _terms(cut, (thing.title, *(thing.aka if thing.kind in (MONTH, PAGE) else ())), (thing.more,), ())


def _terms_of_places(listed: Iterable[Place], cut: Cut) -> list[Terms]:
    found = []
    for place in listed:
        # Found by its kind as a word, and by the ids of its area and of the element in its heading, which are
        # no mentions.
        kind = () if place.kind in (PAGE, SUMMARY) else (words.KIND[place.kind],)
        ids = filter(None, (*place.ids, place.area))
        found.append(_terms(cut, (place.title,), (*place.texts, *kind), ids))
    return found


def _terms(cut: Cut, titles: Iterable[str], texts: Iterable[str], ids: Iterable[str]) -> Terms:
    title = [pair for text in titles for pair in cut(text)]
    body = [pair for text in texts for pair in cut(text)]
    in_title = {term for term, _ in title}
    counted = Counter(term for term, _ in body)
    weights = {
        term: min(counted[term] or 1, MOST) + (IN_TITLE if term in in_title else 0)
        for term in {*in_title, *counted, *map(str.casefold, ids)}
    }
    return weights, list({spelling for _, spelling in (*title, *body)})


def _spelling_files(spellings: Mapping[str, int]) -> dict[str, list[str]]:
    """Return files of the words as they are spelled, by first letter, to correct a mistyped one.

    A file has one text for words that few places have, one for those that twice as many have, and so on.
    """
    by_letter: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for spelling in sorted(spellings):
        if len(spelling) >= SHORTEST_SPELLING and spelling.isalpha():
            by_letter[f"{ord(spelling[0]):x}"][spellings[spelling].bit_length() - 1].append(spelling)
    return {
        f"spellings/{letter}": [" ".join(groups.get(size, ())) for size in range(max(groups) + 1)]
        for letter, groups in by_letter.items()
    }


def _chunks(postings: Mapping[str, list[int]]) -> list[list[tuple[str, list[int]]]]:
    """Return the terms in order, cut so that files are neither too large nor too many."""
    chunks: list[list[tuple[str, list[int]]]] = []
    size = CHUNK
    # In the order of JavaScript, which compares units of UTF-16.
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be", "surrogatepass")):
        if size >= CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append((term, postings[term]))
        size += len(json.dumps((term, postings[term]), separators=(",", ":")))
    return chunks
