"""The common parts of all directives: the page's reader, its links, and options checked by the model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import ClassVar, TypeVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..check.directive_options import draft_shown
from ..core.language import gettext, gettext_noop
from ..core.periods import period_name
from ..domain import page_names
from ..domain.domain import domain_of
from ..domain.parts import Content, place_parts
from ..domain.reading import Reader
from ..milestones.option_reader import OptionReader, Wrong
from ..milestones.table_options import TABLE_OPTIONS, TableOptions, read_table_options
from ..parsing.locks.lookup import Options
from ..render.elements import nothing

T = TypeVar("T")


class DraftError(Exception):
    """A directive names a draft, which only its own pages show; the text says so to readers."""


class ReportDirective(SphinxDirective):
    """A directive that shows answers of the catalogue."""

    has_content = False

    #: The names of its options.
    takes: ClassVar[Collection[str]] = ()

    def __init_subclass__(cls) -> None:
        # Each option is left as it was typed, since :meth:`read` reports what is invalid.
        cls.option_spec = Options(cls.takes) if cls.takes else {}

    def run(self) -> list[nodes.Node]:
        """Put what the directive shows into the document."""
        try:
            content = self.parts()
        except DraftError as error:
            content = nothing(str(error))
        return place_parts(self.document, content)

    def parts(self) -> Sequence[Content]:
        """Return what the directive shows."""
        raise NotImplementedError

    @property
    def reader(self) -> Reader:
        """The catalogue as this document uses it."""
        return domain_of(self.env).reader(self.env.current_document.docname)

    @property
    def document(self) -> nodes.document:
        """The document that is being read."""
        return self.state.document

    def read(self, choose: Callable[[OptionReader], T]) -> T:
        """Return the options that ``choose`` reads; invalid ones are reported at the directive's line."""
        options = OptionReader(self.options, domain_of(self.env).catalogue.known, self.takes)
        chosen = choose(options)
        self.report(options.wrong)
        return chosen

    def report(self, wrong: Iterable[Wrong]) -> None:
        """Report invalid options at the directive's line."""
        for code, message in wrong:
            domain_of(self.env).reporter.fault(self.get_location(), code, message)

    def chosen_month(self, named: str) -> str | None:
        """Return the month of ``:month:``, else of the page, else the newest published one; None if there is
        none.

        :raises DraftError: as :meth:`refuse_draft`
        """
        month = named or self.reader.month_or_newest()
        if month:
            self.refuse_draft(month)
        return month

    def refuse_draft(self, month: str) -> None:
        """Report a draft that is named on a page that is not its own.

        :raises DraftError: if ``month`` is such a draft
        """
        if month == self.reader.month or self.env.current_document.docname == page_names.outcomes(month):
            return
        wrong = self.reader.ask(draft_shown, month)
        self.report(wrong)
        if wrong:
            text = gettext("The report of {month} is a draft; only its own pages show it.")
            raise DraftError(text.format(month=period_name(month)))


class SelectionDirective(ReportDirective):
    """A directive with the options of ``{milestone-table}``, which select milestones."""

    takes = TABLE_OPTIONS
    empty: ClassVar[str] = gettext_noop("No milestones.")

    def parts(self) -> Sequence[Content]:
        """Return what :meth:`show` makes of the options, or a sentence if there is nothing to show."""
        on_month_page = self.reader.month is not None
        month = self.reader.month_or_newest()
        options = self.read(lambda typed: read_table_options(typed, month, on_month_page=on_month_page))
        if options is None:
            return nothing(gettext("No month has been published yet."))
        self.refuse_draft(options.selection.month)
        return self.show(options) or nothing(gettext(self.empty))

    def show(self, options: TableOptions) -> Sequence[Content]:
        """Return the parts for a selection; empty if there is nothing to show."""
        raise NotImplementedError
