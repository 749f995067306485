"""The chart of late milestones: their number at the end of each month, and the sum of their days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from ...core.language import Translated, counted, gettext, gettext_noop, number
from ...core.periods import end_of, period_label, period_name
from ...domain import page_names
from ...domain.links import Links
from ...domain.parts import Part
from ...milestones.verdict import LateMonth
from ..elements import Cell
from .markup import bar, data_table, element, figure, graphic, hidden, legend, line, link, text
from .scale import CountScale

_HEIGHT, _TOP, _MIDDLE, _LOWER, _BOTTOM = 280, 34, 130, 176, 250

#: The most months with a label below the bars.
_NAMES = 6


def late_chart(found: Sequence[LateMonth], links: Links) -> list[Part]:
    """Return two rows of bars for the months ``found``, counts above and days below, and their table."""
    first, last = found[0], found[-1]
    now, then = (each.overdue + each.delayed for each in (last, first))
    title = gettext("Late milestones")
    alt = counted(
        "Late milestones: {count} milestone late at the end of {month}, {days} in total",
        "Late milestones: {count} milestones late at the end of {month}, {days} in total",
        now,
        month=period_name(last.month),
        days=counted("{count} day", "{count} days", last.days),
    )
    if last is not first:
        alt = gettext("{now}; {count} at the end of {month}, {days} in total").format(
            now=alt,
            count=then,
            month=period_name(first.month),
            days=counted("{count} day", "{count} days", first.days),
        )
    counts = CountScale(max(each.overdue + each.delayed for each in found), _TOP, _MIDDLE)
    days = CountScale(max(each.days for each in found), _LOWER + 20, _BOTTOM)
    width = 100 / len(found)
    step = -(-len(found) // _NAMES)
    still: list[Element] = [
        text(0, 12, gettext("Milestones late"), "report-label", "start"),
        text(0, _LOWER - 8, gettext("Total days late"), "report-label", "start"),
        line(0, _MIDDLE, 100, _MIDDLE, "report-grid"),
        line(0, _BOTTOM, 100, _BOTTOM, "report-grid"),
    ]
    bars = []
    for index, each in enumerate(found):
        left = index * width
        named = (len(found) - 1 - index) % step == 0
        bars.append(_bars(each, left, width, counts, days, named))
        if named:
            still.append(text(left + width / 2, _BOTTOM + 18, each.month, "report-tick"))
    signs = [
        (_NAMED[name], element("rect", x=2, y=1, width=18, height=10, class_=f"report-bar report-{name}"))
        for name, _ in _PARTS
    ]
    drawing = graphic(_HEIGHT, alt, hidden(*still), *bars)
    said = gettext("At the end of each month, as of {date}.").format(date=end_of(last.month))
    return figure(title, said, alt, [legend(signs), drawing], [_data(found, links)])


_PARTS: Sequence[tuple[str, Callable[[LateMonth], int]]] = (
    ("overdue", lambda each: each.overdue),
    ("delayed", lambda each: each.delayed),
)

_NAMED = Translated(
    {
        "overdue": gettext_noop("Overdue"),
        "delayed": gettext_noop("Delayed"),
    }
)


def _bars(
    each: LateMonth, left: float, width: float, counts: CountScale, days: CountScale, named: bool
) -> Element:
    x, wide, middle = left + width * 0.15, width * 0.7, left + width / 2
    total = each.overdue + each.delayed
    label = counted(
        "{month}: {overdue} overdue, {delayed} delayed, {count} day late",
        "{month}: {overdue} overdue, {delayed} delayed, {count} days late",
        each.days,
        month=period_name(each.month),
        overdue=each.overdue,
        delayed=each.delayed,
    )
    parts = [element("title", label), *_stack(each, x, wide, counts)]
    parts.append(text(middle, counts(total) - 4, str(total), "report-label"))
    parts.append(bar(x, days(each.days), wide, days.bottom - days(each.days), "days"))
    if named:
        parts.append(text(middle, days(each.days) - 4, number(each.days), "report-tick"))
    return link(page_names.month(each.month), "", label, *parts)


def _stack(each: LateMonth, x: float, wide: float, counts: CountScale) -> Iterator[Element]:
    below = 0
    for name, value in _PARTS:
        count = value(each)
        if count:
            top = counts(below + count)
            yield bar(x, top, wide, round(counts(below) - top, 1), name)
        below += count


def _data(found: Sequence[LateMonth], links: Links) -> Part:
    names = (gettext("Late"), gettext("Overdue"), gettext("Delayed"), gettext("Days late"))
    columns = [("month", gettext("Month")), *(("number", name) for name in names)]
    rows: list[list[Cell]] = [
        [links.month(each.month, period_label(each.month)), *map(number, numbers)]
        for each in found
        for numbers in [(each.overdue + each.delayed, each.overdue, each.delayed, each.days)]
    ]
    return data_table(columns, rows)
