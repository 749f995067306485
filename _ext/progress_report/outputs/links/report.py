"""The report of a night for people: by class, the worst first, with every place of each link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ...content.external_addresses import CLASSES, FREE
from ...content.known import DOCUMENT, TICKET
from .history import PATIENCE, LinkEntry, LinkState

_TITLES = {DOCUMENT: "Documents", FREE: "Free addresses", TICKET: "Tickets"}


def report(
    entries: Iterable[LinkEntry], *, asked: int, fresh: int, tickets: int, now: datetime, notes: Sequence[str]
) -> str:
    """Return the whole report on ``entries``; ``tickets`` is the number of tickets, which are not requested.

    ``asked`` is the number of addresses requested this night, ``fresh`` that of those good so recently that
    they were not. ``notes`` are further lines for the top.
    """
    known = sorted(entries, key=lambda each: (list(LinkState).index(each.state), each.address))
    failing = [entry for entry in known if entry.fails]
    lines = [
        f"Links, {now:%Y-%m-%d %H:%M} UTC: {summary(known)}",
        f"{asked} of {len(known)} were requested; {fresh} were good so recently that they were not.",
        *notes,
    ]
    lines += _part("Fails", failing)
    for kind in CLASSES:
        if kind == TICKET:
            told = f"{tickets:,} ticket{'s' * (tickets != 1)}"
            lines += [*_heading(_TITLES[kind]), "", f"{told}: checked by `make links`, never requested."]
        else:
            lines += _part(_TITLES[kind], [entry for entry in known if entry.kind == kind])
    return "\n".join(lines) + "\n"


def summary(entries: Iterable[LinkEntry]) -> str:
    """Return how many addresses there are in each state, and how many fail."""
    known = list(entries)
    counts = Counter(entry.state for entry in known)
    failing = sum(entry.fails for entry in known)
    states = ", ".join(f"{counts[state]} {state}" for state in LinkState if counts[state])
    return f"{states or 'no addresses'}; {failing or 'none'} fail{'s' * (failing == 1)}"


def _part(title: str, entries: Sequence[LinkEntry]) -> list[str]:
    lines = _heading(title)
    if not entries:
        return [*lines, "", "none"]
    for state in LinkState:
        same = [entry for entry in entries if entry.state is state]
        if same:
            lines += ["", f"{state} ({len(same)})"]
            for entry in same:
                lines += [f"  {line}" for line in _entry(entry)]
    return lines


def _heading(title: str) -> list[str]:
    return ["", title, "=" * len(title)]


def _entry(entry: LinkEntry) -> Iterator[str]:
    yield entry.address
    about = "; ".join(_about(entry))
    if about:
        yield f"    {about}"
    if entry.archived:
        yield f"    archived copy: {entry.archived}"
    yield from (f"    {place}" for place in entry.places)


def _about(entry: LinkEntry) -> Iterator[str]:
    said = " ".join(each for each in (str(entry.code or ""), entry.reason) if each)
    if said:
        yield said
    if entry.to:
        yield f"redirects to {entry.to}"
    if entry.nights_unreachable:
        since = entry.unreachable_since[:10]
        nights = f"{entry.nights_unreachable:,} night{'s' * (entry.nights_unreachable != 1)}"
        more = (
            ""
            if entry.fails or entry.nights_unreachable >= PATIENCE
            else ", fails if it is still so the next night"
        )
        yield f"{nights} since {since}{more}"
    if entry.state is LinkState.GONE:
        yield f"since {entry.dead_since[:10]}"
    if entry.last_good and entry.last_good != entry.checked:
        yield f"last good {entry.last_good[:10]}"
    elif entry.state is LinkState.GONE:
        yield "never good so far"


def failures(entries: Iterable[LinkEntry]) -> list[LinkEntry]:
    """Return the ``entries`` that fail, sorted by address."""
    return sorted((entry for entry in entries if entry.fails), key=lambda each: each.address)
