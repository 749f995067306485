"""Fail a build from which reports went away while it read them.

A directory that is deleted, unmounted or on another branch meanwhile is no decision of its authors. Such a
site lacks pages, so it must not be published.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from ..core.problems import Code
from ..domain.domain import domain_of
from .html.base_url import at_end_of_site


@at_end_of_site
def check_sources(app: Sphinx) -> None:
    """Report the reports that were found and could not be read, and fail (event ``build-finished``)."""
    domain = domain_of(app.env)
    lost = domain.catalogue.lost
    if lost:
        more = f" and {len(lost) - 1} more" if lost[1:] else ""
        message = f"this went away while the site was built{more}, so the site is not whole; build it again"
        domain.reporter.fault(f"{lost[0]}:1", Code.FILE, message)
        app.statuscode = 1
