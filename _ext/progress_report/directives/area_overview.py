"""``{area-overview}``: the areas of a month as a Mermaid tree, with the table of its figures."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from ..domain.links import place
from ..model.catalogue import Catalogue
from ..model.dates import Date, month_name
from ..model.directives import read_month
from ..model.figures import AreaCounts, area_counts
from ..render import words
from ..render.area_tree import area_tree
from ..render.elements import paragraph, table
from .base import Options, ReportDirective


class AreaOverview(ReportDirective):
    """Option: ``month``."""

    option_spec: ClassVar[dict[str, Any]] = Options(["month"])

    def run(self) -> list[nodes.Node]:
        """Return the picture and its table."""
        month = self.chosen_month(self.read(read_month))
        areas = self.reader.ask(area_counts, month) if month else ()
        if not areas or month is None:
            return [paragraph("No area has reported yet.", classes=["report-none"])]
        roots = [
            (name, self.reader.ask(Catalogue.element_title, name, month))
            for name in self.reader.ask(Catalogue.children, "")
        ]
        alt = f"The areas of {month_name(month)} with the milestones that each stated, as in the table below."
        picture = mermaid(code=area_tree(roots, areas), options={}, alt=alt)
        self.set_source_info(picture)
        return [picture, self._table(areas, month)]

    def _table(self, areas: tuple[AreaCounts, ...], month: str) -> nodes.table:
        columns = [
            ("area", "Area"), ("number", "Achieved"), ("number", "Delayed"),
            ("number", "Active"), ("number", "Silent"),
        ]  # fmt: skip
        rows = []
        for each in areas:
            figures = (each.achieved, each.delayed, each.active, each.silent)
            link = place(each.docname, "", words.area(each.element, each.title))
            rows.append([[paragraph(link)], *([paragraph(str(number))] for number in figures)])
        what = "milestones achieved and delayed, sections with and without activity"
        title = f"Areas in {month_name(month)}: {what}, as of {Date.end_of(month)}"
        return table(columns, rows, ["report-area-counts"], [nodes.Text(title)])
