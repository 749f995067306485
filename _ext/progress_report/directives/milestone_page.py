"""The parts of a milestone's own page: data of the schedule, reporting history, dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..content.catalogue import FINISHED, Catalogue
from ..content.registers import MILESTONES_FILE, Milestone
from ..core import identifiers
from ..core.dates import Date
from ..domain.parts import Content, Part
from ..load.loader import REPORTS
from ..milestones.ledger import Ledger, ledger
from ..milestones.rows import lateness
from ..parsing.notes import note_nodes, statement_note
from ..render import words
from ..render.elements import Cell, badge, facts, inline, joined, paragraph, table
from .base import ReportDirective


class MilestoneFacts(ReportDirective):
    """``{milestone-facts} ID``: state as of the newest month, and the schedule."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return a list of names and values, and the description."""
        reader = self.reader
        milestone = reader.ask(Catalogue.milestone, self.arguments[0])
        if milestone is None:
            return []
        pairs: list[tuple[str, Cell]] = []
        month = reader.ask(Catalogue.newest)
        if month:
            state = reader.ask(Catalogue.state, milestone.id, month)
            asof = f" as of {Date.end_of(month)}"
            pairs.append(("State", [paragraph(badge(state.status), asof)]))
            pairs.append(("Due", [paragraph(words.date(state.due))]))
            forecast = state.statement.forecast if state.statement else None
            if forecast:
                pairs.append(("Forecast", [paragraph(str(forecast))]))
            late = reader.ask(lateness, milestone.id, month)
            if late:
                pairs.append((words.COLUMN["late"], [paragraph(words.variance(state.status, late))]))
        pairs.extend(self._schedule(milestone))
        result: list[Content] = [facts(pairs)]
        if milestone.description:
            path = f"{REPORTS}/{MILESTONES_FILE}"
            result += note_nodes(
                self.env, self.document, milestone.description, path, milestone.description_line
            )
        return result

    def _schedule(self, milestone: Milestone) -> list[tuple[str, Cell]]:
        links = self.reader.links
        pairs: list[tuple[str, Cell]] = []
        if milestone.wbs:
            pairs.append(("WBS element", [paragraph(links.element(milestone.wbs))]))
            owner = self._owner(milestone.wbs)
            if owner:
                pairs.append(("Owner", [paragraph(owner)]))
        pairs.append(("First baseline", [paragraph(words.date(milestone.due))]))
        for baseline in milestone.baselines:
            pairs.append((f"Baseline from {baseline.month}", [paragraph(words.date(baseline.due))]))
        if milestone.finished:
            pairs.append((words.STATUS[FINISHED], [paragraph(words.date(milestone.finished))]))
        if milestone.level:
            pairs.append(("Level", [paragraph(milestone.level)]))
        if milestone.aka:
            pairs.append(("Also known as", [paragraph(", ".join(milestone.aka))]))
        return pairs

    def _owner(self, element: str) -> str:
        """Return lead and institution of the nearest element that has any, from the milestone's upwards."""
        for name in identifiers.lineage(element):
            record = self.reader.ask(Catalogue.element, name)
            if record and record.owner:
                return record.owner
        return ""


class MilestoneLedger(ReportDirective):
    """``{milestone-ledger} ID``: one row for each statement, oldest first, and disagreements of sources."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return the table, or a sentence where no report mentions the milestone."""
        name = self.arguments[0]
        found = self.reader.ask(ledger, name)
        if not found.entries:
            return [paragraph("Not mentioned in any published report.", classes=["report-none"])]
        return [self._summary(found), self._table(found, name), *self._disagreements(found)]

    def _summary(self, found: Ledger) -> Part:
        first, last = found.entries[0].statement.month, found.entries[-1].statement.month
        links = self.reader.links
        said: list[Content] = ["First mentioned in ", links.month(first)]
        if first != last:
            said += [", last in ", links.month(last)]
        months = words.count(found.delayed, "month")
        said.append(
            f"; reported as delayed in {months}." if found.delayed else "; never reported as delayed."
        )
        return paragraph(*said)

    def _table(self, found: Ledger, name: str) -> Part:
        columns = [
            ("month", "Month"), ("status", "Status"), ("due", "Due"), ("forecast", "Forecast or actual"),
            ("slip", "Slip"), ("note", "Note"),
        ]  # fmt: skip
        rows: list[list[Cell]] = []
        for entry in found.entries:
            statement = entry.statement
            note = statement_note(self.env, self.document, statement)
            if entry.note_since:
                since = self.reader.links.month(entry.note_since)
                note.append(paragraph("Unchanged since ", since, ".", classes=["report-asof"]))
            where: list[Content] = [self.reader.links.statement(statement, name)]
            if entry.summary:
                where.append(" (summary)")
            rows.append(
                [
                    [paragraph(*where)],
                    [paragraph(badge(statement.status))],
                    [paragraph(words.date(entry.due))],
                    [paragraph(words.date(statement.date or statement.forecast))],
                    [paragraph(words.moved(entry.due_slip, entry.forecast_slip))],
                    note or [paragraph(words.NO_DATE)],
                ]
            )
        return table(columns, rows, ["report-ledger"])

    def _disagreements(self, found: Ledger) -> list[Part]:
        if not found.disagreements:
            return []
        columns = [("month", "Month"), ("title", "Schedule"), ("title", "Report")]
        # A difference shared by several months is listed once.
        months: dict[tuple[str, str], list[str]] = {}
        for each in found.disagreements:
            months.setdefault((each.schedule, each.stated), []).append(each.month)
        rows: list[list[Cell]] = [
            [
                [paragraph(*joined(map(self.reader.links.month, said_in)))],
                [paragraph(schedule)],
                [paragraph(stated)],
            ]
            for (schedule, stated), said_in in months.items()
        ]
        caption = "Differences between schedule and reports"
        return [table(columns, rows, ["report-disagreements"], caption)]


class MilestoneNeighbours(ReportDirective):
    """``{milestone-neighbours} ID``: its predecessors and successors in the schedule, with states."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def parts(self) -> Sequence[Content]:
        """Return a table for predecessors and one for successors, as far as there are any."""
        name = self.arguments[0]
        milestone = self.reader.ask(Catalogue.milestone, name)
        month = self.reader.ask(Catalogue.newest)
        result: list[Part] = []
        for title, names in (
            ("Predecessors", milestone.after if milestone else ()),
            ("Successors", self.reader.ask(Catalogue.successors, name)),
        ):
            if names:
                rows = [self._row(each, month) for each in names]
                columns = [("id", "ID"), ("title", "Milestone"), ("due", "Due"), ("status", "Status")]
                result.append(table(columns, rows, ["report-milestones"], title))
        return result or [
            paragraph("The schedule lists no predecessors or successors.", classes=["report-none"])
        ]

    def _row(self, name: str, month: str | None) -> list[Cell]:
        links = self.reader.links
        if not links.exists(name):
            # An id that is not in the register is shown as plain text.
            plain = inline(name, classes=["report-id"])
            return [
                [paragraph(each)] for each in (plain, "Not in the register", words.NO_DATE, words.NO_DATE)
            ]
        state = self.reader.ask(Catalogue.state, name, month) if month else None
        return [
            [paragraph(inline(links.milestone(name), classes=["report-id"]))],
            [paragraph(self.reader.ask(Catalogue.milestone_title, name))],
            [paragraph(words.date(state.due) if state else words.NO_DATE)],
            [paragraph(badge(state.status) if state else words.NO_DATE)],
        ]
