"""The words for kinds, dates and differences, in one place so that all pages use the same."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.catalogue import NO_AREA
from ..content.settings import ACCOMPLISHMENTS, OTHER, PLANS, RECRUITMENT
from ..content.yaml_keys import ACHIEVED, CANCELLED, DELAYED, REBASELINED
from ..core.dates import Date, Span
from ..core.language import Translated, counted, gettext, gettext_noop, number
from ..milestones import changes
from ..milestones.rows import Row
from ..milestones.status_words import STATUS as STATUS
from ..milestones.status_words import STATUS_WITHIN as STATUS_WITHIN
from ..progress import coverage

KIND = Translated(
    {
        ACCOMPLISHMENTS: gettext_noop("accomplishments"),
        PLANS: gettext_noop("plans"),
        RECRUITMENT: gettext_noop("recruitment"),
        OTHER: gettext_noop("other"),
        "summary": gettext_noop("the month's page"),
        ACHIEVED: gettext_noop("milestone achieved"),
        DELAYED: gettext_noop("milestone delayed"),
        CANCELLED: gettext_noop("milestone cancelled"),
        REBASELINED: gettext_noop("milestone rebaselined"),
    }
)

CHANGE = Translated(
    {
        changes.NEWLY_ACHIEVED: gettext_noop("Newly achieved"),
        changes.NEWLY_DELAYED: gettext_noop("Newly delayed"),
        changes.NEWLY_OVERDUE: gettext_noop("Newly overdue"),
        changes.SLIPPED_AGAIN: gettext_noop("Slipped again"),
        changes.RECOVERED: gettext_noop("Forecast improved"),
        changes.NEWLY_REBASELINED: gettext_noop("Rebaselined"),
        changes.NEWLY_CANCELLED: gettext_noop("Cancelled"),
        changes.DISAPPEARED: gettext_noop("Delayed before, not mentioned this month"),
    }
)

COVERAGE = Translated(
    {
        coverage.REPORTED: gettext_noop("Reported"),
        coverage.SILENT: gettext_noop("No activity"),
        coverage.MISSING: gettext_noop("Missing"),
        coverage.NOT_EXPECTED: gettext_noop("No source found"),
        coverage.NOT_IN_USE: gettext_noop("Not in use"),
    }
)

#: Shown where nothing is known or stated.
DASH = "–"


def kind_of_month(summary: bool) -> str:
    """Return the kind of a month: a full report of its areas, or a ``summary`` of other sources."""
    return gettext("summary") if summary else gettext("full report")


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
    if fewest == most:
        return counted("delay reported in {count} month", "delay reported in {count} months", most)
    return gettext("delay reported in {fewest} to {most} months").format(fewest=fewest, most=most)


def variance(status: str, span: Span) -> str:
    """Return how early or late a milestone with ``status`` is, in words; a positive ``span`` is late."""
    if span.count > 0:
        return days_late(span)
    if status == ACHIEVED:
        return span.said("{days} day early", "{days} days early") if span.count else gettext("on time")
    return (
        span.said("due in {days} day", "due in {days} days") if span.count else gettext("due at month’s end")
    )


def days_late(span: Span) -> str:
    """Return how late something is by ``span``."""
    return span.said("{days} day late", "{days} days late")


def late_of(late: int, total: int) -> str:
    """Return how many milestones of ``total`` are ``late``."""
    return counted(
        "{late} of {count} milestone late", "{late} of {count} milestones late", total, late=number(late)
    )


def moved(due: Span | None, forecast: Span | None) -> str:
    """Return in words how far a ``due`` date and a ``forecast`` moved since the statement before."""
    said = []
    if due and due.count > 0:
        said.append(due.said("due {days} day later", "due {days} days later"))
    elif due:
        said.append(due.said("due {days} day earlier", "due {days} days earlier"))
    if forecast and forecast.count > 0:
        said.append(forecast.said("forecast {days} day later", "forecast {days} days later"))
    elif forecast:
        said.append(forecast.said("forecast {days} day earlier", "forecast {days} days earlier"))
    return ", ".join(said) or DASH


def due(value: object) -> str:
    """Return that something is due on the date ``value``."""
    return gettext("due {date}").format(date=value)


def forecast(value: object) -> str:
    """Return that something is forecast for the date ``value``."""
    return gettext("forecast {date}").format(date=value)


def as_of(value: object) -> str:
    """Return that something is as of the date ``value``, within a line."""
    return gettext("as of {date}").format(date=value)


def area(element: str, title: str) -> str:
    """Return the name of an area, from its ``element`` and ``title``, as a heading for milestones."""
    return gettext("Other") if element == NO_AREA else f"{element} {title}".strip()


def milestones(rows: Sequence[Row]) -> str:
    """Return how many milestones some rows are, and that some share a row."""
    total = sum(len(row.ids) for row in rows)
    said = counted("{count} milestone", "{count} milestones", total)
    if total == len(rows):
        return said
    return counted(
        "{milestones} in {count} row, since some were reported together",
        "{milestones} in {count} rows, since some were reported together",
        len(rows),
        milestones=said,
    )


def pair(name: object, value: object) -> str:
    """Return the caption ``name`` and, behind it, its ``value``, such as a number."""
    return gettext("{name}: {value}").format(name=name, value=value)


def begin(text: str) -> str:
    """Return ``text`` as the beginning of a line or sentence."""
    return text[:1].upper() + text[1:]
