"""Translate the headings of generated pages; their anchors are those of the English ones everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..core.language import gettext
from ..core.places import generated


class TranslatedHeadings(SphinxTransform):
    """Replaces the English headings of the templates, whose anchors docutils has made by now."""

    # After the former anchors.
    default_priority = 153

    def apply(self, **kwargs: Any) -> None:
        """Translate the headings that the templates mark with ``N_``."""
        directory, _, name = generated(self.env.current_document.docname).partition("/")
        if not directory:
            return
        for title in _titles(self.document, whole=name == "index"):
            said = title.astext()
            if said != gettext(said):
                title[:] = [nodes.Text(gettext(said))]


def _titles(document: nodes.document, *, whole: bool) -> Iterator[nodes.title]:
    """Yield the headings of the first two levels; that of the page only if it is a whole list (``whole``),
    since that of an object is its title."""
    root = document.next_node(nodes.section)
    for section in (root, *root.children) if root else ():
        if isinstance(section, nodes.section) and (whole or section is not root):
            title = section.next_node(nodes.title)
            if title is not None:
                yield title
