"""The health map: areas by months, each cell with a sign for the report and a count of late milestones."""

from __future__ import annotations

from functools import partial

from ..core.language import Translated, counted, gettext, gettext_noop
from ..core.periods import end_of, period_name
from ..domain import page_names
from ..domain.links import Links, place
from ..domain.parts import Content, Part
from ..progress import coverage
from ..progress.coverage import Coverage, CoverageLine
from .elements import Cell, inline, paragraph, table
from .verdict import LATE_LIST

#: The sign for an area's report in a month.
SIGNS = {
    coverage.REPORTED: "\N{BLACK CIRCLE}",
    coverage.SILENT: "\N{WHITE CIRCLE}",
    coverage.MISSING: "\N{MULTIPLICATION X}",
    coverage.NOT_EXPECTED: "\N{EN DASH}",
    coverage.NOT_IN_USE: "\N{MIDDLE DOT}",
}

#: What each sign means.
MEANINGS = Translated(
    {
        coverage.REPORTED: gettext_noop("reported"),
        coverage.SILENT: gettext_noop("no activity"),
        coverage.MISSING: gettext_noop("missing"),
        coverage.NOT_EXPECTED: gettext_noop("no source found"),
        coverage.NOT_IN_USE: gettext_noop("not in use"),
    }
)

#: The number of newest months shown on a phone.
_ON_A_PHONE = 6


def health_map(found: Coverage, links: Links) -> list[Part]:
    """Return the map of the areas ``found`` as a table, with a legend."""
    months, lines = found.months, found.lines
    older = len(months) - _ON_A_PHONE
    columns = [
        ("area", gettext("Area")),
        *(("older" if at < older else "cell", month) for at, month in enumerate(months)),
    ]
    rows: list[list[Cell]] = [
        [_name(line, links), *map(partial(_cell, line), line.cells, months)] for line in lines
    ]
    title = gettext("Areas by month, as of {date}").format(date=end_of(months[-1]))
    there = {cell.state for line in lines if line.element for cell in line.cells}
    said = [f"{sign} {MEANINGS[state]}" for state, sign in SIGNS.items() if state in there]
    meaning = gettext(
        "{signs}. A number counts the milestones of the area that are late at the month’s end."
    ).format(signs=", ".join(said))
    return [
        table(columns, rows, ["report-health"], title),
        paragraph(meaning, classes=["report-asof", "report-health-legend"]),
    ]


def _name(line: CoverageLine, links: Links) -> list[Content]:
    if not line.element:
        return [gettext("Other")]
    title = inline(f" {line.title}", classes=["report-health-title"])
    return [links.element_id(line.element), title]


def _cell(line: CoverageLine, cell: coverage.CoverageCell, month: str) -> Part:
    sign = SIGNS[cell.state] if line.element else ""
    said = MEANINGS[cell.state] if line.element else gettext("no area")
    late = (
        counted("{count} milestone late", "{count} milestones late", cell.late)
        if cell.late
        else gettext("none late")
    )
    link = place(
        cell.docname or page_names.month(month),
        cell.anchor if cell.docname else LATE_LIST if cell.late else "",
        # Sphinx keeps only the first child of a link.
        inline(
            inline(f"{sign} {cell.late}".strip() if cell.late else sign, classes=["report-health-sign"]),
            inline(f" {said}, {late}", classes=["visually-hidden"]),
        ),
        hover=f"{period_name(month)}: {said}, {late}",
    )
    look = "late" if cell.late else cell.state
    return inline(link, classes=["report-health-cell", f"report-health-{look}"])
