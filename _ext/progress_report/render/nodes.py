"""Our own nodes: a chart, a table, text that unfolds, and placeholders for what only a site has."""

from __future__ import annotations

from docutils import nodes


class chart(nodes.General, nodes.Element):
    """A chart: its ``markup`` (see ``render/charts``) and ``alt``, its alternative text."""


class report_table(nodes.table):
    """A table of ours.

    Sphinx numbers tables with a caption for their anchors, but not those of another class.
    """


class report_row(nodes.row):
    """A row of a table with ``data``, names and values by which a script can filter it."""


class report_head(nodes.entry):
    """The head of a column."""


class print_link(nodes.General, nodes.Element):
    """A link to the PDF of ``month``, if the site has one; else nothing."""


class site_file(nodes.General, nodes.Inline, nodes.TextElement):
    """A link to a file of the site that is not a page, with its ``path`` from the root, or to the results of
    the search for ``query``; plain text if there is no site."""


class how_to_cite(nodes.General, nodes.Element):
    """The citation of ``month``, and links to it as one file."""


class disclosure(nodes.General, nodes.Element):
    """Text that unfolds below its ``summary``. Where nothing unfolds, the summary is its heading; the text of
    one that is ``continued`` follows the text above without it."""
