"""The ledger of a milestone: every month's statements about it, and where they disagree with the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import Catalogue
from ..content.due_and_state import State, due_date
from ..content.registers import Milestone
from ..content.statements import Statement
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core.dates import Date, Span, difference
from ..core.language import gettext, gettext_noop
from ..core.periods import end_of, order
from .delays import months_delayed, note_since
from .status_words import STATUS_WITHIN


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement in a ledger.

    ``due`` is the due date that it states, else the one in force at the end of its month. ``due_moved`` is
    how far it is from that of the statement before, ``forecast_moved`` how far the forecast is from the last
    one given; None if nothing moved or is known. ``note_since`` is the first month of the unbroken series
    with the same note, else empty. ``summary`` marks a compiled month.
    """

    statement: Statement
    due: Date | None
    due_moved: Span | None
    forecast_moved: Span | None
    note_since: str
    summary: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says, such as a finish on a ``date``: in English for the check, in the language of the
    site for readers."""

    text: str
    date: Date | None = None
    status: str = ""
    month: str = ""

    def __str__(self) -> str:
        return self.text.format(date=self.date, status=self.status, month=self.month)

    def shown(self) -> str:
        """Return the claim in the language of the site."""
        status = STATUS_WITHIN[self.status] if self.status else ""
        return gettext(self.text).format(date=self.date, status=status, month=self.month)


_DUE = gettext_noop("due {date}")
_FINISHED = gettext_noop("finished {date}")
_ACHIEVED = gettext_noop("achieved {date}")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that cannot both be right: the schedule, and a month."""

    month: str
    schedule: Claim
    stated: Claim


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, oldest first; ``delayed`` is the number of months that stated a delay."""

    entries: tuple[Entry, ...]
    delayed: int
    disagreements: tuple[Disagreement, ...]


def ledger(catalogue: Catalogue, name: str) -> Ledger:
    """Return the ledger of the milestone ``name`` over all published months."""
    entries: list[Entry] = []
    last: Entry | None = None
    forecast: Date | None = None
    for statement in catalogue.history(name):
        due = statement.due or catalogue.due(name, statement.month)
        last = Entry(
            statement,
            due,
            _shift(last.due if last else None, due),
            _shift(forecast, statement.forecast),
            note_since(catalogue, name, statement),
            catalogue.is_summary(statement.month),
        )
        forecast = statement.forecast or forecast
        entries.append(last)
    newest = catalogue.newest()
    delayed = months_delayed(catalogue, name, newest) if newest else 0
    return Ledger(tuple(entries), delayed, tuple(disagreements(catalogue, name)))


def _shift(before: Date | None, after: Date | None) -> Span | None:
    if before is None or after is None:
        return None
    moved = difference(after, before)
    return moved if moved.count else None


def disagreements(catalogue: Catalogue, name: str) -> Iterator[Disagreement]:
    """Yield where the schedule and the months disagree about the milestone ``name``. Neither is corrected."""
    milestone = catalogue.milestone(name)
    newest = catalogue.newest()
    if milestone is None or newest is None:
        return
    said = catalogue.history(name)
    for statement in said:
        yield from _on_due(milestone, statement, said)
        yield from _on_finish(milestone, statement)
    yield from _still_standing(milestone, catalogue.state(name, newest), said, newest)


def _on_due(
    milestone: Milestone, statement: Statement, said: tuple[Statement, ...]
) -> Iterator[Disagreement]:
    """Yield a stated due date that is neither the schedule's nor agreed on by a rebaselining."""
    month = statement.month
    schedule = due_date(milestone, (), month)
    agreed = [each.due for each in said if each.status == REBASELINED and order(each.month) <= order(month)]
    if statement.due and schedule and all(_shift(each, statement.due) for each in (schedule, *agreed)):
        yield Disagreement(month, Claim(_DUE, schedule), Claim(_DUE, statement.due))


def _on_finish(milestone: Milestone, statement: Statement) -> Iterator[Disagreement]:
    finished, month = milestone.finished, statement.month
    if statement.status == ACHIEVED:
        achieved = statement.achieved_on
        if finished is None:
            yield Disagreement(month, Claim(gettext_noop("no finish recorded")), Claim(_ACHIEVED, achieved))
        elif _shift(achieved, finished):
            yield Disagreement(month, Claim(_FINISHED, finished), Claim(_ACHIEVED, achieved))
    elif statement.status in (DELAYED, CANCELLED) and _finished_by(milestone, month):
        yield Disagreement(month, Claim(_FINISHED, finished), Claim("{status}", status=statement.status))


def _still_standing(
    milestone: Milestone, state: State, said: tuple[Statement, ...], newest: str
) -> Iterator[Disagreement]:
    """Yield the last statement that no month has revised although the schedule has changed since."""
    last = state.statement
    finished_since = _finished_by(milestone, newest) and last and not _finished_by(milestone, last.month)
    if last and finished_since and last.status in (DELAYED, CANCELLED):
        text = gettext_noop("{status}, last stated in {month}")
        stated = Claim(text, status=last.status, month=last.month)
        yield Disagreement(newest, Claim(_FINISHED, milestone.finished), stated)
    dues = [each for each in said if each.due]
    if dues and state.status not in (ACHIEVED, CANCELLED):
        later = [
            each for each in milestone.baselines if order(dues[-1].month) < order(each.month) <= order(newest)
        ]
        if later and _shift(dues[-1].due, later[-1].due):
            stated = Claim(
                gettext_noop("due {date}, last stated in {month}"), dues[-1].due, month=dues[-1].month
            )
            schedule = Claim(gettext_noop("due {date} from {month} on"), later[-1].due, month=later[-1].month)
            yield Disagreement(newest, schedule, stated)


def _finished_by(milestone: Milestone, month: str) -> bool:
    """Return whether the schedule records a finish by the end of ``month``."""
    return bool(milestone.finished and milestone.finished.last_day <= end_of(month).last_day)
