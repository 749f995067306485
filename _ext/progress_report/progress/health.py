"""The health of the areas by month: what each reported, and how many of its milestones were late."""

from __future__ import annotations

from dataclasses import replace

from ..content.catalogue import NO_AREA, Catalogue
from ..milestones.verdict import late_by_area
from .coverage import NOT_EXPECTED, Coverage, CoverageCell, CoverageLine, coverage


def health(catalogue: Catalogue, limit: int, last: str = "") -> Coverage:
    """Return the coverage of the areas and their late milestones, in the newest ``limit`` published months
    up to ``last`` (empty: the newest).

    A last line, of :data:`NO_AREA`, counts the late milestones of no area, if there are any.
    """
    found = coverage(catalogue, "", last, "", limit)
    late = [late_by_area(catalogue, month) for month in found.months]
    lines = [
        replace(
            line,
            cells=tuple(
                replace(cell, late=numbers.pop(line.element, 0))
                for cell, numbers in zip(line.cells, late, strict=True)
            ),
        )
        for line in found.lines
    ]
    rest = tuple(CoverageCell(NOT_EXPECTED, late=sum(numbers.values())) for numbers in late)
    if any(cell.late for cell in rest):
        lines.append(CoverageLine(NO_AREA, "", rest))
    return replace(found, lines=tuple(lines))
