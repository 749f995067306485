"""The records of the data files: which keys, in which order.

The names of keys never change, since other programs read them (see ``data.VERSION``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..content.area import AreaFile, Heading, Section
from ..content.catalogue import CITED, CITED_TICKETS, MILESTONES, REGISTERS, TEXTS, Catalogue
from ..content.citations import Citation
from ..content.external_addresses import address_of
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, TICKET
from ..content.mentions import Mention
from ..content.month import Correction, Month, Page, PageHeading
from ..content.registers import Baseline, Document, Element, Milestone, Renaming, Ticket
from ..content.statements import Statement
from ..content.yaml_keys import STATUSES
from ..core import identifiers
from ..core.data_annotations import DATE, FLAG, MONTH, NUMBER, TEXT, many, maybe, word
from ..core.dates import Span
from ..core.periods import end_of
from ..milestones.ledger import Entry, ledger
from ..milestones.milestone_status import MilestoneStatus, milestone_status
from ..progress.figures import MonthCounts, month_counts
from ..progress.search_sections import Place, page_places
from ..syntax.markdown_text import Directive
from .record_builder import DataRecord, Field, record

PAGE_OF = "Its page, relative to the root of the site."

# --- a month --------------------------------------------------------------------------------------

record(Mention, "An id in a text.", "kind id anchor line text")

record(
    Directive,
    "A table or chart that the site shows at this place.",
    "name argument options line",
)

record(
    Statement,
    "A statement of a month about a milestone or a group.",
    "month status ids title due forecast date wbs note note_line path line mentions",
)

record(
    Section,
    "The text of one kind about one element.",
    "kind name element own filled silent items anchor line mentions",
)

record(Heading, "A heading of an area's file.", "role level text element anchor line")

record(
    AreaFile,
    "The report of one area for a month.",
    "month element aka title page headline sections headings path shows",
    Field("title", TEXT, "Its title in that month.",
          lambda view, area: view.catalogue.element_title(area.element, area.month)),
    Field("page", TEXT, PAGE_OF, lambda view, area: view.file(area.docname)),
)  # fmt: skip

PLACE = record(Place, "A section of the month's page.", "title anchor items")

record(Correction, "A correction after publication.", "date text")

record(PageHeading, "A heading of the month's page.", "text anchor line")

record(
    Page,
    "The month's own page.",
    "title kind published sources corrections lead headings path mentions shows",
)


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
    Field("as_of", DATE, "Its last day, the date of all figures.", lambda _, month: month.end),
    Field("page", TEXT, PAGE_OF, lambda view, month: view.file(month.docname)),
    Field("counts", COUNTS.form, COUNTS.says, lambda view, month: month_counts(view.catalogue, month.name)),
    Field("texts", many(PLACE.form), "The texts of the month's page, by section.",
          lambda _, month: page_places(month)),
)  # fmt: skip

# --- the registers --------------------------------------------------------------------------------


def _page_of(kind: str) -> Field:
    return Field("page", TEXT, PAGE_OF, lambda view, value: view.page(kind, value.id))


record(Renaming, "A later title: same number, new meaning.", "from title")

ELEMENT_RECORD = record(
    Element,
    "A WBS element.",
    "id aka parent title current_title renamed area institution lead since until page line",
    Field("parent", TEXT, "The parent; empty for a root.",
          lambda _, element: identifiers.parent(element.id) or ""),
    Field("current_title", TEXT, "Its title in the newest month.",
          lambda view, element: element.title_in(view.month)),
    _page_of(ELEMENT),
)  # fmt: skip

record(Baseline, "A later baseline of the schedule.", "from due")

record(
    Span,
    "A difference between two dates: in days if both have a day, else in whole months.",
    "count unit",
)

STANDING = record(
    MilestoneStatus,
    "The status of a milestone at the end of the newest published month.",
    "status stated due forecast expected late slip delays area",
)

ENTRY = record(
    Entry,
    "A statement of one month, in short; the month has the full statement.",
    "month status due forecast date",
    Field("month", MONTH, "The month.", lambda _, each: each.statement.month),
    Field("status", word(*STATUSES), "The stated status.", lambda _, each: each.statement.status),
    Field("due", DATE, "The due date then in force.", lambda _, each: each.due),
    Field("forecast", DATE, "The expected date.", lambda _, each: each.statement.forecast),
    Field("date", DATE, "The date of the achievement.", lambda _, each: each.statement.date),
)

MILESTONE_RECORD = record(
    Milestone,
    "A milestone of the register.",
    "id title wbs level due baselines finished after aka description now history page line description_line",
    Field("now", maybe(STANDING.form), STANDING.says,
          lambda view, each: milestone_status(view.catalogue, each.id, view.month) if view.month else None),
    Field("history", many(ENTRY.form), "The statements about it, oldest first.",
          lambda view, each: ledger(view.catalogue, each.id).entries),
    _page_of(MILESTONE),
)  # fmt: skip

# --- what is cited --------------------------------------------------------------------------------

CITATION = record(
    Citation,
    "One place that cites it.",
    "month page anchor kind element text",
    Field("page", TEXT, PAGE_OF, lambda view, each: view.file(each.docname)),
)


def _citations(kind: str) -> Field:
    return Field(
        "citations",
        many(CITATION.form),
        "Every place that cites it, newest month first.",
        lambda view, each: view.catalogue.citations(kind, each.id),
    )


def _address(kind: str) -> Field:
    says = "Its address outside the site."
    return Field("address", TEXT, says, lambda view, each: address_of(kind, each.id, view.catalogue.known))


TICKET_RECORD = record(
    Ticket,
    "A ticket that a published month cites.",
    "id address page citations title registered status resolved element epic as_of line",
    Field("registered", FLAG, "Whether it is in the register.",
          lambda view, each: view.catalogue.ticket(each.id) is not None),
    _address(TICKET),
    _page_of(TICKET),
    _citations(TICKET),
)  # fmt: skip

DOCUMENT_RECORD = record(
    Document,
    "A document that is registered or that a published month cites.",
    "id title registered url address page citations line",
    Field("registered", FLAG, "Whether it is in the register.",
          lambda view, each: view.catalogue.document(each.id) is not None),
    _address(DOCUMENT),
    _page_of(DOCUMENT),
    _citations(DOCUMENT),
)  # fmt: skip

#: Returns the content of a file.
Things = Callable[[Catalogue], Iterable[object]]

#: The name of each data file, the record of its content, what it depends on, and the content itself, in the
#: order of the site.
FILES: tuple[tuple[str, DataRecord, str, Things], ...] = (
    ("months", MONTH_RECORD, TEXTS, lambda catalogue: map(catalogue.month, catalogue.published())),
    ("wbs", ELEMENT_RECORD, REGISTERS, lambda catalogue: catalogue.known.registers.elements.values()),
    (
        "milestones",
        MILESTONE_RECORD,
        MILESTONES,
        lambda catalogue: catalogue.known.registers.milestones.values(),
    ),
    (
        "tickets",
        TICKET_RECORD,
        CITED_TICKETS,
        lambda catalogue: (catalogue.ticket(name) or Ticket(name) for name in catalogue.cited(TICKET)),
    ),
    (
        "documents",
        DOCUMENT_RECORD,
        CITED,
        lambda catalogue: (catalogue.document(name) or Document(name, "") for name in catalogue.documents()),
    ),
)

#: The date of all figures.
ASOF = Field(
    "as_of",
    DATE,
    "The last day of the newest published month, the date of all figures; null if there is none.",
    lambda view, _: end_of(view.month) if view.month else None,
)
