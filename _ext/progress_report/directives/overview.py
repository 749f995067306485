"""``{overview} WHAT``: the figures of the newest month and of all months, for landing pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from ..content.catalogue import Catalogue
from ..content.known import DOCUMENT, TICKET
from ..content.yaml_keys import ACHIEVED
from ..core.id_forms import group_of
from ..core.language import Translated, counted, gettext, gettext_noop, ngettext, number
from ..core.periods import end_of, period_name
from ..core.places import page
from ..core.problems import Code
from ..core.suggestions import suggestion
from ..domain import page_names
from ..domain.links import place
from ..domain.parts import Content, Part
from ..domain.reading import Reader
from ..milestones.changes import previous_report
from ..milestones.verdict import late_months
from ..parsing.notes import statement_note
from ..progress.coverage import reporting_areas
from ..progress.figures import month_counts
from ..render.as_of import AsOf, as_of, as_of_bar
from ..render.charts.late_months import late_chart
from ..render.elements import container, inline, joined, kind_badge, nothing, paragraph, sentence, strong
from ..render.milestone_table import MilestoneTable
from .base import ReportDirective
from .verdict_parts import newly_late, state_line, verdict_head

#: The columns for newly late milestones: by how much, and why.
NEWLY_LATE_COLUMNS = ("id", "title", "note", "wbs", "due", "late", "status")

#: The number of newest months that are drawn.
LATE_MONTHS = 24


#: The links to the pages that list all of a kind.
_ALL = Translated(
    {
        "months": gettext_noop("All months"),
        "milestones": gettext_noop("All milestones"),
        "elements": gettext_noop("All elements"),
        "tickets": gettext_noop("All tickets"),
        "documents": gettext_noop("All documents"),
    }
)


class Overview(ReportDirective):
    """Argument: ``verdict`` (on the newest month), ``newest`` (the same with that month's first words),
    ``late`` (newly late milestones), ``lateness`` (how many were late month by month), ``reports`` (the
    newest month and the last full report), or a kind of object: ``months``, ``milestones``, ``elements``,
    ``tickets`` or ``documents``."""

    required_arguments = 1

    def parts(self) -> Sequence[Content]:
        """Return the figures as paragraphs."""
        of_newest = {
            "verdict": self._verdict,
            "newest": self._newest,
            "late": self._late,
            "lateness": self._lateness,
            "reports": self._reports,
        }
        of_all = {
            "months": self._months,
            "milestones": self._milestones,
            "elements": self._elements,
            "tickets": self._tickets,
            "documents": self._documents,
        }
        what = self.arguments[0]
        newest = self.reader.ask(Catalogue.newest)
        if what in of_newest:
            result = (
                of_newest[what](newest) if newest else nothing(gettext("No month has been published yet."))
            )
        elif what in of_all:
            index = page(f"{'wbs' if what == 'elements' else what}/index")
            here = index == self.env.current_document.docname
            result = of_all[what]() + ([] if here else [paragraph(place(index, "", _ALL[what]))])
        else:
            views = (*of_newest, *of_all)
            hint = suggestion(what, views) or f"; expected one of {', '.join(views)}"
            self.report([(Code.DIRECTIVE, f"'{what}' is not a valid argument of 'overview'{hint}")])
            return []
        # Search finds computed text at its source, not here.
        return [container(*result, classes=["report-overview"])]

    def _verdict(self, newest: str) -> list[Part]:
        head = verdict_head(self.reader, newest, page_names.month(newest), elsewhere=True)
        return [container(*head, data=as_of(AsOf.VERDICT))] if head else []

    def _newest(self, newest: str) -> list[Part]:
        return [
            *verdict_head(self.reader, newest, page_names.month(newest), elsewhere=True),
            *self._report(newest),
        ]

    def _late(self, newest: str) -> list[Part]:
        said, listed = newly_late(self.reader, newest)
        notes = partial(statement_note, self.env, self.document)
        table = MilestoneTable(self.reader.links, notes, lambda *_: ())
        shown = [table.table(listed, NEWLY_LATE_COLUMNS, said)] if listed else nothing(said)
        return [container(*shown, data=as_of(AsOf.NEWLY_LATE)), as_of_bar()]

    def _lateness(self, _: str) -> list[Part]:
        return late_chart(self.reader.ask(late_months, LATE_MONTHS), self.reader.links)

    def _reports(self, newest: str) -> list[Part]:
        summary = self.reader.ask(Catalogue.is_summary, newest)
        full = next(reversed(self.reader.ask(Catalogue.reports_before, newest)), "") if summary else ""
        return [each for name in filter(None, (newest, full)) for each in self._report(name)]

    def _report(self, month: str) -> list[Part]:
        """Return a month with its kind and its first words."""
        page = self.reader.ask(Catalogue.page, month)
        if page is None:
            return []
        mark, end = kind_badge(page.summary), str(end_of(month))
        text = gettext("{month} {kind} as of {date}")
        return [
            paragraph(*sentence(text, month=self.reader.links.month(month), kind=mark, date=end)),
            paragraph(page.lead, classes=["report-lead"]),
        ]

    def _months(self) -> list[Part]:
        reader = self.reader
        months = reader.ask(Catalogue.published)
        newest = [reader.links.month(name) for name in reversed(months[-3:])]
        return [
            _figure(len(months), ngettext("{number} month", "{number} months", len(months))),
            paragraph(*sentence(gettext("Newest: {months}"), months=joined(newest)))
            if newest
            else paragraph(gettext("No month has been published yet.")),
        ]

    def _milestones(self) -> list[Part]:
        reader = self.reader
        names = reader.ask(Catalogue.milestones)
        month = reader.ask(Catalogue.newest)
        said = state_line(reader, month) if month else paragraph(gettext("No status yet."))
        return [
            _figure(len(names), ngettext("{number} milestone", "{number} milestones", len(names))),
            container(said, data=as_of(AsOf.STATES)),
        ]

    def _elements(self) -> list[Part]:
        reader = self.reader
        names = reader.ask(Catalogue.elements)
        areas = reader.ask(Catalogue.area_elements)
        return [
            _figure(len(names), ngettext("{number} WBS element", "{number} WBS elements", len(names))),
            paragraph(
                counted("{count} area reports every month.", "{count} areas report every month.", len(areas))
            ),
        ]

    def _tickets(self) -> list[Part]:
        return self._cited(TICKET, self.reader.ask(Catalogue.cited, TICKET))

    def _documents(self) -> list[Part]:
        return self._cited(DOCUMENT, self.reader.ask(Catalogue.documents))

    def _cited(self, kind: str, names: tuple[str, ...]) -> list[Part]:
        prefixes = Counter(map(group_of, names))
        said = ", ".join(f"{count} {prefix}" for prefix, count in prefixes.items())
        label = (
            ngettext("{number} ticket", "{number} tickets", len(names))
            if kind == TICKET
            else ngettext("{number} document", "{number} documents", len(names))
        )
        return [
            _figure(len(names), label),
            paragraph(f"{said}. " if said else "", gettext("Each is listed with all its citations.")),
        ]


def month_figures(reader: Reader, month: str) -> list[Part]:
    """Return figures of the report of ``month``, besides those of the verdict."""
    counts = reader.ask(month_counts, month)
    if counts is None:
        return []
    figures = []
    if reader.ask(Catalogue.published_before, month) is None:
        # Without a month to compare with, the verdict says nothing of achievements.
        achieved = dict(counts.statuses)[ACHIEVED]
        reached = ngettext(
            "{number} milestone reported as achieved", "{number} milestones reported as achieved", achieved
        )
        figures.append(_figure(achieved, reached))
    areas_at = page_names.month(month), "areas"
    reported, expected = reader.ask(reporting_areas, month)
    if expected:
        text = ngettext("{number} of {total} area reported", "{number} of {total} areas reported", expected)
        figures.append(_figure(reported, text.replace("{total}", number(expected)), place_of=areas_at))
    else:
        areas = ngettext("{number} area reported", "{number} areas reported", counts.areas)
        figures.append(_figure(counts.areas, areas, place_of=areas_at))
    # The citations of a summary compare with nothing.
    full = reader.ask(previous_report, month)
    before = reader.ask(month_counts, full) if full else None
    cited = ngettext("{number} ticket cited", "{number} tickets cited", counts.tickets)
    figures.append(_figure(counts.tickets, cited, before.tickets if before else None, full))
    return [container(*figures, classes=["report-figures"])]


def _figure(
    count: int,
    text: str,
    before: int | None = None,
    since: str | None = None,
    place_of: tuple[str, str] | None = None,
) -> Part:
    """Return ``text`` with a number in place of ``{number}``, the same number of an earlier month, and a link
    to its list."""
    shown = number(count)
    parts = sentence(text, number=strong(place(*place_of, shown) if place_of and count else shown))
    if before is not None and since:
        text = gettext("({count} in {month})").format(count=number(before), month=period_name(since))
        parts.append(inline(f" {text}", classes=["report-trend"]))
    return paragraph(*parts, classes=["report-figure"])
