"""The content of the search index as plain data: things by id, places by word, cut into files.

Everything is derived from the catalogue and sorted, so that the same reports give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any

from ...content.catalogue import Catalogue
from ...content.external_addresses import patterns
from ...content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ...content.registers import Ticket
from ...content.settings import Settings
from ...core import identifiers
from ...core.id_forms import split_number
from ...core.identifiers import Vocabulary
from ...core.language import gettext
from ...core.periods import period_in_words, period_name
from ...core.places import page
from ...domain import page_names
from ...progress.former_ids import former_elements
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

#: The kind of a page, or a section of one, that is not a report.
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

#: Returns the terms of the places of a month, from the month and what makes them.
OfMonth = Callable[[str, Callable[[], list[Terms]]], list[Terms]]

#: How many of the newest months have their terms in the same files as everything that is not a month. An edit
#: of one of these leaves the terms of all earlier months as they are.
RECENT = 3


@dataclass(frozen=True, slots=True)
class IndexPart:
    """Files of the index that are made together: what the core says of them, as plain data, and the data of
    each file by its name."""

    summary: Any
    files: dict[str, object]


#: Adds a part by its name, the month or document that it depends on (empty: on everything), and what makes
#: it. Returns its summary and its mark, which changes with its files.
Add = Callable[[str, str, Callable[[], IndexPart]], tuple[Any, str]]


def add_parts(
    catalogue: Catalogue,
    pages: Sequence[Thing],
    guides: Mapping[str, Callable[[], list[Place]]],
    split: Words,
    address: Address,
    add: Add,
    kept: OfMonth = lambda _, make: make(),
    tickets: Mapping[str, Sequence[Ticket]] = MappingProxyType({}),
) -> None:
    """Add all parts of the index; the core is the last.

    :param pages: the pages that list reports and things, and their sections
    :param guides: what makes the places of each document outside the reports
    :param split: cuts texts into the terms of the site's language
    :param address: returns the address of a document
    :param kept: returns the terms of a month from before, if nothing up to that month has changed
    :param tickets: the tickets with titles that have an entry on each document
    """
    cut = partial(_cut, _clean_ids(catalogue.known.vocabulary), split)
    everything = [*things(catalogue), *pages, *_states(catalogue, address)]
    months = list(reversed(catalogue.months()))

    def of_month(month: str) -> IndexPart:
        listed = _listed(places(catalogue, month))
        return IndexPart(_summary(listed), _texts(listed))

    def of_guide(make: Callable[[], list[Place]]) -> IndexPart:
        listed = _listed(make())
        return IndexPart({**_summary(listed), "terms": _terms_of_places(listed, cut)}, _texts(listed))

    def of_tickets(docname: str, members: Sequence[Ticket]) -> IndexPart:
        listed = _listed(_entry(docname, each) for each in members)
        # By its id, a ticket is found without its title.
        found = [_terms(cut, (each.title,), (), ()) for each in members]
        return IndexPart({**_summary(listed), "terms": found}, _texts(listed))

    def terms_of_month(month: str) -> list[Terms]:
        return _terms_of_places(_listed(places(catalogue, month)), cut)

    def terms(months: Iterable[str]) -> Iterator[Terms]:
        return chain.from_iterable(kept(month, partial(terms_of_month, month)) for month in months)

    by_month = {month: add(month, month, partial(of_month, month)) for month in months}
    by_guide = {name: add(name, name, partial(of_guide, make)) for name, make in guides.items()}
    by_guide |= {name: add(name, name, partial(of_tickets, name, found)) for name, found in tickets.items()}
    recent, earlier = months[:RECENT], months[RECENT:]
    start = len(everything) + sum(len(by_month[month][0]["kinds"]) for month in recent)
    end = start + sum(len(by_month[month][0]["kinds"]) for month in earlier)
    of_things = (_terms_of_thing(thing, cut) for thing in everything)
    of_guides = chain.from_iterable(summary["terms"] for summary, _ in by_guide.values())
    newest = chain(enumerate(chain(of_things, terms(recent))), enumerate(of_guides, end))
    found, mark = add("terms", "", lambda: _terms_part("terms", newest))
    # The numbers of earlier places are counted from the first of them.
    before, mark_before = add(
        "earlier", earlier[0] if earlier else "", lambda: _terms_part("earlier", enumerate(terms(earlier)))
    )
    spelled = Counter(found["spellings"]) + Counter(before["spellings"])
    letters, mark_of_spellings = add("spellings", "", lambda: _spellings_part(spelled))
    pieces = [["terms", 0, mark, found["first"]], ["earlier", start, mark_before, before["first"]]]
    core = {
        **_things_data(catalogue, everything, address),
        **_places_data(catalogue, by_month, by_guide, address),
        "subjects": _subjects(everything, [summary for summary, _ in by_month.values()]),
        "terms": [piece for piece in pieces if piece[3]],
        "spellings": [mark_of_spellings, letters],
    }
    add("core", "", lambda: IndexPart(None, {"core": core}))


def _entry(docname: str, ticket: Ticket) -> Place:
    """Return the entry of a ticket on its page ``docname``."""
    title = f"{ticket.id} {ticket.title}"
    return Place(docname, page_names.anchor(ticket.id), title, "", "", TICKET, (), ())


def _listed(found: Iterable[Place]) -> list[Place]:
    return [replace(place, title=seen(place.title), texts=tuple(map(seen, place.texts))) for place in found]


def _summary(listed: Sequence[Place]) -> dict[str, list[Any]]:
    """Return what the core says of some places: their documents with the number of places, area and kind of
    each place, and the milestone of each statement."""
    return {
        "documents": list(Counter(place.docname for place in listed).items()),
        "areas": [place.area for place in listed],
        "kinds": [place.kind for place in listed],
        "subjects": [(at, place.ids[0]) for at, place in enumerate(listed) if place.kind in words.STATUS],
    }


def _texts(listed: Sequence[Place]) -> dict[str, object]:
    """Return the texts of some places, by document."""
    found: dict[str, list[object]] = {}
    for place in listed:
        name = f"places/{place.docname.replace('/', '.')}"
        found.setdefault(name, []).append([place.anchor, place.title, "\n".join(place.texts)])
    return dict(found)


def things(catalogue: Catalogue) -> Iterator[Thing]:
    """Yield milestones, elements, documents and months. Tickets are too many to be here with their titles."""
    registers = catalogue.known.registers
    for name, milestone in registers.milestones.items():
        yield Thing(MILESTONE, name, milestone.title, milestone.aka)
    for name, element in registers.elements.items():
        owner = f"{element.lead} {element.institution}"
        # With the ids that it had below former ids of an element above it.
        former = tuple(dict.fromkeys((*element.aka, *former_elements(catalogue, name))))
        yield Thing(ELEMENT, name, catalogue.element_title(name, None), former, more=owner)
    for name in catalogue.documents():
        document = catalogue.document(name)
        yield Thing(DOCUMENT, name, document.title if document else "")
    for name in reversed(catalogue.months()):
        summary = catalogue.is_summary(name)
        title, said = period_name(name), period_in_words(name)
        kind = () if summary else (words.kind_of_month(False),)
        yield Thing(MONTH, name, title, (*kind, said) if said != title else kind)


def _states(catalogue: Catalogue, address: Address) -> Iterator[Thing]:
    """Yield the table of milestones in each state, if there are any."""
    newest = catalogue.newest()
    table = address(page("milestones/index"))
    states = {catalogue.state(name, newest).status for name in catalogue.milestones()} if newest else ()
    for state in sorted(states):
        said = words.STATUS_WITHIN[state]
        names = (said, gettext("{status} milestones").format(status=said))
        yield Thing(PAGE, f"{table}?state={state}", words.pair(gettext("Milestones"), said), names)


def _things_data(catalogue: Catalogue, everything: Sequence[Thing], address: Address) -> dict[str, object]:
    tickets: dict[str, list[str]] = {}
    for name in catalogue.cited(TICKET):
        head, number = split_number(name)
        tickets.setdefault(head, []).append(number)
    newest = catalogue.newest()
    due: defaultdict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(everything):
        date = catalogue.due(thing.id, newest) if newest and thing.kind == MILESTONE else None
        if date:
            due[str(date)].append(at)
    return {
        "things": [[each.kind, each.id, seen(each.title), *each.aka] for each in everything],
        # The numbers by what is before them.
        "tickets": {head: " ".join(numbers) for head, numbers in tickets.items()},
        "hosts": _hosts(catalogue.settings),
        # The milestones that are due on each day, as of the newest month.
        "due": dict(sorted(due.items())),
        "prefix": catalogue.settings.wbs_prefix,
        "range": page_names.RANGE,
        "addresses": {
            MILESTONE: address(page_names.milestone("ID")),
            ELEMENT: address(page_names.element("ID")),
            MONTH: address(page_names.month("ID")),
            TICKET: address(page("tickets/ID")),
            DOCUMENT: address(page("documents/ID")),
        },
    }


def _hosts(settings: Settings) -> list[tuple[str, str]]:
    """Return the pattern of the addresses of each form of ids, as JavaScript writes it, and the form."""
    tables = (settings.trackers, settings.documents)
    return [
        (pattern.pattern.replace("(?P<", "(?<"), form.template)
        for table in tables
        for form, pattern in patterns(tuple(sorted(table.items())))
    ]


def _places_data(
    catalogue: Catalogue,
    by_month: Mapping[str, tuple[Any, str]],
    by_guide: Mapping[str, tuple[Any, str]],
    address: Address,
) -> dict[str, object]:
    """Return the documents with their months, and the area and kind of each place as one character."""
    parts = [
        *((number, mark, summary) for number, (summary, mark) in enumerate(by_month.values())),
        *((-1, mark, summary) for summary, mark in by_guide.values()),
    ]
    area_of = [area for _, _, summary in parts for area in summary["areas"]]
    kind_of = [kind for _, _, summary in parts for kind in summary["kinds"]]
    areas = identifiers.natural(set(area_of).difference({""}))
    kinds = sorted(set(kind_of))
    # 0 for no area, else its number from 1 on.
    area_digits = {name: _digit(number) for number, name in enumerate(("", *areas))}
    kind_digits = {name: _digit(number) for number, name in enumerate(kinds)}
    newest = catalogue.newest()
    return {
        "months": [[name, period_name(name), mark] for name, (_, mark) in by_month.items()],
        "areas": [[name, catalogue.element_title(name, newest)] for name in areas],
        "kinds": [[name, _name_of_kind(name)] for name in kinds],
        "documents": [
            [docname, address(docname), count, number, *([mark] if number < 0 else ())]
            for number, mark, summary in parts
            for docname, count in summary["documents"]
        ],
        "areaOf": "".join(area_digits[area] for area in area_of),
        "kindOf": "".join(kind_digits[kind] for kind in kind_of),
    }


def _name_of_kind(kind: str) -> str:
    names = {PAGE: gettext("page"), TICKET: gettext("ticket")}
    return names[kind] if kind in names else words.KIND[kind]


def _digit(number: int) -> str:
    return chr(ord("0") + number)


def _subjects(everything: Sequence[Thing], summaries: Iterable[Any]) -> list[int]:
    """Return two numbers for each statement: of its place, minus the one before, and of its milestone."""
    numbers = {thing.id: number for number, thing in enumerate(everything) if thing.kind == MILESTONE}
    found: list[int] = []
    start = last = 0
    for summary in summaries:
        for at, name in summary["subjects"]:
            if name in numbers:
                found += (start + at - last, numbers[name])
                last = start + at
        start += len(summary["kinds"])
    return found


def _terms_part(name: str, numbered: Iterable[tuple[int, Terms]]) -> IndexPart:
    """Return the files of terms with the places of each; in the summary, the first term of each file, and
    the number of places that have each word as it is spelled.

    A place is given by its number minus the one before, times eight, plus its weight.
    """
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    spellings: Counter[str] = Counter()
    for number, (weights, spelled) in numbered:
        spellings.update(spelled)
        for term, weight in weights.items():
            found.setdefault(term, []).append((number - last.get(term, 0)) * 8 + weight)
            last[term] = number
    chunks = _chunks(found)
    return IndexPart(
        {"first": [chunk[0][0] for chunk in chunks], "spellings": spellings},
        {f"{name}-{number:03}": dict(chunk) for number, chunk in enumerate(chunks)},
    )


def _clean_ids(vocabulary: Vocabulary) -> Vocabulary:
    """Return the vocabulary of cleaned texts."""
    return Vocabulary(
        frozenset(map(clean, vocabulary.milestones)),
        {clean(alias): name for alias, name in vocabulary.aliases.items()},
        frozenset(map(clean, vocabulary.trackers)),
        frozenset(map(clean, vocabulary.documents)),
        frozenset(map(clean, vocabulary.milestone_prefixes)),
    )


def _cut(vocabulary: Vocabulary, split: Words, text: str) -> Iterator[tuple[str, str]]:
    """Yield the terms of ``text``, each with the word whose term it is as it is spelled."""
    text = clean(text)
    end = 0
    for each in vocabulary.scan(text):
        # An id is one term; its parts are not terms too.
        if each.kind != "unknown":
            yield from split.of(text[end : each.start])
            yield clean(each.target).casefold(), ""
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
        for term in {*in_title, *counted, *(clean(name).casefold() for name in ids)}
    }
    return weights, list({spelling for _, spelling in (*title, *body)})


def _spellings_part(spellings: Mapping[str, int]) -> IndexPart:
    """Return files of the words as they are spelled, by first letter, to correct a mistyped one; the summary
    lists the letters.

    A file has one text for words that few places have, one for those that twice as many have, and so on.
    """
    by_letter: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for spelling in sorted(spellings):
        if len(spelling) >= SHORTEST_SPELLING and spelling.isalpha():
            by_letter[f"{ord(spelling[0]):x}"][spellings[spelling].bit_length() - 1].append(spelling)
    return IndexPart(
        sorted(by_letter),
        {
            f"spellings/{letter}": [" ".join(groups.get(size, ())) for size in range(max(groups) + 1)]
            for letter, groups in by_letter.items()
        },
    )


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
