"""The addresses that the site will have, as far as the reports and registers decide them without a build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from ...check.permalinks import Advice, Record, lost_addresses
from ...content.area import AreaFile
from ...content.catalogue import Catalogue
from ...content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ...content.month import Month
from ...content.registers import MILESTONES_FILE, WBS_FILE
from ...core.places import generated, is_report, page, reports
from ...core.problems import Code, Problem
from ...core.redirects import split_redirects
from ...domain import page_names
from ...progress.former_ids import former_milestones, section_anchors, statement_anchors

#: The mark with which a reader cites a section, an anchor of a page, and one that docutils numbers.
_MARK = re.compile(r'<a class="headerlink" href="#([^"]+)"')
_ID = re.compile(r'\sid="([^"]*)"')
_NUMBERED = re.compile(r"id\d+")

#: The directories of generated pages that are known here.
_KNOWN = ("milestones", "wbs", "tickets", "documents")


@dataclass
class ModelAddresses:
    """The pages of objects and months, with the anchors that the model gives them.

    ``moved`` are the old names of pages, each with the new address; ``left`` the anchors that have left their
    page.
    """

    anchors: dict[str, set[str]] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    left: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def has_page(self, name: str) -> bool:
        """Return whether there is a page ``name``, or one that leads to its new name; True if unknown."""
        known = is_report(name) or generated(name).partition("/")[0] in _KNOWN
        return not known or name in self.anchors or name in self.moved

    def has_anchor(self, name: str, anchor: str) -> bool:
        """Return whether the page ``name`` has an ``anchor``; True if unknown."""
        if anchor in self.left.get(name, ()):
            return True
        if name in self.moved:
            new, _, place = self.moved[name].partition("#")
            return bool(place) or self.has_anchor(new, anchor)
        directory = generated(name).partition("/")[0]
        known = is_report(name) or directory in ("tickets", "documents")
        return not known or name not in self.anchors or anchor in self.anchors[name]

    def has_object(self, name: str) -> bool:
        """Return whether the inventory has an object with this kind and ``name``; True if unknown."""
        return not name.startswith("report:") or name in self.objects


def model_addresses(catalogue: Catalogue, redirects: Mapping[str, str], only: str = "") -> ModelAddresses:
    """Return the addresses that ``catalogue`` and ``redirects``, the table of ``conf.py``, give; of a month
    ``only``, if there is one, and no objects."""
    found = ModelAddresses()
    pages, found.left = split_redirects(redirects)
    found.moved = page_names.former_pages(catalogue) | pages
    for directory in _KNOWN:
        found.anchors[page(f"{directory}/index")] = set()
    for month in (each for each in catalogue.all_months if only in ("", each.name)):
        found.anchors[month.docname] = set(_of_month(catalogue, month))
        for area in month.areas:
            found.anchors[area.docname] = set(_of_area(catalogue, area))
    for kind, name in () if only else _objects(catalogue):
        found.objects.add(f"report:{kind} {name}")
        docname, anchor = page_names.page_of(kind, catalogue.known.resolve(kind, name) or name)
        found.anchors.setdefault(docname, set()).update(filter(None, [anchor]))
    return found


def _of_month(catalogue: Catalogue, month: Month) -> Iterator[str]:
    # The title of a page is at its top, where a lost anchor leads anyway.
    yield from (heading.anchor for heading in month.page.headings[1:])
    for statement in month.statements:
        for name in statement.ids:
            yield statement.anchor(name)
            yield from statement_anchors(catalogue, statement.status, name)


def _of_area(catalogue: Catalogue, area: AreaFile) -> Iterator[str]:
    yield from (heading.anchor for heading in area.headings)
    for _, anchors in section_anchors(catalogue, area.month, area.element):
        yield from anchors


def _objects(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    registers = catalogue.known.registers
    yield from ((MONTH, name) for name in catalogue.published())
    yield from ((ELEMENT, name) for name in (*registers.elements, *registers.former_elements))
    for name in registers.milestones:
        yield from ((MILESTONE, each) for each in (name, *former_milestones(catalogue, name)))
    yield from ((TICKET, name) for name in catalogue.cited(TICKET))
    yield from ((DOCUMENT, name) for name in catalogue.documents())


def promised(docname: str, page_text: str, model: ModelAddresses) -> list[str]:
    """Return the anchors of a page that are promised: of what people wrote, and of objects.

    A heading that the extension adds depends on the data. The title is at the top of the page, where a lost
    anchor leads anyway.

    :param docname: the name of the page
    :param page_text: its HTML
    :param model: the anchors that the model gives
    """
    there = set(map(unescape, _ID.findall(page_text)))
    if is_report(docname) or generated(docname):
        return sorted(there & model.anchors.get(docname, set()))
    marked = map(unescape, _MARK.findall(page_text)[1:])
    return [each for each in marked if each in there and not _NUMBERED.fullmatch(each)]


def advice(
    record: Record, catalogue: Catalogue, anchors: Mapping[str, set[str]], moved: Mapping[str, str]
) -> Advice:
    """Return the advice for lost addresses of ``record``; ``anchors`` are those of each page of the site, and
    ``moved`` the new names of pages."""
    registers = catalogue.known.registers
    places = {
        page_names.element(each.id): f"{reports()}/{WBS_FILE}:{each.line}"
        for each in registers.elements.values()
    }
    for milestone in registers.milestones.values():
        places[page_names.milestone(milestone.id)] = f"{reports()}/{MILESTONES_FILE}:{milestone.line}"
    known = {page_names.element(each.id): each.aka for each in registers.elements.values()}
    known |= {page_names.milestone(each.id): each.aka for each in registers.milestones.values()}
    return Advice(record, anchors.keys(), anchors, places, known, moved)


def lost(record: Record, catalogue: Catalogue, known: ModelAddresses) -> list[Problem]:
    """Return the faults of addresses in ``record`` that are not among the ``known`` ones of ``catalogue``."""
    give = advice(record, catalogue, known.anchors, known.moved)
    return [*give.problems(lost_addresses(record, known))]


def unrecorded_pages(record: Record, known: ModelAddresses) -> Iterator[Problem]:
    """Remark once on generated pages that are ``known`` and not in ``record``; those of a published month
    must be."""
    new = sorted(each for each in known.anchors.keys() - record.lines.keys() if not is_report(each))
    if new:
        what = f"the page '{new[0]}' is" if len(new) == 1 else f"{len(new)} pages, such as '{new[0]}', are"
        said = f"{what} not recorded, so nothing would report the loss; run `make permalinks`"
        yield Problem(record.path, 1, Code.RECORD.value, said, remark=True)
