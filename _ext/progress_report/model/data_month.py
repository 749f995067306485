"""The records of a month as data: every key with its meaning. What a key is called here, it is called for
good: others read it (see ``data.VERSION``)."""

from __future__ import annotations

from .area import ELEMENT, FREE, KIND, TITLE, AreaFile, Heading, Section
from .data_forms import DATE, FLAG, MONTH, NUMBER, TEXT, Field, Form, Record, View, either, many, word
from .figures import MonthCounts, month_counts
from .keys import REPORT, SUMMARY
from .markdown_text import Directive
from .month import Correction, Month, Page, PageHeading
from .places import Place, page_places
from .prose import ROLES, Mention
from .settings import KINDS
from .statements import STATUSES, Statement

PATH = "The file that says so, relative to the root of the project."
LINE = "The line of its file on which it begins; any edit may move it."
NOTE_LINE = "The line on which its text begins; 0 without one."
PAGE_OF = "Its page, relative to the root of the site."
ANCHOR = "The place on the page."

MENTION = Record(
    Mention,
    "An id in a text.",
    (
        Field("kind", word(*ROLES), "What the id is of.", "kind"),
        Field("id", TEXT, "The id in its canonical form.", "id"),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("line", NUMBER, LINE, "line"),
        Field("text", TEXT, "The paragraph or bullet around it, without markup.", "text"),
    ),
)
_MENTIONS = Field("mentions", many(MENTION.form), "The ids that it cites, in order.", "mentions")

_OPTION = Form(
    {
        "type": "object",
        "properties": {name: {"type": "string"} for name in ("name", "value")},
        "required": ["name", "value"],
    },
    lambda _, option: dict(zip(("name", "value"), option, strict=True)),
    lambda data: (data["name"], data["value"]),
)

DIRECTIVE = Record(
    Directive,
    "A table or chart that the site makes at this place of a text.",
    (
        Field("name", TEXT, "What is shown.", "name"),
        Field("argument", TEXT, "Of what; else empty.", "argument"),
        Field("options", many(_OPTION), "What was chosen, as written.", "options"),
        Field("line", NUMBER, LINE, "line"),
    ),
)
_DIRECTIVES = Field("shows", many(DIRECTIVE.form), "The tables and charts in it, in order.", "directives")

STATEMENT = Record(
    Statement,
    "What a month says of one milestone, or of a group.",
    (
        Field("month", MONTH, "The month that says so.", "month"),
        Field("status", word(*STATUSES), "What is said.", "status"),
        Field("ids", many(TEXT), "The milestones.", "ids"),
        Field("title", TEXT, "What a group is called; else empty.", "title"),
        Field("due", DATE, "The due date as this month states it.", "due"),
        Field("forecast", DATE, "When it is expected.", "forecast"),
        Field("date", DATE, "When it was achieved, if more than the month is known.", "date"),
        Field("wbs", TEXT, "Where the month reports it, if not at the register's element.", "wbs"),
        Field("note", TEXT, "Why, and what follows, as written (MyST Markdown).", "note"),
        Field("note_line", NUMBER, NOTE_LINE, "note_line"),
        Field("path", TEXT, PATH, "path"),
        Field("line", NUMBER, LINE, "line"),
        _MENTIONS,
    ),
)

SECTION = Record(
    Section,
    "What an area says of one kind about one element.",
    (
        Field("kind", word(*KINDS), "The kind of text.", "kind"),
        Field("name", TEXT, "The heading of the kind as written.", "name"),
        Field("element", TEXT, "The WBS element.", "element"),
        Field("own", FLAG, "Whether it is the area's own text, below no element's heading.", "own"),
        Field("filled", FLAG, "Whether there is any content.", "text"),
        Field("silent", FLAG, "Whether it says that nothing was done.", "silent"),
        Field("items", many(TEXT), "Its paragraphs and bullets, without markup.", "items"),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("line", NUMBER, LINE, "line"),
        _MENTIONS,
    ),
)

HEADING = Record(
    Heading,
    "A heading of an area's file.",
    (
        Field("role", word(TITLE, KIND, ELEMENT, FREE), "What it opens.", "role"),
        Field("level", NUMBER, "Its depth on the page, from 1.", "level"),
        Field("text", TEXT, "The text as shown.", "text"),
        Field("element", TEXT, "The element that it begins with; else empty.", "element"),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("line", NUMBER, LINE, "line"),
    ),
)


def _area_title(view: View, area: AreaFile) -> str:
    return view.catalogue.element_title(area.element, area.month)


AREA = Record(
    AreaFile,
    "What one area says in a month.",
    (
        Field("month", MONTH, "The month.", "month"),
        Field("element", TEXT, "The area's WBS element.", "element"),
        Field("title", TEXT, "Its title in that month.", derive=_area_title),
        Field("page", TEXT, PAGE_OF, derive=lambda view, area: view.file(area.docname)),
        Field("headline", TEXT, "What a reviewer must not miss; else empty.", "headline"),
        Field("sections", many(SECTION.form), "Its sections, in order.", "sections"),
        Field("headings", many(HEADING.form), "Its headings, in order.", "headings"),
        Field("path", TEXT, PATH, "path"),
        _DIRECTIVES,
    ),
)

PLACE = Record(
    Place,
    "A section of the month's page.",
    (
        Field("title", TEXT, "Its heading.", "title"),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("items", many(TEXT), "Its paragraphs and bullets, without markup.", "texts"),
    ),
)

CORRECTION = Record(
    Correction,
    "What was put right after publication.",
    (Field("date", DATE, "When.", "date"), Field("text", TEXT, "What.", "text")),
)

PAGE_HEADING = Record(
    PageHeading,
    "A heading of the month's page.",
    (
        Field("text", TEXT, "The text.", "text"),
        Field("anchor", TEXT, ANCHOR, "anchor"),
        Field("line", NUMBER, LINE, "line"),
    ),
)

PAGE = Record(
    Page,
    "The month's own page.",
    (
        Field("title", TEXT, "Its title.", "title"),
        Field("kind", either(REPORT, SUMMARY), "A summary is compiled from other sources.", "summary"),
        Field("published", DATE, "When it was published, if that is told.", "published"),
        Field("sources", many(TEXT), "Where a summary comes from.", "sources"),
        Field("corrections", many(CORRECTION.form), "What was put right after publication.", "corrections"),
        Field("lead", TEXT, "What the month comes to, in one paragraph without markup.", "lead"),
        Field("headings", many(PAGE_HEADING.form), "Its headings, in order.", "headings"),
        Field("path", TEXT, PATH, "path"),
        _MENTIONS,
        _DIRECTIVES,
    ),
    # What is told here is published.
    {"draft": False},
)


def _counts(view: View, month: Month) -> MonthCounts | None:
    return month_counts(view.catalogue, month.name)


def _status_count(status: str) -> Field:
    return Field(status, NUMBER, f"Milestones stated {status}.", derive=lambda _, c: dict(c.statuses)[status])


COUNTS = Record(
    MonthCounts,
    "The figures of a month.",
    (
        *map(_status_count, STATUSES),
        Field("areas", NUMBER, "Areas with a file.", "areas"),
        Field("expected", NUMBER, "Areas expected to have one.", "expected"),
        Field("tickets", NUMBER, "Tickets cited.", "tickets"),
        Field("documents", NUMBER, "Documents cited.", "documents"),
    ),
)

MONTH_RECORD = Record(
    Month,
    "A published month.",
    (
        Field("month", MONTH, "The month.", "name"),
        Field("as_of", DATE, "Its last day: all figures are as of then.", derive=lambda _, month: month.end),
        Field("page", TEXT, PAGE_OF, derive=lambda view, month: view.file(month.docname)),
        Field("counts", COUNTS.form, COUNTS.says, derive=_counts),
        Field("report", PAGE.form, PAGE.says, "page"),
        Field(
            "texts", many(PLACE.form), "What the month's page says, by section.",
            derive=lambda view, month: page_places(view.catalogue, month),
        ),
        Field("statements", many(STATEMENT.form), "What it says of milestones, in order.", "statements"),
        Field("areas", many(AREA.form), "What the areas say, by element.", "areas"),
    ),
)  # fmt: skip
