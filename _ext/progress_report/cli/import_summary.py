"""The summary of an import after the difference itself: everything in the export is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from ..schedule.activities import Export, Note
from ..schedule.merge import Merge

WIDTH = 100

#: The number of lines of one kind that are shown; of more, the first are shown, and the ids of the others.
SHOWN = 5


def summary(export: Export, merged: Merge, notes: Sequence[str]) -> str:
    """Return the lines to print; ``notes`` are the remarks on how the file was read."""
    return "".join(f"{line}\n" for line in _lines(export, merged, notes))


def _lines(export: Export, merged: Merge, notes: Sequence[str]) -> Iterator[str]:
    yield from _alarms(merged)
    if merged.differences:
        yield "\nDifferences that keep the value of the register:"
        yield from _folded(
            Note(
                each.field,
                each.row,
                each.id,
                f"{each.ours or 'nothing'} (export: {each.theirs or 'nothing'})",
            )
            for each in merged.differences
        )
    if merged.unplaced:
        yield "\nNot imported:"
        yield from _folded(merged.unplaced)
    if merged.absent:
        yield "\nIn the register, but not in the export:"
        yield from _wrapped("  ", merged.absent)
    found = (*export.notes, *merged.notes)
    if found or notes:
        yield "\nTo review:"
        yield from (f"  {each}" for each in (*notes, *(note.what for note in found if not note.row)))
        yield from _folded(note for note in found if note.row)
    yield ""
    if any(prefix for prefix, _ in export.prefixes):
        told = ", ".join(f"'{prefix}' ({rows} rows)" for prefix, rows in export.prefixes if prefix)
        yield f"Ignored prefixes of WBS numbers: {told}."
    differing = len({each.row for each in merged.differences})
    yield (
        f"{export.rows} rows: {len(merged.new)} new, {len(merged.changed)} changed, {merged.same} unchanged, "
        f"{len(merged.unplaced)} not imported. The register keeps other values for {differing} rows."
    )


def _alarms(merged: Merge) -> Iterator[str]:
    """Yield warnings that this may not be the right export."""
    if len(merged.moved) > 1 and len(merged.moved) * 2 > merged.compared:
        yield f"\nATTENTION: the baseline changes of {len(merged.moved)} milestones out of {merged.compared}."
    if merged.absent:
        before = len(merged.milestones) - len(merged.new)
        yield f"\nATTENTION: {len(merged.absent)} of {before} registered milestones are not in the export."


def _folded(lines: Iterable[Note]) -> Iterator[str]:
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
            yield from _wrapped("    and: ", rest)
        else:
            yield from _wrapped("    ", [line.id or f"row {line.row}" for line in group])


def _wrapped(begin: str, names: Sequence[str]) -> list[str]:
    return wrap(
        ", ".join(names),
        WIDTH,
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_long_words=False,
        break_on_hyphens=False,
    )
