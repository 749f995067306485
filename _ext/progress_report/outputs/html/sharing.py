"""The description of a page for search engines, and its Open Graph title and text for link previews."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ...domain.domain import domain_of


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
        "og:title": title.astext(),
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:description": description,
        "og:url": context.get("pageurl"),
    }
    lines = [f'<meta name="description" content="{escape(description)}" />'] if description else []
    lines += [f'<meta property="{name}" content="{escape(text)}" />' for name, text in tags.items() if text]
    context["metatags"] = "".join((context.get("metatags") or "", *(f"\n    {line}" for line in lines)))
