"""Charts as Vega-Lite specifications, each with a table of its data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from docutils import nodes

from ..model.burndown import Point
from ..model.trend import TrendPoint
from . import words
from .elements import Cell, paragraph, table
from .nodes import chart, disclosure

_SIZE = {"width": 640, "height": 260, "autosize": {"type": "fit", "contains": "padding"}}

#: Told apart without colour too: each series has a shape of its own.
_SERIES = ("Baseline: left to do as planned", "Remaining", "Achieved")


def burndown_chart(points: Sequence[Point], title: str) -> list[nodes.Node]:
    """The burndown as picture and table."""
    values = []
    for point in points:
        for name, value in zip(_SERIES, (point.baseline, point.remaining, point.achieved), strict=True):
            if value is not None:
                values.append({"month": f"{point.month}-15", "count": value, "series": name})
    series = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(_SERIES)},
        "title": None,
        "legend": {"orient": "bottom", "direction": "vertical", "labelLimit": 400},
    }
    spec = {
        **_SIZE,
        "data": {"values": values},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "title": None},
            "y": {
                "field": "count",
                "type": "quantitative",
                "title": "Milestones",
                "axis": {"tickMinStep": 1},
            },
        },
        **_lines(series, interpolate="step-after"),
    }
    known = [point for point in points if point.remaining is not None]
    alt = title
    if known:
        last = known[-1]
        alt += f": {last.remaining} remaining and {last.achieved} achieved at the end of {last.month}"
    columns = [("month", "Month"), ("number", "Baseline"), ("number", "Remaining"), ("number", "Achieved")]
    rows = [
        [[paragraph(point.month)], *_numbers(point.baseline, point.remaining, point.achieved)]
        for point in points
    ]
    return [_picture(spec, alt), _data(columns, rows)]


def trend_chart(points: Sequence[TrendPoint], title: str) -> list[nodes.Node]:
    """The milestone trend as picture and table: a rising line is a slipping milestone."""
    values = [
        {"month": f"{each.month}-15", "date": each.date.last_day.isoformat(), "milestone": each.milestone}
        for each in points
    ]
    series = {"field": "milestone", "type": "nominal", "title": None}
    spec = {
        **_SIZE,
        "data": {"values": values},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "title": "Report"},
            "y": {
                "field": "date",
                "type": "temporal",
                "timeUnit": "utcyearmonthdate",
                "title": "Expected",
                "axis": {"format": "%Y-%m-%d"},
            },
        },
        **_lines(series),
    }
    columns = [("id", "ID"), ("month", "Report"), ("due", "Expected"), ("status", "Status")]
    rows: list[list[Cell]] = [
        [
            [paragraph(text)]
            for text in (each.milestone, each.month, str(each.date), words.STATUS[each.status])
        ]
        for each in points
    ]
    return [_picture(spec, title), _data(columns, rows)]


def _lines(series: Mapping[str, object], **line: str) -> dict[str, object]:
    """Lines with a mark at each value. As two layers, of which the marks alone have a legend: a line knows no
    shape. It takes its colour from another channel, or there would be a legend for each of the two."""
    return {
        "layer": [
            {"mark": {"type": "line", **line}, "encoding": {"stroke": {**series, "legend": None}}},
            {"mark": {"type": "point", "filled": True}, "encoding": {"color": series, "shape": series}},
        ]
    }


def _numbers(*values: int | None) -> list[Cell]:
    return [[paragraph(words.NO_DATE if value is None else str(value))] for value in values]


def _picture(spec: dict[str, object], alt: str) -> chart:
    return chart(spec=json.dumps(spec, sort_keys=True), alt=alt)


def _data(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Cell]]) -> disclosure:
    return disclosure("", table(columns, rows, ["report-data"]), summary="The data as a table")
