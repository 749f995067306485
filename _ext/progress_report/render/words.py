"""The words for statuses, dates and differences, in one place so that all pages use the same."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.catalogue import NO_AREA
from ..content.due_and_state import FINISHED, OVERDUE, PLANNED
from ..content.settings import ACCOMPLISHMENTS, OTHER, PLANS, RECRUITMENT
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
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

#: The kinds of months: areas reported themselves, or others compiled what is known.
FULL_REPORT, SUMMARY = "full report", "summary"

COVERAGE = {
    coverage.REPORTED: "Reported",
    coverage.SILENT: "No activity",
    coverage.MISSING: "Missing",
    coverage.NOT_EXPECTED: "No source found",
    coverage.NOT_IN_USE: "Not in use",
}

#: Shown where nothing is known or stated.
DASH = "–"


def date(value: Date | None) -> str:
    """Return a date as it was given, or a dash."""
    return str(value) if value else DASH


def late(row: Row) -> str:
    """Return how early or late a row is, in words; a dash if no date is known."""
    return variance(row.status, row.late) if row.late else DASH


def delays(row: Row) -> str:
    """Return in how many months a delayed milestone was reported as delayed; empty for others."""
    fewest, most = row.delays
    if row.status != DELAYED or not most:
        return ""
    return f"reported in {count(most, 'month') if fewest == most else f'{fewest} to {most} months'}"


def variance(status: str, span: Span) -> str:
    """Return how early or late a milestone with ``status`` is, in words; a positive ``span`` is late."""
    if span.count > 0:
        return f"{span} late"
    if status == ACHIEVED:
        return f"{span} early" if span.count else "on time"
    return f"due in {span}" if span.count else "due at month’s end"


def late_of(late: int, total: int) -> str:
    """Return how many milestones of ``total`` are ``late``."""
    return f"{late:,} of {count(total, 'milestone')} late"


def moved(due: Span | None, forecast: Span | None) -> str:
    """Return in words how far a ``due`` date and a ``forecast`` moved since the statement before."""
    said = [
        f"{name} {span} {'later' if span.count > 0 else 'earlier'}"
        for name, span in (("due", due), ("forecast", forecast))
        if span
    ]
    return ", ".join(said) or DASH


def area(element: str, title: str) -> str:
    """Return the name of an area, from its ``element`` and ``title``, as a heading for milestones."""
    return "Other" if element == NO_AREA else f"{element} {title}".strip()


def milestones(rows: Sequence[Row]) -> str:
    """Return how many milestones some rows are, and that some share a row."""
    number = sum(len(row.ids) for row in rows)
    shared = f" in {count(len(rows), 'row')}, since some were reported together" if number > len(rows) else ""
    return f"{count(number, 'milestone')}{shared}"


def noun(number: int, singular: str, plural: str = "") -> str:
    """Return the ``singular`` or ``plural`` (default: with an ``s``) of a noun, as ``number`` requires."""
    return singular if number == 1 else plural or f"{singular}s"


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a ``number`` with its noun (``singular`` or ``plural``): ``1 milestone``, ``5 milestones``."""
    return f"{number:,} {noun(number, singular, plural)}"
