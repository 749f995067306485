"""The record of published addresses: a text file beside ``conf.py``, a line for each address.

An address is the name of a page, as in ``report_redirects``, perhaps with an anchor. That of an object is in
``objects.inv``. Behind the address of a text of a published month are the digests of its paragraphs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from ..core.identifiers import lineage
from ..core.limits import FILE_PROBLEMS
from ..core.places import generated, is_report, page, within_reports
from ..core.problems import Code, Problem, Problems
from ..core.suggestions import nearest

#: What the names of objects are below.
INVENTORY = "objects.inv"

_STATED = " = "

_DIGESTS = re.compile(r"[0-9a-f]+(?: +[0-9a-f]+)*")

HEAD = """\
# The published addresses of this site, and digests of what published months state. `make permalinks` adds
# addresses; review the changes. To give up an address for good, delete its line.
"""

#: The length of a digest in bytes: it has to show mistakes, since the change itself is in the history.
DIGEST_BYTES = 4

#: The least similarity of a former and a current id that is offered.
_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Record:
    """The published addresses at ``path``: the line of each, and the digests of what is stated there.

    ``within`` lists the addresses with digests by the directory of their page.
    """

    path: str
    lines: Mapping[str, int] = field(default_factory=dict)
    stated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Mapping[str, list[str]] = field(default_factory=dict)


def digest(text: str) -> str:
    """Return the digest of a ``text``; line breaks and blanks between words do not count."""
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=DIGEST_BYTES).hexdigest()


def read_record(text: str, problems: Problems) -> Record:
    """Read the content ``text`` of a record."""
    lines: dict[str, int] = {}
    stated: dict[str, tuple[str, ...]] = {}
    within: dict[str, list[str]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        address, _, digests = line.rstrip().partition(_STATED)
        if line.startswith(f"{INVENTORY}#"):
            # The name of an object may contain anything, and has no digests.
            address, digests = line.rstrip(), ""
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            problems.fault(number, Code.PERMALINK, "an unfinished merge; keep the lines of both sides")
        elif address in lines and stated.get(address, ()) != tuple(digests.split()):
            first = lines[address]
            message = f"'{address}' is in line {first} already, with another text; keep one, and record again"
            problems.fault(number, Code.PERMALINK, message)
        else:
            if address != line.rstrip() and not _DIGESTS.fullmatch(digests):
                message = f"this is no line of a record; expected '{address[:80]}{_STATED}' and digests"
                problems.fault(
                    number, Code.PERMALINK, f"{message}; restore it, or delete it and record again"
                )
            lines.setdefault(address, number)
            if digests:
                stated[address] = tuple(digests.split())
                within.setdefault(address.partition("#")[0].rpartition("/")[0], []).append(address)
    return Record(problems.path, lines, stated, within)


def record_text(addresses: Iterable[str], stated: Mapping[str, Sequence[str]]) -> str:
    """Return the content of the record of ``addresses``, with the digests of what is ``stated`` there."""
    lines = (
        _STATED.join((each, *filter(None, [" ".join(stated.get(each, ()))]))) for each in sorted(addresses)
    )
    return HEAD + "".join(f"{line}\n" for line in lines)


class Addresses(Protocol):
    """The addresses of a site, as far as they are known."""

    def has_page(self, name: str) -> bool:
        """Return whether there is a page ``name``, or one that leads to its new name; True if unknown."""

    def has_anchor(self, name: str, anchor: str) -> bool:
        """Return whether the page ``name`` has an ``anchor``; True if unknown."""

    def has_object(self, name: str) -> bool:
        """Return whether the inventory has an object with this kind and ``name``; True if unknown."""


def lost_addresses(record: Record, site: Addresses) -> list[str]:
    """Return the recorded addresses that a ``site`` lacks; of a page that is gone, only its name."""
    found: dict[str, None] = {}
    for address in sorted(record.lines, key=lambda each: record.lines[each]):
        name, _, anchor = address.partition("#")
        if name == INVENTORY:
            there = site.has_object(anchor)
        elif not site.has_page(name):
            there, address = False, name
        else:
            there = not anchor or site.has_anchor(name, anchor)
        if not there:
            found[address] = None
    return [*found]


@dataclass(frozen=True)
class Advice:
    """What may have become of lost addresses: the new ones, and where the registers name objects.

    ``pages`` are the pages of the site, ``anchors`` those of its months by page, ``places`` the file and line
    of each milestone and element by its page, ``known`` the former ids that they have already, ``moved`` the
    new names of pages.
    """

    record: Record
    pages: Set[str]
    anchors: Mapping[str, Iterable[str]]
    places: Mapping[str, str]
    known: Mapping[str, Sequence[str]]
    moved: Mapping[str, str]

    def problems(self, lost: Sequence[str]) -> Iterator[Problem]:
        """Yield the fault that each of the ``lost`` addresses is lost, with what to write where; of more than
        :data:`.limits.FILE_PROBLEMS`, how many others are."""
        lines = [self.record.lines.get(each) or self._lines[each][0] for each in lost]
        for address, line in zip(lost[:FILE_PROBLEMS], lines, strict=False):
            yield self._problem(address, line)
        if rest := lost[FILE_PROBLEMS:]:
            said = f"{len(rest)} more addresses are gone, from '{rest[0]}' on"
            yield Problem(self.record.path, lines[FILE_PROBLEMS], Code.PERMALINK.value, said)

    def _problem(self, address: str, line: int) -> Problem:
        name, mark, anchor = address.partition("#")
        if name == INVENTORY:
            said = f"the object '{anchor}' is gone from {INVENTORY}; {self._of_object(anchor)}"
        elif mark:
            said = f"the anchor '{address}' is gone; {self._of_anchor(name, anchor)}"
        else:
            said = f"the page '{name}' is gone; {self._of_page(name)}"
        number = 1 if mark else len(self._lines[name])
        lines = "this line" if number == 1 else f"its {number} lines"
        return Problem(self.record.path, line, Code.PERMALINK.value, f"{said}, or delete {lines}")

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        """The lines of each page."""
        found: dict[str, list[int]] = {}
        for address, line in self.record.lines.items():
            found.setdefault(address.partition("#")[0], []).append(line)
        return found

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        """The pages that have each anchor."""
        found: dict[str, list[str]] = {}
        for each, known in self.anchors.items():
            for anchor in set(known):
                found.setdefault(anchor, []).append(each)
        return found

    def _of_object(self, name: str) -> str:
        kind, _, target = name.partition(" ")
        directory = {"report:milestone": "milestones", "report:wbs": "wbs"}.get(kind)
        if directory:
            return self._alias(page(f"{directory}/{target}")) or "bring it back"
        if kind == "report:month":
            return f"publish the month '{target}' again"
        if kind == "std:label":
            return f"put the label '({target})=' above the text"
        return f"cite '{target}' in a published month again"

    def _of_anchor(self, name: str, anchor: str) -> str:
        home = self.moved.get(name, name)
        # What a reader has cited of a month is not in another one.
        above = f"{name.rpartition('/')[0]}/" if is_report(name) else ""
        owners = [each for each in self._owners.get(anchor, ()) if each != home and each.startswith(above)]
        new = [each for each in self.anchors.get(home, ()) if f"{home}#{each}" not in self.record.lines]
        meant = nearest(anchor, new, _LIKENESS)
        target = f"{owners[0]}#{anchor}" if len(owners) == 1 else f"{home}#{meant}" if meant else home
        return _redirect(f"{name}#{anchor}", target)

    def _of_page(self, name: str) -> str:
        above = name.rpartition("/")[0]
        indexes = (f"{above}/index", page("months/index") if is_report(name) else "index")
        index = next((each for each in indexes if each != name and each in self.pages), "index")
        if alias := self._alias(name):
            return f"{alias}; else {_redirect(name, index)}"
        new = [each for each in self.pages if each not in self.record.lines]
        beside = [each for each in new if each.rpartition("/")[0] == above]
        return _redirect(name, nearest(name, beside, _LIKENESS) or index)

    def _alias(self, name: str) -> str:
        """Return what to write if the page ``name`` is that of an object with a new id; empty if none is
        new."""
        former = name.rpartition("/")[2]
        above = name.removesuffix(former)
        # A former id of an element holds for all below it.
        gone = [each for each in lineage(former) if self._is_gone(f"{above}{each}")]
        former = gone[-1] if gone and generated(name).startswith("wbs/") else former
        new = [
            each.removeprefix(above)
            for each in self.pages
            if each.startswith(above)
            and each not in self.record.lines
            and "/" not in each.removeprefix(above)
        ]
        place = f"{above}{nearest(former, new, _LIKENESS) or ''}"
        if generated(name).partition("/")[0] in ("milestones", "wbs") and place in self.places:
            where = self.places[place]
        elif is_report(name) and len(within_reports(name)) == 2 and place in self.pages:
            where = f"{place}.md"
        else:
            return ""
        what = "it" if name == f"{above}{former}" else f"'{former}'"
        if known := self.known.get(place, ()):
            line = f"write 'aka: [{', '.join((*known, former))}]' there"
        else:
            line = f"add 'aka: {former}' to it"
        return f"if {what} is '{place.removeprefix(above)}' now, {line} ({where})"

    def _is_gone(self, name: str) -> bool:
        return name in self.record.lines and name not in self.pages


def _redirect(old: str, new: str) -> str:
    return f'add \'"{old}": "{new}"\' to report_redirects in conf.py'
