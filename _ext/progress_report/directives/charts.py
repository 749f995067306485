"""``{burndown}``, ``{milestone-trend}`` and ``{milestone-gantt}``: pictures, each with its data."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinxcontrib.mermaid import mermaid

from ..model.burndown import burndown
from ..model.dates import month_name
from ..model.directives import OPTIONS, read_wbs
from ..model.rows import rows
from ..model.selection import TableOptions
from ..model.trend import trend
from ..render import words
from ..render.charts import burndown_chart, trend_chart
from ..render.elements import paragraph
from ..render.gantt import gantt
from ..render.milestone_table import MilestoneTable
from ..render.nodes import disclosure
from .base import Options, ReportDirective, SelectionDirective


class Burndown(ReportDirective):
    """Option: ``wbs``."""

    option_spec: ClassVar[dict[str, Any]] = Options(OPTIONS["burndown"])

    def run(self) -> list[nodes.Node]:
        """Return the chart and its table."""
        wbs = self.read(read_wbs)
        points = self.reader.ask(burndown, wbs)
        if not points:
            return [paragraph("No milestone has a due date.", classes=["report-none"])]
        return burndown_chart(points, f"Burndown of {wbs}" if wbs else "Burndown of all milestones")


class MilestoneTrend(SelectionDirective):
    """Forecast date against report month."""

    nothing = "No milestone to draw."

    def show(self, options: TableOptions) -> list[nodes.Node]:
        """A line for each milestone."""
        points = self.reader.ask(trend, options.selection)
        title = f"When each report up to {month_name(options.selection.month)} expected the milestones"
        return trend_chart(points, title) if points else []


class MilestoneGantt(SelectionDirective):
    """From due to done, by area."""

    nothing = "No milestone to draw."

    def show(self, options: TableOptions) -> list[nodes.Node]:
        """A bar for each row."""
        reader, month = self.reader, options.selection.month
        listed = reader.ask(rows, options.selection)
        source = gantt(listed, month)
        if not source:
            return []
        picture = mermaid(
            code=source, options={}, alt=f"Gantt chart of {words.count(len(listed), 'row')} of milestones"
        )
        picture["wide"] = True
        self.set_source_info(picture)
        columns = ("id", "title", "due", "forecast", "late", "status")
        tables = MilestoneTable(reader.links, lambda _: [], lambda *_: None).render(listed, "none", columns)
        return [picture, disclosure("", *tables, summary="The data as a table")]
