"""``{coverage}``: areas by months, each cell a link to what was said, or plainly to nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

from ..check.directive_options import OPTIONS, read_coverage
from ..core.dates import month_name
from ..domain.links import place
from ..progress.coverage import Cell, Coverage, coverage
from ..render import words
from ..render.elements import Cell as TableCell
from ..render.elements import paragraph, table
from .base import Options, ReportDirective


class CoverageDirective(ReportDirective):
    """Options: ``from`` and ``to`` (months, both included), ``wbs`` (show its elements, not the areas),
    ``limit`` (so many of the newest months)."""

    option_spec: ClassVar[dict[str, Any]] = Options(OPTIONS["coverage"])

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        found = self.reader.ask(coverage, *self.read(read_coverage))
        if not found.lines:
            return [paragraph("No area has reported yet.", classes=["report-none"])]
        return [self._table(found)]

    def _table(self, found: Coverage) -> nodes.table:
        columns = [("area", "Element"), *(("cell", month_name(name)) for name in found.months)]
        rows: list[list[TableCell]] = [
            [
                [paragraph(self.reader.links.element(line.element))],
                *([paragraph(_cell(cell))] for cell in line.cells),
            ]
            for line in found.lines
        ]
        return table(columns, rows, ["report-coverage"])


def _cell(cell: Cell) -> nodes.Node:
    text = words.COVERAGE[cell.state]
    node: nodes.Element = (
        nodes.inline("", text) if not cell.docname else place(cell.docname, cell.anchor, text)
    )
    node["classes"].append(f"report-cover-{cell.state}")
    return node if isinstance(node, nodes.inline) else nodes.inline("", "", node, classes=node["classes"])
