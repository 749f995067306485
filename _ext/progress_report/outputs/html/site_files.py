"""Links to files of the site that are not pages, and to its search; only a builder of the site makes them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from ...render.nodes import site_file
from .base_url import is_site


def register(app: Sphinx) -> None:
    """Link the files."""
    app.add_node(site_file)
    app.connect("doctree-resolved", link_files)


def link_files(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace each placeholder in ``document``, the page ``docname``, by a link or its text (event
    ``doctree-resolved``)."""
    for place in list(document.findall(site_file)):
        content = place.children
        if is_site(app):
            uri = address_of(app.builder, docname, place.attributes)
            content = [nodes.reference("", "", *content, refuri=uri, internal=True)]
        place.replace_self(content)


def address_of(builder: Builder, docname: str, place: dict[str, Any]) -> str:
    """Return the address that a placeholder with the attributes ``place`` links to, relative to the page
    ``docname``."""
    asked = place.get("query")
    path = f"{builder.get_target_uri('search')}?q={quote(asked, safe='')}" if asked else place["path"]
    return relative_uri(builder.get_target_uri(docname), path)
