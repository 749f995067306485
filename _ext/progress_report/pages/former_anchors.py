"""Keep links to the old anchors of reworded headings on generated pages working."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..core.places import generated

#: By the anchor of a heading in ``templates/pages``, the anchors that it, or a heading that it replaced, had
#: before. When you reword such a heading, add its old anchor here.
FORMER_ANCHORS = {
    "cite-a-report": ("cite-it",),
    "dependencies": ("before-and-after",),
    "due-next": ("a-year-before-and-after",),
    "late-milestones": ("what-is-late", "overdue"),
    "link-from-other-documentation": ("link-to-it-from-other-documentation",),
    "query-the-data-in-the-shell": ("ask-it-from-the-shell",),
    "reporting-history": ("what-the-months-said",),
}


class FormerAnchors(SphinxTransform):
    """Gives sections of generated pages their former anchors besides the current ones."""

    # Right after the transforms that complete the pages of reports.
    default_priority = 152

    def apply(self, **kwargs: Any) -> None:
        """Add the former anchor to each section that has one."""
        if not generated(self.env.current_document.docname):
            return
        for section in self.document.findall(nodes.section):
            for former in FORMER_ANCHORS.get(section["ids"][0], ()):
                # The anchor of another heading or of a label takes precedence.
                if former not in self.document.ids:
                    section["ids"].append(former)
                    self.document.ids[former] = section
