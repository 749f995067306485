"""Read the register of tickets in pieces, since it may have thousands of entries.

To compose so much YAML takes seconds. So a long register is cut before some of its entries, and the cache of
readings (see :mod:`.reading_cache`) has each piece by itself: an edit of one entry reads one piece again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..content.registers import Element, Ticket, read_tickets
from ..content.settings import Settings
from ..core.problems import Code, Problem, Problems
from ..syntax.yaml_text import read
from .reading_cache import Readings

#: The characters of a register that is read as a whole.
SHORT = 50_000

#: About how many entries a piece has. Where a piece ends depends on the names of its entries, not on their
#: number: a new entry changes one piece.
PIECE = 128

#: A line that begins an entry: a key at the margin.
_ENTRY = re.compile(r"^(\"[^\"\n]+\"|'[^'\n]+'|[^\s#\"'\[\]{}?&*!|>%@`,-][^\n]*?):(?= |$)", re.MULTILINE)
#: Comments and empty lines at the top.
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")


def read_ticket_register(
    text: str,
    elements: Mapping[str, Element] | None,
    settings: Settings,
    problems: Problems,
    readings: Readings,
) -> dict[str, Ticket]:
    """Read ``text``, the content of the register; the tickets are in the order of the file.

    ``elements`` is None if the WBS register could not be read.
    """
    found: dict[str, Ticket] = {}
    readings.begin("tickets")
    for line, piece in _pieces(text):

        def examine(line: int = line, piece: str = piece) -> tuple[int, dict[str, Ticket], list[Problem]]:
            own = Problems(problems.path)
            tickets = read_tickets(read(piece, own, line), elements, settings, own)
            return line, tickets, own.found

        # What is said of a piece names its lines: one with problems is read again in another place.
        first, tickets, wrong = readings.of(piece.partition(":")[0], piece, examine)
        if wrong and first != line:
            first, tickets, wrong = examine()
        for each in wrong:
            problems.add(each)
        for name, ticket in tickets.items():
            moved = ticket if first == line else replace(ticket, line=ticket.line + line - first)
            if name in found:
                _report_twice(moved, found[name], problems)
            else:
                found[name] = moved
    readings.end()
    return found


def _report_twice(ticket: Ticket, first: Ticket, problems: Problems) -> None:
    message = f"ticket '{ticket.id}' is already in line {first.line}, and only the first is used"
    problems.fault(ticket.line, Code.DUPLICATE, message)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a register, each with its first line."""
    head = _HEAD.match(text)
    # A register in another form, such as a mapping in braces, has no entries at the margin.
    if len(text) <= SHORT or not _ENTRY.match(text, head.end() if head else 0):
        yield 1, text
        return
    start, line = 0, 1
    for entry in _ENTRY.finditer(text):
        if zlib.crc32(entry[1].encode()) % PIECE == 0 and entry.start() > start:
            yield line, text[start : entry.start()]
            line += text.count("\n", start, entry.start())
            start = entry.start()
    yield line, text[start:]
