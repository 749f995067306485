"""Facts about each page for templates: the date of its figures, its licence, where to edit it, whether there
is a feed, tags for search engines and messengers, and the hint in the theme's field of the search.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from ...core.language import gettext
from ...core.package_files import TEMPLATES
from ...core.periods import is_period, period_name
from ...core.places import page, reports
from ...domain.domain import domain_of
from ...pages.plan import source_of

#: The option of the theme for the hint in its field of the search, and its name in the context of a page.
_SEARCH_OPTION = "search_bar_text"
_SEARCH_HINT = f"theme_{_SEARCH_OPTION}"


def register(app: Sphinx) -> None:
    """Declare the values of ``conf.py``.

    The templates ``report-footer.html`` and ``edit-source.html`` show the facts.
    """
    app.connect("html-page-context", add_colophon)
    app.connect("html-page-context", add_tags)
    app.connect("html-page-context", add_search_hint)


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
    context["report_month"] = _month_of_area(pagename)
    context["report_feed"] = domain_of(app.env).catalogue.newest() is not None
    context["report_pages"] = page("")
    context["report_licence"] = app.config.report_licence
    template = app.config.report_edit_address
    if template and pagename in app.env.found_docs:
        path = _source(app, pagename)
        context["report_edit"] = template.replace("{path}", quote(path)) if path else ""


def add_search_hint(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put a hint in the language of the site into the ``context``, in place of the theme's English one (event
    ``html-page-context``).

    A theme without such an option stays as it is, and so does the text that a project has set. ``pagename``,
    ``templatename`` and ``doctree`` are not used.
    """
    if _SEARCH_HINT in context and _SEARCH_OPTION not in app.config.html_theme_options:
        context[_SEARCH_HINT] = gettext("Search words, or go to an id")


def _month_of_area(pagename: str) -> str:
    """Return the name of the month of an area's page, which its title leaves out; empty for other pages."""
    directory, _, name = pagename.rpartition("/")
    month = directory.removeprefix(f"{reports()}/")
    return period_name(month) if name != "index" and is_period(month) else ""


def _source(app: Sphinx, pagename: str) -> str:
    """Return the file to edit to change a page, relative to the root; empty for a template that the project
    does not have."""
    register, template = source_of(pagename) or ("", "")
    if not template:
        return register or app.env.doc2path(pagename, base=False).as_posix()
    directories = (*(Path(app.confdir, name) for name in app.config.templates_path), TEMPLATES)
    path = next(each / template for each in directories if (each / template).is_file())
    root = Path(app.srcdir)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


def add_tags(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the tags to the ``context`` of the page ``pagename`` (event ``html-page-context``).

    ``doctree`` is None for a page without a document, which gets none; ``templatename`` is not used.
    """
    title = app.env.titles.get(pagename)
    if doctree is None or title is None:
        return
    description = domain_of(app.env).descriptions.get(pagename, "")
    tags = {
        "og:title": ", ".join(filter(None, (title.astext(), _month_of_area(pagename)))),
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:description": description,
        "og:url": context.get("pageurl"),
    }
    lines = [f'<meta name="description" content="{escape(description)}" />'] if description else []
    lines += [f'<meta property="{name}" content="{escape(text)}" />' for name, text in tags.items() if text]
    context["metatags"] = "".join((context.get("metatags") or "", *(f"\n    {line}" for line in lines)))
