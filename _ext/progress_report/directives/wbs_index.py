"""``{wbs-index}``: the tree of WBS elements below one of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import OPTIONS, read_tree
from ..content.catalogue import Catalogue
from ..domain.parts import Content, Part
from ..render.elements import bullets, nothing, paragraph
from .base import ReportDirective


class WbsIndex(ReportDirective):
    """Options: ``root`` (an element; default: every root) and ``depth`` (levels; 0 for all)."""

    takes = OPTIONS["wbs-index"]

    def parts(self) -> Sequence[Content]:
        """Return nested lists of links."""
        root, depth = self.read(read_tree)
        tree = self._tree(root, depth or 99)
        return [tree] if tree else nothing("No elements.")

    def _tree(self, element: str, depth: int) -> Part | None:
        children = self.reader.ask(Catalogue.children, element)
        if not children or not depth:
            return None
        items: list[list[Part]] = []
        for child in children:
            below = self._tree(child, depth - 1)
            items.append([paragraph(self.reader.links.element(child)), *([below] if below else [])])
        return bullets(items, ["report-tree"])
