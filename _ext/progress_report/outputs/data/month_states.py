"""``data/states/….js``: the register at the end of each month, for the choice of a month on its page.

The files are scripts, read by ``_static/as-of.js``, because a page opened from a folder can load nothing
else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ...content.keys import ACHIEVED, CANCELLED
from ...content.known import MILESTONE, MONTH
from ...content.milestone_state import FINISHED, STATES
from ...core.dates import month_name
from ...export.data import OfMonth
from ...export.record_builder import View
from ...milestones.rows import Row, Selection, rows
from ...render import words

DIRECTORY = "states"

#: The states that the page folds below the others.
CLOSED = frozenset({FINISHED, ACHIEVED, CANCELLED})


def month_states(view: View, kept: OfMonth) -> Iterator[tuple[str, str]]:
    """Yield the name and text of a file for each published month, and of ``months.js``, which lists them.

    ``kept`` returns the text of a file from before, if nothing up to its month has changed.
    """
    months = view.catalogue.published()
    for month in months:
        name = f"{DIRECTORY}/{month}.js"
        yield name, kept(name, month, partial(_states, view, month))
    if months:
        known = [[month, month_name(month), view.page(MONTH, month)] for month in months]
        states = {name: [words.STATUS[name], name in CLOSED] for name in STATES}
        # The page of a milestone that is not listed on the page of the register.
        page = view.page(MILESTONE, "ID")
        yield (
            f"{DIRECTORY}/months.js",
            _script("months", {"months": known, "states": states, "milestone": page}),
        )


def _script(name: str, data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'ReportStates.take("{name}",{text});\n'


def _states(view: View, month: str) -> str:
    found = rows(view.catalogue, Selection(month, stated=False, notes=False))
    return _script(month, [_state(row) for row in found])


def _state(row: Row) -> list[object]:
    """Return what the script shows of a row, in its order."""
    statement = row.statement
    return [
        list(row.ids),
        row.title,
        row.element,
        row.area,
        row.level,
        row.status,
        words.date(row.due),
        words.date(row.forecast),
        words.late(row),
        words.delays(row),
        statement.month if statement else "",
        statement.anchor(row.ids[0]) if statement else "",
    ]
