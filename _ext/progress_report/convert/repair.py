"""Mend what the end of a page or a line has cut: paragraphs, lists, words and ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..content.external_addresses import class_of
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, TICKET, Known
from ..core.id_forms import plain
from .reading.blocks import CODE, ITEM, PARAGRAPH, Block, Spans, merged, plain_of, with_text, words_of

#: A paragraph that ends with one of these words goes on.
_GOES_ON = frozenset(
    "a an and any are as at be been but by for from has have in into is its nor of on or our over per so "
    "than that the their these this to under via was were which while will with within without".split()
)
_ENDS = re.compile(r"[.!?:;][\"')\]’”*]*\Z")
_LAST = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\Z")
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}+)[-\u2010]\n\s*([^\W\d_]+)")
_NUMBER = re.compile(r"(?<![^\W_])([^\W_]++)[-\u2010]\n\s*(\d+)")
_MARKS = ".,;:!?()[]\"'“”‘’"
_PART = re.compile(r"(?<![^\s(\[,])([^\W_][\w.-]*+|-\d++)(?=\s)")
_NEXT = re.compile(r"\s++(-?[^\W_][\w.-]*+)")


@dataclass(frozen=True, slots=True)
class Joined:
    """Two pieces of text that belong together: ``before`` as in the source, ``after`` as in the draft.

    ``certain`` is false if somebody should look at it.
    """

    before: str
    after: str
    place: str
    certain: bool = True


def repaired(
    blocks: Iterable[Block], known: Known, *, pages: bool, levels: bool = False
) -> tuple[list[Block], list[Joined]]:
    """Return ``blocks`` with what was cut joined, and what was joined.

    With ``pages``, the source may have the pages of a printed report, so that a paragraph may be cut. With
    ``levels``, the levels of lists are certain, even behind the end of a page.
    """
    joined: list[Joined] = []
    made = list(blocks)
    if pages:
        made = _joined_blocks(made, joined, levels)
    words = _Words(made)
    made = [_mended(block, lambda text, place: _joined_words(text, words, place, joined)) for block in made]
    made = [_mended(block, lambda text, place: _ids(text, known, place, joined)) for block in made]
    return [_with_ids(block, known, joined) for block in made], joined


# --- paragraphs and lists -------------------------------------------------------------------------


def _joined_blocks(blocks: list[Block], joined: list[Joined], levels: bool) -> list[Block]:
    made: list[Block] = []
    #: The levels by which the items of a list that a page break has cut are too high.
    deeper = 0
    for block in blocks:
        last = made[-1] if made else None
        if last and _continues(last, block):
            before, after = plain_of(last.spans), plain_of(block.spans)
            joined.append(Joined(f"{before[-30:]} | {after[:30]}", "", block.place, certain=True))
            made[-1] = replace(
                last, spans=merged((*last.spans, with_text(last.spans[-1], "\n"), *block.spans))
            )
            if block.kind == PARAGRAPH and last.kind == ITEM and not levels:
                deeper = max(0, last.level - 1)
            continue
        if block.kind == ITEM and deeper:
            joined.append(
                Joined(f"the list goes on at level {block.level + deeper}", "", block.place, certain=False)
            )
            block = replace(block, level=block.level + deeper)
        elif block.kind != ITEM:
            deeper = 0
        made.append(block)
    return made


def _continues(last: Block, block: Block) -> bool:
    """Return whether ``block`` is the rest of the block before it."""
    if last.kind not in (PARAGRAPH, ITEM) or not block.spans or not last.spans:
        return False
    before, after = plain_of(last.spans), plain_of(block.spans)
    if _ENDS.search(before) or last.spans[-1].style[:2] != block.spans[0].style[:2]:
        return False
    word = _LAST.search(before)
    goes_on = before.endswith((",", "(", "-")) or bool(word and word[1] in _GOES_ON)
    if block.kind == ITEM:
        return goes_on and last.kind == ITEM and block.level <= last.level and after[:1].islower()
    return block.kind == PARAGRAPH and block.level <= last.level and (goes_on or after[:1].islower())


# --- words and ids --------------------------------------------------------------------------------


def _mended(block: Block, mend: Callable[[str, str], str]) -> Block:
    """Return ``block`` with each of its texts as ``mend`` returns it, given the text and its place."""

    def of(spans: Spans, place: str) -> Spans:
        return tuple(span if span.code else with_text(span, mend(span.text, place)) for span in spans)

    if block.kind == CODE:
        return block
    rows = tuple(replace(row, cells=tuple(of(cell, row.place) for cell in row.cells)) for row in block.rows)
    return replace(block, spans=of(block.spans, block.place), rows=rows)


def _with_ids(block: Block, known: Known, joined: list[Joined]) -> Block:
    """Return ``block`` with ids instead of their addresses."""
    made = []
    for span in block.spans:
        name = class_of(span.target, known)[1] if span.target and span.text == span.target else ""
        if name and known.vocabulary.identify(name):
            joined.append(Joined(span.text, name, block.place))
            span = replace(span, text=name, target="")
        made.append(span)
    return replace(block, spans=tuple(made))


class _Words:
    """The words of a report, from which follows whether a hyphen at the end of a line belongs to its word."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.known: set[str] = set()
        cut: list[re.Match[str]] = []
        for block in blocks:
            for spans in (block.spans, *(cell for row in block.rows for cell in row.cells)):
                text = "".join(span.text for span in spans)
                cut += _HYPHEN.finditer(text)
                whole = _HYPHEN.sub(" ", text).casefold()
                self.known.update(words_of(whole))
                self.known.update(token.strip(_MARKS) for token in whole.split() if "-" in token)
        #: Whether words are hyphenated: then a hyphen at the end of a line mostly does not belong to one.
        self.hyphenated = any(
            "\u2010" in each[0] or f"{each[1]}{each[2]}".casefold() in self.known for each in cut
        )

    def join(self, match: re.Match[str]) -> tuple[str, bool]:
        """Return the word that a line end has cut, and whether it is certain."""
        first, second = match[1].casefold(), match[2].casefold()
        without, within = f"{first}{second}" in self.known, f"{first}-{second}" in self.known
        # A hyphen joins two words; the parts of one are mostly no words.
        words = {first, second} <= self.known or not match[2][0].islower()
        keeps = not without and (within or words or not self.hyphenated)
        made = f"{match[1]}-{match[2]}" if keeps else f"{match[1]}{match[2]}"
        return made, without or within or not match[2][0].islower()


def _joined_words(text: str, words: _Words, place: str, joined: list[Joined]) -> str:
    """Return ``text`` with the words that a line end has cut."""

    def whole(match: re.Match[str]) -> str:
        if match[2] in _GOES_ON:
            return f"{match[1]}- {match[2]}"
        made, certain = words.join(match)
        joined.append(Joined(f"{match[1]}- {match[2]}", made, place, certain))
        return made

    text = text.replace("\xad\n", "").replace("\xad", "")
    return _NUMBER.sub(r"\1-\2", _HYPHEN.sub(whole, text))


def _ids(text: str, known: Known, place: str, joined: list[Joined]) -> str:
    """Return ``text`` with the ids that a blank or a line end has cut."""
    if not known.vocabulary.may_be_in(text):
        return text
    made, at = [], 0
    while found := _PART.search(text, at):
        first, end = found[1], found.end()
        while (after := _NEXT.match(text, end)) and (whole := _whole(first, after[1], known)):
            end = after.start(1) + len(whole) - len(first)
            joined.append(Joined(f"{first} {text[after.start(1) : end]}", whole, place))
            first = whole
        made += [text[at : found.start()], first]
        at = end
    return "".join([*made, text[at:]])


def _whole(first: str, second: str, known: Known) -> str:
    """Return the id that both parts are together; empty if they are none."""
    second = second.rstrip(".-_")
    whole = first + second
    if not second or not any(map(str.isdigit, second)):
        return ""
    if whole in known.registers.tickets and first not in known.registers.tickets:
        return whole
    if not (first.endswith("-") or second.startswith("-")):
        if _is_id(first, known):
            return ""
        return whole if known.resolve(MILESTONE, whole) == whole or _is_element(first, whole, known) else ""
    prefix = whole.partition("-")[0]
    if prefix in known.prefixes.union(plain(known.settings.trackers)) and _is_id(whole, known):
        return whole
    return ""


def _is_id(text: str, known: Known) -> bool:
    return any(known.resolve(kind, text) for kind in (MILESTONE, TICKET, DOCUMENT, ELEMENT))


def _is_element(first: str, whole: str, known: Known) -> bool:
    """Return whether ``whole`` is an element whose dot is at the end of ``first``."""
    return first.endswith(".") and bool(known.resolve(ELEMENT, whole))
