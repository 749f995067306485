"""Identifiers: how they are written, normalised, sorted and found in text (content model, section 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .id_forms import NUMBER, IdForm, id_form, plain, with_fields
from .limits import ID_CHARACTERS

#: The least similarity of prefixes that may be mixed up: one of two letters.
PREFIX_LIKENESS = 0.5

MILESTONE_ID = re.compile(r"[^\W_][\w.-]*")
ELEMENT_ID = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
HANDLE = re.compile(f"(.+)-({NUMBER})")
# A maximal run of letters, digits, hyphens and dots that begins and ends with a letter or digit; an accent
# may follow its letter.
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-.\u0300-\u036f])*(?<![-.])")
# Where an id that is no token begins and ends: not inside a word, an address or another id.
_BEFORE, _AFTER = r"(?<![\w#!/&.-])", r"(?![\w/])(?![-.]\w)"
# Text up to the next blank after a digit or a hyphen, which most ids have and few words.
_MARKED = re.compile(r"(?:[^\s\d-]*+\s++)*+(?:([^\s\d-]*+[\d-]\S*+)|[^\s\d-]*+\Z)")
_MARK = re.compile(r"[\d-]")
_NAMED = re.compile(r"\(\?P<\w+>")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"(\d+)")
_SLUG_WORD = re.compile(r"[^\W_]+")


def is_milestone_id(name: str) -> bool:
    """Return whether ``name`` has the form of a milestone id. ``index`` has not: a page has that name."""
    return bool(MILESTONE_ID.fullmatch(name)) and name.casefold() != "index"


def is_element_id(name: str) -> bool:
    """Return whether ``name`` has the form of a WBS element; neither ``index`` has it, since a page has that
    name, nor an element below it."""
    return bool(ELEMENT_ID.fullmatch(name)) and name.partition(".")[0].casefold() != "index"


def expected_id(name: str) -> str:
    """Return what a milestone id must be instead of ``name``, which is none."""
    if name.casefold() == "index":
        return "another one, since a page has this name"
    return "a letter or digit, then letters, digits, '.', '_', '-'"


def words(text: str) -> list[str]:
    """Return the tokens of ``text``. An id must be a whole token to become a link."""
    return _TOKEN.findall(text)


def marked_words(text: str) -> list[str]:
    """Return the tokens of ``text`` that have a digit or a hyphen, and some beside them; they are few."""
    return [match[0] for match in _marked_tokens(text, 0, len(text))]


def _marked_tokens(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    parts = (part.span(1) for part in _MARKED.finditer(text, start, end) if part[1])
    return (match for part in parts for match in _TOKEN.finditer(text, *part))


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
    match = HANDLE.fullmatch(identifier)
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
    """Yield ``element`` itself and then its ancestors, nearest first.

    Ancestors of more than :data:`.limits.ID_CHARACTERS`, which no register contains, are left out: a text of
    thousands of dots would fill the memory with them.
    """
    current: str | None = element
    while current:
        yield current
        current = parent(current[: ID_CHARACTERS + 1])


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
    """The ids that a plain text may contain: milestones, aliases (alias to id), and the forms of tickets and
    documents, as ``conf.py`` has them (see :mod:`.id_forms`)."""

    milestones: frozenset[str]
    aliases: Mapping[str, str]
    trackers: frozenset[str]
    documents: frozenset[str]
    milestone_prefixes: frozenset[str]
    _marked: bool = field(init=False, repr=False, compare=False)
    _forms: tuple[tuple[str, IdForm], ...] = field(init=False, repr=False, compare=False)
    _signed: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = [
            *(("ticket", id_form(key)) for key in with_fields(self.trackers)),
            *(("document", id_form(key)) for key in with_fields(self.documents)),
        ]
        signed = "|".join(_without_groups(form) for _, form in forms if not form.is_word)
        object.__setattr__(self, "_marked", all(map(_MARK.search, (*self.milestones, *self.aliases))))
        object.__setattr__(self, "_forms", tuple(forms))
        object.__setattr__(self, "_signed", re.compile(f"{_BEFORE}(?:{signed}){_AFTER}") if signed else None)

    @property
    def prefixes(self) -> frozenset[str]:
        """The prefixes before a hyphen that make a word a ticket, a document or a milestone."""
        return self.milestone_prefixes.union(plain(self.trackers | self.documents))

    def identify(self, token: str) -> tuple[str, str] | None:
        """Return the kind and canonical id of a whole ``token``, which is case-sensitive; None if it is no
        id.

        Milestones are tried first, then aliases, tickets and documents. A number alone is a milestone only
        in a role.
        """
        if not token.isascii():
            token = unicodedata.normalize("NFC", token)
        if token in self.milestones or token in self.aliases:
            name = token if token in self.milestones else self.aliases[token]
            return ("milestone", name) if _LETTER.search(token) else None
        # Every word of every text is looked up here, and most have no hyphen.
        parts = handle(token) if "-" in token else None
        if parts and parts[0] in self.trackers:
            return "ticket", token
        if parts and parts[0] in self.documents:
            return "document", token
        for kind, form in self._forms:
            canonical = form.canonical(token)
            if canonical:
                return kind, canonical
        return None

    def may_be_in(self, text: str) -> bool:
        """Return whether ``text`` may contain an id: most texts have neither a digit nor a hyphen, which all
        ids have unless the register has an odd one."""
        return not self._marked or _MARK.search(text) is not None

    def ids_of_forms(self, text: str) -> set[str]:
        """Return the ids in ``text``, if a table has a form that is no plain prefix; else none."""
        return {found.target for found in self.scan(text)} if self._forms else set()

    def scan(self, text: str) -> Iterator[Found]:
        """Yield the ids in ``text``, in order. The checks and the autolinker share this tokenizer."""
        for match in self._matches(text):
            token = match[0]
            known = self.identify(token)
            if known is None and ("-" not in token or token.partition("-")[0] not in self.milestone_prefixes):
                continue
            kind, target = known or ("unknown", token)
            escaped = text[match.start() - 1 : match.start()] == "\\"
            yield Found(kind, token, target, match.start(), match.end(), escaped)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        """Return what may be an id in ``text``, in order."""
        if self._signed is None:
            return self._tokens(text, 0, len(text))
        return self._signs_and_tokens(text, self._signed)

    def _signs_and_tokens(self, text: str, signed: re.Pattern[str]) -> Iterator[re.Match[str]]:
        end = 0
        for match in signed.finditer(text):
            yield from self._tokens(text, end, match.start())
            yield match
            end = match.end()
        yield from self._tokens(text, end, len(text))

    def _tokens(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Return the words of a part of ``text`` that may be ids."""
        find = _marked_tokens if self._marked else _TOKEN.finditer
        return find(text, start, end)


def _without_groups(form: IdForm) -> str:
    """Return the pattern of a form without the names of its fields, which several forms share."""
    return _NAMED.sub("(?:", form.pattern.pattern)
