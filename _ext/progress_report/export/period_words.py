"""Schemas of a project that does not report by the month."""

from __future__ import annotations

import re
from typing import Any

from ..core.data_annotations import DATE_PATTERN, MONTH_PATTERN
from ..core.periods import MONTH, PERIODS, QUARTER, kind

#: Patterns of a period alone, and of a date, by the pattern for months.
_ALONE = {f"^{MONTH_PATTERN}$": "^(?:{period})$", f"^(?:{MONTH_PATTERN})?$": "^(?:{period})?$"}
_DATES = f"^{DATE_PATTERN}$"

_WORD = re.compile(r"\bmonth(?=s?\b)")

#: Descriptions about months of the calendar.
_OF_CALENDAR = re.compile("whole months|only the month is known")


def about_periods(schema: Any) -> Any:
    """Return a ``schema`` that is written for months, with the words and patterns of the project's periods.

    Keys keep their names: ``month`` is the period in every project.
    """
    if kind().word == MONTH:
        return schema
    if isinstance(schema, list):
        return [about_periods(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: about_periods(value) for name, value in schema.items()}
    said, pattern = made.get("description"), made.get("pattern")
    if isinstance(said, str) and not _OF_CALENDAR.search(said):
        made["description"] = _WORD.sub(kind().word, said)
    if pattern in _ALONE:
        made["pattern"] = _ALONE[pattern].replace("{period}", kind().pattern)
    elif pattern == _DATES and kind().word == QUARTER:
        # An achievement of which only the quarter is known.
        made["pattern"] = f"{_DATES}|^(?:{PERIODS[QUARTER].pattern})$"
    return made
