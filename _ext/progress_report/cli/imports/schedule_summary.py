"""The summary of an import after the difference itself: everything in the export is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schedule.activities import Export
from ...schedule.merge import Merge
from .notes import differences, folded, wrapped


def summary(export: Export, merged: Merge, notes: Sequence[str]) -> str:
    """Return the lines to print; ``notes`` are the remarks on how the file was read."""
    return "".join(f"{line}\n" for line in _lines(export, merged, notes))


def _lines(export: Export, merged: Merge, notes: Sequence[str]) -> Iterator[str]:
    yield from _alarms(merged)
    if merged.differences:
        yield "\nDifferences that keep the value of the register:"
        yield from differences(merged.differences)
    if merged.unplaced:
        yield "\nNot imported:"
        yield from folded(merged.unplaced)
    if merged.absent:
        yield "\nIn the register, but not in the export:"
        yield from wrapped("  ", merged.absent)
    found = (*export.notes, *merged.notes)
    if found or notes:
        yield "\nTo review:"
        yield from (f"  {each}" for each in (*notes, *(note.what for note in found if not note.row)))
        yield from folded(note for note in found if note.row)
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
