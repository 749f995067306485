"""What an import tells people after the difference itself: nothing of the export goes unmentioned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ..model.schedule import Export
from ..model.schedule_merge import Difference, Merge

WIDTH = 100


def summary(export: Export, merged: Merge, notes: Sequence[str]) -> str:
    """The lines to print; ``notes`` are what was noticed while the file was read."""
    return "".join(f"{line}\n" for line in _lines(export, merged, notes))


def _lines(export: Export, merged: Merge, notes: Sequence[str]) -> Iterator[str]:
    if merged.differences:
        yield "\nThe register says otherwise, and is kept:"
        yield from map(_difference, merged.differences)
    if merged.unplaced:
        yield "\nNot placed:"
        for each in merged.unplaced:
            name = f" {each.id}:" if each.id else ""
            yield f"  row {each.row}:{name} {each.reason}"
    if merged.absent:
        yield "\nIn the register, but not in the export:"
        yield from wrap(
            ", ".join(merged.absent),
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    if export.notes or notes:
        yield "\nTo look at:"
        yield from (f"  {each}" for each in (*notes, *export.notes))
    yield ""
    if export.prefixes:
        told = ", ".join(f"'{prefix}' ({rows} rows)" for prefix, rows in export.prefixes)
        yield f"Left out before WBS elements: {told}."
    differing = len({each.row for each in merged.differences})
    yield (
        f"{export.rows} rows: {len(merged.new)} new, {len(merged.changed)} changed, {merged.same} the same, "
        f"{len(merged.unplaced)} not placed. {differing} rows differ from what the register keeps."
    )


def _difference(each: Difference) -> str:
    ours, theirs = (text or "nothing" for text in (each.ours, each.theirs))
    return f"  row {each.row}: {each.id}: {each.field}: {ours} (export: {theirs})"
