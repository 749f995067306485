"""``{wbs-index}``: the tree of WBS elements under one of them."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

from ..model.catalogue import Catalogue
from ..model.prose import ELEMENT
from ..render.elements import bullets, paragraph
from .base import ReportDirective, unchanged_options


class WbsIndex(ReportDirective):
    """Options: ``root`` (an element; without one, every root) and ``depth`` (levels; 0 for all)."""

    option_spec: ClassVar[dict[str, Any]] = unchanged_options("root", "depth")

    def run(self) -> list[nodes.Node]:
        """Return nested lists of links."""
        options = self.read_options()
        root = options.known_id("root", ELEMENT)
        depth = options.number("depth", 0)
        self.report(options.wrong)
        tree = self._tree(root, depth or 99)
        return [tree] if tree else [paragraph("No elements.", classes=["report-none"])]

    def _tree(self, element: str, depth: int) -> nodes.bullet_list | None:
        children = self.reader.ask(Catalogue.children, element)
        if not children or not depth:
            return None
        items: list[list[nodes.Node]] = []
        for child in children:
            below = self._tree(child, depth - 1)
            items.append([paragraph(self.reader.links.element(child)), *([below] if below else [])])
        return bullets(items, ["report-tree"])
