"""The verdict on a month in sentences; each number links to exactly the milestones that it counts."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.dates import month_name
from ..domain import page_names
from ..domain.links import Links, place
from ..domain.parts import Content, Part
from ..milestones.verdict import Comparison, Verdict
from . import words
from .elements import container, paragraph, strong

#: The anchors of the lists that the numbers link to, on the page with the lists.
LATE_LIST, OVERDUE_LIST, DELAYED_LIST = "late", "late-overdue", "late-delayed"
ACHIEVED_LIST, NEWLY_LATE_LIST, NO_LONGER_LATE_LIST = "newly-achieved", "newly-late", "no-longer-late"

#: The prefix of the anchors for the comparison with the last full report.
SINCE_REPORT = "since-report-"

#: Where all milestones are listed: the page of the register, and the anchor there.
REGISTER, REGISTER_LIST = "milestones/index", "all-milestones"


def verdict_nodes(found: Verdict, links: Links, docname: str, area: str = "") -> list[Part]:
    """Return the verdict as a paragraph and, if there is a month to compare with, a second one.

    ``docname`` is the page with the lists. ``area`` is the name of the area; empty for all milestones.
    """
    state = [*_late(found, links, docname, area), *_trend(found, area)]
    said = [paragraph(*state, classes=["report-verdict"])]
    compared = [
        *_compared(found.before, f"In {month_name(found.month)}", docname, ""),
        *_compared(found.report, "", docname, SINCE_REPORT),
    ]
    if len(found.months) > 2:
        compared = [*_by_month(found.months), *compared]
    if compared:
        said.append(paragraph(*compared, classes=["report-compared"]))
    if found.summary:
        text = (
            f"The {month_name(found.month)} report is a summary compiled from other sources. Where it says "
            "nothing about a milestone, the last statement before it applies."
        )
        said.append(paragraph(text, classes=["report-caveat"]))
    return [container(*said, classes=["report-story"])]


def _late(found: Verdict, links: Links, docname: str, area: str) -> list[Content]:
    end = f"At the end of {month_name(found.month)}, "
    total: Content = f"{found.total:,}"
    if not area:
        # There is no list of the milestones of one area.
        total = place(REGISTER, REGISTER_LIST, f"{found.total:,}")
    what = f" {words.noun(found.total, 'milestone')}{f' of {area}' if area else ''}"
    of: list[Content] = [" of ", total, what]
    if not found.late:
        return [end, strong("none"), *of, " is overdue or reported as delayed."]
    parts: list[Content] = [end, _number(len(found.late), docname, LATE_LIST), *of]
    parts.append(f" {words.noun(len(found.late), 'is', 'are')} late")
    if found.overdue and found.delayed:
        parts += [": ", _number(len(found.overdue), docname, OVERDUE_LIST), " overdue without an explanation"]
        parts += [" and ", _number(len(found.delayed), docname, DELAYED_LIST), " reported as delayed"]
    else:
        kind = "overdue without an explanation" if found.overdue else "reported as delayed"
        parts.append(f", {'all ' if found.late[1:] else ''}{kind}")
    if found.longest and found.longest_by:
        shown = links.known_milestone(found.longest)
        parts += ["; the longest, " if found.late[1:] else ": ", shown, f", by {found.longest_by}"]
    return [*parts, "."]


def _trend(found: Verdict, area: str) -> list[Content]:
    """Return whether more or fewer milestones are late than at the ends of the months it is compared with."""
    parts: list[Content] = []
    late = len(found.late)
    for compared in filter(None, (found.before, found.report)):
        if not late and not compared.late:
            continue  # there is nothing to get better or worse
        change = late - compared.late
        than = f"{abs(change):,} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
        parts += [" and " if parts else " That is ", f"{than} at the end of {month_name(compared.since)} ("]
        # There is no such list for one area, which may not even have a page in that month.
        parts += [
            f"{compared.late:,}"
            if area
            else _number(compared.late, page_names.month(compared.since), LATE_LIST),
            ")",
        ]
    return [*parts, "."] if parts else []


def _by_month(months: Sequence[tuple[str, int]]) -> list[Content]:
    """Return how many milestones were late at the end of each of ``months``."""
    parts: list[Content] = [f"Late at the end of each month since {month_name(months[0][0])}: "]
    for index, (month, late) in enumerate(months):
        parts += [", " if index else "", _number(late, page_names.month(month), LATE_LIST)]
    return [*parts, ". "]


def _compared(found: Comparison | None, when: str, docname: str, prefix: str) -> list[Content]:
    if found is None:
        return []
    since = month_name(found.since)
    begin = f"{when}: " if when else f"Since the last full report ({since}): "
    counted: Sequence[tuple[tuple[str, ...], str, str]] = (
        (found.achieved, ACHIEVED_LIST, "achieved"),
        (found.newly_late, NEWLY_LATE_LIST, "newly late"),
        (found.no_longer_late, NO_LONGER_LATE_LIST, "no longer late"),
    )
    parts: list[Content] = [begin]
    for index, (names, anchor, word) in enumerate(counted):
        parts += [", " if index else "", _number(len(names), docname, prefix + anchor), f" {word}"]
    return [*parts, ". "]


def _number(number: int, docname: str, anchor: str) -> Part:
    """Return a number that links to its list; zero has no link."""
    text = f"{number:,}"
    return strong(place(docname, anchor, text) if number else text)
