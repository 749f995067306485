"""The parts of a WBS element's own page: its place in the tree, and where the months speak of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any, ClassVar

from docutils import nodes

from ..domain.links import place
from ..model import identifiers
from ..model.catalogue import Catalogue, ElementText
from ..model.dates import month_name
from ..model.settings import KINDS
from ..render import words
from ..render.elements import Cell, bullets, facts, joined, paragraph
from .base import ReportDirective


class ElementFacts(ReportDirective):
    """``{element-facts} ID``: what is above and below, and what the register says."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return a list of names and values."""
        reader = self.reader
        element = reader.ask(Catalogue.element, self.arguments[0])
        if element is None:
            return []
        pairs: list[tuple[str, Cell]] = []
        above = identifiers.parent(element.id)
        if above:
            pairs.append(("Part of", [paragraph(reader.links.element(above))]))
        children = reader.ask(Catalogue.children, element.id)
        if children:
            pairs.append(("Consists of", [bullets([paragraph(reader.links.element(each))] for each in children)]))
        if element.area:
            pairs.append(("Reports", [paragraph("as an area of its own")]))
        for name, text in (
            ("Institution", element.institution),
            ("Lead", element.lead),
            ("In use from", element.since),
            ("In use until", element.until),
        ):
            if text:
                pairs.append((name, [paragraph(text)]))
        for renaming in element.renamed:
            pairs.append((f"Title from {renaming.month}", [paragraph(renaming.title)]))
        return [facts(pairs)] if pairs else []


class ElementMonths(ReportDirective):
    """``{element-months} ID``: newest month first, links to what was said."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return a list of months with links, or a sentence where no month has spoken."""
        texts = self.reader.ask(Catalogue.element_texts, self.arguments[0])
        if not texts:
            return [paragraph("No published month has a section of its own on this element.", classes=["report-none"])]
        items = []
        for month, group in groupby(texts, key=lambda each: each.month):
            said = sorted(group, key=lambda each: KINDS.index(each.kind))
            items.append([paragraph(f"{month_name(month)}: ", *joined(_link(each) for each in said))])
        return [bullets(items, ["report-months"])]


def _link(each: ElementText) -> nodes.Node:
    state = " (no activity)" if each.silent else "" if each.text else " (through the elements below)"
    return place(each.docname, each.anchor, words.KIND[each.kind] + state)
