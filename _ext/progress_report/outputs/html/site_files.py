"""Links to files of the site that are no pages; only the builder of the site makes them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
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
            uri = relative_uri(app.builder.get_target_uri(docname), place["path"])
            content = [nodes.reference("", "", *content, refuri=uri, internal=True)]
        place.replace_self(content)
