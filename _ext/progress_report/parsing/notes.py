"""Parse text from YAML into nodes: notes, descriptions and corrections are MyST."""

from __future__ import annotations

import posixpath

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join
from sphinx.util.docutils import LoggingReporter

from ..content.known import ROLES
from ..content.statements import Statement
from ..domain.domain import domain_of
from ..domain.links import place
from ..domain.parts import Content, Part, as_node
from ..progress.section_text import SectionText
from ..syntax.markdown_text import mark_controls
from .content_parser import parse_content
from .locks.lookup import NOTE, QUOTED, Rules
from .locks.nodes import clean_nodes, drop_empty_quotations


def note_nodes(
    env: BuildEnvironment, document: nodes.document, text: str, path: str, line: int
) -> list[Content]:
    """Parse the note ``text``, which begins on ``line`` of the file ``path`` (relative to the root).

    Directives are not allowed in a note; the model reports each.
    """
    return domain_of(env).light(_fragment(env, document, text, path, line, NOTE))


def section_nodes(env: BuildEnvironment, document: nodes.document, section: SectionText) -> Part:
    """Parse the text of ``section`` to show it on another page."""
    content = _fragment(env, document, section.text, section.path, section.line, QUOTED)
    part = nodes.container("", *content)
    for inner in list(part.findall(nodes.section)):
        title = next(iter(inner.findall(nodes.title)))
        inner.parent.replace(inner, [nodes.rubric("", "", *title.children), *inner.children[1:]])
    _take_off_marks(part)
    return Part(nodes.container, *domain_of(env).light(part.children), classes=["report-text"])


def _take_off_marks(part: nodes.Element) -> None:
    """Remove what can be linked to, which stays on the text's own page.

    Footnotes become plain text, and anchors are removed, since texts of many months are on one page.
    """
    for mark in list(part.findall(nodes.footnote_reference)):
        mark.replace_self(nodes.superscript("", mark["refname"]))
    for footnote in list(part.findall(nodes.footnote)):
        content = [child for child in footnote.children if not isinstance(child, nodes.label)]
        if content and isinstance(content[0], nodes.paragraph):
            content[0].insert(0, [nodes.superscript("", footnote["names"][0]), nodes.Text(" ")])
        footnote.parent.replace(footnote, content)
    for node in part.findall(nodes.Element):
        node["ids"], node["names"] = [], []
    for target in list(part.findall(nodes.target)):
        target.parent.replace(target, target.children)
    drop_empty_quotations(part)


def _fragment(
    env: BuildEnvironment,
    document: nodes.document,
    text: str,
    path: str,
    line: int,
    rules: Rules,
) -> list[nodes.Node]:
    """Parse MyST text from elsewhere into a document that is being read.

    Its relative links are resolved from its own file, on whatever page it is shown; warnings refer to that
    file.
    """
    part = new_document(f"{env.srcdir}/{path}", document.settings)
    # The library's own reporter would write to the terminal, bypassing the log.
    part.reporter = LoggingReporter.from_reporter(part.reporter)
    domain = domain_of(env)
    current = env.current_document
    docname = current.docname
    metadata = dict(env.metadata[docname])
    directory = posixpath.dirname(path)
    # Paths in the text are relative to its file.
    home = path.removesuffix(".md") if path.endswith(".md") else f"{directory}/index"
    current.docname, domain.shown_on = home, docname
    try:
        parse_content("\n" * (line - 1) + text, part, path, rules)
    finally:
        current.docname, domain.shown_on = docname, None
    env.metadata[docname] = metadata
    clean_nodes(part, path, domain, mark_controls(text))
    for reference in part.findall(addnodes.pending_xref):
        _make_independent(reference, home, env)
        reference["refdoc"] = docname
    for image in part.findall(nodes.image):
        if not image["uri"].startswith("/"):
            image["uri"] = f"/{posixpath.normpath(posixpath.join(directory, image['uri']))}"
    for link in list(part.findall(nodes.reference)):
        if link.get("id_link"):
            # An anchor on the page of the text.
            anchor = link["refuri"].removeprefix("#")
            link.replace_self(as_node(place(home, anchor, link.astext() or link["refuri"])))
    _hand_over(part, document)
    return list(part.children)


def _make_independent(reference: addnodes.pending_xref, home: str, env: BuildEnvironment) -> None:
    """Let a reference mean on another page what it means on the page ``home``."""
    kind, target = reference["reftype"], reference["reftarget"]
    if kind not in ("any", "doc", "myst") or reference.get("refdomain") == "doc":
        return
    page = docname_join(home, target)
    meant = next((each for each in ROLES if domain_of(env).catalogue.known.resolve(each, target)), "")
    if kind == "doc" or (not meant and page in env.found_docs):
        reference["reftarget"] = f"/{page}"
    elif meant:
        reference["refdomain"], reference["reftype"] = "report", meant


def _hand_over(part: nodes.document, document: nodes.document) -> None:
    """Move every node to the document that will contain it.

    Otherwise each doctree would keep the whole environment, through the settings of the other document.
    """
    for node in part.findall():
        node.document = document


def statement_note(env: BuildEnvironment, document: nodes.document, statement: Statement) -> list[Content]:
    """Return the note of ``statement`` as nodes; none if it has no note."""
    if not statement.note:
        return []
    return note_nodes(env, document, statement.note, statement.path, statement.note_line)
