"""Content from a pull request is untrusted: it may not run script in a reader's browser, nor read
files of the machine that builds the site.

Two locks hold each alone. The source of a report loses its front matter and every directive that
is not on the list of harmless ones before Markdown is parsed; and whatever the parser makes of the
rest is searched for raw HTML, files and addresses that are not for reports.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from ..model import markdown_text, prose
from ..model.loader import REPORTS
from ..model.problems import Code
from .domain import ReportDomain, domain_of

_FENCE_INFO = re.compile(r"\{[^}]*\}.*")


def lock_settings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forbid docutils' own ways to include files and raw output, in every document."""
    env.settings["file_insertion_enabled"] = False
    env.settings["raw_enabled"] = False


def clean_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Blank front matter, files that may not be read and directives that are not for reports."""
    if not docname.startswith(f"{REPORTS}/"):
        return
    domain = domain_of(app.env)
    path = f"{docname}.md"
    if path in domain.catalogue.refused:
        source[0] = ""
        return
    _, body = markdown_text.split_front_matter(source[0].replace("\r\n", "\n").replace("\r", "\n"))
    lines = body.split("\n")
    for directive in markdown_text.parse(body, domain.catalogue.settings.markdown).directives:
        if not prose.allowed_directive(directive.name):
            lines[directive.line - 1] = _FENCE_INFO.sub("text", lines[directive.line - 1], count=1)
    source[0] = "\n".join(lines)


class CleanReport(SphinxTransform):
    """Searches the page of a report before pictures and files are collected."""

    default_priority = 140

    def apply(self, **kwargs: Any) -> None:
        """Clean the document, if it is a report."""
        docname = self.env.current_document.docname
        if docname.startswith(f"{REPORTS}/"):
            clean_nodes(self.document, f"{docname}.md", domain_of(self.env))


def clean_nodes(root: nodes.Element, path: str, domain: ReportDomain) -> None:
    """Replace what is not for reports by its text; ``path`` is the file that the nodes come from."""
    for raw in list(root.findall(nodes.raw)):
        text = raw.astext().strip()
        if text.startswith("<!--") and text.endswith("-->") and text.count("-->") == 1:
            raw.parent.remove(raw)
            continue
        _report(domain, path, raw, prose.refused_html(text))
        inline = isinstance(raw.parent, nodes.TextElement)
        raw.replace_self(nodes.literal(text, text) if inline else nodes.literal_block(text, text))
    for image in list(root.findall(nodes.image)):
        if not _allowed_picture(image["uri"], path, domain):
            _report(domain, path, image, prose.refused_target(image["uri"]))
            text = nodes.inline("", image.get("alt") or image["uri"])
            inline = isinstance(image.parent, nodes.TextElement)
            image.replace_self(text if inline else nodes.paragraph("", "", text))
    for link in list(root.findall(nodes.reference)):
        uri = link.get("refuri", "")
        if uri and not prose.allowed_target(uri, path, image=False):
            _report(domain, path, link, prose.refused_target(uri))
            link.replace_self(link.children or nodes.Text(uri))
    for download in list(root.findall(addnodes.download_reference)):
        _report(domain, path, download, prose.refused_target(download["reftarget"]))
        download.replace_self(download.children)


def _allowed_picture(uri: str, path: str, domain: ReportDomain) -> bool:
    if not prose.allowed_target(uri, path, image=True):
        return False
    if "://" in uri:
        return True
    root = Path(domain.env.srcdir)
    file = root / uri.lstrip("/") if uri.startswith("/") else root / Path(path).parent / uri
    return file.resolve().is_relative_to((root / REPORTS).resolve())


def _report(domain: ReportDomain, path: str, node: nodes.Element, message: str) -> None:
    line = next((each.line for each in _upwards(node) if each.line), 1)
    domain.reporter.fault(f"{path}:{line}", Code.MARKUP, message)


def _upwards(node: nodes.Node | None) -> list[nodes.Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found
