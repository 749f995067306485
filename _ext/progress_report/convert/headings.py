"""Recognise what a line names: a kind, an element, a part of the month's page, a status of milestones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from ..content.known import Known
from ..content.settings import OTHER
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core import identifiers
from ..core.language import gettext, gettext_noop
from .reading.blocks import words_of

#: Headings are lines of at most so many characters.
HEADING_CHARACTERS = 250

#: The likeness, of 100, from which a heading is taken for a known one.
ALIKE = 88

#: The parts of a month's page, each with other names that reports give it.
PARTS: Mapping[str, tuple[str, ...]] = {
    gettext_noop("High-level summary"): (
        "summary", "executive summary", "management summary", "overall summary",
    ),
    gettext_noop("Risk management"): ("risk", "risks", "risk register", "risk summary", "risk status"),
    gettext_noop("Milestone summary"): ("milestones", "milestone status", "milestone progress"),
}  # fmt: skip
_MILESTONES = "Milestone summary"

#: Words that name a status of milestones; those before it would match the words after it.
_STATUSES = (
    (CANCELLED, re.compile(r"\b(?:cancell?ed|descoped|dropped|withdrawn)\b")),
    (REBASELINED, re.compile(r"\b(?:re ?baselined|re ?planned|rescheduled)\b")),
    (
        DELAYED,
        re.compile(r"\b(?:delayed|late|missed|slipped|overdue|behind|not (?:met|achieved|completed))\b"),
    ),
    (ACHIEVED, re.compile(r"\b(?:achieved|accomplished|completed?|done|finished|met|reached)\b")),
)
_NUMBERED = re.compile(r"[^\w(]*+(?:\d++(?:\.\d++)*+\.?|[A-Z]\.|\([a-z0-9]\))\s++(?=\S)")
_FIRST = re.compile(r"[\W_]*+([^\W_]++(?:\.[^\W_]++)*+)\.?(?:\s*+[:–—-]++\s*+|\s++|\Z)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """The element that a line names.

    ``rest`` is the text after the id. ``known`` is true for one of the register; ``titled`` if the rest is
    its title or empty; ``likeness``, of 100, is that of the rest to the title.
    """

    element: str
    rest: str
    known: bool
    likeness: float


def folded(text: str) -> str:
    """Return ``text`` as headings are compared: the words alone, in lower case."""
    return " ".join(words_of(text.replace("&", " and "))).casefold()


def is_of_milestones(name: str) -> bool:
    """Return whether ``name`` is that of the part about milestones, in the language of the site."""
    return name == gettext(_MILESTONES)


def _unnumbered(text: str) -> str:
    """Return ``text`` without the number at its beginning, such as ``2.1`` or ``(a)``."""
    number = _NUMBERED.match(text)
    return text[number.end() :] if number else text


def status_of(text: str) -> str:
    """Return the status of milestones that ``text`` names; empty for none."""
    words = folded(text)
    return next((status for status, pattern in _STATUSES if pattern.search(words)), "")


class Headings:
    """The names that lines of a report are compared with: those of the settings and registers.

    ``month`` decides which title of an element holds.
    """

    def __init__(self, known: Known, month: str, areas: frozenset[str]) -> None:
        """``areas`` are the elements that report in ``month``."""
        self.known = known
        self.month = month
        self.areas = areas
        settings = known.settings
        self.kinds = {folded(name): name for name in settings.headings or settings.kinds}

    def kind(self, text: str, *, near: bool = False) -> tuple[str, bool]:
        """Return the heading of a kind that ``text`` is, as ``conf.py`` has it, and whether exactly; empty
        if it is none. With ``near``, a similar one counts."""
        for form in (text, _unnumbered(text)):
            if name := self.kinds.get(folded(form)):
                return name, True
        close = (
            process.extractOne(folded(text), self.kinds, scorer=fuzz.ratio) if near and self.kinds else None
        )
        return (self.kinds[close[2]], False) if close and close[1] >= ALIKE else ("", False)

    def same_kind(self, one: str, other: str) -> bool:
        """Return whether two headings of kinds, ``one`` and the ``other``, open the same section."""
        kinds = self.known.settings.kinds
        kind = kinds.get(one.casefold())
        return one == other or (kind == kinds.get(other.casefold()) and kind not in (None, OTHER))

    def title(self, element: str) -> str:
        """Return the title of ``element`` in the month; empty if the register has none."""
        record = self.known.registers.elements.get(element)
        return record.title_in(self.month) if record else ""

    def named(self, text: str) -> Named | None:
        """Return the element whose id ``text`` begins with; None for none."""
        return self._named(text) or self._named(_unnumbered(text))

    def _named(self, text: str) -> Named | None:
        match = _FIRST.fullmatch(text) if len(text) <= HEADING_CHARACTERS else None
        if not match:
            return None
        name = identifiers.without_prefix(match[1], self.known.settings.wbs_prefix)
        elements = self.known.registers.elements
        known = name in elements
        if not known:
            root = name.partition(".")[0]
            if "." not in name or root not in self.known.registers.roots or not name[-1].isalnum():
                return None
        rest = match[2].strip(" \n:–—-")
        title = self.title(name)
        alike = fuzz.ratio(folded(rest), folded(title)) if rest and title else 100.0 * (not rest)
        return Named(name, rest, known, alike)

    def titled(self, text: str, *, any_element: bool, within: str = "") -> str:
        """Return the area that has the title ``text``, or with ``any_element`` any element that has it,
        preferably one below ``within``; empty for none."""
        words = folded(_unnumbered(text))
        found = self._titles.get(folded(text)) or self._titles.get(words) or ()
        named = [each for each in found if any_element or each in self.areas]
        inside = [each for each in named if within and identifiers.is_within(each, within)]
        chosen = inside or named
        return chosen[0] if len(chosen) == 1 else ""

    def like_area(self, text: str) -> str:
        """Return the area whose title ``text`` is nearly, or begins; empty for none, or several."""
        words = folded(text)
        found = [
            area
            for area in self.areas
            if words
            and (
                f"{folded(self.title(area))} ".startswith(f"{words} ")
                or fuzz.ratio(words, folded(self.title(area))) >= ALIKE
            )
        ]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _titles(self) -> dict[str, list[str]]:
        titles: dict[str, list[str]] = {}
        for element, record in self.known.registers.elements.items():
            for title in {record.title, record.title_in(self.month)} - {""}:
                titles.setdefault(folded(title), []).append(element)
        return titles

    def area_of(self, element: str) -> str:
        """Return the area that ``element`` belongs to; empty for none."""
        return next((each for each in identifiers.lineage(element) if each in self.areas), "")

    def part(self, text: str) -> str:
        """Return the part of the month's page that ``text`` names, in the language of the site; empty for
        none."""
        words = folded(_unnumbered(text))
        for name, others in PARTS.items():
            if words in (folded(name), folded(gettext(name)), *others):
                return gettext(name)
        return ""
