"""Find the place of each block of a report: on the month's page, in an area, or among the milestones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .headings import HEADING_CHARACTERS, Headings, folded, is_of_milestones, status_of
from .reading.blocks import (
    BREAK,
    HEADING,
    ITEM,
    PARAGRAPH,
    TABLE,
    Block,
    Span,
    Spans,
    merged,
    plain_of,
    split_after,
    words_of,
)
from .statement_rows import Rows


@dataclass(slots=True)
class Part:
    """A part of the month's page: a heading, its level, and its blocks. ``status`` is that of the milestones
    that the report lists there; ``name`` is the known name of the part, or empty."""

    heading: str
    level: int
    place: str
    name: str = ""
    status: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """The blocks of an area under a heading of a kind and an element; both may be empty."""

    kind: str
    element: str
    place: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that an editor should look at, at a place of the source; ``area`` may be empty."""

    area: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A block that found no place, with the reason."""

    block: Block
    why: str
    area: str = ""


@dataclass(slots=True)
class Sorted:
    """A report, sorted: the parts of the month's page, the sections of each area, the statements, and the
    rest.

    ``words`` are those of headings, which the draft has in the form of the registers and of ``conf.py``.
    ``elements`` maps each element that the register does not know to its title in the report.
    """

    rows: Rows
    parts: list[Part] = field(default_factory=list)
    areas: dict[str, list[Section]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    elements: dict[str, str] = field(default_factory=dict)


def sort_blocks(
    blocks: Sequence[Block], headings: Headings, titles: frozenset[str], area: str = ""
) -> Sorted:
    """Return ``blocks`` in their places.

    ``titles`` are the names of the month, which a title of the report may contain. With an ``area``, the
    whole report is about it.
    """
    sorter = _Sorter(headings, titles, area, blocks)
    sorter.sort()
    return sorter.made


class _Sorter:
    def __init__(
        self, headings: Headings, titles: frozenset[str], area: str, blocks: Sequence[Block]
    ) -> None:
        self.headings = headings
        self.titles = {folded(title) for title in titles}
        self.blocks = list(blocks)
        self.made = Sorted(Rows(headings))
        self.area = area
        self.only = area
        self.kind = ""
        self.element = ""
        #: The level of the heading of the area, to recognise a heading of the month's page below it.
        self.area_level = 0
        #: Whether the kinds are below the element.
        self.kinds_inside = False
        self.part: Part | None = None
        self.status = ""
        self.section: Section | None = None
        named = [headings.named(block.plain) for block in self.blocks if block.kind == HEADING]
        #: A report without ids names its elements by their titles.
        self.any_element = not any(each and each.known for each in named)
        self.kinds_first = self._kinds_first()

    def _kinds_first(self) -> bool:
        """Return whether the areas are below the kinds, not the kinds below the areas."""
        for block in self.blocks:
            if block.kind != HEADING:
                continue
            if self.headings.kind(block.plain)[0]:
                return not self.only
            if self.headings.named(block.plain) or self.headings.titled(
                block.plain, any_element=self.any_element
            ):
                return False
        return False

    def sort(self) -> None:
        at = 0
        while at < len(self.blocks):
            block = self.blocks[at]
            at += 1
            if block.kind == TABLE:
                self._table(block)
                continue
            found, rest, used = self._heading(block, self.blocks[at] if at < len(self.blocks) else None)
            at += used
            if not found:
                self._text(block)
            elif rest:
                self.blocks.insert(at, replace(block, kind=PARAGRAPH, level=0, spans=rest, mark=""))
        self._end()

    # --- headings ---------------------------------------------------------------------------------

    def _heading(self, block: Block, after: Block | None) -> tuple[bool, Spans, int]:
        """Use ``block`` if it is a heading.

        Return whether it is one, the text behind the heading, and how many of the next blocks it took.
        """
        line, rest, styled = _line_of(block)
        text = plain_of(line)
        if not text or len(text) > HEADING_CHARACTERS or block.quoted:
            return False, (), 0
        sure = block.kind == HEADING or styled
        if self._kind(block, text, sure) or self._titled(block, text, sure):
            return True, rest, 0
        used = self._element(block, text, sure, after)
        if used >= 0:
            return True, rest, used
        if block.kind == HEADING or (styled and not self.area and self._names_status(text)):
            self._free(replace(block, kind=HEADING, level=block.level or 6), text)
            return True, rest, 0
        return False, (), 0

    def _kind(self, block: Block, text: str, sure: bool) -> bool:
        name, exact = self.headings.kind(text, near=sure and block.kind == HEADING)
        if not name or (block.kind == ITEM and not sure):
            return False
        if not exact:
            self._doubt(block.place, f"the heading '{text}' was taken for '{name}'")
        self._use(text)
        # A kind below an element, which has no text of its own, is one of the element.
        self.kinds_inside = bool(self.element) and (self.kinds_inside or not self._has_text())
        if not self.kinds_inside:
            self.element = ""
        elif self.section and not self.section.blocks:
            self.made.areas[self.area].remove(self.section)
        self.kind, self.section, self.part = name, None, None
        return True

    def _has_text(self) -> bool:
        return self.section is not None and bool(self.section.blocks)

    def _titled(self, block: Block, text: str, sure: bool) -> bool:
        """Use a heading that has the title of an element, without its id."""
        if not sure or block.kind == ITEM:
            return False
        named = self.headings.titled(text, any_element=self.any_element, within=self.area)
        if not named or (self.area and named == self.area and self.kind):
            return False
        if self.area and not self.any_element and block.level > self.area_level > 0:
            return False
        self._open(named, block)
        self._use(text)
        return True

    def _element(self, block: Block, text: str, sure: bool, after: Block | None) -> int:
        """Use a heading that begins with an element; return how many of the next blocks it took, or -1."""
        named = self.headings.named(text)
        if named is None or (block.kind == ITEM and not sure):
            return -1
        title = self.headings.title(named.element)
        used = 0
        if title and after is not None and folded(title) == folded(f"{named.rest} {after.plain}"):
            self._use(after.plain)
            used, named = 1, replace(named, rest=title, likeness=100.0)
        fits = named.likeness >= 80 if named.rest else named.known
        if not sure and not (named.known and fits):
            return -1
        if named.known and not fits:
            self._doubt(
                block.place, f"the title '{named.rest}' of {named.element} is '{title}' in the register"
            )
        if not named.known:
            self.made.elements.setdefault(named.element, named.rest)
        self._open(named.element, block)
        self._use(text)
        return used

    def _open(self, element: str, block: Block) -> None:
        """Open the section of an element, or an area."""
        area = self.only or self.headings.area_of(element)
        self.part, self.status, self.section, self.kinds_inside = None, "", None, False
        if not area:
            area = element
            self._doubt(block.place, f"'{element}' is in no area of the register", element)
        if element == area:
            self.area_level = block.level if block.kind == HEADING else 0
            if not self.kinds_first:
                self.kind = ""
        self.area, self.element = area, "" if element == area else element
        self.made.areas.setdefault(area, [])
        if self.kind:
            self._section(block.place)

    def _free(self, block: Block, text: str) -> None:
        """Use a heading that names nothing in the registers."""
        part = self.headings.part(text)
        leaves = bool(part) and (not self.area_level or block.level <= self.area_level)
        if self.area and not (leaves and not self.only):
            self._text(replace(block, spans=merged(block.spans)))
            return
        if self.area:
            self.area, self.kind, self.element, self.section = "", "", "", None
        self._part(block, text, part)

    def _part(self, block: Block, text: str, name: str) -> None:
        """Open a part of the month's page."""
        if any(title in folded(text) for title in self.titles):
            # The title of the report, which the month's page has of its own.
            extra = Counter(words_of(text))
            extra.subtract(
                word for title in self.titles for word in words_of(text) if word.casefold() in title
            )
            if not +extra:
                self._use(text)
            else:
                self.made.leftovers.append(Leftover(block, "the title of the report"))
            return
        self.status = status_of(text) if self._names_status(text) else ""
        level = 2
        last = self.made.parts[-1] if self.made.parts else None
        if self.status and self._in_milestones:
            level = 3
        elif not name and last and not self.status:
            level = 2 if block.level <= self._part_level else min(last.level + 1, 4)
        if level == 2:
            self._part_level = block.level
        heading = name if folded(name) == folded(text) else text
        if name and name != heading:
            self._doubt(block.place, f"the heading '{text}' was taken for '{name}'")
            heading = name
        self._use(text)
        self.part = Part(heading, level, block.place, name, self.status)
        self._in_milestones |= is_of_milestones(name)
        self.made.rows.begin()
        self.made.parts.append(self.part)

    _part_level = 0
    #: Whether the part with the milestones has begun.
    _in_milestones = False

    def _names_status(self, text: str) -> bool:
        """Return whether a heading says which milestones follow."""
        below = any(is_of_milestones(each.name) for each in self.made.parts[-4:])
        return bool(status_of(text)) and (below or "milestone" in folded(text))

    # --- text -------------------------------------------------------------------------------------

    def _table(self, block: Block) -> None:
        rows = self.made.rows.copy()
        if (self.status and not self.area) or rows.fits(block.rows):
            said = len(rows.said)
            if self.area:
                rows.begin()
            rows.take(block.rows, self.status, self.area)
            if len(rows.said) > said or self.status:
                self.made.rows = rows
                for row in rows.left:
                    self._leave(replace(block, rows=(row,), place=row.place), "a row that names no milestone")
                rows.left.clear()
                return
        self._text(block)

    def _text(self, block: Block) -> None:
        listed = self.status and not self.area and block.kind in (ITEM, PARAGRAPH)
        if listed and self.made.rows.item(block.spans, self.status, block.place):
            return
        if self.area:
            if self.element and not self.kind:
                self.kind = next(iter(self.headings.kinds.values()), "")
                where = f"'{self.element}' is below no heading of a kind"
                self._doubt(block.place, f"{where}; it was put under '{self.kind}'")
            (self.section or self._section(block.place)).blocks.append(block)
        elif self.kind and not self.part:
            self._leave(block, f"'{self.kind}' belongs to no area here")
        else:
            if not self.part:
                self.part = Part("", 1, block.place)
                self.made.parts.append(self.part)
            self.part.blocks.append(block)

    def _section(self, place: str) -> Section:
        """Return the section that is open, a new one if need be."""
        sections = self.made.areas.setdefault(self.area, [])
        for each in sections:
            if each.element == self.element and self.headings.same_kind(each.kind, self.kind):
                if each.blocks:
                    where = f"'{self.kind}' of {self.element or self.area}"
                    again = (
                        "again"
                        if each.kind == self.kind
                        else f"besides '{each.kind}', which has the same kind"
                    )
                    self._doubt(place, f"{where} occurs {again}; both texts are in one section")
                self.section = each
                return each
        self.section = Section(self.kind, self.element, place)
        sections.append(self.section)
        return self.section

    def _end(self) -> None:
        """Leave the headings of the month's page that have no text."""
        self.area = ""
        parts = self.made.parts
        kept = []
        for at, part in enumerate(parts):
            after = parts[at + 1] if at + 1 < len(parts) else None
            filled = part.blocks or part.status or (after and after.level > part.level)
            if filled or part.name:
                kept.append(part)
            else:
                span = (Span(part.heading),)
                self.made.words.subtract(words_of(part.heading))
                self._leave(Block(HEADING, part.place, span, part.level), "a heading without text")
        self.made.parts = kept

    def _use(self, text: str) -> None:
        self.made.words.update(words_of(text))

    def _leave(self, block: Block, why: str) -> None:
        self.made.leftovers.append(Leftover(block, why, self.area))

    def _doubt(self, place: str, text: str, area: str = "") -> None:
        self.made.doubts.append(Doubt(area or self.area, place, text))


def _line_of(block: Block) -> tuple[Spans, Spans, bool]:
    """Return the first line of a block, the text behind it, and whether its style is that of a heading.

    A bold or italic beginning of a paragraph is a line of its own.
    """
    spans = block.spans
    if block.kind == HEADING or not spans:
        return spans, (), True
    first = spans[0]
    if first.strong or first.emphasis:
        end = next(
            (at for at, span in enumerate(spans) if not (span.strong or span.emphasis) and span.text.strip()),
            len(spans),
        )
        return spans[:end], merged(spans[end:]), block.level == 0 or end == len(spans)
    text = "".join(span.text for span in spans)
    ends = [text.find(mark) for mark in ("\n", BREAK) if mark in text]
    if ends and block.kind == PARAGRAPH:
        return (*split_after(spans, min(ends)), False)
    return spans, (), False
