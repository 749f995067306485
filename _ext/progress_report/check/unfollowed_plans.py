"""Plans that no later report mentions.

Tickets and elements are searched in the source texts of the months, not among the parsed mentions, so that a
check of one month need not parse all later ones. In case of doubt, a plan counts as mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..content.area import AreaFile, Section
from ..content.catalogue import Catalogue
from ..content.known import TICKET
from ..content.month import Month
from ..content.settings import PLANS
from ..core import identifiers
from ..core.id_forms import plain
from ..core.periods import order
from ..core.places import within_reports
from ..progress.plan_pairs import month_of_plans


@dataclass(frozen=True, slots=True)
class UnfollowedPlan:
    """A section of plans with its file, and those of its tickets that were never mentioned again.

    ``tickets`` is empty if the section cites none and its element was never mentioned again.
    """

    area: AreaFile
    section: Section
    tickets: tuple[str, ...]


def unfollowed_plans(catalogue: Catalogue, month: Month, said: Mapping[str, str]) -> Iterator[UnfollowedPlan]:
    """Yield the plans that ``month`` should follow up and that neither it nor a later month mentions.

    ``said`` is the result of :func:`last_mentions`.
    """
    planned_in = month_of_plans(catalogue, month.name)
    before = catalogue.month(planned_in) if planned_in else None
    if month.page.summary or before is None:
        return
    for area in before.areas:
        for section in area.sections:
            if section.kind != PLANS or not section.text or section.silent:
                continue
            cited = dict.fromkeys(each.id for each in section.mentions if each.kind == TICKET)
            tickets = tuple(each for each in cited if order(said.get(each, "")) < order(month.name))
            # The area's own text can be followed up anywhere in its file.
            gone = not cited and not section.own and order(said.get(section.element, "")) < order(month.name)
            if tickets or gone:
                yield UnfollowedPlan(area, section, tickets)


def last_mentions(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the newest month whose text contains each id, drafts included.

    A mention of an element also counts for its ancestors.
    """
    settings, elements = catalogue.settings, catalogue.elements()
    vocabulary = catalogue.known.vocabulary
    begins = {name[0] for name in (settings.wbs_prefix, *plain(settings.trackers), *elements) if name}
    # All texts of all months are searched, so for speed the pattern begins with the rarest character.
    begin = f"[{re.escape(''.join(sorted(begins)))}]" if begins else "(?!)"
    word = re.compile(rf"{begin}(?<!\w.)\w*(?:[.-]\w+)+")
    found: dict[str, str] = {}
    months = {month.name for month in catalogue.all_months}
    by_month = sorted(catalogue.sources.items(), key=lambda each: order(within_reports(each[0])[0]))
    for path, text in by_month:
        month = within_reports(path)[0]
        if month not in months:
            continue
        for token in vocabulary.ids_of_forms(text):
            found[token] = month
        for token in set(word.findall(text)):
            found[token] = month
            for name in identifiers.lineage(identifiers.without_prefix(token, settings.wbs_prefix)):
                found[name] = month
    return found
