"""Merge an export of a tracker into the register of tickets: what is new, what changes, what stays.

A status with its date and the date of resolution are the tracker's, as of the date of the export. A title, an
element or an epic that the register has stays, since a person may have written it: each difference is
reported, unless the caller takes that field from the export. No ticket is ever removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ..content.registers import Ticket
from ..core.dates import Date
from ..schedule.merge import Difference
from .issues import Issue, IssueExport

#: The fields that can be taken from the export if the register differs.
TAKEN = ("title", "element", "epic")


@dataclass(frozen=True, slots=True)
class TicketMerge:
    """The result of an import.

    ``tickets`` is the whole register after it; ``new`` and ``changed`` are the ids that it touches, ``same``
    is the number of issues that change nothing. ``absent`` is the number of tickets that are registered, but
    not in the export; ``older`` are those whose status in the register is newer.
    """

    tickets: Mapping[str, Ticket]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    absent: int
    older: tuple[str, ...]
    differences: tuple[Difference, ...]


def merge_tickets(
    export: IssueExport, known: Mapping[str, Ticket], as_of: Date | None, take: Collection[str]
) -> TicketMerge:
    """Merge an export into the tickets ``known``.

    :param as_of: the date of the export; needed if an issue has a status
    :param take: those of :data:`TAKEN` whose value is taken from the export
    """
    tickets = dict(known)
    new: list[str] = []
    changed: list[str] = []
    older: list[str] = []
    differences: list[Difference] = []
    for issue in export.issues:
        before = known.get(issue.id, Ticket(issue.id))
        if before.as_of and as_of and as_of.last_day < before.as_of.last_day:
            older.append(issue.id)
            after = before
        else:
            after = _with_status(before, issue, as_of, resolves=export.resolves)
        for field in TAKEN:
            ours, theirs = getattr(before, field), getattr(issue, field)
            if theirs and ours != theirs:
                if ours and field not in take:
                    differences.append(Difference(issue.row, issue.id, field, ours, theirs))
                else:
                    after = replace(after, **{field: theirs})
        tickets[issue.id] = after
        if issue.id not in known:
            new.append(issue.id)
        elif after != before:
            changed.append(issue.id)
    return TicketMerge(
        tickets,
        tuple(new),
        tuple(changed),
        len(export.issues) - len(new) - len(changed),
        len(known.keys() - {each.id for each in export.issues}),
        tuple(older),
        tuple(differences),
    )


def _with_status(before: Ticket, issue: Issue, as_of: Date | None, *, resolves: bool) -> Ticket:
    """Return a ticket with the status of the export. The date of an unchanged one moves only while it is
    open: a resolved ticket is not told to be so in every export anew."""
    resolved = issue.resolved if resolves else before.resolved
    if not issue.status:
        return replace(before, resolved=resolved)
    if before.status == issue.status and before.resolved == resolved and resolved and before.as_of:
        return before
    return replace(before, status=issue.status, resolved=resolved, as_of=as_of)


def changes(before: Ticket, after: Ticket) -> Iterator[tuple[str, str, str]]:
    """Yield each field that differs between two versions of a ticket, with both values."""
    for field in ("title", "status", "as_of", "resolved", "element", "epic"):
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            yield field, str(one or ""), str(other or "")
