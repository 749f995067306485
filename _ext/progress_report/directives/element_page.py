"""The parts of a WBS element's own page: its place in the tree, and the sections of reports about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from unicodedata import normalize

from ..content.catalogue import CITED, Catalogue, ElementText, depends_on
from ..content.known import DOCUMENT, TICKET
from ..content.settings import KINDS
from ..core import identifiers
from ..core.language import counted, gettext, ngettext, number
from ..core.periods import period_name
from ..domain import page_names
from ..domain.links import place
from ..domain.parts import Content, Part
from ..milestones.register_order import next_due
from ..parsing.notes import section_nodes
from ..progress.section_text import SectionText, section_text
from ..render import words
from ..render.as_of import AsOf, as_of
from ..render.elements import (
    Cell,
    bullets,
    facts,
    folded,
    inline,
    joined,
    neighbour_links,
    nothing,
    paragraph,
    rubric,
    search_for,
    sentence,
    strip,
)
from .base import ReportDirective
from .milestone_page import owner_of
from .verdict_parts import element_verdict


class ElementFacts(ReportDirective):
    """``{element-facts} ID``: parent, children, and the data of the register."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return a list of names and values."""
        reader = self.reader
        element = reader.ask(Catalogue.element, self.arguments[0])
        if element is None:
            return []
        head = self._head(element.id)
        above = identifiers.parent(element.id)
        children = reader.ask(Catalogue.children, element.id)
        pairs: list[tuple[str, Cell]] = [
            (gettext("Parent element"), reader.links.element(above) if above else ""),
            (gettext("Child elements"), bullets(map(reader.links.element, children)) if children else ""),
            (gettext("Reporting area"), gettext("yes") if element.area else ""),
            (gettext("Institution"), element.institution),
            (gettext("Lead"), element.lead),
            (gettext("Also known as"), ", ".join(element.aka)),
            (gettext("In use from"), element.since),
            (gettext("In use until"), element.until),
            (gettext("Original title"), element.title if element.renamed else ""),
            *(
                (gettext("Title from {month}").format(month=renaming.month), [renaming.title])
                for renaming in element.renamed
            ),
        ]
        return [*head, *facts(pairs)]

    def _head(self, element: str) -> list[Part]:
        """Return the verdict on the milestones at and below the element, its place in short, and links to the
        elements before and after."""
        reader = self.reader
        names = reader.ask(Catalogue.elements)
        at = names.index(element)
        near = names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else ""
        texts = reader.ask(Catalogue.element_texts, element)
        said: list[tuple[str, Cell]] = []
        if coming := reader.ask(next_due, element):
            milestone, due = coming
            shown = reader.links.milestone(milestone)
            said.append((gettext("Next due"), inline(shown, f", {due}", data=as_of(AsOf.NEWEST))))
        month = reader.ask(Catalogue.newest)
        area = reader.ask(Catalogue.home_area, element, month) if month else ""
        if texts:
            months = " ".join(sorted({each.month for each in texts}))
            shown = reader.links.month(texts[0].month)
            data = as_of(AsOf.REPORTED, months=months)
            said.append((gettext("Last reported"), inline(shown, data=data)))
        said += [
            (gettext("Area"), reader.links.element(area) if area and area != element else ""),
            (gettext("Owner"), owner_of(reader, element)),
        ]
        return [
            *element_verdict(reader, element),
            *strip(said),
            *neighbour_links(*near, reader.links.element),
        ]


#: The amount of text from the newest months; older months get one line each, so that a page stays light.
TEXT_BUDGET = 16_000

#: The most months with a line, and the most tickets or documents, that the page of an element lists.
MOST_MONTHS = 60
MOST_CITED = 200

#: The most tickets with titles that are not folded.
MOST_TITLED = 30


class ElementMonths(ReportDirective):
    """``{element-months} ID``: the newest month in full, others folded, then links."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return the text of the newest month, those of others folded, and a list of the rest."""
        texts = self.reader.ask(Catalogue.element_texts, self.arguments[0])
        if not texts:
            return nothing(gettext("No published report has a section about this element."))
        result: list[Content] = []
        older: list[Cell] = []
        budget = TEXT_BUDGET
        for month, group in groupby(texts, key=lambda each: each.month):
            said = sorted(group, key=lambda each: KINDS.index(each.kind))
            sections = [self._source(each) for each in said]
            size = sum(len(each.text) for each in sections if each)
            if size <= budget:
                budget -= size
                pairs = zip(said, sections, strict=True)
                content = [part for each, source in pairs for part in self._text(each, source)]
                if result:
                    kinds = ", ".join(words.KIND[each.kind] + _state(each) for each in said)
                    result.append(folded(words.pair(period_name(month), kinds), *content))
                else:
                    result += [rubric(self.reader.links.month(month), classes=["report-month"]), *content]
            else:
                budget = 0
                text = gettext("{name}: {value}")
                older.append(sentence(text, name=period_name(month), value=joined(map(_link, said))))
        if older:
            rest = len(older) - MOST_MONTHS
            more = counted("{count} more month.", "{count} more months.", rest)
            last: list[Cell] = [[f"{more} ", search_for(self.arguments[0])]] if rest > 0 else []
            result += [rubric(gettext("Earlier")), bullets([*older[:MOST_MONTHS], *last], ["report-months"])]
        return result

    def _source(self, each: ElementText) -> SectionText | None:
        area = normalize("NFC", each.docname.rpartition("/")[2])
        return self.reader.ask(section_text, each.month, area, each.anchor)

    def _text(self, each: ElementText, source: SectionText | None) -> list[Content]:
        head = paragraph(
            place(each.docname, each.anchor, words.begin(words.KIND[each.kind])), classes=["report-kind"]
        )
        if not each.text:
            return [head, paragraph(gettext("Reported under the child elements."), classes=["report-none"])]
        return [head, *([section_nodes(self.env, self.document, source)] if source else [])]


def _state(each: ElementText) -> str:
    """Return how a section is empty; an empty text for one with text of its own."""
    if each.silent:
        return " " + gettext("(no activity)")
    return "" if each.text else " " + gettext("(under the child elements)")


def _link(each: ElementText) -> Part:
    tickets = ""
    if each.tickets:
        tickets = ", " + counted("{count} ticket", "{count} tickets", each.tickets)
    return place(each.docname, each.anchor, words.KIND[each.kind] + _state(each) + tickets)


@depends_on(CITED)
def cited_below(catalogue: Catalogue, element: str) -> bool:
    """Return whether published months cite a ticket or document under an element below ``element``."""
    below = [
        each for each in catalogue.elements() if each != element and identifiers.is_within(each, element)
    ]
    return any(catalogue.cited_by_element(each, kind) for each in below for kind in (TICKET, DOCUMENT))


class ElementCited(ReportDirective):
    """``{element-cited} ID``: the tickets and documents that the months cite under an element."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return two lists of links."""
        result: list[Part] = []
        for kind in (TICKET, DOCUMENT):
            names = self.reader.ask(Catalogue.cited_by_element, self.arguments[0], kind)
            if names:
                # The last numbers are the newest.
                shown = names[-MOST_CITED:]
                titled = self._titled(shown) if kind == TICKET else {}
                links = joined(_entry(kind, name) for name in shown if name not in titled)
                if rest := len(names[:-MOST_CITED]):
                    text = ngettext(
                        "; {count} more has a lower number. {search}",
                        "; {count} more have lower numbers. {search}",
                        rest,
                    )
                    links += sentence(text, count=number(rest), search=search_for(self.arguments[0]))
                result += _list_of(titled)
                text = gettext("Tickets: {ids}") if kind == TICKET else gettext("Documents: {ids}")
                if titled:
                    text = gettext("Other tickets: {ids}")
                if len(titled) < len(shown):
                    result.append(paragraph(*sentence(text, ids=links)))
                elif rest:
                    text = ngettext(
                        "{count} more ticket has a lower number. {search}",
                        "{count} more tickets have lower numbers. {search}",
                        rest,
                    )
                    search = search_for(self.arguments[0])
                    result.append(paragraph(*sentence(text, count=number(rest), search=search)))
        if not result and self.reader.ask(cited_below, self.arguments[0]):
            return nothing(gettext("Tickets and documents are cited under the child elements only."))
        return result or nothing(gettext("No ticket or document is cited."))

    def _titled(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return the titles of those of the tickets ``names`` that have one."""
        return {each.id: each.title for each in self.reader.ask(Catalogue.tickets, names) if each.title}


def _entry(kind: str, name: str) -> Part:
    """Return a link to the entry of a ticket or document."""
    return place(*page_names.page_of(kind, name), name)


def _list_of(titles: Mapping[str, str]) -> list[Part]:
    """Return a list of tickets with their titles, the last ones first; of many, the others are folded."""
    items: list[Cell] = [[_entry(TICKET, name), f" {title}"] for name, title in reversed([*titles.items()])]
    if not items:
        return []
    more = items[MOST_TITLED:]
    text = counted("{count} more ticket", "{count} more tickets", len(more))
    return [bullets(items[:MOST_TITLED]), *([folded(text, bullets(more))] if more else [])]
