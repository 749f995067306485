"""The areas that reported in each month; a report of no activity differs from no report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..content.area import AreaFile, Section
from ..content.catalogue import Catalogue
from ..content.month import Month
from ..content.settings import ACCOMPLISHMENTS
from ..core import identifiers
from ..core.periods import order

REPORTED, SILENT, MISSING, NOT_EXPECTED, NOT_IN_USE = (
    "reported", "silent", "missing", "not-expected", "not-in-use",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """The content of one month about one element, and a link to it (empty if there is none).

    ``late`` counts the milestones of an area that are late at the end of the month (see ``health``).
    """

    state: str
    docname: str = ""
    anchor: str = ""
    late: int = 0


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One element over the months, in the order of :attr:`Coverage.months`."""

    element: str
    title: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Elements by months."""

    months: tuple[str, ...]
    lines: tuple[CoverageLine, ...]


def coverage(
    catalogue: Catalogue, first: str = "", last: str = "", wbs: str = "", limit: int = 0
) -> Coverage:
    """Return the coverage of the areas in the published months from ``first`` to ``last`` (empty: no bound).

    Only the newest ``limit`` months are included (0: all). With ``wbs``, the rows are the elements at or
    below it instead of the areas.
    """
    months = tuple(
        name
        for name in catalogue.published()
        if order(first) <= order(name) and (not last or order(name) <= order(last))
    )
    months = months[-limit:] if limit else months
    lines = []
    first_spoken = _first_spoken(catalogue) if wbs else {}
    for element in _elements(catalogue, months, wbs):
        cells = tuple(_cell(catalogue, name, element, first_spoken) for name in months)
        if any(cell.state not in (NOT_EXPECTED, NOT_IN_USE) for cell in cells):
            title = catalogue.element_title(element, months[-1] if months else None)
            lines.append(CoverageLine(element, title, cells))
    return Coverage(months, tuple(lines))


def _elements(catalogue: Catalogue, months: tuple[str, ...], wbs: str) -> Iterable[str]:
    if wbs:
        return [name for name in catalogue.elements() if identifiers.is_within(name, wbs)]
    areas = set(catalogue.area_elements())
    for name in months:
        month = catalogue.month(name)
        areas.update(area.element for area in (month.areas if month else ()))
    return identifiers.natural(areas)


def expected_areas(catalogue: Catalogue, month: Month) -> list[str]:
    """Return the areas that should report in ``month``: those marked in the register and in use then.

    Nothing is expected of a summary.
    """
    marked = () if month.page.summary else catalogue.known.registers.elements.values()
    return [each.id for each in marked if each.area and each.used_in(month.name)]


def reporting_areas(catalogue: Catalogue, name: str) -> tuple[int, int]:
    """Return how many areas reported in the month ``name``, draft or not, and how many were expected to.

    A report of no activity counts. Nothing is expected of a summary.
    """
    month = catalogue.month(name)
    if month is None or month.page.summary:
        return 0, 0
    states = [_cell(catalogue, name, element, {}).state for element in catalogue.area_elements()]
    said = sum(state in (REPORTED, SILENT) for state in states)
    return said, said + states.count(MISSING)


def missing_areas(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Return the areas that are expected in the month ``name``, draft or not, and did not report."""
    return tuple(
        element
        for element in catalogue.area_elements()
        if _cell(catalogue, name, element, {}).state == MISSING
    )


def _cell(catalogue: Catalogue, name: str, element: str, first_spoken: Mapping[str, str]) -> CoverageCell:
    month = catalogue.month(name)
    record = catalogue.element(element)
    if month is None:
        return CoverageCell(NOT_EXPECTED)
    # The nearest area first, since one may be inside another.
    files = [area for above in identifiers.lineage(element) for area in month.areas if area.element == above]
    for area in files:
        found = _found(area, element)
        if found:
            return found
    if record and not record.used_in(name):
        return CoverageCell(NOT_IN_USE)
    if _should_report(catalogue, month, element, first_spoken):
        return CoverageCell(MISSING, files[0].docname if files else month.docname)
    return CoverageCell(NOT_EXPECTED)


def _found(area: AreaFile, element: str) -> CoverageCell | None:
    """Return what an area's file reports on itself or one of its elements; only accomplishments count."""
    said = [each for each in area.sections if each.kind == ACCOMPLISHMENTS and each.text]
    if element == area.element:
        anchor = next((each.anchor for each in area.sections if each.kind == ACCOMPLISHMENTS), "")
    else:
        # A heading with only child sections is reported through them.
        said = [each for each in said if identifiers.is_within(each.element, element) and not each.own]
        anchor = next((each.anchor for each in area.sections if _is(each, element)), "") or (
            said[0].anchor if said else ""
        )
    if not said:
        return None
    return CoverageCell(SILENT if all(each.silent for each in said) else REPORTED, area.docname, anchor)


def _is(section: Section, element: str) -> bool:
    return section.kind == ACCOMPLISHMENTS and section.element == element and not section.own


def _should_report(catalogue: Catalogue, month: Month, element: str, first_spoken: Mapping[str, str]) -> bool:
    """Return whether a month should report on ``element``.

    An area marked in the register is expected in every full report; an element below one, from the month
    after the first report on it (or on an element below it) to the end of its use.
    """
    if month.page.summary:
        return False
    record = catalogue.element(element)
    if record and record.area:
        return True
    above = filter(None, map(catalogue.element, identifiers.lineage(element)))
    marked = any(each.area and each.used_in(month.name) for each in above)
    return marked and order(first_spoken.get(element, month.name)) < order(month.name)


def _first_spoken(catalogue: Catalogue) -> dict[str, str]:
    """Return the first published month with accomplishments of each element or of an element below it."""
    found: dict[str, str] = {}
    for element in catalogue.elements():
        for text in catalogue.element_texts(element):
            if text.kind == ACCOMPLISHMENTS:
                for above in identifiers.lineage(element):
                    found[above] = min(text.month, found.get(above, text.month), key=order)
    return found
