"""The issues of an export, whatever tracker it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..content.external_addresses import id_at
from ..content.registers import Element
from ..content.settings import Settings
from ..content.unknown_ids import expected_forms, like_prefix
from ..core.dates import Date
from ..core.id_forms import form_of
from ..core.identifiers import without_prefix
from ..core.limits import ID_CHARACTERS, TITLE_CHARACTERS
from ..schedule.activities import Note
from ..schedule.scheduler_table import clean


class TrackerError(Exception):
    """An export that can't be read at all; the message says what is wrong and what was expected."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the ``row`` of an export, counted from 1: what the register can have of it.

    ``changed`` is the newest date that the export has of it: a lower bound of the date of its status.
    """

    row: int
    id: str
    title: str
    status: str
    resolved: Date | None
    element: str
    epic: str
    changed: Date | None


@dataclass(frozen=True, slots=True)
class IssueExport:
    """The content of an export: ``rows`` rows, the ``issues`` in them, and the rows that are ``unplaced``.

    ``notes`` are the remarks on the export. ``resolves`` is false if it has no dates of resolution at all.
    """

    rows: int
    issues: tuple[Issue, ...]
    unplaced: tuple[Note, ...]
    notes: tuple[Note, ...]
    resolves: bool

    @property
    def newest(self) -> Date | None:
        """The newest date in the export, on which the status of all its issues was known."""
        return newest(each.changed for each in self.issues)


@dataclass(frozen=True)
class Known:
    """What an export is read against: the ``settings`` of ``conf.py`` and the ``elements`` of the
    register."""

    settings: Settings
    elements: Mapping[str, Element]

    def ticket(self, text: str) -> str:
        """Return the canonical form of the ticket ``text``; empty if it is none."""
        form = form_of(text, self.settings.trackers)
        return (form.canonical(text) or "") if form else ""

    def at(self, addresses: Iterable[str]) -> str:
        """Return the ticket at the first of ``addresses`` that is one of a tracker; empty for none."""
        found = (
            id_at(each.partition("#")[0].partition("?")[0], self.settings.trackers) for each in addresses
        )
        return next(filter(None, found), "")

    def element(self, texts: Iterable[str]) -> str:
        """Return the first of ``texts`` that is an element of the register; empty for none."""
        names = (without_prefix(each.strip(), self.settings.wbs_prefix) for each in texts)
        return next((name for name in names if name in self.elements), "")

    def refusal(self, name: str, title: str) -> str:
        """Return why an issue with the id ``name`` and a ``title`` is not imported; empty if it is."""
        trackers = self.settings.trackers
        if not name:
            return "no id"
        if len(name) > ID_CHARACTERS:
            return f"an id of {len(name)} characters; expected at most {ID_CHARACTERS}"
        if not self.ticket(name):
            return f"no ticket of report_trackers; {expected_forms(trackers)}{like_prefix(name, trackers)}"
        if len(title) > TITLE_CHARACTERS:
            return f"a title of {len(title)} characters; expected at most {TITLE_CHARACTERS}"
        return ""


def collect(rows: Iterable[Issue], known: Known, notes: Collection[Note], *, resolves: bool) -> IssueExport:
    """Return the export with these ``rows``, each once, and ``notes``: of an id, the first row counts.

    :param resolves: whether the export has dates of resolution
    :raises TrackerError: if it has no row, or no row has an id that ``conf.py`` knows
    """
    found: dict[str, Issue] = {}
    unplaced: list[Note] = []
    count = 0
    for issue in rows:
        count += 1
        reason = known.refusal(issue.id, issue.title)
        name = issue.id if reason else known.ticket(issue.id)
        if name in found:
            reason = f"row {found[name].row} has the same id"
        if reason:
            unplaced.append(Note(reason, issue.row, issue.id[:ID_CHARACTERS]))
        else:
            found[name] = replace(issue, id=name)
    if not count:
        raise TrackerError("the export has no issues")
    if not found:
        first = unplaced[0]
        raise TrackerError(f"none of its issues can be imported; the first is '{first.id}': {first.what}")
    return IssueExport(count, tuple(found.values()), tuple(unplaced), tuple(notes), resolves)


def newest(dates: Iterable[Date | None]) -> Date | None:
    """Return the newest of some ``dates``; None if there is none."""
    return max(filter(None, dates), key=lambda each: each.last_day, default=None)


def one_line(value: object) -> str:
    """Return a value of an export as text on one line; empty for one that is no text or number."""
    return clean(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
