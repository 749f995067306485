"""The source text of one section, to show it again elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.area import ELEMENT_ROLE, KIND_ROLE, TITLE_ROLE
from ..content.catalogue import Catalogue
from ..syntax.markdown_text import split_front_matter

_LINK_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:\s*\S")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")


@dataclass(frozen=True, slots=True)
class SectionText:
    """Markdown that begins on ``line`` of the file ``path``, without the heading.

    The definitions of links and of the footnotes that it cites, which may be anywhere in the file, are
    appended.
    """

    text: str
    path: str
    line: int


def section_text(catalogue: Catalogue, month: str, area: str, anchor: str) -> SectionText | None:
    """Return the text of the section with ``anchor`` in the file of ``area`` for ``month``; None if there is
    none."""
    file = catalogue.area_file(month, area)
    section = next((each for each in file.sections if each.anchor == anchor), None) if file else None
    if file is None or section is None or file.path not in catalogue.sources:
        return None
    lines = split_front_matter(catalogue.sources[file.path])[1].split("\n")
    ends = [
        each.line
        for each in file.headings
        if each.role in (KIND_ROLE, ELEMENT_ROLE) and each.line > section.line
    ]
    end = min(ends, default=len(lines) + 1)
    # Text without a heading of a kind above it begins below the title.
    titles = (each.line for each in file.headings if each.role == TITLE_ROLE)
    head = section.line if section.name else max(titles, default=0)
    start = head + 1
    # A heading may be underlined instead of marked; then its second line is not text.
    heading, below = lines[head - 1] if head else "#", "".join(lines[start - 1 : start]).strip()
    if below and not below.strip("=-") and not heading.lstrip().startswith("#"):
        start += 1
    text = "\n".join(lines[start - 1 : end - 1]).rstrip()
    elsewhere = lines[: start - 1] + lines[end - 1 :]
    defined = [*filter(_LINK_DEFINITION.match, elsewhere), *_footnotes(elsewhere, text)]
    return SectionText("\n\n".join([text, *defined]), file.path, start)


def _footnotes(lines: list[str], text: str) -> Iterator[str]:
    """Yield the footnotes among some lines that a text cites."""
    footnote: list[str] = []
    for line in lines:
        begins = _FOOTNOTE.match(line)
        goes_on = footnote and (not line.strip() or line[:1].isspace() or footnote[-1].strip())
        if footnote and (begins or not goes_on):
            yield "\n".join(footnote).rstrip()
            footnote = []
        if begins:
            footnote = [line] if f"[^{begins[1]}]" in text else []
        elif footnote:
            footnote.append(line)
    if footnote:
        yield "\n".join(footnote).rstrip()
