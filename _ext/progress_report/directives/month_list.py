"""``{month-list}``: the months, newest first, by year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..check.directive_options import OPTIONS, read_list
from ..content.catalogue import Catalogue
from ..core.language import counted, gettext
from ..domain.parts import Content, Part
from ..domain.reading import Reader
from ..milestones.verdict import verdict
from ..progress.figures import month_counts
from ..render import words
from ..render.elements import bullets, kind_badge, nothing, paragraph, rubric, sentence
from .base import ReportDirective


class MonthList(ReportDirective):
    """Options: ``limit`` (a number of months; 0 for all) and ``year``."""

    takes = OPTIONS["month-list"]

    def parts(self) -> Sequence[Content]:
        """Return one list for each year."""
        limit, year = self.read(read_list)
        reader = self.reader
        months = [name for name in reversed(reader.ask(Catalogue.published)) if name.startswith(year)]
        months = months[: limit or None]
        if not months:
            return nothing(gettext("No month has been published yet."))
        result: list[Part] = []
        for number, names in groupby(months, key=lambda name: name[:4]):
            if not year:
                result.append(rubric(number))
            result.append(bullets(([_item(reader, name)] for name in names), ["report-months"]))
        return result


def _item(reader: Reader, name: str) -> Part:
    counts = reader.ask(month_counts, name)
    said = [
        f"{number} {words.STATUS_WITHIN[status]}"
        for status, number in (counts.statuses if counts else ())
        if number
    ]
    said.append(counted("{count} area", "{count} areas", counts.areas if counts else 0))
    found = reader.ask(verdict, name)
    if found and found.total:
        said.append(gettext("{count} late at month’s end").format(count=len(found.late)))
    kind = kind_badge(reader.ask(Catalogue.is_summary, name))
    text = gettext("{month} {kind}: {figures}")
    return paragraph(*sentence(text, month=reader.links.month(name), kind=kind, figures=", ".join(said)))
