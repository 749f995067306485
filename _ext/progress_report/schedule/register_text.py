"""Edit the milestone register as text, so that every other byte stays the same.

A YAML writer would set the whole file in its own style: indentation, lists, blanks before comments. So the
file is composed only to find the place of each value, and the edits are made in the text. The caller reads
the result again to verify it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from ..content.registers import Baseline, Milestone
from ..core.characters import OTHER_LINE_ENDS
from ..core.identifiers import sort_key
from ..syntax.yaml_text import LOADER

#: The longest line for a list of ids; a longer list has a line for each.
MAX_LINE = 100


class EditError(Exception):
    """A register that can't be edited in place; the message says what and where."""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def rewrite(text: str, before: Mapping[str, Milestone], wanted: Mapping[str, Milestone]) -> str:
    """Edit ``text``, the content of ``milestones.yaml``, from the milestones ``before`` to those ``wanted``.

    Only fields of the schedule may differ: title, WBS element, finish, baselines and predecessors. New
    milestones are inserted by id if the register is sorted, else at its end.

    :raises EditError: if an entry is written in a way that can't be edited
    """
    changed = [name for name, each in wanted.items() if name in before and before[name] != each]
    new = [each for name, each in wanted.items() if name not in before]
    if not changed and not new:
        return text
    if text and not text.endswith("\n"):
        text += newline_of(text)
    register = _Register(text)
    edits = [edit for name in changed for edit in register.update(before[name], wanted[name])]
    edits.extend(register.insert(new))
    return _applied(text, edits)


def newline_of(text: str) -> str:
    """Return the line ending of ``text``."""
    return "\r\n" if "\r\n" in text else "\n"


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    pieces: list[str] = []
    place = 0
    # Edits at the same place keep their order.
    for edit in sorted(edits, key=lambda each: each.start):
        pieces.extend((text[place : edit.start], edit.text))
        place = edit.end
    return "".join((*pieces, text[place:]))


class _Register:
    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = newline_of(text)
        top = yaml.compose(text.translate(OTHER_LINE_ENDS), LOADER)
        if isinstance(top, yaml.ScalarNode) and not top.value:
            top = None
        if top is not None and (not isinstance(top, yaml.MappingNode) or top.flow_style):
            raise EditError("the register must be a mapping with a line for each milestone")
        self.nodes: Sequence[tuple[yaml.Node, yaml.Node]] = top.value if top else ()
        self.entries = _by_name(self.nodes)

    # --- entries that are there -----------------------------------------------------------------

    def update(self, old: Milestone, new: Milestone) -> Iterator[_Edit]:
        """Yield the edits that turn the entry of ``old`` into that of ``new``."""
        entry = self.entries.get(new.id)
        if not isinstance(entry, yaml.MappingNode):
            raise EditError(f"'{new.id}' has no entry of its own; edit it by hand")
        fields = _by_name(entry.value)
        for name, was, is_ in (("title", old.title, new.title), ("wbs", old.wbs, new.wbs)):
            if was != is_:
                yield self._set(entry, fields, name, _scalar(is_, bool(entry.flow_style)))
        # Baselines first: at the same place they come before the finish.
        if old.baselines != new.baselines:
            yield self._baselines(new, entry, fields, len(new.baselines) > len(old.baselines))
        if old.finished != new.finished:
            yield self._set(entry, fields, "finished", str(new.finished))
        if old.after != new.after:
            yield from self._predecessors(old, new, entry, fields)

    def _set(self, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node], field: str, text: str) -> _Edit:
        """Return the edit that replaces a field, or adds it behind the dates."""
        if field in fields:
            return self._replaced(fields[field], text)
        return self._added(entry, self._last_date(fields), f"{field}: {text}")

    @staticmethod
    def _last_date(fields: Mapping[str, yaml.Node]) -> yaml.Node:
        return fields["baselines"] if _holds(fields.get("baselines")) else fields["due"]

    def _predecessors(
        self, old: Milestone, new: Milestone, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node]
    ) -> Iterator[_Edit]:
        """Yield the edits of the list of predecessors.

        In a list with a line for each, the lines that stay are kept.
        """
        known = fields.get("after")
        if known is None:
            finished = fields.get("finished")
            after = finished if finished is not None and finished.value else self._last_date(fields)
            indent = " " * entry.start_mark.column
            text = _after(new.after, indent, self.newline) if not entry.flow_style else _after_flow(new.after)
            yield self._added(entry, after, text)
        elif isinstance(known, yaml.SequenceNode) and known.value and not known.flow_style:
            indent = " " * known.start_mark.column
            for item in known.value:
                if str(item.value).strip() not in new.after:
                    start = self._line_start(item.start_mark.index)
                    yield _Edit(start, self.text.index("\n", self._end(item)) + 1, "")
            lines = [f"{indent}- {each}" for each in new.after if each not in old.after]
            if lines:
                yield self._below(self._end(known), self.newline.join(lines))
        else:
            yield self._replaced(known, f"[{', '.join(new.after)}]")

    def _baselines(
        self, new: Milestone, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node], added: bool
    ) -> _Edit:
        newest = new.baselines[-1]
        known = fields.get("baselines")
        if known is None:
            indent = " " * (entry.start_mark.column + 2)
            block = ("baselines:", f"{indent}- from: {newest.month}", f"{indent}  due: {newest.due}")
            text = f"baselines: [{_flow(newest)}]" if entry.flow_style else self.newline.join(block)
            return self._added(entry, fields["due"], text)
        if not isinstance(known, yaml.SequenceNode) or not known.value:
            return self._replaced(known, f"[{_flow(newest)}]")
        if not added:
            return self._replaced(_due_of(known, newest), str(newest.due))
        if known.flow_style:
            end = self._end(known.value[-1])
            return _Edit(end, end, f", {_flow(newest)}")
        indent = " " * known.start_mark.column
        lines = (f"{indent}- from: {newest.month}", f"{indent}  due: {newest.due}")
        return self._below(self._end(known), self.newline.join(lines))

    def _added(self, entry: yaml.MappingNode, after: yaml.Node, text: str) -> _Edit:
        """Return the edit that adds a field after another one of an entry."""
        end = self._end(after)
        if entry.flow_style:
            return _Edit(end, end, f", {text}")
        return self._below(end, " " * entry.start_mark.column + text)

    def _below(self, place: int, lines: str) -> _Edit:
        """Return the edit that adds lines below the one that contains ``place``."""
        start = self.text.index("\n", place) + 1
        return _Edit(start, start, lines + self.newline)

    def _replaced(self, node: yaml.Node, text: str) -> _Edit:
        start, end = node.start_mark.index, self._end(node)
        # The place of an empty value is directly after the colon.
        return _Edit(start, end, text if end > start else f" {text}")

    def _end(self, node: yaml.Node) -> int:
        """Return where the last value in ``node`` ends. To the parser, a block ends only where the next token
        begins."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start, end = node.start_mark.index, int(node.end_mark.index)
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return start + len(self.text[start:end].rstrip()) if block else end

    # --- new entries ------------------------------------------------------------------------------

    def insert(self, new: Sequence[Milestone]) -> Iterator[_Edit]:
        """Yield the edits that add the milestones ``new``."""
        keys = [sort_key(str(key.value).strip()) for key, _ in self.nodes]
        ordered = keys == sorted(keys)
        # New entries are separated by a blank line if those of the file are.
        starts = [self._line_start(key.start_mark.index) for key, _ in self.nodes]
        apart = self.newline if len(starts) < 2 or any(map(self._blank_above, starts[1:])) else ""
        for milestone in new:
            lines = self.newline.join((*_entry(milestone, self.newline), ""))
            before = [at for at, key in enumerate(keys) if key < sort_key(milestone.id)] if ordered else None
            if not starts:
                yield _Edit(len(self.text), len(self.text), f"{apart if self.text.strip() else ''}{lines}")
            elif before == []:
                start = self._above_comment(starts[0])
                yield _Edit(start, start, lines + apart)
            else:
                last = before[-1] if before else len(starts) - 1
                limit = starts[last + 1] if last + 1 < len(starts) else len(self.text)
                start = self._content_end(starts[last], limit)
                yield _Edit(start, start, apart + lines)

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _blank_above(self, start: int) -> bool:
        """Return whether there is a blank line above an entry and its comment."""
        start = self._above_comment(start)
        return not self.text[self._line_start(start - 1) : start].strip()

    def _above_comment(self, start: int) -> int:
        """Return the start of the comment directly above an entry. A comment at the top belongs
        to the file."""
        above = start
        while above and self.text[self._line_start(above - 1)] == "#":
            above = self._line_start(above - 1)
        return above or start

    def _content_end(self, start: int, limit: int) -> int:
        """Return where the last line of an entry ends; unindented comments belong to what follows."""
        end = place = start
        for line in self.text[start:limit].split("\n"):
            place = min(place + len(line) + 1, limit)
            if line.strip() and not line.startswith(("#", "---", "...")):
                end = place
        return end


def _by_name(nodes: Sequence[tuple[yaml.Node, yaml.Node]]) -> dict[str, yaml.Node]:
    """Return the values by key; of equal keys the first counts, as for the reader."""
    return {str(key.value).strip(): value for key, value in reversed(nodes)}


def _holds(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.SequenceNode) and bool(node.value)


def _due_of(known: yaml.SequenceNode, baseline: Baseline) -> yaml.Node:
    """Return the date of the baseline of the same month in a list."""
    found: list[yaml.Node] = []
    for item in known.value:
        fields = _by_name(item.value)
        if "from" in fields and str(fields["from"].value).strip() == baseline.month:
            found.append(fields["due"])
    return found[-1]


def _flow(baseline: Baseline) -> str:
    return f"{{from: {baseline.month}, due: {baseline.due}}}"


def _entry(milestone: Milestone, newline: str) -> Iterator[str]:
    """Yield the lines of a new entry."""
    yield f"{milestone.id}:"
    yield f"  title: {_scalar(milestone.title, flow=False)}"
    yield f"  wbs: {milestone.wbs}"
    yield f"  due: {milestone.due}"
    if milestone.finished:
        yield f"  finished: {milestone.finished}"
    if milestone.after:
        yield f"  {_after(milestone.after, '  ', newline)}"


def _after_flow(names: Sequence[str]) -> str:
    return f"after: [{', '.join(names)}]"


def _after(names: Sequence[str], indent: str, newline: str) -> str:
    """Return the field of predecessors: in one line, or with a line for each if that is too long."""
    flow = _after_flow(names)
    if len(indent) + len(flow) <= MAX_LINE:
        return flow
    return newline.join(("after:", *(f"{indent}  - {each}" for each in names)))


def _scalar(text: str, flow: bool) -> str:
    """Return a text as a value: plain if YAML reads it back unchanged, else in quotes."""
    try:
        read_back = yaml.load(f"{{x: {text}}}" if flow else f"x: {text}\n", Loader=LOADER)  # noqa: S506 - texts only
    except yaml.YAMLError:
        read_back = None
    return text if read_back == {"x": text} else json.dumps(text, ensure_ascii=False)
