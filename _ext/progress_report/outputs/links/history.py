"""The history of each address from night to night, and which address fails.

Only an address that is gone fails at once. A server may be down for an hour, so an unreachable address fails
only if it was unreachable the night before, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

VERSION = 1
#: How many consecutive nights an address must be unreachable to fail.
PATIENCE = 2

#: The characters of a wrong value that a message quotes.
_QUOTED = 100

_TYPES = {"code": int, "nights_unreachable": int, "places": list}
_TIMES = ("checked", "last_good", "unreachable_since", "dead_since")
#: Ledgers of earlier versions of this extension do not have these.
_NEW = ("dead_since", "archived")
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class LinkState(StrEnum):
    """The state of an address, the worst first: the order of a report."""

    GONE = "gone"
    """The server reports that the page does not exist (404, 410)."""
    UNREACHABLE = "unreachable"
    """No answer, an error of the server, or no such anchor on the page."""
    RATE_LIMITED = "rate-limited"
    """The server limits the rate of requests (429) for longer than the time limit."""
    NOT_CHECKED = "not checked"
    """Not requested: the time was up, or the address is excluded."""
    RESTRICTED = "restricted"
    """It requires permission (401, 403, a login)."""
    REDIRECTED = "redirected"
    """It redirects to another address, which works."""
    WORKING = "working"


#: Addresses in these states need not be requested every night.
GOOD = (LinkState.WORKING, LinkState.REDIRECTED, LinkState.RESTRICTED)
#: These states say nothing about the address, so the known state is kept.
_SILENT = (LinkState.RATE_LIMITED, LinkState.NOT_CHECKED)


class LedgerError(Exception):
    """A file that is no ledger: the problem in one line, with its place."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one request: the HTTP status (0 for none), the target of a redirect, and a reason."""

    state: LinkState
    code: int = 0
    to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """One address in a ledger. Times are UTC, such as ``2017-08-31T02:00:00Z``; empty for never.

    ``unreachable_since`` and ``nights_unreachable`` count the consecutive nights up to this one, and
    ``dead_since`` those in which it was gone or unreachable. ``archived`` is the address of a copy in an
    archive of the web, for an address that fails.
    """

    address: str
    kind: str
    state: LinkState
    code: int = 0
    to: str = ""
    reason: str = ""
    checked: str = ""
    last_good: str = ""
    unreachable_since: str = ""
    nights_unreachable: int = 0
    dead_since: str = ""
    archived: str = ""
    places: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether this address makes the nightly check fail."""
        return self.state is LinkState.GONE or (
            self.state is LinkState.UNREACHABLE and self.nights_unreachable >= PATIENCE
        )

    def is_fresh(self, now: datetime, days: float) -> bool:
        """Return whether the address was good within the last ``days``, so that it need not be requested."""
        return (
            self.state in GOOD
            and bool(self.checked)
            and timedelta() <= now - _moment(self.checked) < timedelta(days=days)
        )


def noted(entry: LinkEntry, answer: Answer, now: datetime) -> LinkEntry:
    """Return the entry after an answer; ``entry`` is the one before, ``answer`` that of ``now``."""
    known = replace(entry, state=answer.state, code=answer.code, to=answer.to, reason=answer.reason)
    if answer.state in _SILENT:
        return known
    stamp = now.astimezone(UTC).strftime(_TIME)
    dead = answer.state not in GOOD
    known = replace(
        known, dead_since=(entry.dead_since or stamp) if dead else "", archived=entry.archived if dead else ""
    )
    if answer.state is not LinkState.UNREACHABLE:
        last_good = stamp if answer.state in GOOD else entry.last_good
        return replace(known, checked=stamp, last_good=last_good, unreachable_since="", nights_unreachable=0)
    # Several requests on one day count as one night.
    again = entry.nights_unreachable and entry.checked[:10] == stamp[:10]
    return replace(
        known,
        checked=stamp,
        unreachable_since=entry.unreachable_since or stamp,
        nights_unreachable=entry.nights_unreachable + (0 if again else 1),
    )


def write(path: Path, entries: Iterable[LinkEntry], now: datetime) -> None:
    """Write a ledger of ``entries``, sorted by address, to ``path``."""
    links = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(entry).items()}
        for entry in sorted(entries, key=lambda each: each.address)
    ]
    content = {"version": VERSION, "night": now.astimezone(UTC).strftime(_TIME), "links": links}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def read(path: Path) -> Mapping[str, LinkEntry]:
    """Read a ledger, by address; empty if the file does not exist.

    :raises LedgerError: for anything else but a ledger of this version
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        raise LedgerError(f"{path}:{error.lineno}: invalid JSON: {error.msg}") from error
    except (OSError, RecursionError, ValueError) as error:  # no UTF-8, a number of thousands of digits
        raise LedgerError(f"{path}:1: it can't be read: {error}") from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise LedgerError(f"{path}:1: expected the links of an earlier night, of version {VERSION}")
    links = content.get("links")
    if not isinstance(links, list):
        raise LedgerError(f"{path}:1: expected a list of links")
    entries = [_entry(path, number, link) for number, link in enumerate(links, 1)]
    return {entry.address: entry for entry in entries}


def _entry(path: Path, number: int, link: object) -> LinkEntry:
    where = f"{path}:1: link {number}"
    if not isinstance(link, dict):
        raise LedgerError(f"{where}: expected a mapping")
    values: dict[str, Any] = {}
    for each in fields(LinkEntry):
        value = link.get(each.name, [] if each.name == "places" else "" if each.name in _NEW else None)
        expected = _TYPES.get(each.name, str)
        if not isinstance(value, expected) or isinstance(value, bool):
            found = repr(value)[:_QUOTED]
            raise LedgerError(f"{where}: '{each.name}': expected {expected.__name__}, found {found}")
        values[each.name] = value
    try:
        for name in _TIMES:
            if values[name]:
                _moment(values[name])
        values |= {"state": LinkState(values["state"]), "places": tuple(map(str, values["places"]))}
    except ValueError as error:
        raise LedgerError(f"{where}: {str(error)[:_QUOTED]}") from error
    return LinkEntry(**values)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _TIME).replace(tzinfo=UTC)
