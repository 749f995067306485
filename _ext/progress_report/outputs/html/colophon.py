"""Facts about each page: the date of its figures, its licence, where to edit it, and whether
there is a feed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from ...domain.domain import domain_of
from ...pages.plan import source_of


def register(app: Sphinx) -> None:
    """Declare the values of ``conf.py``.

    The templates ``report-footer.html`` and ``edit-source.html`` show the facts.
    """
    app.add_config_value("report_licence", "", "html", [str])
    app.add_config_value("report_edit_address", "", "html", [str])
    app.connect("html-page-context", add_colophon)


def add_colophon(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the date of figures, licence and source into the ``context`` of the page ``pagename`` (event
    ``html-page-context``).

    ``templatename`` and ``doctree`` are not used.
    """
    asof = domain_of(app.env).as_of(pagename)
    # A string, since a builder may serialise the context.
    context["report_asof"] = str(asof) if asof else ""
    context["report_feed"] = domain_of(app.env).catalogue.newest() is not None
    context["report_licence"] = app.config.report_licence
    template = app.config.report_edit_address
    if template and pagename in app.env.found_docs:
        path = source_of(pagename, app.config.templates_path) or _path(app, pagename)
        context["report_edit"] = template.replace("{path}", quote(path))


def _path(app: Sphinx, pagename: str) -> str:
    return Path(app.env.doc2path(pagename)).relative_to(app.srcdir).as_posix()
