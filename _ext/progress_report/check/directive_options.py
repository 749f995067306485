"""Read the options of each directive, for the build and for the check, which runs without a build.

Each reader takes an :class:`OptionReader`, which collects invalid options, and returns the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..content.area import AreaFile
from ..content.catalogue import Catalogue
from ..content.known import ELEMENT, MONTH
from ..content.month import Month, Page
from ..core.problems import Code, Problem
from ..milestones.option_reader import OptionReader, Wrong
from ..milestones.table_options import TABLE_OPTIONS, read_table_options
from ..syntax.markdown_text import Directive


def read_wbs(options: OptionReader) -> str:
    """Return the element of ``:wbs:``; empty for all."""
    return options.known_id("wbs", ELEMENT)


def read_tree(options: OptionReader) -> tuple[str, int]:
    """Return the root of a tree, empty for all roots, and how many levels to show; 0 for all."""
    return options.known_id("root", ELEMENT), options.number("depth", 0)


def read_trackers(options: OptionReader) -> tuple[str, ...]:
    """Return the prefixes of tickets to list; none for all. An index of documents has no such option."""
    return options.words("tracker", tuple(options.known.settings.trackers))


def read_list(options: OptionReader) -> tuple[int, str]:
    """Return how many months to list, 0 for all, and of which year; empty for all."""
    return options.number("limit", 0), str(options.number("year", 0) or "")


def read_coverage(options: OptionReader) -> tuple[str, str, str, int]:
    """Return the first and last month, the element whose elements to show, and how many of the
    newest months."""
    return options.month("from"), options.month("to"), read_wbs(options), options.number("limit", 0)


def read_month(options: OptionReader) -> str:
    """Return the month of ``:month:``, which must have a report; empty if it is missing."""
    return options.known_id("month", MONTH)


def read_outcome(options: OptionReader) -> tuple[str, str]:
    """Return the month of the outcome, as :func:`read_month`, and an element; empty for all."""
    return read_month(options), read_wbs(options)


def _read_table(options: OptionReader) -> object:
    # The default month does not affect whether an option is valid.
    return read_table_options(options, None, on_month_page=True)


_DIRECTIVES: Mapping[str, tuple[tuple[str, ...], Callable[[OptionReader], object]]] = {
    "milestone-table": (TABLE_OPTIONS, _read_table),
    "milestone-gantt": (TABLE_OPTIONS, _read_table),
    "milestone-trend": (TABLE_OPTIONS, _read_table),
    "burndown": (("wbs",), read_wbs),
    "wbs-index": (("root", "depth"), read_tree),
    "ticket-index": (("tracker", "range", "pages"), read_trackers),
    "document-index": (("range", "pages"), read_trackers),
    "month-list": (("limit", "year"), read_list),
    "coverage": (("from", "to", "wbs", "limit"), read_coverage),
    "changes": (("month",), read_month),
    "plan-and-outcome": (("month", "wbs"), read_outcome),
}

#: The options of each directive that a report may use.
OPTIONS: Mapping[str, tuple[str, ...]] = {name: options for name, (options, _) in _DIRECTIVES.items()}


def draft_shown(catalogue: Catalogue, month: str) -> tuple[Wrong, ...]:
    """Return the problem that ``month``, which a directive on another page names, is a draft; none if it is
    not."""
    page = catalogue.page(month)
    if page is None or not page.draft:
        return ()
    return ((Code.MONTH, f"':month: {month}' is a draft; only its own pages show its content"),)


def wrong_options(catalogue: Catalogue, month: Month) -> Iterator[Problem]:
    """Yield the invalid options of the directives in the files of ``month`` (a rule of the month)."""
    files: tuple[Page | AreaFile, ...] = (month.page, *month.areas)
    for file in files:
        for directive in file.directives:
            for code, message in _wrong(catalogue, directive, month.name):
                yield Problem(file.path, directive.line, code.value, message)


def _wrong(catalogue: Catalogue, directive: Directive, month: str) -> Iterator[Wrong]:
    name = directive.name.removeprefix("report:")
    known, read = _DIRECTIVES[name]
    options = OptionReader(dict(directive.options), catalogue.known, known)
    read(options)
    yield from options.wrong
    if "month" in known and (chosen := options.options.get("month", "").strip()) != month:
        yield from draft_shown(catalogue, chosen)
