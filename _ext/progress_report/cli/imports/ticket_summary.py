"""The summary of an import of tickets: everything in the export is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...content.registers import Ticket
from ...tracker.issues import IssueExport
from ...tracker.ticket_merge import TicketMerge, changes
from .notes import differences, folded, wrapped

#: The number of tickets of one kind that are shown.
MANY = 50


def summary(
    export: IssueExport, before: Mapping[str, Ticket], merged: TicketMerge, notes: Sequence[str]
) -> str:
    """Return the lines to print on an import of tickets into the register ``before``; ``notes`` are the
    remarks on how the file was read."""
    return "".join(f"{line}\n" for line in _lines(export, before, merged, notes))


def _lines(
    export: IssueExport, before: Mapping[str, Ticket], merged: TicketMerge, notes: Sequence[str]
) -> Iterator[str]:
    if merged.new:
        yield "New:"
        yield from _shortened([f"{name} {merged.tickets[name].title}".strip() for name in merged.new])
    said = {name: list(changes(before[name], merged.tickets[name])) for name in merged.changed}
    dated = [name for name, fields in said.items() if [field for field, *_ in fields] == ["as_of"]]
    if len(said) > len(dated):
        yield "\nChanged:"
        yield from _shortened([_change(name, said[name]) for name in said if name not in set(dated)])
    if dated:
        yield f"\nOnly the date of the status changes ({len(dated)}):"
        yield from wrapped("  ", dated[:MANY])
    if merged.differences:
        yield "\nDifferences that keep the value of the register:"
        yield from differences(merged.differences)
    if merged.older:
        yield f"\nThe register has a newer status ({len(merged.older)}):"
        yield from wrapped("  ", merged.older[:MANY])
    if export.unplaced:
        yield "\nNot imported:"
        yield from folded(export.unplaced)
    if notes or export.notes:
        yield "\nTo review:"
        yield from (f"  {each}" for each in (*notes, *(note.what for note in export.notes if not note.row)))
        yield from folded(note for note in export.notes if note.row)
    yield ""
    yield (
        f"{export.rows} rows: {len(merged.new)} new, {len(merged.changed)} changed, {merged.same} unchanged, "
        f"{len(export.unplaced)} not imported. The register has {merged.absent} more tickets."
    )


def _change(name: str, fields: Sequence[tuple[str, str, str]]) -> str:
    """Return the changes of one ticket; the date of a status that changes too is left out."""
    shown = (
        f"{field} {old or 'nothing'} -> {new or 'nothing'}" for field, old, new in fields if field != "as_of"
    )
    return f"{name}: {'; '.join(shown)}"


def _shortened(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MANY])
    if len(lines) > MANY:
        yield f"  and {len(lines) - MANY} more"
