"""``{month-list}``: the months with their figures, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import OPTIONS, read_list
from ..content.catalogue import Catalogue
from ..core.language import gettext
from ..core.periods import year_of
from ..domain import page_names
from ..domain.parts import Content
from ..domain.reading import Reader
from ..milestones.verdict import Verdict, verdict
from ..progress.figures import month_counts
from ..render import words
from ..render.charts.late_bar import late_bar
from ..render.elements import Cell, counted_link, kind_badge, nothing, paragraph, table
from ..render.verdict import ACHIEVED_LIST, LATE_LIST, NEWLY_LATE_LIST, NO_LONGER_LATE_LIST
from .base import ReportDirective

#: The anchor of the list of areas on the page of a month.
AREAS = "areas"


class MonthList(ReportDirective):
    """Options: ``limit`` (a number of months; 0 for all) and ``year``."""

    takes = OPTIONS["month-list"]

    def parts(self) -> Sequence[Content]:
        """Return a table of the months, newest first."""
        limit, year = self.read(read_list)
        reader = self.reader
        months = [name for name in reversed(reader.ask(Catalogue.published)) if year in ("", year_of(name))]
        months = months[: limit or None]
        if not months:
            return nothing(gettext("No month has been published yet."))
        columns = [
            ("month", gettext("Month")), ("areas", gettext("Areas")), ("achieved", gettext("Achieved")),
            ("newly-late", gettext("Newly late")), ("no-longer-late", gettext("No longer late")),
            ("late-bar", gettext("Late at month’s end")),
        ]  # fmt: skip
        verdicts = [reader.ask(verdict, name) for name in months]
        most = max(len(found.late) for found in verdicts if found)
        rows = [_row(reader, found, most) for found in verdicts if found]
        caption = gettext("The bars show overdue milestones, which no report explains, then delayed ones.")
        return [table(columns, rows, ["report-month-list"], caption)]


def _row(reader: Reader, found: Verdict, most: int) -> list[Cell]:
    """Return the figures of a month; each number leads to its list on the page of the month."""
    month, page = found.month, page_names.month(found.month)
    counts = reader.ask(month_counts, month)
    changed = found.before
    lists: list[tuple[int | None, str]] = [
        (counts.areas if counts else 0, AREAS),
        (len(changed.achieved) if changed else None, ACHIEVED_LIST),
        (len(changed.newly_late) if changed else None, NEWLY_LATE_LIST),
        (len(changed.no_longer_late) if changed else None, NO_LONGER_LATE_LIST),
    ]
    late = counted_link(len(found.late), page, LATE_LIST)
    return [
        [reader.links.month(month), " ", kind_badge(found.summary)],
        *(words.DASH if count is None else counted_link(count, page, anchor) for count, anchor in lists),
        [paragraph(late), late_bar(len(found.overdue), len(found.delayed), most)],
    ]
