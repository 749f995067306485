"""``{milestone-table}``: milestones as a table, as of the end of a month."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..content.catalogue import Catalogue
from ..content.statements import Statement
from ..domain.reading import Reader
from ..milestones.rows import rows
from ..milestones.selection import TableOptions
from ..parsing.notes import statement_note
from ..parsing.sections import make_known
from ..render import words
from ..render.elements import bullets, paragraph
from ..render.milestone_table import OTHER_AREA, MilestoneTable
from ..render.nodes import disclosure, report_row
from .base import SelectionDirective


class MilestoneTableDirective(SelectionDirective):
    """Options: ``status``, ``month``, ``wbs``, ``id``, ``due-from``, ``due-to``, ``columns``,
    ``group-by`` (``area``, ``status``, ``due`` for its month, ``none``), ``select`` (``stated``,
    ``state``), ``order`` (``area``, ``due``), ``fold`` (statuses that an ungrouped table folds below
    the rest)."""

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

    result = MilestoneTable(reader.links, notes, anchors).render(
        listed, options.group_by, options.columns, options.fold
    )
    for table in result:
        for node in table.findall(nodes.inline):
            for anchor in node["ids"]:
                document.ids[anchor] = node
    make_known(env, document, {anchor: (0, anchor, anchor) for anchor in placed})
    jumps = _jumps(document, reader, result, options.selection.month) if options.fold else []
    return [*jumps, nodes.container("", *result, classes=["report-tables"])]


def _jumps(
    document: nodes.document, reader: Reader, result: list[nodes.Node], month: str
) -> list[nodes.Node]:
    """The ways to the first row of each area and to what is folded, for who has no script to filter with."""
    links: list[nodes.Node] = []

    def jump(anchor: str, node: nodes.Element, said: str) -> None:
        if anchor not in document.ids:
            document.ids[anchor] = node
            node["ids"].append(anchor)
            links.append(nodes.reference("", said, refid=anchor, internal=True))

    for node in result:
        for row in node.findall(report_row):
            area = row["data"]["area"]
            title = reader.ask(Catalogue.element_title, area, month) if area != OTHER_AREA else ""
            jump(f"milestones-{area}", row, words.area("" if area == OTHER_AREA else area, title))
        if isinstance(node, disclosure):
            jump("milestones-folded", next(node.findall(nodes.table)), node["summary"])
    return [bullets([[paragraph(link)] for link in links], ["report-jumps"])] if links else []
