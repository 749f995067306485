"""The files of a new month, from the registers and the month before.

Everything from earlier months is shown in comments, so that nothing is repeated by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..content.area import AreaFile
from ..content.catalogue import Catalogue
from ..content.known import TICKET
from ..content.month import INDEX_FILE, Month
from ..content.registers import MILESTONES_FILE, Ticket
from ..content.settings import ACCOMPLISHMENTS, OTHER, PLANS
from ..content.yaml_keys import ACHIEVED, DELAYED
from ..core import identifiers
from ..core.language import counted, gettext, gettext_noop
from ..core.periods import RELEASE, end_of, kind, order, period_name
from ..pages.plan import Render, plain
from ..progress.ticket_states import element_of, is_open, resolved_in, status_of
from ..syntax import markdown_text
from ..syntax.allowed_markup import OURS
from ..syntax.markdown_text import Block, Directive
from .draft_entries import entries

#: The template of an area's file; the others have the name of the file that is made from them.
AREA_FILE = "area.md"

#: The most tickets offered below one heading.
MOST_OFFERED = 30

_DASHES = re.compile("-(?=-)")


@dataclass(frozen=True, slots=True)
class DraftHeading:
    """A heading of a month's page, and the directives under it."""

    level: int
    text: str
    directives: tuple[str, ...]


#: The headings that readers look for on a month's page (content model, section 4).
_SOUGHT = (
    gettext_noop("High-level summary"),
    gettext_noop("Risk management"),
    gettext_noop("Milestone summary"),
)

#: The tables for a page whose predecessor had none: a heading, and the status of the milestones below it.
_TABLES = (
    (gettext_noop("Achieved milestones"), ACHIEVED),
    (gettext_noop("Delayed milestones"), DELAYED),
)


@dataclass(frozen=True, slots=True)
class AreaHeading:
    """A heading of an area's file, and what is offered below it, as lines of comments: the plans for it, the
    tickets that were ``resolved``, and those that were planned and are ``open``."""

    level: int
    heading: str
    plans: tuple[str, ...]
    resolved: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def skeleton(catalogue: Catalogue, month: str, render: Render) -> dict[str, str]:
    """Return the text of each file of the new ``month`` by its name; ``render`` renders a template."""
    last = month_before(catalogue, month)
    title = period_name(month)
    made = {
        INDEX_FILE: render(
            INDEX_FILE, title=title, date=_date(month), headings=_page_headings(catalogue, last)
        ),
        MILESTONES_FILE: render(MILESTONES_FILE, title=title, groups=entries(catalogue, month)),
    }
    for element in areas(catalogue, month, last):
        made[f"{element}.md"] = render(
            AREA_FILE,
            element=element,
            title=_title(catalogue, element, month),
            owner=_owner(catalogue, element),
            last=period_name(last.name) if last else "",
            month=period_name(month),
            sections=_sections(catalogue, element, month, last),
        )
    return made


def _date(month: str) -> str:
    """Return the date of a release, which its page must have; empty for a period of the calendar."""
    return str(end_of(month)) if kind().word == RELEASE else ""


def month_before(catalogue: Catalogue, month: str) -> Month | None:
    """Return the newest month before ``month`` that has areas, drafts included; if there is none, the newest
    with a page."""
    earlier = [each for each in reversed(catalogue.all_months) if order(each.name) < order(month)]
    return next((each for each in earlier if each.areas), next(iter(earlier), None))


def areas(catalogue: Catalogue, month: str, last: Month | None) -> tuple[str, ...]:
    """Return the elements that report in ``month``: those marked in the register and in use then.

    If the register marks none, they are the areas of ``last``, the month before.
    """
    marked = catalogue.area_elements()
    before = tuple(area.element for area in last.areas) if last else ()
    return tuple(name for name in marked or before if _in_use(catalogue, name, month))


def _in_use(catalogue: Catalogue, name: str, month: str) -> bool:
    element = catalogue.element(name)
    return element is not None and element.used_in(month)


def _title(catalogue: Catalogue, element: str, month: str) -> str:
    return _readable(catalogue, catalogue.element_title(element, month))


def _owner(catalogue: Catalogue, name: str) -> str:
    """Return who writes an area's file."""
    element = catalogue.element(name)
    return _in_comment(element.owner) if element else ""


def _readable(catalogue: Catalogue, text: str) -> str:
    """Return Markdown that shows ``text``, unchanged if possible, since people continue to edit it."""
    pieces = markdown_text.parse(f"# {text}", catalogue.settings.markdown).pieces
    if [piece.plain for piece in pieces if isinstance(piece, Block)] == [" ".join(text.split())]:
        return text
    return plain(text, catalogue.known.vocabulary)


def _in_comment(text: str) -> str:
    """Return ``text`` such that it can't end the HTML comment around it."""
    return _DASHES.sub("- ", " ".join(text.split()))


# --- the month's page -----------------------------------------------------------------------------


def _page_headings(catalogue: Catalogue, last: Month | None) -> tuple[DraftHeading, ...]:
    """Return the headings of the month before with its tables, and those that readers look for."""
    found = list(_headings_of(catalogue, catalogue.sources[last.page.path])) if last else []
    names = {heading.text.casefold() for heading in found}
    # A project that has a month has chosen its headings.
    added = [] if found else [DraftHeading(2, gettext(text), ()) for text in _SOUGHT]
    if not any(heading.directives for heading in found):
        for text, status in _TABLES:
            table = f"```{{milestone-table}}\n:status: {status}\n```"
            added.append(DraftHeading(3, gettext(text), (table,)))
    return (*found, *(each for each in added if each.text.casefold() not in names))


def _headings_of(catalogue: Catalogue, text: str) -> Iterator[DraftHeading]:
    """Yield the headings below the title of a page, each with the directives of ours that apply
    to any month."""
    body = markdown_text.split_front_matter(text)[1]
    markdown = markdown_text.parse(body, catalogue.settings.markdown)
    headings = [piece for piece in markdown.pieces if isinstance(piece, Block) and piece.level]
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        if heading.level > 1:
            under = (
                _directive(each)
                for each in markdown.directives
                if heading.line < each.line and (after is None or each.line < after.line) and _lasting(each)
            )
            yield DraftHeading(heading.level, _readable(catalogue, heading.plain), tuple(under))


def _lasting(directive: Directive) -> bool:
    """Return whether a directive refers to the month of the page that contains it."""
    return directive.name.removeprefix("report:") in OURS and "month" not in dict(directive.options)


def _directive(directive: Directive) -> str:
    options = "".join(f":{name}: {value}".rstrip() + "\n" for name, value in directive.options)
    return f"```{{{directive.name}}} {directive.argument}".rstrip() + f"\n{options}```"


# --- areas ----------------------------------------------------------------------------------------


def _sections(catalogue: Catalogue, element: str, month: str, last: Month | None) -> tuple[AreaHeading, ...]:
    """Return the headings of an area's file: its kinds, and below them its elements with their plans."""
    before = catalogue.area_file(last.name, element) if last else None
    made = []
    offered = False
    for name, meaning in _kinds(catalogue, before):
        done = meaning == ACCOMPLISHMENTS
        plans = _plans(before) if before and done else {}
        below = _elements(catalogue, element, meaning, month, before)
        resolved = _resolved(catalogue, element, month, last, below) if done and not offered else {}
        open_ = _planned_and_open(catalogue, before) if before and meaning == PLANS else {}
        offered = offered or done
        for level, each in ((2, element), *((3, each) for each in below)):
            heading = name if level == 2 else f"{each} {_title(catalogue, each, month)}".rstrip()
            made.append(
                AreaHeading(level, heading, plans.get(each, ()), resolved.get(each, ()), open_.get(each, ()))
            )
    return tuple(made)


def _resolved(
    catalogue: Catalogue, area: str, month: str, last: Month | None, below: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the tickets of an area that were resolved in ``month``, by the nearest element with a heading:
    one of those ``below``, else the area itself."""
    reporting = set(areas(catalogue, month, last))
    found: dict[str, list[Ticket]] = {}
    for ticket in resolved_in(catalogue, month):
        above = list(identifiers.lineage(element_of(catalogue, ticket)))
        if next((name for name in above if name in reporting), "") == area:
            name = next(name for name in above if name in below or name == area)
            found.setdefault(name, []).append(ticket)
    return {name: _as_lines(tickets) for name, tickets in found.items()}


def _planned_and_open(catalogue: Catalogue, before: AreaFile) -> dict[str, tuple[str, ...]]:
    """Return the tickets that the plans of a file name and that are open, by element."""
    found = {}
    for section in before.sections:
        ids = dict.fromkeys(each.id for each in section.mentions if each.kind == TICKET)
        tickets = [each for each in catalogue.tickets(tuple(ids)) if is_open(each, catalogue.settings)]
        if section.kind == PLANS and tickets:
            found[section.element] = _as_lines(tickets)
    return found


def _as_lines(tickets: Sequence[Ticket]) -> tuple[str, ...]:
    """Return tickets as lines for a comment, with their titles and statuses."""
    lines = [f"{each.id} {each.title}".rstrip() for each in tickets[:MOST_OFFERED]]
    said = [status_of(each) for each in tickets]
    lines = [f"{line}: {status}" if status else line for line, status in zip(lines, said, strict=False)]
    if rest := len(tickets[MOST_OFFERED:]):
        lines.append(counted("{count} more ticket", "{count} more tickets", rest))
    return tuple(map(_in_comment, lines))


def _kinds(catalogue: Catalogue, before: AreaFile | None) -> Iterator[tuple[str, str]]:
    """Yield the headings of an area with their kinds, in the order of ``conf.py``.

    For each kind, these are the headings that the month before used, else the first one; for :data:`OTHER`,
    only those that were used.
    """
    used = {section.name.casefold() for section in before.sections if section.name} if before else set()
    kinds = catalogue.settings.kinds
    of_kind: dict[str, list[str]] = {}
    for name in catalogue.settings.headings:
        of_kind.setdefault(kinds[name.casefold()], []).append(name)
    for name in catalogue.settings.headings:
        kind = kinds[name.casefold()]
        had = [each for each in of_kind[kind] if each.casefold() in used]
        if name in had or (not had and kind != OTHER and name == of_kind[kind][0]):
            yield name, kind


def _elements(
    catalogue: Catalogue, area: str, kind: str, month: str, before: AreaFile | None
) -> tuple[str, ...]:
    """Return the elements below an area that have a heading of ``kind``.

    These are the elements of the month before and, for accomplishments and plans, those directly below the
    area.
    """
    work = (ACCOMPLISHMENTS, PLANS)
    alike = work if kind in work else (kind,)
    sections = before.sections if before else ()
    names = {section.element for section in sections if section.kind in alike and not section.own}
    if kind in work:
        names.update(catalogue.children(area))
    marked = set(catalogue.area_elements())
    return identifiers.natural(
        name
        for name in names
        if _in_use(catalogue, name, month) and name not in marked and identifiers.is_within(name, area)
    )


def _plans(before: AreaFile) -> dict[str, tuple[str, ...]]:
    """Return the plans in a file, by element, as lines for a comment."""
    return {
        section.element: tuple(map(_in_comment, section.items))
        for section in before.sections
        if section.kind == PLANS and not section.silent
    }
