"""The chart of late milestones: their number at the end of each month, and the sum of their days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from ...core.dates import Date, month_name
from ...domain import page_names
from ...domain.links import Links
from ...domain.parts import Part
from ...milestones.verdict import LateMonth
from .. import words
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
    title = "Late milestones"
    alt = f"{title}: {words.count(now, 'milestone')} late at the end of {month_name(last.month)}"
    alt += f", {words.count(last.days, 'day')} in total"
    if last is not first:
        alt += f"; {then} at the end of {month_name(first.month)}, {words.count(first.days, 'day')} in total"
    counts = CountScale(max(each.overdue + each.delayed for each in found), _TOP, _MIDDLE)
    days = CountScale(max(each.days for each in found), _LOWER + 20, _BOTTOM)
    width = 100 / len(found)
    step = -(-len(found) // _NAMES)
    still: list[Element] = [
        text(0, 12, "Milestones late", "report-label", "start"),
        text(0, _LOWER - 8, "Total days late", "report-label", "start"),
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
        (word, element("rect", x=2, y=1, width=18, height=10, class_=f"report-bar report-{name}"))
        for name, word, _ in _PARTS
    ]
    drawing = graphic(_HEIGHT, alt, hidden(*still), *bars)
    said = f"At the end of each month, as of {Date.end_of(last.month)}."
    return figure(title, said, alt, [legend(signs), drawing], [_data(found, links)])


_PARTS: Sequence[tuple[str, str, Callable[[LateMonth], int]]] = (
    ("overdue", "Overdue without an explanation", lambda each: each.overdue),
    ("delayed", "Reported as delayed", lambda each: each.delayed),
)


def _bars(
    each: LateMonth, left: float, width: float, counts: CountScale, days: CountScale, named: bool
) -> Element:
    x, wide, middle = left + width * 0.15, width * 0.7, left + width / 2
    total = each.overdue + each.delayed
    label = (
        f"{month_name(each.month)}: {each.overdue} overdue, {each.delayed} delayed, {each.days:,} days late"
    )
    parts = [element("title", label), *_stack(each, x, wide, counts)]
    parts.append(text(middle, counts(total) - 4, str(total), "report-label"))
    parts.append(bar(x, days(each.days), wide, days.bottom - days(each.days), "days"))
    if named:
        parts.append(text(middle, days(each.days) - 4, f"{each.days:,}", "report-tick"))
    return link(page_names.month(each.month), "", label, *parts)


def _stack(each: LateMonth, x: float, wide: float, counts: CountScale) -> Iterator[Element]:
    below = 0
    for name, _, value in _PARTS:
        number = value(each)
        if number:
            top = counts(below + number)
            yield bar(x, top, wide, round(counts(below) - top, 1), name)
        below += number


def _data(found: Sequence[LateMonth], links: Links) -> Part:
    names = ("Late", "Overdue", "Delayed", "Days late")
    columns = [("month", "Month"), *(("number", name) for name in names)]
    rows: list[list[Cell]] = [
        [links.month(each.month, each.month), *(f"{number:,}" for number in numbers)]
        for each in found
        for numbers in [(each.overdue + each.delayed, each.overdue, each.delayed, each.days)]
    ]
    return data_table(columns, rows)
