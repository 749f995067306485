"""Edit the register of tickets as text (see :mod:`.syntax.register_editor`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import yaml

from ..content.registers import Ticket
from ..syntax.register_editor import Edit, EditError, RegisterEditor, applied, by_name, newline_of, scalar
from .ticket_merge import changes

#: The beginning of a register that an import creates.
HEAD = """\
# Tickets: from id to title, or to a mapping. `make tickets` adds tickets and updates their status from an
# export of the tracker; it keeps everything else that you write here.
"""

#: The fields of an entry in their order.
_FIELDS = ("title", "status", "as_of", "resolved", "element", "epic")


def rewrite_tickets(text: str, before: Mapping[str, Ticket], wanted: Mapping[str, Ticket]) -> str:
    """Edit ``text``, the content of ``tickets.yaml``, from the tickets ``before`` to those ``wanted``.

    New tickets are inserted by id if the register is sorted, else at its end.

    :raises EditError: if an entry is written in a way that can't be edited
    """
    changed = [name for name, each in wanted.items() if name in before and before[name] != each]
    new = [each for name, each in wanted.items() if name not in before]
    if not changed and not new:
        return text
    text = text or HEAD
    if not text.endswith("\n"):
        text += newline_of(text)
    register = _Tickets(text, "ticket", apart=False)
    edits = [edit for name in changed for edit in register.update(before[name], wanted[name])]
    edits.extend(register.insert({each.id: list(_entry(each)) for each in new}))
    return applied(text, edits)


class _Tickets(RegisterEditor):
    def update(self, old: Ticket, new: Ticket) -> Iterator[Edit]:
        """Yield the edits that turn the entry of ``old`` into that of ``new``."""
        key, entry = self._nodes_of(new.id)
        differing = {field: value for field, _, value in changes(old, new)}
        if isinstance(entry, yaml.ScalarNode):
            yield from self._expanded(key, entry, old, differing)
            return
        if not isinstance(entry, yaml.MappingNode) or not entry.value:
            raise EditError(f"'{new.id}' has an entry that can't be edited; write its title as text")
        fields = by_name(entry.value)
        flow = bool(entry.flow_style)
        for field in _FIELDS:
            if field not in differing:
                continue
            value = _value(differing[field], flow=flow)
            if field in fields:
                yield self.replaced(fields[field], value)
            else:
                there = [each for each in _FIELDS if each in fields]
                above = [each for each in there if _FIELDS.index(each) < _FIELDS.index(field)]
                last = fields[above[-1]] if above else entry.value[-1][1]
                yield self.added(entry, last, f"{field}: {value}")

    def _nodes_of(self, name: str) -> tuple[yaml.Node, yaml.Node]:
        found = self._by_id.get(name)
        if found is None:
            raise EditError(f"'{name}' has no entry of its own; edit it by hand")
        return found

    def _expanded(
        self, key: yaml.Node, title: yaml.ScalarNode, old: Ticket, differing: Mapping[str, str]
    ) -> Iterator[Edit]:
        """Yield the edits that turn a title alone into a mapping; what follows it on its line stays."""
        start, end = title.start_mark.index, self.end(title)
        fields = [f"  {name}: {_value(differing[name])}" for name in _FIELDS if name in differing]
        if set(differing) == {"title"}:
            yield self.replaced(title, _value(differing["title"]))
            return
        if title.start_mark.line != title.end_mark.line:
            fields = [field for field in fields if not field.startswith("  title:")]
            lines = [f"  title: {_value(differing.get('title', old.title))}", *fields]
            yield Edit(key.end_mark.index, end, f":{self.newline}" + self.newline.join(lines))
            return
        if old.title or "title" in differing:
            fields = [field for field in fields if not field.startswith("  title:")]
            text = _value(differing["title"]) if "title" in differing else self.text[start:end]
            yield Edit(key.end_mark.index, end, f":{self.newline}  title: {text}")
        yield self.below(end, self.newline.join(fields))

    @cached_property
    def _by_id(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        # Of equal keys the first counts, as for the reader.
        return {" ".join(str(key.value).split()): (key, value) for key, value in reversed(self.nodes)}


def _value(text: str, *, flow: bool = False) -> str:
    """Return ``text`` as a value; an empty one in quotation marks."""
    return scalar(text, flow=flow) if text else '""'


def _entry(ticket: Ticket) -> Iterator[str]:
    """Yield the lines of a new entry."""
    fields = {name: value for name, _, value in changes(Ticket(ticket.id), ticket)}
    key = scalar(ticket.id, flow=False)
    if set(fields) <= {"title"}:
        yield f"{key}: {_value(ticket.title)}" if ticket.title else f"{key}:"
        return
    yield f"{key}:"
    yield from (f"  {name}: {_value(fields[name])}" for name in _FIELDS if name in fields)
