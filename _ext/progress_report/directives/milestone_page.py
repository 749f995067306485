"""The parts of a milestone's own page: what the schedule says, and what the months said."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

from ..domain.notes import note_nodes, statement_note
from ..model.catalogue import Catalogue
from ..model.dates import Date
from ..model.loader import REPORTS
from ..model.registers import MILESTONES_FILE, Milestone
from ..render import words
from ..render.elements import Cell, badge, facts, joined, paragraph, table
from .base import ReportDirective


class MilestoneFacts(ReportDirective):
    """``{milestone-facts} ID``: state as of the newest month, and the schedule."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
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
        pairs.extend(self._schedule(milestone))
        result: list[nodes.Node] = [facts(pairs)]
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
        pairs.append(("First baseline", [paragraph(words.date(milestone.due))]))
        for baseline in milestone.baselines:
            pairs.append((f"Baseline from {baseline.month}", [paragraph(words.date(baseline.due))]))
        if milestone.finished:
            pairs.append(("Finished by the schedule", [paragraph(words.date(milestone.finished))]))
        if milestone.level:
            pairs.append(("Level", [paragraph(milestone.level)]))
        if milestone.aka:
            pairs.append(("Also known as", [paragraph(", ".join(milestone.aka))]))
        if milestone.after:
            # An id that the register does not hold is shown plain.
            names = [
                links.milestone(name) if links.exists(name) else nodes.inline("", name, classes=["report-id"])
                for name in milestone.after
            ]
            pairs.append(("After", [paragraph(*joined(names))]))
        return pairs


class MilestoneLedger(ReportDirective):
    """``{milestone-ledger} ID``: one row for each statement, oldest first."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the table, or a sentence where no month has spoken."""
        name = self.arguments[0]
        history = self.reader.ask(Catalogue.history, name)
        if not history:
            return [paragraph("No published month speaks of this milestone.", classes=["report-none"])]
        columns = [("month", "Month"), ("status", "Status"), ("due", "Due"), ("forecast", "Forecast"), ("note", "Note")]
        rows: list[list[Cell]] = []
        for statement in history:
            note = statement_note(self.env, self.document, statement)
            rows.append(
                [
                    [paragraph(self.reader.links.statement(statement, name))],
                    [paragraph(badge(statement.status))],
                    [paragraph(words.date(statement.due))],
                    [paragraph(words.date(statement.forecast))],
                    note or [paragraph(words.NO_DATE)],
                ]
            )
        return [table(columns, rows, ["report-ledger"])]
