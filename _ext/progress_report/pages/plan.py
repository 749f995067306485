"""Which pages there are besides the reports, and their sources: catalogue to {docname: source}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..domain import addresses
from ..model.catalogue import Catalogue
from ..model.dates import month_name
from ..model.identifiers import Vocabulary
from ..model.outcomes import month_of_plans
from ..model.prose import TICKET

#: Renders a template of ``_templates/pages/`` with the values that it needs.
Render = Callable[..., str]

#: The directories that hold generated pages and nothing else.
DIRECTORIES = ("documents", "milestones", "months", "tickets", "wbs")

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


def plan(catalogue: Catalogue, render: Render) -> dict[str, str]:
    """Return the source of every generated page by document name."""
    return dict(_pages(catalogue, render))


def _pages(catalogue: Catalogue, render: Render) -> Iterator[tuple[str, str]]:
    vocabulary = catalogue.known.vocabulary
    years = sorted({name[:4] for name in catalogue.months()})
    yield "months/index", render("months.md", years=[addresses.year(year) for year in years])
    for year in years:
        pages = [addresses.month(name) for name in catalogue.months() if name.startswith(year)]
        yield addresses.year(year), render("year.md", year=year, months=pages)
    for name in catalogue.months():
        before = month_of_plans(catalogue, name)
        if before:
            values = {"month": name, "title": month_name(name), "planned": month_name(before)}
            yield addresses.outcomes(name), render("outcomes.md", **values)
    yield "milestones/index", render("milestones.md", month=catalogue.newest())
    for name in catalogue.milestones():
        title = plain(f"{name} {catalogue.milestone_title(name)}", vocabulary)
        months = len({statement.month for statement in catalogue.history(name)})
        yield addresses.milestone(name), render("milestone.md", id=name, title=title, months=months)
    yield "wbs/index", render("elements.md")
    newest = catalogue.newest()
    compared = newest is not None and month_of_plans(catalogue, newest) is not None
    for name in catalogue.elements():
        title = plain(f"{name} {catalogue.element_title(name, None)}", vocabulary)
        yield addresses.element(name), render("element.md", id=name, title=title, compared=compared)
    for template, names in (("ticket", catalogue.cited(TICKET)), ("document", catalogue.documents())):
        yield f"{template}s/index", render(f"{template}s.md")
        ranges: dict[str, list[str]] = {}
        for name in names:
            ranges.setdefault(addresses.number_range(name), []).append(name)
        for chosen, members in ranges.items():
            title = plain(f"{members[0]} to {members[-1]}" if len(members) > 1 else members[0], vocabulary)
            yield f"{template}s/{chosen}", render(f"{template}_range.md", range=chosen, title=title)


def plain(text: str, vocabulary: Vocabulary) -> str:
    """Write a text into Markdown so that it means itself: no markup, no links."""
    result, end = [], 0
    for found in vocabulary.scan(text):
        result += [_SPECIAL.sub(r"\\\g<0>", text[end : found.start]), "\\", found.text]
        end = found.end
    return "".join([*result, _SPECIAL.sub(r"\\\g<0>", text[end:])]).strip()
