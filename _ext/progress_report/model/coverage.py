"""Who reported when: silence told apart from an element that nobody wrote about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import identifiers
from .area import AreaFile, Section
from .catalogue import Catalogue
from .month import Month
from .settings import ACCOMPLISHMENTS

REPORTED, SILENT, MISSING, NOT_EXPECTED, NOT_IN_USE = (
    "reported", "silent", "missing", "not-expected", "not-in-use",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What one month holds on one element, and the place to look at (empty where there is none)."""

    state: str
    docname: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One element over the months, in the order of :attr:`Coverage.months`."""

    element: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Elements by months."""

    months: tuple[str, ...]
    lines: tuple[Line, ...]


def coverage(catalogue: Catalogue, first: str = "", last: str = "", wbs: str = "", limit: int = 0) -> Coverage:
    """The areas over the published months from ``first`` to ``last`` (empty: no bound), of these the
    newest ``limit`` (0: all).

    With ``wbs`` the rows are the elements at or below it instead of the areas.
    """
    months = tuple(
        name for name in catalogue.published() if (not first or first <= name) and (not last or name <= last)
    )
    months = months[-limit:] if limit else months
    lines = []
    for element in _elements(catalogue, months, wbs):
        cells = tuple(_cell(catalogue, name, element) for name in months)
        if any(cell.state not in (NOT_EXPECTED, NOT_IN_USE) for cell in cells):
            title = catalogue.element_title(element, months[-1] if months else None)
            lines.append(Line(element, title, cells))
    return Coverage(months, tuple(lines))


def _elements(catalogue: Catalogue, months: tuple[str, ...], wbs: str) -> Iterable[str]:
    if wbs:
        return [name for name in catalogue.elements() if wbs in identifiers.lineage(name)]
    areas = set(catalogue.area_elements())
    for name in months:
        month = catalogue.month(name)
        areas.update(area.element for area in (month.areas if month else ()))
    return identifiers.natural(areas)


def _cell(catalogue: Catalogue, name: str, element: str) -> Cell:
    month = catalogue.month(name)
    record = catalogue.element(element)
    if month is None:
        return Cell(NOT_EXPECTED, "", "")
    area = next((each for each in month.areas if each.element in identifiers.lineage(element)), None)
    if area:
        found = _found(area, element)
        if found:
            return found
    if record and not record.used_in(name):
        return Cell(NOT_IN_USE, "", "")
    if _expected(catalogue, month, element):
        return Cell(MISSING, area.docname if area else month.docname, "")
    return Cell(NOT_EXPECTED, "", "")


def _found(area: AreaFile, element: str) -> Cell | None:
    """What an area's file says of itself or of one of its elements: by accomplishments alone."""
    said = [each for each in area.sections if each.kind == ACCOMPLISHMENTS and each.text]
    if element == area.element:
        anchor = next((each.anchor for each in area.sections if each.kind == ACCOMPLISHMENTS), "")
    else:
        # A heading with only child sections is reported through them.
        said = [each for each in said if element in identifiers.lineage(each.element) and not each.own]
        anchor = next((each.anchor for each in area.sections if _is(each, element)), "") or (
            said[0].anchor if said else ""
        )
    if not said:
        return None
    return Cell(SILENT if all(each.silent for each in said) else REPORTED, area.docname, anchor)


def _is(section: Section, element: str) -> bool:
    return section.kind == ACCOMPLISHMENTS and section.element == element and not section.own


def _expected(catalogue: Catalogue, month: Month, element: str) -> bool:
    """An area marked in the register is expected in every full report; below it, an element that the
    month before spoke of."""
    if month.page.summary:
        return False
    record = catalogue.element(element)
    if record and record.area:
        return record.used_in(month.name)
    earlier = [name for name in catalogue.published() if name < month.name]
    return bool(earlier) and any(
        text.month == earlier[-1] and text.kind == ACCOMPLISHMENTS for text in catalogue.element_texts(element)
    )
