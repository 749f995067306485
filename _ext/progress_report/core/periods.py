"""The periods on which a project reports: months, quarters or releases.

In the code, in keys of data and in addresses, a "month" is such a period, whichever ``report_period`` in
``conf.py`` chooses. Only the dates of milestones are about months of the calendar (:mod:`.dates`).

As with the language, one kind applies to the whole process. Each build and each command sets it at its start;
whoever loads the reports adds the dates of releases and the titles of periods.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from babel.dates import format_date, format_skeleton

from .data_annotations import MONTH_PATTERN
from .dates import YEARS, Date
from .identifiers import sort_key
from .language import language, use_words_of
from .limits import PERIOD_NAME_CHARACTERS

MONTH, QUARTER, RELEASE = "month", "quarter", "release"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of periods.

    ``word`` is its name. ``form`` and ``example`` say how a period is written, ``pattern`` as a regular
    expression, which editors read too. ``months`` is its length; 0 for a kind that has no calendar. ``long``
    is the skeleton of its name in words, ``short`` the pattern of the name without the year.
    """

    word: str
    form: str
    example: str
    pattern: str
    months: int = 0
    long: str = ""
    short: str = ""


#: A release has any name that is safe as that of a file and as a part of an address. The page of a year has
#: four digits alone.
_RELEASE = r"(?![0-9]{4}$)(?=[^0-9]*[0-9])[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?"

PERIODS = {
    MONTH: Kind(MONTH, "YYYY-MM", "2017-08", MONTH_PATTERN, 1, "yMMMM", "LLL"),
    QUARTER: Kind(QUARTER, "YYYY-Qn", "2024-Q1", r"[0-9]{4}-Q[1-4]", 3, "yQQQ", "QQQ"),
    RELEASE: Kind(RELEASE, "a name with a digit, such as v1.2", "v1.2", _RELEASE),
}

_PATTERNS = {name: re.compile(kind.pattern, re.ASCII) for name, kind in PERIODS.items()}

#: The date of a release that does not have one: such a release is a draft.
UNDATED = Date(2000, 1, 1)

_kind = PERIODS[MONTH]
_dates: Mapping[str, Date] = {}
_ranks: Mapping[str, str] = {}
_titles: Mapping[str, str] = {}


def use_periods(name: str) -> None:
    """Set the kind of all periods by its ``name``, and forget the dates and titles of other ones."""
    global _kind
    _kind = PERIODS[name]
    use_words_of(name if name != MONTH else "")
    use_releases({})


def use_releases(dates: Mapping[str, Date | None]) -> None:
    """Set the releases of a project, and forget the titles of others: ``dates`` by name, None for a release
    without a date.

    It is empty for periods of the calendar, whose names are their dates.
    """
    global _dates, _ranks, _titles
    _titles = {}
    _dates = {name: date or UNDATED for name, date in dates.items()}
    # One without a date is being written: it comes last.
    names = sorted(dates, key=lambda name: (dates[name] is None, _dates[name].last_day, sort_key(name), name))
    _ranks = {"": "", **{name: f"{rank:06}" for rank, name in enumerate(names)}}


def add_release(name: str, day: datetime.date) -> None:
    """Add the release ``name``, dated to a ``day``, unless the project has it or reports on periods of the
    calendar."""
    if not _kind.months and name not in _dates:
        undated = {each for each, date in _dates.items() if date is UNDATED}
        dates = {each: None if each in undated else date for each, date in _dates.items()}
        use_releases({**dates, name: Date(day.year, day.month, day.day)})


def use_titles(titles: Mapping[str, str]) -> None:
    """Set the titles of periods by name, by which pages name them.

    A title that is too long for a table, or that another period has too, is left out: its name in words says
    which period it is. So is one that is only the name, which a page without a title has.
    """
    global _titles
    _titles = {}
    counts = Counter((*titles.values(), *map(period_name, titles)))
    _titles = {
        name: title
        for name, title in titles.items()
        if title not in ("", name) and len(title) <= PERIOD_NAME_CHARACTERS and counts[title] == 1
    }


def kind() -> Kind:
    """Return the kind of all periods."""
    return _kind


def file_pattern() -> str:
    """Return the pattern of names of files that are made for each period, also by an earlier setting."""
    return "|".join({PERIODS[each].pattern: each for each in (MONTH, QUARTER, _kind.word)})


def expected() -> str:
    """Return the form of a period, for a message; for a release, those that there are."""
    return ", ".join(_dates) or _kind.form


def is_well_formed(text: str) -> bool:
    """Return whether ``text`` can name a period, whether or not there is such a release.

    The bounds of years leave room to count periods forward and back without leaving the calendar.
    """
    if not _PATTERNS[_kind.word].fullmatch(text):
        return False
    return not _kind.months or int(text[:4]) in YEARS


def is_period(text: str) -> bool:
    """Return whether ``text`` is a period: one of the calendar, or a release of the project."""
    return is_well_formed(text) if _kind.months else text in _dates


def order(name: str) -> str:
    """Return a text by which periods are sorted and compared, the oldest first.

    It is empty for the empty ``name``. A release that the project does not have is after all that it has.
    """
    return name if _kind.months else _ranks.get(name, f"~{name}")


def date_of(name: str) -> Date:
    """Return the period ``name`` as a date that is no more precise: a month, a quarter, the day of a release.

    Among releases, a schedule has months of the calendar too (see :func:`timeline`).
    """
    if not _kind.months:
        return _dates.get(name) or Date.parse(name) or UNDATED
    return Date(int(name[:4]), _last_month(name), months=_kind.months)


def end_of(name: str) -> Date:
    """Return the last day of the period ``name``, or the day of the release: all its figures are as of
    then."""
    last = date_of(name).last_day
    return Date(last.year, last.month, last.day)


def period_after(name: str, count: int = 1) -> str:
    """Return the period that is ``count`` after ``name``; empty for a release, which has no calendar, and
    outside of that."""
    moved = date_of(name).month_after(count * _kind.months) if _kind.months else None
    return period_of(moved.last_day) if moved else ""


def period_of(day: datetime.date) -> str:
    """Return the period that contains a ``day``: for releases, the first one from then on; empty after
    all."""
    if not _kind.months:
        return next((name for name in _ranks if name in _dates and day <= _dates[name].last_day), "")
    return _calendar_period(day, _kind.months)


def timeline(days: Iterable[datetime.date], periods: Iterable[str]) -> list[str]:
    """Return all periods from the first to the last of ``days`` and ``periods``.

    Among releases, these are months of the calendar, with the given releases at their places.
    """
    known = [*periods]
    every = sorted((*days, *(end_of(name).last_day for name in known)))
    length = _kind.months or 1
    day, found = every[0], [_calendar_period(every[0], length)]
    while found[-1] != _calendar_period(every[-1], length):
        day = end_of(found[-1]).last_day + datetime.timedelta(days=1)
        found.append(_calendar_period(day, length))
    if _kind.months:
        return found
    return sorted(dict.fromkeys((*known, *found)), key=lambda name: (end_of(name).last_day, order(name)))


def _calendar_period(day: datetime.date, months: int) -> str:
    return str(Date(day.year, day.month + -day.month % months, months=months))


def year_of(name: str) -> str:
    """Return the year in which the period ``name`` ends: ``2017``."""
    return f"{end_of(name).year:04}"


def period_name(name: str) -> str:
    """Return the title of the period ``name``, or its name in words in the language of the site: ``August
    2017``, ``Q1 2024``, ``v1.2``."""
    return _titles.get(name) or period_in_words(name)


def period_in_words(name: str) -> str:
    """Return the period ``name`` in words in the language of the site, whatever its title is."""
    return _in_words(name, language()) if _kind.months else name


def period_label(name: str) -> str:
    """Return the title of the period ``name``, or the name itself, for places where the form of a date is
    enough: ``2017-08``."""
    return _titles.get(name, name)


def period_short(name: str) -> str:
    """Return the period ``name`` as short as the language of the site allows, without its year: ``Aug``."""
    return format_date(date_of(name).first_day, _kind.short, language()) if _kind.months else name


def known_periods(names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return each of ``names`` with its name in words and its last day, which any page may show."""
    return tuple((name, period_name(name), str(end_of(name))) for name in names)


def _last_month(name: str) -> int:
    return int(name[6:]) * 3 if _kind.word == QUARTER else int(name[5:])


@cache
def _in_words(name: str, language: str) -> str:
    return format_skeleton(_kind.long, date_of(name).first_day, locale=language)
