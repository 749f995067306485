"""``{burndown}``, ``{milestone-trend}`` and ``{milestone-gantt}``: charts, each with its data."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import OPTIONS, read_wbs
from ..content.catalogue import Catalogue
from ..core.language import gettext, gettext_noop
from ..domain.parts import Content
from ..milestones.burndown import burndown
from ..milestones.rows import rows
from ..milestones.table_options import TableOptions
from ..milestones.trend import trend
from ..milestones.variance import variances
from ..render import words
from ..render.charts.burndown import burndown_chart
from ..render.charts.trend import trend_chart
from ..render.charts.variance import variance_chart
from ..render.elements import nothing
from ..render.milestone_table import MilestoneTable
from .base import ReportDirective, SelectionDirective


class Burndown(ReportDirective):
    """Option: ``wbs``."""

    takes = OPTIONS["burndown"]

    def parts(self) -> Sequence[Content]:
        """Return the chart and its table."""
        wbs = self.read(read_wbs)
        points = self.reader.ask(burndown, wbs)
        if not points:
            return nothing(gettext("No milestone has a due date."))
        title = gettext("Burndown of all milestones")
        if wbs:
            title = gettext("Burndown of {element}").format(element=wbs)
        return burndown_chart(points, title, self.reader.links)


class MilestoneTrend(SelectionDirective):
    """Forecast date against report month."""

    empty = gettext_noop("No milestone to draw.")

    def show(self, options: TableOptions) -> Sequence[Content]:
        """Return a line for each milestone."""
        points = self.reader.ask(trend, options.selection)
        return trend_chart(points, options.selection.month, self.reader.links) if points else []


class MilestoneGantt(SelectionDirective):
    """From due date to finish, by area: the variance chart."""

    empty = gettext_noop("No milestone to draw.")

    def show(self, options: TableOptions) -> Sequence[Content]:
        """Return a bar for each milestone."""
        reader, month = self.reader, options.selection.month
        found = reader.ask(variances, options.selection)
        if not found:
            return []

        def area(element: str) -> str:
            return words.area(element, reader.ask(Catalogue.element_title, element, month) if element else "")

        columns = ("id", "title", "due", "forecast", "late", "status")
        listed = reader.ask(rows, options.selection)
        tables = MilestoneTable(reader.links, lambda _: [], lambda *_: ()).render(listed, "none", columns)
        return variance_chart(found, month, area, tables)
