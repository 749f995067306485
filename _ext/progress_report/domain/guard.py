"""Content from a pull request is untrusted: it may not run script in a reader's browser, nor read
files of the machine that builds the site.

Two locks hold each alone. The source of a report loses its front matter and every directive that
is not on the list of harmless ones before Markdown is parsed; and whatever the parser makes of the
rest is searched for raw HTML, files and addresses that are not for reports.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from ..model import markdown_text, prose
from ..model.catalogue import Catalogue
from ..model.loader import REPORTS
from ..model.problems import Code
from ..model.settings import Settings
from .domain import ReportDomain, domain_of

_ANY_DIRECTIVE = re.compile(r"(?:```|~~~|:::)\s*\{")
_FENCE_INFO = re.compile(r"\{[^}]*\}.*")


def lock_settings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forbid docutils' own ways to include files and raw output, in every document."""
    env.settings["file_insertion_enabled"] = False
    env.settings["raw_enabled"] = False


def clean_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Blank front matter, files that may not be read and directives that are not for reports."""
    if not docname.startswith(f"{REPORTS}/"):
        return
    catalogue = domain_of(app.env).catalogue
    if _is_refused(docname, catalogue):
        source[0] = ""  # the fault is reported; an empty page says no more
        return
    text, _ = markdown_text.without_merge(source[0].replace("\r\n", "\n").replace("\r", "\n"))
    _, body = markdown_text.split_front_matter(text)
    source[0] = without_directives(body, catalogue.settings, prose.refused_directive)


def _is_refused(docname: str, catalogue: Catalogue) -> bool:
    """Whether the file of a document, or a directory above it, may not be read."""
    parts = docname.split("/")
    above = {"/".join(parts[:count]) for count in range(1, len(parts))}
    return not catalogue.refused.isdisjoint({*above, f"{docname}.md", f"{docname}.rst"})


def without_directives(
    text: str, settings: Settings, refused: Callable[[markdown_text.Directive], object]
) -> str:
    """Turn the directives that are refused into blocks of plain text."""
    if not _ANY_DIRECTIVE.search(text):
        return text
    lines = text.split("\n")
    for directive in markdown_text.parse(text, settings.markdown).directives:
        if refused(directive):
            index = directive.line - 1
            lines[index] = _FENCE_INFO.sub("text", lines[index], count=1)
    return "\n".join(lines)


class CleanReport(SphinxTransform):
    """Searches the page of a report before pictures and files are collected."""

    default_priority = 140

    def apply(self, **kwargs: Any) -> None:
        """Clean the document, if it is a report."""
        docname = self.env.current_document.docname
        if not docname.startswith(f"{REPORTS}/"):
            return
        domain = domain_of(self.env)
        clean_nodes(self.document, f"{docname}.md", domain)
        reader = domain.reader(docname)
        homeless = reader.month is None or reader.ask(Catalogue.month_title, reader.month) is None
        if homeless or _is_refused(docname, domain.catalogue):
            # That it hangs in no tree has been said where the fault is.
            self.env.metadata[docname]["orphan"] = ""


def clean_nodes(root: nodes.Element, path: str, domain: ReportDomain) -> None:
    """Replace what is not for reports by its text; ``path`` is the file that the nodes come from."""
    for raw in list(root.findall(nodes.raw)):
        text = raw.astext().strip()
        if raw["format"] != "html" or text == "<br />":
            continue  # the parser's own: a hard line break
        if text.startswith("<!--") and text.endswith("-->") and text.count("-->") == 1:
            # Not removed: what holds nothing else must not be left empty.
            raw.replace_self(nodes.comment(text, text[4:-3].strip()))
            continue
        _report(domain, path, raw, prose.refused_html(text))
        inline = isinstance(raw.parent, nodes.TextElement)
        raw.replace_self(nodes.literal(text, text) if inline else nodes.literal_block(text, text))
    for image in list(root.findall(nodes.image)):
        # That a picture is a link to elsewhere on the machine is reported where it lies.
        elsewhere = _picture_file(image["uri"], path) in domain.catalogue.refused
        if elsewhere or not prose.allowed_target(image["uri"], path, image=True):
            if not elsewhere:
                _report(domain, path, image, prose.refused_target(image["uri"], image=True))
            shown = nodes.inline("", image.get("alt") or image["uri"], classes=["report-id"])
            inline = isinstance(image.parent, nodes.TextElement)
            image.replace_self(shown if inline else nodes.paragraph("", "", shown))
    for link in list(root.findall(nodes.reference)):
        uri = link.get("refuri", "")
        if uri and not prose.allowed_target(uri, path, image=False):
            _report(domain, path, link, prose.refused_target(uri, image=False))
            link.replace_self(link.children or nodes.Text(uri))
    for download in list(root.findall(addnodes.download_reference)):
        _report(domain, path, download, prose.refused_target(download["reftarget"], image=False))
        download.replace_self(download.children)


def _picture_file(uri: str, path: str) -> str:
    """The file of a picture, relative to the root."""
    local = uri.lstrip("/") if uri.startswith("/") else posixpath.join(posixpath.dirname(path), uri)
    return posixpath.normpath(local)


def _report(domain: ReportDomain, path: str, node: nodes.Element, message: str) -> None:
    line = next((each.line for each in _upwards(node) if each.line), 1)
    domain.reporter.fault(f"{path}:{line}", Code.MARKUP, message)


def _upwards(node: nodes.Node | None) -> list[nodes.Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found
