"""How long a delay lasts, and how long its note has been the same."""

from __future__ import annotations

from .catalogue import Catalogue
from .statements import DELAYED, Statement


def months_delayed(catalogue: Catalogue, name: str, month: str) -> int:
    """How many months up to one, itself included, stated a delay of a milestone."""
    return len({each.month for each in catalogue.until(name, month) if each.status == DELAYED})


def note_since(catalogue: Catalogue, name: str, statement: Statement) -> str:
    """The first month of the unbroken repetition of a statement's note, word for word, in what was said of
    a milestone; empty where the statement before says something else, or nothing."""
    words = statement.note.split()
    since = ""
    for each in reversed(catalogue.until(name, statement.month)):
        if each == statement:
            continue
        if not words or each.note.split() != words:
            break
        since = each.month
    return since
