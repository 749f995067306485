"""Identifiers: how they are written, normalised, sorted and found in text (content model, section 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

#: The least similarity of prefixes that may be mixed up: one of two letters.
PREFIX_LIKENESS = 0.5

MILESTONE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
ELEMENT_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
# No tracker has longer numbers.
HANDLE = re.compile(r"(.+)-([0-9]{1,18})")
# A maximal run of letters, digits, hyphens and dots that begins and ends with a letter or digit.
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-.])*(?<![-.])")
# Text up to the next blank after a digit or a hyphen, which most ids have and few words.
_MARKED = re.compile(r"(?:[^\s\d-]*+\s++)*+(?:([^\s\d-]*+[\d-]\S*+)|[^\s\d-]*+\Z)")
_MARK = re.compile(r"[\d-]")
_NUMBER = re.compile(r"(\d+)")
_SLUG_WORD = re.compile(r"[^\W_]+")


def is_milestone_id(name: str) -> bool:
    """Return whether ``name`` has the form of a milestone id. ``index`` has not: a page has that name."""
    return bool(MILESTONE_ID.fullmatch(name)) and name.casefold() != "index"


def expected_id(name: str) -> str:
    """Return what a milestone id must be instead of ``name``, which is none."""
    if name.casefold() == "index":
        return "another one, since a page has this name"
    return "a letter or digit, then letters, digits, '.', '_', '-'"


def words(text: str) -> list[str]:
    """Return the tokens of ``text``. An id must be a whole token to become a link."""
    return _TOKEN.findall(text)


def sort_key(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key for the natural order: ``DM-9680`` before ``DM-10068``, ``02C.01`` before
    ``02C.01.01A``."""
    return tuple(
        # A number by its length and digits: it may be too long to convert to an int.
        (0, len(part.lstrip("0")), part.lstrip("0")) if part.isdecimal() else (1, 0, part)
        for part in _NUMBER.split(identifier)
        if part
    )


def natural(identifiers: Iterable[str]) -> tuple[str, ...]:
    """Sort identifiers in natural order, as :func:`sort_key` defines it."""
    return tuple(sorted(identifiers, key=lambda name: (sort_key(name), name)))


def handle(identifier: str) -> tuple[str, int] | None:
    """Split ``DM-10770`` into its prefix and number; return None for any other form."""
    match = HANDLE.fullmatch(identifier) if identifier.isascii() else None
    return (match[1], int(match[2])) if match else None


def anchor_part(identifier: str) -> str:
    """Return an identifier for use in an anchor: dots become hyphens, since Sphinx's search reads a dot as a
    class."""
    return identifier.replace(".", "-")


def slug(text: str) -> str:
    """Return the anchor of a heading ``text``: lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(_SLUG_WORD.findall(plain)) or "section"


def without_prefix(element: str, prefix: str) -> str:
    """Return ``element`` in its canonical form: without ``prefix``, the optional one of
    ``report_wbs_prefix``."""
    return element[len(prefix) :] if prefix and element.startswith(prefix) else element


def parent(element: str) -> str | None:
    """Return the id of the element above, that is ``element`` without its last part; None for a root."""
    head, _, _ = element.rpartition(".")
    return head or None


def is_within(element: str, above: str) -> bool:
    """Return whether ``element`` is ``above`` itself or an element below it."""
    return f"{element}.".startswith(f"{above}.")


def lineage(element: str) -> Iterator[str]:
    """Yield ``element`` itself and then its ancestors, nearest first."""
    current: str | None = element
    while current:
        yield current
        current = parent(current)


@dataclass(frozen=True, slots=True)
class Found:
    """An id found in a text.

    ``kind`` is ``milestone``, ``ticket``, ``document`` or, for a word that only looks like an id,
    ``unknown``. ``target`` is the canonical id; ``start`` and ``end`` are the offsets of the id itself;
    ``escaped`` is true if a backslash precedes it.
    """

    kind: str
    text: str
    target: str
    start: int
    end: int
    escaped: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ids that a plain word can be: milestones, aliases (alias to id), and the prefixes of tickets and
    documents."""

    milestones: frozenset[str]
    aliases: Mapping[str, str]
    trackers: frozenset[str]
    documents: frozenset[str]
    milestone_prefixes: frozenset[str]
    _marked: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_marked", all(map(_MARK.search, (*self.milestones, *self.aliases))))

    def identify(self, token: str) -> tuple[str, str] | None:
        """Return the kind and canonical id of a whole ``token``, which is case-sensitive; None if it is no
        id.

        Milestones are tried first, then aliases, tickets and documents.
        """
        if token in self.milestones:
            return "milestone", token
        if token in self.aliases:
            return "milestone", self.aliases[token]
        # Every word of every text is looked up here, and most have no hyphen.
        parts = handle(token) if "-" in token else None
        if parts and parts[0] in self.trackers:
            return "ticket", token
        if parts and parts[0] in self.documents:
            return "document", token
        return None

    def may_be_in(self, text: str) -> bool:
        """Return whether ``text`` may contain an id: most texts have neither a digit nor a hyphen, which all
        ids have unless the register has an odd one."""
        return not self._marked or _MARK.search(text) is not None

    def scan(self, text: str) -> Iterator[Found]:
        """Yield the ids in ``text``, in order. The checks and the autolinker share this tokenizer."""
        for match in self._tokens(text):
            token = match[0]
            known = self.identify(token)
            if known is None and ("-" not in token or token.partition("-")[0] not in self.milestone_prefixes):
                continue
            kind, target = known or ("unknown", token)
            escaped = text[match.start() - 1 : match.start()] == "\\"
            yield Found(kind, token, target, match.start(), match.end(), escaped)

    def _tokens(self, text: str) -> Iterator[re.Match[str]]:
        """Return the words of ``text`` that may be ids."""
        if not self._marked:
            return _TOKEN.finditer(text)
        parts = (part.span(1) for part in _MARKED.finditer(text) if part[1])
        return (match for part in parts for match in _TOKEN.finditer(text, *part))
