"""The read-only view over all months: every page asks here, and only here.

Each public method that a page may ask takes hashable arguments and returns immutable values, so
that an answer can be remembered and compared (see ``domain/freshness.py``). Drafts count in no
answer but those about the draft month itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from . import identifiers
from .area import AreaFile, Heading, lead
from .dates import Date, Span, difference
from .month import Month, Page
from .problems import Problem
from .prose import DOCUMENT, TICKET, Known, Mention
from .registers import Document, Element, Milestone
from .settings import ACCOMPLISHMENTS, Settings
from .statements import ACHIEVED, CANCELLED, DELAYED, REBASELINED, STATUSES, Statement

FINISHED, OVERDUE, PLANNED = "finished", "overdue", "planned"

#: Every state that a milestone can be in at the end of a month, worst first.
STATES = (OVERDUE, DELAYED, PLANNED, FINISHED, ACHIEVED, CANCELLED)

#: The group of what lies under no area.
NO_AREA = ""


@dataclass(frozen=True, slots=True)
class State:
    """What is true of a milestone at the end of a month.

    ``status`` is one of :data:`STATES`; ``statement`` the one that says so, None where nobody
    stated it and the schedule or the due date decides. ``due`` is the due date in force.
    """

    status: str
    due: Date | None
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which milestones a table shows, as of the end of ``month``.

    ``stated`` selects what that month itself says, in its order; otherwise the whole register by
    state. ``statuses`` are empty for all. ``wbs`` is an element above. The due dates in force lie
    between ``due_from`` and ``due_to``, both included. ``only`` leaves of what is stated just these.
    Without ``notes`` they are left out, so that a table that shows none does not depend on them.
    ``by_due`` sorts by due date instead of by area. ``ids`` leaves just the rows that name one of them.
    """

    month: str
    stated: bool
    statuses: tuple[str, ...] = ()
    wbs: str = ""
    due_from: Date | None = None
    due_to: Date | None = None
    only: tuple[Statement, ...] = ()
    notes: bool = True
    by_due: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a milestone table: a milestone, or a group that was stated together.

    ``area`` is the area that it is listed under, :data:`NO_AREA` for none. ``late`` is positive for late
    and negative for early or still to come; None where no date is known. ``element`` is where it lies.
    """

    ids: tuple[str, ...]
    title: str
    status: str
    due: Date | None
    forecast: Date | None
    late: Span | None
    area: str
    element: str
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that cites an id: the month, the document and anchor, what kind of text it is in and
    about which element, and the paragraph or bullet around it."""

    month: str
    docname: str
    anchor: str
    kind: str
    element: str
    text: str


@dataclass(frozen=True, slots=True)
class ElementText:
    """What one month says about an element: the kind of text and where it stands."""

    month: str
    docname: str
    anchor: str
    kind: str
    silent: bool
    text: bool
    tickets: int


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """The figures of one month: milestones by status, areas with a file and areas expected."""

    month: str
    statuses: tuple[tuple[str, int], ...]
    areas: int
    expected: int
    tickets: int
    documents: int


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """The figures of one area in one month: milestones it stated, sections of accomplishments with and
    without activity."""

    element: str
    title: str
    docname: str
    achieved: int
    delayed: int
    active: int
    silent: int


class Catalogue:
    """All months together. ``refused`` are the files that may not be read, ``sources`` the texts of those
    that were, both by path relative to the project's root."""

    def __init__(
        self,
        known: Known,
        months: tuple[Month, ...],
        problems: tuple[Problem, ...],
        refused: frozenset[str],
        sources: Mapping[str, str],
    ) -> None:
        self.known = known
        self.all_months = months
        self.problems = problems
        self.refused = refused
        self.sources = sources
        self._by_name = {month.name: month for month in months}
        self._published = tuple(month for month in months if not month.page.draft)

    @property
    def settings(self) -> Settings:
        """The tables of ``conf.py``."""
        return self.known.settings

    def resolve(self, kind: str, text: str) -> str | None:
        """The canonical form of an id in a role, or None if there is no such thing."""
        return self.known.resolve(kind, text)

    # --- months -------------------------------------------------------------------------------

    def months(self) -> tuple[str, ...]:
        """The months with a page, drafts included, oldest first."""
        return tuple(self._by_name)

    def published(self) -> tuple[str, ...]:
        """The published months, oldest first."""
        return tuple(month.name for month in self._published)

    def newest(self) -> str | None:
        """The newest published month."""
        return self._published[-1].name if self._published else None

    def month(self, name: str) -> Month | None:
        """One month with all that it says."""
        return self._by_name.get(name)

    def month_title(self, name: str) -> tuple[str, str] | None:
        """The document and the title of a month's page."""
        month = self._by_name.get(name)
        return (month.docname, month.page.title) if month else None

    def area_file(self, month: str, element: str) -> AreaFile | None:
        """The file of an area in a month."""
        record = self._by_name.get(month)
        return next((area for area in record.areas if area.element == element), None) if record else None

    def headings(self, month: str, element: str) -> tuple[Heading, ...]:
        """The headings of an area's file."""
        area = self.area_file(month, element)
        return area.headings if area else ()

    def silent_anchors(self, month: str, element: str) -> tuple[str, ...]:
        """The anchors of the silent sections of an area's file."""
        area = self.area_file(month, element)
        return tuple(each.anchor for each in area.sections if each.silent) if area else ()

    def headline(self, month: str, element: str) -> str:
        """The sentence of an area that a reviewer must not miss; empty without one."""
        area = self.area_file(month, element)
        return area.headline if area else ""

    def lead(self, month: str, element: str) -> str:
        """The sentence that stands for all that an area says in a month; empty where it did nothing."""
        area = self.area_file(month, element)
        return lead(area) if area else ""

    def page(self, name: str) -> Page | None:
        """The page of a month."""
        month = self._by_name.get(name)
        return month.page if month else None

    def areas(self, month: str) -> tuple[tuple[str, str, str, str], ...]:
        """The areas of a month: element, title valid then, document and headline."""
        record = self._by_name.get(month)
        return tuple(
            (area.element, self.element_title(area.element, month), area.docname, area.headline)
            for area in (record.areas if record else ())
        )

    def counts(self, name: str) -> MonthCounts | None:
        """The figures of one month."""
        month = self._by_name.get(name)
        if not month:
            return None
        statuses = tuple(
            (status, sum(len(each.ids) for each in month.statements if each.status == status))
            for status in STATUSES
        )
        expected = sum(each.area and each.used_in(name) for each in self.known.registers.elements.values())
        cited = {(mention.kind, mention.id) for _, _, _, mention in self._mentions_of(month)}
        tickets, documents = (sum(kind == each for kind, _ in cited) for each in (TICKET, DOCUMENT))
        return MonthCounts(name, statuses, len(month.areas), expected, tickets, documents)

    def area_counts(self, name: str) -> tuple[AreaCounts, ...]:
        """The figures of the areas that have a file in a month."""
        month = self._by_name.get(name)
        if not month:
            return ()
        rows = self.rows(Selection(name, stated=True))
        found = []
        for area in month.areas:
            said = [each for each in area.sections if each.kind == ACCOMPLISHMENTS and each.text]
            silent = sum(each.silent for each in said)
            achieved, delayed = (
                sum(len(row.ids) for row in rows if row.area == area.element and row.status == status)
                for status in (ACHIEVED, DELAYED)
            )
            title = self.element_title(area.element, name)
            found.append(
                AreaCounts(area.element, title, area.docname, achieved, delayed, len(said) - silent, silent)
            )
        return tuple(found)

    # --- elements -----------------------------------------------------------------------------

    def element(self, name: str) -> Element | None:
        """An element of the register."""
        return self.known.registers.elements.get(name)

    def elements(self) -> tuple[str, ...]:
        """All elements, sorted."""
        return tuple(self.known.registers.elements)

    def area_elements(self) -> tuple[str, ...]:
        """The elements that the register marks as areas."""
        return tuple(name for name, each in self.known.registers.elements.items() if each.area)

    def element_title(self, name: str, month: str | None) -> str:
        """The title of an element valid in a month; without one, in the newest month."""
        element = self.known.registers.elements.get(name)
        return element.title_in(month or self.newest() or "") if element else ""

    def children(self, name: str) -> tuple[str, ...]:
        """The elements right below another, sorted; of the empty id, the roots."""
        return self._children.get(name, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in self.known.registers.elements:
            found.setdefault(identifiers.parent(name) or "", []).append(name)
        return {name: tuple(children) for name, children in found.items()}

    def area_of(self, element: str, month: str) -> str:
        """The nearest self-or-ancestor that is an area in a month; :data:`NO_AREA` for none.

        An area is an element with a file in that month, or one that the register marks as one.
        """
        record = self._by_name.get(month)
        files = {area.element for area in record.areas} if record else set()
        for name in identifiers.lineage(element):
            marked = self.known.registers.elements.get(name)
            if name in files or (marked and marked.area and marked.used_in(month)):
                return name
        return NO_AREA

    def element_texts(self, name: str) -> tuple[ElementText, ...]:
        """Where the published months speak of an element, newest month first."""
        return self._element_texts.get(name, ())

    @cached_property
    def _element_texts(self) -> dict[str, tuple[ElementText, ...]]:
        found: dict[str, list[ElementText]] = {}
        for month in reversed(self._published):
            for area in month.areas:
                for each in area.sections:
                    if each.text or not each.own:
                        tickets = len({mention.id for mention in each.mentions if mention.kind == TICKET})
                        found.setdefault(each.element, []).append(
                            ElementText(
                                month.name,
                                area.docname,
                                each.anchor,
                                each.kind,
                                each.silent,
                                each.text,
                                tickets,
                            )
                        )
        return {name: tuple(texts) for name, texts in found.items()}

    # --- milestones ---------------------------------------------------------------------------

    def milestone(self, name: str) -> Milestone | None:
        """A milestone of the register, by its canonical id."""
        return self.known.registers.milestones.get(name)

    def milestones(self) -> tuple[str, ...]:
        """All milestones of the register, sorted."""
        return tuple(self.known.registers.milestones)

    def history(self, name: str) -> tuple[Statement, ...]:
        """What the published months said of a milestone, oldest first."""
        return self._statements.get(name, ())

    @cached_property
    def _statements(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for month in self._published:
            for statement in month.statements:
                for name in statement.ids:
                    found.setdefault(name, []).append(statement)
        return {name: tuple(statements) for name, statements in found.items()}

    def statements(self, month: str) -> tuple[Statement, ...]:
        """What one month, draft or not, says about milestones, in the order of its file."""
        record = self._by_name.get(month)
        return record.statements if record else ()

    def _until(self, name: str, month: str) -> tuple[Statement, ...]:
        """The statements that count at the end of a month; a draft counts on its own pages."""
        record = self._by_name.get(month)
        said = [each for each in self.history(name) if each.month <= month]
        if record and record.page.draft:
            said += [each for each in record.statements if name in each.ids]
        return tuple(said)

    def due(self, name: str, month: str) -> Date | None:
        """The due date in force at the end of a month (content model, section 4): the newest one
        stated, else the newest baseline, else the register's first one."""
        milestone = self.milestone(name)
        stated = [each.due for each in self._until(name, month) if each.due]
        if stated:
            return stated[-1]
        if milestone is None:
            return None
        later = [each.due for each in milestone.baselines if each.month <= month]
        return later[-1] if later else milestone.due

    def state(self, name: str, month: str) -> State:
        """The state at the end of a month: as stated last; where nobody did, by the schedule.

        Achieved, delayed and cancelled are only ever stated, never inferred.
        """
        current: Statement | None = None
        for statement in self._until(name, month):
            if statement.status != REBASELINED:
                current = statement
            elif current is not None and current.status == DELAYED:
                current = None
        due = self.due(name, month)
        if current is not None:
            return State(current.status, due, current)
        end = Date.end_of(month)
        milestone = self.milestone(name)
        if milestone and milestone.finished and milestone.finished.last_day <= end.last_day:
            return State(FINISHED, due, None)
        if due and due.last_day < end.last_day:
            return State(OVERDUE, due, None)
        return State(PLANNED, due, None)

    def lateness(self, name: str, month: str) -> Span | None:
        """How late a milestone is at the end of a month; None where no date is known."""
        state = self.state(name, month)
        return self._late(state.status, state.due, state.statement, month)

    def successors(self, name: str) -> tuple[str, ...]:
        """The milestones of the register that name this one as a predecessor, sorted."""
        return self._successors.get(name, ())

    @cached_property
    def _successors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for milestone in self.known.registers.milestones.values():
            for before in milestone.after:
                found.setdefault(before, []).append(milestone.id)
        return {name: tuple(after) for name, after in found.items()}

    def state_counts(self, month: str) -> tuple[tuple[str, int], ...]:
        """How many milestones of the register are in each state at the end of a month, worst first."""
        states = [self.state(name, month).status for name in self.milestones()]
        return tuple((status, states.count(status)) for status in STATES if status in states)

    def milestone_title(self, name: str) -> str:
        """The title that the register gives; empty for an unknown id."""
        milestone = self.milestone(name)
        return milestone.title if milestone else ""

    def rows(self, selection: Selection) -> tuple[Row, ...]:
        """The rows of a milestone table, by area and then in the order of the month or the register."""
        if self.month(selection.month) is None:
            return ()
        rows = self._stated_rows(selection) if selection.stated else self._register_rows(selection)
        kept = [row for row in rows if self._selected(row, selection)]
        if not selection.notes:
            kept = [replace(row, statement=row.statement and row.statement.without_note()) for row in kept]
        if selection.by_due:
            return tuple(sorted(kept, key=lambda row: (row.due is None, str(row.due))))
        return tuple(sorted(kept, key=lambda row: (not row.area, identifiers.sort_key(row.area))))

    def _stated_rows(self, selection: Selection) -> Iterator[Row]:
        for statement in selection.only or self.statements(selection.month):
            yield self._row(statement.ids, statement.status, statement, selection.month)

    def _register_rows(self, selection: Selection) -> Iterator[Row]:
        shown: set[str] = set()
        for name in self.milestones():
            if name in shown:
                continue
            state = self.state(name, selection.month)
            group: tuple[str, ...] = (name,)
            if state.statement:
                # A group stays one row for as long as its statement is the last word on all of it.
                same = [
                    each
                    for each in state.statement.ids
                    if self.milestone(each) and self.state(each, selection.month).statement == state.statement
                ]
                group = tuple(same) if len(same) == len(state.statement.ids) else group
            shown.update(group)
            yield self._row(group, state.status, state.statement, selection.month)

    def _selected(self, row: Row, selection: Selection) -> bool:
        if selection.ids and not set(selection.ids) & set(row.ids):
            return False
        if selection.statuses and row.status not in selection.statuses:
            return False
        if selection.wbs and not any(
            selection.wbs in identifiers.lineage(each) for each in self._elements_of(row)
        ):
            return False
        if selection.due_from and (not row.due or row.due.last_day < selection.due_from.first_day):
            return False
        return not selection.due_to or (row.due is not None and row.due.last_day <= selection.due_to.last_day)

    def _elements_of(self, row: Row) -> Iterator[str]:
        if row.statement and row.statement.wbs:
            yield row.statement.wbs
        for name in row.ids:
            milestone = self.milestone(name)
            if milestone and milestone.wbs:
                yield milestone.wbs

    def _row(self, ids: tuple[str, ...], status: str, statement: Statement | None, month: str) -> Row:
        dues = {self.due(name, month) for name in ids}
        due = (statement.due if statement else None) or (dues.pop() if len(dues) == 1 else None)
        title = (statement.title if statement else "") or " / ".join(
            dict.fromkeys(filter(None, map(self.milestone_title, ids)))
        )
        element = (statement.wbs if statement else "") or self._first_element(ids)
        forecast = statement.forecast if statement else None
        late = self._late(status, due, statement, month)
        area = self.area_of(element, month) if element else NO_AREA
        return Row(ids, title, status, due, forecast, late, area, element, statement)

    def _first_element(self, ids: tuple[str, ...]) -> str:
        for name in ids:
            milestone = self.milestone(name)
            if milestone and milestone.wbs:
                return milestone.wbs
        return ""

    def _late(self, status: str, due: Date | None, statement: Statement | None, month: str) -> Span | None:
        """How late: against the day of achievement, for what is open against the month's end."""
        if due is None or status == CANCELLED:
            return None
        if status == ACHIEVED and statement:
            return difference(statement.date or Date.parse(statement.month) or due, due)
        if status == FINISHED:
            return None
        return difference(Date.end_of(month), due)

    # --- tickets and documents ----------------------------------------------------------------

    def document(self, name: str) -> Document | None:
        """A document of the register."""
        return self.known.registers.documents.get(name)

    def cited(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind (``ticket``, ``document``) that published months cite, sorted."""
        return self._cited.get(kind, ())

    def documents(self) -> tuple[str, ...]:
        """The documents that are registered or cited, sorted."""
        return identifiers.natural({*self.known.registers.documents, *self.cited(DOCUMENT)})

    def citations(self, kind: str, name: str) -> tuple[Citation, ...]:
        """Every place that cites an id, newest month first, then in the order of the report."""
        return self._citations.get((kind, name), ())

    def cited_by_element(self, element: str, kind: str) -> tuple[str, ...]:
        """The ids of a kind that the published months cite in the sections of one element, sorted."""
        return self._cited_by_element.get((element, kind), ())

    @cached_property
    def _cited_by_element(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], set[str]] = {}
        for (kind, name), places in self._citations.items():
            for each in places:
                found.setdefault((each.element, kind), set()).add(name)
        return {key: identifiers.natural(names) for key, names in found.items()}

    @cached_property
    def _cited(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for kind, name in self._citations:
            found.setdefault(kind, set()).add(name)
        return {kind: identifiers.natural(names) for kind, names in found.items()}

    @cached_property
    def _citations(self) -> dict[tuple[str, str], tuple[Citation, ...]]:
        found: dict[tuple[str, str], dict[Citation, None]] = {}
        for month in reversed(self._published):
            for docname, kind, element, mention in self._mentions_of(month):
                place = Citation(month.name, docname, mention.anchor, kind, element, mention.text)
                found.setdefault((mention.kind, mention.id), {})[place] = None
        return {key: tuple(places) for key, places in found.items()}

    def _mentions_of(self, month: Month) -> Iterator[tuple[str, str, str, Mention]]:
        """The mentions of a month: document, kind of text, element and the mention."""
        for mention in month.page.mentions:
            yield month.docname, "summary", "", mention
        for statement in month.statements:
            element = statement.wbs or self._first_element(statement.ids)
            for mention in statement.mentions:
                yield month.docname, statement.status, element, mention
        for area in month.areas:
            for section in area.sections:
                for mention in section.mentions:
                    yield area.docname, section.kind, section.element, mention
