"""The axes that charts share: grid, labels, and the date of a chart."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...core.language import number
from .markup import line, text
from .scale import CountScale, TimeScale


def time_axis(scale: TimeScale, top: int, bottom: int) -> Iterator[Element]:
    """Yield the months below a plot, each with a grid line from ``top`` to ``bottom`` (pixels)."""
    for day, name in scale.ticks():
        x = scale(day)
        yield line(x, top, x, bottom, "report-grid")
        # A label at the border must not be cut off.
        anchor = "start" if x < 10 else "end" if x > 94 else "middle"
        yield text(x, bottom + 18, name, "report-tick", anchor)


def count_axis(scale: CountScale, left: float, right: float) -> Iterator[Element]:
    """Yield the counts beside a plot, each with a grid line from ``left`` to ``right`` (shares of
    the width)."""
    for count in scale.ticks():
        y = scale(count)
        yield line(left, y, right, y, "report-grid")
        yield text(left - 0.8, y + 4, number(count), "report-tick", "end")


def as_of(scale: TimeScale, day: datetime.date, top: int, bottom: int) -> Iterator[Element]:
    """Yield a line from ``top`` to ``bottom`` (pixels) at ``day``, the date of the chart."""
    x = scale(day)
    yield line(x, top, x, bottom, "report-now")
    before = x > 75
    yield text(
        x + (-0.8 if before else 0.8), top + 10, day.isoformat(), "report-tick", "end" if before else "start"
    )
