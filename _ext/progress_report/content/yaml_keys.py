"""Declare the keys of the YAML files and the front matter under ``reports/``, each with its form and meaning.

See the content model, sections 3 and 4. The readers take names, choices and required keys from these
tables, and ``export.editor_schemas`` derives the schemas for editors. For a new key, also change the class
that is read (in ``registers``, ``statements``, …), ``export.data_records`` and ``guide/reference/keys.md``,
then run ``make schemas``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from ..core.periods import RELEASE, kind

PUBLISHED, DRAFT = "published", "draft"
REPORT, SUMMARY = "report", "summary"

ACHIEVED, DELAYED, CANCELLED, REBASELINED = STATUSES = ("achieved", "delayed", "cancelled", "rebaselined")


class Form(Enum):
    """The form of a value."""

    TEXT = auto()
    """One or more lines of text."""
    TEXTS = auto()
    """A text, or a list of them."""
    DATE = auto()
    """``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is known."""
    MONTH = auto()
    """``YYYY-MM``."""
    FLAG = auto()
    """``true`` or ``false``."""
    CHOICE = auto()
    """One word of a few."""
    ELEMENT = auto()
    """The id of a WBS element."""
    TICKET = auto()
    """The id of a ticket."""
    MILESTONES = auto()
    """The id of a milestone, or a list of them."""
    ADDRESS = auto()
    """An address in the web."""
    ADDRESSES = auto()
    """An address in the web, or a list of them."""
    RECORDS = auto()
    """A list of records."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record: its name, the form of its value, and its meaning in one sentence."""

    name: str
    form: Form
    says: str
    required: bool = False
    choices: tuple[str, ...] = ()
    of: Record | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The keys that a mapping may have; ``says`` is the meaning of the mapping."""

    says: str
    keys: tuple[Key, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(key.name for key in self.keys)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the required keys."""
        return tuple(key.name for key in self.keys if key.required)

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the words that the key ``name`` accepts."""
        return next(key.choices for key in self.keys if key.name == name)


# --- registers ------------------------------------------------------------------------------------

RENAMING = Record(
    "A new meaning of the same number, from a month on.",
    (
        Key("from", Form.MONTH, "The first month in which the new title applies.", required=True),
        Key("title", Form.TEXT, "The new title."),
    ),
)

ELEMENT = Record(
    "A WBS element.",
    (
        Key("title", Form.TEXT, "The title. If it is empty, pages show the id alone."),
        Key("area", Form.FLAG, "Whether the element is a reporting area, with a file in every full report."),
        Key("institution", Form.TEXT, "The institution that is responsible."),
        Key("lead", Form.TEXT, "The person who leads the element and writes its file."),
        Key("renamed", Form.RECORDS, "Later titles of the same number.", of=RENAMING),
        Key("since", Form.MONTH, "The first month in use."),
        Key("until", Form.MONTH, "The last month in use."),
        Key("aka", Form.TEXTS, "Former ids. Their addresses lead to the element."),
    ),
)

BASELINE = Record(
    "A later baseline of the schedule.",
    (
        Key("from", Form.MONTH, "The first month in which the baseline is used.", required=True),
        Key("due", Form.DATE, "The due date from that month on.", required=True),
    ),
)

MILESTONE = Record(
    "A milestone as the schedule records it.",
    (
        Key("title", Form.TEXT, "The title.", required=True),
        Key("wbs", Form.ELEMENT, "The WBS element that the milestone belongs to.", required=True),
        Key("due", Form.DATE, "The finish date of the first baseline.", required=True),
        Key("baselines", Form.RECORDS, "Later baselines of the schedule.", of=BASELINE),
        Key("finished", Form.DATE, "The finish date that the schedule records."),
        Key("level", Form.TEXT, "The level in the schedule."),
        Key("after", Form.TEXTS, "The predecessors. Unknown ones are shown as text."),
        Key("aka", Form.TEXTS, "Aliases, such as former ids. Their addresses lead to the milestone."),
        Key("description", Form.TEXT, "Further information: paragraphs and lists."),
    ),
)

DOCUMENT = Record(
    "A document.",
    (
        Key("title", Form.TEXT, "The title."),
        Key("url", Form.ADDRESS, "The address, if it is not at the host of its prefix."),
    ),
)

TICKET = Record(
    "A ticket.",
    (
        Key("title", Form.TEXT, "The title."),
        Key("status", Form.TEXT, "The status in the tracker on the date of `as_of`."),
        Key("resolved", Form.DATE, "When the ticket was resolved."),
        Key("element", Form.ELEMENT, "The WBS element that the ticket belongs to."),
        Key("epic", Form.TICKET, "The ticket that the ticket is a part of."),
        Key("as_of", Form.DATE, "The date of the status, which needs one."),
    ),
)

# --- a month --------------------------------------------------------------------------------------

CORRECTION = Record(
    "Corrections after publication.",
    (
        Key("date", Form.DATE, "The date of the correction.", required=True),
        Key("text", Form.TEXT, "What was corrected.", required=True),
    ),
)

INDEX = Record(
    "The front matter of a month.",
    (
        Key("status", Form.CHOICE, "A draft is built and marked, but counts in no figure.",
            required=True, choices=(PUBLISHED, DRAFT)),
        Key("published", Form.DATE, "The date of publication."),
        Key("kind", Form.CHOICE, "A summary is compiled from other sources.", choices=(REPORT, SUMMARY)),
        Key("sources", Form.ADDRESSES, "The sources of a summary."),
        Key("corrections", Form.RECORDS, "Corrections after publication.", of=CORRECTION),
    ),
)  # fmt: skip

#: The same, of a release.
RELEASE_INDEX = Record(
    INDEX.says,
    (*INDEX.keys, Key("date", Form.DATE, "The day of a release: all figures are as of then.", required=True)),
)

AREA = Record(
    "The front matter of an area.",
    (
        Key("headline", Form.TEXT, "One sentence that a reviewer must not miss."),
        Key("aka", Form.TEXTS, "The areas by which the file was named before. Their addresses lead to it."),
    ),
)


def index() -> Record:
    """Return the keys of the front matter of a month; only a release has a date."""
    return RELEASE_INDEX if kind().word == RELEASE else INDEX


#: The required keys of each status besides its ids.
_MUST_SAY = {ACHIEVED: (), DELAYED: (), CANCELLED: ("note",), REBASELINED: ("due", "note")}

_SAYS = {
    ACHIEVED: "Milestones that were achieved.",
    DELAYED: "Milestones that are late. State them in each month until they are achieved.",
    CANCELLED: "Milestones that were cancelled.",
    REBASELINED: "Milestones that have a new due date from this month on.",
}


def _statement(status: str) -> Record:
    """Return the record of a statement about a milestone under ``status``."""
    date = (Key("date", Form.DATE, "The date of the achievement. Without it, only the month is known."),)
    keys = (
        Key(
            "id",
            Form.MILESTONES,
            "The milestone, or a list of milestones that share the statement.",
            required=True,
        ),
        Key("title", Form.TEXT, "The title of a group."),
        Key("due", Form.DATE, "The due date as this month states it."),
        Key("forecast", Form.DATE, "The expected date."),
        Key(
            "wbs",
            Form.ELEMENT,
            "The element that this month reports it under, if it differs from the register.",
        ),
        Key("note", Form.TEXT, "The reason and the consequences: paragraphs and lists."),
    )
    needed = _MUST_SAY[status]
    return Record(
        f"A statement under '{status}'.",
        tuple(
            Key(key.name, key.form, key.says, key.required or key.name in needed)
            for key in (*keys, *(date if status == ACHIEVED else ()))
        ),
    )


STATEMENTS: Mapping[str, Record] = MappingProxyType({status: _statement(status) for status in STATUSES})

MONTH_MILESTONES = Record(
    "The statements of a month about milestones.",
    tuple(Key(status, Form.RECORDS, _SAYS[status], of=STATEMENTS[status]) for status in STATUSES),
)
