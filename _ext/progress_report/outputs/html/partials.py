"""Write titles and lists of links without docutils.

Each page shows about five: its title, those of the pages around it, its sections, the tree beside it. For
each, Sphinx makes a document, transforms it and makes a translator, which takes longer than to write it.
The builders that do so also survive a damaged record of the settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: How Sphinx's record of the settings of a build begins.
_BUILD_INFO = re.compile(r"# Sphinx build info version 1\n.*\nconfig: \w+\ntags: \w+")

#: What is written around the children of a node; the tags have its classes.
_AROUND: dict[type[nodes.Node | None], tuple[str, str]] = {
    nodes.title: ("", ""),
    nodes.bullet_list: ("<ul{}>\n", "</ul>\n"),
    nodes.list_item: ("<li{}>", "</li>\n"),
    addnodes.compact_paragraph: ("", ""),
    nodes.reference: ("<a{} href={}>", "</a>"),
    nodes.inline: ("<span{}>", "</span>"),
}

#: The attributes and classes of usual nodes. Others may change what is written.
_ATTRIBUTES = frozenset({"anchorname", "classes", "internal", "iscurrent", "refuri", "toctree"})
_CLASS = re.compile(r"current|toctree-l\d+|report(?:-[\w-]+)?")


def written(node: nodes.Node | None) -> str:
    """Return a title or a list of links as Sphinx writes it in HTML.

    :raises LookupError: if anything in it is unusual
    """
    if isinstance(node, nodes.Text):
        return _encoded(str(node))
    begin, end = _AROUND[type(node)]
    assert isinstance(node, nodes.Element)  # noqa: S101 - each kind in the table is one
    classes = list(node["classes"])
    given = {name for name, value in node.attributes.items() if value or name == "refuri"}
    empty = not node.children and not isinstance(node, nodes.title)
    if empty or not given <= _ATTRIBUTES or not all(map(_CLASS.fullmatch, classes)):
        raise LookupError(node)
    link = isinstance(node, nodes.reference)
    if link and not (node.get("internal") and "refuri" in node):
        raise LookupError(node)
    if link:
        classes += ["reference", "internal"]
    shown = f' class="{" ".join(dict.fromkeys(classes))}"' if classes else ""
    begin = begin.format(shown, f'"{_encoded(node["refuri"] or "#")}"' if link else "")
    return f"{begin}{''.join(map(written, node.children))}{end}"


def _encoded(text: str) -> str:
    # docutils hides addresses of people from robots, and leaves apostrophes.
    return escape(text, quote=False).replace('"', "&quot;").replace("@", "&#64;")


class _Partials(StandaloneHTMLBuilder):
    """Writes what is usual itself, and leaves the rest to Sphinx."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Return the documents to write that Sphinx finds. A damaged record of the settings, on which Sphinx
        stops, is dropped."""
        record = self.outdir / ".buildinfo"
        if record.is_file() and not _BUILD_INFO.match(record.read_text("utf-8", errors="replace")):
            logger.info("%s is not used: it is damaged, or of another version", record.name)
            record.unlink()
        return super().get_outdated_docs()

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return the HTML of ``node``: that of a title is the ``title``, anything else the ``fragment``."""
        try:
            html = written(node)
        except LookupError:
            return super().render_partial(node)
        part = "title" if isinstance(node, nodes.title) else "fragment"
        return {"fragment": "", "title": "", part: html}


class SiteBuilder(_Partials):
    """Sphinx's builder ``html``."""


class DirectorySiteBuilder(_Partials, DirectoryHTMLBuilder):
    """Sphinx's builder ``dirhtml``."""

    name = DirectoryHTMLBuilder.name


def register(app: Sphinx) -> None:
    """Replace the builders of sites by those of this module."""
    for builder in (SiteBuilder, DirectorySiteBuilder):
        app.add_builder(builder, override=True)
