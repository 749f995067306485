"""``{milestone-table}``: milestones as a table, as of the end of a month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..content.catalogue import Catalogue
from ..content.statements import Statement
from ..domain.parts import Content, Part
from ..domain.reading import Reader
from ..milestones.rows import BY_DUE, UNGROUPED, Selection, rows
from ..milestones.table_options import TableOptions
from ..parsing.notes import statement_note
from ..parsing.sections import make_known
from ..progress.former_ids import statement_anchors
from ..render import words
from ..render.as_of import AsOf, as_of, as_of_bar
from ..render.charts.reported_variances import variance_bars
from ..render.elements import bullets, container
from ..render.milestone_table import MOST_FOLDED, OTHER_AREA, SORTABLE_FROM, MilestoneTable
from ..render.nodes import disclosure, report_row
from .base import SelectionDirective


class MilestoneTableDirective(SelectionDirective):
    """Options: ``status``, ``month``, ``wbs``, ``id``, ``due-from``, ``due-to``, ``columns``,
    ``group-by`` (``area``, ``status``, ``due`` for its month, ``none``), ``select`` (``stated``,
    ``state``), ``order`` (``area``, ``due``, ``late`` for
    late ones first), ``fold`` (statuses that an ungrouped table folds below
    the rest)."""

    def show(self, options: TableOptions) -> Sequence[Content]:
        """Return one table for each group."""
        return milestone_table(self.env, self.document, self.reader, options)


def milestone_table(
    env: BuildEnvironment, document: nodes.document, reader: Reader, options: TableOptions
) -> list[Part]:
    """Return the table that ``options`` describe, in a document that is being read.

    On a month's page the first table that shows a statement gets its anchors.
    """
    listed = reader.ask(rows, options.selection)
    placed: list[str] = []

    def anchors(statement: Statement, name: str) -> list[str]:
        if statement.month != reader.month:
            return []
        known = (statement.anchor(name), *reader.ask(statement_anchors, statement.status, name))
        found = [anchor for anchor in known if anchor not in document.ids]
        document.ids.update(dict.fromkeys(found, document))
        placed.extend(found)
        return found

    notes = partial(statement_note, env, document)
    result = MilestoneTable(reader.links, notes, anchors, variance_bars).render(
        listed, options.group_by, options.columns, options.fold
    )
    make_known(env, document, {anchor: (0, anchor, anchor) for anchor in placed})
    long = len(listed) >= SORTABLE_FROM
    jumps = _jumps(document, reader, result, options.selection.month) if options.fold else []
    jumps = jumps if long else []  # a short table has the anchors only
    table = container(*result, classes=["report-tables"])
    chosen = options.selection
    if reader.month is not None or chosen.month != reader.ask(Catalogue.newest):
        return [*jumps, table]
    if options.fold and listed and chosen == _plain(chosen):
        cut = {"cut": "true"} if sum(row.status in options.fold for row in listed) > MOST_FOLDED else {}
        table.attributes["data"] = as_of(AsOf.TABLES, element=chosen.wbs, order=chosen.order, **cut)
        return [as_of_bar(), *jumps, table]
    if options.ahead and _is_due_next(options):
        states, columns = " ".join(chosen.statuses), " ".join(options.columns)
        data = as_of(AsOf.DUE, states=states, months=str(options.ahead), element=chosen.wbs, columns=columns)
        table.attributes["data"] = data
    return [*jumps, table]


def _plain(chosen: Selection) -> Selection:
    """Return the selection of all milestones, or all of an element, that is otherwise as ``chosen``."""
    return Selection(chosen.month, stated=False, wbs=chosen.wbs, notes=chosen.notes, order=chosen.order)


def _is_due_next(options: TableOptions) -> bool:
    """Return whether a table is a list of what is due next, which the data of another month have too."""
    chosen = options.selection
    plain = not chosen.ids and not chosen.notes and not chosen.stated and not options.fold
    return plain and options.group_by == UNGROUPED and chosen.order == BY_DUE


def _jumps(document: nodes.document, reader: Reader, result: list[Part], month: str) -> list[Part]:
    """Return links to the first row of each area and to folded rows, for readers without a script
    to filter."""
    links: list[Part] = []

    def jump(anchor: str, part: Part, said: str) -> None:
        if anchor not in document.ids:
            document.ids[anchor] = document
            part.add("ids", anchor)
            links.append(Part(nodes.reference, said, refid=anchor, internal=True))

    for part in result:
        for row in part.parts(report_row):
            area = row.get("data")["area"]
            title = reader.ask(Catalogue.element_title, area, month) if area != OTHER_AREA else ""
            jump(f"milestones-{area}", row, words.area("" if area == OTHER_AREA else area, title))
        if part.kind is disclosure:
            jump("milestones-folded", next(part.parts(nodes.table)), part.get("summary"))
    return [bullets(links, ["report-jumps"])] if len(links) > 1 else []
