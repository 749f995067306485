"""Dates to the day, or to the month only."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, field
from typing import Annotated

from babel.dates import format_skeleton

from .data_annotations import word
from .language import counted, language

#: The years in which reports are possible.
YEARS = range(1900, 2200)

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Date:
    """A date ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is known (``day`` is None).

    The site never shows more precision than was given (content model, section 2). Where not even the month is
    known, as in a report on a quarter, ``months`` is the number of months that end with ``month``.
    """

    year: int
    month: int
    day: int | None = None
    months: int = 1

    @classmethod
    def parse(cls, text: str) -> Date | None:
        """Read ``YYYY-MM-DD`` or ``YYYY-MM``; None for anything else and for impossible dates."""
        match = _DATE.fullmatch(text)
        if not match or not text.isascii():
            return None
        year, month = int(match[1]), int(match[2])
        day = int(match[3]) if match[3] else None
        try:
            datetime.date(year, month, 1 if day is None else day)
        except ValueError:
            return None
        return cls(year, month, day)

    def month_after(self, months: int) -> Date | None:
        """Return the month that is ``months`` later, or earlier if negative; None outside the calendar."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date(year, month + 1) if datetime.MINYEAR <= year <= datetime.MAXYEAR else None

    @property
    def iso_month(self) -> str:
        """The month as ``YYYY-MM``."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_day(self) -> datetime.date:
        """The day itself, or the first day of a month or quarter."""
        return datetime.date(self.year, self.month + 1 - self.months, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The day itself, or the last day of a month: a date without a day counts to the month's end."""
        return datetime.date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        if self.months > 1:
            return f"{self.year:04}-Q{self.month // self.months}"
        return f"{self.iso_month}-{self.day:02}" if self.day else self.iso_month


@dataclass(frozen=True, slots=True)
class Span:
    """A difference between two dates.

    In words it is always in days, so that any two can be compared: where one of the dates is only a month,
    these are the fewest and the most that it can be (``days``).
    """

    count: Annotated[int, "The number of units; positive is later."]
    unit: Annotated[str, "The unit.", word("day", "month")]
    days: tuple[int, int] = field(default=(0, 0), compare=False)

    def said(self, singular: str, plural: str, **values: object) -> str:
        """Return a text in the language of the site with ``{days}``, the size of the difference, in it.

        ``singular``, ``plural`` and ``values`` are as those of :func:`core.language.counted`.
        """
        if self.unit == "day":
            count = abs(self.count)
            return counted(singular, plural, count, days=count, **values)
        fewest, most = sorted(map(abs, self.days))
        # A range has the form for many, whatever its end.
        return counted(singular, plural, max(most, 2), days=f"{fewest}–{most}", **values)

    def __str__(self) -> str:
        return self.said("{days} day", "{days} days")


def difference(later: Date, earlier: Date) -> Span:
    """Return ``later`` minus ``earlier``: in days if both dates have a day, else in whole months."""
    days = (later.first_day - earlier.last_day).days, (later.last_day - earlier.first_day).days
    if later.day and earlier.day:
        return Span(days[0], "day", days)
    return Span((later.year - earlier.year) * 12 + later.month - earlier.month, "month", days)


def month_name(date: Date) -> str:
    """Return the month of a date in words (``2017-08``: ``August 2017``), in the language of the site."""
    return format_skeleton("yMMMM", date.first_day, locale=language())
