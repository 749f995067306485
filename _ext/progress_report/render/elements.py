"""Small parts of pages: tables, lists, badges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from string import Formatter

from docutils import nodes

from ..core.language import gettext, number
from ..domain.links import place
from ..domain.parts import Content, Part
from . import words
from .nodes import disclosure, report_head, report_row, report_table, site_file

#: The content of a cell, an item of a list or a value: inline content of one paragraph, or blocks.
Cell = Content | Sequence[Content]

#: The widths of columns in characters, for builders that can't compute them: plain text.
WIDTH = 18
WIDTHS = {
    "title": 60, "note": 60, "plan": 50, "outcome": 50, "area": 50, "before": 40, "after": 40, "number": 10,
    "file": 30, "holds": 50, "fates": 50,
}  # fmt: skip


def badge(status: str) -> Part:
    """Return a status in words and colour."""
    return inline(words.STATUS[status], classes=["report-status", f"report-status-{status}"])


def kind_badge(summary: bool) -> Part:
    """Return the kind of a month: full report or ``summary``."""
    look = "summary" if summary else "report"
    return inline(words.kind_of_month(summary), classes=["report-badge", f"report-badge-{look}"])


def paragraph(*content: Content, classes: Sequence[str] = ()) -> Part:
    """Return a paragraph of texts and inline parts."""
    return Part(nodes.paragraph, *content, classes=list(classes))


def sentence(text: str, /, **parts: Content | Sequence[Content]) -> list[Content]:
    """Return the inline content of ``text`` with ``parts`` in place of ``{name}``, wherever a language has
    them."""
    result: list[Content] = []
    for said, name, _, _ in Formatter().parse(text):
        part = parts[name] if name is not None else ()
        for each in (said, *((part,) if isinstance(part, str | Part | nodes.Node) else part)):
            if isinstance(each, str) and result and isinstance(result[-1], str):
                result[-1] += each
            elif each != "":
                result.append(each)
    return result


def nothing(said: str) -> list[Part]:
    """Return a sentence where there is nothing to show."""
    return [paragraph(said, classes=["report-none"])]


def inline(*content: Content, classes: Sequence[str] = (), data: Mapping[str, str] | None = None) -> Part:
    """Return inline content with ``classes``, and ``data`` by name for scripts."""
    return Part(nodes.inline, *content, classes=list(classes), data=data)


def strong(*content: Content) -> Part:
    """Return inline content in bold."""
    return Part(nodes.strong, *content)


def counted_link(count: int, docname: str, anchor: str) -> Content:
    """Return a ``count`` that links to the list of what it counts, at an ``anchor`` of the page ``docname``;
    zero has no link."""
    return place(docname, anchor, number(count)) if count else number(count)


def rubric(*content: Content, classes: Sequence[str] = ()) -> Part:
    """Return a heading that is in no table of contents."""
    return Part(nodes.rubric, *content, classes=list(classes))


def container(
    *content: Content, classes: Sequence[str] = (), anchor: str = "", data: Mapping[str, str] | None = None
) -> Part:
    """Return blocks that belong together, with ``classes``, an ``anchor``, and ``data`` by name for
    scripts."""
    return Part(nodes.container, *content, classes=list(classes), ids=[anchor] if anchor else [], data=data)


def folded(summary: str, *content: Content) -> Part:
    """Return blocks that unfold below a ``summary``."""
    return Part(disclosure, *content, summary=summary)


def search_for(words: str) -> Part:
    """Return a link to all that the search of the site finds for ``words``."""
    # Without the words: an id in the text would become a link in the link.
    return Part(site_file, gettext("Search for them"), query=words)


def joined(items: Iterable[Content], separator: str = ", ") -> list[Content]:
    """Return inline ``items`` with the text ``separator`` between them."""
    result: list[Content] = []
    for item in items:
        if result:
            result.append(separator)
        result.append(item)
    return result


def bullets(items: Iterable[Cell], classes: Sequence[str] = ()) -> Part:
    """Return a list of ``items`` with ``classes``."""
    entries = (Part(nodes.list_item, *_blocks(item)) for item in items)
    return Part(nodes.bullet_list, *entries, classes=list(classes), bullet="-")


def facts(pairs: Iterable[tuple[str, Cell]], classes: Sequence[str] = ()) -> list[Part]:
    """Return a list of ``pairs`` of name and value with ``classes``.

    Pairs without a value are left out; without any other, nothing is returned.
    """
    fields = [
        Part(nodes.field, Part(nodes.field_name, name), Part(nodes.field_body, *_blocks(value)))
        for name, value in pairs
        if value
    ]
    return [Part(nodes.field_list, *fields, classes=["report-facts", *classes])] if fields else []


def strip(pairs: Iterable[tuple[str, Cell]]) -> list[Part]:
    """Return the names and values that head a page, side by side where there is room, as :func:`facts`."""
    return facts(pairs, ["report-strip"])


def neighbour_links(before: str | None, after: str | None, link: Callable[[str], Part]) -> list[Part]:
    """Return a line with a ``link`` to each of the objects ``before`` and ``after``; nothing if there are
    none."""
    both = ((gettext("Previous: {page}"), before), (gettext("Next: {page}"), after))
    links = [inline(*sentence(said, page=link(name))) for said, name in both if name]
    return [container(paragraph(*joined(links, " · ")), classes=["report-neighbours"])] if links else []


def table(
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Cell]],
    classes: Sequence[str] = (),
    caption: Content = "",
    data: Sequence[Mapping[str, str]] = (),
) -> Part:
    """Return a table with a head; ``columns`` are pairs of name, which is a class of each cell, and heading.

    Each of ``rows`` has a cell for each column; ``classes`` are those of the table. ``data`` has names and
    values for each row, by which a script can filter the table.
    """
    body = []
    for cells, known in zip_longest(rows, data):
        entries = [_entry(name, cell) for (name, _), cell in zip(columns, cells, strict=True)]
        body.append(Part(report_row, *entries, data=dict(known)) if known else Part(nodes.row, *entries))
    group = Part(
        nodes.tgroup,
        *(Part(nodes.colspec, colwidth=WIDTHS.get(name, WIDTH)) for name, _ in columns),
        Part(
            nodes.thead,
            Part(nodes.row, *(_entry(name, heading, report_head) for name, heading in columns)),
        ),
        Part(nodes.tbody, *body),
        cols=len(columns),
    )
    title = [Part(nodes.title, caption)] if caption else []
    return Part(report_table, *title, group, classes=["report-table", "colwidths-auto", *classes])


def _entry(name: str, content: Cell, kind: type[nodes.entry] = nodes.entry) -> Part:
    return Part(kind, *_blocks(content), classes=[f"report-col-{name}"])


def _blocks(content: Cell) -> Sequence[Content]:
    """Return the blocks of a cell: inline content becomes a paragraph."""
    members = [content] if isinstance(content, str | Part | nodes.Node) else content
    return [paragraph(*members)] if members and all(map(_is_inline, members)) else members


def _is_inline(each: Content) -> bool:
    return isinstance(each, str) or (isinstance(each, Part) and issubclass(each.kind, nodes.Inline))
