"""The read-only view of all months, which every page queries.

Public methods that a page may call take hashable arguments and return immutable values, so that an answer can
be recorded and compared (see ``domain/freshness.py``). Drafts count only in the answers about the draft month
itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from ..core import identifiers
from ..core.dates import Date
from ..core.periods import is_period, known_periods, order
from ..core.places import reports, within_reports
from ..core.problems import Problem
from .area import AreaFile, Heading, lead
from .citations import Citation, Citations
from .due_and_state import State, due_date, end, state_of, states_of
from .known import DOCUMENT, TICKET, Known
from .month import Month, Page
from .registers import TICKETS_FILE, Document, Element, Milestone, Ticket
from .settings import Settings
from .statements import Statement

#: What an answer may depend on besides the registers and settings: nothing else, what is stated about
#: milestones, the same without notes, what is cited where, or all texts (see :func:`depends_on`).
REGISTERS, MILESTONES, STATED, CITED, TEXTS = "registers", "milestones", "stated", "cited", "texts"

#: The same for the register of tickets, which is no part of the registers above: the register alone, or also
#: what is cited where.
TICKETS, CITED_TICKETS = "tickets", "cited tickets"

#: The group of milestones that belong to no area.
NO_AREA = ""


@dataclass(frozen=True, slots=True)
class ElementText:
    """A text of one month about an element: its kind and place."""

    month: str
    docname: str
    anchor: str
    kind: str
    silent: bool
    text: bool
    tickets: int


class ReportingArea(NamedTuple):
    """An area of a month: its element, the title valid then, its document, and its headline, if any."""

    element: str
    title: str
    docname: str
    headline: str


_Function = TypeVar("_Function", bound=Callable[..., object])


def depends_on(what: str) -> Callable[[_Function], _Function]:
    """Declare ``what`` the answers of a question depend on, if not on all texts.

    While that is the same, the question is not put again.
    """

    def declare(question: _Function) -> _Function:
        question.depends_on = what  # type: ignore[attr-defined]  # read by domain/reading.py
        return question

    return declare


_P = ParamSpec("_P")
_R = TypeVar("_R")

#: How many results of each function a catalogue remembers: pages ask for a few months at a time.
MAX_RESULTS = 8


def remembered(
    work: Callable[Concatenate[Catalogue, _P], _R],
) -> Callable[Concatenate[Catalogue, _P], _R]:
    """Return ``work``, a function of a catalogue, so that the catalogue remembers its newest results.

    They are gone with the catalogue, that is, after the build.
    """

    @wraps(work)
    def recall(catalogue: Catalogue, /, *args: _P.args, **options: _P.kwargs) -> _R:
        known = catalogue.results.setdefault(work, {})
        asked = (args, tuple(sorted(options.items())))
        if asked not in known:
            result = work(catalogue, *args, **options)
            if len(known) >= MAX_RESULTS:
                del known[next(iter(known))]
            known[asked] = result
        found: _R = known[asked]
        return found

    return recall


class Catalogue:
    """All months together.

    ``refused`` are the files that may not be read, ``sources`` the texts of those that were read, both by
    path relative to the project's root. ``problems`` holds the problems found, ``silenced`` those that
    comments in the files suppress.
    """

    def __init__(
        self,
        known: Known,
        months: tuple[Month, ...],
        refused: frozenset[str],
        sources: Mapping[str, str],
    ) -> None:
        self.known = known
        self.all_months = months
        # The loader adds the problems, since finding all of them requires the catalogue.
        self.problems: tuple[Problem, ...] = ()
        self.silenced: tuple[Problem, ...] = ()
        self.silences: Callable[[Problem], bool] = lambda _: False
        # The loader adds the record, and how to get the digest of a picture by its path; nothing that a page
        # shows depends on them.
        self.record: Any = None
        self.picture_digest: Callable[[str], str] = lambda _: ""
        #: The files and directories that were there when the loader looked, and gone when it read them.
        self.lost: tuple[str, ...] = ()
        self.refused = refused
        self.sources = sources
        #: What functions made of this catalogue, by function and arguments (see :func:`remembered`).
        self.results: dict[object, dict[object, Any]] = {}
        self._by_name = {month.name: month for month in months}
        self._published = tuple(month for month in months if not month.page.draft)
        self._number_of = {month.name: number for number, month in enumerate(self._published)}
        self._ends = tuple(end(month.name) for month in self._published)
        #: The states of a milestone at the end of each published month.
        self._states: dict[str, list[State]] = {}

    @cached_property
    def fingerprints(self) -> dict[str, bytes]:
        """For each month, a digest of everything that its answers were made from; while it is the same, so
        are all answers as of that month.

        An answer as of a month depends on no text of a later one, but on which months and files there are.
        The first digest is that of :data:`REGISTERS`, the last one, of the empty month, that of the whole
        catalogue.
        """
        return self._fingerprints_without({self._tickets_path})

    @cached_property
    def milestone_fingerprints(self) -> dict[str, bytes]:
        """The same without the texts of areas, on which no answer about milestones depends."""
        areas = {area.path for month in self.all_months for area in month.areas}
        return self._fingerprints_without({*areas, self._tickets_path})

    @property
    def _tickets_path(self) -> str:
        return f"{reports()}/{TICKETS_FILE}"

    @cached_property
    def ticket_fingerprint(self) -> bytes:
        """A digest of the register of tickets."""
        return hashlib.blake2b(self.sources.get(self._tickets_path, "").encode(), digest_size=16).digest()

    def _fingerprints_without(self, paths: Set[str]) -> dict[str, bytes]:
        whole = hashlib.blake2b(digest_size=16)
        drafts = [(month.name, month.page.draft) for month in self.all_months]
        names = (
            sorted(self.known.months),
            known_periods(self.months()),
            drafts,
            sorted(self.refused),
            sorted(self.sources.keys() - {self._tickets_path}),
        )
        whole.update(repr((self.settings, names)).encode())
        by_month: dict[str, list[str]] = {REGISTERS: []}
        for path in sorted(self.sources.keys() - paths):
            name = within_reports(path)[0]
            by_month.setdefault(name if is_period(name) else REGISTERS, []).append(path)
        found = {}
        for month in (REGISTERS, *sorted(by_month.keys() - {REGISTERS}, key=order)):
            for path in by_month[month]:
                whole.update(f"\n{path} {len(self.sources[path])} {self.sources[path]}".encode())
            found[month] = whole.digest()
        return {**found, "": whole.digest()}

    @property
    def fingerprint(self) -> bytes:
        """A digest of everything that the catalogue was made from; while it is the same, so are
        all answers."""
        return self.fingerprints[""] + self.ticket_fingerprint

    @property
    def settings(self) -> Settings:
        """The tables of ``conf.py``."""
        return self.known.settings

    @depends_on(REGISTERS)
    def resolve(self, kind: str, text: str) -> str | None:
        """Return the canonical form of the id ``text`` in a role of ``kind``, or None if it is unknown."""
        return self.known.resolve(kind, text)

    # --- months -------------------------------------------------------------------------------

    def months(self) -> tuple[str, ...]:
        """Return the months with a page, drafts included, oldest first."""
        return tuple(self._by_name)

    @depends_on(REGISTERS)
    def published(self) -> tuple[str, ...]:
        """Return the published months, oldest first."""
        return tuple(month.name for month in self._published)

    @depends_on(REGISTERS)
    def newest(self) -> str | None:
        """Return the newest published month."""
        return self._published[-1].name if self._published else None

    def published_before(self, name: str) -> str | None:
        """Return the newest published month before the month ``name``."""
        at = order(name)
        return next((each for each in reversed(self.published()) if order(each) < at), None)

    def published_after(self, name: str) -> str | None:
        """Return the oldest published month after the month ``name``."""
        at = order(name)
        return next((each for each in self.published() if order(each) > at), None)

    def reports_before(self, name: str) -> tuple[str, ...]:
        """Return the published full reports, not summaries, before the month ``name``, oldest first."""
        at = order(name)
        return tuple(each for each in self.published() if order(each) < at and not self.is_summary(each))

    def month(self, name: str) -> Month | None:
        """Return the month ``name`` (``YYYY-MM``) with everything in it; None if there is none."""
        return self._by_name.get(name)

    @depends_on(REGISTERS)
    def has_page(self, name: str) -> bool:
        """Return whether the month ``name`` has a page."""
        return name in self._by_name

    @depends_on(REGISTERS)
    def is_draft(self, name: str) -> bool:
        """Return whether the month ``name`` is a draft."""
        return name in self._by_name and self._by_name[name].page.draft

    def is_summary(self, name: str) -> bool:
        """Return whether the month ``name`` is a summary, compiled from other sources."""
        return name in self._by_name and self._by_name[name].page.summary

    def area_file(self, month: str, element: str) -> AreaFile | None:
        """Return the file of the area ``element`` in ``month`` (``YYYY-MM``), or None."""
        record = self._by_name.get(month)
        return next((area for area in record.areas if area.element == element), None) if record else None

    @depends_on(REGISTERS)
    def area_beside(self, month: str, element: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Return the published months before and after ``month`` in which the area ``element`` has a file,
        each with its document; None if there is none."""
        files = self._area_files.get(element, {})
        at = order(month)
        before = next((each for each in reversed(files) if order(each) < at), "")
        after = next((each for each in files if order(each) > at), "")
        return (before, files[before]) if before else None, (after, files[after]) if after else None

    @cached_property
    def _area_files(self) -> dict[str, dict[str, str]]:
        """The published months in which each area has a file, oldest first, with its document."""
        found: dict[str, dict[str, str]] = {}
        for month in self._published:
            for area in month.areas:
                found.setdefault(area.element, {})[month.name] = area.docname
        return found

    def headings(self, month: str, element: str) -> tuple[Heading, ...]:
        """Return the headings of the file of the area ``element`` in ``month``."""
        area = self.area_file(month, element)
        return area.headings if area else ()

    def silent_anchors(self, month: str, element: str) -> tuple[str, ...]:
        """Return the anchors of the sections with nothing to report, in the file of the area ``element`` in
        ``month``."""
        area = self.area_file(month, element)
        return tuple(each.anchor for each in area.sections if each.silent) if area else ()

    def headline(self, month: str, element: str) -> str:
        """Return the headline of the area ``element`` in ``month``; empty if it has none."""
        area = self.area_file(month, element)
        return area.headline if area else ""

    def lead(self, month: str, element: str) -> str:
        """Return the sentence that represents the report of ``element`` in ``month``; empty if it
        accomplished nothing."""
        area = self.area_file(month, element)
        return lead(area) if area else ""

    def page(self, name: str) -> Page | None:
        """Return the page of the month ``name``, or None."""
        month = self._by_name.get(name)
        return month.page if month else None

    def areas(self, month: str) -> tuple[ReportingArea, ...]:
        """Return the areas that have a file in ``month``."""
        record = self._by_name.get(month)
        return tuple(
            ReportingArea(area.element, self.element_title(area.element, month), area.docname, area.headline)
            for area in (record.areas if record else ())
        )

    # --- elements -----------------------------------------------------------------------------

    @depends_on(REGISTERS)
    def element(self, name: str) -> Element | None:
        """Return the element ``name`` of the register, or None."""
        return self.known.registers.elements.get(name)

    @depends_on(REGISTERS)
    def elements(self) -> tuple[str, ...]:
        """Return all elements, sorted."""
        return tuple(self.known.registers.elements)

    @depends_on(REGISTERS)
    def area_elements(self) -> tuple[str, ...]:
        """Return the elements that the register marks as areas."""
        return tuple(name for name, each in self.known.registers.elements.items() if each.area)

    @depends_on(REGISTERS)
    def element_title(self, name: str, month: str | None) -> str:
        """Return the title of the element ``name`` valid in ``month``, or in the newest month if ``month`` is
        None."""
        element = self.known.registers.elements.get(name)
        return element.title_in(month or self.newest() or "") if element else ""

    @depends_on(REGISTERS)
    def children(self, name: str) -> tuple[str, ...]:
        """Return the elements directly below ``name``, sorted; the roots if it is empty."""
        return self._children.get(name, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in self.known.registers.elements:
            found.setdefault(identifiers.parent(name) or "", []).append(name)
        return {name: tuple(children) for name, children in found.items()}

    def reporting_area(self, element: str, month: str) -> str:
        """Return the nearest of ``element`` and its ancestors that is an area in ``month``, or
        :data:`NO_AREA`.

        An area is an element with a file in that month. This is how a month's own statements are grouped
        (content model, section 4).
        """
        record = self._by_name.get(month)
        files = {area.element for area in record.areas} if record else set()
        return next((name for name in identifiers.lineage(element) if name in files), NO_AREA)

    @depends_on(MILESTONES)
    def home_area(self, element: str, month: str) -> str:
        """Return the area that ``element`` belongs to at the end of ``month``, whether or not it reported
        then.

        This is the nearest of the month's own areas and the areas marked in the register; :data:`NO_AREA` if
        there is none.
        """
        own = self.reporting_area(element, month)
        for name in identifiers.lineage(element):
            marked = self.known.registers.elements.get(name)
            if name == own or (marked and marked.area and marked.used_in(month)):
                return name
        return NO_AREA

    def element_texts(self, name: str) -> tuple[ElementText, ...]:
        """Return the texts of published months about the element ``name``, newest month first."""
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

    @depends_on(REGISTERS)
    def milestone(self, name: str) -> Milestone | None:
        """Return the milestone with the canonical id ``name`` from the register, or None."""
        return self.known.registers.milestones.get(name)

    @depends_on(REGISTERS)
    def milestones(self) -> tuple[str, ...]:
        """Return the ids of all milestones in the register, sorted."""
        return tuple(self.known.registers.milestones)

    def stated(self) -> tuple[str, ...]:
        """Return the ids in statements of published months, in the register or not, sorted."""
        return identifiers.natural(self._statements)

    @depends_on(MILESTONES)
    def history(self, name: str) -> tuple[Statement, ...]:
        """Return the statements of published months about the milestone ``name``, oldest first."""
        return self._statements.get(name, ())

    @cached_property
    def _statements(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for month in self._published:
            for statement in month.statements:
                for name in statement.ids:
                    found.setdefault(name, []).append(statement)
        return {name: tuple(statements) for name, statements in found.items()}

    @depends_on(MILESTONES)
    def statements(self, month: str) -> tuple[Statement, ...]:
        """Return the statements of ``month``, draft or not, in the order of its file."""
        record = self._by_name.get(month)
        return record.statements if record else ()

    def until(self, name: str, month: str) -> tuple[Statement, ...]:
        """Return the statements about the milestone ``name`` up to the end of ``month``, oldest first.

        Those of a draft count only if ``month`` is the draft itself.
        """
        record = self._by_name.get(month)
        at = order(month)
        said = [each for each in self.history(name) if order(each.month) <= at]
        if record and record.page.draft:
            said += [each for each in record.statements if name in each.ids]
        return tuple(said)

    def due(self, name: str, month: str) -> Date | None:
        """Return the due date of the milestone ``name`` in force at the end of ``month``."""
        return due_date(self.milestone(name), self.until(name, month), month)

    @depends_on(MILESTONES)
    def state(self, name: str, month: str) -> State:
        """Return the state of the milestone ``name`` at the end of ``month``."""
        at = self._number_of.get(month)
        if at is None:
            return state_of(self.milestone(name), self.until(name, month), month)
        if name not in self._states:
            self._states[name] = states_of(self.milestone(name), self.history(name), self._ends)
        return self._states[name][at]

    @depends_on(REGISTERS)
    def successors(self, name: str) -> tuple[str, ...]:
        """Return the milestones of the register that name ``name`` as a predecessor, sorted."""
        return self._successors.get(name, ())

    @cached_property
    def _successors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for milestone in self.known.registers.milestones.values():
            for before in milestone.after:
                found.setdefault(before, []).append(milestone.id)
        return {name: tuple(after) for name, after in found.items()}

    @depends_on(REGISTERS)
    def milestone_title(self, name: str) -> str:
        """Return the title of the milestone ``name`` in the register; empty for an unknown id."""
        milestone = self.milestone(name)
        return milestone.title if milestone else ""

    def title_of(self, ids: tuple[str, ...]) -> str:
        """Return the title of a group of milestones: their distinct titles."""
        return " / ".join(dict.fromkeys(filter(None, map(self.milestone_title, ids))))

    def element_of(self, ids: tuple[str, ...], statement: Statement | None = None) -> str:
        """Return the element of the milestones ``ids``: that of ``statement``, else the first one in the
        register.

        Empty if there is none (content model, section 4).
        """
        elements = (milestone.wbs for name in ids if (milestone := self.milestone(name)))
        return (statement.wbs if statement else "") or next(filter(None, elements), "")

    @depends_on(MILESTONES)
    def home_area_of_milestone(self, name: str, statement: Statement | None, month: str) -> str:
        """Return the area that the milestone ``name`` belongs to at the end of ``month``; empty if there is
        none.

        The element of ``statement``, if given, takes precedence over the register's.
        """
        return self.home_area(self.element_of((name,), statement), month)

    # --- tickets and documents ----------------------------------------------------------------

    @depends_on(REGISTERS)
    def document(self, name: str) -> Document | None:
        """Return the document ``name`` of the register, or None."""
        return self.known.registers.documents.get(name)

    @depends_on(TICKETS)
    def ticket(self, name: str) -> Ticket | None:
        """Return the ticket ``name`` of the register, or None."""
        return self.known.registers.tickets.get(name)

    @depends_on(TICKETS)
    def ticket_title(self, name: str) -> str:
        """Return the title of the ticket ``name`` in the register; empty if it has none."""
        ticket = self.known.registers.tickets.get(name)
        return ticket.title if ticket else ""

    @depends_on(TICKETS)
    def tickets(self, names: tuple[str, ...]) -> tuple[Ticket, ...]:
        """Return those of the tickets ``names`` that are in the register, in that order."""
        known = self.known.registers.tickets
        return tuple(known[name] for name in names if name in known)

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self._published, self.element_of)

    @depends_on(CITED)
    def cited(self, kind: str) -> tuple[str, ...]:
        """Return the ids of ``kind`` (``ticket`` or ``document``) that published months cite, sorted."""
        return self._citations.ids.get(kind, ())

    def citations(self, kind: str, name: str) -> tuple[Citation, ...]:
        """Return every place in published months that cites the id ``name`` of ``kind``, newest
        month first."""
        return self._citations.places.get((kind, name), ())

    @depends_on(CITED)
    def cited_by_element(self, element: str, kind: str) -> tuple[str, ...]:
        """Return the ids of ``kind`` that published months cite in the sections of ``element``, sorted."""
        return self._citations.by_element.get((element, kind), ())

    @depends_on(CITED)
    def has_entry(self, kind: str, name: str) -> bool:
        """Return whether the ticket or document (``kind``) ``name`` is in the lists of the site."""
        return (kind, name) in self._citations.places or (
            kind == DOCUMENT and self.document(name) is not None
        )

    @depends_on(CITED)
    def documents(self) -> tuple[str, ...]:
        """Return the documents that are registered or cited, sorted."""
        return identifiers.natural({*self.known.registers.documents, *self.cited(DOCUMENT)})
