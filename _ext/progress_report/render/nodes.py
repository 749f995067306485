"""The nodes of our own: a chart, a table, text that unfolds, and places for what only a site has."""

from __future__ import annotations

from docutils import nodes


class chart(nodes.General, nodes.Element):  # noqa: N801 - nodes are named like elements
    """A chart: its ``markup`` (see ``render/charts``) and ``alt``, what one sees in it."""


class report_table(nodes.table):  # noqa: N801
    """A table of ours. Sphinx gives tables with a caption an anchor by counting; not one of another class."""


class report_row(nodes.row):  # noqa: N801
    """A row of a table with ``data``, names and values by which a script can filter it."""


class report_head(nodes.entry):  # noqa: N801
    """The head of a column."""


class print_link(nodes.General, nodes.Element):  # noqa: N801
    """The way to the PDF of ``month``, where the site that is built has one; else nothing."""


class site_file(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """The way to a file of the site that is no page: ``path`` from its root. A link where there is one."""


class how_to_cite(nodes.General, nodes.Element):  # noqa: N801
    """How to cite ``month``, and where it is as one file."""


class disclosure(nodes.General, nodes.Element):  # noqa: N801
    """Text that unfolds under its ``summary``."""
