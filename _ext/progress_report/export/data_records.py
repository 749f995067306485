"""The records of the data files: which keys, in which order; those of a month are in ``data_month``. What
a key is called here, it is called for good: others read it (see ``data.VERSION``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..content.citations import Citation
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, TICKET
from ..content.known import MONTH as MONTH_KIND
from ..content.link_classes import address_of
from ..content.registers import Baseline, Document, Element, Milestone, Renaming
from ..content.statements import STATUSES
from ..core import identifiers
from ..core.dates import Date, Span
from ..core.forms import FLAG, MONTH, TEXT, many, maybe, word
from ..milestones import ledger
from ..milestones.milestone_status import Standing, standing
from .data_forms import DATE, Field, Record, View, record
from .data_month import MONTH_RECORD, PAGE_OF


def _page_of(kind: str) -> Field:
    return Field("page", TEXT, PAGE_OF, lambda view, value: view.page(kind, value.id))


record(Renaming, "A later title: same number, new meaning.", "from title")


def _parent(_: View, element: Element) -> str:
    return identifiers.parent(element.id) or ""


def _current_title(view: View, element: Element) -> str:
    return element.title_in(view.month)


ELEMENT_RECORD = record(
    Element,
    "A WBS element.",
    "id parent title current_title renamed area institution lead since until page line",
    Field("parent", TEXT, "The one above; empty for a root.", _parent),
    Field("current_title", TEXT, "Its title in the newest month.", _current_title),
    _page_of(ELEMENT),
)

record(Baseline, "A later baseline of the schedule.", "from due")

record(
    Span,
    "A difference between two dates: in days where both have days, else in whole months.",
    "count unit",
)

STANDING = record(
    Standing,
    "Where a milestone stands at the end of the newest published month.",
    "status stated due forecast expected late slip delays area",
)

ENTRY = record(
    ledger.Entry,
    "What one month said of a milestone, in short; in full it stands in the month.",
    "month status due forecast date",
    Field("month", MONTH, "The month.", lambda _, each: each.statement.month),
    Field("status", word(*STATUSES), "What was said.", lambda _, each: each.statement.status),
    Field("due", DATE, "The due date then in force.", lambda _, each: each.due),
    Field("forecast", DATE, "When it was expected.", lambda _, each: each.statement.forecast),
    Field("date", DATE, "When it was achieved.", lambda _, each: each.statement.date),
)


def _standing(view: View, milestone: Milestone) -> Standing | None:
    return standing(view.catalogue, milestone.id, view.month) if view.month else None


def _history(view: View, milestone: Milestone) -> tuple[ledger.Entry, ...]:
    return ledger.ledger(view.catalogue, milestone.id).entries


MILESTONE_RECORD = record(
    Milestone,
    "A milestone of the register.",
    "id title wbs level due baselines finished after aka description now history page line description_line",
    Field("now", maybe(STANDING.form), STANDING.says, _standing),
    Field("history", many(ENTRY.form), "What the months said of it, oldest first.", _history),
    _page_of(MILESTONE),
)

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
    says = "Where it is found, outside the site."
    return Field("address", TEXT, says, lambda view, each: address_of(kind, each.id, view.catalogue.known))


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket: it is known by being cited alone."""

    id: Annotated[str, "The ticket."]


TICKET_RECORD = record(
    Ticket,
    "A ticket that a published month cites.",
    "id address page citations",
    _address(TICKET),
    _page_of(TICKET),
    _citations(TICKET),
)


def _registered(view: View, document: Document) -> bool:
    return view.catalogue.document(document.id) is not None


DOCUMENT_RECORD = record(
    Document,
    "A document that is registered or that a published month cites.",
    "id title registered url address page citations line",
    Field("registered", FLAG, "Whether the register holds it.", _registered),
    _address(DOCUMENT),
    _page_of(DOCUMENT),
    _citations(DOCUMENT),
)

#: The name of each data file, the kind of what it holds and its record.
FILES: tuple[tuple[str, str, Record], ...] = (
    ("months", MONTH_KIND, MONTH_RECORD),
    ("wbs", ELEMENT, ELEMENT_RECORD),
    ("milestones", MILESTONE, MILESTONE_RECORD),
    ("tickets", TICKET, TICKET_RECORD),
    ("documents", DOCUMENT, DOCUMENT_RECORD),
)

#: The day that all figures are as of.
ASOF = Field(
    "as_of",
    DATE,
    "The last day of the newest published month, which all figures are as of; null without one.",
    lambda view, _: Date.end_of(view.month) if view.month else None,
)
