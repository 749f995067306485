"""The health of the areas by month: what each reported, and how many of its milestones were late."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.catalogue import NO_AREA, Catalogue
from ..milestones.verdict import late_by_area
from .coverage import Cell, coverage


@dataclass(frozen=True, slots=True)
class HealthCell:
    """One area in one month: what it reported, and how many of its milestones were late at the month's end.

    ``reported`` is None for milestones of no area.
    """

    reported: Cell | None
    late: int


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One area over the months; ``element`` is empty for milestones of no area."""

    element: str
    title: str
    cells: tuple[HealthCell, ...]


def health(
    catalogue: Catalogue, limit: int, last: str = ""
) -> tuple[tuple[str, ...], tuple[HealthLine, ...]]:
    """Return the newest ``limit`` published months up to ``last`` (empty: the newest), oldest first, and a
    line for each area."""
    found = coverage(catalogue, "", last, "", limit)
    late = {month: late_by_area(catalogue, month) for month in found.months}
    lines = [
        HealthLine(
            line.element,
            line.title,
            tuple(
                HealthCell(cell, late[month].get(line.element, 0))
                for month, cell in zip(found.months, line.cells, strict=True)
            ),
        )
        for line in found.lines
    ]
    shown = {line.element for line in found.lines}
    rest = tuple(
        HealthCell(None, sum(number for area, number in late[month].items() if area not in shown))
        for month in found.months
    )
    if any(cell.late for cell in rest):
        lines.append(HealthLine(NO_AREA, "", rest))
    return found.months, tuple(lines)
