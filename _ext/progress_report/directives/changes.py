"""``{changes}``: what changed since the month before."""

from __future__ import annotations

from itertools import groupby
from typing import Any, ClassVar

from docutils import nodes

from ..domain.reading import Reader
from ..model.catalogue import Catalogue, State
from ..model.changes import Change, changes
from ..model.dates import Date, month_name
from ..model.directives import OPTIONS, read_month
from ..model.statements import Statement
from ..render import words
from ..render.elements import Cell, badge, paragraph, table
from .base import Options, ReportDirective


class ChangesDirective(ReportDirective):
    """Option: ``month``."""

    option_spec: ClassVar[dict[str, Any]] = Options(OPTIONS["changes"])

    def run(self) -> list[nodes.Node]:
        """Return one table for each kind of change."""
        month = self.chosen_month(self.read(read_month))
        return changes_nodes(self.reader, month) if month else []


def changes_nodes(reader: Reader, month: str) -> list[nodes.Node]:
    """The changes of a month as tables, or a sentence where there is nothing to compare or to tell."""
    found = reader.ask(changes, month)
    if found is None or found.since is None:
        return [paragraph("No earlier month is published to compare with.", classes=["report-none"])]
    since = paragraph("Compared with ", reader.links.month(found.since), ".", classes=["report-asof"])
    if not found.changes:
        return [since, paragraph("No milestone changed.", classes=["report-none"])]
    tables = [
        _table(reader, kind, list(group)) for kind, group in groupby(found.changes, key=lambda c: c.kind)
    ]
    return [since, *tables]


def _table(reader: Reader, kind: str, group: list[Change]) -> nodes.table:
    columns = [("id", "ID"), ("title", "Milestone"), ("area", "Area"), ("before", "Before"), ("after", "Now")]
    rows: list[list[Cell]] = []
    for change in group:
        name = change.milestone
        known = reader.links.exists(name)
        identifier = (
            reader.links.milestone(name) if known else nodes.inline("", name, classes=["report-unknown"])
        )
        title = reader.ask(Catalogue.milestone_title, name) or (change.after.title if change.after else "")
        area = reader.links.element_id(change.area) if change.area else "Other"
        rows.append(
            [
                [paragraph(nodes.inline("", "", identifier, classes=["report-id"]))],
                [paragraph(title)],
                [paragraph(area)],
                [_before(reader, change.before, name)],
                [_after(reader, change.after, name)],
            ]
        )
    caption = [nodes.Text(f"{words.CHANGE[kind]}: {len(group)}")]
    return table(columns, rows, ["report-milestones", "report-changes"], caption)


def _before(reader: Reader, state: State, name: str) -> nodes.paragraph:
    return paragraph(badge(state.status), *_details(reader, state.statement, state.due, name))


def _after(reader: Reader, statement: Statement | None, name: str) -> nodes.paragraph:
    if statement is None:
        return paragraph("not mentioned")
    return paragraph(badge(statement.status), *_details(reader, statement, statement.due, name))


def _details(
    reader: Reader, statement: Statement | None, due: Date | None, name: str
) -> list[nodes.Node | str]:
    """When, and where that is said."""
    when = ""
    if statement and statement.date:
        when = str(statement.date)
    elif statement and statement.forecast:
        when = f"expected {statement.forecast}"
    elif due:
        when = f"due {due}"
    details: list[nodes.Node | str] = []
    if when:
        details += [", ", nodes.inline("", when, classes=["report-date"])]
    if statement:
        details += [" (", reader.links.statement(statement, name, month_name(statement.month)), ")"]
    return details
