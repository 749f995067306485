"""The nodes of our own: a chart, and text that unfolds."""

from __future__ import annotations

from docutils import nodes


class chart(nodes.General, nodes.Element):  # noqa: N801 - nodes are named like elements
    """A Vega-Lite chart: ``spec`` (JSON, without colours of the ground) and ``alt``."""


class disclosure(nodes.General, nodes.Element):  # noqa: N801
    """Text that unfolds under its ``summary``."""
