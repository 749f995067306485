"""``{plan-and-outcome}``: last month's plans beside this month's accomplishments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..check.directive_options import OPTIONS, read_outcome
from ..content.catalogue import Catalogue
from ..core.dates import month_name
from ..domain.links import place
from ..domain.parts import Content, Part
from ..progress.outcomes import Elsewhere, Outcomes, Pair, Side, outcomes
from ..render import words
from ..render.elements import Cell, bullets, folded, joined, paragraph, table
from .base import Options, ReportDirective

#: On the page of an element, what so many elements below it planned and did is folded.
FOLDED_FROM = 4


class PlanAndOutcome(ReportDirective):
    """Options: ``month`` (of the outcome), ``wbs`` (an element; default: all)."""

    option_spec: ClassVar[dict[str, Any]] = Options(OPTIONS["plan-and-outcome"])

    def parts(self) -> Sequence[Content]:
        """Return a table with one row for each element that planned or did something."""
        named, wbs = self.read(read_outcome)
        month = self.chosen_month(named)
        found = self.reader.ask(outcomes, month, wbs) if month else None
        if found is None or found.planned_in is None:
            return [paragraph("There is no earlier report with plans to compare.", classes=["report-none"])]
        if not found.pairs:
            return [paragraph("No plans or accomplishments were reported.", classes=["report-none"])]
        shown = self._table(found, found.planned_in)
        if wbs and len(found.pairs) > FOLDED_FROM:
            planned, done = month_name(found.planned_in), month_name(found.month)
            said = f"Planned in {planned}, done in {done}: {words.count(len(found.pairs), 'element')}"
            return [folded(said, shown)]
        return [shown]

    def _table(self, found: Outcomes, planned_in: str) -> Part:
        columns = [
            ("area", "Element"),
            ("plan", f"Planned in {month_name(planned_in)}"),
            ("outcome", f"Done in {month_name(found.month)}"),
        ]
        silent = "Not mentioned in this summary." if found.summary else "Not mentioned this month."
        rows: list[list[Cell]] = []
        for pair in found.pairs:
            title = self.reader.ask(Catalogue.element_title, pair.element, found.month)
            link = self.reader.links.element(pair.element, words.area(pair.element, title))
            rows.append(
                [
                    [paragraph(link), *self._tickets(pair)],
                    _part(pair.plan, "No plan was reported."),
                    _part(pair.outcome, silent),
                ]
            )
        return table(columns, rows, ["report-outcomes"])

    def _tickets(self, pair: Pair) -> list[Part]:
        ticket = self.reader.links.ticket
        found = (
            ("In both: ", list(map(ticket, pair.matched))),
            ("Mentioned elsewhere: ", [_elsewhere(each) for each in pair.elsewhere]),
            ("Not mentioned again: ", list(map(ticket, pair.unmentioned))),
        )
        return [paragraph(text, *joined(links), classes=["report-note"]) for text, links in found if links]


def _elsewhere(each: Elsewhere) -> Part:
    where = f"{each.ticket} under {each.element}" if each.element else each.ticket
    return place(each.docname, each.anchor, where)


def _part(part: Side | None, nothing: str) -> Cell:
    """Return a section as plain text; the report itself is one click away."""
    if part is None:
        return [paragraph(nothing, classes=["report-none"])]
    text = bullets(([paragraph(item)] for item in part.items), ["report-text"])
    return [text, paragraph(place(part.docname, part.anchor, "In the report"), classes=["report-note"])]
