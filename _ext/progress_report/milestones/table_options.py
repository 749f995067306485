"""Read the options of a milestone table into a selection."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.due_and_state import STATES
from ..content.known import ELEMENT, MILESTONE, MONTH
from ..content.yaml_keys import STATUSES
from ..core.dates import Date
from ..core.periods import end_of
from .option_reader import AFTER, OptionReader
from .rows import BY_AREA, GROUPINGS, ORDERS, Selection

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
    """The selection, groups and columns of a milestone table.

    Rows with a status in ``fold`` are folded below the rest of an ungrouped table. ``ahead`` is the number of
    months if it shows what is due in the months after the end of its month, else 0.
    """

    selection: Selection
    group_by: str
    columns: tuple[str, ...]
    fold: tuple[str, ...] = ()
    ahead: int = 0


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
    # Without a month nothing is shown, so any date will do that has enough months before and after it.
    end = end_of(month) if month else Date(2000, 1)
    due_from = reader.date("due-from", end, (AFTER,))
    due_to = reader.date("due-to", end)
    group_by = reader.word("group-by", GROUPINGS, BY_AREA)
    columns = reader.words("columns", COLUMNS) or DEFAULT_COLUMNS
    order = reader.word("order", ORDERS, BY_AREA)
    if month is None:
        return None
    selection = Selection(
        month, stated, statuses, wbs, due_from, due_to, notes="note" in columns, order=order, ids=ids
    )
    return TableOptions(selection, group_by, columns, fold, reader.months_ahead("due-from", "due-to"))
