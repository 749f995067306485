"""``{overview} WHAT``: the figures of the newest month and of all months, for landing pages."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

from ..domain.links import place
from ..domain.reading import Reader
from ..model.catalogue import Catalogue
from ..model.changes import NEWLY_DELAYED, RECOVERED, changes, previous_report
from ..model.coverage import reporting_areas
from ..model.dates import Date, month_name
from ..model.figures import month_counts, state_counts
from ..model.problems import Code, suggestion
from ..model.prose import DOCUMENT, TICKET
from ..model.statements import ACHIEVED, DELAYED
from ..render import words
from ..render.elements import inline, joined, paragraph
from .base import ReportDirective


class Overview(ReportDirective):
    """Argument: ``newest``, ``months``, ``milestones``, ``elements``, ``tickets`` or ``documents``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the figures as paragraphs."""
        views = {
            "newest": self._newest,
            "months": self._months,
            "milestones": self._milestones,
            "elements": self._elements,
            "tickets": self._tickets,
            "documents": self._documents,
        }
        what = self.arguments[0]
        if what not in views:
            hint = suggestion(what, views) or f"; expected one of {', '.join(views)}"
            self.report([(Code.DIRECTIVE, f"'{what}' is no overview{hint}")])
            return []
        page = f"{'wbs' if what == 'elements' else what}/index"
        here = page == self.env.current_document.docname or what == "newest"
        result = views[what]() + ([] if here else [paragraph(place(page, "", f"All {what}"))])
        # What is computed is found where it comes from, not here.
        return [nodes.container("", *result, classes=["report-overview"])]

    def _newest(self) -> list[nodes.Node]:
        reader = self.reader
        month = reader.ask(Catalogue.newest)
        page = reader.ask(Catalogue.page, month) if month else None
        if month is None or page is None:
            return [paragraph("No month has been published yet.", classes=["report-none"])]
        return [
            paragraph(
                reader.links.month(month),
                # As the ledger of a milestone marks what a summary says.
                " (summary)" if page.summary else "",
                f", as of {Date.end_of(month)}",
                classes=["report-asof"],
            ),
            paragraph(page.lead, classes=["report-lead"]),
            *month_figures(reader, month),
        ]

    def _months(self) -> list[nodes.Node]:
        reader = self.reader
        months = reader.ask(Catalogue.published)
        newest = [reader.links.month(name) for name in reversed(months[-3:])]
        return [
            _figure(len(months), words.noun(len(months), "month")),
            paragraph("Newest: ", *joined(newest)) if newest else paragraph("None is published yet."),
        ]

    def _milestones(self) -> list[nodes.Node]:
        reader = self.reader
        names = reader.ask(Catalogue.milestones)
        month = reader.ask(Catalogue.newest)
        states = reader.ask(state_counts, month) if month else ()
        said = ", ".join(f"{number} {words.STATUS[status].lower()}" for status, number in states)
        return [
            _figure(len(names), words.noun(len(names), "milestone")),
            paragraph(said[:1].upper() + said[1:] or "No state yet.", "." if said else ""),
        ]

    def _elements(self) -> list[nodes.Node]:
        reader = self.reader
        names = reader.ask(Catalogue.elements)
        areas = reader.ask(Catalogue.area_elements)
        return [
            _figure(len(names), words.noun(len(names), "WBS element")),
            paragraph(f"{words.count(len(areas), 'area')} report every month."),
        ]

    def _tickets(self) -> list[nodes.Node]:
        return self._cited(TICKET, self.reader.ask(Catalogue.cited, TICKET))

    def _documents(self) -> list[nodes.Node]:
        return self._cited(DOCUMENT, self.reader.ask(Catalogue.documents))

    def _cited(self, kind: str, names: tuple[str, ...]) -> list[nodes.Node]:
        prefixes: dict[str, int] = {}
        for name in names:
            prefix = name.rpartition("-")[0]
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
        said = ", ".join(f"{number} {prefix}" for prefix, number in prefixes.items())
        return [
            _figure(len(names), words.noun(len(names), kind)),
            paragraph(f"{said}. " if said else "", "Each with every place that cites it."),
        ]


def month_figures(reader: Reader, month: str) -> list[nodes.Node]:
    """The figures of one month, each beside that of the full report before."""
    counts = reader.ask(month_counts, month)
    if counts is None:
        return []
    since = reader.ask(previous_report, month)
    before = reader.ask(month_counts, since) if since else None
    now, was = dict(counts.statuses), dict(before.statuses) if before else {}
    said = reader.ask(changes, month)
    figures = [
        _figure(
            now[status], f"{words.noun(now[status], 'milestone')} reported {status}", was.get(status), since
        )
        for status in (ACHIEVED, DELAYED)
    ]
    if said and said.since:
        kinds = [change.kind for change in said.changes]
        figures += [
            _figure(kinds.count(kind), words.CHANGE[kind].lower()) for kind in (NEWLY_DELAYED, RECOVERED)
        ]
    reported, expected = reader.ask(reporting_areas, month)
    areas = (
        f"of {words.count(expected, 'area')} reported"
        if expected
        else f"{words.noun(counts.areas, 'area')} reported"
    )
    figures += [
        _figure(reported if expected else counts.areas, areas),
        _figure(
            counts.tickets,
            words.noun(counts.tickets, "ticket cited", "tickets cited"),
            before.tickets if before else None,
            since,
        ),
    ]
    return [nodes.container("", *figures, classes=["report-figures"])]


def _figure(number: int, label: str, before: int | None = None, since: str | None = None) -> nodes.paragraph:
    parts = inline([nodes.strong("", f"{number:,}"), f" {label}"])
    if before is not None and since:
        parts.append(nodes.inline("", f" ({before:,} in {month_name(since)})", classes=["report-trend"]))
    return nodes.paragraph("", "", *parts, classes=["report-figure"])
