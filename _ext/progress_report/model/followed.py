"""Plans that nothing was ever said of again.

Whether something is said of a ticket or element is asked of the bare texts of the months, not of what they
cite: so a check of one month need not parse all those after it, and a doubt speaks for the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .area import AreaFile, Section
from .catalogue import Catalogue
from .month import Month
from .outcomes import month_of_plans
from .prose import TICKET
from .settings import PLANS


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A section of plans: its file, and those of its tickets that were never mentioned again; without
    tickets, the element that was not."""

    area: AreaFile
    section: Section
    tickets: tuple[str, ...]


def never_followed(catalogue: Catalogue, month: Month) -> Iterator[Forgotten]:
    """The plans that a month should say something of, and neither it nor a later one does."""
    planned_in = month_of_plans(catalogue, month.name)
    before = catalogue.month(planned_in) if planned_in else None
    if month.page.summary or before is None:
        return
    later = _texts_since(catalogue, month.name)
    for area in before.areas:
        for section in area.sections:
            if section.kind != PLANS or not section.text or section.silent:
                continue
            cited = dict.fromkeys(each.id for each in section.mentions if each.kind == TICKET)
            tickets = tuple(each for each in cited if not _said(each, later))
            # The area's own text can be followed up anywhere in its file.
            gone = not cited and not section.own and not _said(section.element, later)
            if tickets or gone:
                yield Forgotten(area, section, tickets)


def _texts_since(catalogue: Catalogue, month: str) -> tuple[str, ...]:
    """The texts of a month and of those after it, drafts included: in these the writer follows up."""
    months = {each.name for each in catalogue.all_months if each.name >= month}
    return tuple(text for path, text in catalogue.sources.items() if path.split("/")[1] in months)


def _said(name: str, texts: tuple[str, ...]) -> bool:
    """Whether a text holds an id, or one of an element below it, as a word."""
    # Most texts don't hold it at all, which is quicker seen without a pattern.
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(name in text and word.search(text) for text in texts)
