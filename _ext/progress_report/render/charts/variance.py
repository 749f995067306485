"""The variance chart: a row for each milestone, from its due date to when it was or will be achieved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from ...content.due_and_state import FINISHED, LATE, OVERDUE, PLANNED
from ...content.yaml_keys import ACHIEVED, DELAYED
from ...core.language import Translated, counted, gettext, gettext_noop
from ...core.periods import end_of
from ...domain import page_names
from ...domain.parts import Part
from ...milestones.variance import MilestoneVariance
from .. import words
from .axes import as_of
from .markup import bar, element, figure, hidden, legend, line, link, share, text
from .scale import TimeScale

_ROW, _MIDDLE, _AXIS = 24, 12, 34

#: The looks of a bar with their meanings, in the order of the legend.
_LOOKS = Translated(
    {
        OVERDUE: gettext_noop("Overdue"),
        DELAYED: gettext_noop("Delayed"),
        "late": gettext_noop("Achieved late"),
        "early": gettext_noop("Achieved early"),
    }
)


def variance_chart(
    found: Sequence[MilestoneVariance], month: str, area: Callable[[str], str], data: Sequence[Part]
) -> list[Part]:
    """Return the chart of the milestones ``found`` as of the end of ``month``, with its ``data`` as parts.

    ``area`` is a function from an element to the name of its area.
    """
    end = end_of(month).last_day
    days = [day for each in found for day in (each.baseline, each.due.last_day, each.end)]
    scale = TimeScale(min(*days, end), max(*days, end), 2.0, 98.0)
    late = sum(_look(each) in LATE for each in found)
    alt = counted(
        "{count} milestone from due date to finish: {late} late at {date}",
        "{count} milestones from due date to finish: {late} late at {date}",
        len(found),
        late=late,
        date=end,
    )
    groups: list[Element] = []
    for name, rows in groupby(found, key=lambda each: each.area):
        items = [element("li", _row(each, scale, scale(end))) for each in rows]
        groups += [element("p", area(name), class_="report-slip-area"), element("ul", *items)]
    body = element(
        "div", _axis(scale, month), *groups, class_="report-slips", tabindex="0", role="group", aria_label=alt
    )
    said = gettext("From the due date to when each was achieved or is expected, as of {date}.").format(
        date=end
    )
    return figure(gettext("Variance of milestones"), said, alt, [_legend(found), body], data)


def _axis(scale: TimeScale, month: str) -> Element:
    ticks = [text(scale(day), 30, name, "report-tick") for day, name in scale.ticks(5)]
    now = as_of(scale, end_of(month).last_day, 2, _AXIS)
    drawing = element("svg", *ticks, *now, width="100%", height=_AXIS)
    return element(
        "div",
        element("span"),
        drawing,
        element("span"),
        class_="report-slip report-slip-axis",
        aria_hidden="true",
    )


def _row(each: MilestoneVariance, scale: TimeScale, now: float) -> Element:
    state = f"{words.STATUS[each.status]}, {words.due(each.due)}, {_said(each)}"
    label = words.pair(f"{each.name} {each.title}", state)
    name = element("span", element("b", each.name), f" {each.title}", class_="report-slip-name")
    said = element("span", _said(each), class_=f"report-slip-said report-{_look(each)}")
    return link(
        page_names.milestone(each.name), "", label, name, _bar(each, scale, now), said, class_="report-slip"
    )


def _said(each: MilestoneVariance) -> str:
    """Return the variance in words."""
    count = each.late.count
    if each.status == PLANNED or (each.status in LATE and count <= 0):
        return words.due(each.due)
    if not count:
        return gettext("on time")
    if each.open_end:
        return each.late.said("{days} day late so far", "{days} days late so far")
    if each.status == DELAYED:
        return each.late.said("{days} day late (forecast)", "{days} days late (forecast)")
    return words.variance(ACHIEVED, each.late)


def _look(each: MilestoneVariance) -> str:
    if each.status in (ACHIEVED, FINISHED):
        return "late" if each.late.count > 0 else "early"
    return each.status


def _bar(each: MilestoneVariance, scale: TimeScale, now: float) -> Element:
    due, end = scale(each.due.last_day), scale(each.end)
    look = _look(each)
    parts = [line(scale(day), 0, scale(day), _ROW, "report-grid") for day, _ in scale.ticks(5)]
    parts.append(line(now, 0, now, _ROW, "report-now"))
    if each.baseline != each.due.last_day:
        parts.append(line(scale(each.baseline), 5, scale(each.baseline), _ROW - 5, "report-baseline-mark"))
    if due != end:
        parts.append(bar(min(due, end), _MIDDLE - 4, abs(end - due), 8, look))
    parts.append(line(due, 3, due, _ROW - 3, "report-due-mark"))
    if each.open_end:
        # An open end: it is not known when this one will be reached.
        parts.append(
            text(end, _MIDDLE + 5, "\N{BLACK RIGHT-POINTING POINTER}", f"report-sign report-{look}", "start")
        )
    elif look != PLANNED:
        parts.append(element("circle", cx=share(end), cy=_MIDDLE, r=5, class_=f"report-dot report-{look}"))
    return element("svg", hidden(*parts), width="100%", height=_ROW, aria_hidden="true")


def _legend(found: Sequence[MilestoneVariance]) -> Element:
    there = {_look(each) for each in found}
    entries = [(gettext("Due date"), element("path", d="M12 0V12", class_="report-due-mark"))]
    if any(each.baseline != each.due.last_day for each in found):
        entries.append(
            (
                gettext("First baseline, where it differs"),
                element("path", d="M12 0V12", class_="report-baseline-mark"),
            )
        )
    for look, word in _LOOKS.items():
        if look in there:
            sign = element("rect", x=2, y=2, width=18, height=8, class_=f"report-bar report-{look}")
            entries.append((word, sign))
    return legend(entries)
