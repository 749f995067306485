"""An area file: the report of one area for one month (content model, section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated

from ..core import identifiers
from ..core.data_annotations import MONTH, Anchor, DataKey, Line, SourcePath, word
from ..core.limits import FORMER_IDS, ID_CHARACTERS
from ..core.problems import Code, Problems
from ..core.suggestions import nearest
from ..syntax import markdown_text
from ..syntax.beside import below
from ..syntax.markdown_text import Block, Directives, Opaque, Run
from ..syntax.yaml_text import Fields, read, top_mapping
from . import yaml_keys
from .known import Known
from .mentions import Mention, Mentions, mentions
from .refusals import examine, our_directives
from .registers import WBS_FILE
from .settings import ACCOMPLISHMENTS, KINDS, OTHER
from .unknown_ids import unknown_element

TITLE_ROLE, KIND_ROLE, ELEMENT_ROLE, FREE_ROLE = "title", "kind", "element", "free"

_FIRST_WORD = re.compile(r"((?:[^\W_]|\.)+?)\.?(?:\s*[:–—]|\s*-(?=\s|$)|(?=\s|$))\s*(.*)")
_WORD = re.compile(r"\w")
_MARKS = re.compile(r"#{1,6}(?=[^\s#])")
_LOOKS_LIKE_ELEMENT = re.compile(r"(?=.*\d)\w+(?:\.\w+)+")
_DASH = re.compile(r"\A[:–—-]\s*")
_SENTENCE_END = re.compile(r"[.!?][\"')\]’”]*\s+(?=[^a-z\s])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an area's file."""

    role: Annotated[str, "The kind of heading.", word(TITLE_ROLE, KIND_ROLE, ELEMENT_ROLE, FREE_ROLE)]
    line: Line
    level: Annotated[int, "Its depth on the page, from 1."]
    text: Annotated[str, "The text as shown."]
    element: Annotated[str, "The element at its start, else empty."]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Section:
    """The text of one kind about one element."""

    kind: Annotated[str, "The kind of text.", word(*KINDS)]
    element: Annotated[str, "The WBS element."]
    name: Annotated[str, "The heading of the kind as written."]
    anchor: Anchor
    line: Line
    own: Annotated[bool, "Whether it is text of the area itself, not of an element below it."]
    text: Annotated[bool, "Whether there is any content.", DataKey("filled")] = False
    silent: Annotated[bool, "Whether it reports no activity."] = False
    mentions: Mentions = ()
    items: Annotated[tuple[str, ...], "Its paragraphs and bullets, without markup."] = ()
    beside: tuple[str, ...] = field(default=(), compare=False)
    """What it states besides them (see :attr:`.Markdown.beside`)."""


@dataclass(frozen=True, slots=True)
class AreaFile:
    """One area's file of one month; ``directives`` are those of this extension."""

    month: Annotated[str, "The month.", MONTH]
    element: Annotated[str, "The area's WBS element."]
    path: SourcePath
    headline: Annotated[str, "The sentence that a reviewer must not miss, else empty."]
    headings: Annotated[tuple[Heading, ...], "Its headings, in order."]
    sections: Annotated[tuple[Section, ...], "Its sections, in order."]
    directives: Directives
    aka: Annotated[tuple[str, ...], "The areas by which the file was named before."] = ()

    @property
    def docname(self) -> str:
        """The Sphinx document of the file."""
        return self.path.removesuffix(".md")


@dataclass(slots=True)
class _Open:
    """A section while it is being read: what it holds is known at its end."""

    section: Section
    blocks: list[Block | Opaque] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def close(self, silence: Iterable[str], beside: tuple[str, ...]) -> Section:
        return replace(
            self.section,
            text=bool(self.blocks),
            silent=is_silent(self.blocks, silence),
            mentions=tuple(self.mentions),
            items=tuple(block.plain for block in self.blocks if isinstance(block, Block) and block.plain),
            beside=beside,
        )


def lead(area: AreaFile) -> str:
    """Return the sentence that represents the whole file: its headline, else the first sentence of its
    accomplishments.

    Empty if nothing was accomplished. A full sentence is preferred to a bullet that is none, such as a
    heading in bold.
    """
    if area.headline:
        return area.headline
    done = (each for each in area.sections if each.kind == ACCOMPLISHMENTS and not each.silent)
    items = [item for section in done for item in section.items]
    chosen = next(
        (item for item in items if item.rstrip("\"')]”’").endswith((".", "!", "?"))), "".join(items[:1])
    )
    end = _SENTENCE_END.search(chosen)
    return chosen[: end.end()].rstrip() if end else chosen


def is_silent(blocks: list[Block | Opaque], phrases: Iterable[str]) -> bool:
    """Return whether a section says that there is nothing to report.

    It does if ``blocks`` is a single paragraph or bullet with a single sentence that begins with one of
    ``phrases``.
    """
    if len(blocks) != 1 or not isinstance(blocks[0], Block) or blocks[0].level:
        return False
    block = blocks[0]
    if block.path not in (("paragraph",), ("bullet_list", "list_item", "paragraph")):
        return False
    if _SENTENCE_END.search(block.plain):
        return False
    text = block.plain.casefold()
    return any(_begins(text, phrase.casefold()) for phrase in phrases)


def _begins(text: str, phrase: str) -> bool:
    """Return whether ``text`` begins with the whole words of ``phrase``."""
    return text.startswith(phrase) and not _WORD.match(text, len(phrase))


def repeated_heading(text: str, line: int, where: str = "") -> str:
    """Return the message for the heading ``text``, which occurs in ``line`` already; ``where`` names the part
    of the file."""
    return f"the heading '{text}' is already in line {line}{where}; choose another one, for links to it"


def read_area(text: str, month: str, element: str, known: Known, problems: Problems) -> AreaFile:
    """Read an area file with the content ``text`` for ``month`` (``YYYY-MM``); ``element`` is the area that
    names the file, by its current or a former id."""
    front, body = markdown_text.split_front_matter(text)
    wrong, line = markdown_text.wrong_front_matter(text)
    if wrong:
        problems.fault(line, Code.YAML, wrong)
    headline = ""
    aka: tuple[str, ...] = ()
    mapping = top_mapping(read(front, problems, 2), problems, "keys and values") if front else None
    if mapping:
        fields = Fields(mapping, yaml_keys.AREA.names, problems, "an area's front matter")
        headline = fields.text("headline")
        aka = tuple(_former_names(fields, known, problems))
    markdown = markdown_text.parse(body, known.settings.markdown)
    examine(markdown, known, problems)
    reader = _AreaReader(month, element, known, problems)
    for piece in markdown.pieces:
        reader.take(piece)
    beside = below(markdown.beside, [each.section.line for each in reader.sections])
    sections = tuple(
        each.close(known.settings.silence, also)
        for each, also in zip(reader.sections, beside, strict=True)
        if each.section.name or each.blocks or each.mentions
    )
    titled = any(heading.role == TITLE_ROLE for heading in reader.headings)
    if not titled and reader.late_title and not wrong:
        problems.fault(
            reader.late_title,
            Code.TITLE,
            "the title is not the first heading of the file; move it to the top",
        )
    elif not titled and not reader.late_title:
        problems.fault(
            1, Code.TITLE, f"the file has no title; expected '# {element} {reader.title(element)}'".rstrip()
        )
    return AreaFile(
        month=month,
        element=reader.area,
        path=problems.path,
        headline=headline,
        headings=tuple(reader.headings),
        sections=sections,
        directives=our_directives(markdown),
        aka=aka,
    )


def _former_names(fields: Fields, known: Known, problems: Problems) -> Iterator[str]:
    """Yield the elements by which a file was named before; report what can't be one."""
    named = [*fields.texts("aka")]
    if len(named) > FORMER_IDS:
        message = f"the file has {len(named)} former names; expected {FORMER_IDS} at most"
        problems.fault(named[FORMER_IDS].line, Code.SIZE, message)
    for item in named[:FORMER_IDS]:
        name = identifiers.without_prefix(item.text.strip(), known.settings.wbs_prefix)
        if identifiers.is_element_id(name) and len(name) <= ID_CHARACTERS:
            yield name
        else:
            expected = "expected the element that named it, such as 1.02"
            problems.fault(
                item.line, Code.ID, f"'{name[:40]}' can't be a former name of the file; {expected}"
            )


class _AreaReader:
    """Read the blocks of a file in document order and open a section at each heading of a kind or element.

    A section extends to the next such heading, whatever the nesting.
    """

    def __init__(self, month: str, area: str, known: Known, problems: Problems) -> None:
        self.month = month
        self.area = known.registers.element(area)
        #: The area as the name of the file has it: a page and its anchors keep a former id.
        self.area_as_named = area
        self.known = known
        self.problems = problems
        self.headings: list[Heading] = []
        self.anchor = f"area-{identifiers.anchor_part(area)}"
        # Text before the first heading of a kind belongs to the area, but to no kind.
        self.sections = [_Open(Section(OTHER, self.area, "", self.anchor, 1, own=True))]
        self.anchors = {self.anchor: 1}
        self.kind = ""
        self.kind_name = ""
        #: The free headings around a text, with their levels and anchors, outermost first.
        self.above: list[tuple[int, str]] = []
        #: The line of the title of the file, if other headings are above it.
        self.late_title = 0
        self.told_of_no_kind = False
        self.kind_is_told = False
        # The level of the heading that contains free headings: in the source, and as shown.
        self.free_base = (1, 1)

    def title(self, element: str) -> str:
        """Return the title of ``element`` in the month; empty if it has none."""
        record = self.known.registers.elements.get(element)
        return record.title_in(self.month) if record else ""

    def take(self, piece: Block | Opaque) -> None:
        """Add the next block of the file."""
        if isinstance(piece, Block) and piece.level:
            self._heading(piece)
        elif isinstance(piece, Block) and piece.path == ("paragraph",) and self._report_meant_heading(piece):
            self._heading(replace(piece, plain=_MARKS.sub("", piece.plain, count=1), level=2))
        else:
            self.sections[-1].blocks.append(piece)
        if isinstance(piece, Block):
            found = mentions(piece, self.anchor, self.known, self.problems)
            if piece.level and self.headings[-1].element:
                found = self._heading_mentions(piece, self.headings[-1])
            self.sections[-1].mentions.extend(found)

    def _heading_mentions(self, block: Block, heading: Heading) -> Iterator[Mention]:
        """Yield what the heading of an element cites, as shown and not as written, without the element's own
        id."""
        # The heading as written is read for its faults. The title as shown is in the register, whose faults
        # do not belong to this file.
        list(mentions(block, self.anchor, self.known, self.problems))
        shown = Run(heading.text.partition(" ")[2], block.line, linkable=True)
        yield from mentions(
            replace(block, runs=(shown,)), self.anchor, self.known, Problems(self.problems.path)
        )

    def _heading(self, block: Block) -> None:
        name = block.plain.rstrip(":").strip()
        kind = self.known.settings.kinds.get(name.casefold())
        if kind:
            self._kind(kind, name, block)
            return
        if not self.headings and block.level == 1:
            self._title(block)
            return
        as_written, rest = self._leading_element(block.plain)
        element = self.known.registers.element(as_written)
        if element and element != self.area:
            if self.kind:
                self._element(element, as_written, rest, block)
                return
            if not self.told_of_no_kind:
                self.problems.fault(
                    block.line,
                    Code.HEADING,
                    f"the element '{as_written}' is not below a heading of a kind; "
                    f"expected {self._one_kind()} above it",
                )
            self.told_of_no_kind = True
        if element and block.level == 1:
            self.late_title = self.late_title or block.line
        close = nearest(name, self._kind_names(), cutoff=0.8)
        if close:
            self._misspelt(name, close, block)
        else:
            self._free(block)

    def _report_meant_heading(self, block: Block) -> bool:
        """Report a paragraph that was meant as a heading, and return whether it was.

        It has marks without a space behind them, or is the name of a kind in bold.
        """
        marks = _MARKS.match(block.plain)
        text = block.plain.removeprefix(marks[0]) if marks else block.plain
        kind = self.known.settings.kinds.get(text.rstrip(":").strip().casefold())
        if not kind and not (marks and self._leading_element(text)[0]):
            return False
        self.problems.fault(
            block.line,
            Code.HEADING,
            f"'{block.plain}' is not a heading; expected '{marks[0] if marks else '##'} {text}', with a "
            "space after the marks",
        )
        return True

    def _misspelt(self, name: str, close: str, block: Block) -> None:
        """Treat a heading as the kind ``close`` that it was meant to be, so that the text below belongs
        there."""
        self.problems.fault(
            block.line, Code.HEADING, f"the heading '{name}' is unknown; did you mean '{close}'?"
        )
        kinds = (each.section.name for each in self.sections if each.section.own)
        if close.casefold() in map(str.casefold, kinds):
            self._free(block)
        else:
            self._kind(self.known.settings.kinds[close.casefold()], close, block)

    def _title(self, block: Block) -> None:
        as_written, rest = self._leading_element(block.plain)
        element = self.known.registers.element(as_written)
        if element and element != self.area:
            if self._area_is_known():
                self.problems.fault(
                    block.line,
                    Code.TITLE,
                    f"the title names '{as_written}', but this is the file of '{self.area_as_named}'",
                )
        elif not element:
            self.problems.fault(
                block.line,
                Code.TITLE,
                f"the title '{block.plain}' does not begin with the element; "
                f"expected '# {self.area} {self.title(self.area)}'".rstrip(),
            )
        else:
            self._check_title(self.area, rest, block)
        shown = self.title(self.area) or (rest if element else block.plain)
        text = f"{as_written if element == self.area else self.area_as_named} {shown}".strip()
        self.headings.append(Heading(TITLE_ROLE, block.line, 1, text, self.area, self.anchor))

    def _area_is_known(self) -> bool:
        """Return whether the file's name may be right; a wrong one has been reported already."""
        registers = self.known.registers
        return self.area in registers.elements or WBS_FILE in registers.unreadable

    def _kind(self, kind: str, name: str, block: Block) -> None:
        self.kind, self.kind_name = kind, name
        self._open(self.area, self.area_as_named, block)
        self.free_base = (block.level, 2)
        self.headings.append(Heading(KIND_ROLE, block.line, 2, self.kind_name, "", self.anchor))

    def _element(self, element: str, as_written: str, rest: str, block: Block) -> None:
        inside = identifiers.is_within(element, self.area)
        known = element in self.known.registers.elements
        if not known and WBS_FILE not in self.known.registers.unreadable:
            if self._area_is_known() or not inside:
                elements = self.known.registers.elements
                below = (
                    name for name in elements if identifiers.is_within(name, self.area) and name != self.area
                )
                self.problems.fault(block.line, Code.ELEMENT, unknown_element(element, below, elements))
        elif not inside and self._area_is_known():
            self.problems.fault(
                block.line, Code.ELEMENT, f"element '{element}' is outside the file's area '{self.area}'"
            )
        elif known:
            self._check_title(element, rest, block)
        self._open(element, as_written, block)
        self.free_base = (block.level, 3)
        text = f"{as_written} {self.title(element) or rest}".strip()
        self.headings.append(Heading(ELEMENT_ROLE, block.line, 3, text, element, self.anchor))

    def _free(self, block: Block) -> None:
        anchor = f"{self.sections[-1].section.anchor}-{identifiers.slug(block.plain)}"
        self.above = [each for each in self.above if each[0] < block.level]
        if anchor in self.anchors and self.above:
            # As in a list of projects that have the same headings each.
            anchor = f"{self.above[-1][1]}-{identifiers.slug(block.plain)}"
        if anchor in self.anchors:
            self.problems.fault(
                block.line,
                Code.ANCHOR,
                repeated_heading(block.plain, self.anchors[anchor], " of this section"),
            )
        source, shown = self.free_base
        self.anchor = self._unique(anchor, block.line)
        self.above.append((block.level, self.anchor))
        level = shown + max(1, block.level - source)
        # The area itself, below a kind of its own file, is shown with its title, like any element.
        as_written, rest = self._leading_element(block.plain)
        element = self.known.registers.element(as_written)
        element = element if element == self.area and not rest else ""
        text = f"{as_written} {self.title(element)}".strip() if element else block.plain
        self.headings.append(Heading(FREE_ROLE, block.line, min(level, 6), text, element, self.anchor))
        self.sections[-1].blocks.append(block)

    def _open(self, element: str, as_written: str, block: Block) -> None:
        """Open the section of an element, or of the area itself, under the kind whose heading was last; its
        anchor is made of the id as written."""
        own, kind, name = element == self.area, self.kind, self.kind_name
        before = (each.section for each in self.sections)
        same = (each for each in before if (each.kind, each.element) == (kind, element))
        other = next((each for each in same if kind != OTHER or each.name == name), None)
        # If a kind occurs twice, so may each element below it.
        if other and (own or not self.kind_is_told):
            what = f"'{name}'" if own else f"element '{element}' under '{name}'"
            self.problems.fault(
                block.line,
                Code.SECTION,
                f"{what} is already in line {other.line}; keep one of them, with the text of both",
            )
        if own:
            self.kind_is_told = other is not None
        anchor = f"{kind}-{identifiers.anchor_part(as_written)}"
        self.anchor = self._unique(
            f"{anchor}-{identifiers.slug(name)}" if kind == OTHER else anchor, block.line
        )
        self.sections.append(_Open(Section(kind, element, name, self.anchor, block.line, own)))
        self.above = []

    def _unique(self, anchor: str, line: int) -> str:
        """Return ``anchor`` or, if a fault was reported for it, one that no other heading has."""
        number, unique = 2, anchor
        while unique in self.anchors:
            unique, number = f"{anchor}-{number}", number + 1
        self.anchors[unique] = line
        return unique

    def _check_title(self, element: str, given: str, block: Block) -> None:
        expected = self.title(element)
        if given and expected and " ".join(given.split()) != " ".join(expected.split()):
            self.problems.fault(
                block.line,
                Code.TITLE,
                f"'{given}' is not the title of '{element}' in {self.month}; expected '{expected}' or the "
                "element alone",
            )

    def _kind_names(self) -> tuple[str, ...]:
        settings = self.known.settings
        return settings.headings or tuple(name.capitalize() for name in settings.kinds)

    def _one_kind(self) -> str:
        """Return an example of a heading of a kind, in words."""
        names = self._kind_names()
        return f"one such as '## {names[0]}'" if names else "one of report_kinds in conf.py, which is empty,"

    def _leading_element(self, text: str) -> tuple[str, str]:
        """Return the element that a heading begins with, without the project's prefix, and the rest; two
        empty texts if none. It may be a former id."""
        match = _FIRST_WORD.fullmatch(text)
        if not match:
            return "", ""
        name = identifiers.without_prefix(match[1], self.known.settings.wbs_prefix)
        if not identifiers.ELEMENT_ID.fullmatch(name):
            return "", ""
        root = name.partition(".")[0]
        registers = self.known.registers
        roots = registers.roots or {self.area.partition(".")[0]}
        if registers.element(name) in registers.elements or (root in roots and "." in name):
            return name, _after_dash(match[2])
        if _LOOKS_LIKE_ELEMENT.fullmatch(name) and nearest(name, registers.elements, cutoff=0.75):
            return name, _after_dash(match[2])
        return "", ""


def _after_dash(text: str) -> str:
    return _DASH.sub("", text.strip())
