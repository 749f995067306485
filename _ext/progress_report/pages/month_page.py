"""The page of a month: anchors, the parts that the extension adds, and its areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..content.catalogue import Catalogue, ReportingArea
from ..content.month import Page
from ..core.language import counted, gettext
from ..core.periods import period_name
from ..directives.changes import changes_nodes
from ..directives.milestone_table import milestone_table
from ..directives.overview import month_figures
from ..directives.verdict_parts import verdict_head, verdict_lists
from ..domain import page_names
from ..domain.domain import domain_of
from ..domain.links import place
from ..domain.parts import Content, Part, place_parts
from ..domain.reading import Reader
from ..milestones.rows import BY_AREA, Selection
from ..milestones.table_options import DEFAULT_COLUMNS, TableOptions
from ..parsing.sections import compiled, give_title, make_known, set_anchor, with_words
from ..progress.coverage import MISSING, coverage
from ..progress.plan_pairs import month_of_plans
from ..render import words
from ..render.elements import bullets, container, folded, joined, neighbour_links, paragraph, sentence
from ..render.nodes import how_to_cite, print_link
from ..render.shorten import shorten_month


class MonthPage(SphinxTransform):
    """Completes ``index.md`` of a month."""

    # After the parser, before ids become links.
    default_priority = 150

    def apply(self, **kwargs: Any) -> None:
        """Set the anchors of the headings; add notices, statements that no table shows, and areas."""
        docname = self.env.current_document.docname
        reader = domain_of(self.env).reader(docname)
        month = reader.month
        if month is None or not docname.endswith("/index"):
            return
        page = reader.ask(Catalogue.page, month)
        give_title(self.document, period_name(month))
        root = self.document.next_node(nodes.section)
        if page is None or root is None:
            return
        self._set_anchors(page)
        shorten_month(root)
        beside = (Catalogue.published_before, Catalogue.published_after)
        before, after = (reader.ask(question, month) for question in beside)
        head: list[Content] = [
            *neighbour_links(before, after, reader.links.month),
            *verdict_head(reader, month, docname),
            *self._marks(page),
            *month_figures(reader, month),
            print_link("", month=month),
        ]
        root[1:1] = place_parts(self.document, head)
        root += self._missing_statements(reader, month)
        late, compared = verdict_lists(reader, month, changes=True)
        if late:  # whether the month mentions them or not
            title = gettext("Late at the end of {month}").format(month=period_name(month))
            root += self._section(title, "late-milestones", late)
        root += self._changes(reader, month, compared)
        root += self._areas(reader, month)
        if not page.draft:
            root += how_to_cite("", month=month)

    def _set_anchors(self, page: Page) -> None:
        anchors = {heading.line: heading for heading in page.headings}
        slugs = {}
        for section in self.document.findall(nodes.section):
            heading = anchors.get(section.line or 0)
            if heading:
                set_anchor(self.document, section, heading.anchor)
                slugs[heading.anchor] = (heading.line, heading.anchor, heading.text)
        make_known(self.env, self.document, with_words(slugs))

    def _marks(self, page: Page) -> list[Content]:
        """Return the notices at the top: draft, summary, corrections."""
        marks: list[Content] = []
        if page.draft:
            text = gettext("This report is a draft. Status, history and lists do not include it.")
            marks.append(_admonition(nodes.important, text))
        if page.summary:
            said = [paragraph(compiled())]
            if page.sources:
                links = (Part(nodes.reference, uri, refuri=uri, internal=False) for uri in page.sources)
                based = counted("Based on {count} source", "Based on {count} sources", len(page.sources))
                said.append(folded(based, bullets(links)))
            marks.append(container(*said, classes=["report-compiled", "report-caveat"]))
        for correction in page.corrections:
            text = gettext("Corrected on {date}: {text}")
            marks.append(_admonition(nodes.note, text.format(date=correction.date, text=correction.text)))
        return marks

    def _missing_statements(self, reader: Reader, month: str) -> list[nodes.Node]:
        """Return a table of the statements that no table of the page shows, so that none is lost."""
        statements = reader.ask(Catalogue.statements, month)
        missing = tuple(
            each
            for each in statements
            if any(each.anchor(name) not in self.document.ids for name in each.ids)
        )
        if not missing:
            return []
        whole = len(missing) == len(statements)
        title = gettext("Milestones") if whole else gettext("Further milestones")
        section = nodes.section("", nodes.title("", title), ids=[self._free("milestones")])
        section.document = self.document
        options = TableOptions(Selection(month, stated=True, only=missing), BY_AREA, DEFAULT_COLUMNS)
        section += place_parts(self.document, milestone_table(self.env, self.document, reader, options))
        return [section]

    def _changes(self, reader: Reader, month: str, compared: list[Part]) -> nodes.section:
        """Return what changed since the month before, and a link to the plans and their outcomes."""
        content = [*changes_nodes(reader, month, anchored=True), *compared]
        before = reader.ask(month_of_plans, month)
        if before:
            said = gettext("Plans of {month} and their outcomes").format(month=period_name(before))
            content.append(paragraph(place(page_names.outcomes(month), "", said)))
        return self._section(gettext("Changes"), "changes", content)

    def _areas(self, reader: Reader, month: str) -> list[nodes.Node]:
        """Return the areas that reported, with their place in the tree, and those that should have."""
        areas = reader.ask(Catalogue.areas, month)
        lines = reader.ask(coverage, month, month).lines
        missing = [line.element for line in lines if line.cells[0].state == MISSING]
        content: list[Content] = []
        if areas:
            content += [bullets(map(_area, areas), ["report-areas"]), _tree(reader.docname, areas)]
        if missing:
            links = joined(map(reader.links.element, missing))
            text = gettext("Missing: {areas}.")
            content.append(paragraph(*sentence(text, areas=links), classes=["report-missing"]))
        return [self._section(gettext("Areas"), "areas", content)] if content else []

    def _section(self, title: str, anchor: str, content: Sequence[Content]) -> nodes.section:
        ids = [self._free(anchor)]
        return nodes.section("", nodes.title("", title), *place_parts(self.document, content), ids=ids)

    def _free(self, anchor: str) -> str:
        """Return the anchor of an added section, changed if a heading of the writer has the same."""
        return f"{anchor}-of-the-month" if anchor in self.document.ids else anchor


def _admonition(kind: type[nodes.Element], text: str) -> nodes.Element:
    return kind("", nodes.paragraph("", text))


def _area(area: ReportingArea) -> list[Part]:
    head = [paragraph(place(area.docname, "", words.area(area.element, area.title)))]
    return [*head, paragraph(area.headline, classes=["report-headline"])] if area.headline else head


def _tree(docname: str, areas: Sequence[ReportingArea]) -> nodes.compound:
    """Return a toctree with the areas' pages below the page of their month."""
    pages = [area.docname for area in areas]
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, page) for page in pages],
        includefiles=pages,
        rawentries=[],
        maxdepth=1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=True,
    )
    return nodes.compound("", toctree, classes=["toctree-wrapper"])
