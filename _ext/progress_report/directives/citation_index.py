"""``{ticket-index}`` and ``{document-index}``: every id with the places that cite it, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import ClassVar

from docutils import nodes

from ..check.directive_options import OPTIONS, read_trackers
from ..content.catalogue import CITED, CITED_TICKETS, Catalogue, depends_on, remembered
from ..content.citations import Citation
from ..content.known import DOCUMENT, TICKET
from ..core.id_forms import form_of, group_of
from ..core.language import counted, gettext
from ..core.periods import period_name
from ..core.places import generated, page
from ..domain import page_names
from ..domain.links import place
from ..domain.parts import Content, Part
from ..render import words
from ..render.elements import Cell, bullets, nothing, paragraph, rubric, search_for, sentence
from ..render.tickets import MARKUP as MARKUP_OF_FACTS
from ..render.tickets import facts_line, title_and_facts
from .base import ReportDirective

#: The size of a page of quotes in characters, and that of the HTML around each quote.
LIGHT, MARKUP = 180_000, 270


@depends_on(CITED)
def listed(catalogue: Catalogue, kind: str, chosen: str, trackers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of ``kind`` that an index lists: those in the range of numbers ``chosen``, and of the
    prefixes ``trackers``; all if they are empty."""
    names = _by_range(catalogue, kind).get(chosen, ())
    return tuple(name for name in names if not trackers or form_of(name, trackers))


@depends_on(CITED)
def entries(
    catalogue: Catalogue, kind: str, chosen: str, trackers: tuple[str, ...]
) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    """Return the ids of ``kind`` in the range ``chosen``, of ``trackers``, each with the places that cite it.

    One question for a page: each of its thousand ids would be one to record and to compare.
    """
    return tuple(
        (name, catalogue.citations(kind, name)) for name in listed(catalogue, kind, chosen, trackers)
    )


@depends_on(CITED_TICKETS)
def registered(catalogue: Catalogue) -> tuple[int, int]:
    """Return how many tickets the register has, and how many of them no published month cites."""
    known = catalogue.known.registers.tickets
    return len(known), len(known.keys() - set(catalogue.cited(TICKET)))


@remembered
def _by_range(catalogue: Catalogue, kind: str) -> dict[str, list[str]]:
    names = catalogue.documents() if kind == DOCUMENT else catalogue.cited(kind)
    found = {"": list(names)}
    for name in names:
        found.setdefault(page_names.number_range(name), []).append(name)
    return found


class CitationIndex(ReportDirective):
    """The common part of the two indexes.

    The option ``range`` chooses one page of numbers; ``pages`` shows links to those pages instead of the
    entries.
    """

    kind: ClassVar[str]

    def parts(self) -> Sequence[Content]:
        """Return a list of entries, each with its anchor where it is the page of the id."""
        trackers = self.read(read_trackers)
        if "pages" in self.options:
            result = self._pages(list(self.reader.ask(listed, self.kind, "", trackers)))
            result += self.besides()
        else:
            chosen = self.options.get("range", "").strip()
            result = self._entries(dict(self.reader.ask(entries, self.kind, chosen, trackers)))
        none = gettext("No ticket is cited.") if self.kind == TICKET else gettext("No document is cited.")
        return result or nothing(none)

    def _pages(self, names: list[str]) -> list[Part]:
        result: list[Part] = []
        for prefix, group in groupby(names, key=group_of):
            result.append(rubric(prefix))
            items: list[Cell] = []
            for chosen, members in groupby(group, key=page_names.number_range):
                ids = list(members)
                link = place(
                    page(f"{self.kind}s/{chosen}"),
                    "",
                    id_range(ids),
                )
                items.append(
                    sentence(gettext("{name}: {value}"), name=link, value=_count(self.kind, len(ids)))
                )
            result.append(bullets(items))
        return result

    def _entries(self, cited: Mapping[str, Sequence[Citation]]) -> list[Part]:
        docname = self.env.current_document.docname
        if generated(docname).startswith(f"{self.kind}s/"):
            # Plain text as typed: searching every word again takes a third of the time of these pages.
            self.document.settings.smart_quotes = False
        # Nested lists, since thousands of terms and definitions take twice as long to process.
        result = bullets((), ["report-citations"])
        about = self.about(tuple(cited))
        used = sum(len(title) + len(facts) + MARKUP_OF_FACTS for title, facts in about.values())
        most = _most_quoted(list(cited.values()), LIGHT - used)
        for name, places in cited.items():
            title, facts = about.get(name, ("", ""))
            head = paragraph(self.link(name), f" {title}" if title else "")
            content = paragraph(gettext("Not cited yet."), classes=["report-none"])
            if places:
                content = bullets([*(_place(each) for each in places[:most]), *_rest(name, places[most:])])
            entry = Part(nodes.list_item, head, *facts_line(facts), content)
            # Any page may show the index; the target of links is the entry on the page of the id.
            if docname == page(f"{self.kind}s/{page_names.number_range(name)}"):
                entry.add("ids", page_names.anchor(name))
            result.children.append(entry)
        return [result] if cited else []

    def link(self, name: str) -> Part:
        """Return the link of the entry of an id."""
        return self.reader.links.to(self.kind, name)

    def about(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
        """Return, for each of the ids ``names`` that is in the register, its title and further facts."""
        return {}

    def besides(self) -> list[Part]:
        """Return what to show below the links to all pages."""
        return []


class TicketIndex(CitationIndex):
    """Option: ``tracker`` (a prefix)."""

    kind = TICKET
    takes = OPTIONS["ticket-index"]

    def about(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
        """Return the title of each ticket, and its status, element and epic."""
        return title_and_facts(self.reader.ask(Catalogue.tickets, names))

    def link(self, name: str) -> Part:
        """Return the link of the entry of a ticket, which the title follows."""
        return self.reader.links.bare_ticket(name)

    def besides(self) -> list[Part]:
        """Return how many tickets of the register have no entry."""
        known, uncited = self.reader.ask(registered)
        if not known:
            return []
        found = counted("The register names {count} ticket.", "The register names {count} tickets.", known)
        none = counted("No report mentions {count} of them.", "No report mentions {count} of them.", uncited)
        return [paragraph(f"{found} {none}" if uncited else found)]


class DocumentIndex(CitationIndex):
    """The documents that are registered or cited."""

    kind = DOCUMENT
    takes = OPTIONS["document-index"]

    def about(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
        """Return the title of each document."""
        found = (self.reader.ask(Catalogue.document, name) for name in names)
        return {each.id: (each.title, "") for each in found if each}


def id_range(ids: Sequence[str]) -> str:
    """Return the first and the last of ``ids``, as the name of a page that lists them."""
    if len(ids) == 1:
        return ids[0]
    return gettext("{first} to {last}").format(first=ids[0], last=ids[-1])


def _count(kind: str, count: int) -> str:
    if kind == TICKET:
        return counted("{count} ticket", "{count} tickets", count)
    return counted("{count} document", "{count} documents", count)


def _most_quoted(cited: Sequence[Sequence[Citation]], left: int) -> int:
    """Return how many of its newest places each entry quotes, so that a page stays light however many months
    there are: at most ``left`` characters."""
    most = 0
    while any(len(places) > most for places in cited):
        left -= sum(len(places[most].text) + MARKUP for places in cited if len(places) > most)
        if left < 0:
            break
        most += 1
    return most


def _rest(name: str, places: Sequence[Citation]) -> list[Cell]:
    """Return an item for the ``places`` that are not quoted, if there are any."""
    if not places:
        return []
    if len(places) == 1:
        return [list(_link(places[0]))]
    newest, oldest = (period_name(places[at].month) for at in (0, -1))
    count = len(places)
    if newest == oldest:
        text = counted(
            "{count} more place in {month}.", "{count} more places in {month}.", count, month=newest
        )
    else:
        text = counted(
            "{count} more place from {first} to {last}.",
            "{count} more places from {first} to {last}.",
            count,
            first=oldest,
            last=newest,
        )
    return [[f"{text} ", search_for(name)]]


def _place(each: Citation) -> list[Part]:
    # Plain text: with links for its own ids, a page of many entries would consist of links.
    return [paragraph(*_link(each), f": {each.text}", classes=["report-quote", "report-id"])]


def _link(each: Citation) -> tuple[Part, str]:
    """Return a link to a place, and the kind of its text."""
    kind = words.KIND[each.kind]
    where = place(each.docname, each.anchor, f"{period_name(each.month)}, {each.element or kind}")
    return where, f" ({kind})" if each.element else ""
