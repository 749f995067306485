"""What the files under ``reports/`` may say: every key with its form and meaning (content model, 3 and 4).

Told once: the readers take names, choices and what is required from here, and :mod:`schema` makes of it
what an editor shows while somebody types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

PUBLISHED, DRAFT = "published", "draft"
REPORT, SUMMARY = "report", "summary"

ACHIEVED, DELAYED, CANCELLED, REBASELINED = STATUSES = ("achieved", "delayed", "cancelled", "rebaselined")


class Form(Enum):
    """How a value is written."""

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
    """A key of a record: its name, the form of its value, and what it means in one sentence."""

    name: str
    form: Form
    says: str
    required: bool = False
    choices: tuple[str, ...] = ()
    of: Record | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one mapping may hold; ``says`` is what the mapping is."""

    says: str
    keys: tuple[Key, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that it knows."""
        return tuple(key.name for key in self.keys)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys without which it says nothing."""
        return tuple(key.name for key in self.keys if key.required)

    def choices(self, name: str) -> tuple[str, ...]:
        """The words that a key may be."""
        return next(key.choices for key in self.keys if key.name == name)


# --- registers ------------------------------------------------------------------------------------

RENAMING = Record(
    "From a month on, the same number means something else.",
    (
        Key("from", Form.MONTH, "The first month in which the new title holds.", required=True),
        Key("title", Form.TEXT, "The new title."),
    ),
)

ELEMENT = Record(
    "A WBS element.",
    (
        Key("title", Form.TEXT, "Its title; empty, the element is shown by its id alone."),
        Key("area", Form.FLAG, "Whether it has a file of its own in every full report."),
        Key("institution", Form.TEXT, "Who is charged with it."),
        Key("lead", Form.TEXT, "Who leads it, and writes its file."),
        Key("renamed", Form.RECORDS, "Later titles: same number, new meaning.", of=RENAMING),
        Key("since", Form.MONTH, "The first month in use."),
        Key("until", Form.MONTH, "The last month in use."),
    ),
)

BASELINE = Record(
    "A later baseline of the schedule.",
    (
        Key("from", Form.MONTH, "The month from which on it is used.", required=True),
        Key("due", Form.DATE, "The due date from then on.", required=True),
    ),
)

MILESTONE = Record(
    "What the schedule says of a milestone.",
    (
        Key("title", Form.TEXT, "Its title.", required=True),
        Key("wbs", Form.ELEMENT, "The WBS element that it belongs to.", required=True),
        Key("due", Form.DATE, "The finish of its first baseline.", required=True),
        Key("baselines", Form.RECORDS, "Later baselines of the schedule.", of=BASELINE),
        Key("finished", Form.DATE, "When it was finished, as the schedule records it."),
        Key("level", Form.TEXT, "Its level in the schedule."),
        Key("after", Form.TEXTS, "The milestones before it; unknown ones are shown plain."),
        Key("aka", Form.TEXTS, "Other names that mean it."),
        Key("description", Form.TEXT, "What else is known of it: paragraphs and lists."),
    ),
)

DOCUMENT = Record(
    "A document.",
    (
        Key("title", Form.TEXT, "Its title."),
        Key("url", Form.ADDRESS, "Where it is found, if not at its host."),
    ),
)

# --- a month --------------------------------------------------------------------------------------

CORRECTION = Record(
    "What was put right after publication.",
    (
        Key("date", Form.DATE, "When it was put right.", required=True),
        Key("text", Form.TEXT, "What was put right.", required=True),
    ),
)

INDEX = Record(
    "What a month is.",
    (
        Key("status", Form.CHOICE, "A draft is built and marked, but counts in no state.",
            required=True, choices=(PUBLISHED, DRAFT)),
        Key("published", Form.DATE, "When it was published."),
        Key("kind", Form.CHOICE, "A summary is compiled from other sources.", choices=(REPORT, SUMMARY)),
        Key("sources", Form.ADDRESSES, "Where a summary comes from."),
        Key("corrections", Form.RECORDS, "What was put right after publication.", of=CORRECTION),
    ),
)  # fmt: skip

AREA = Record(
    "What stands above an area's text.",
    (Key("headline", Form.TEXT, "One sentence that a reviewer must not miss."),),
)

#: What each status must say besides its ids.
_MUST_SAY = {ACHIEVED: (), DELAYED: (), CANCELLED: ("note",), REBASELINED: ("due", "note")}

_SAYS = {
    ACHIEVED: "What was reached this month.",
    DELAYED: "What is late, each month anew for as long as it is.",
    CANCELLED: "What will not be done, and why.",
    REBASELINED: "What has a new due date from this month on.",
}


def _statement(status: str) -> Record:
    """What may be said of a milestone under a status."""
    date = (Key("date", Form.DATE, "When it was reached; without it, the month is what is known."),)
    keys = (
        Key("id", Form.MILESTONES, "The milestone, or a list of those that share the words.", required=True),
        Key("title", Form.TEXT, "What a group is called."),
        Key("due", Form.DATE, "The due date as this month states it."),
        Key("forecast", Form.DATE, "When it is expected."),
        Key("wbs", Form.ELEMENT, "Where this month reports it, if not at the register's element."),
        Key("note", Form.TEXT, "Why, and what follows: paragraphs and lists."),
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
    "What a month says about milestones.",
    tuple(Key(status, Form.RECORDS, _SAYS[status], of=STATEMENTS[status]) for status in STATUSES),
)
