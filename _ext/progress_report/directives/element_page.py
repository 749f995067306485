"""The parts of a WBS element's own page: its place in the tree, and the sections of reports about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, ClassVar

from ..content.catalogue import Catalogue, ElementText
from ..content.known import DOCUMENT, TICKET
from ..content.settings import KINDS
from ..core import identifiers
from ..core.dates import month_name
from ..domain import addresses
from ..domain.links import place
from ..domain.parts import Content, Part
from ..parsing.notes import section_nodes
from ..progress.section_text import SectionText, section_text
from ..render import words
from ..render.elements import Cell, bullets, facts, folded, joined, paragraph, rubric
from .base import ReportDirective


class ElementFacts(ReportDirective):
    """``{element-facts} ID``: parent, children, and the data of the register."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return a list of names and values."""
        reader = self.reader
        element = reader.ask(Catalogue.element, self.arguments[0])
        if element is None:
            return []
        pairs: list[tuple[str, Cell]] = []
        above = identifiers.parent(element.id)
        if above:
            pairs.append(("Parent element", [paragraph(reader.links.element(above))]))
        children = reader.ask(Catalogue.children, element.id)
        if children:
            pairs.append(
                ("Child elements", [bullets([paragraph(reader.links.element(each))] for each in children)])
            )
        if element.area:
            pairs.append(("Reporting area", [paragraph("yes")]))
        for name, text in (
            ("Institution", element.institution),
            ("Lead", element.lead),
            ("In use from", element.since),
            ("In use until", element.until),
        ):
            if text:
                pairs.append((name, [paragraph(text)]))
        if element.renamed and element.title:
            pairs.append(("First title", [paragraph(element.title)]))
        for renaming in element.renamed:
            pairs.append((f"Title from {renaming.month}", [paragraph(renaming.title)]))
        return [facts(pairs)] if pairs else []


#: The amount of text from the newest months; older months get one line each, so that a page stays light.
TEXT_BUDGET = 16_000


class ElementMonths(ReportDirective):
    """``{element-months} ID``: the newest month in full, others folded, then links."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return the text of the newest month, those of others folded, and a list of the rest."""
        texts = self.reader.ask(Catalogue.element_texts, self.arguments[0])
        if not texts:
            return [
                paragraph("No published report has a section about this element.", classes=["report-none"])
            ]
        result: list[Content] = []
        older: list[list[Content]] = []
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
                    result.append(folded(f"{month_name(month)}: {kinds}", *content))
                else:
                    result += [rubric(self.reader.links.month(month), classes=["report-month"]), *content]
            else:
                budget = 0
                older.append([paragraph(f"{month_name(month)}: ", *joined(map(_link, said)))])
        if older:
            result += [rubric("Earlier"), bullets(older, ["report-months"])]
        return result

    def _source(self, each: ElementText) -> SectionText | None:
        area = each.docname.rpartition("/")[2]
        return self.reader.ask(section_text, each.month, area, each.anchor)

    def _text(self, each: ElementText, source: SectionText | None) -> list[Content]:
        head = paragraph(
            place(each.docname, each.anchor, words.KIND[each.kind].capitalize()), classes=["report-kind"]
        )
        if not each.text:
            return [head, paragraph("Reported under the child elements.", classes=["report-none"])]
        return [head, *([section_nodes(self.env, self.document, source)] if source else [])]


def _state(each: ElementText) -> str:
    """Return how a section is empty; an empty text for one with text of its own."""
    return " (no activity)" if each.silent else "" if each.text else " (under the child elements)"


def _link(each: ElementText) -> Part:
    tickets = f", {words.count(each.tickets, 'ticket')}" if each.tickets else ""
    return place(each.docname, each.anchor, words.KIND[each.kind] + _state(each) + tickets)


class ElementCited(ReportDirective):
    """``{element-cited} ID``: the tickets and documents that the months cite under an element."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return two lists of links."""
        result: list[Part] = []
        for kind in (TICKET, DOCUMENT):
            names = self.reader.ask(Catalogue.cited_by_element, self.arguments[0], kind)
            if names:
                links = [place(_entry(kind, name), name, name) for name in names]
                result.append(paragraph(f"{kind.capitalize()}s: ", *joined(links)))
        return result or [paragraph("No ticket or document is cited.", classes=["report-none"])]


def _entry(kind: str, name: str) -> str:
    return addresses.ticket(name) if kind == TICKET else addresses.document(name)
