"""Write the files of a draft month."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..content.month import INDEX_FILE
from ..content.registers import MILESTONES_FILE
from ..content.yaml_keys import STATUSES
from .headings import Headings
from .markdown_writer import heading, note, written
from .sort import Part, Section, Sorted
from .statement_rows import Said

#: Columns of a note in YAML.
NOTE_WIDTH = 100

_PLAIN = re.compile(r"[^\W\d_](?:[\w ()/.'-]*[\w)])?")
_WORDS_OF_YAML = frozenset("null true false yes no on off y n".split())


def month_files(found: Sorted, headings: Headings, title: str) -> dict[str, str]:
    """Return the text of each file of the month that ``title`` names, by the name of the file."""
    is_id = _is_id(headings)
    made = {INDEX_FILE: _page(found, title, is_id), MILESTONES_FILE: _statements(found.rows.said, is_id)}
    for area, sections in sorted(found.areas.items()):
        made[f"{area}.md"] = _area(area, sections, headings, is_id)
    return made


def proposed(found: Sorted, headings: Headings) -> dict[str, str]:
    """Return lines for the registers, by the name of the register: what the report names and they do not
    know."""
    made = {}
    if found.elements:
        made["wbs.yaml"] = "".join(
            f"{name}: {scalar(title)}\n" for name, title in sorted(found.elements.items())
        )
    if found.rows.proposed:
        made[MILESTONES_FILE] = "".join(
            _entry(name, said) for name, said in sorted(found.rows.proposed.items())
        )
    return made


def _entry(name: str, said: Said) -> str:
    due = str(said.due) if said.due else "# the report gives none"
    wbs = said.wbs or said.area or "# the report names none"
    return f"{name}:\n  title: {scalar(said.title)}\n  wbs: {wbs}\n  due: {due}\n"


def scalar(text: str) -> str:
    """Return ``text`` as a value of YAML in one line."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_id(headings: Headings) -> Callable[[str], bool]:
    vocabulary = headings.known.vocabulary
    return lambda text: vocabulary.identify(text) is not None


# --- the month's page -----------------------------------------------------------------------------


def _page(found: Sorted, title: str, is_id: Callable[[str], bool]) -> str:
    parts = ["---\nstatus: draft\n---\n# " + heading(title)]
    for part in found.parts:
        parts.extend(_part(part, found.rows.said, is_id))
    return "\n\n".join(parts) + "\n"


def _part(part: Part, said: Sequence[Said], is_id: Callable[[str], bool]) -> Iterator[str]:
    if part.heading:
        yield f"{'#' * part.level} {heading(part.heading)}"
    if part.blocks:
        yield written(part.blocks, is_id, part.level + 1)
    if part.status and any(each.status == part.status for each in said):
        yield f"```{{milestone-table}}\n:status: {part.status}\n```"


# --- areas ----------------------------------------------------------------------------------------


def _area(area: str, sections: Sequence[Section], headings: Headings, is_id: Callable[[str], bool]) -> str:
    parts = [f"# {_titled(area, headings)}"]
    for kind, of_kind in _by_kind(sections):
        if kind:
            parts.append(f"## {heading(kind)}")
        for section in sorted(of_kind, key=lambda each: bool(each.element)):
            if section.element:
                parts.append(f"### {_titled(section.element, headings)}")
            if section.blocks:
                parts.append(written(section.blocks, is_id, 4 if section.element else 3 if kind else 2))
    return "\n\n".join(parts) + "\n"


def _by_kind(sections: Iterable[Section]) -> Iterator[tuple[str, list[Section]]]:
    """Yield the kinds in the order in which they occur, text without a kind first, with their sections."""
    kinds: dict[str, list[Section]] = {"": []}
    for section in sections:
        kinds.setdefault(section.kind, []).append(section)
    yield from kinds.items()


def _titled(element: str, headings: Headings) -> str:
    return f"{element} {heading(headings.title(element))}".strip()


# --- statements -----------------------------------------------------------------------------------


def _statements(said: Sequence[Said], is_id: Callable[[str], bool]) -> str:
    lists = []
    for status in STATUSES:
        entries = [_statement(each, is_id) for each in said if each.status == status]
        if entries:
            lists.append(f"{status}:\n" + "".join(entries))
    return "\n".join(lists)


def _statement(said: Said, is_id: Callable[[str], bool]) -> str:
    fields: Mapping[str, str] = {
        "id": said.ids[0] if len(said.ids) == 1 else f"[{', '.join(said.ids)}]",
        "title": scalar(said.title) if said.title else "",
        "due": str(said.due or ""),
        "date": str(said.date or ""),
        "forecast": str(said.forecast or ""),
        "wbs": said.wbs,
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    if said.notes:
        text = note(said.notes, is_id, NOTE_WIDTH)
        lines += ["note: |", *(f"  {line}".rstrip() for line in text.split("\n"))]
    return "".join(f"{'  - ' if at == 0 else '    '}{line}".rstrip() + "\n" for at, line in enumerate(lines))
