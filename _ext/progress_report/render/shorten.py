"""Shorten long pages: show the beginning of each section, and fold the rest."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ..core.language import counted
from .nodes import disclosure

#: A page of so many characters is read from its beginning to its end; of a longer one, sections are folded.
LONG_PAGE = 9_000

#: So many characters of a section are shown, up to the end of a paragraph or an item: of a long page of an
#: area, which has many, and of the page of a month, which has a few.
SHOWN_OF_AREA, SHOWN_OF_MONTH = 150, 1_000

#: What is folded is longer than this: a fold that hides a line is longer than the line.
WORTH_FOLDING = 120

#: What of a section is not its own text; docutils adds a message about a heading that occurs twice.
_NO_TEXT = (nodes.title, nodes.section, nodes.system_message)

#: What is text, and not a picture or a table that is looked for.
_TEXT = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.block_quote, nodes.Invisible)


def shorten_area(root: nodes.section) -> None:
    """Fold the rest of each section below ``root`` in place, if the page is long; nothing is removed."""
    if len(root.astext()) > LONG_PAGE:
        _shorten(root, SHOWN_OF_AREA)


def shorten_month(root: nodes.section) -> None:
    """Fold the rest of each long section of text below ``root`` in place; nothing is removed."""
    _shorten(root, SHOWN_OF_MONTH)


def _shorten(root: nodes.section, most: int) -> None:
    for section in list(root.findall(nodes.section)):
        if section is not root:
            _fold_rest(section, most)


def _fold_rest(section: nodes.section, most: int) -> None:
    own = [each for each in section.children if not isinstance(each, _NO_TEXT)]
    if not all(isinstance(each, _TEXT) for each in own):
        return
    block, item = _end_of_beginning(own, most)
    rest = own[block:]
    begun = rest[0] if item else None
    hidden = [*begun.children[item:], *rest[1:]] if begun else rest
    if sum(map(_length, hidden)) < WORTH_FOLDING:
        return
    place = section.index(rest[0]) + bool(begun)
    for each in rest[1:] if begun else rest:
        section.remove(each)
    if isinstance(begun, nodes.bullet_list):
        # The list goes on within the fold.
        rest[0] = nodes.bullet_list("", *begun.children[item:], bullet="-", classes=begun["classes"])
        del begun.children[item:]
    number = sum(len(each.astext().split()) for each in hidden)
    folded = disclosure(
        "", *rest, summary=counted("… {count} more word", "… {count} more words", number), continued=True
    )
    section.insert(place, folded)


def _end_of_beginning(blocks: Sequence[nodes.Node], most: int) -> tuple[int, int]:
    """Return how many of the blocks contain the first ``most`` characters, and how many items of the next
    block, if it is a list."""
    length = 0
    for number, block in enumerate(blocks):
        if length >= most:
            return number, 0
        for place, item in enumerate(block.children if isinstance(block, nodes.bullet_list) else [block]):
            if place and length >= most:
                return number, place
            length += _length(item)
    return len(blocks), 0


def _length(node: nodes.Node) -> int:
    return 0 if isinstance(node, nodes.Invisible) else len(node.astext())
