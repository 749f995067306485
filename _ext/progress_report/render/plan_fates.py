"""The outcomes of plans as tables: for each element, each area, and each area in each month."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from docutils import nodes

from ..core.identifiers import anchor_part
from ..core.language import Translated, counted, gettext, gettext_noop
from ..core.periods import period_name
from ..domain import page_names
from ..domain.links import Links, place
from ..domain.parts import Content, Part
from ..progress.plan_fates import (
    AGAIN,
    DROPPED,
    FATES,
    KEPT,
    UNKNOWN,
    UNPLANNED,
    AreaFates,
    MonthFates,
    PlanFate,
    PlanFates,
)
from ..progress.plan_fates import counted as counted_by_area
from ..progress.plan_pairs import Elsewhere, Side
from . import words
from .elements import (
    Cell,
    bullets,
    container,
    folded,
    inline,
    joined,
    nothing,
    paragraph,
    rubric,
    sentence,
    table,
)

#: The name of each fate of a plan, as a label.
FATE = Translated(
    {
        KEPT: gettext_noop("Kept"),
        AGAIN: gettext_noop("Planned again"),
        DROPPED: gettext_noop("Dropped without mention"),
        UNKNOWN: gettext_noop("No source found"),
        UNPLANNED: gettext_noop("Not planned"),
    }
)

#: Each fate behind the number of plans that it had.
FATE_WITHIN = Translated(
    {
        KEPT: gettext_noop("kept"),
        AGAIN: gettext_noop("planned again"),
        DROPPED: gettext_noop("dropped without mention"),
        UNKNOWN: gettext_noop("no source found"),
        UNPLANNED: gettext_noop("not planned"),
    }
)

#: The number of elements from which they are grouped by area, folded and filtered.
MANY = 10

#: The title of an area by its element.
AreaTitle = Callable[[str], str]


#: What each fate means.
_MEANING = Translated(
    {
        KEPT: gettext_noop("Kept: the next report lists accomplishments of the element."),
        AGAIN: gettext_noop("Planned again: the next report lists only plans of the element."),
        DROPPED: gettext_noop("Dropped without mention: the next report lists neither."),
        UNKNOWN: gettext_noop("No source found: the next report is a summary that lists neither."),
        UNPLANNED: gettext_noop("Not planned: the report before lists no plans of the element."),
    }
)


def meaning(fates: Container[str]) -> Part:
    """Return what each of ``fates`` means, above the table that counts them."""
    said = " ".join(_MEANING[fate] for fate in _MEANING if fate in fates)
    return paragraph(said, classes=["report-asof"])


def fate_tables(
    listed: PlanFates, links: Links, title: AreaTitle, element: AreaTitle, *, anchored: bool
) -> list[Part]:
    """Return the plans and outcomes of ``listed``.

    A short list is one table. A long one is counted by area, and has a folded table for each area. ``title``
    returns the title of an area, ``element`` that of an element. If ``anchored``, each area has its anchor.
    """
    if len(listed.fates) <= MANY:
        shown = _table(listed, listed.fates, links, element)
        rows = list(shown.parts(nodes.row))[1:]
        firsts = {each.area: row for each, row in reversed(list(zip(listed.fates, rows, strict=True)))}
        for area, row in firsts.items() if anchored else ():
            row.children[0].children[0].add("ids", anchor(area))
        return [shown]
    counts = list(counted_by_area(listed))
    areas = listed.areas()
    tables = []
    for area, group in areas.items():
        said = words.pair(counted("{count} element", "{count} elements", len(group)), _said(group))
        head = rubric(title(area), classes=["report-area"])
        tables.append(
            container(
                head, folded(said, _table(listed, group, links, element, many=True)), anchor=anchor(area)
            )
        )
    if not anchored:
        return [container(*tables, classes=["report-tables"])]
    jumps = (Part(nodes.reference, title(area), refid=anchor(area), internal=True) for area in areas)
    return [
        meaning({each.fate for each in listed.fates}),
        _counts(counts, title),
        bullets(jumps, ["report-jumps"]),
        container(*tables, classes=["report-tables"]),
    ]


def anchor(area: str) -> str:
    """Return the anchor of the plans of ``area`` on the page of plans and outcomes."""
    return f"plans-{_name(area)}"


def _name(area: str) -> str:
    return anchor_part(area) or "other"


def plans_of(month: str) -> str:
    """Return the heading of the plans of ``month``."""
    return gettext("Plans of {month}").format(month=period_name(month))


def fate_tracker(months: Sequence[MonthFates], title: AreaTitle) -> Part:
    """Return the outcomes of the plans of each area in each of the ``months``, each cell a link to them."""
    areas = dict.fromkeys(sorted({each.area for month in months for each in month.areas}))
    columns = [("area", gettext("Area")), *(("fates", plans_of(each.planned_in)) for each in months)]
    rows: list[list[Cell]] = []
    for area in areas:
        cells: list[Cell] = [title(area)]
        for month in months:
            found = next((each for each in month.areas if each.area == area), None)
            if found is None:
                cells.append(words.DASH)
                continue
            link = place(page_names.outcomes(month.month), anchor(area), _counted(found))
            named = inline(words.pair(period_name(month.planned_in), ""), classes=["report-narrow"])
            cells.append([named, link])
        rows.append(cells)
    return table(columns, rows, ["report-promises"])


def _counted(found: AreaFates) -> str:
    said = [
        f"{number} {FATE_WITHIN[fate]}" for fate, number in zip(FATES, found.counts, strict=True) if number
    ]
    return ", ".join(said)


def _said(group: Sequence[PlanFate]) -> str:
    fates = [each.fate for each in group]
    return ", ".join(f"{fates.count(fate)} {FATE_WITHIN[fate]}" for fate in FATE if fate in fates)


def _counts(counts: Sequence[AreaFates], title: AreaTitle) -> Part:
    total = [sum(each.counts[at] for each in counts) for at in range(len(FATES))]
    shown = [at for at, number in enumerate(total) if number]
    columns = [
        ("area", gettext("Area")),
        ("number", gettext("Plans")),
        *(("number", FATE[FATES[at]]) for at in shown),
    ]

    def row(head: Content, numbers: Sequence[int]) -> list[Cell]:
        figures = (sum(numbers), *(numbers[at] for at in shown))
        return [head, *map(str, figures)]

    rows = [
        row(Part(nodes.reference, title(each.area), refid=anchor(each.area), internal=True), each.counts)
        for each in counts
    ]
    rows.append(row(gettext("All areas"), total))
    return table(columns, rows, ["report-area-counts"], gettext("Outcomes of the plans, by area"))


def _table(
    listed: PlanFates, group: Sequence[PlanFate], links: Links, element: AreaTitle, *, many: bool = False
) -> Part:
    found = listed.found
    columns = [
        ("area", gettext("Element")),
        ("plan", gettext("Planned in {month}").format(month=period_name(found.planned_in or ""))),
        ("outcome", gettext("Done in {month}").format(month=period_name(found.month))),
        ("status", gettext("Outcome")),
    ]
    silent = (
        gettext("Not mentioned in this summary.") if found.summary else gettext("Not mentioned this month.")
    )
    rows: list[list[Cell]] = []
    for each in group:
        pair = each.pair
        link = links.element(pair.element, words.area(pair.element, element(pair.element)))
        badge = inline(FATE[each.fate], classes=["report-status", f"report-promise-{each.fate}"])
        way: list[Part] = []
        if each.since and each.since != found.planned_in:
            way.append(
                paragraph(
                    *sentence(gettext("Planned since {month}."), month=links.month(each.since)),
                    classes=["report-asof"],
                )
            )
        rows.append(
            [
                [paragraph(link), *_tickets(each, links)],
                _side(pair.plan, gettext("No plan was reported.")),
                _side(pair.outcome, silent),
                [paragraph(badge), *way],
            ]
        )
    data = [{"state": each.fate, "area": _name(each.area)} for each in group] if many else []
    return table(columns, rows, ["report-outcomes", *(["report-sortable"] if many else [])], "", data)


def _tickets(each: PlanFate, links: Links) -> list[Part]:
    pair = each.pair
    found: tuple[tuple[str, list[Content]], ...] = (
        (gettext("In both: {tickets}"), list(map(links.ticket, pair.matched))),
        (gettext("Mentioned elsewhere: {tickets}"), list(map(_elsewhere, pair.elsewhere))),
        (gettext("Not mentioned again: {tickets}"), list(map(links.ticket, pair.unmentioned))),
    )
    return [
        paragraph(*sentence(text, tickets=joined(shown)), classes=["report-note"])
        for text, shown in found
        if shown
    ]


def _elsewhere(each: Elsewhere) -> Part:
    where = each.ticket
    if each.element:
        where = gettext("{ticket} under {element}").format(ticket=each.ticket, element=each.element)
    return place(each.docname, each.anchor, where)


def _side(part: Side | None, missing: str) -> Cell:
    """Return a section as plain text; the report itself is one click away."""
    if part is None:
        return nothing(missing)
    text = bullets(part.items, ["report-text"])
    return [
        text,
        paragraph(place(part.docname, part.anchor, gettext("In the report")), classes=["report-note"]),
    ]
