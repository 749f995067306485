"""Edit a register as text, so that every other byte stays the same.

A YAML writer would set the whole file in its own style: indentation, lists, blanks before comments. So the
file is composed only to find the place of each value, and the edits are made in the text. The caller reads
the result again to verify it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from ..core.characters import on_known_lines
from ..core.identifiers import sort_key
from .yaml_text import LOADER

# In block style, a text of these characters that begins like this is plain, whatever they are.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w ()/.,+&'\"*=<>?!;%$@~^|\[\]{}-]*[\w()/.,+&'\"*=<>?!;%$@~^|\[\]{}-])?")


class EditError(Exception):
    """A register that can't be edited in place; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a text, from ``start`` to ``end``, that ``text`` replaces."""

    start: int
    end: int
    text: str


def newline_of(text: str) -> str:
    """Return the line ending of ``text``."""
    return "\r\n" if "\r\n" in text else "\n"


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with all ``edits``; those at the same place keep their order."""
    pieces: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda each: each.start):
        pieces.extend((text[place : edit.start], edit.text))
        place = edit.end
    return "".join((*pieces, text[place:]))


class RegisterEditor:
    """Finds the places of values in ``text``, a mapping with an entry for each id.

    :param what: what the register lists, such as ``milestone``
    :param apart: whether the entries of a new register are separated by blank lines
    :raises EditError: if the mapping is in braces
    """

    def __init__(self, text: str, what: str, *, apart: bool = True) -> None:
        self.text = text
        self.apart = apart
        self.newline = newline_of(text)
        top = yaml.compose(on_known_lines(text), LOADER)
        if isinstance(top, yaml.ScalarNode) and not top.value:
            top = None
        if top is not None and (not isinstance(top, yaml.MappingNode) or top.flow_style):
            raise EditError(f"the register must be a mapping with a line for each {what}")
        self.nodes: Sequence[tuple[yaml.Node, yaml.Node]] = top.value if top else ()
        self.entries = by_name(self.nodes)

    # --- entries that are there -----------------------------------------------------------------

    def added(self, entry: yaml.MappingNode, after: yaml.Node, text: str) -> Edit:
        """Return the edit that adds ``text``, a field, after another one of an entry."""
        end = self.end(after)
        if entry.flow_style:
            return Edit(end, end, f", {text}")
        return self.below(end, " " * entry.start_mark.column + text)

    def below(self, place: int, lines: str) -> Edit:
        """Return the edit that adds ``lines`` below the one that contains ``place``."""
        start = self.text.index("\n", place) + 1
        return Edit(start, start, lines + self.newline)

    def replaced(self, node: yaml.Node, text: str) -> Edit:
        """Return the edit that replaces the value ``node`` with ``text``."""
        start, end = node.start_mark.index, self.end(node)
        # The place of an empty value is directly after the colon.
        return Edit(start, end, text if end > start else f" {text}")

    def end(self, node: yaml.Node) -> int:
        """Return where the last value in ``node`` ends. To the parser, a block ends only where the next token
        begins."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start, end = node.start_mark.index, int(node.end_mark.index)
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return start + len(self.text[start:end].rstrip()) if block else end

    # --- new entries ------------------------------------------------------------------------------

    def insert(self, new: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
        """Yield the edits that add entries, given by the lines of each id.

        They are inserted by id if the register is sorted, else at its end.
        """
        keys = [sort_key(str(key.value).strip()) for key, _ in self.nodes]
        ordered = keys == sorted(keys)
        # New entries are separated by a blank line if those of the file are.
        starts = [self.line_start(key.start_mark.index) for key, _ in self.nodes]
        are_apart = any(map(self._blank_above, starts[1:])) if len(starts) > 1 else self.apart
        apart = self.newline if are_apart else ""
        head = self.newline if self.text.strip() else ""
        for name, entry in new.items():
            lines = self.newline.join((*entry, ""))
            last = (bisect_left(keys, sort_key(name)) if ordered else len(starts)) - 1
            if not starts:
                yield Edit(len(self.text), len(self.text), f"{head}{lines}")
                head = apart
            elif last < 0:
                start = self._above_comment(starts[0])
                yield Edit(start, start, lines + apart)
            else:
                limit = starts[last + 1] if last + 1 < len(starts) else len(self.text)
                start = self._content_end(starts[last], limit)
                yield Edit(start, start, apart + lines)

    def line_start(self, place: int) -> int:
        """Return where the line begins that contains ``place``."""
        return self.text.rfind("\n", 0, place) + 1

    def _blank_above(self, start: int) -> bool:
        """Return whether there is a blank line above an entry and its comment."""
        start = self._above_comment(start)
        return not self.text[self.line_start(start - 1) : start].strip()

    def _above_comment(self, start: int) -> int:
        """Return the start of the comment directly above an entry. A comment at the top belongs
        to the file."""
        above = start
        while above and self.text[self.line_start(above - 1)] == "#":
            above = self.line_start(above - 1)
        return above or start

    def _content_end(self, start: int, limit: int) -> int:
        """Return where the last line of an entry ends; unindented comments belong to what follows."""
        end = place = start
        for line in self.text[start:limit].split("\n"):
            place = min(place + len(line) + 1, limit)
            if line.strip() and not line.startswith(("#", "---", "...")):
                end = place
        return end


def by_name(nodes: Sequence[tuple[yaml.Node, yaml.Node]]) -> dict[str, yaml.Node]:
    """Return the values by key; of equal keys the first counts, as for the reader."""
    return {str(key.value).strip(): value for key, value in reversed(nodes)}


def scalar(text: str, *, flow: bool) -> str:
    """Return ``text`` as a value: plain if YAML reads it back unchanged, else in quotes.

    ``flow`` is true for a value of a mapping in braces.
    """
    if not flow and _PLAIN.fullmatch(text):
        return text
    try:
        read_back = yaml.load(f"{{x: {text}}}" if flow else f"x: {text}\n", Loader=LOADER)  # noqa: S506 - texts only
    except yaml.YAMLError:
        read_back = None
    return text if read_back == {"x": text} else json.dumps(text, ensure_ascii=False)
