"""``{wbs-index}``: the tree of WBS elements below one of them, with their late milestones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes

from ..check.directive_options import OPTIONS, read_tree
from ..content.catalogue import Catalogue
from ..core.language import gettext
from ..core.periods import end_of
from ..domain.parts import Content, Part
from ..milestones.register_order import late_counts
from ..render import words
from ..render.as_of import as_of_bar, end_of_month, filter_place, late_count
from ..render.elements import nothing, paragraph, sentence
from .base import ReportDirective


class WbsIndex(ReportDirective):
    """Options: ``root`` (an element; default: every root) and ``depth`` (levels; 0 for all)."""

    takes = OPTIONS["wbs-index"]

    def parts(self) -> Sequence[Content]:
        """Return nested lists of links, and how many milestones at and below each element are late."""
        root, depth = self.read(read_tree)
        month = self.reader.month_or_newest()
        late = self.reader.ask(late_counts, month) if month else {}
        tree = self._tree(root, depth or 99, late)
        if tree is None:
            return nothing(gettext("No elements."))
        if not late or not month:
            return [tree]
        end = end_of_month(end_of(month))
        text = gettext("Milestones at and below each element, as of {date}.")
        said = paragraph(*sentence(text, date=end), classes=["report-asof"])
        return [said, *([] if self.reader.month else [as_of_bar()]), filter_place(), tree]

    def _tree(self, element: str, depth: int, late: Mapping[str, tuple[int, int]]) -> Part | None:
        children = self.reader.ask(Catalogue.children, element)
        if not children or not depth:
            return None
        items: list[Part] = []
        for child in children:
            below = self._tree(child, depth - 1, late)
            count = late_count(child, words.late_of(*late[child]) if child in late else "")
            line = paragraph(self.reader.links.element(child), " ", count)
            data = {"milestones": "late" if late.get(child, (0, 0))[0] else "none"}
            items.append(Part(nodes.list_item, line, *([below] if below else []), data=data))
        return Part(nodes.bullet_list, *items, classes=["report-tree"], bullet="-")
