"""The one form that all formats of a report are read into: blocks of text, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from ...core.limits import MARKDOWN_BRACKETS

HEADING, PARAGRAPH, ITEM, TABLE, CODE = "heading", "paragraph", "item", "table", "code"

#: A line break that the author wants; a plain line feed is only where a line of the source ends.
BREAK = "\u2028"

_WORD = re.compile(r"[^\W_]+")

#: Characters that no file of a month may contain: YAML refuses them, or ends a line there.
_REFUSED = re.compile("[^\t\n\r -~\xa0-\u2028\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ConvertError(Exception):
    """A report that can't be converted; the message says why, and what to do."""


def check_brackets(text: str, place: str) -> None:
    """Check the opening brackets of one ``text`` at ``place``: the parser of Markdown searches for the end of
    each.

    :raises ConvertError: if there are too many
    """
    if text.count("[") > MARKDOWN_BRACKETS:
        raise ConvertError(f"{place}: more than {MARKDOWN_BRACKETS} opening brackets in one text")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style; ``target`` is the address that it links to, or empty.

    A character that YAML refuses, such as a control character, becomes a blank.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    target: str = ""

    def __post_init__(self) -> None:
        if _REFUSED.search(self.text):
            object.__setattr__(self, "text", _REFUSED.sub(" ", self.text))

    @property
    def style(self) -> tuple[bool, bool, bool, str]:
        """Everything but the text."""
        return self.strong, self.emphasis, self.code, self.target


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of each cell."""

    cells: tuple[Spans, ...]
    place: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a report at ``place``, such as ``line 12`` or ``page 3``.

    ``level`` is that of a heading, from 1; for a list item its depth, from 1; for a paragraph the depth of
    the list item that it belongs to, or 0. ``mark`` is the beginning of a list item: ``-`` or ``1.``.
    ``quoted`` is true within a quotation.
    """

    kind: str
    place: str
    spans: Spans = ()
    level: int = 0
    mark: str = ""
    rows: tuple[Row, ...] = ()
    quoted: bool = False

    @property
    def plain(self) -> str:
        """The text without styles, with single blanks; that of a table cell by cell."""
        if self.rows:
            return " ".join(plain_of(cell) for row in self.rows for cell in row.cells)
        return plain_of(self.spans)


@dataclass(frozen=True, slots=True)
class Removed:
    """A text that is no part of the report, such as a page number, with the reason why it was left out."""

    text: str
    place: str
    why: str


@dataclass(slots=True)
class Document:
    """A report as read: its blocks, what was removed, and remarks on how it was read.

    ``words`` are those of the source, counted without the blocks, so that a lost one is noticed.
    """

    blocks: list[Block]
    words: Counter[str]
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of ``text``, by which source and draft are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def plain_of(spans: Iterable[Span]) -> str:
    """Return the text of ``spans`` without styles, with single blanks."""
    return " ".join("".join(span.text for span in spans).split())


def merged(spans: Iterable[Span]) -> Spans:
    """Return ``spans`` such that neighbours differ in style, without blanks at the beginning and end."""
    made = []
    for _, group in groupby(spans, key=lambda span: span.style):
        same = list(group)
        text = "".join(span.text for span in same)
        if text:
            first = same[0]
            made.append(Span(text, first.strong, first.emphasis, first.code, first.target))
    return _stripped(made)


def _stripped(spans: list[Span]) -> Spans:
    while spans and not spans[0].text.strip():
        spans.pop(0)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[0] = with_text(spans[0], spans[0].text.lstrip())
        spans[-1] = with_text(spans[-1], spans[-1].text.rstrip())
    return tuple(spans)


def with_text(span: Span, text: str) -> Span:
    """Return ``span`` with another ``text``."""
    return Span(text, span.strong, span.emphasis, span.code, span.target)


def plain_style(spans: Iterable[Span]) -> Spans:
    """Return ``spans`` without emphasis: for a text that is in italics or bold as a whole."""
    return merged(Span(span.text, False, False, span.code, span.target) for span in spans)


def split_after(spans: Spans, count: int) -> tuple[Spans, Spans]:
    """Split ``spans`` behind so many characters (``count``) of their text."""
    before, after = [], []
    for span in spans:
        before.append(with_text(span, span.text[: max(0, count)]))
        after.append(with_text(span, span.text[max(0, count) :]))
        count -= len(span.text)
    return merged(before), merged(after)
