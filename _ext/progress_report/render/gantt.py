"""Rows of milestones as a Mermaid Gantt chart: from due to done, or to where the delay stands."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import groupby

from ..model.catalogue import FINISHED
from ..model.dates import Date
from ..model.rows import Row
from ..model.statements import ACHIEVED, CANCELLED, DELAYED
from . import words

#: About so many dates fit below the chart.
_TICKS = 9

_TAGS = {ACHIEVED: "done, ", FINISHED: "done, ", DELAYED: "crit, "}


def gantt(rows: Sequence[Row], month: str) -> str:
    """Return the diagram's source, sections by area; empty if no row has a date."""
    dated = [row for row in rows if row.due and row.status != CANCELLED]
    if not dated:
        return ""
    ends = [end for row in dated for end in _span(row, month)]
    months = max(1, -(-(max(ends) - min(ends)).days // 30 // _TICKS))
    lines = [
        "gantt", "  dateFormat YYYY-MM-DD", "  axisFormat %Y-%m", f"  tickInterval {months}month"
    ]  # fmt: skip
    for area, group in groupby(dated, key=lambda row: row.area):
        lines.append(f"  section {_plain(area or words.area(area, ''))}")
        lines += [_task(row, month) for row in group]
    return "\n".join(lines)


def _task(row: Row, month: str) -> str:
    first, last = _span(row, month)
    name = _plain(", ".join(row.ids))
    if first == last:
        return f"  {name} :{_TAGS.get(row.status, '')}milestone, {first.isoformat()}, 0d"
    return f"  {name} :{_TAGS.get(row.status, '')}{first.isoformat()}, {last.isoformat()}"


def _span(row: Row, month: str) -> tuple[datetime.date, datetime.date]:
    """From the due date to the achievement or, for what is late, to the forecast or the month's end."""
    due = row.due.last_day if row.due else Date.end_of(month).last_day
    said = row.statement
    other = due
    if said and row.status == ACHIEVED:
        done = said.date or Date.parse(said.month)
        other = done.last_day if done else due
    elif said and row.status == DELAYED:
        expected = said.forecast.last_day if said.forecast else due
        other = max(expected, Date.end_of(month).last_day)
    return min(due, other), max(due, other)


def _plain(text: str) -> str:
    """A name without the characters that mean something to Mermaid."""
    return "".join(c if c.isalnum() or c in " .,-–/()" else " " for c in text).strip() or "Other"
