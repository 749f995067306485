"""``{coverage}``: areas by months, each cell a link to what was reported, or a sign for no report."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import OPTIONS, read_coverage
from ..content.catalogue import Catalogue
from ..core.language import gettext
from ..core.periods import period_name
from ..domain.links import place
from ..domain.parts import Content, Part
from ..progress.coverage import Coverage, CoverageCell, coverage
from ..render import words
from ..render.elements import Cell, inline, nothing, table
from .base import ReportDirective


class CoverageDirective(ReportDirective):
    """Options: ``from`` and ``to`` (months, inclusive), ``wbs`` (show its elements, not the areas), ``limit``
    (only that many of the newest months)."""

    takes = OPTIONS["coverage"]

    def parts(self) -> Sequence[Content]:
        """Return the table."""
        first, last, wbs, limit = self.read(read_coverage)
        found = self.reader.ask(coverage, first, last or self.reader.ask(Catalogue.newest) or "", wbs, limit)
        if not found.lines:
            return nothing(gettext("No area has reported yet."))
        return [self._table(found, gettext("Element") if wbs else gettext("Area"))]

    def _table(self, found: Coverage, kind: str) -> Part:
        columns = [("area", kind), *(("cell", period_name(name)) for name in found.months)]
        element = self.reader.links.element
        rows: list[list[Cell]] = [[element(line.element), *map(_cell, line.cells)] for line in found.lines]
        return table(columns, rows, ["report-coverage"])


def _cell(cell: CoverageCell) -> Part:
    text = words.COVERAGE[cell.state]
    look = f"report-cover-{cell.state}"
    if not cell.docname:
        return inline(text, classes=[look])
    link = place(cell.docname, cell.anchor, text)
    link.add("classes", look)
    return inline(link, classes=[look])
