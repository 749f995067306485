"""``{milestone-table}``: milestones as a table, as of the end of a month."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..domain.notes import statement_note
from ..domain.reading import Reader
from ..domain.sections import make_known
from ..model.rows import rows
from ..model.selection import TableOptions
from ..model.statements import Statement
from ..render.milestone_table import MilestoneTable
from .base import SelectionDirective


class MilestoneTableDirective(SelectionDirective):
    """Options: ``status``, ``month``, ``wbs``, ``id``, ``due-from``, ``due-to``, ``columns``,
    ``group-by`` (``area``, ``status``, ``due`` for its month, ``none``), ``select`` (``stated``,
    ``state``), ``order`` (``area``, ``due``)."""

    def show(self, options: TableOptions) -> list[nodes.Node]:
        """One table for each group."""
        return milestone_table(self.env, self.document, self.reader, options)


def milestone_table(
    env: BuildEnvironment, document: nodes.document, reader: Reader, options: TableOptions
) -> list[nodes.Node]:
    """Render a table into a document that is being read.

    On a month's page the first table that shows a statement gets its anchors.
    """
    listed = reader.ask(rows, options.selection)
    placed: list[str] = []

    def notes(statement: Statement) -> list[nodes.Node]:
        return statement_note(env, document, statement)

    def anchors(statement: Statement, name: str) -> str | None:
        anchor = statement.anchor(name)
        if statement.month != reader.month or anchor in document.ids:
            return None
        document.ids[anchor] = document
        placed.append(anchor)
        return anchor

    result = MilestoneTable(reader.links, notes, anchors).render(listed, options.group_by, options.columns)
    for table in result:
        for node in table.findall(nodes.inline):
            for anchor in node["ids"]:
                document.ids[anchor] = node
    make_known(env, document, {anchor: (0, anchor, anchor) for anchor in placed})
    return [nodes.container("", *result, classes=["report-tables"])]
