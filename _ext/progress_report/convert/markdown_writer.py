"""Write blocks as Markdown that shows their text and nothing else.

The text comes from anywhere, so what could be read as markup is escaped: it introduces neither directives nor
HTML. What is written is read again, and a block that reads otherwise is written without styles.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import quote, urlsplit

from ..core.limits import MARKDOWN_LEVELS
from ..syntax import markdown_text
from .blocks import (
    BREAK,
    CODE,
    HEADING,
    ITEM,
    TABLE,
    Block,
    Span,
    Spans,
    merged,
    plain_of,
    plain_style,
    words_of,
)

WIDTH = 110

#: The levels of a list: each takes two of those of the parser.
LEVELS = MARKDOWN_LEVELS // 2 - 1

#: The addresses that a text may link to.
SCHEMES = ("http", "https", "mailto")

_ALWAYS = re.compile(
    r"[\\`]|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^)|\](?=\()|~(?=~)"
    r"|(?<=~)~|!(?=\[)"
)
_TASK = re.compile(r"\[(?=[ xX]\])|\[(?=[^\]]*\]:)")
_BEGINNING = re.compile(
    r"(?=[#>|%]|[-+*](?:\s|$)|[-=]+\s*$|:(?:\s|::)|`{3}|~{3}|\+{3}|\([\w -]+\)=)"
    r"|(\d{1,9})(?=[.)](?:\s|$))"
)
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_ESCAPE = r"\\\g<0>"
_PUNCTUATION = re.compile(r"[^\w\s]+\Z")

#: Returns whether a text is an id that becomes a link by itself.
IsId = Callable[[str], bool]


def written(blocks: Sequence[Block], is_id: IsId, base: int = 1) -> str:
    """Return ``blocks`` as Markdown.

    ``is_id`` says of a text whether it becomes a link by itself; headings are at least at the level ``base``.
    """
    parts: list[str] = []
    lists = _Lists()
    before: Block | None = None
    levels = sorted({block.level for block in blocks if block.kind == HEADING})
    for block in blocks:
        if block.kind == HEADING:
            lists = _Lists()
            text = f"{'#' * min(base + levels.index(block.level), 6)} {heading(plain_of(block.spans))}"
        else:
            indent, mark = lists.begin(block)
            text = _block(block, indent, mark, is_id)
        tight = before is not None and before.kind == block.kind == ITEM
        parts.append(("\n" if tight else "\n\n" if parts else "") + text)
        before = block
    return "".join(parts)


class _Lists:
    """The lists that are open: the width and the number of the last item of each."""

    def __init__(self) -> None:
        self.items: list[tuple[int, int]] = []

    def begin(self, block: Block) -> tuple[str, str]:
        """Return the indentation of ``block``, and the mark that it begins with."""
        if block.kind != ITEM:
            # A table or code in a list belongs to its last item.
            self.items = self.items[: block.level]
            return self._indent(len(self.items)), ""
        depth = min(block.level, len(self.items) + 1, LEVELS)
        number = self.items[depth - 1][1] + 1 if depth <= len(self.items) else 1
        mark = f"{number}. " if block.mark == "1." else f"{block.mark} "
        self.items = [*self.items[: depth - 1], (len(mark), number)]
        return self._indent(depth - 1), mark

    def _indent(self, depth: int) -> str:
        return " " * sum(width for width, _ in self.items[:depth])


def heading(text: str) -> str:
    """Return Markdown for the plain ``text`` of a heading."""
    escaped = _escaped(text)
    return f"\\{escaped}" if escaped.startswith("#") else re.sub(r"(#+)\Z", r"\\\1", escaped)


def note(blocks: Iterable[Spans], is_id: IsId, width: int) -> str:
    """Return the Markdown of a note: a paragraph for each of ``blocks``, in lines of ``width``; ``is_id`` as
    for :func:`written`."""
    return "\n\n".join(_paragraph(spans, is_id, "", width=width) for spans in blocks)


def is_web(target: str) -> bool:
    """Return whether a text may link to ``target``."""
    try:
        parts = urlsplit(target)
        return parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "mailto")
    except ValueError:
        return False


def _block(block: Block, indent: str, mark: str, is_id: IsId) -> str:
    if block.kind == CODE:
        text = "".join(span.text for span in block.spans)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        return textwrap.indent(f"{fence}\n{text}\n{fence}", indent)
    if block.kind == TABLE:
        return textwrap.indent("\n".join(_table(block, is_id)), indent)
    return _paragraph(block.spans, is_id, f"{indent}> " if block.quoted else indent + mark)


def _paragraph(spans: Spans, is_id: IsId, first: str, width: int = WIDTH) -> str:
    """Return a paragraph whose first line begins with ``first``, and the others at the same place."""
    text = _inline(spans, is_id)
    if _read(text) != words_of(plain_of(spans)):
        text = _escaped("".join(span.text for span in spans))
    lines = [
        line
        for part in text.split("\\\n")
        for line in (
            *textwrap.wrap(part, width - len(first), break_long_words=False, break_on_hyphens=False),
            "\\",
        )
    ][:-1]
    rest = first if first.endswith("> ") else " " * len(first)
    made = ""
    for line in lines:
        if line == "\\":
            made += line
        else:
            made += (f"\n{rest}" if made else first) + _safe(line, at_start=not made)
    return made


def _safe(line: str, *, at_start: bool) -> str:
    """Return a line that begins no block; ``at_start`` is true for the first one of a paragraph."""
    if at_start:
        line = _TASK.sub(r"\\[", line, count=1) if line.startswith("[") else line
    return (
        _BEGINNING.sub(lambda match: f"{match[1] or ''}\\", line, count=1) if _BEGINNING.match(line) else line
    )


def _table(block: Block, is_id: IsId) -> Iterator[str]:
    columns = max((len(row.cells) for row in block.rows), default=1)
    for at, row in enumerate(block.rows):
        full = len(row.cells) == columns and all(row.cells)
        if at == 0 and not (row.head or full):
            # A table of Markdown has a head.
            yield f"|{'  |' * columns}"
            yield f"|{'---|' * columns}"
        shown = [plain_style(cell) for cell in row.cells] if row.head else row.cells
        cells = [_cell(cell, is_id) for cell in shown] + [""] * (columns - len(row.cells))
        yield f"| {' | '.join(cells)} |"
        if at == 0 and (row.head or full):
            yield f"|{'---|' * columns}"


def _cell(spans: Spans, is_id: IsId) -> str:
    text = _inline(spans, is_id)
    if _read(text) != words_of(plain_of(spans)):
        text = _escaped(plain_of(spans))
    return " ".join(text.replace("\\\n", " ").replace("|", "\\|").split())


def _read(text: str) -> list[str]:
    """Return the words of ``text`` as Markdown shows them."""
    pieces = markdown_text.parse(f"a {text}").pieces
    shown = " ".join(piece.plain for piece in pieces if isinstance(piece, markdown_text.Block))
    return words_of(shown)[1:]


def _inline(spans: Spans, is_id: IsId) -> str:
    """Return the Markdown of a text with its styles and links."""
    plain = merged(
        Span(span.text, span.strong, span.emphasis, span.code)
        if not is_web(span.target) or is_id(span.text.strip())
        else span
        for span in spans
    )
    parts = []
    for at, span in enumerate(plain):
        after = plain[at + 1].text[:1] if at + 1 < len(plain) else ""
        parts.append(_styled(span, after))
    return "".join(parts)


def _styled(span: Span, after: str) -> str:
    core = span.text.strip()
    if not core:
        return span.text.replace(BREAK, "\\\n")
    lead, tail = span.text[: span.text.index(core)], span.text[span.text.index(core) + len(core) :]
    if span.code:
        marks = "`" * (1 + max((len(run) for run in re.findall("`+", core)), default=0))
        pad = " " if "`" in (core[0], core[-1]) else ""
        core = core.replace(BREAK, " ").replace("\n", " ")
        return f"{lead}{marks}{pad}{core}{pad}{marks}{tail}"
    marks = ("**" if span.strong else "") + ("*" if span.emphasis else "")
    if marks and not tail and after.isalnum() and (end := _PUNCTUATION.search(core)):
        # A mark between a punctuation mark and a letter ends nothing.
        core, tail = core[: end.start()], core[end.start() :]
    if span.target:
        address = quote(span.target, safe="%/:=&?~#+!$,;'@*[]")
        if span.target.removeprefix("mailto:") == core:
            return f"{lead}<{address}>{_escaped(tail)}"
        core = f"[{_BRACKETS.sub(_ESCAPE, _escaped(core))}]({address})"
    else:
        core = _escaped(core)
    return f"{lead}{marks}{core}{marks[::-1]}{_escaped(tail)}" if core else lead + _escaped(tail)


def _escaped(text: str) -> str:
    """Return Markdown that shows ``text`` as it is, within a line."""
    return _ALWAYS.sub(_ESCAPE, text).replace(BREAK, "\\\n")
