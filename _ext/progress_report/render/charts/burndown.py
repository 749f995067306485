"""The burndown: remaining milestones by first baseline, current plan, actual state and current forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from ...core.language import Translated, counted, gettext, gettext_noop
from ...core.periods import end_of, period_label, period_name
from ...domain import page_names
from ...domain.links import Links
from ...domain.parts import Part
from ...milestones.burndown import Point
from .. import words
from ..elements import Cell, paragraph
from .axes import as_of, count_axis, time_axis
from .markup import data_table, element, figure, graphic, hidden, legend, link, share, steps
from .scale import LEFT, RIGHT, CountScale, TimeScale

_HEIGHT, _TOP, _BOTTOM = 280, 14, 250

#: The number of newest reports that have a mark with a link.
MARKS = 24

#: The most rows in the table; a longer schedule is listed in larger steps.
_ROWS = 40

_SERIES: Sequence[tuple[str, Callable[[Point], int | None]]] = (
    ("baseline", lambda point: point.baseline),
    ("plan", lambda point: point.plan),
    ("forecast", lambda point: point.forecast),
    ("actual", lambda point: point.remaining),
)

_NAMES = Translated(
    {
        "baseline": gettext_noop("First baseline"),
        "plan": gettext_noop("Current plan"),
        "forecast": gettext_noop("Current forecast"),
        "actual": gettext_noop("Actual"),
    }
)


def burndown_chart(points: Sequence[Point], title: str, links: Links) -> list[Part]:
    """Return the burndown of ``points`` as picture and table, with a ``title``."""
    known = [point for point in points if point.remaining is not None]
    last = known[-1] if known else None
    alt, said = title, gettext("No month is published yet.")
    if last:
        alt = counted(
            "{title}: at the end of {month}, {count} milestone remaining and {achieved} achieved; the first "
            "baseline planned for {planned} remaining",
            "{title}: at the end of {month}, {count} milestones remaining and {achieved} achieved; the first "
            "baseline planned for {planned} remaining",
            last.remaining or 0,
            title=title,
            month=period_name(last.month),
            achieved=last.achieved,
            planned=last.baseline,
        )
        said = gettext("Milestones remaining at the end of each month, as of {date}.").format(
            date=end_of(last.month)
        )
    scale = TimeScale(end_of(points[0].month).last_day, end_of(points[-1].month).last_day)
    counts = CountScale(
        max(value for point in points for value in _values(point) if value is not None), _TOP, _BOTTOM
    )
    lines = [
        steps(
            _places(points, value, scale, counts),
            _end(points, value, scale),
            _HEIGHT,
            f"report-line report-{name}",
        )
        for name, value in _SERIES
        if any(value(point) is not None for point in points)
    ]
    axes = [*time_axis(scale, _TOP, _BOTTOM), *count_axis(counts, LEFT, RIGHT)]
    now = list(as_of(scale, end_of(last.month).last_day, _TOP, _BOTTOM)) if last else []
    drawing = graphic(
        _HEIGHT, alt, hidden(*axes, *lines, *now), *(_mark(each, scale, counts) for each in known[-MARKS:])
    )
    return figure(title, said, alt, [_legend(points), drawing], [_data(points, links)])


def _values(point: Point) -> list[int | None]:
    return [value(point) for _, value in _SERIES]


def _places(
    points: Sequence[Point], value: Callable[[Point], int | None], scale: TimeScale, counts: CountScale
) -> list[tuple[float, float]]:
    """Return where a line changes; points with the same value are left out."""
    places: list[tuple[float, float]] = []
    for point in points:
        number = value(point)
        if number is not None and (not places or counts(number) != places[-1][1]):
            places.append((scale(end_of(point.month).last_day), counts(number)))
    return places


def _end(points: Sequence[Point], value: Callable[[Point], int | None], scale: TimeScale) -> float:
    last = next(point for point in reversed(points) if value(point) is not None)
    return scale(end_of(last.month).last_day)


def _mark(point: Point, scale: TimeScale, counts: CountScale) -> Element:
    remaining = point.remaining or 0
    x, y = scale(end_of(point.month).last_day), counts(remaining)
    label = gettext("{month}: {count} remaining").format(month=period_name(point.month), count=remaining)
    dot = element(
        "circle", element("title", label), cx=share(x), cy=y, r=4, class_="report-dot report-actual"
    )
    return link(page_names.month(point.month), "", label, dot)


def _legend(points: Sequence[Point]) -> Element:
    shown = [
        (_NAMES[name], element("path", d="M0 6H24", class_=f"report-line report-{name}"))
        for name, value in _SERIES
        if any(value(point) is not None for point in points)
    ]
    return legend(shown)


def _data(points: Sequence[Point], links: Links) -> Part:
    columns = [
        ("month", gettext("Month")),
        *(("number", name) for name in _NAMES.values()),
        ("number", gettext("Achieved")),
    ]
    step = -(-len(points) // _ROWS)
    marked = [point for point in points if point.remaining is not None][-MARKS:]
    chosen = [point for index, point in enumerate(points) if index % step == 0 or point in marked]
    rows: list[list[Cell]] = []
    for point in chosen:
        label = period_label(point.month)
        month = links.month(point.month, label) if point.remaining is not None else label
        rows.append([month, *(_number(value) for value in (*_values(point), point.achieved))])
    return data_table(columns, rows)


def _number(value: int | None) -> Cell:
    return [paragraph(words.DASH if value is None else str(value))]
