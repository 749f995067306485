"""Restrict untrusted content: it may not run scripts in a reader's browser, nor read files of the build
machine.

Two locks work independently. The first is :mod:`.lookup`: what is not allowed can't be looked up
while Markdown is parsed. The second is this module: it searches the result of the parser and keeps only the
nodes, styles and addresses that are allowed.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import traverse_parent
from sphinxcontrib.mermaid import mermaid

from ...content import refusals
from ...content.catalogue import Catalogue
from ...core.characters import on_known_lines, without_hidden
from ...core.places import is_report
from ...core.problems import Code
from ...domain.domain import ReportDomain, domain_of
from ...syntax import markdown_text
from ...syntax.allowed_markup import CLASSES
from ...syntax.markdown_text import is_comment

#: The kinds of nodes that content may become. None of them runs code, loads anything but a picture, or leads
#: elsewhere than its address shows.
KINDS = frozenset(
    # docutils
    "abbreviation admonition attention attribution block_quote bullet_list caption caution classifier "
    "colspec comment compound container danger definition definition_list definition_list_item emphasis "
    "entry enumerated_list error figure footnote footnote_reference hint image important inline label legend "
    "list_item literal literal_block math math_block note paragraph problematic raw reference row rubric "
    "section sidebar strong subscript subtitle superscript system_message table target tbody term tgroup "
    "thead tip title title_reference topic transition warning "
    # Sphinx
    "glossary index literal_emphasis literal_strong pending_xref seealso versionmodified "
    # sphinx-design
    "PassthroughTextElement dropdown_main dropdown_title "
    # diagrams, and what the directives of this extension make
    "chart disclosure how_to_cite mermaid print_link report_head report_held report_parts report_row "
    "report_table site_file".split()
)

#: The domains whose objects content may refer to. Markdown's own links have no domain, or that of documents.
_DOMAINS = frozenset({"", None, "doc", "math", "report", "std"})

#: Raw output of the parser itself: a hard line break, and the boxes of a task list.
_OWN_RAW = frozenset(
    {
        ("html", "<br />"),
        ("latex", "\\\\"),
        ("html", '<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">'),
        (
            "html",
            '<input class="task-list-item-checkbox" checked="checked" disabled="disabled" type="checkbox">',
        ),
    }
)

#: Attributes that change the look of a page, the target of a link, or the title of a whole page.
_REFUSED_ATTRIBUTES = frozenset({"http-equiv", "rel", "style", "target", "title"})

#: Style classes: those that content may use, and those that the parsers and directives add.
_STYLE = re.compile(
    r"task-list-item|contains-task-list|text-(?:left|center|right)|"
    r"accelerator|(?:report|sd|language|std|bullet|versionadded)-[\w-]+|"
    # docutils makes it of the letters of a title that are ASCII, if any.
    r"admonition-[\w-]*|"
    r"added|any|block_break|changed|code|command|container|deprecated|dfn|doc|download|dropdown|epigraph|eq|file|"
    r"glossary|guilabel|highlights|kbd|literal-block-wrapper|math|menuselection|myst|pep|pre|program|pull-quote|ref|rfc|samp|"
    r"report|std|term|versionadded|versionchanged|versionmodified|xref|colwidths-(?:auto|given)|"
    + "|".join(sorted(CLASSES))
)

#: Classes that lay an element over others; the link of a card has one.
_LAID_OVER = frozenset({"sd-card-img-overlay", "sd-stretched-link"})


def lock_settings(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Disable docutils' own ways to include files and raw output, and imports from the root.

    ``docnames`` are not used (event ``env-before-read-docs``).
    """
    env.settings["file_insertion_enabled"] = False
    env.settings["raw_enabled"] = False
    # No page has a style sheet of docutils, which it would look for several times for each page.
    env.settings["stylesheet_path"] = ""
    # Nothing may import a file from the directory of the content.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(app.srcdir).resolve()]


def clean_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace ``source``, the text of ``docname``, by the body that the check has read (event
    ``source-read``)."""
    if not is_report(docname):
        return
    catalogue = domain_of(app.env).catalogue
    # Exactly the text that the check has read, so that both have the same result.
    text = catalogue.sources.get(f"{docname}.md", "")
    _, body = markdown_text.split_front_matter(text)
    source[0] = body


def _is_refused(docname: str, catalogue: Catalogue) -> bool:
    """Return whether the file of a document, or a directory above it, may not be read."""
    parts = docname.split("/")
    above = {"/".join(parts[:count]) for count in range(1, len(parts))}
    return not catalogue.refused.isdisjoint({*above, f"{docname}.md", f"{docname}.rst"})


class CleanReport(SphinxTransform):
    """Cleans the page of a report before pictures and files are collected."""

    default_priority = 140

    def apply(self, **kwargs: Any) -> None:
        """Clean the document, if it is a report."""
        docname = self.env.current_document.docname
        if not is_report(docname):
            return
        domain = domain_of(self.env)
        source = domain.catalogue.sources.get(f"{docname}.md", "")
        clean_nodes(self.document, f"{docname}.md", domain, markdown_text.mark_controls(source))
        reader = domain.reader(docname)
        homeless = reader.month is None or not reader.ask(Catalogue.has_page, reader.month)
        if homeless or _is_refused(docname, domain.catalogue):
            # The fault itself has been reported, so do not report that the document is in no toctree.
            self.env.metadata[docname]["orphan"] = ""


def clean_nodes(root: nodes.Element, path: str, domain: ReportDomain, source: str) -> None:
    """Replace nodes that are not for reports by their text.

    ``path`` is the file that the nodes come from, ``source`` its text.
    """
    _clean_raw(root, path, domain)
    _clean_kinds(root, path, domain)
    _clean_verbatim(root, path, domain, source)
    _clean_attributes(root, path, domain)
    _clean_texts(root)
    drop_empty_quotations(root)
    for image in list(root.findall(nodes.image)):
        # A picture that is a symbolic link to elsewhere is reported at its own path.
        allowed = refusals.allowed_target(image["uri"], path, image=True)
        if allowed:
            # As the file is named: the parser encodes blanks and letters beyond ASCII.
            image["uri"] = unquote(image["uri"])
        file = _picture_file(image["uri"], path)
        elsewhere = file in domain.catalogue.refused
        if elsewhere or not allowed or not _is_there(domain.env, file):
            if not elsewhere and not allowed:
                _report(domain, path, image, refusals.refused_target(image["uri"], image=True))
            shown = nodes.inline("", image.get("alt") or image["uri"], classes=["report-id"])
            link = image.parent
            image.replace_self(shown if _is_inline(image) else nodes.paragraph("", "", shown))
            if isinstance(link, nodes.reference) and not _is_inline(link):
                # A link to a picture may be a block, one with words may not.
                link.parent.replace(link, nodes.paragraph("", "", link))
    for link in list(root.findall(nodes.reference)):
        uri = link.get("refuri", "")
        if uri and not refusals.allowed_target(uri, path, image=False):
            _report(domain, path, link, refusals.refused_target(uri, image=False))
            link.replace_self(link.children or nodes.Text(uri))


def drop_empty_quotations(root: nodes.Element) -> None:
    """Remove quotations that contained only a target or the definition of a link: Sphinx crashes on them."""
    for quotation in list(root.findall(nodes.block_quote)):
        if not quotation.children:
            quotation.parent.remove(quotation)


def _clean_raw(root: nodes.Element, path: str, domain: ReportDomain) -> None:
    """Show raw output as text, except for comments, which are invisible, and the parser's own."""
    for raw in list(root.findall(nodes.raw)):
        text = raw.astext().strip()
        if (raw.get("format"), text) in _OWN_RAW:
            continue
        if is_comment(text):
            # Not removed, since its parent must not become empty.
            raw.replace_self(nodes.comment(text, text[4:-3].strip()))
            continue
        _report(domain, path, raw, refusals.refused_html(text))
        raw.replace_self(_as_text(raw, text))


def _clean_kinds(root: nodes.Element, path: str, domain: ReportDomain) -> None:
    """Replace each node of a kind that is not allowed by its text."""
    for node in list(root.findall(nodes.Element)):
        kind = type(node).__name__
        allowed = kind in KINDS and node.get("refdomain", "") in _DOMAINS
        if allowed or node is root or not _is_below(node, root):
            continue
        if isinstance(node, addnodes.download_reference):
            # A link to a file that is not a page: the check has reported it.
            node.replace_self(node.children)
            continue
        _report(domain, path, node, f"'{kind}' is not for reports; it is shown as text")
        text = node.get("reftarget", "") if kind == "pending_xref" and not node.children else node.astext()
        if text.strip():
            node.replace_self(_as_text(node, text))
        else:
            node.parent.remove(node)


def _clean_verbatim(root: nodes.Element, path: str, domain: ReportDomain, source: str) -> None:
    """Remove literal text that is not in the file itself and so comes from another one."""
    lines: set[str] = set()
    for node in list(root.findall(lambda each: isinstance(each, (nodes.literal_block, mermaid)))):
        if not isinstance(node, nodes.Element) or "wide" in node:
            continue  # wide tables come from our own directives
        lines = lines or {line.strip() for line in source.split("\n")}
        text = str(node.get("code", "")) or node.astext()
        for line in map(str.strip, text.split("\n")):
            if line not in lines and line not in source:
                _report(domain, path, node, f"the text '{line[:60]}' is not in this file")
                node.parent.remove(node)
                break


def _clean_texts(root: nodes.Element) -> None:
    """Remove hidden characters that a text has as entities, and keep a title on one line.

    The inventory has a line for each title, also where a program ends lines at other characters.
    """
    for title in root.findall(_is_title):
        _replace_texts(title, lambda text: text.replace("\n", " "))
    _replace_texts(root, lambda text: on_known_lines(without_hidden(text)))


def _replace_texts(root: nodes.Node, shown: Callable[[str], str]) -> None:
    for text in list(root.findall(nodes.Text)):
        if shown(text) != text:
            text.parent.replace(text, nodes.Text(shown(text)))


def _is_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title | nodes.caption)


def _clean_attributes(root: nodes.Element, path: str, domain: ReportDomain) -> None:
    """Remove attributes that would change the look of a page, and the title that a text gives to the page."""
    for node in root.findall(nodes.Element):
        for name in [name for name in node.attributes if name in _REFUSED_ATTRIBUTES]:
            if isinstance(node, nodes.document) and name != "title":
                continue
            if isinstance(node, nodes.image) and name == "title":
                continue  # what is shown on hover
            _report(domain, path, node, f"'{name}' is not for reports; it is left out")
            del node[name]
        classes = node["classes"]
        for name in [name for name in classes if not _STYLE.fullmatch(name) or name in _LAID_OVER]:
            if name in _LAID_OVER and isinstance(node, (nodes.reference, addnodes.pending_xref)):
                continue
            _report(domain, path, node, next(refusals.refused_classes(name)))
            classes.remove(name)


def _as_text(node: nodes.Element, text: str) -> nodes.Element:
    return nodes.literal(text, text) if _is_inline(node) else nodes.literal_block(text, text)


def _is_inline(node: nodes.Element) -> bool:
    return isinstance(node.parent, nodes.TextElement)


def _is_below(node: nodes.Element, root: nodes.Element) -> bool:
    """Return whether a node is still in the tree."""
    return any(each is root for each in traverse_parent(node))


def _is_there(env: BuildEnvironment, file: str) -> bool:
    """Return whether a picture is there; if not, the check has said it, and the text is shown until it is."""
    env.note_dependency(file)
    return Path(env.srcdir, file).is_file()


def _picture_file(uri: str, path: str) -> str:
    """Return the file of a picture, relative to the root."""
    local = uri.lstrip("/") if uri.startswith("/") else posixpath.join(posixpath.dirname(path), uri)
    return posixpath.normpath(local)


def _report(domain: ReportDomain, path: str, node: nodes.Element, message: str) -> None:
    line = next((each.line for each in traverse_parent(node) if each.line), 1)
    domain.reporter.fault(f"{path}:{line}", Code.MARKUP, message)
