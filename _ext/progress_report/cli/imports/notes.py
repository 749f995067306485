"""Remarks on the rows of an export, as lines to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from ...schedule.activities import Note
from ...schedule.merge import Difference

WIDTH = 100

#: The number of lines of one kind that are shown; of more, the first are shown, and the ids of the others.
SHOWN = 5


def differences(found: Sequence[Difference]) -> Iterator[str]:
    """Yield the values that the register keeps, by field."""
    return folded(
        Note(each.field, each.row, each.id, f"{each.ours or 'nothing'} (export: {each.theirs or 'nothing'})")
        for each in found
    )


def folded(lines: Iterable[Note]) -> Iterator[str]:
    """Yield lines grouped by what they say, in the order in which each first occurs."""
    groups: dict[str, list[Note]] = {}
    for line in lines:
        groups.setdefault(line.what, []).append(line)
    for what, group in groups.items():
        if len(group) <= SHOWN:
            yield from (f"  {line}" for line in group)
            continue
        rows = len({line.row for line in group})
        yield f"  {what} ({rows} rows):"
        if any(line.detail for line in group):
            yield from (f"    {line._replace(what='')}" for line in group[:SHOWN])
            rest = list(dict.fromkeys(line.id for line in group[SHOWN:]))
            yield from wrapped("    and: ", rest)
        else:
            yield from wrapped("    ", [line.id or f"row {line.row}" for line in group])


def wrapped(begin: str, names: Sequence[str]) -> list[str]:
    """Return lines with ``names``, the first of which begins with ``begin``."""
    return wrap(
        ", ".join(names),
        WIDTH,
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_long_words=False,
        break_on_hyphens=False,
    )
