"""``data/milestones.csv``: the register with its current state, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from ...content.known import MILESTONE
from ...core.dates import Span
from ...export.record_builder import View
from ...milestones.milestone_status import milestone_status
from .csv_text import Cell, csv_text

COLUMNS = (
    "id title wbs wbs_title area level first_due due forecast expected status stated late late_unit slip "
    "slip_unit delays finished_by_schedule after aka page"
).split()


def register_csv(view: View) -> str:
    """Return the text of the file (see :func:`.csv_text`)."""
    return csv_text(COLUMNS, _rows(view))


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
