"""Milestone tables, one for each group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..content.due_and_state import STATES
from ..content.statements import Statement
from ..core.dates import month_name
from ..core.language import Translated, gettext, gettext_noop, ngettext, number
from ..domain.links import Links
from ..domain.page_names import REGISTER_FILE
from ..domain.parts import Content, Part
from ..milestones.rows import BY_AREA, BY_STATUS, UNGROUPED, Row, grouped, latest_due
from . import words
from .elements import Cell, badge, container, folded, inline, joined, nothing, paragraph, sentence, table
from .nodes import site_file

#: Returns the parsed note of a statement, new for each call.
Notes = Callable[[Statement], Sequence[Content]]

#: Returns the anchors of an id of a statement; none if they are elsewhere.
Anchors = Callable[[Statement, str], Sequence[str]]


#: The variances of a milestone by report, as a row has them.
Variances = tuple[tuple[str, int], ...]

#: The heading of each column.
HEADINGS = Translated(
    {
        "id": gettext_noop("ID"),
        "title": gettext_noop("Milestone"),
        "wbs": gettext_noop("Element"),
        "due": gettext_noop("Due"),
        "forecast": gettext_noop("Forecast"),
        "late": gettext_noop("Variance"),
        "status": gettext_noop("Status"),
        "note": gettext_noop("Note"),
        "month": gettext_noop("Last reported"),
    }
)

#: The value for rows of no area in the data for scripts.
OTHER_AREA = "other"

#: The number of rows from which a table can be sorted and filtered.
SORTABLE_FROM = 10

#: The most rows of a folded table: of more, those that are due last.
MOST_FOLDED = 80

#: The number of rows above which each group of a grouped table is folded.
LONG = 20


def unchanged_since(month: Content) -> list[Content]:
    """Return since which ``month`` a note is unchanged, as a sentence."""
    return sentence(gettext("Unchanged since {month}."), month=month)


@dataclass(frozen=True)
class MilestoneTable:
    """Renders rows with the links, notes and anchors of one page."""

    links: Links
    notes: Notes
    anchors: Anchors
    variance_chart: Callable[[Variances], Part | None] = lambda _: None

    def render(
        self, rows: Sequence[Row], group_by: str, columns: Sequence[str], fold: Sequence[str] = ()
    ) -> list[Part]:
        """Return a table of ``rows`` for each group, in their order; a sentence if there are none.

        ``group_by`` is one of ``GROUPINGS``, ``columns`` are the names of those shown. In an ungrouped table,
        rows with one of the statuses ``fold`` form a second, folded table. Of a grouped table with more than
        :data:`LONG` rows, each group is folded.
        """
        if not rows:
            return nothing(gettext("No milestones."))
        if group_by != UNGROUPED:
            return self._groups(rows, group_by, columns)
        sortable = len(rows) >= SORTABLE_FROM
        below = [row for row in rows if row.status in fold]
        if not below or len(below) == len(rows):
            return [self.table(rows, columns, "", sortable, filtered=bool(fold))]
        rest = [row for row in rows if row.status not in fold]
        states = [words.STATUS[status] for status in STATES if any(row.status == status for row in below)]
        summary = words.pair(", ".join(states), words.milestones(below))
        latest = latest_due(below, MOST_FOLDED)
        table = self.table(latest, columns, summary, sortable, filtered=True)
        older = len(below) - len(latest)
        more = []
        if older:
            said = ngettext(
                "{count} row due earlier: see {file}.", "{count} rows due earlier: see {file}.", older
            )
            file = Part(site_file, gettext("the register as a spreadsheet"), path=REGISTER_FILE)
            more = [paragraph(*sentence(said, count=number(older), file=file))]
        open_ones = gettext("{milestones}; the others are folded below").format(
            milestones=words.milestones(rest)
        )
        return [
            self.table(rest, columns, open_ones, sortable, filtered=True),
            folded(summary, table, *more),
        ]

    def _groups(self, rows: Sequence[Row], group_by: str, columns: Sequence[str]) -> list[Part]:
        """Return a table for each group; folded, if there are many rows."""
        groups = [(self._name(group[0], group_by), group) for group in grouped(rows, group_by)]
        tables = [self.table(group, columns, said) for said, group in groups]
        if len(rows) <= LONG or len(groups) == 1:
            return tables
        return [
            folded(
                words.pair(said.text() if isinstance(said, Part) else said, words.milestones(group)), table
            )
            for table, (said, group) in zip(tables, groups, strict=True)
        ]

    def _name(self, row: Row, group_by: str) -> Content:
        """Return the name of the group that ``row`` is in."""
        if group_by == BY_AREA:
            return self.links.element(row.area) if row.area else words.area(row.area, "")
        if group_by == BY_STATUS:
            return words.STATUS[row.status]
        return month_name(row.due) if row.due else words.DASH

    def table(
        self,
        rows: Sequence[Row],
        columns: Sequence[str],
        caption: Content,
        sortable: bool = False,
        *,
        filtered: bool = False,
    ) -> Part:
        """Return ``rows`` as one table with ``columns``; ``caption`` may be empty.

        With ``sortable``, readers can sort and filter it; with ``filtered``, an address can filter it.
        """
        # A note is below the title, across the width of the table; without a title it has its own column.
        below = "note" in columns and "title" in columns
        # Where no report gives a forecast, the titles and notes need its place more. A filtered table may
        # show another month.
        no_forecast = not filtered and not any(row.forecast for row in rows)
        left_out = {"note"} if below else set()
        left_out |= {"forecast"} if no_forecast and below else set()
        shown = [name for name in columns if name not in left_out]
        cells = [[self._cell(row, name, below) for name in shown] for row in rows]
        classes = ["report-milestones", *(["report-sortable"] if sortable else [])]
        data = [
            {"state": row.status, "area": row.area or OTHER_AREA, "level": row.level}
            for row in rows
            if sortable or filtered
        ]
        return table([(name, HEADINGS[name]) for name in shown], cells, classes, caption, data)

    def _cell(self, row: Row, column: str, note_below: bool) -> Cell:
        if column == "id":
            return [paragraph(*joined(self._id(row, name) for name in row.ids))]
        if column == "title":
            note = self._note(row) if note_below else []
            return [paragraph(row.title or words.DASH), *note]
        if column == "note":
            return self._note(row) or words.DASH
        if column == "status":
            return [paragraph(badge(row.status))]
        if column == "wbs":
            return [paragraph(self.links.element_id(row.element) if row.element else words.DASH)]
        if column == "month":
            return [paragraph(self._stated(row))]
        if column == "late":
            lines = [paragraph(words.late(row))]
            if delays := words.delays(row):
                lines.append(paragraph(delays, classes=["report-asof"]))
            bars = self.variance_chart(row.variances)
            return [*lines, *([bars] if bars else [])]
        return [paragraph(words.date(row.due if column == "due" else row.forecast))]

    def _id(self, row: Row, name: str) -> Part:
        wrapper = inline(self.links.known_milestone(name), classes=["report-id"])
        for anchor in self.anchors(row.statement, name) if row.statement else ():
            wrapper.add("ids", anchor)
        return wrapper

    def _note(self, row: Row) -> list[Part]:
        content = list(self.notes(row.statement)) if row.statement and row.statement.note else []
        if content and row.note_since:
            since = self.links.month(row.note_since)
            content.append(paragraph(*unchanged_since(since), classes=["report-asof"]))
        return [container(*content, classes=["report-note"])] if content else []

    def _stated(self, row: Row) -> Content:
        return self.links.statement(row.statement, row.ids[0]) if row.statement else words.DASH
