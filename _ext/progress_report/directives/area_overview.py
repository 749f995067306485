"""``{area-overview}``: the health of the areas by month, and the figures of the newest month."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import read_month
from ..core.language import gettext
from ..core.periods import end_of, period_name
from ..domain.links import place
from ..domain.parts import Content, Part
from ..progress.figures import AreaCounts, area_counts
from ..progress.health import health
from ..render import words
from ..render.elements import Cell, folded, nothing, table
from ..render.health_map import health_map
from .base import ReportDirective

#: The number of newest months that are shown.
MONTHS = 12


class AreaOverview(ReportDirective):
    """Option: ``month``."""

    takes = ("month",)

    def parts(self) -> Sequence[Content]:
        """Return the map and the table."""
        month = self.chosen_month(self.read(read_month))
        areas = self.reader.ask(area_counts, month) if month else ()
        if not areas or month is None:
            return nothing(gettext("No area has reported yet."))
        found = self.reader.ask(health, MONTHS, month)
        if not found.lines:
            return [self._table(areas, month)]
        said = gettext("The areas of {month} in numbers").format(month=period_name(month))
        counts = folded(said, self._table(areas, month))
        return [*health_map(found, self.reader.links), counts]

    def _table(self, areas: tuple[AreaCounts, ...], month: str) -> Part:
        columns = [
            ("area", gettext("Area")), ("number", gettext("Achieved")), ("number", gettext("Delayed")),
            ("number", gettext("Active")), ("number", gettext("Silent")),
        ]  # fmt: skip
        rows: list[list[Cell]] = []
        for each in areas:
            figures = (each.achieved, each.delayed, each.active, each.silent)
            link = place(each.docname, "", words.area(each.element, each.title))
            rows.append([link, *map(str, figures)])
        title = gettext(
            "Areas in {month}: milestones achieved and delayed, sections with and without activity, "
            "as of {date}"
        ).format(month=period_name(month), date=end_of(month))
        return table(columns, rows, ["report-area-counts"], title)
