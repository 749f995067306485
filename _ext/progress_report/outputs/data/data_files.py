"""The data of the site: ``data/*.json`` with schemas, CSV, calendar, feed and each month as one text.

Each file is written as a whole from the catalogue, so that it is the same whether this build wrote one page
or all. A digest of their input is kept beside the doctrees: while it is the same, nothing is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from ...core.files import write_whole
from ...domain import addresses, cache_files
from ...domain.cache_files import checksum, stand
from ...domain.domain import domain_of
from ...domain.freshness import output_key, shown_key, surroundings
from ...export.data import documents, schemas
from ...export.data_forms import View
from ...export.month_markdown import edition
from ...load.loader import REPORTS
from ..html.base_url import address, is_site
from ..html.stable_ids import key_of
from .calendar import register_calendar
from .feed import feed
from .needs import needs
from .register_csv import register_csv

DIRECTORY = "data"

#: The files of this extension: those that a build does not write are deleted.
_OURS = re.compile(
    r"data/(?:months|wbs|milestones|tickets|documents)\.json|data/months/\d{4}-\d{2}\.json"
    r"|data/schema/\w+\.schema\.json|data/milestones\.(?:csv|ics)|data/needs\.json|feed\.xml|reports/\d{4}-\d{2}\.md"
)

#: The values of ``conf.py`` that affect the files.
_VALUES = ("project", "author", "language", "html_baseurl", "report_licence", "report_key", "root_doc")


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the files, unless they are up to date (event ``build-finished``).

    Does nothing if the build ended with an ``exception``.
    """
    if exception is not None or not is_site(app):
        return
    out = Path(app.outdir)
    stamp = Path(app.doctreedir, f"data-{output_key(app)}.json")
    digest = _digest(app)
    if _stands(stamp, digest, out):
        return
    written = {name: data for name, data in _files(app) if data is not None}
    for name, data in written.items():
        if not _is(out / name, data):
            write_whole(out / name, data)
    for path in (*(out / DIRECTORY).rglob("*"), *(out / REPORTS).glob("*"), out / "feed.xml"):
        name = path.relative_to(out).as_posix()
        if name not in written and _OURS.fullmatch(name):
            path.unlink(missing_ok=True)
    cache_files.save_table(
        stamp, {"": digest, **{name: checksum(data) for name, data in sorted(written.items())}}
    )


def view_of(app: Sphinx) -> View:
    """Return the catalogue with the addresses of the site that is being built."""
    uri = app.builder.get_target_uri
    catalogue = domain_of(app.env).catalogue
    return View(
        catalogue,
        str(app.config.project),
        address(app),
        lambda kind, name: addresses.place(kind, name, uri),
        uri,
    )


def _files(app: Sphinx) -> Iterator[tuple[str, bytes | None]]:
    view, key = view_of(app), key_of(app)
    for name, text in (*documents(view).items(), *schemas().items()):
        yield f"{DIRECTORY}/{name}", text.encode()
    for name in view.catalogue.published():
        month = view.catalogue.month(name)
        yield addresses.edition(name), edition(view, month).encode() if month else None
    yield f"{DIRECTORY}/milestones.csv", register_csv(view).encode()
    yield f"{DIRECTORY}/milestones.ics", register_calendar(view, key)
    exported = needs(view)
    yield f"{DIRECTORY}/needs.json", exported.encode() if exported else None
    yield "feed.xml", feed(app, view, key)


def _stands(stamp: Path, digest: str, out: Path) -> bool:
    """Return whether the files have the same input and are as they were written."""
    before = cache_files.load_table(stamp)
    return before.pop("", "") == digest and stand(out, before)


def _is(path: Path, data: bytes) -> bool:
    """Return whether a file contains ``data``."""
    return path.is_file() and path.read_bytes() == data


def _digest(app: Sphinx) -> str:
    """Return a digest of all input of the files."""
    catalogue = domain_of(app.env).catalogue
    value = (
        catalogue.fingerprint,
        [getattr(app.config, name) for name in _VALUES],
        surroundings(app),
        version("icalendar"),
        # The feed contains text of the months' pages.
        [shown_key(app, addresses.month(name)) for name in catalogue.published()],
    )
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()
