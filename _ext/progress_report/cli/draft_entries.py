"""The milestones that a new month may report on, as entries to fill in."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.catalogue import Catalogue
from ..content.due_and_state import FINISHED, LATE, PLANNED
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core.dates import Date
from ..core.language import counted, gettext
from ..core.periods import end_of, period_name, period_of
from ..milestones.rows import Row, by_area, register_rows

#: The width of a remark before it is indented, so that lines are shorter than 110 characters.
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A milestone or group: its ids as YAML, what is known of it, and the keys to fill in."""

    id: str
    remarks: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def entries(catalogue: Catalogue, month: str) -> dict[str, list[DraftEntry]]:
    """Return by status the open milestones at the end of ``month`` that are due, late or finished by then.

    Those expected in that month are under achieved, the others under delayed.
    """
    groups: dict[str, list[DraftEntry]] = {ACHIEVED: [], DELAYED: []}
    for row in sorted(register_rows(catalogue, month), key=by_area):
        now = _is_expected(catalogue, row, month)
        if row.status in LATE or (row.status in (PLANNED, FINISHED) and now):
            groups[ACHIEVED if now else DELAYED].append(_entry(catalogue, row, month, now=now))
    return groups


def _is_expected(catalogue: Catalogue, row: Row, month: str) -> bool:
    """Return whether a milestone is expected in ``month``: by its forecast, else by its due date, or as the
    schedule records it."""
    dates = (row.forecast or row.due, _finished(catalogue, row))
    return month in {period_of(date.last_day) for date in dates if date}


def _finished(catalogue: Catalogue, row: Row) -> Date | None:
    """Return when the schedule records the finish of a milestone that no month has reported on."""
    milestone = catalogue.milestone(row.ids[0])
    return milestone.finished if milestone and row.status == FINISHED else None


def _entry(catalogue: Catalogue, row: Row, month: str, *, now: bool) -> DraftEntry:
    said = row.statement
    fields = []
    if said and said.title:
        fields.append(("title", json.dumps(said.title, ensure_ascii=False)))
    if said and said.wbs:
        fields.append(("wbs", said.wbs))
    if now:
        fields.append(("date", str(_finished(catalogue, row) or "")))
    else:
        # A forecast that has passed no longer applies.
        later = row.forecast and row.forecast.first_day > end_of(month).last_day
        fields.append(("forecast", str(row.forecast) if later else ""))
    ids = row.ids[0] if len(row.ids) == 1 else f"[{', '.join(row.ids)}]"
    return DraftEntry(ids, tuple(_remarks(catalogue, row)), (*fields, ("note", "")))


def _remarks(catalogue: Catalogue, row: Row) -> Iterator[str]:
    """Yield what is known of a milestone, line by line."""
    yield from _wrapped(f"{row.title} ({row.element})" if row.element else row.title)
    facts = [gettext("due {date}").format(date=row.due) if row.due else gettext("several due dates")]
    if row.status == DELAYED:
        fewest, most = row.delays
        if fewest == most:
            facts.append(
                counted("reported delayed in {count} month", "reported delayed in {count} months", most)
            )
        else:
            text = gettext("reported delayed in {fewest} to {most} months")
            facts.append(text.format(fewest=fewest, most=most))
    else:
        finished = _finished(catalogue, row)
        text = gettext("finished {date} per schedule") if finished else gettext("not yet reported on")
        facts.append(text.format(date=finished))
    if row.forecast:
        facts.append(gettext("forecast {date}").format(date=row.forecast))
    yield "; ".join(facts)
    if row.statement and row.statement.note:
        yield from _wrapped(f"{period_name(row.statement.month)}: {row.statement.note}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)
