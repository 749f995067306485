"""The page of an area in a month: where its milestones stand at the month's end."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..directives.verdict import verdict_head, verdict_lists
from ..domain.domain import domain_of
from ..model.catalogue import Catalogue


class AreaPage(SphinxTransform):
    """Completes the file of an area."""

    # After its sections have their order, before ids become links.
    default_priority = 151

    def apply(self, **kwargs: Any) -> None:
        """Put the verdict below the title and headline, and the lists that its numbers lead to at the end."""
        docname = self.env.current_document.docname
        reader = domain_of(self.env).reader(docname)
        root = next(iter(self.document.findall(nodes.section)), None)
        month, element = reader.month, docname.rpartition("/")[2]
        if root is None or month is None or reader.ask(Catalogue.area_file, month, element) is None:
            return
        start = next(
            (place for place, node in enumerate(root) if place and not _HEAD & set(node.get("classes", ()))),
            1,
        )
        root[start:start] = verdict_head(reader, month, docname, element)
        late, compared = verdict_lists(reader, month, element)
        if late or compared:
            section = nodes.section("", nodes.title("", "Milestones"), *late, *compared, ids=[_ANCHOR])
            root += section


#: Classes of the paragraphs below the title: what kind of month it is, and the headline.
_HEAD = {"report-asof", "report-headline"}

#: No heading of a writer has it: theirs begin with the kind of their text.
_ANCHOR = "milestones"
