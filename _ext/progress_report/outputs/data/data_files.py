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

from ...content.catalogue import CITED_TICKETS, MILESTONES, TEXTS
from ...core.periods import file_pattern
from ...core.places import reports
from ...domain import page_names
from ...domain.cache_files import Kept, write_files
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
        lambda kept: _files(app, kept, common),
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


def _files(app: Sphinx, kept: Kept, common: object) -> Iterator[tuple[str, bytes | None]]:
    """Yield all files; each is ``kept`` while nothing that it depends on has changed."""
    view, key = view_of(app), key_of(app)
    fingerprints = domain_of(app.env).data["fingerprints"]

    def file(name: str, what: str, month: str, make: Callable[[], bytes | None]) -> bytes | None:
        return kept(name, (fingerprints[what, month], common), make)

    def data(name: str, what: str, month: str, make: Callable[[], str]) -> str:
        return (file(f"{DIRECTORY}/{name}", what, month, lambda: make().encode()) or b"").decode()

    for name, text in chain(documents(view, data), data_schemas().items(), month_states(view, data)):
        yield f"{DIRECTORY}/{name}", text.encode()
    for name in view.catalogue.published():
        month = view.catalogue.month(name)
        if month:
            path = page_names.text_file(name)
            yield path, file(path, TEXTS, name, partial(_encoded, month_markdown, view, month))
    for name, what, make in (
        (page_names.REGISTER_FILE, MILESTONES, partial(_encoded, register_csv, view)),
        (page_names.TICKETS_FILE, CITED_TICKETS, partial(_encoded, ticket_csv, view)),
        (f"{DIRECTORY}/milestones.ics", MILESTONES, partial(register_calendar, view, key)),
        (f"{DIRECTORY}/needs.json", MILESTONES, partial(_encoded, needs, view)),
    ):
        yield name, file(name, what, "", make)
    yield "feed.xml", feed(app, view, key)


def _encoded(write: Callable[..., str | None], *arguments: object) -> bytes | None:
    text = write(*arguments)
    return text.encode() if text else None
