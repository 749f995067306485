"""Small pieces of pages: tables, lists, badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from docutils import nodes

from . import words
from .nodes import report_head, report_row, report_table

Cell = Sequence[nodes.Node]

#: The widths of columns in characters, where a builder knows no better: plain text.
WIDTH = 18
WIDTHS = {
    "title": 60, "note": 60, "plan": 50, "outcome": 50, "area": 50, "before": 40, "after": 40, "number": 10,
    "file": 30, "holds": 50,
}  # fmt: skip


def badge(status: str) -> nodes.inline:
    """A status in words and colour."""
    return nodes.inline("", words.STATUS[status], classes=["report-status", f"report-status-{status}"])


def paragraph(*content: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of texts and inline nodes."""
    return nodes.paragraph("", "", *inline(content), classes=list(classes))


def inline(content: Iterable[nodes.Node | str]) -> list[nodes.Node]:
    """Texts and nodes as nodes."""
    return [nodes.Text(each) if isinstance(each, str) else each for each in content]


def joined(items: Iterable[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """Inline nodes with a text between them."""
    result: list[nodes.Node] = []
    for item in items:
        if result:
            result.append(nodes.Text(separator))
        result.append(item)
    return result


def bullets(items: Iterable[Sequence[nodes.Node]], classes: Sequence[str] = ()) -> nodes.bullet_list:
    """A list; each item is a sequence of block nodes."""
    entries = [nodes.list_item("", *item) for item in items]
    return nodes.bullet_list("", *entries, classes=list(classes), bullet="-")


def facts(pairs: Iterable[tuple[str, Cell]]) -> nodes.field_list:
    """Names and values: each value is a sequence of block nodes."""
    fields = [
        nodes.field("", nodes.field_name("", name), nodes.field_body("", *body)) for name, body in pairs
    ]
    return nodes.field_list("", *fields, classes=["report-facts"])


def table(
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Cell]],
    classes: Sequence[str] = (),
    caption: Sequence[nodes.Node] = (),
    data: Sequence[Mapping[str, str]] = (),
) -> nodes.table:
    """A table with a head; ``columns`` are (name, heading), the name being a class of each cell.

    ``data`` has names and values for each row, by which a script can filter the table.
    """
    result = report_table("", classes=["report-table", "colwidths-auto", *classes])
    if caption:
        result += nodes.title("", "", *caption)
    group = nodes.tgroup("", cols=len(columns))
    result += group
    group += [nodes.colspec("", colwidth=WIDTHS.get(name, WIDTH)) for name, _ in columns]
    group += nodes.thead(
        "",
        nodes.row(
            "", *(_entry(name, [nodes.paragraph("", heading)], report_head) for name, heading in columns)
        ),
    )
    body = nodes.tbody("")
    for cells, known in zip_longest(rows, data):
        entries = [_entry(name, cell) for (name, _), cell in zip(columns, cells, strict=True)]
        body += report_row("", *entries, data=dict(known)) if known else nodes.row("", *entries)
    group += body
    return result


def _entry(name: str, content: Cell, kind: type[nodes.entry] = nodes.entry) -> nodes.entry:
    return kind("", *content, classes=[f"report-col-{name}"])
