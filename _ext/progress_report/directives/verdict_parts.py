"""The verdict on a month or on one of its areas, and the lists that its numbers link to."""

from __future__ import annotations

from ..content.catalogue import Catalogue
from ..content.due_and_state import LATE
from ..core.language import gettext, number
from ..core.periods import period_name
from ..core.places import page
from ..domain.links import place
from ..domain.parts import Part
from ..domain.reading import Reader
from ..milestones.rows import Row, rows_of
from ..milestones.verdict import Comparison, late_rows, newly_late_rows, verdict
from ..progress.figures import state_counts
from ..render import words
from ..render.as_of import AsOf, as_of
from ..render.elements import container, inline, joined, paragraph, sentence
from ..render.late_lists import comparison_lists, late_lists
from ..render.verdict import (
    LATE_LIST,
    REGISTER_LIST,
    SINCE_REPORT,
    of_element,
    of_month,
    verdict_line,
    verdict_nodes,
)


def verdict_head(
    reader: Reader, month: str, docname: str, area: str = "", *, elsewhere: bool = False
) -> list[Part]:
    """Return the verdict on ``month`` in sentences; nothing for an area without milestones.

    ``docname`` is the page with the lists; ``area`` is empty for all milestones. ``elsewhere`` is true if the
    verdict is on another page than those of the month.
    """
    found = reader.ask(verdict, month, area)
    if found is None or not found.total:
        return []
    name = _name(reader, area, month) if area else ""
    scope = of_month(month, docname, area, name, draft=reader.ask(Catalogue.is_draft, month))
    return verdict_nodes(found, reader.links, scope, elsewhere=elsewhere)


def element_verdict(reader: Reader, element: str) -> list[Part]:
    """Return the verdict on the milestones at and below ``element`` at the end of the newest month; nothing
    without any."""
    month = reader.ask(Catalogue.newest)
    found = reader.ask(verdict, month, "", element) if month else None
    if month is None or found is None or not found.total:
        return []
    said = verdict_line(found, reader.links, of_element(element, _name(reader, element, month)))
    return [container(said, classes=["report-story"], data=as_of(AsOf.ELEMENT, element=element))]


def _name(reader: Reader, element: str, month: str) -> str:
    return words.area(element, reader.ask(Catalogue.element_title, element, month))


def newly_late(reader: Reader, month: str) -> tuple[str, tuple[Row, ...]]:
    """Return in words which milestones became late in ``month``, and their rows, the latest first."""
    found = reader.ask(verdict, month)
    if found is None or found.before is None:
        return gettext("There is no earlier report to compare with."), ()
    since = period_name(found.before.since)
    listed = reader.ask(newly_late_rows, month)
    if not listed:
        return gettext("No milestone became late after the end of {month}.").format(month=since), ()
    text = gettext("Newly late since the end of {month}: {count}")
    return text.format(month=since, count=len(listed)), listed


def state_line(reader: Reader, month: str, chosen: str = "") -> Part:
    """Return how many milestones of the register are in each state at the end of ``month``.

    Each number leads to them in the register. ``chosen`` is what the address there has of the month; empty
    for the newest one.
    """

    def in_state(count: int, state: str, word: str) -> Part:
        link = place(page("milestones/index"), REGISTER_LIST, number(count), query=f"{chosen}state={state}")
        return inline(link, f" {word}")

    states = reader.ask(state_counts, month)
    late = [each for each in states if each[0] in LATE]
    others, parts = (
        joined(in_state(count, state, words.STATUS_WITHIN[state]) for state, count in each)
        for each in ([each for each in states if each not in late], late)
    )
    if not states:
        return paragraph(gettext("No status yet."))
    if not late:
        return paragraph(*others, ".")
    total = in_state(sum(count for _, count in late), LATE_LIST, gettext("late"))
    text = gettext("{late} ({parts}), {others}") if others else gettext("{late} ({parts})")
    return paragraph(*sentence(text, late=total, parts=parts, others=others), ".")


def verdict_lists(
    reader: Reader, month: str, area: str = "", *, changes: bool = False
) -> tuple[list[Part], list[Part]]:
    """Return the late milestones at the end of ``month``, and the differences from the months it is compared
    with.

    ``area`` is empty for all milestones. With ``changes``, the page lists the changes of the month, which
    include those achieved and newly late.
    """
    found = reader.ask(verdict, month, area)
    if found is None:
        return [], []
    late: list[Part] = []
    if found.late:
        late.append(late_lists(reader.ask(late_rows, month, area), reader.links))
    return late, [
        *_compared(reader, month, found.before, "", changes),
        *_compared(reader, month, found.report, SINCE_REPORT, listed=False),
    ]


def _compared(reader: Reader, month: str, found: Comparison | None, prefix: str, listed: bool) -> list[Part]:
    if found is None:
        return []
    names = [(), ()] if listed else [found.achieved, found.newly_late]
    lists = [reader.ask(rows_of, each, month) for each in (*names, found.no_longer_late)]
    return comparison_lists(found, lists, reader.links, prefix)
