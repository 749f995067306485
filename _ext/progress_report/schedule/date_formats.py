"""The dates of an export: their formats, and whether the day or the month comes first.

``05/06/2018`` may be in May or in June. So the order is decided for a whole column, by those of its dates
that can be read in only one way, or else by ``report_date_order`` in ``conf.py``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from babel.dates import get_month_names

from ..content.settings import DATE_ORDERS
from ..core.dates import Date
from .scheduler_table import ScheduleError

#: The names of the orders in messages.
ORDER_NAMES = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}

#: The languages in which a month may be named. English comes first.
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "cs")

#: A year outside this range is a mistake.
SCHEDULE_YEARS = range(1950, 2150)

# The day 0 of Excel's count, valid for all days after February 1900.
_EXCEL_DAY_0 = datetime.date(1899, 12, 30)

# Primavera marks a date as actual (A) or constrained (*).
_MARK = re.compile(r"(?<![\sA*])(?:\s*(?<![A-Za-z])[A*])+$")
# Only the day counts: an export has no time zone.
_TIME = re.compile(
    r"(?<![T ,])[T ,]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?\s*)?(?:Z|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DAY_NAMED = re.compile(r"(\d{1,2})[-/. ]*([^\W\d_]{3,12})\.?[-/., ]*(\d{4}|\d\d)")
_NAMED_DAY = re.compile(r"([^\W\d_]{3,12})\.?[-/. ]*(\d{1,2})[-/., ]+(\d{4}|\d\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)")

#: The dates of a column: the row and the text of each.
Column = Sequence[tuple[int, str]]


def is_serial(text: str) -> bool:
    """Return whether ``text`` is a date as Excel counts days: a number from 1900 on."""
    return bool(_SERIAL.fullmatch(text)) and bool(_readings(text))


def date_of(text: str, order: str) -> Date | None:
    """Return the date that ``text`` means in ``order``, one of :data:`DATE_ORDERS`; None if there is none."""
    readings = _readings(text)
    return readings.get(order) or readings.get("")


def orders_of(columns: Mapping[str, Column], wanted: str) -> dict[str, str]:
    """Return the order in which to read each column.

    :param columns: the dates by the title of their column
    :param wanted: the order that ``conf.py`` sets; may be empty
    :raises ScheduleError: if the dates of a column have no common order, or several
    """
    possible = {title: _possible(title, column) for title, column in columns.items()}
    decided: dict[str, str] = {}
    for title, orders in possible.items():
        if wanted and wanted not in orders:
            row, text = next(each for each in columns[title] if wanted not in _orders(each[1]))
            raise ScheduleError(
                f"row {row}: {title} '{text}' is not written {ORDER_NAMES[wanted]}, "
                f"as report_date_order = '{wanted}' in conf.py says"
            )
        if wanted or len(orders) == 1:
            decided[title] = wanted or orders[0]
    agreed = set(decided.values())
    for title, orders in possible.items():
        if title in decided:
            continue
        if len(agreed & set(orders)) == 1 and len(agreed) == 1:
            decided[title] = next(iter(agreed))
        else:
            decided[title] = orders[0]
            _ask_if_open(title, columns[title], orders)
    return decided


def _possible(title: str, column: Column) -> tuple[str, ...]:
    """Return the orders in which every date of a column can be read; texts that are not dates are ignored."""
    orders: tuple[str, ...] = DATE_ORDERS
    for row, text in column:
        left = tuple(order for order in orders if order in _orders(text))
        if not left:
            before = next(
                (each for each in column if not set(_orders(each[1])) & set(_orders(text))), column[0]
            )
            raise ScheduleError(
                f"{title}: '{before[1]}' in row {before[0]} and '{text}' in row {row} have no common order; "
                "correct the wrong one"
            )
        orders = left
    return orders


def _orders(text: str) -> tuple[str, ...]:
    readings = _readings(text)
    return DATE_ORDERS if not readings or "" in readings else tuple(readings)


def _ask_if_open(title: str, column: Column, orders: Sequence[str]) -> None:
    """Raise an error that asks for the order if a date of the column depends on it."""
    for row, text in column:
        found = {str(date_of(text, order)): order for order in orders}
        if len(found) > 1:
            choice = " or ".join(f'"{order}" ({ORDER_NAMES[order]})' for order in found.values())
            raise ScheduleError(
                f"row {row}: {title} '{text}' can be {' or '.join(found)}; "
                f"set report_date_order in conf.py to {choice}"
            )


def _readings(text: str) -> dict[str, Date]:
    """Return the dates that ``text`` can mean by order; the order is empty if it does not matter."""
    text = _TIME.sub("", _MARK.sub("", text)).strip()
    return {order: date for order, *numbers in _numbers(text) if (date := _valid(*numbers))}


def _numbers(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield order, year, month and day for each order."""
    if match := _YEAR_FIRST.fullmatch(text):
        yield "", int(match[1]), int(match[3]), int(match[4])
    elif match := _COMPACT.fullmatch(text):
        yield "", int(match[1]), int(match[2]), int(match[3])
    elif match := _SERIAL.fullmatch(text):
        day = _EXCEL_DAY_0 + datetime.timedelta(int(match[1]))
        yield "", day.year, day.month, day.day
    elif match := _DAY_NAMED.fullmatch(text):
        yield "", _year(match[3]), _month(match[2]), int(match[1])
    elif match := _NAMED_DAY.fullmatch(text):
        yield "", _year(match[3]), _month(match[1]), int(match[2])
    elif match := _NUMBERS.fullmatch(text):
        first, second, third = int(match[1]), int(match[3]), match[4]
        yield "dmy", _year(third), second, first
        yield "mdy", _year(third), first, second
        if len(third) < 4 and len(match[1]) == 2:
            yield "ymd", _year(match[1]), second, int(third)


def _year(text: str) -> int:
    # For two digits, as in POSIX.
    return int(text) if len(text) > 2 else int(text) + (1900 if int(text) >= 69 else 2000)


@cache
def _month(name: str) -> int:
    """Return the number of a month by its name, abbreviated or not, in English or another language; 0 for
    anything else, and for a name that means two months."""
    for languages in (LANGUAGES[:1], LANGUAGES):
        found = {
            number
            for language in languages
            for width in ("wide", "abbreviated")
            for number, month in get_month_names(width, locale=language).items()
            if month.casefold().startswith(name.casefold())
        }
        if found:
            return found.pop() if len(found) == 1 else 0
    return 0


def _valid(year: int, month: int, day: int) -> Date | None:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return Date(year, month, day) if year in SCHEDULE_YEARS else None
