"""A small chart for the cell of a table: the variance of one milestone in each report that states it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from ...core.language import counted, gettext
from ...core.periods import period_name
from ...domain.parts import Part
from ..nodes import chart
from .markup import element

#: The width of a bar with its gap, and the height of the chart, in pixels.
_STEP, _HEIGHT = 8, 20

#: The most reports drawn, the newest ones.
MOST = 12


def variance_bars(variances: Sequence[tuple[str, int]]) -> Part | None:
    """Return a bar for each of ``variances``, pairs of month and days; None for fewer than two.

    A bar above the line is late, one below it early.
    """
    shown = variances[-MOST:]
    if len(shown) < 2:
        return None
    top, bottom = max(0, *(days for _, days in shown)), min(0, *(days for _, days in shown))
    scale = (_HEIGHT - 2) / ((top - bottom) or 1)
    line = 1 + top * scale
    bars = [
        element(
            "rect", x=number * _STEP, y=round(line - max(0, days) * scale, 1), width=_STEP - 2,
            height=round(max(1.5, abs(days) * scale), 1),
            class_=f"report-bar report-{'delayed' if days > 0 else 'early'}",
        )
        for number, (_, days) in enumerate(shown)
    ]  # fmt: skip
    wide = len(shown) * _STEP
    listed = ", ".join(f"{period_name(month)} {_said(days)}" for month, days in shown)
    alt = gettext("Variance by report: {variances}").format(variances=listed)
    root = element(
        "svg", *bars, width=wide, height=_HEIGHT, viewBox=f"0 0 {wide} {_HEIGHT}", role="img", aria_label=alt
    )
    box = element("div", root, class_="report-chart report-slip-bars")
    return Part(chart, markup=ElementTree.tostring(box, encoding="unicode"), alt=alt)


def _said(days: int) -> str:
    if days > 0:
        return counted("{count} day late", "{count} days late", days)
    return counted("{count} day early", "{count} days early", -days) if days else gettext("on time")
