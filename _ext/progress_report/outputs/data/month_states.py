"""``data/states/….js``: what pages show as of the end of each month, for the choice of a month.

The files are scripts, read by ``static/as-of.js``, because a page opened from a folder can load nothing
else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from docutils import nodes
from sphinx import addnodes

from ...content.catalogue import MILESTONES, TEXTS
from ...content.due_and_state import FINISHED, LATE, STATES
from ...content.external_addresses import address_of
from ...content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ...content.yaml_keys import ACHIEVED, CANCELLED
from ...core.periods import end_of, period_name
from ...core.printable import embeddable
from ...directives.overview import NEWLY_LATE_COLUMNS
from ...directives.verdict_parts import newly_late, state_line, verdict_head
from ...domain import page_names
from ...domain.domain import query_address
from ...domain.links import PLACE
from ...domain.parts import Part
from ...domain.reading import Reader, function_of
from ...export.data import DataFile
from ...export.record_builder import View
from ...milestones.rows import Row, Selection, by_due, elements_above, register_rows, rows
from ...render import words
from ...render.elements import paragraph
from ...render.milestone_table import HEADINGS, unchanged_since
from .note_parts import note_parts

DIRECTORY = "states"

#: The states that the page folds below the others.
CLOSED = frozenset({FINISHED, ACHIEVED, CANCELLED})


def month_states(view: View) -> Iterator[DataFile]:
    """Yield a file for each published month, and ``months.js``, which lists them."""
    months = view.catalogue.published()
    for month in months:
        yield DataFile(f"{DIRECTORY}/{month}.js", MILESTONES, month, partial(_states, view, month))
    if months:
        yield DataFile(f"{DIRECTORY}/months.js", TEXTS, "", partial(_months, view))


def _months(view: View) -> bytes:
    months = view.catalogue.published()
    known = [[month, period_name(month), view.page(MONTH, month), str(end_of(month))] for month in months]
    states = {name: [words.STATUS[name], name in CLOSED, name in LATE] for name in STATES}
    data = {
        "months": known,
        "states": states,
        "headings": dict(HEADINGS),
        "columns": [name for name in NEWLY_LATE_COLUMNS if name != "note"],
        # The pages of what no link of a page leads to.
        **{kind: view.page(kind, "ID") for kind in (MILESTONE, ELEMENT)},
    }
    return _script("months", data)


def _script(name: str, data: object) -> bytes:
    text = embeddable(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    return f'ReportStates.take("{name}",{text});\n'.encode()


def _states(view: View, month: str) -> bytes:
    """Return the rows of the register, the verdict, the states, and what is newly late, as of the end of
    ``month``."""
    catalogue = view.catalogue
    reader = Reader("", month, lambda _, question: function_of(question[0])(catalogue, *question[1]))
    found = rows(catalogue, Selection(month, stated=False))
    order = {
        row.ids: number for number, row in enumerate(sorted(register_rows(catalogue, month), key=by_due))
    }
    said, late = newly_late(reader, month)
    data = {
        "rows": [[*_state(row), order[row.ids], list(elements_above(catalogue, row))] for row in found],
        "verdict": [
            line
            for head in verdict_head(reader, month, page_names.month(month), elsewhere=True)
            for line in _lines(view, head.children)
        ],
        "states": _lines(view, [state_line(reader, month, f"asof={month}&")]),
        "late": [said, [[*_state(row), _lines(view, _note(view, reader, row))] for row in late]],
    }
    return _script(month, data)


def _state(row: Row) -> list[object]:
    """Return what the script shows of a row, in its order."""
    statement = row.statement
    return [
        list(row.ids),
        row.title,
        row.element,
        row.area,
        row.level,
        row.status,
        words.date(row.due),
        words.date(row.forecast),
        words.late(row),
        words.delays(row),
        statement.month if statement else "",
        statement.anchor(row.ids[0]) if statement else "",
    ]


def _note(view: View, reader: Reader, row: Row) -> Iterator[Part]:
    """Yield the paragraphs of the note of a row, as the page has them."""
    if row.statement and row.statement.note:
        yield from note_parts(row.statement, reader.links, view.catalogue.known)
        if row.note_since:
            yield paragraph(*unchanged_since(reader.links.month(row.note_since)), classes=["report-asof"])


def _lines(view: View, paragraphs: Iterable[Part]) -> list[list[object]]:
    """Return each paragraph with its class, if it has one, and its pieces."""
    return [
        ["".join(each.get("classes")), list(_pieces(each, partial(_address, view)))] for each in paragraphs
    ]


def _address(view: View, link: Part) -> str:
    """Return the address of a link, from the root of the site or of the web."""
    if link.kind is nodes.reference:
        return str(link.get("refuri"))
    kind, target = link.get("reftype"), link.get("reftarget")
    if kind in (TICKET, DOCUMENT) and not link.get("entry"):
        return address_of(kind, target, view.catalogue.known)
    if kind != PLACE:
        return view.page(kind, target)
    docname, _, anchor = target.partition("#")
    page, query = view.file(docname), link.get("query")
    if query:
        return query_address(page, query, anchor)
    return f"{page}#{anchor}" if anchor else page


def _pieces(
    content: Part | str, address: Callable[[Part], str], to: str = "", *, bold: bool = False
) -> Iterator[str | list[object]]:
    """Yield the texts in ``content``; each that is a link, or ``bold``, with its address and whether it is
    bold."""
    if isinstance(content, str):
        yield [content, to, bold] if to or bold else content
        return
    if content.kind in (addnodes.pending_xref, nodes.reference):
        to = address(content)
    for child in content.children:
        yield from _pieces(child, address, to, bold=bold or content.kind is nodes.strong)
