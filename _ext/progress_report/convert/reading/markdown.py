"""Read a report in Markdown or plain text into blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...core.limits import CONVERT_DEPTH
from ...syntax.markdown_text import split_front_matter
from .blocks import (
    BREAK,
    CODE,
    HEADING,
    ITEM,
    PARAGRAPH,
    TABLE,
    Block,
    ConvertError,
    Document,
    Removed,
    Row,
    Span,
    Spans,
    check_brackets,
    merged,
    words_of,
)

#: A line of cells between tabs, as word processors copy a table.
_TABBED = re.compile(r"[^\t\n]*\t.*")
_ADDRESS = re.compile(
    r"(?<=\])\(\s{0,9}+[^)\s]{0,1000}+(?:\s{1,9}+[\"'(][^)]{0,1000}+)?\)|^ {0,3}\[[^\]]{1,999}+\]:.*$",
    re.MULTILINE,
)
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_LABEL = re.compile(r"(?<=\])\[([^\[\]\n]+)\]")
_TAG, _NAME = re.compile(r"</?[A-Za-z][^<>\n]*>"), re.compile(r"</?(\w+)")
_FENCE = re.compile(r"^ *(?:`{3,}|~{3,}).*$", re.MULTILINE)
#: The number of a list item, which may be quoted.
_NUMBER = re.compile(r"^[^\S\n]*+(?:>[^\S\n]*+)*+\d{1,9}[.)]\s", re.MULTILINE)
_ENTITY = re.compile(r"&#?\w+;")
_MAIL = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
#: The tokens with text, and the text of those that have none of their own.
_TEXTS = {"text": "", "code_inline": "", "softbreak": "\n", "hardbreak": BREAK}
#: Front matter in TOML.
_TOML = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_FRONT = "front matter"


def read_markdown(text: str) -> Document:
    """Return the blocks of ``text``: Markdown, or plain text with as much of its marks as it has."""
    front, body = split_front_matter(text)
    if toml := _TOML.match(body):
        front, body = toml[1], "\n" * toml[0].count("\n") + body[toml.end() :]
    parser = _parser()
    tokens = parser.parse(body)
    reader = _Reader(parser)
    reader.read(tokens)
    removed = [Removed(front, "line 1", _FRONT)] if front else []
    words = Counter(words_of(_without_markup(body)))
    words.update(word for each in removed for word in words_of(each.text))
    return Document(reader.blocks, words, removed + reader.removed)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # The parser drops what is deeper, without a word; each list takes two levels.
    parser.options["maxNesting"] = 3 * CONVERT_DEPTH
    # Text that is indented is no code in a report, and HTML is read for its text.
    parser.disable(["code", "html_block"])
    parser.block.ruler.before("table", "tabbed", _tabbed, {"alt": ["paragraph"]})
    parser.core.ruler.before("inline", "brackets", _brackets)
    return parser


def _brackets(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            check_brackets(token.content, f"line {state.env.get('line') or (token.map or [0])[0] + 1}")


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _tabbed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines of cells between tabs as a table."""
    last = start
    while last < end and _TABBED.fullmatch(_line(state, last)):
        last += 1
    if last - start < 2 and _line(state, start).count("\t") < 2:
        return False
    if silent:
        return True
    token = state.push("tabbed", "", 0)
    token.map = [start, last]
    token.meta = {"rows": [_line(state, number).split("\t") for number in range(start, last)]}
    state.line = last
    return True


def _without_markup(text: str) -> str:
    """Return Markdown without addresses of links and tags, roughly, to count its words."""
    labels = {label.casefold() for label in _DEFINED.findall(text)}
    text = _ADDRESS.sub("", text)
    text = _LABEL.sub(lambda match: "" if match[1].casefold() in labels else match[0], text)
    text = _TAG.sub(_tag, text)
    text = _FENCE.sub("", text)
    text = _NUMBER.sub("", text)
    return _ENTITY.sub(" ", text)


def _tag(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith(("<http", "<mailto")) or _MAIL.fullmatch(match[0]) else " "


class _Reader:
    def __init__(self, parser: MarkdownIt) -> None:
        self.parser = parser
        self.blocks: list[Block] = []
        self.removed: list[Removed] = []
        #: The marks of the open lists, and whether the paragraph to come begins an item.
        self.lists: list[str] = []
        self.begins = ""
        self.quotes = 0
        self.rows: list[Row] | None = None
        self.cells: list[Spans] = []

    def read(self, tokens: list[Token]) -> None:
        """Add the blocks of ``tokens``."""
        heading = 0
        for at, token in enumerate(tokens):
            place = f"line {(token.map or [0])[0] + 1}"
            if token.type == "heading_open":
                heading = int(token.tag[1])
            elif token.type == "inline" and self.rows is None:
                self._text(token, place, heading)
                heading = 0
            elif token.type in ("fence", "code_block"):
                self._add(CODE, place, (Span(token.content.rstrip("\n"), code=True),))
            elif token.type == "tabbed":
                self._tabbed(token)
            elif not self._around(token, place):
                self._table(token, tokens[at - 1] if at else token, place)

    def _around(self, token: Token, place: str) -> bool:
        """Open or close a list or a quotation; return whether ``token`` does."""
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append("-" if kind.startswith("bullet") else "1.")
            if len(self.lists) > CONVERT_DEPTH:
                raise ConvertError(f"{place}: lists are nested more than {CONVERT_DEPTH} levels deep")
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.begins = self.lists[-1]
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        else:
            return False
        return True

    def _text(self, token: Token, place: str, heading: int) -> None:
        spans = merged(self._spans(token, place))
        if heading:
            self.blocks.append(Block(HEADING, place, spans, heading))
        elif spans:
            self._add(PARAGRAPH, place, spans)

    def _add(self, kind: str, place: str, spans: Spans) -> None:
        depth = len(self.lists)
        if self.begins and kind == PARAGRAPH:
            self.blocks.append(Block(ITEM, place, spans, depth, self.begins, quoted=bool(self.quotes)))
        else:
            self.blocks.append(Block(kind, place, spans, depth, quoted=bool(self.quotes)))
        self.begins = ""

    def _tabbed(self, token: Token) -> None:
        first = (token.map or [0])[0] + 1
        rows = []
        for number, cells in enumerate(token.meta["rows"], first):
            read = []
            for cell in cells:
                inline = self.parser.parseInline(cell.strip(), {"line": number})[0]
                read.append(merged(self._spans(inline, f"line {number}")))
            rows.append(Row(tuple(read), f"line {number}"))
        self.blocks.append(Block(TABLE, f"line {first}", rows=tuple(rows)))

    def _table(self, token: Token, before: Token, place: str) -> None:
        if token.type == "table_open":
            self.rows = []
        elif token.type == "inline":
            head = before.type == "th_open"
            self.cells.append(merged(self._spans(token, place)))
            if head and self.rows == []:
                self.rows.append(Row((), place, head=True))
        elif token.type == "tr_close" and self.rows is not None:
            if self.rows and not self.rows[-1].cells:
                self.rows[-1] = replace(self.rows[-1], cells=tuple(self.cells))
            else:
                self.rows.append(Row(tuple(self.cells), self._row_place))
            self.cells = []
        elif token.type == "tr_open":
            self._row_place = place
        elif token.type == "table_close" and self.rows is not None:
            self.blocks.append(
                Block(TABLE, self.rows[0].place if self.rows else place, rows=tuple(self.rows))
            )
            self.rows = None

    _row_place = ""

    def _spans(self, token: Token, place: str) -> Iterator[Span]:
        style = Span("")
        for child in token.children or self.parser.parseInline(token.content)[0].children or ():
            opens = child.nesting > 0
            if child.type in _TEXTS:
                yield replace(
                    style, text=_TEXTS[child.type] or child.content, code=child.type == "code_inline"
                )
            elif child.type in ("strong_open", "strong_close"):
                style = replace(style, strong=opens)
            elif child.type in ("em_open", "em_close"):
                style = replace(style, emphasis=opens)
            elif child.type in ("link_open", "link_close"):
                style = replace(style, target=str(child.attrGet("href") or "") if opens else "")
            elif child.type == "image":
                self.removed.append(Removed(child.content, place, f"a picture: {child.attrGet('src')}"))
            elif child.type == "html_inline":
                style = self._html(child.content, style, place)
                if child.content.lower().startswith("<br"):
                    yield replace(style, text=BREAK)

    def _html(self, tag: str, style: Span, place: str) -> Span:
        """Return the style after a ``tag``; a comment is removed."""
        if tag.startswith("<!--"):
            self.removed.append(Removed(tag[4:-3].strip(), place, "a comment"))
        name = _NAME.match(tag)
        opens = not tag.startswith("</")
        if name and name[1].lower() in ("b", "strong"):
            return replace(style, strong=opens)
        if name and name[1].lower() in ("i", "em"):
            return replace(style, emphasis=opens)
        if name and name[1].lower() == "a":
            link = _HREF.search(tag) if opens else None
            return replace(style, target=unescape(link[1]) if link else "")
        return style
