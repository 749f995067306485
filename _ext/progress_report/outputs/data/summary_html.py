"""The summary of a month as self-contained HTML: no pictures, no tables, links with full addresses.

It is made from the document of the month's page, so it has the same text and links as the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ...content.month import Month
from ...domain import cache_files
from ...domain.freshness import output_key, shown_key

#: The blocks of text. Everything else needs the page itself.
_TEXT = (
    nodes.paragraph,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.block_quote,
    nodes.literal_block,
    nodes.math_block,
)


class Summaries:
    """The summaries of a site.

    Making one takes a tenth of a second, so each is kept beside the doctrees until the month's page changes.
    """

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.path = Path(app.doctreedir, f"summaries-{output_key(app)}.json")
        self.before = cache_files.load_table(self.path)
        self.current: dict[str, str] = {}

    def of(self, month: Month, address: str) -> str:
        """Return the summary of ``month``; ``address`` is that of its page."""
        key = f"{shown_key(self.app, month.docname)} {address}"
        made = self.before.get(key)
        self.current[key] = _summary_html(self.app, month, address) if made is None else made
        return self.current[key]

    def save(self) -> None:
        """Keep the summaries of this build."""
        cache_files.save_table(self.path, self.current)


def _summary_html(app: Sphinx, month: Month, address: str) -> str:
    """Return the first section of a month's page that has text."""
    builder = app.builder
    document = app.env.get_doctree(month.docname)
    blocks = _summary(document, {heading.anchor for heading in month.page.headings})
    if not blocks or not isinstance(builder, StandaloneHTMLBuilder):
        return ""
    document.children = []
    document += [block.deepcopy() for block in blocks]
    tree = app.env.get_and_resolve_doctree(month.docname, builder, tags=app.tags, doctree=document)
    for image in list(tree.findall(nodes.image)):
        image.replace_self(nodes.Text(image.get("alt", "")))
    for link in tree.findall(nodes.reference):
        target = link.get("refuri") or f"#{link.attributes.pop('refid', '')}"
        link["refuri"] = urljoin(address, target)
    for node in tree.findall(nodes.Element):
        node["ids"] = []
    return "".join(builder.render_partial(block)["fragment"] for block in list(tree.children))


def _summary(document: nodes.document, anchors: set[str]) -> list[nodes.Element]:
    """Return the text of the writer's first section that has any, else the text above all sections."""
    root = next(iter(document.findall(nodes.section)), None)
    if root is None:
        return []
    for section in root.findall(nodes.section):
        if section is not root and anchors.intersection(section["ids"]):
            found = list(_texts(section))
            if found:
                return found
    return list(_texts(root))


def _texts(section: nodes.section) -> Iterator[nodes.Element]:
    for child in section.children:
        if isinstance(child, _TEXT) and not any(name.startswith("report-") for name in child["classes"]):
            yield child
