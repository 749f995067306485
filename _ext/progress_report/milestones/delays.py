"""How long a delay lasts, and how long its note has been the same."""

from __future__ import annotations

from ..content.catalogue import Catalogue
from ..content.statements import DELAYED, Statement


def months_delayed(catalogue: Catalogue, name: str, month: str) -> int:
    """How many months up to one, itself included, stated a delay of a milestone."""
    return len({each.month for each in catalogue.until(name, month) if each.status == DELAYED})


def note_since(catalogue: Catalogue, name: str, statement: Statement) -> str:
    """The first month of the unbroken repetition of a statement's note, word for word, in what was said of
    a milestone; empty where the statement before says something else, or nothing."""
    return next(iter(same_note(catalogue, name, statement)), "")


def same_note(catalogue: Catalogue, name: str, statement: Statement) -> tuple[str, ...]:
    """The months before, oldest first, that unbroken up to a statement of a milestone had its very note."""
    words = statement.note.split()
    months: dict[str, None] = {}
    for each in reversed(catalogue.until(name, statement.month)):
        if each == statement:
            continue
        if not words or each.note.split() != words:
            break
        months[each.month] = None
    return tuple(reversed(months))
