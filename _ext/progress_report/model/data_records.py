"""The records of the data files: every key with its meaning; those of a month are in ``data_month``. What
a key is called here, it is called for good: others read it (see ``data.VERSION``)."""

from __future__ import annotations

from . import identifiers, ledger
from .catalogue import STATES
from .citations import Citation
from .data_forms import (
    DATE,
    FLAG,
    MAYBE_MONTH,
    MONTH,
    NUMBER,
    SPAN,
    TEXT,
    Field,
    Record,
    View,
    many,
    maybe,
    word,
)
from .data_month import ANCHOR, LINE, MONTH_RECORD, NOTE_LINE, PAGE_OF
from .dates import Date
from .link_classes import address_of
from .prose import DOCUMENT, ELEMENT, MILESTONE, TICKET
from .prose import MONTH as MONTH_KIND
from .registers import Baseline, Document, Element, Milestone, Renaming
from .standing import Standing, standing
from .statements import STATUSES


def _page_of(kind: str) -> Field:
    return Field("page", TEXT, PAGE_OF, derive=lambda view, value: view.page(kind, value.id))


RENAMING = Record(
    Renaming,
    "A later title: same number, new meaning.",
    (
        Field("from", MONTH, "The first month in which it holds.", "month"),
        Field("title", TEXT, "The title.", "title"),
    ),
)


def _parent(_: View, element: Element) -> str:
    return identifiers.parent(element.id) or ""


def _current_title(view: View, element: Element) -> str:
    return element.title_in(view.month)


ELEMENT_RECORD = Record(
    Element,
    "A WBS element.",
    (
        Field("id", TEXT, "The element.", "id"),
        Field("parent", TEXT, "The one above; empty for a root.", derive=_parent),
        Field("title", TEXT, "Its first title; may be empty.", "title"),
        Field("current_title", TEXT, "Its title in the newest month.", derive=_current_title),
        Field("renamed", many(RENAMING.form), "Later titles.", "renamed"),
        Field("area", FLAG, "Whether it reports in a file of its own.", "area"),
        Field("institution", TEXT, "Who is charged with it.", "institution"),
        Field("lead", TEXT, "Who leads it.", "lead"),
        Field("since", MAYBE_MONTH, "The first month in use; else empty.", "since"),
        Field("until", MAYBE_MONTH, "The last month in use; else empty.", "until"),
        _page_of(ELEMENT),
        Field("line", NUMBER, LINE, "line"),
    ),
)

BASELINE = Record(
    Baseline,
    "A later baseline of the schedule.",
    (
        Field("from", MONTH, "The month from which on it is used.", "month"),
        Field("due", DATE, "The due date from then on.", "due"),
    ),
)

STANDING = Record(
    Standing,
    "Where a milestone stands at the end of the newest published month.",
    (
        Field("status", word(*STATES), "As stated last; where nobody did, by the schedule.", "status"),
        Field("stated", MAYBE_MONTH, "The month that stated it; else empty.", "stated"),
        Field("due", DATE, "The due date in force.", "due"),
        Field("forecast", DATE, "The forecast stated with the status.", "forecast"),
        Field("expected", DATE, "When it was or will be reached, as far as anybody says.", "expected"),
        Field(
            "late", maybe(SPAN.form), "Against the due date in force: when achieved, else as of now.", "late"
        ),
        Field("slip", maybe(SPAN.form), "From the first baseline to what is expected.", "slip"),
        Field("delays", NUMBER, "How many months stated a delay.", "delays"),
        Field("area", TEXT, "The area that it belongs to; else empty.", "area"),
    ),
)

ENTRY = Record(
    ledger.Entry,
    "What one month said of a milestone, in short; in full it stands in the month.",
    (
        Field("month", MONTH, "The month.", derive=lambda _, each: each.statement.month),
        Field("status", word(*STATUSES), "What was said.", derive=lambda _, each: each.statement.status),
        Field("due", DATE, "The due date then in force.", derive=lambda _, each: each.due),
        Field("forecast", DATE, "When it was expected.", derive=lambda _, each: each.statement.forecast),
        Field("date", DATE, "When it was achieved.", derive=lambda _, each: each.statement.date),
    ),
)


def _standing(view: View, milestone: Milestone) -> Standing | None:
    return standing(view.catalogue, milestone.id, view.month) if view.month else None


def _history(view: View, milestone: Milestone) -> tuple[ledger.Entry, ...]:
    return ledger.ledger(view.catalogue, milestone.id).entries


MILESTONE_RECORD = Record(
    Milestone,
    "A milestone of the register.",
    (
        Field("id", TEXT, "The milestone.", "id"),
        Field("title", TEXT, "Its title.", "title"),
        Field("wbs", TEXT, "The WBS element that it belongs to.", "wbs"),
        Field("level", TEXT, "Its level in the schedule; else empty.", "level"),
        Field("due", DATE, "The finish of its first baseline.", "due"),
        Field("baselines", many(BASELINE.form), "Later baselines, oldest first.", "baselines"),
        Field("finished", DATE, "When it was finished, as the schedule records it.", "finished"),
        Field("after", many(TEXT), "The milestones before it; the register need not hold them.", "after"),
        Field("aka", many(TEXT), "Other names that mean it.", "aka"),
        Field("description", TEXT, "What else is known of it, as written (MyST Markdown).", "description"),
        Field("now", maybe(STANDING.form), STANDING.says, derive=_standing),
        Field("history", many(ENTRY.form), "What the months said of it, oldest first.", derive=_history),
        _page_of(MILESTONE),
        Field("line", NUMBER, LINE, "line"),
        Field("description_line", NUMBER, NOTE_LINE, "description_line"),
    ),
)

# --- what is cited --------------------------------------------------------------------------------

CITATION = Record(
    Citation,
    "One place that cites it.",
    (
        Field("month", MONTH, "The month.", "month"),
        Field("page", TEXT, PAGE_OF, derive=lambda view, each: view.file(each.docname)),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("kind", TEXT, "The kind of text, or the status of the statement.", "kind"),
        Field("element", TEXT, "The WBS element that it is about; else empty.", "element"),
        Field("text", TEXT, "The paragraph or bullet, without markup.", "text"),
    ),
)


def _citations(kind: str) -> Field:
    says = "Every place that cites it, newest month first."
    return Field(
        "citations",
        many(CITATION.form),
        says,
        derive=lambda view, each: view.catalogue.citations(kind, each.id),
    )


def _address(kind: str) -> Field:
    says = "Where it is found, outside the site."
    return Field(
        "address", TEXT, says, derive=lambda view, each: address_of(kind, each.id, view.catalogue.known)
    )


class Ticket:
    """A ticket: it is known by being cited alone."""

    def __init__(self, id: str) -> None:  # noqa: A002 - named as in every record
        self.id = id


TICKET_RECORD = Record(
    Ticket,
    "A ticket that a published month cites.",
    (Field("id", TEXT, "The ticket.", "id"), _address(TICKET), _page_of(TICKET), _citations(TICKET)),
)


def _registered(view: View, document: Document) -> bool:
    return view.catalogue.document(document.id) is not None


DOCUMENT_RECORD = Record(
    Document,
    "A document that is registered or that a published month cites.",
    (
        Field("id", TEXT, "The handle.", "id"),
        Field("title", TEXT, "Its title; empty for one that is not registered.", "title"),
        Field("registered", FLAG, "Whether the register holds it.", derive=_registered),
        Field("url", TEXT, "The address that the register gives; else empty.", "url"),
        _address(DOCUMENT),
        _page_of(DOCUMENT),
        _citations(DOCUMENT),
        Field("line", NUMBER, "The line of the register; 0 for one that is not registered.", "line"),
    ),
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
    derive=lambda view, _: Date.end_of(view.month) if view.month else None,
)
