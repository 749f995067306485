"""The ledger of a milestone: what every month said of it, and where that disagrees with the schedule."""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Catalogue
from .dates import Date, Span, difference
from .statements import ACHIEVED, DELAYED, Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: the due date in force at the end of its month, how far due date and forecast moved
    since the statement before (None where nothing moved or nothing is known), and, where the note is word
    for word that of an earlier month, that month (else empty). ``summary`` marks a compiled month."""

    statement: Statement
    due: Date | None
    due_slip: Span | None
    forecast_slip: Span | None
    note_since: str
    summary: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that cannot both be right: what the schedule says, and what a month says."""

    month: str
    schedule: str
    stated: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, oldest first; ``delayed`` counts the months that stated a delay."""

    entries: tuple[Entry, ...]
    delayed: int
    disagreements: tuple[Disagreement, ...]


def ledger(catalogue: Catalogue, name: str) -> Ledger:
    """The ledger of one milestone over all published months."""
    entries: list[Entry] = []
    notes: dict[str, str] = {}
    last: Entry | None = None
    for statement in catalogue.history(name):
        month = catalogue.month(statement.month)
        due = catalogue.due(name, statement.month)
        words = " ".join(statement.note.split())
        last = Entry(
            statement,
            due,
            _moved(last.due if last else None, due),
            _moved(last.statement.forecast if last else None, statement.forecast),
            notes.get(words, "") if words else "",
            bool(month and month.page.summary),
        )
        notes.setdefault(words, statement.month)
        entries.append(last)
    delayed = {each.statement.month for each in entries if each.statement.status == DELAYED}
    return Ledger(tuple(entries), len(delayed), _disagreements(catalogue, name))


def _moved(before: Date | None, after: Date | None) -> Span | None:
    if before is None or after is None:
        return None
    moved = difference(after, before)
    return moved if moved.count else None


def _disagreements(catalogue: Catalogue, name: str) -> tuple[Disagreement, ...]:
    """Where the register and the months disagree; both are named, neither is put right."""
    milestone = catalogue.milestone(name)
    if milestone is None:
        return ()
    found: list[Disagreement] = []
    achieved = False
    for statement in catalogue.history(name):
        month = statement.month
        planned = [each.due for each in milestone.baselines if each.month <= month]
        schedule_due = planned[-1] if planned else milestone.due
        if statement.due and schedule_due and statement.due != schedule_due and statement.status == DELAYED:
            found.append(Disagreement(month, f"due {schedule_due}", f"due {statement.due}"))
        finished = milestone.finished
        if statement.status == DELAYED and finished and finished.last_day <= Date.end_of(month).last_day:
            found.append(Disagreement(month, f"finished {finished}", "delayed"))
        if statement.status == ACHIEVED:
            achieved = True
            when = statement.date or Date.parse(month)
            if finished is None:
                found.append(Disagreement(month, "not finished", f"achieved {when}"))
            elif when and difference(finished, when).count and (finished.year, finished.month) != (when.year, when.month):
                found.append(Disagreement(month, f"finished {finished}", f"achieved {when}"))
    newest = catalogue.newest()
    finished = milestone.finished
    if found or achieved or newest is None or finished is None or not catalogue.history(name):
        return tuple(found)
    if finished.last_day <= Date.end_of(newest).last_day:
        found.append(Disagreement(newest, f"finished {finished}", "not stated as achieved"))
    return tuple(found)
