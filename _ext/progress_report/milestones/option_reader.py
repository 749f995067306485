"""Read the options of one directive, whichever it is, and collect what is invalid."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..content.known import Known
from ..core.dates import Date
from ..core.periods import expected, is_period, kind
from ..core.problems import Code
from ..core.suggestions import suggestion

#: As a date: from the end of the month.
AFTER = "after"

#: As a date: this many months before or after the month.
_RELATIVE = re.compile(r"([+-]\d{1,4}) months?", re.ASCII)

Wrong = tuple[Code, str]


class OptionReader:
    """Reads the options of one directive; invalid ones are added to ``wrong`` and left out."""

    def __init__(self, options: Mapping[str, str], known: Known, names: Collection[str]) -> None:
        self.options = options
        self.known = known
        self.wrong: list[Wrong] = [
            (Code.DIRECTIVE, f"unknown option ':{name}:'{_expected(name, names)}")
            for name in options
            if name not in names
        ]

    def words(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of the option ``name``, separated by commas or spaces, each one of ``allowed``."""
        words = self._text(name).replace(",", " ").split()
        for word in words:
            if word not in allowed:
                hint = suggestion(word, allowed) or f"; expected one of {', '.join(allowed)}"
                self.wrong.append((Code.DIRECTIVE, f"':{name}: {word}' is not valid{hint}"))
        return tuple(word for word in words if word in allowed)

    def word(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Return the value of the option ``name``, one of ``allowed``; ``default`` if it is missing or
        invalid."""
        return next(iter(self.words(name, allowed)), default)

    def known_id(self, name: str, kind: str) -> str:
        """Return the canonical id of ``kind`` in the option ``name``, which must exist; empty if it is
        missing."""
        return next(self._known(kind, [self._text(name)]), "")

    def known_ids(self, name: str, kind: str) -> tuple[str, ...]:
        """Return the canonical ids of ``kind`` in the option ``name``, a list of ids that must exist."""
        return tuple(self._known(kind, self._text(name).replace(",", " ").split()))

    def _known(self, kind: str, ids: Iterable[str]) -> Iterator[str]:
        for text in filter(None, ids):
            target = self.known.resolve(kind, text)
            wrong = None if target else self.known.unknown(kind, text)
            if target:
                yield target
            elif wrong:
                self.wrong.append(wrong)

    def _text(self, name: str) -> str:
        return self.options.get(name, "").strip()

    def date(self, name: str, end: Date, words: tuple[str, ...] = ()) -> Date | None:
        """Return the date, to the day or month, in the option ``name``.

        It may be relative to ``end``, the end of a month: ``-12 months``, or the word ``after`` for the day
        after, if that is one of ``words``.
        """
        text = self._text(name)
        if text == AFTER and text in words:
            # There is no day after the last one of the calendar.
            day = end.last_day + datetime.timedelta(days=end.last_day < datetime.date.max)
            return Date(day.year, day.month, day.day)
        relative = _RELATIVE.fullmatch(text)
        found = end.month_after(int(relative[1])) if relative else Date.parse(text)
        if text and found is None:
            self.wrong.append((Code.DATE, f"':{name}: {text}' is not a date; expected YYYY-MM-DD or YYYY-MM"))
        return found

    def months_ahead(self, since: str, until: str) -> int:
        """Return how many months after the end of a month the options ``since`` and ``until`` begin and end
        the time between; 0 if they are no such time."""
        ahead = _RELATIVE.fullmatch(self._text(until))
        return max(0, int(ahead[1])) if ahead and self._text(since) == AFTER else 0

    def month(self, name: str) -> str:
        """Return the month in the option ``name``, whether it has a report or not; empty if it is missing."""
        text = self._text(name)
        if text and not is_period(text):
            self.wrong.append((Code.DATE, f"':{name}: {text}' is not a {kind().word}; expected {expected()}"))
            return ""
        return text

    def number(self, name: str, default: int) -> int:
        """Return the number in the option ``name``; ``default`` if it is missing or invalid."""
        text = self._text(name)
        if not text:
            return default
        if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        self.wrong.append((Code.DIRECTIVE, f"':{name}: {text}' is not a number"))
        return default


def _expected(name: str, names: Collection[str]) -> str:
    return suggestion(name, names) or (f"; expected one of {', '.join(names)}" if names else "; it has none")
