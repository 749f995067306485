"""``data/milestones.csv``: the register with its current state, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ...content.known import MILESTONE
from ...core.dates import Span
from ...export.record_builder import View
from ...milestones.milestone_status import milestone_status

#: Characters that begin a formula in a spreadsheet, including their full-width forms.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

COLUMNS = (
    "id title wbs wbs_title area level first_due due forecast expected status stated late late_unit slip "
    "slip_unit delays finished_by_schedule after aka page"
).split()

Cell = str | int


def register_csv(view: View) -> str:
    """Return the text of the file: RFC 4180, with the mark by which spreadsheets recognise UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_harmless, _rows(view)))
    return f"\ufeff{file.getvalue()}"


def _harmless(row: Iterable[Cell]) -> list[Cell]:
    """Return the row without formulas in its texts. Numbers are our own, and may be negative."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row]


def _rows(view: View) -> Iterator[list[Cell]]:
    catalogue = view.catalogue
    for name, milestone in catalogue.known.registers.milestones.items():
        now = milestone_status(catalogue, name, view.month) if view.month else None
        yield [
            name,
            milestone.title,
            milestone.wbs,
            catalogue.element_title(milestone.wbs, None),
            now.area if now else "",
            milestone.level,
            str(milestone.due or ""),
            str((now.due if now else milestone.due) or ""),
            str((now and now.forecast) or ""),
            str((now and now.expected) or ""),
            now.status.capitalize() if now else "",
            now.stated if now else "",
            *_span(now.late if now else None),
            *_span(now.slip if now else None),
            now.delays if now else "",
            str(milestone.finished or ""),
            ", ".join(milestone.after),
            ", ".join(milestone.aka),
            f"{view.site}{view.page(MILESTONE, name)}",
        ]


def _span(span: Span | None) -> tuple[Cell, str]:
    return (span.count, span.unit) if span else ("", "")
