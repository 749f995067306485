"""Text that a person wrote in YAML, as nodes: notes, descriptions and corrections are MyST."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ..model.statements import Statement
from .domain import domain_of
from .guard import clean_nodes, without_directives
from .links import place


def note_nodes(env: BuildEnvironment, document: nodes.document, text: str, path: str, line: int) -> list[nodes.Node]:
    """Parse MyST text that begins on ``line`` of the file ``path`` (relative to the root).

    Its relative links mean what they mean beside that file, on whatever page it is shown; warnings
    point at the file. ``document`` is the one being read.
    """
    part = new_document(f"{env.srcdir}/{path}", document.settings)
    current = env.current_document
    docname = current.docname
    metadata = dict(env.metadata[docname])
    # Paths in the text are relative to the file that it was written in.
    home = f"{path.rpartition('/')[0]}/index"
    current.docname = home
    try:
        # Directives have no place in a note; the model reports each.
        text = without_directives(text, domain_of(env).catalogue.settings, lambda _: True)
        MystParser().parse("\n" * (line - 1) + text, part)
    finally:
        current.docname = docname
    env.metadata[docname] = metadata
    clean_nodes(part, path, domain_of(env))
    for reference in part.findall(addnodes.pending_xref):
        reference["refdoc"] = docname
    for link in list(part.findall(nodes.reference)):
        if link.get("id_link"):
            # A place on the page beside the file.
            anchor = link["refuri"].removeprefix("#")
            link.replace_self(place(home, anchor, link.astext() or link["refuri"]))
    return list(part.children)


def statement_note(env: BuildEnvironment, document: nodes.document, statement: Statement) -> list[nodes.Node]:
    """The note of a statement; nothing where it has none."""
    if not statement.note:
        return []
    return note_nodes(env, document, statement.note, statement.path, statement.note_line)
