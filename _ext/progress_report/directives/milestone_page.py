"""The parts of a milestone's own page: data of the schedule, reporting history, dependencies."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.catalogue import Catalogue
from ..content.due_and_state import FINISHED
from ..content.registers import MILESTONES_FILE, Milestone
from ..content.yaml_keys import ACHIEVED
from ..core import identifiers
from ..core.dates import difference
from ..core.language import gettext, ngettext, number
from ..core.periods import end_of
from ..core.places import reports
from ..domain.parts import Content, Part
from ..domain.reading import Reader
from ..milestones.ledger import Entry, Ledger, ledger
from ..milestones.register_order import neighbours, siblings
from ..milestones.rows import lateness
from ..parsing.notes import note_nodes, statement_note
from ..render import words
from ..render.charts.dependencies import Box, dependency_chart
from ..render.elements import (
    Cell,
    badge,
    facts,
    inline,
    joined,
    neighbour_links,
    nothing,
    paragraph,
    sentence,
    strip,
    table,
)
from ..render.milestone_table import HEADINGS, unchanged_since
from .base import ReportDirective

#: The most milestones of the same element that a page lists.
MOST_SIBLINGS = 10

_COLUMNS = ("id", "title", "due", "status")


class MilestoneFacts(ReportDirective):
    """``{milestone-facts} ID``: its status as of the newest month, and the schedule."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return the links, the strip, a list of names and values, and the description."""
        reader = self.reader
        milestone = reader.ask(Catalogue.milestone, self.arguments[0])
        if milestone is None:
            return []
        result: list[Content] = [
            *self._strip(milestone),
            *neighbour_links(*reader.ask(neighbours, milestone.id), reader.links.milestone),
            *facts(self._schedule(milestone)),
        ]
        if milestone.description:
            path = f"{reports()}/{MILESTONES_FILE}"
            result += note_nodes(
                self.env, self.document, milestone.description, path, milestone.description_line
            )
        return result

    def _strip(self, milestone: Milestone) -> list[Part]:
        """Return status, dates, variance, area and owner as of the newest month."""
        reader = self.reader
        month = reader.ask(Catalogue.newest)
        if not month:
            return []
        state = reader.ask(Catalogue.state, milestone.id, month)
        forecast = state.statement.forecast if state.statement else None
        late = reader.ask(lateness, milestone.id, month)
        area = reader.ask(Catalogue.home_area_of_milestone, milestone.id, state.statement, month)
        owner = owner_of(reader, milestone.wbs) if milestone.wbs else ""
        asof = inline(words.as_of(end_of(month)), classes=["report-asof"])
        said: list[tuple[str, Cell]] = [
            (gettext("Status"), [badge(state.status), " ", asof]),
            (gettext("Due"), words.date(state.due)),
            (gettext("Forecast"), str(forecast) if forecast else ""),
            *([self._finish(milestone)] if self._finishes_later(milestone) else []),
            (HEADINGS["late"], words.variance(state.status, late) if late else ""),
            (gettext("Area"), reader.links.element(area) if area else ""),
            (gettext("Owner"), owner),
        ]
        return strip(said)

    def _schedule(self, milestone: Milestone) -> list[tuple[str, Cell]]:
        links = self.reader.links
        elsewhere = {
            each.wbs: each.month
            for each in self.reader.ask(Catalogue.history, milestone.id)
            if each.wbs and each.wbs != milestone.wbs
        }
        reported: list[tuple[str, Cell]] = [
            (
                gettext("Reported under"),
                sentence(
                    gettext("{element}, in {month}"), element=links.element(element), month=links.month(month)
                ),
            )
            for element, month in elsewhere.items()
        ]
        return [
            (gettext("WBS element"), links.element(milestone.wbs) if milestone.wbs else ""),
            *reported,
            (gettext("First baseline"), words.date(milestone.due)),
            *(
                (gettext("Baseline from {month}").format(month=each.month), words.date(each.due))
                for each in milestone.baselines
            ),
            *([] if self._finishes_later(milestone) else [self._finish(milestone)]),
            (gettext("Level"), milestone.level),
            (gettext("Also known as"), ", ".join(milestone.aka)),
        ]

    def _finish(self, milestone: Milestone) -> tuple[str, Cell]:
        """Return the name of the finish date, and the date."""
        later = self._finishes_later(milestone)
        name = gettext("Finish in a later schedule") if later else words.STATUS[FINISHED]
        return name, words.date(milestone.finished) if milestone.finished else ""

    def _finishes_later(self, milestone: Milestone) -> bool:
        """Return whether a schedule of after the newest month gives the finish date, which is no forecast of
        the reports."""
        newest = self.reader.ask(Catalogue.newest)
        finished = milestone.finished
        return bool(finished and newest and finished.first_day > end_of(newest).last_day)


def owner_of(reader: Reader, element: str) -> str:
    """Return lead and institution of the nearest element that has any, from ``element`` upwards."""
    for name in identifiers.lineage(element):
        record = reader.ask(Catalogue.element, name)
        if record and record.owner:
            return record.owner
    return ""


class MilestoneLedger(ReportDirective):
    """``{milestone-ledger} ID``: one row for each statement, oldest first, and disagreements of sources."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return the table, or a sentence where no report mentions the milestone."""
        name = self.arguments[0]
        found = self.reader.ask(ledger, name)
        if not found.entries:
            return nothing(gettext("Not mentioned in any published report."))
        return [self._summary(found), self._table(found, name), *self._disagreements(found)]

    def _summary(self, found: Ledger) -> Part:
        first, last = found.entries[0].statement.month, found.entries[-1].statement.month
        links = self.reader.links
        if not found.delayed:
            text = (
                gettext("First mentioned in {first}; never reported as delayed.")
                if first == last
                else gettext("First mentioned in {first}, last in {last}; never reported as delayed.")
            )
        elif first == last:
            text = ngettext(
                "First mentioned in {first}; reported as delayed in {count} month.",
                "First mentioned in {first}; reported as delayed in {count} months.",
                found.delayed,
            )
        else:
            text = ngettext(
                "First mentioned in {first}, last in {last}; reported as delayed in {count} month.",
                "First mentioned in {first}, last in {last}; reported as delayed in {count} months.",
                found.delayed,
            )
        count = number(found.delayed)
        return paragraph(*sentence(text, first=links.month(first), last=links.month(last), count=count))

    def _table(self, found: Ledger, name: str) -> Part:
        columns = [
            ("month", gettext("Month")),
            ("status", gettext("Status")),
            ("due", gettext("Due")),
            ("forecast", gettext("Forecast or actual")),
            ("slip", HEADINGS["late"]),
            ("note", gettext("Note")),
        ]
        rows: list[list[Cell]] = []
        for entry in found.entries:
            statement = entry.statement
            note = statement_note(self.env, self.document, statement)
            if entry.note_since:
                since = self.reader.links.month(entry.note_since)
                note.append(paragraph(*unchanged_since(since), classes=["report-asof"]))
            where: list[Content] = [self.reader.links.statement(statement, name)]
            if entry.summary:
                where.append(f" ({words.kind_of_month(True)})")
            rows.append(
                [
                    where,
                    badge(statement.status),
                    words.date(entry.due),
                    words.date(statement.date or statement.forecast),
                    self._variance(entry, name),
                    note or words.DASH,
                ]
            )
        return table(columns, rows, ["report-ledger"])

    def _variance(self, entry: Entry, name: str) -> Cell:
        """Return the variance of what was stated, and how far dates moved since the last statement."""
        statement = entry.statement
        stated = statement.achieved_on or statement.forecast
        late = self.reader.ask(lateness, name, statement.month)
        span = difference(stated, entry.due) if stated and entry.due else None
        if span is None and late and (late.count > 0 or statement.status == ACHIEVED):
            span = late
        said = [paragraph(words.variance(ACHIEVED, span) if span else words.DASH)]
        if entry.due_moved or entry.forecast_moved:
            moved = words.moved(entry.due_moved, entry.forecast_moved)
            said.append(paragraph(moved, classes=["report-asof"]))
        return said

    def _disagreements(self, found: Ledger) -> list[Part]:
        if not found.disagreements:
            return []
        columns = [
            ("month", gettext("Month")),
            ("title", gettext("Schedule")),
            ("title", gettext("Report")),
        ]
        # A difference shared by several months is listed once.
        months: dict[tuple[str, str], list[str]] = {}
        for each in found.disagreements:
            months.setdefault((each.schedule.shown(), each.stated.shown()), []).append(each.month)
        rows: list[list[Cell]] = [
            [joined(map(self.reader.links.month, said_in)), schedule, stated]
            for (schedule, stated), said_in in months.items()
        ]
        caption = gettext("Differences between schedule and reports")
        return [table(columns, rows, ["report-disagreements"], caption)]


class MilestoneNeighbours(ReportDirective):
    """``{milestone-neighbours} ID``: its predecessors and successors in the schedule, as a drawing and as
    tables."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return the drawing with its tables, or a sentence where there are no dependencies."""
        name = self.arguments[0]
        milestone = self.reader.ask(Catalogue.milestone, name)
        month = self.reader.ask(Catalogue.newest)
        before, after = milestone.after if milestone else (), self.reader.ask(Catalogue.successors, name)
        tables = [
            table(
                _columns(), [_row(self.reader, each, month) for each in names], ["report-milestones"], title
            )
            for title, names in ((gettext("Predecessors"), before), (gettext("Successors"), after))
            if names
        ]
        if not tables or not month:
            said = gettext("The schedule lists no predecessors or successors.")
            return tables or nothing(said)
        boxes = [[self._box(each, month) for each in names] for names in ((name,), before, after)]
        return dependency_chart(boxes[0][0], boxes[1], boxes[2], str(end_of(month)), tables)

    def _box(self, name: str, month: str) -> Box:
        known = self.reader.links.exists(name)
        status = self.reader.ask(Catalogue.state, name, month).status if known else ""
        return Box(name, self.reader.ask(Catalogue.milestone_title, name) if known else "", status)


class MilestoneSiblings(ReportDirective):
    """``{milestone-siblings} ID``: the other milestones of its WBS element, with their status."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return a table, and a link to the element if it has more milestones than the table."""
        name = self.arguments[0]
        names = self.reader.ask(siblings, name)
        milestone = self.reader.ask(Catalogue.milestone, name)
        if not names or milestone is None:
            return nothing(gettext("No other milestone is in this element."))
        month = self.reader.ask(Catalogue.newest)
        rows = [_row(self.reader, each, month) for each in names[:MOST_SIBLINGS]]
        result = [table(_columns(), rows, ["report-milestones"])]
        if len(names) > MOST_SIBLINGS:
            more = len(names) - MOST_SIBLINGS
            text = ngettext("{count} more of {element}", "{count} more of {element}", more)
            element = self.reader.links.element(milestone.wbs)
            result.append(paragraph(*sentence(text, count=str(more), element=element)))
        return result


def _columns() -> list[tuple[str, str]]:
    return [(name, HEADINGS[name]) for name in _COLUMNS]


def _row(reader: Reader, name: str, month: str | None) -> list[Cell]:
    links = reader.links
    if not links.exists(name):
        # An id that is not in the register is shown as plain text.
        plain = inline(name, classes=["report-id"])
        return [plain, gettext("Not in the register"), words.DASH, words.DASH]
    state = reader.ask(Catalogue.state, name, month) if month else None
    return [
        inline(links.milestone(name), classes=["report-id"]),
        reader.ask(Catalogue.milestone_title, name),
        words.date(state.due) if state else words.DASH,
        badge(state.status) if state else words.DASH,
    ]
