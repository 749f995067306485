"""Anchors of headings of generated pages that were reworded: links to the old anchors keep working."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..domain.addresses import DIRECTORIES

#: By the anchor of a heading in ``_templates/pages``, the anchor that the heading had before. When you reword
#: such a heading, add it here.
FORMER_ANCHORS = {
    "cite-a-report": "cite-it",
    "dependencies": "before-and-after",
    "late-milestones": "what-is-late",
    "link-from-other-documentation": "link-to-it-from-other-documentation",
    "milestones-12-months": "a-year-before-and-after",
    "query-the-data-in-the-shell": "ask-it-from-the-shell",
    "reporting-history": "what-the-months-said",
}


class FormerAnchors(SphinxTransform):
    """Gives sections of generated pages their former anchors besides the current ones."""

    # Right after the transforms that complete the pages of reports.
    default_priority = 152

    def apply(self, **kwargs: Any) -> None:
        """Add the former anchor to each section that has one."""
        if self.env.current_document.docname.partition("/")[0] not in DIRECTORIES:
            return
        for section in self.document.findall(nodes.section):
            former = FORMER_ANCHORS.get(section["ids"][0])
            # The anchor of another heading or of a label goes first.
            if former and former not in self.document.ids:
                section["ids"].append(former)
                self.document.ids[former] = section
