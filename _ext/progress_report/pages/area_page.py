"""The page of an area in a month: the status of its milestones at the month's end."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..content.catalogue import Catalogue
from ..core.language import gettext
from ..core.periods import period_name
from ..directives.verdict_parts import verdict_head, verdict_lists
from ..domain.domain import domain_of
from ..domain.links import place
from ..domain.parts import place_parts
from ..render.elements import kind_badge, neighbour_links, paragraph
from ..render.shorten import shorten_area

#: The anchor of the added section. No heading of a writer has it: theirs begin with the kind of their text.
_ANCHOR = "milestones"


class AreaPage(SphinxTransform):
    """Completes the file of an area."""

    # After its sections are in order, before ids become links.
    default_priority = 151

    def apply(self, **kwargs: Any) -> None:
        """Add the month below the title, the verdict below the headline, and at the end the lists that the
        numbers link to; shorten a long page."""
        docname = self.env.current_document.docname
        domain = domain_of(self.env)
        reader = domain.reader(docname)
        root = self.document.next_node(nodes.section)
        month, element = reader.month, reader.area
        if root is None or month is None or reader.ask(Catalogue.area_file, month, element) is None:
            return
        start = 1
        while start < len(root) and _is_head(root[start]):
            start += 1
        verdict = verdict_head(reader, month, docname, element)
        root[start:start] = place_parts(self.document, verdict)
        # The same area has a page in each month: the title leaves the month out, so the page names it below.
        kind = kind_badge(reader.ask(Catalogue.is_summary, month))
        of = paragraph(reader.links.month(month), " ", kind, classes=["report-of-month"])
        before, after = reader.ask(Catalogue.area_beside, month, element)
        pages = dict(each for each in (before, after) if each)
        beside = neighbour_links(
            before and before[0], after and after[0], lambda name: place(pages[name], "", period_name(name))
        )
        root[1:1] = place_parts(self.document, [of, *beside])
        shorten_area(root)
        late, compared = verdict_lists(reader, month, element)
        if late or compared:
            lists = place_parts(self.document, [*late, *compared])
            title = nodes.title("", gettext("Milestones"))
            root += nodes.section("", title, *lists, ids=[_ANCHOR], classes=["report-added"])
        for section in list(self.document.findall(nodes.section)):
            section[:] = place_parts(self.document, domain.light(section.children))


def _is_head(node: nodes.Node) -> bool:
    """Return whether a node is a notice on the kind of month, or the headline."""
    head = ("report-asof", "report-headline")
    return isinstance(node, nodes.paragraph) and any(name in head for name in node["classes"])
