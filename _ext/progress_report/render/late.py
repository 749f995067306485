"""The lists that the numbers of a verdict lead to: one row for each milestone, under the number's anchor."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ..domain.links import Links
from ..model.dates import month_name
from ..model.rows import Row
from ..model.statements import DELAYED as REPORTED
from ..model.verdict import Comparison
from .milestone_table import MilestoneTable
from .nodes import disclosure
from .verdict import ACHIEVED, DELAYED, LATE, NEWLY_LATE, NO_LONGER_LATE, OVERDUE

_LATE_COLUMNS = ("id", "title", "wbs", "due", "late")
_COLUMNS = ("id", "title", "due", "late", "status")


def late_lists(listed: Sequence[Row], links: Links) -> nodes.container:
    """All that is late at the end of a month: first what is overdue, then what was reported as delayed."""
    tables: list[nodes.Node] = []
    for anchor, caption, part in (
        (OVERDUE, "Overdue without an explanation", [row for row in listed if row.status != REPORTED]),
        (DELAYED, "Reported as delayed", [row for row in listed if row.status == REPORTED]),
    ):
        if part:
            columns = _LATE_COLUMNS if anchor == OVERDUE else (*_LATE_COLUMNS, "forecast", "month")
            tables.append(anchored(anchor, milestone_list(part, links, f"{caption}: {len(part)}", columns)))
    return anchored(LATE, *tables)


def comparison_lists(
    found: Comparison, lists: Sequence[Sequence[Row]], links: Links, prefix: str
) -> list[nodes.Node]:
    """What is different from the end of an earlier month, folded; ``lists`` has the rows of what was
    achieved, of what is newly late and of what is late no longer."""
    result: list[nodes.Node] = []
    kinds = ((ACHIEVED, "Achieved"), (NEWLY_LATE, "Newly late"), (NO_LONGER_LATE, "No longer late"))
    for (name, caption), listed in zip(kinds, lists, strict=True):
        if listed:
            summary = f"{caption} since the end of {month_name(found.since)}: {len(listed)}"
            table = milestone_list(listed, links, "", _COLUMNS)
            result.append(anchored(prefix + name, disclosure("", table, summary=summary)))
    return result


def milestone_list(
    listed: Sequence[Row], links: Links, caption: str, columns: Sequence[str] = _COLUMNS
) -> nodes.table:
    """Rows as one table without notes and without anchors of its own."""
    return MilestoneTable(links, lambda _: [], lambda *_: None).table(listed, columns, caption)


def anchored(anchor: str, *content: nodes.Node) -> nodes.container:
    """Content that an anchor leads to."""
    return nodes.container("", *content, ids=[anchor])
