"""Read a report in HTML, or a Word document by way of HTML, into blocks."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bs4 import BeautifulSoup, CData, Comment, ParserRejectedMarkup, Tag
from bs4.element import NavigableString

from ...core.limits import CONVERT_DEPTH
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
    merged,
    words_of,
)

_HEADING = re.compile(r"h([1-6])")
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
#: No text that a reader of the page sees.
_HIDDEN = frozenset({"script", "style", "template", "noscript", "title", "head"})
#: What a site shows around a report.
_AROUND = frozenset({"nav", "header", "footer"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_CELLS, _LISTS = frozenset({"td", "th"}), frozenset({"ul", "ol", "dl", "table"})
_ROWS, _GROUPS = _CELLS | {"tr"}, frozenset({"thead", "tbody", "tfoot"})
#: The elements that the beginning of another one ends if they are open within the nearest of some others:
#: HTML may leave out their end tags. A block ends a paragraph.
_ENDED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_CELLS, (_CELLS, frozenset({"table"}))),
    "tr": (_ROWS, frozenset({"table"})),
    **dict.fromkeys(_GROUPS, (_ROWS | _GROUPS, frozenset({"table"}))),
    "li": (frozenset({"li"}), _LISTS),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), _LISTS)),
}
_PARAGRAPH = (frozenset({"p"}), frozenset({"table"}))
_BLANKS = re.compile(r"[ \t\r\n\f]+")

#: The titles of a Word document are headings, too.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def read_word(data: bytes) -> Document:
    """Return the blocks of a Word document, whose bytes are ``data``.

    :raises ConvertError: if it can't be read
    """
    # Only Word documents need it.
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {"src": "", "alt": image.alt_text or ""}),
            external_file_access=False,
        )
    except Exception as error:
        raise ConvertError(f"this is no Word document that can be read ({type(error).__name__})") from error
    numbers = iter(range(1, 10_000_000))
    document = read_html(result.value, lambda _: f"paragraph {next(numbers)}")
    document.notes.append("headers and footers of the Word document were not read")
    return document


def read_html(text: str, place: Callable[[int], str] = lambda line: f"line {line}") -> Document:
    """Return the blocks of ``text``; ``place`` returns the place of a block by its line.

    :raises ConvertError: if elements are nested too deep
    """
    try:
        soup = _Soup(text, "html.parser")
    except ParserRejectedMarkup:
        # A section such as '<![x]>', which SGML has, and HTML only as text.
        soup = _Soup(text.replace("<![", "&lt;!["), "html.parser")
    reader = _Reader(place)
    reader.read(soup.body or soup)
    reader.flush()
    words = Counter(word for part in _texts(soup.body or soup) for word in words_of(part))
    return Document(reader.blocks, words, reader.removed)


class _Soup(BeautifulSoup):
    """HTML whose end tags may be left out: an element that is not ended would contain all those behind it."""

    def handle_starttag(self, name: str, *given: Any, **named: Any) -> Tag | None:
        ended, within = _ENDED.get(name, ((), ()))
        if not ended and (name in _BLOCKS or _HEADING.fullmatch(name)):
            ended, within = _PARAGRAPH
        if ended:
            # What is nested deeper is refused later.
            for each in self.tagStack[: -CONVERT_DEPTH - 1 : -1]:
                if each.name in within:
                    break
                if each.name in ended:
                    self.handle_endtag(each.name)
        return super().handle_starttag(name, *given, **named)


def _texts(root: Tag) -> Iterator[str]:
    """Yield the texts that a reader sees, with those of one word together."""
    hidden = {id(each) for name in root.find_all(_HIDDEN) for each in name.descendants}
    run = ""
    for each in root.descendants:
        if not isinstance(each, Tag):
            run += str(each) if type(each) in (NavigableString, CData) and id(each) not in hidden else ""
        elif each.name in _BLOCKS or each.name == "br" or _HEADING.fullmatch(each.name):
            yield run
            run = ""
    yield run


_PLAIN = Span("")


@dataclass(frozen=True, slots=True)
class _Context:
    """What is around a text: its style, the lists, and how deep it is."""

    style: Span = _PLAIN
    lists: tuple[str, ...] = ()
    heading: int = 0
    quoted: bool = False
    verbatim: bool = False
    around: str = ""
    depth: int = 0


@dataclass
class _Reader:
    place: Callable[[int], str]
    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    #: The mark of the list item that the next block begins, or empty.
    begins: str = ""
    line: int = 1
    context: _Context = field(default_factory=_Context)

    def read(self, element: Tag, context: _Context | None = None) -> None:
        """Read the content of ``element``, within ``context``."""
        inside = context or _Context()
        if inside.depth > CONVERT_DEPTH:
            raise ConvertError(f"line {self.line}: elements are nested more than {CONVERT_DEPTH} levels deep")
        self.context = inside
        for child in element.children:
            if not isinstance(child, Tag):
                if type(child) in (NavigableString, CData):
                    self._text(str(child), inside)
                elif isinstance(child, Comment):
                    self.removed.append(Removed(str(child).strip(), self.place(self.line), "a comment"))
            elif child.name not in _HIDDEN:
                self._element(child, replace(inside, depth=inside.depth + 1))
                self.context = inside

    def _text(self, text: str, inside: _Context) -> None:
        if not inside.verbatim:
            text = _BLANKS.sub(" ", text)
        if text.strip() or self.spans:
            self.spans.append(replace(inside.style, text=text))

    def _element(self, element: Tag, inside: _Context) -> None:
        name = element.name
        heading = _HEADING.fullmatch(name)
        if heading or name in _BLOCKS:
            self.flush()
            self.line = element.sourceline or self.line
            self._block(element, replace(inside, heading=int(heading[1]) if heading else inside.heading))
        elif name == "br":
            self.spans.append(replace(inside.style, text="\n" if inside.verbatim else BREAK))
        elif name == "img":
            source = str(element.get("src") or "")[:200]
            self.removed.append(
                Removed(str(element.get("alt") or ""), self.place(self.line), f"a picture: {source}")
            )
        else:
            self.read(element, replace(inside, style=_style(element, inside.style)))

    def _block(self, element: Tag, inside: _Context) -> None:
        name = element.name
        if name == "table" and self._is_table(element):
            self._table(element, inside)
            return
        if name in ("ul", "ol"):
            inside = replace(inside, lists=(*inside.lists, "-" if name == "ul" else "1."))
        elif name in ("li", "dt"):
            self.begins = inside.lists[-1] if inside.lists else "-"
            inside = inside if inside.lists else replace(inside, lists=("-",))
        elif name == "blockquote":
            inside = replace(inside, quoted=True)
        elif name == "pre":
            inside = replace(inside, verbatim=True)
        elif name in _AROUND:
            inside = replace(inside, around=name)
        self.read(element, inside)
        self.context = inside
        self.flush()
        if name == "li":
            self.begins = ""

    def flush(self) -> None:
        """End the block that is open."""
        spans, inside = merged(self.spans), self.context
        self.spans = []
        if not spans:
            return
        place = self.place(self.line)
        if inside.around:
            text = "".join(span.text for span in spans)
            self.removed.append(
                Removed(text, place, f"<{inside.around}>: what the site shows around the report")
            )
        elif inside.heading:
            self.blocks.append(Block(HEADING, place, spans, inside.heading))
        elif inside.verbatim:
            text = "".join(span.text for span in spans)
            self.blocks.append(Block(CODE, place, (Span(text, code=True),), len(inside.lists)))
        else:
            kind = ITEM if self.begins else PARAGRAPH
            self.blocks.append(
                Block(kind, place, spans, len(inside.lists), self.begins, quoted=inside.quoted)
            )
        self.begins = ""

    # --- tables -----------------------------------------------------------------------------------

    @staticmethod
    def _is_table(element: Tag) -> bool:
        """Return whether a table has cells of text; one that arranges the page has headings or tables in
        them."""
        if element.find(re.compile(r"h[1-6]|table")):
            return False
        return any(len(row.find_all(["td", "th"])) > 1 for row in element.find_all("tr"))

    def _table(self, element: Tag, inside: _Context) -> None:
        caption = element.find("caption")
        if caption:
            self.read(caption, inside)
            self.flush()
        place = self.place(element.sourceline or self.line)
        rows: list[Row] = []
        for row in element.find_all("tr"):
            cells: list[Spans] = []
            for cell in row.find_all(["td", "th"]):
                cells.append(self._cell(cell, inside))
                cells += [()] * (min(_number(cell.get("colspan")), 50) - 1)
            if any(cells):
                head = not rows and row.find("td") is None
                rows.append(
                    Row(tuple(cells), self.place(row.sourceline or self.line) if head else place, head)
                )
        if rows:
            self.blocks.append(Block(TABLE, place, rows=tuple(rows), level=len(inside.lists)))

    def _cell(self, cell: Tag, inside: _Context) -> Spans:
        """Return the text of a cell; its blocks are lines."""
        reader = _Reader(lambda _: "", removed=self.removed)
        reader.read(cell, replace(inside, lists=(), heading=0))
        reader.flush()
        spans: list[Span] = []
        for block in reader.blocks:
            spans += [Span(BREAK)] if spans else []
            spans += block.spans
        return merged(spans)


def _style(element: Tag, style: Span) -> Span:
    name = element.name
    if name in _STRONG:
        return replace(style, strong=True)
    if name in _EMPHASIS:
        return replace(style, emphasis=True)
    if name in _CODE:
        return replace(style, code=True)
    if name == "a" and element.get("href"):
        return replace(style, target=str(element["href"]).strip())
    return style


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 4 and int(text) else 1
