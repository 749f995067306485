"""The verdict on a month in sentences; each number links to exactly the milestones that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.catalogue import Catalogue
from ..content.due_and_state import OVERDUE
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core.language import gettext, ngettext, number
from ..core.periods import period_name, period_short
from ..core.places import page
from ..domain import page_names
from ..domain.links import Links, place
from ..domain.parts import Content, Part
from ..milestones.verdict import Comparison, Verdict
from .elements import container, counted_link, joined, paragraph, sentence, strong

#: The anchors of the lists that the numbers link to, on the page with the lists.
LATE_LIST, OVERDUE_LIST, DELAYED_LIST = "late", "late-overdue", "late-delayed"
ACHIEVED_LIST, NEWLY_LATE_LIST, NO_LONGER_LATE_LIST = "newly-achieved", "newly-late", "no-longer-late"

#: The value of the filter for the status that shows the same milestones as a list.
_FILTERS = {LATE_LIST: "late", OVERDUE_LIST: OVERDUE, DELAYED_LIST: DELAYED}

#: The most newly late milestones that a verdict names.
NAMED = 12

#: The prefix of the anchors for the comparison with the last full report.
SINCE_REPORT = "since-report-"

#: Where all milestones are listed: the page of the register, and the anchor there.
REGISTER_LIST = "all-milestones"

#: The anchor of the table on the page of an element.
ELEMENT_LIST = "milestones"


@dataclass(frozen=True, slots=True)
class Scope:
    """The milestones of a verdict, and where they are listed.

    ``name`` is that of their area or element; empty for all milestones. ``lists`` is the page with the lists
    of the anchors above; empty if there is none. ``table`` is the page and the anchor of a table of them all,
    if there is one, and ``query`` its month and filter in an address.
    """

    name: str
    lists: str
    table: tuple[str, str] | None
    query: str = ""

    def all(self, text: str, state: str = "") -> Content:
        """Return ``text`` as a link to the table, or to the rows of it in a ``state``."""
        if self.table is None:
            return text
        return place(
            *self.table, text, query="&".join(filter(None, (self.query, state and f"state={state}")))
        )


def of_month(month: str, lists: str, area: str = "", name: str = "", *, draft: bool = False) -> Scope:
    """Return all milestones, or those of an ``area`` with its ``name``, at the end of ``month``.

    ``lists`` is the page with the lists. The register does not show the end of a ``draft``.
    """
    query = f"asof={month}&area={area}" if area else f"asof={month}"
    return Scope(name, lists, None if draft else (page("milestones/index"), REGISTER_LIST), query)


def of_element(element: str, name: str) -> Scope:
    """Return the milestones at and below ``element`` with its ``name``, which the page of it lists."""
    return Scope(name, "", (page_names.element(element), ELEMENT_LIST))


def verdict_line(found: Verdict, links: Links, scope: Scope) -> Part:
    """Return the verdict in a paragraph: how many are late, and whether that improved."""
    return paragraph(*_late(found, links, scope), *_trend(found, scope), classes=["report-verdict"])


def verdict_nodes(found: Verdict, links: Links, scope: Scope, *, elsewhere: bool = False) -> list[Part]:
    """Return the verdict as a paragraph, and one for each kind of month that there is to compare with.

    ``elsewhere`` is true on a page that is not of the month, which says if the month is a summary.
    """
    compared = (_by_month(found.months), _in_month(found, links, scope), _since_report(found, scope))
    said = [
        verdict_line(found, links, scope),
        *(paragraph(*each, classes=["report-compared"]) for each in compared if each),
    ]
    if found.summary and elsewhere:
        text = gettext(
            "The {month} report is a summary compiled from other sources. For a milestone that it does not "
            "mention, the newest earlier report counts."
        ).format(month=period_name(found.month))
        said.append(paragraph(text, classes=["report-caveat"]))
    return [container(*said, classes=["report-story"])]


def _late(found: Verdict, links: Links, scope: Scope) -> list[Content]:
    """Return how many milestones are late and why, and which is late the longest."""
    late, overdue, delayed = len(found.late), len(found.overdue), len(found.delayed)
    if not late:
        text = gettext("At the end of {month}, {none} of {milestones} is late.")
    elif overdue and delayed:
        text = ngettext(
            "At the end of {month}, {late} of {milestones} is late: {overdue} overdue without an "
            "explanation and {delayed} delayed{longest}.",
            "At the end of {month}, {late} of {milestones} are late: {overdue} overdue without an "
            "explanation and {delayed} delayed{longest}.",
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
            "At the end of {month}, {late} of {milestones} is late, delayed{longest}.",
            "At the end of {month}, {late} of {milestones} are late, all delayed{longest}.",
            late,
        )
    return sentence(
        text,
        month=period_name(found.month),
        none=strong(gettext("none")),
        milestones=_milestones(found, scope),
        late=_late_number(late, scope, LATE_LIST),
        overdue=_late_number(overdue, scope, OVERDUE_LIST),
        delayed=_late_number(delayed, scope, DELAYED_LIST),
        longest=_longest(found, links),
    )


def _milestones(found: Verdict, scope: Scope) -> list[Content]:
    """Return of how many milestones the verdict is."""
    total = scope.all(number(found.total))
    if not scope.name:
        return sentence(ngettext("{total} milestone", "{total} milestones", found.total), total=total)
    text = ngettext("{total} milestone of {area}", "{total} milestones of {area}", found.total)
    return sentence(text, total=total, area=scope.name)


def _longest(found: Verdict, links: Links) -> list[Content]:
    """Return the milestone that is late the longest, as the end of a sentence."""
    if not (found.longest and found.longest_by):
        return []
    text = ngettext(": {milestone}, by {days}", "; the longest, {milestone}, by {days}", len(found.late))
    title = links.reader.ask(Catalogue.milestone_title, found.longest)
    shown: list[Content] = [links.known_milestone(found.longest), f" {title}" if title else ""]
    return sentence(text, milestone=shown, days=str(found.longest_by))


def _trend(found: Verdict, scope: Scope) -> list[Content]:
    """Return whether more or fewer milestones are late than at the ends of the months it is compared with."""
    late = len(found.late)
    # Without any, there is nothing to get better or worse.
    told = [each for each in (found.before, found.report) if each and (late or each.late)]
    if not told:
        return []
    compared = _than(late, told[0], scope)
    if len(told) > 1:
        compared = sentence(
            gettext("{compared} and {also}"), compared=compared, also=_than(late, told[1], scope)
        )
    if all(late > each.late for each in told):
        text = gettext("That is worse: {compared}.")
    elif all(late < each.late for each in told):
        text = gettext("That is better: {compared}.")
    else:
        text = gettext("That is {compared}.")
    return [" ", *sentence(text, compared=compared)]


def _than(late: int, compared: Comparison, scope: Scope) -> list[Content]:
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
    # There is no such list for an area or element: other milestones may have belonged to it then.
    earlier: Content = number(compared.late)
    if not scope.name:
        earlier = _number(compared.late, page_names.month(compared.since), LATE_LIST)
    return sentence(text, change=number(abs(change)), month=period_name(compared.since), late=earlier)


def _by_month(months: Sequence[tuple[str, int]]) -> list[Content]:
    """Return how many milestones were late at the end of each of ``months``, if they are more than two."""
    if len(months) < 3:
        return []
    numbers: list[Content] = []
    for month, late in months:
        separator = ", " if numbers else ""
        numbers.append(f"{separator}{period_short(month)}\N{NO-BREAK SPACE}")
        numbers.append(_number(late, page_names.month(month), LATE_LIST))
    return sentence(gettext("Late at the end of each month: {numbers}."), numbers=numbers)


def _in_month(found: Verdict, links: Links, scope: Scope) -> list[Content]:
    """Return what became different in the month, and which milestones became late."""
    if found.before is None:
        return []
    text = gettext(
        "In {month}: {achieved} achieved ({done} of {total} in all), {newly_late} newly late, "
        "{no_longer_late} no longer late."
    )
    done = scope.all(number(found.achieved), ACHIEVED) if found.achieved else number(found.achieved)
    total = number(found.total)
    compared = _compared(found.before, text, found.month, scope.lists, done=done, total=total)
    return [*compared, *_newly_late(found, links)]


def _since_report(found: Verdict, scope: Scope) -> list[Content]:
    """Return what is different from the last full report."""
    if found.report is None:
        return []
    text = gettext(
        "Compared with the last full report ({month}): {achieved} achieved since, {newly_late} late now but "
        "not then, {no_longer_late} late then but not now."
    )
    return _compared(found.report, text, found.report.since, scope.lists, SINCE_REPORT)


def _newly_late(found: Verdict, links: Links) -> list[Content]:
    """Return the milestones that became late in the month, the latest first."""
    new = set(found.before.newly_late) if found.before else ()
    names = [name for name in found.late if name in new]
    if not names:
        return []
    shown: list[Content] = joined(links.known_milestone(name) for name in names[:NAMED])
    if len(names) > NAMED:
        text = gettext("{names} and {count} more")
        shown = sentence(text, names=shown, count=number(len(names) - NAMED))
    return [" ", *sentence(gettext("Newly late: {names}."), names=shown)]


def _compared(
    found: Comparison, text: str, month: str, docname: str, prefix: str = "", **others: Content
) -> list[Content]:
    """Return ``text`` with the numbers of what became different, each with the link to its list, and
    ``others``."""
    return sentence(
        text,
        month=period_name(month),
        achieved=_number(len(found.achieved), docname, prefix + ACHIEVED_LIST),
        newly_late=_number(len(found.newly_late), docname, prefix + NEWLY_LATE_LIST),
        no_longer_late=_number(len(found.no_longer_late), docname, prefix + NO_LONGER_LATE_LIST),
        **others,
    )


def _late_number(count: int, scope: Scope, anchor: str) -> Part:
    """Return a number of late milestones that links to their list or, without lists, to the rows of the
    table."""
    if scope.lists or not count:
        return _number(count, scope.lists, anchor)
    return strong(scope.all(number(count), _FILTERS[anchor]))


def _number(count: int, docname: str, anchor: str) -> Part:
    """Return a number that links to its list; zero has no link."""
    return strong(counted_link(count, docname, anchor))
