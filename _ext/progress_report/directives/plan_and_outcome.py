"""``{plan-and-outcome}`` and ``{plan-tracker}``: plans beside accomplishments, and the outcomes of plans."""

from __future__ import annotations

from collections.abc import Sequence

from ..check.directive_options import OPTIONS, read_outcome
from ..content.catalogue import Catalogue
from ..core.language import counted, gettext
from ..core.periods import period_name
from ..domain import page_names
from ..domain.links import place
from ..domain.parts import Content
from ..progress.plan_fates import fates_by_month, occurring, plan_fates
from ..render import words
from ..render.elements import folded, nothing, paragraph, sentence
from ..render.plan_fates import fate_tables, fate_tracker, meaning
from .base import ReportDirective

#: On the page of an element, the plans of more elements than this are folded …
FOLDED_FROM = 4
#: … and those of more than this are only on the page of all plans.
MOST = 40

#: The number of months of the table of all areas.
MONTHS = 6


class PlanAndOutcome(ReportDirective):
    """Options: ``month`` (of the outcome), ``wbs`` (an element; default: all)."""

    takes = OPTIONS["plan-and-outcome"]

    def parts(self) -> Sequence[Content]:
        """Return a row for each element that planned or did something."""
        named, wbs = self.read(read_outcome)
        month = self.chosen_month(named)
        listed = self.reader.ask(plan_fates, month, wbs) if month else None
        if listed is None or listed.found.planned_in is None:
            return nothing(gettext("There is no earlier report with plans to compare."))
        if not listed.fates:
            return nothing(gettext("No plans or accomplishments were reported."))

        number = counted("{count} element", "{count} elements", len(listed.fates))
        if wbs and len(listed.fates) > MOST:
            outcomes = place(page_names.outcomes(listed.found.month), "", gettext("Plans and outcomes"))
            text = gettext("{link} of {month}: {elements}")
            done = period_name(listed.found.month)
            return [paragraph(*sentence(text, link=outcomes, month=done, elements=number))]

        def title(element: str) -> str:
            return self.reader.ask(Catalogue.element_title, element, month) if element else ""

        here = self.env.current_document.docname == page_names.outcomes(listed.found.month)
        shown = fate_tables(
            listed, self.reader.links, lambda area: words.area(area, title(area)), title, anchored=here
        )
        if wbs and len(listed.fates) > FOLDED_FROM:
            planned, done = period_name(listed.found.planned_in), period_name(listed.found.month)
            text = gettext("Planned in {planned}, done in {done}: {elements}")
            said = text.format(planned=planned, done=done, elements=number)
            return [folded(said, *shown)]
        return shown


class PlanTracker(ReportDirective):
    """``{plan-tracker}``: the outcomes of the plans of each area in the newest months."""

    def parts(self) -> Sequence[Content]:
        """Return what the words of the table mean, and the table."""
        found = self.reader.ask(fates_by_month, MONTHS)
        if not found:
            return nothing(gettext("No plans were reported."))
        month = found[-1].month

        def title(area: str) -> str:
            return words.area(area, self.reader.ask(Catalogue.element_title, area, month) if area else "")

        return [meaning(occurring(found)), fate_tracker(found, title)]
