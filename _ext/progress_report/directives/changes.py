"""``{changes}``: the changes since the previous month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..check.directive_options import OPTIONS, read_month
from ..content.catalogue import Catalogue
from ..content.due_and_state import State
from ..content.statements import Statement
from ..core.dates import Date
from ..core.language import gettext
from ..core.periods import period_name
from ..domain.parts import Content, Part
from ..domain.reading import Reader
from ..milestones.changes import (
    DISAPPEARED,
    KINDS_OF_CHANGE,
    NEWLY_ACHIEVED,
    NEWLY_DELAYED,
    NEWLY_OVERDUE,
    Change,
    changes,
)
from ..render import words
from ..render.elements import Cell, badge, container, folded, inline, nothing, paragraph, sentence, table
from ..render.verdict import ACHIEVED_LIST, NEWLY_LATE_LIST
from .base import ReportDirective


class ChangesDirective(ReportDirective):
    """Option: ``month``."""

    takes = OPTIONS["changes"]

    def parts(self) -> Sequence[Content]:
        """Return one table for each kind of change."""
        month = self.chosen_month(self.read(read_month))
        return changes_nodes(self.reader, month) if month else []


def changes_nodes(reader: Reader, month: str, *, anchored: bool = False) -> list[Part]:
    """Return the changes of ``month`` as tables, or a sentence if there is nothing to compare or show.

    Milestones that were overdue before and are now delayed have a table of their own, since they
    are not newly late. With ``anchored``, the tables that the numbers of a verdict count have its anchors.
    """
    found = reader.ask(changes, month)
    if found is None or found.since is None:
        return nothing(gettext("There is no earlier report to compare with."))
    text = gettext("Compared with {month}.")
    since = paragraph(*sentence(text, month=reader.links.month(found.since)), classes=["report-asof"])
    if not found.changes:
        return [since, paragraph(gettext("No milestone changed."), classes=["report-none"])]
    ordered = sorted(found.changes, key=lambda change: (KINDS_OF_CHANGE.index(change.kind), _known(change)))
    result: list[Part] = [since]
    for anchor, part in groupby(ordered, key=_anchor):
        groups = [(title, list(group)) for title, group in groupby(part, key=_title)]
        tables = [_table(reader, title, group) for title, group in groups]
        if not anchored:
            result += tables
            continue
        # Late and achieved milestones are listed above; this table is for looking them up. Browsers unfold
        # content only for a link to an anchor inside it, so the anchors are inside.
        if anchor == NEWLY_LATE_LIST:
            number = sum(len(group) for _, group in groups)
            result.append(
                folded(words.pair(gettext("Newly late"), number), container(*tables, anchor=anchor))
            )
            continue
        for (title, group), each in zip(groups, tables, strict=True):
            result.append(folded(_caption(title, group), container(each, anchor=anchor)))
    return result


def _known(change: Change) -> bool:
    """Return whether the delay was reported only after the due date had passed without a report."""
    return change.kind == NEWLY_DELAYED and not change.newly_late


def _title(change: Change) -> str:
    return gettext("Overdue before, now delayed") if _known(change) else words.CHANGE[change.kind]


def _anchor(change: Change) -> str:
    """Return the anchor of the list of a verdict that a change belongs to; empty for none."""
    if change.kind == NEWLY_ACHIEVED:
        return ACHIEVED_LIST
    return NEWLY_LATE_LIST if change.kind in (NEWLY_OVERDUE, NEWLY_DELAYED) and change.newly_late else ""


def _table(reader: Reader, heading: str, group: list[Change]) -> Part:
    columns = [
        ("id", gettext("ID")),
        ("title", gettext("Milestone")),
        ("area", gettext("Area")),
        ("before", gettext("Before")),
        ("after", gettext("Now")),
    ]
    rows: list[list[Cell]] = []
    for change in group:
        name = change.milestone
        identifier = reader.links.known_milestone(name)
        title = reader.ask(Catalogue.milestone_title, name) or (change.after.title if change.after else "")
        area = reader.links.element_id(change.area) if change.area else gettext("Other")
        rows.append(
            [
                inline(identifier, classes=["report-id"]),
                title,
                area,
                _before(reader, change.before, name),
                _after(reader, change),
            ]
        )
    return table(columns, rows, ["report-milestones", "report-changes"], _caption(heading, group))


def _caption(heading: str, group: list[Change]) -> str:
    return words.pair(heading, len(group))


def _before(reader: Reader, state: State, name: str) -> Part:
    return paragraph(badge(state.status), *_details(reader, state.statement, state.due, name))


def _after(reader: Reader, change: Change) -> Part:
    statement = change.after
    if statement:
        return paragraph(
            badge(statement.status), *_details(reader, statement, statement.due, change.milestone)
        )
    if change.kind == DISAPPEARED:
        return paragraph(gettext("not mentioned"))
    return paragraph(badge(change.now.status), *_details(reader, None, change.now.due, change.milestone))


def _details(reader: Reader, statement: Statement | None, due: Date | None, name: str) -> list[Content]:
    """Return the dates of a statement, and where they are stated."""
    when = ""
    if statement and statement.date:
        when = str(statement.date)
    elif statement and statement.forecast:
        when = words.forecast(statement.forecast)
    elif due:
        when = words.due(due)
    details: list[Content] = []
    if when:
        details += [", ", inline(when, classes=["report-date"])]
    if statement:
        details += [" (", reader.links.statement(statement, name, period_name(statement.month)), ")"]
    return details
