"""A bar for the cell of a table: how many milestones were late at the end of a month."""

from __future__ import annotations

from xml.etree import ElementTree

from ...core.language import gettext, number
from ...domain.parts import Part
from ..nodes import chart
from .markup import element

#: The size of the drawing in pixels; the bar of the worst month has its width.
_WIDTH, _HEIGHT = 96, 12


def late_bar(overdue: int, delayed: int, most: int) -> Part:
    """Return a bar of ``overdue`` and ``delayed`` milestones.

    ``most`` is the number of late ones in the worst of the months that are compared.
    """
    scale = _WIDTH / (most or 1)
    parts = [
        element(
            "rect", x=round(start * scale, 1), y=1, width=round(count * scale, 1), height=_HEIGHT - 2,
            class_=f"report-bar report-{look}",
        )
        for start, count, look in ((0, overdue, "overdue"), (overdue, delayed, "delayed"))
        if count
    ]  # fmt: skip
    alt = gettext("{overdue} overdue, {delayed} delayed").format(
        overdue=number(overdue), delayed=number(delayed)
    )
    root = element(
        "svg",
        element("title", alt),
        *parts,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        width=_WIDTH,
        height=_HEIGHT,
        role="img",
        aria_label=alt,
    )
    box = element("div", root, class_="report-chart report-late-bar")
    return Part(chart, markup=ElementTree.tostring(box, encoding="unicode"), alt=alt)
