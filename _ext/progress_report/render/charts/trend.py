"""The milestone trend: when each report expected a milestone, against the month of the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from ...content.due_and_state import FINISHED
from ...content.yaml_keys import ACHIEVED
from ...core.dates import Date
from ...core.language import gettext
from ...core.periods import end_of, order, period_label, period_name
from ...domain import page_names
from ...domain.links import Links
from ...domain.parts import Part
from ...milestones.trend import TrendPoint
from .. import words
from ..elements import Cell, badge
from .markup import data_table, element, figure, graphic, hidden, legend, line, link, share, steps, text
from .scale import LEFT, RIGHT, TimeScale

_HEIGHT, _TOP, _BOTTOM = 260, 14, 230

#: The statuses of a milestone that is reached, with their own sign.
_REACHED = (ACHIEVED, FINISHED)

#: The most months with a label below the chart.
_NAMES = 4

#: The most milestones that can be distinguished; of more, those that moved most are drawn.
SERIES = 8

Path = Sequence[TrendPoint]


def trend_chart(points: Sequence[TrendPoint], month: str, links: Links) -> list[Part]:
    """Return the trend of ``points`` as picture and table, as of the end of ``month``: a step upwards is a
    slip."""
    paths = [list(group) for _, group in groupby(points, key=lambda each: each.milestone)]
    shown = sorted(paths, key=_days_moved, reverse=True)[:SERIES]
    end = end_of(month)
    one = paths[0][0].milestone if len(paths) == 1 else ""
    title = gettext("Expected date of the milestones by report")
    if one:
        title = gettext("Expected date of {milestone} by report").format(milestone=one)
    reports = TimeScale(min(end_of(each.month).last_day for each in points), end.last_day, 26.0, 96.0)
    days = [each.date.last_day for path in shown for each in path]
    expected = TimeScale(min(days), max(days))
    said = gettext("The date that each report expected, as of {date}.").format(date=end)
    if len(shown) < len(paths):
        said += " " + gettext("Of {total} milestones, the {shown} that moved most are drawn.").format(
            total=len(paths), shown=len(shown)
        )
    alt = words.pair(title, "; ".join(_story(path) for path in shown[:3]))
    axes = [*_months(points, reports), *_dates(expected)]
    lines = [part for number, path in enumerate(shown) for part in _line(path, number, reports, expected)]
    marks = [
        _mark(each, number, reports, expected)
        for number, path in enumerate(shown)
        for each in path
        if each.reported
    ]
    signs = [
        (path[0].milestone, element("circle", cx=12, cy=6, r=4, class_=f"report-dot report-series-{number}"))
        for number, path in enumerate(shown)
    ]
    drawn = [each for path in shown for each in path]
    if any(each.reported and each.status in _REACHED for each in drawn):
        reached = element("path", d="M12 0L18 6L12 12L6 6Z", class_="report-dot report-early")
        signs.append((gettext("Achieved"), reached))
    if any(each.passed for each in drawn):
        cross = element("path", d="M8 2L16 10M16 2L8 10", class_="report-cross")
        signs.append((gettext("Expected date passed"), cross))
    drawing = graphic(_HEIGHT, alt, hidden(*axes, *lines), *marks)
    return figure(title, said, alt, [legend(signs), drawing], [_data(points, links)])


def _days_moved(path: Path) -> int:
    return abs((path[-1].date.last_day - path[0].date.last_day).days)


def _story(path: Path) -> str:
    first, last = path[0], path[-1]
    values = {
        "month": period_name(first.month), "milestone": first.milestone, "date": first.date,
        "last_month": period_name(last.month), "last_date": last.date,
    }  # fmt: skip
    if last.status in _REACHED:
        text = gettext("in {month}, {milestone} was expected on {date}; it was achieved on {last_date}")
    elif last is first:
        text = gettext("in {month}, {milestone} was expected on {date}")
    else:
        text = gettext("in {month}, {milestone} was expected on {date}; in {last_month}, on {last_date}")
    return text.format(**values)


def _place(each: TrendPoint, reports: TimeScale, expected: TimeScale) -> tuple[float, float]:
    return reports(end_of(each.month).last_day), _height(expected, each)


def _height(expected: TimeScale, each: TrendPoint) -> float:
    part = (expected(each.date.last_day) - LEFT) / (RIGHT - LEFT)
    # All dates are the same: the line runs through the middle.
    part = part if expected.first != expected.last else 0.5
    return round(_BOTTOM - 16 - part * (_BOTTOM - _TOP - 40), 1)


def _months(points: Sequence[TrendPoint], reports: TimeScale) -> list[Element]:
    """Return the labels of the report months below their points, as many as there is room for."""
    months = sorted({each.month for each in points}, key=order)
    step = -(-len(months) // _NAMES)
    result: list[Element] = []
    for month in months[::-step]:
        x = reports(end_of(month).last_day)
        result += [
            line(x, _TOP, x, _BOTTOM, "report-grid"),
            text(x, _BOTTOM + 18, month, "report-tick", "end" if x > 90 else "middle"),
        ]
    return result


def _dates(expected: TimeScale) -> list[Element]:
    result: list[Element] = []
    days = dict.fromkeys((expected.first, expected.last))
    for day in days:
        y = _height(
            expected, TrendPoint("", "", Date(day.year, day.month, day.day), "", reported=False, passed=False)
        )
        result.append(line(0, y, 100, y, "report-grid"))
        result.append(text(0, y - 5, day.isoformat(), "report-tick", "start"))
    return result


def _line(path: Path, number: int, reports: TimeScale, expected: TimeScale) -> list[Element]:
    """Return steps from report to report; a date that passed ends the line until there is a new one."""
    parts: list[Element] = []
    css = f"report-line report-series-{number}"
    before: tuple[float, float] | None = None
    for run in _runs(path):
        places = [_place(each, reports, expected) for each in run]
        if before:
            # No date was known in between, so the connection to the next one is not drawn.
            parts.append(steps([before, places[0]], places[0][0], _HEIGHT, "report-gap"))
        parts.append(steps(_changes(places), places[-1][0], _HEIGHT, css))
        before = places[-1]
        if run[-1].passed:
            # Above the point, if there is one.
            x, y = before
            parts.append(text(x, y - 7, "\N{MULTIPLICATION SIGN}", "report-sign report-overdue"))
    return parts


def _runs(path: Path) -> list[list[TrendPoint]]:
    """Return the pieces of a line, each up to the month by which its date had passed."""
    runs: list[list[TrendPoint]] = []
    before: TrendPoint | None = None
    for each in path:
        if before is None or (before.passed and not each.passed):
            runs.append([])
        if before is None or not (before.passed and each.passed):
            runs[-1].append(each)
        before = each
    return runs


def _changes(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points at which the height changes."""
    return [place for index, place in enumerate(places) if not index or place[1] != places[index - 1][1]]


def _mark(each: TrendPoint, number: int, reports: TimeScale, expected: TimeScale) -> Element:
    x, y = _place(each, reports, expected)
    label = gettext("{month}: {milestone} {status}, {date}").format(
        month=period_name(each.month),
        milestone=each.milestone,
        status=words.STATUS_WITHIN[each.status],
        date=each.date,
    )
    title = element("title", label)
    if each.status in _REACHED:
        sign = element(
            "svg",
            element("path", title, d="M0 -7L7 0L0 7L-7 0Z", class_="report-dot report-early"),
            x=share(x),
            y=y,
            overflow="visible",
        )
    else:
        sign = element("circle", title, cx=share(x), cy=y, r=5, class_=f"report-dot report-series-{number}")
    return link(page_names.month(each.month), "", label, sign)


def _data(points: Sequence[TrendPoint], links: Links) -> Part:
    columns = [
        ("id", gettext("ID")),
        ("month", gettext("Report")),
        ("due", gettext("Expected")),
        ("status", gettext("Status")),
    ]
    ends = {each.milestone: each for each in points}.values()
    rows: list[list[Cell]] = [
        [
            links.milestone(each.milestone),
            links.month(each.month, period_label(each.month)),
            str(each.date),
            badge(each.status),
        ]
        for each in points
        if each.reported or each in ends
    ]
    return data_table(columns, rows)
