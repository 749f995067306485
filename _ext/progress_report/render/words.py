"""The words for statuses, dates and differences: one place, so that all pages speak alike."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.catalogue import FINISHED, NO_AREA, OVERDUE, PLANNED
from ..content.settings import ACCOMPLISHMENTS, OTHER, PLANS, RECRUITMENT
from ..content.statements import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core.dates import Date, Span
from ..milestones import changes
from ..milestones.rows import Row
from ..progress import coverage

STATUS = {
    ACHIEVED: "Achieved",
    DELAYED: "Delayed",
    CANCELLED: "Cancelled",
    REBASELINED: "Rebaselined",
    FINISHED: "Finished (per schedule)",
    OVERDUE: "Overdue",
    PLANNED: "Planned",
}

KIND = {
    ACCOMPLISHMENTS: "accomplishments",
    PLANS: "plans",
    RECRUITMENT: "recruitment",
    OTHER: "other",
    "summary": "the month's page",
    ACHIEVED: "milestone achieved",
    DELAYED: "milestone delayed",
    CANCELLED: "milestone cancelled",
    REBASELINED: "milestone rebaselined",
}

CHANGE = {
    changes.NEWLY_ACHIEVED: "Newly achieved",
    changes.NEWLY_DELAYED: "Newly delayed",
    changes.NEWLY_OVERDUE: "Newly overdue",
    changes.SLIPPED_AGAIN: "Slipped again",
    changes.RECOVERED: "Forecast improved",
    changes.NEWLY_REBASELINED: "Rebaselined",
    changes.NEWLY_CANCELLED: "Cancelled",
    changes.DISAPPEARED: "Delayed before, not mentioned this month",
}

COVERAGE = {
    coverage.REPORTED: "Reported",
    coverage.SILENT: "No activity",
    coverage.MISSING: "Missing",
    coverage.NOT_EXPECTED: "No source found",
    coverage.NOT_IN_USE: "Not in use",
}

COLUMN = {
    "id": "ID",
    "title": "Milestone",
    "wbs": "WBS",
    "due": "Due",
    "forecast": "Forecast",
    "late": "Variance",
    "status": "Status",
    "note": "Note",
    "month": "Last reported",
}

NO_DATE = "–"


def date(value: Date | None) -> str:
    """A date as it was given, or a dash."""
    return str(value) if value else NO_DATE


def late(row: Row) -> str:
    """How early or late a row is, in words; a dash where no date is known."""
    return lateness(row.status, row.late) if row.late else NO_DATE


def delays(row: Row) -> str:
    """In how many months a delay was reported of what is delayed; empty for the rest."""
    fewest, most = row.delays
    if row.status != DELAYED or not most:
        return ""
    return f"reported in {count(most, 'month') if fewest == most else f'{fewest} to {most} months'}"


def lateness(status: str, span: Span) -> str:
    """How early or late, in words: positive is late."""
    if span.count > 0:
        return f"{span} late"
    if status == ACHIEVED:
        return f"{span} early" if span.count else "on time"
    return f"due in {span}" if span.count else "due at month’s end"


def moved(due: Span | None, forecast: Span | None) -> str:
    """How far a due date and a forecast moved since the statement before."""
    said = [
        f"{name} {span} {'later' if span.count > 0 else 'earlier'}"
        for name, span in (("due", due), ("forecast", forecast))
        if span
    ]
    return ", ".join(said) or NO_DATE


def area(element: str, title: str) -> str:
    """The name of an area that milestones are grouped under."""
    return "Other" if element == NO_AREA else f"{element} {title}".strip()


def milestones(rows: Sequence[Row]) -> str:
    """How many milestones some rows are, and that some share a row."""
    number = sum(len(row.ids) for row in rows)
    shared = f" in {count(len(rows), 'row')}, since some were reported together" if number > len(rows) else ""
    return f"{count(number, 'milestone')}{shared}"


def noun(number: int, singular: str, plural: str = "") -> str:
    """The word for one or many."""
    return singular if number == 1 else plural or f"{singular}s"


def count(number: int, singular: str, plural: str = "") -> str:
    """``1 milestone``, ``5 milestones``."""
    return f"{number:,} {noun(number, singular, plural)}"
