"""The data of the site: ``data/*.json`` with schemas, CSV, calendar, feed and each month as one text.

Each file is written as a whole from the catalogue, so that it is the same whether this build wrote one page
or all. A digest of their input is kept beside the doctrees: while it is the same, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx

from ...content.catalogue import CITED_TICKETS, STATED, TEXTS
from ...core.periods import file_pattern
from ...core.places import reports
from ...domain import page_names
from ...domain.cache_files import OutputFile, write_files
from ...domain.domain import domain_of
from ...domain.freshness import output_key, shown_key, surroundings
from ...domain.stable_ids import key_of
from ...export.data import data_schemas, documents
from ...export.month_markdown import month_markdown
from ...export.record_builder import View
from ..html.base_url import address, at_end_of_site
from .calendar import register_calendar
from .feed import feed
from .month_states import month_states
from .needs import needs
from .register_csv import register_csv
from .ticket_csv import ticket_csv

DIRECTORY = "data"

#: The files of this extension, with the pattern of a period: those that a build does not write are deleted.
_OURS = (
    r"data/(?:months|wbs|milestones|tickets|documents)\.json|data/months/(?:{period})\.json"
    r"|data/states/(?:(?:{period})|months)\.js|data/schema/\w+\.schema\.json|data/(?:milestones|tickets)\.csv|data/milestones\.ics"
    r"|data/needs\.json|feed\.xml|[^.]*/(?:{period})\.md"
)

#: The values of ``conf.py`` that affect the files.
_VALUES = (
    "project",
    "author",
    "language",
    "html_baseurl",
    "report_licence",
    "report_key",
    "root_doc",
    "html_file_suffix",
    "html_link_suffix",
)


@at_end_of_site
def write_data(app: Sphinx) -> None:
    """Write the files, unless they are up to date (event ``build-finished``)."""
    out = Path(app.outdir)
    catalogue = domain_of(app.env).catalogue
    common = (
        [getattr(app.config, name) for name in _VALUES],
        surroundings(app),
        version("icalendar"),
    )
    # The feed contains text of the months' pages.
    pages = [shown_key(app, page_names.month(name)) for name in catalogue.published()]
    there = (*(out / DIRECTORY).rglob("*"), *(out / reports()).glob("*"), out / "feed.xml")
    ours = re.compile(_OURS.replace("{period}", file_pattern()))
    write_files(
        Path(app.doctreedir, f"data-{output_key(app)}.json"),
        (catalogue.fingerprint, common, pages),
        out,
        _files(app, common),
        (path for path in there if ours.fullmatch(path.relative_to(out).as_posix())),
    )


def view_of(app: Sphinx) -> View:
    """Return the catalogue with the addresses of the site that is being built."""
    uri = app.builder.get_target_uri
    catalogue = domain_of(app.env).catalogue
    return View(
        catalogue,
        str(app.config.project),
        address(app),
        lambda kind, name: page_names.place(kind, name, uri),
        uri,
    )


def _files(app: Sphinx, common: object) -> Iterator[OutputFile]:
    """Yield all files, each with a key of everything that it depends on."""
    view, key = view_of(app), key_of(app)
    fingerprints = domain_of(app.env).data["fingerprints"]
    directory = Path(app.outdir, DIRECTORY)

    def file(name: str, what: str, month: str, make: Callable[[], bytes | None]) -> OutputFile:
        return OutputFile(name, (fingerprints[what, month], common), make)

    for each in chain(documents(view, lambda each: (directory / each.name).read_bytes()), month_states(view)):
        yield file(f"{DIRECTORY}/{each.name}", *each[1:])
    for name, text in data_schemas().items():
        yield OutputFile(f"{DIRECTORY}/{name}", None, text.encode)
    for name in view.catalogue.published():
        month = view.catalogue.month(name)
        if month:
            yield file(
                page_names.text_file(name), TEXTS, name, partial(_encoded, month_markdown, view, month)
            )
    for name, what, make in (
        (page_names.REGISTER_FILE, STATED, partial(_encoded, register_csv, view)),
        (page_names.TICKETS_FILE, CITED_TICKETS, partial(_encoded, ticket_csv, view)),
        (f"{DIRECTORY}/milestones.ics", STATED, partial(register_calendar, view, key)),
        (f"{DIRECTORY}/needs.json", STATED, partial(_encoded, needs, view)),
    ):
        yield file(name, what, "", make)
    yield OutputFile("feed.xml", None, partial(feed, app, view, key))


def _encoded(write: Callable[..., str | None], *arguments: object) -> bytes | None:
    text = write(*arguments)
    return text.encode() if text else None
