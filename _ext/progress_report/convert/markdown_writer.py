"""Write blocks as Markdown that shows their text and nothing else.

The text comes from anywhere, so what could be read as markup is escaped: it introduces neither directives nor
HTML. What is written is read again, and a block that reads otherwise is written without styles.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote, urlsplit

from ..core.limits import MARKDOWN_LEVELS
from ..core.problems import UnreadableError
from ..syntax import markdown_text
from .reading.blocks import (
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
_TASK = re.compile(r"\[(?=[ xX]\])|\[(?=[^\]]{0,999}\]:)")
_BACKTICKS = re.compile(r"`+")
_CLOSING = re.compile(r"(?<!#)(#+)\Z")
_BEGINNING = re.compile(
    r"(?=[#>|%]|[-+*](?:\s|$)|[-=]+\s*$|:(?:\s|::)|`{3}|~{3}|\+{3}|\([\w -]+\)=)"
    r"|(\d{1,9})(?=[.)](?:\s|$))"
)
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_ESCAPE = r"\\\g<0>"
_MARKS = re.compile(r"[!-/:-@\[-`{}~]")
#: A pipe in a cell; behind a backslash, another one would not escape it.
_PIPE = re.compile(r"(?<=(\\))\||\|")
_PUNCTUATION = re.compile(r"(?<![^\w\s])[^\w\s]+\Z")

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
        depth = max(1, min(block.level, len(self.items) + 1, LEVELS))
        number = self.items[depth - 1][1] + 1 if depth <= len(self.items) else 1
        mark = f"{number}. " if block.mark == "1." else f"{block.mark} "
        self.items = [*self.items[: depth - 1], (len(mark), number)]
        return self._indent(depth - 1), mark

    def _indent(self, depth: int) -> str:
        return " " * sum(width for width, _ in self.items[:depth])


def heading(text: str) -> str:
    """Return Markdown for the plain ``text`` of a heading."""
    for escaped in (_CLOSING.sub(r"\\\1", _escaped(text)), _MARKS.sub(_ESCAPE, text)):
        if _shows(f"# {escaped}", words_of(text)):
            break
    return escaped


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
        fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
        return textwrap.indent(f"{fence}\n{text}\n{fence}", indent)
    if block.kind == TABLE:
        return textwrap.indent("\n".join(_table(block, is_id)), indent)
    return _paragraph(block.spans, is_id, f"{indent}> " if block.quoted else indent + mark)


def _paragraph(spans: Spans, is_id: IsId, first: str, width: int = WIDTH) -> str:
    """Return a paragraph whose first line begins with ``first``, and the others at the same place."""
    indent = first[: len(first) - len(first.lstrip())]
    mark = first.removeprefix(indent)
    wanted = words_of(plain_of(spans))
    for text in _ways(spans, is_id):
        lines = _lines(text, mark, width - len(indent))
        if _shows("\n".join(lines), wanted):
            break
    return "\n".join(indent + line for line in lines)


def _ways(spans: Spans, is_id: IsId) -> Iterator[str]:
    """Yield the Markdown of a text: with its styles, without them, and with each mark escaped."""
    yield _inline(spans, is_id)
    plain = "".join(span.text for span in spans)
    yield _escaped(plain)
    yield _MARKS.sub(_ESCAPE, " ".join(plain.split()))


def _lines(text: str, mark: str, width: int) -> list[str]:
    """Return the lines of a paragraph that begins with ``mark``, none of which begins another block."""
    rest = mark if mark == "> " else " " * len(mark)
    made: list[str] = []
    parts = text.split("\\\n")
    for number, part in enumerate(parts):
        lines = textwrap.wrap(part, width - len(mark), break_long_words=False, break_on_hyphens=False)
        for line in lines:
            made.append((rest if made else mark) + _safe(line, at_start=not made))
        if lines and number < len(parts) - 1:
            made[-1] += "\\"
    return made or [mark]


def _shows(text: str, words: list[str]) -> bool:
    """Return whether Markdown shows these ``words`` in one block, and nothing else."""
    try:
        read = markdown_text.parse(text, markdown_text.EXTENSIONS)
    except UnreadableError:
        return False
    blocks = [piece for piece in read.pieces if isinstance(piece, markdown_text.Block)]
    other = (read.directives, read.html, read.roles, read.named, read.malformed, read.definitions)
    return len(read.pieces) == len(blocks) == 1 and words_of(blocks[0].plain) == words and not any(other)


def _safe(line: str, *, at_start: bool) -> str:
    """Return a line that begins no block; ``at_start`` is true for the first one of a paragraph."""
    if at_start:
        line = _TASK.sub(r"\\[", line, count=1) if line.startswith("[") else line
    begins = _BEGINNING.match(line)
    return f"{begins[1] or ''}\\{line[begins.end() :]}" if begins else line


def _table(block: Block, is_id: IsId) -> Iterator[str]:
    columns = max((len(row.cells) for row in block.rows), default=1)
    for at, row in enumerate(block.rows):
        full = len(row.cells) == columns and all(row.cells)
        if at == 0 and not (row.head or full):
            # A table of Markdown has a head.
            yield f"|{'  |' * columns}"
            yield f"|{'---|' * columns}"
        shown = [plain_style(cell) for cell in row.cells] if row.head else row.cells
        cells = [_cell(cell, is_id) if cell else "" for cell in shown] + [""] * (columns - len(row.cells))
        yield f"| {' | '.join(cells)} |"
        if at == 0 and (row.head or full):
            yield f"|{'---|' * columns}"


def _cell(spans: Spans, is_id: IsId) -> str:
    for text in _ways(spans, is_id):
        cell = " ".join(text.replace("\\\n", " ").split())
        cell = _PIPE.sub(lambda match: "&#124;" if match[1] else "\\|", cell)
        if _shows(f"| {cell} |\n|---|", words_of(plain_of(spans))):
            break
    return cell


def _inline(spans: Spans, is_id: IsId) -> str:
    """Return the Markdown of a text with its styles and links."""
    plain = merged(
        Span(span.text, span.strong, span.emphasis, span.code)
        if not is_web(span.target) or is_id(span.text.strip())
        else span
        for span in spans
    )
    parts = []
    at = 0
    for target, group in groupby(plain, key=lambda span: span.target):
        spans = tuple(group)
        at += len(spans)
        after = plain[at].text[:1] if at < len(plain) else ""
        parts.append(_link(target, spans, after) if target else _styles(spans, after))
    return "".join(parts)


def _link(target: str, spans: Sequence[Span], after: str) -> str:
    """Return a link, whose text may have several styles; ``after`` is the character behind it."""
    text = "".join(span.text for span in spans)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    address = quote(target, safe="%/:=&?~#+!$,;'@*")
    if target.removeprefix("mailto:") == text.strip():
        return f"{lead}<{address.removeprefix('mailto:')}>{tail}"
    inner = _styles(merged(Span(span.text, span.strong, span.emphasis, span.code) for span in spans), after)
    return f"{lead}[{_BRACKETS.sub(_ESCAPE, inner)}]({address}){tail}"


def _styles(spans: Sequence[Span], after: str) -> str:
    """Return the Markdown of ``spans`` without links; ``after`` is the character behind them."""
    return "".join(
        _styled(span, spans[at + 1].text[:1] if at + 1 < len(spans) else after)
        for at, span in enumerate(spans)
    )


def _styled(span: Span, after: str) -> str:
    core = span.text.strip()
    if not core:
        return span.text.replace(BREAK, "\\\n")
    start = span.text.index(core)
    lead, tail = (part.replace(BREAK, "\\\n") for part in (span.text[:start], span.text[start + len(core) :]))
    if span.code:
        marks = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(core)), default=0))
        pad = " " if "`" in (core[0], core[-1]) else ""
        core = core.replace(BREAK, " ").replace("\n", " ")
        return f"{lead}{marks}{pad}{core}{pad}{marks}{tail}"
    marks = ("**" if span.strong else "") + ("*" if span.emphasis else "")
    if marks and not tail and after.isalnum() and (end := _PUNCTUATION.search(core)):
        # A mark between a punctuation mark and a letter ends nothing.
        core, tail = core[: end.start()], _escaped(core[end.start() :])
    core = _escaped(core)
    return f"{lead}{marks}{core}{marks[::-1]}{tail}" if core else lead + tail


def _escaped(text: str) -> str:
    """Return Markdown that shows ``text`` as it is, within a line."""
    return _ALWAYS.sub(_ESCAPE, text).replace(BREAK, "\\\n")
