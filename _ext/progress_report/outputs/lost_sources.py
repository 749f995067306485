"""Fail a build from which reports went away while it ran.

A directory that is deleted, unmounted or on another branch meanwhile is no decision of its authors. Such a
site may lack pages, so it must not be published.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ..core.places import reports
from ..core.problems import Code
from ..domain.domain import domain_of
from .html.base_url import at_end_of_site


@at_end_of_site
def check_sources(app: Sphinx) -> None:
    """Report the reports that are no longer there, and fail (event ``build-finished``)."""
    domain = domain_of(app.env)
    catalogue = domain.catalogue
    months = [f"{reports()}/{each}" for each in sorted(catalogue.known.months)]
    paths = (reports(), *months, *catalogue.sources)
    gone = [*catalogue.lost, *(path for path in paths if not Path(app.srcdir, path).exists())]
    if gone and catalogue.known.months:
        more = f" and {len(gone) - 1} more" if gone[1:] else ""
        message = f"this went away while the site was built{more}, so the site is not whole; build it again"
        domain.reporter.fault(f"{gone[0]}:1", Code.FILE, message)
        app.statuscode = 1
