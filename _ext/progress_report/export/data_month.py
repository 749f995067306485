"""The records of a month as data: which keys, in which order. What a key is called here, it is called for
good: others read it (see ``data.VERSION``)."""

from __future__ import annotations

from ..content.area import AreaFile, Heading, Section
from ..content.month import Correction, Month, Page, PageHeading
from ..content.prose import Mention
from ..content.statements import STATUSES, Statement
from ..core.forms import NUMBER, TEXT, many
from ..progress.figures import MonthCounts, month_counts
from ..progress.search_sections import Place, page_places
from ..syntax.markdown_text import Directive
from .data_forms import DATE, Field, View, record

PAGE_OF = "Its page, relative to the root of the site."

record(Mention, "An id in a text.", "kind id anchor line text")

record(
    Directive,
    "A table or chart that the site makes at this place of a text.",
    "name argument options line",
)

record(
    Statement,
    "What a month says of one milestone, or of a group.",
    "month status ids title due forecast date wbs note note_line path line mentions",
)

record(
    Section,
    "What an area says of one kind about one element.",
    "kind name element own filled silent items anchor line mentions",
)

record(Heading, "A heading of an area's file.", "role level text element anchor line")


def _area_title(view: View, area: AreaFile) -> str:
    return view.catalogue.element_title(area.element, area.month)


record(
    AreaFile,
    "What one area says in a month.",
    "month element title page headline sections headings path shows",
    Field("title", TEXT, "Its title in that month.", _area_title),
    Field("page", TEXT, PAGE_OF, lambda view, area: view.file(area.docname)),
)

PLACE = record(Place, "A section of the month's page.", "title anchor items")

record(Correction, "What was put right after publication.", "date text")

record(PageHeading, "A heading of the month's page.", "text anchor line")

PAGE = record(
    Page,
    "The month's own page.",
    "title kind published sources corrections lead headings path mentions shows",
    draft=False,  # what is told here is published
)


def _counts(view: View, month: Month) -> MonthCounts | None:
    return month_counts(view.catalogue, month.name)


def _status_count(status: str) -> Field:
    return Field(status, NUMBER, f"Milestones stated {status}.", lambda _, c: dict(c.statuses)[status])


COUNTS = record(
    MonthCounts,
    "The figures of a month.",
    f"{' '.join(STATUSES)} areas expected tickets documents",
    *map(_status_count, STATUSES),
)

MONTH_RECORD = record(
    Month,
    "A published month.",
    "month as_of page counts report texts statements areas",
    Field("as_of", DATE, "Its last day: all figures are as of then.", lambda _, month: month.end),
    Field("page", TEXT, PAGE_OF, lambda view, month: view.file(month.docname)),
    Field("counts", COUNTS.form, COUNTS.says, _counts),
    Field("texts", many(PLACE.form), "What the month's page says, by section.",
          lambda _, month: page_places(month)),
)  # fmt: skip
