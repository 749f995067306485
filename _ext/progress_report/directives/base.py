"""What all directives share: the page's reader, its links, and options checked by the model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..domain import addresses
from ..domain.domain import ReportDomain, domain_of
from ..domain.reading import Reader
from ..model.catalogue import Catalogue
from ..model.problems import Code
from ..model.prose import MONTH
from ..model.selection import OPTIONS, OptionReader, TableOptions, Wrong, read_table_options
from ..render.elements import paragraph


def unchanged_options(*names: str) -> dict[str, Any]:
    """An option table that leaves all checking to the model."""
    return {name: lambda text: text or "" for name in names}


class ReportDirective(SphinxDirective):
    """A directive that shows what the catalogue answers."""

    has_content = False

    @property
    def domain_object(self) -> ReportDomain:
        """The domain of this build."""
        return domain_of(self.env)

    @property
    def reader(self) -> Reader:
        """The catalogue as this document sees it."""
        return self.domain_object.reader(self.env.current_document.docname)

    @property
    def document(self) -> nodes.document:
        """The document that is being read."""
        return self.state.document

    def read_options(self) -> OptionReader:
        """A reader for the directive's options; pass its findings to :meth:`report`."""
        return OptionReader(self.options, self.domain_object.catalogue.known)

    def report(self, wrong: Iterable[Wrong]) -> None:
        """Log what is wrong with the options, at the directive's line."""
        for code, message in wrong:
            self.domain_object.reporter.fault(self.get_location(), code, message)

    def chosen_month(self, options: OptionReader) -> str | None:
        """The month of ``:month:``, else of the page, else the newest published one; None for no month
        that this page may show."""
        month = options.known_id("month", MONTH) or self.reader.month_or_newest()
        return None if self.hidden(month) else month

    def hidden(self, month: str | None) -> bool:
        """Report whether a month is a draft that this page may not show: it counts on its own pages alone."""
        if month is None or self.env.current_document.docname == addresses.outcomes(month):
            return False
        page = self.reader.ask(Catalogue.page, month) if month != self.reader.month else None
        if page is None or not page.draft:
            return False
        self.report([(Code.MONTH, f"':month: {month}' is a draft; only its own pages show what it says")])
        return True


class SelectionDirective(ReportDirective):
    """A directive with the options of ``{milestone-table}``, which show a selection of milestones."""

    option_spec: ClassVar[dict[str, Any]] = unchanged_options(*OPTIONS)
    nothing: ClassVar[str] = "No milestones."

    def run(self) -> list[nodes.Node]:
        """Return what :meth:`show` makes of the options, or a sentence where there is nothing."""
        reader = self.reader
        known = self.domain_object.catalogue.known
        options, wrong = read_table_options(
            self.options, known, reader.month_or_newest(), reader.month is not None
        )
        self.report(wrong)
        if options is None or self.hidden(options.selection.month):
            return [paragraph("No month has been published yet.", classes=["report-none"])]
        return self.show(options) or [paragraph(self.nothing, classes=["report-none"])]

    def show(self, options: TableOptions) -> list[nodes.Node]:
        """The nodes for a selection; empty if there is nothing to show."""
        raise NotImplementedError
