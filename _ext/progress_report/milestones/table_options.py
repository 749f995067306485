"""Read the options of a milestone table into a selection."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..content.keys import STATUSES
from ..content.known import ELEMENT, MILESTONE, MONTH, Known
from ..content.milestone_state import STATES
from ..core.dates import Date, is_month
from ..core.problems import Code
from ..core.suggestions import suggestion
from .rows import Selection

BY_AREA, BY_STATUS, BY_DUE, UNGROUPED = GROUPINGS = ("area", "status", "due", "none")

#: In ``:due-from:``: from the end of the table's month.
AFTER = "after"

#: In ``:due-from:`` and ``:due-to:``: this many months before or after the table's month.
_RELATIVE = re.compile(r"([+-]\d{1,4}) months?", re.ASCII)

#: The statements of the month, or the state of the whole register at its end.
STATED, STATE = SELECTIONS = ("stated", "state")

COLUMNS = ("id", "title", "wbs", "due", "forecast", "late", "status", "note", "month")
DEFAULT_COLUMNS = ("id", "title", "due", "forecast", "late", "status", "note")

TABLE_OPTIONS = (
    "status", "month", "wbs", "due-from", "due-to", "group-by", "columns", "select", "order", "id",
    "fold",
)  # fmt: skip

#: Every valid word of ``:status:``.
STATUS_WORDS = tuple(dict.fromkeys((*STATUSES, *STATES)))


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What to select, how to group it and which columns to show.

    Rows with a status in ``fold`` are folded below the rest of an ungrouped table.
    """

    selection: Selection
    group_by: str
    columns: tuple[str, ...]
    fold: tuple[str, ...] = ()


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
            day = end.last_day + datetime.timedelta(days=1)
            return Date(day.year, day.month, day.day)
        relative = _RELATIVE.fullmatch(text)
        found = end.month_after(int(relative[1])) if relative else Date.parse(text)
        if text and found is None:
            self.wrong.append((Code.DATE, f"':{name}: {text}' is not a date; expected YYYY-MM-DD or YYYY-MM"))
        return found

    def month(self, name: str) -> str:
        """Return the month in the option ``name``, whether it has a report or not; empty if it is missing."""
        text = self._text(name)
        if text and not is_month(text):
            self.wrong.append((Code.DATE, f"':{name}: {text}' is not a month; expected YYYY-MM"))
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


def read_table_options(
    reader: OptionReader, month: str | None, *, on_month_page: bool
) -> TableOptions | None:
    """Read the options of ``{milestone-table}``; return None if there is no month to show.

    ``month`` is the default of ``:month:``. ``on_month_page`` selects the statements of the month by default;
    elsewhere a table shows the state of the register at its end.
    """
    month = reader.known_id("month", MONTH) or month
    stated = reader.word("select", SELECTIONS, STATED if on_month_page else STATE) == STATED
    statuses = reader.words("status", STATUS_WORDS)
    fold = reader.words("fold", STATUS_WORDS)
    wbs = reader.known_id("wbs", ELEMENT)
    ids = reader.known_ids("id", MILESTONE)
    # Without a month nothing is shown, so any date will do.
    end = Date.end_of(month) if month else Date(1, 1)
    due_from = reader.date("due-from", end, (AFTER,))
    due_to = reader.date("due-to", end)
    group_by = reader.word("group-by", GROUPINGS, BY_AREA)
    columns = reader.words("columns", COLUMNS) or DEFAULT_COLUMNS
    by_due = reader.word("order", (BY_AREA, BY_DUE), BY_AREA) == BY_DUE
    if month is None:
        return None
    selection = Selection(
        month, stated, statuses, wbs, due_from, due_to, notes="note" in columns, by_due=by_due, ids=ids
    )
    return TableOptions(selection, group_by, columns, fold)
