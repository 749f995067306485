"""The number of months that a delay lasts, and the first month of an unchanged note."""

from __future__ import annotations

from ..content.catalogue import Catalogue
from ..content.statements import Statement
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core.periods import end_of


def months_delayed(catalogue: Catalogue, name: str, month: str) -> int:
    """Return how many months up to and including ``month`` stated that the milestone ``name`` is delayed."""
    return len({each.month for each in catalogue.until(name, month) if each.status == DELAYED})


def note_since(catalogue: Catalogue, name: str, statement: Statement) -> str:
    """Return the first month of the unbroken series of statements about ``name`` with the same note.

    Empty if the previous statement has another note or none.
    """
    return next(iter(same_note(catalogue, name, statement)), "")


def same_note(catalogue: Catalogue, name: str, statement: Statement) -> tuple[str, ...]:
    """Return the months directly before ``statement`` whose note about the milestone ``name`` is the same,
    oldest first."""
    words = statement.note.split()
    months: dict[str, None] = {}
    for each in reversed(catalogue.until(name, statement.month)):
        if each == statement:
            continue
        if not words or each.note.split() != words:
            break
        months[each.month] = None
    return tuple(reversed(months))


def reported_variances(catalogue: Catalogue, name: str, month: str) -> tuple[tuple[str, int], ...]:
    """Return the variance of the milestone ``name`` in each report until ``month`` (inclusive) that states it
    as achieved or delayed.

    These are pairs of month and days from the due date to the date stated, negative for early. A delay
    without a forecast counts to the end of its month.
    """
    found: dict[str, int] = {}
    for each in catalogue.until(name, month):
        due = each.due or catalogue.due(name, each.month)
        if due and each.status in (ACHIEVED, DELAYED):
            reached = each.achieved_on or each.forecast or end_of(each.month)
            found[each.month] = (reached.last_day - due.last_day).days
    return tuple(found.items())
