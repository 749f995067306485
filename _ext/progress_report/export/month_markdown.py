"""A month as one self-contained text: Markdown as written, with the address of each id.

It serves archives and readers without the site. An id becomes a link in brackets, whose address follows at
the end: so the text reads as before, and every Markdown viewer shows links.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from ..content.area import ELEMENT_ROLE, TITLE_ROLE, AreaFile
from ..content.external_addresses import address_of
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, ROLES, TICKET
from ..content.mentions import role_ids
from ..content.month import Month
from ..content.statements import Statement
from ..content.yaml_keys import STATUSES
from ..core.identifiers import Found
from ..core.language import gettext
from ..milestones.status_words import STATUS
from ..syntax import markdown_text
from ..syntax.allowed_markup import OURS
from ..syntax.markdown_text import split_role
from .record_builder import View

#: Where no ids are searched: in code and in existing links, up to a reasonable length. Roles are handled
#: separately.
_KEPT = re.compile(
    rf"\{{(?:report:)?(?P<role>{'|'.join(ROLES)})\}}(?P<marks>`+)(?P<text>[^`]+)(?P=marks)"
    r"|(?<!`)(?P<code>`++).{1,500}?(?<!`)(?P=code)(?!`)"
    r"|!?\[(?:[^\[\]]|\[[^\[\]]*\]){0,500}\](?:\([^)]{0,500}\)|\[[^\]]{0,500}\])"
    r"|<(?:[A-Za-z][A-Za-z\d+.-]{1,31}:|[^<>\s@]{1,200}@)[^<>\s]*>|https?://\S+"
)
_CODE = re.compile(r"(?<!`)(`++).{1,500}?(?<!`)\1(?!`)")
#: The start of a tag, a comment or similar, also after a backslash.
_TAG = re.compile(r"\\?<(?=[A-Za-z/!?])")
_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,}|:{3,})\s*(?:\{(?:report:)?(?P<name>[\w-]+)\})?")
_MARKS = re.compile(r"#{1,6}(?=\s)")
_TITLE = re.compile(r"#\s")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|!]")


def month_markdown(view: View, month: Month) -> str:
    """Return the text of ``month``: its page, its statements about milestones, and its areas."""
    links = _Links(view)
    parts = [
        *_head(view, month),
        _body(links, month.page.path, {}),
        *_statements(links, month),
        *(_area(links, area) for area in month.areas),
    ]
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    return f"{text}\n\n{links.definitions()}"


def escaped(text: str) -> str:
    """Return Markdown that shows ``text`` as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


class _Links:
    """Makes links of ids, and collects their addresses."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: dict[str, str] = {}

    def to(self, kind: str, name: str, label: str, text: str = "") -> str:
        """Return a link to the id ``name`` of ``kind``: its ``label`` in brackets, or another ``text`` that
        leads there."""
        self.found[label] = self._address(kind, name)
        return f"[{text}][{label}]" if text else f"[{label}]"

    def page(self, path: str) -> str:
        """Return the full address of a page, or its path relative to this file if that of the site is not
        known."""
        return f"{self.view.site or '../'}{path}"

    def _address(self, kind: str, name: str) -> str:
        if kind in (TICKET, DOCUMENT):
            return address_of(kind, name, self.view.catalogue.known)
        return self.page(self.view.page(kind, name))

    def definitions(self) -> str:
        """Return the addresses of the labels, in the order of the text."""
        return "".join(f"[{label}]: {address}\n" for label, address in self.found.items())

    def text(self, text: str) -> str:
        """Return ``text`` with links for the ids in it."""
        text = _without_comments(text)
        result, end = [], 0
        for kept in _KEPT.finditer(text):
            result += [self._plain(text[end : kept.start()]), self._kept(kept)]
            end = kept.end()
        return "".join([*result, self._plain(text[end:])])

    def _kept(self, match: re.Match[str]) -> str:
        return self._role(match["role"], match["text"]) if match["role"] else match[0]

    def _role(self, kind: str, text: str) -> str:
        title, _ = split_role(text)
        catalogue = self.view.catalogue
        links = []
        for written in role_ids(kind, text):
            name = catalogue.resolve(kind, written)
            if name is None:
                links.append(written)
                continue
            shown = title or ""
            if not shown and kind == ELEMENT:
                shown = f"{name} {catalogue.element_title(name, None)}".strip()
            links.append(self.to(kind, name, name, escaped(shown) if shown and shown != name else ""))
        return ", ".join(links)

    def _plain(self, text: str) -> str:
        result, end = [], 0
        for found in self.view.catalogue.known.vocabulary.scan(text):
            if found.kind == "unknown" or found.escaped:
                continue
            result += [_without_tags(text[end : found.start]), self._token(found, text)]
            end = found.start + len(found.text)
        return "".join([*result, _without_tags(text[end:])])

    def _token(self, found: Found, text: str) -> str:
        link = self.to(found.kind, found.target, found.text)
        before, after = text[: found.start], text[found.start + len(found.text) :]
        if before.endswith("[") and after.startswith("]"):
            return found.text
        # Before these characters, brackets would be the text or the definition of another link.
        return f"{link}[]" if after[:1] in ("(", "[", ":") else link


def _without_tags(text: str) -> str:
    """Return ``text`` with HTML shown as it was typed, as on the page."""
    return _TAG.sub("&lt;", text)


def _without_comments(text: str) -> str:
    """Return ``text`` without HTML comments, which no page shows; code that looks like one stays."""
    code = deque(match.span() for match in _CODE.finditer(text)) if "<!--" in text else deque()
    result, at, end = [], 0, 0
    while (start := text.find("<!--", at)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        while code and code[0][1] <= start:
            code.popleft()
        if code and code[0][0] < start:
            at = code[0][1]
        else:
            result.append(text[end:start])
            at = end = close + 3
    return "".join([*result, text[end:]])


def _head(view: View, month: Month) -> Iterator[str]:
    page = month.page
    yield f"# {escaped(page.title)}"
    published = " " + gettext("Published {date}.").format(date=page.published) if page.published else ""
    asof = gettext("Figures as of {date}.").format(date=month.end)
    where = f"\n<{view.site}{view.file(month.docname)}>" if view.site else ""
    yield f"{escaped(view.project)}. {asof}{published}{where}"
    if page.summary:
        yield gettext("This report was compiled from other sources.")
        yield "\n".join(f"- <{source}>" for source in page.sources)
    corrected = gettext("Corrected on {date}: {text}")
    yield "\n".join(
        f"- {corrected.format(date=each.date, text=escaped(each.text))}" for each in page.corrections
    )


def _area(links: _Links, area: AreaFile) -> str:
    """Return an area's text; omitted titles are filled in, as on its page."""
    titles = {
        heading.line: heading.text for heading in area.headings if heading.role in (TITLE_ROLE, ELEMENT_ROLE)
    }
    body = _body(links, area.path, titles)
    if not area.headline:
        return body
    first, _, rest = body.strip("\n").partition("\n")
    return f"{first}\n\n> {links.text(escaped(area.headline))}\n{rest}"


def _body(links: _Links, path: str, titles: dict[int, str]) -> str:
    """Return the text of a file without its front matter and, for a month's page, without its title."""
    source = markdown_text.mark_controls(links.view.catalogue.sources.get(path, ""))
    _, body = markdown_text.split_front_matter(source)
    result: list[str] = []
    run: list[str] = []
    lines = body.split("\n")
    end = 0
    for number, line in enumerate(lines):
        if number < end:
            continue
        if fence := _FENCE.match(line):
            end = _fence_end(lines, number, fence["marks"])
            result += [links.text("\n".join(run)), *_fenced(lines[number:end], fence["name"])]
            run = []
        elif (title := titles.get(number + 1)) and (marks := _MARKS.match(line)):
            run.append(f"{marks[0]} {escaped(title)}")
        elif titles or not _TITLE.match(line):
            run.append(line)
    return "\n".join([*result, links.text("\n".join(run))])


def _fence_end(lines: list[str], begin: int, marks: str) -> int:
    """Return the line after the one that closes a fence."""
    for number in range(begin + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith(marks) and not line.strip(marks[0]):
            return number + 1
    return len(lines)


def _fenced(lines: list[str], name: str | None) -> list[str]:
    """Return code and the like as written, and a placeholder for what the site computes."""
    if name == "milestone-table":
        return [gettext("*See the statements about milestones below.*")]
    return [gettext("*See the page of the month.*")] if name in OURS else lines


def _statements(links: _Links, month: Month) -> Iterator[str]:
    if month.statements:
        yield gettext("## What the month says of milestones")
    for status in STATUSES:
        said = [each for each in month.statements if each.status == status]
        if said:
            yield f"### {STATUS[status]}"
            yield "\n".join(_statement(links, each) for each in said)


def _statement(links: _Links, statement: Statement) -> str:
    catalogue = links.view.catalogue
    names = ", ".join(
        links.to(MILESTONE, name, name) if catalogue.milestone(name) else escaped(name)
        for name in statement.ids
    )
    facts = [
        text.format(date=date)
        for text, date in (
            (gettext("due {date}"), statement.due or catalogue.due(statement.ids[0], statement.month)),
            (gettext("forecast {date}"), statement.forecast),
            (gettext("achieved {date}"), statement.date),
        )
        if date
    ]
    first = f"{names} {escaped(statement.title or catalogue.title_of(statement.ids))}"
    told = f"- {'; '.join([first, *facts])}"
    note = links.text(statement.note)
    return f"{told}\n\n{_indented(note)}\n" if note else told


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
