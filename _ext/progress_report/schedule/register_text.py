"""Edit the register of milestones as text (see :mod:`.syntax.register_editor`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..content.registers import Baseline, Milestone
from ..syntax.register_editor import Edit, EditError, RegisterEditor, applied, by_name, newline_of, scalar

#: The longest line for a list of ids; a longer list has a line for each.
MAX_LINE = 100


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
    register = _Milestones(text, "milestone")
    edits = [edit for name in changed for edit in register.update(before[name], wanted[name])]
    edits.extend(register.insert({each.id: list(_entry(each, register.newline)) for each in new}))
    return applied(text, edits)


class _Milestones(RegisterEditor):
    def update(self, old: Milestone, new: Milestone) -> Iterator[Edit]:
        """Yield the edits that turn the entry of ``old`` into that of ``new``."""
        entry = self.entries.get(new.id)
        if not isinstance(entry, yaml.MappingNode):
            raise EditError(f"'{new.id}' has no entry of its own; edit it by hand")
        fields = by_name(entry.value)
        for name, was, is_ in (("title", old.title, new.title), ("wbs", old.wbs, new.wbs)):
            if was != is_:
                yield self._set(entry, fields, name, scalar(is_, flow=bool(entry.flow_style)))
        # Baselines first: at the same place they come before the finish.
        if old.baselines != new.baselines:
            yield self._baselines(new, entry, fields, len(new.baselines) > len(old.baselines))
        if old.finished != new.finished:
            yield self._set(entry, fields, "finished", str(new.finished))
        if old.after != new.after:
            yield from self._predecessors(old, new, entry, fields)

    def _set(self, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node], field: str, text: str) -> Edit:
        """Return the edit that replaces a field, or adds it behind the dates."""
        if field in fields:
            return self.replaced(fields[field], text)
        return self.added(entry, self._last_date(fields), f"{field}: {text}")

    @staticmethod
    def _last_date(fields: Mapping[str, yaml.Node]) -> yaml.Node:
        return fields["baselines"] if _holds(fields.get("baselines")) else fields["due"]

    def _predecessors(
        self, old: Milestone, new: Milestone, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node]
    ) -> Iterator[Edit]:
        """Yield the edits of the list of predecessors.

        In a list with a line for each, the lines that stay are kept.
        """
        known = fields.get("after")
        if known is None:
            finished = fields.get("finished")
            after = finished if finished is not None and finished.value else self._last_date(fields)
            indent = " " * entry.start_mark.column
            text = _after(new.after, indent, self.newline) if not entry.flow_style else _after_flow(new.after)
            yield self.added(entry, after, text)
        elif isinstance(known, yaml.SequenceNode) and known.value and not known.flow_style:
            indent = " " * known.start_mark.column
            for item in known.value:
                if str(item.value).strip() not in new.after:
                    start = self.line_start(item.start_mark.index)
                    yield Edit(start, self.text.index("\n", self.end(item)) + 1, "")
            lines = [f"{indent}- {each}" for each in new.after if each not in old.after]
            if lines:
                yield self.below(self.end(known), self.newline.join(lines))
        else:
            yield self.replaced(known, f"[{', '.join(new.after)}]")

    def _baselines(
        self, new: Milestone, entry: yaml.MappingNode, fields: Mapping[str, yaml.Node], added: bool
    ) -> Edit:
        newest = new.baselines[-1]
        known = fields.get("baselines")
        if known is None:
            indent = " " * (entry.start_mark.column + 2)
            block = ("baselines:", f"{indent}- from: {newest.month}", f"{indent}  due: {newest.due}")
            text = f"baselines: [{_flow(newest)}]" if entry.flow_style else self.newline.join(block)
            return self.added(entry, fields["due"], text)
        if not isinstance(known, yaml.SequenceNode) or not known.value:
            return self.replaced(known, f"[{_flow(newest)}]")
        if not added:
            return self.replaced(_due_of(known, newest), str(newest.due))
        if known.flow_style:
            end = self.end(known.value[-1])
            return Edit(end, end, f", {_flow(newest)}")
        indent = " " * known.start_mark.column
        lines = (f"{indent}- from: {newest.month}", f"{indent}  due: {newest.due}")
        return self.below(self.end(known), self.newline.join(lines))


def _holds(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.SequenceNode) and bool(node.value)


def _due_of(known: yaml.SequenceNode, baseline: Baseline) -> yaml.Node:
    """Return the date of the baseline of the same month in a list."""
    found: list[yaml.Node] = []
    for item in known.value:
        fields = by_name(item.value)
        if "from" in fields and str(fields["from"].value).strip() == baseline.month:
            found.append(fields["due"])
    return found[-1]


def _flow(baseline: Baseline) -> str:
    return f"{{from: {baseline.month}, due: {baseline.due}}}"


def _entry(milestone: Milestone, newline: str) -> Iterator[str]:
    """Yield the lines of a new entry."""
    yield f"{milestone.id}:"
    yield f"  title: {scalar(milestone.title, flow=False)}"
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
