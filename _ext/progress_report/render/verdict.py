"""The verdict on a month in sentences; each number links to exactly the milestones that it counts."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.dates import month_name
from ..core.language import gettext, ngettext, number
from ..domain import page_names
from ..domain.links import Links, place
from ..domain.parts import Content, Part
from ..milestones.verdict import Comparison, Verdict
from .elements import container, joined, paragraph, sentence, strong

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
        *_compared(
            found.before,
            gettext(
                "In {month}: {achieved} achieved, {newly_late} newly late, {no_longer_late} no longer late."
            ),
            month_name(found.month),
            docname,
            "",
        ),
        *_compared(
            found.report,
            gettext(
                "Since the last full report ({month}): {achieved} achieved, {newly_late} newly late, "
                "{no_longer_late} no longer late."
            ),
            month_name(found.report.since) if found.report else "",
            docname,
            SINCE_REPORT,
        ),
    ]
    if len(found.months) > 2:
        compared = [*_by_month(found.months), *compared]
    if compared:
        said.append(paragraph(*compared, classes=["report-compared"]))
    if found.summary:
        text = gettext(
            "The {month} report is a summary compiled from other sources. Where it says nothing about a "
            "milestone, the last statement before it applies."
        ).format(month=month_name(found.month))
        said.append(paragraph(text, classes=["report-caveat"]))
    return [container(*said, classes=["report-story"])]


def _late(found: Verdict, links: Links, docname: str, area: str) -> list[Content]:
    """Return how many milestones are late and why, and which is late the longest."""
    late, overdue, delayed = len(found.late), len(found.overdue), len(found.delayed)
    if not late:
        text = gettext("At the end of {month}, {none} of {milestones} is overdue or reported as delayed.")
    elif overdue and delayed:
        text = ngettext(
            "At the end of {month}, {late} of {milestones} is late: {overdue} overdue without an "
            "explanation and {delayed} reported as delayed{longest}.",
            "At the end of {month}, {late} of {milestones} are late: {overdue} overdue without an "
            "explanation and {delayed} reported as delayed{longest}.",
            late,
        )
    elif overdue:
        text = ngettext(
            "At the end of {month}, {late} of {milestones} is late, overdue without an explanation{longest}.",
            "At the end of {month}, {late} of {milestones} are late, all overdue without an "
            "explanation{longest}.",
            late,
        )
    else:
        text = ngettext(
            "At the end of {month}, {late} of {milestones} is late, reported as delayed{longest}.",
            "At the end of {month}, {late} of {milestones} are late, all reported as delayed{longest}.",
            late,
        )
    return sentence(
        text,
        month=month_name(found.month),
        none=strong(gettext("none")),
        milestones=_milestones(found, area),
        late=_number(late, docname, LATE_LIST),
        overdue=_number(overdue, docname, OVERDUE_LIST),
        delayed=_number(delayed, docname, DELAYED_LIST),
        longest=_longest(found, links),
    )


def _milestones(found: Verdict, area: str) -> list[Content]:
    """Return of how many milestones the verdict is."""
    total: Content = number(found.total)
    if not area:
        # There is no list of the milestones of one area.
        total = place(REGISTER, REGISTER_LIST, number(found.total))
        return sentence(ngettext("{total} milestone", "{total} milestones", found.total), total=total)
    text = ngettext("{total} milestone of {area}", "{total} milestones of {area}", found.total)
    return sentence(text, total=total, area=area)


def _longest(found: Verdict, links: Links) -> list[Content]:
    """Return the milestone that is late the longest, as the end of a sentence."""
    if not (found.longest and found.longest_by):
        return []
    text = ngettext(": {milestone}, by {days}", "; the longest, {milestone}, by {days}", len(found.late))
    shown = links.known_milestone(found.longest)
    return sentence(text, milestone=shown, days=str(found.longest_by))


def _trend(found: Verdict, area: str) -> list[Content]:
    """Return whether more or fewer milestones are late than at the ends of the months it is compared with."""
    late = len(found.late)
    # Without any, there is nothing to get better or worse.
    told = [each for each in (found.before, found.report) if each and (late or each.late)]
    compared = [_than(late, each, area) for each in told]
    if not compared:
        return []
    if len(compared) == 1:
        return [" ", *sentence(gettext("That is {compared}."), compared=compared[0])]
    return [
        " ",
        *sentence(gettext("That is {compared} and {also}."), compared=compared[0], also=compared[1]),
    ]


def _than(late: int, compared: Comparison, area: str) -> list[Content]:
    """Return how ``late``, a number of milestones, compares with the number at the end of another month."""
    change = late - compared.late
    if change > 0:
        text = ngettext(
            "{change} more than at the end of {month} ({late})",
            "{change} more than at the end of {month} ({late})",
            change,
        )
    elif change < 0:
        text = ngettext(
            "{change} fewer than at the end of {month} ({late})",
            "{change} fewer than at the end of {month} ({late})",
            -change,
        )
    else:
        text = gettext("as many as at the end of {month} ({late})")
    # There is no such list for one area, which may not even have a page in that month.
    earlier = (
        number(compared.late) if area else _number(compared.late, page_names.month(compared.since), LATE_LIST)
    )
    return sentence(text, change=number(abs(change)), month=month_name(compared.since), late=earlier)


def _by_month(months: Sequence[tuple[str, int]]) -> list[Content]:
    """Return how many milestones were late at the end of each of ``months``."""
    text = gettext("Late at the end of each month since {month}: {numbers}.")
    numbers = joined(_number(late, page_names.month(month), LATE_LIST) for month, late in months)
    return [*sentence(text, month=month_name(months[0][0]), numbers=numbers), " "]


def _compared(found: Comparison | None, text: str, month: str, docname: str, prefix: str) -> list[Content]:
    """Return ``text`` with the numbers of what became different, each with the link to its list."""
    if found is None:
        return []
    said = sentence(
        text,
        month=month,
        achieved=_number(len(found.achieved), docname, prefix + ACHIEVED_LIST),
        newly_late=_number(len(found.newly_late), docname, prefix + NEWLY_LATE_LIST),
        no_longer_late=_number(len(found.no_longer_late), docname, prefix + NO_LONGER_LATE_LIST),
    )
    return [*said, " "]


def _number(count: int, docname: str, anchor: str) -> Part:
    """Return a number that links to its list; zero has no link."""
    return strong(place(docname, anchor, number(count)) if count else number(count))
