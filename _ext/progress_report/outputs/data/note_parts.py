"""The note of a statement as parts: plain text and its links, for data that a script shows.

The site's parser needs a page that is being read; this reads the same Markdown with the model's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from docutils import nodes

from ...content.known import ROLES, Known
from ...content.mentions import role_ids
from ...content.references import is_local, split_address
from ...content.refusals import allowed_target
from ...content.statements import Statement
from ...domain.autolink import Linker
from ...domain.links import Links, place
from ...domain.parts import Content, Part
from ...render.elements import joined, paragraph
from ...syntax import markdown_text
from ...syntax.markdown_text import Block, Run, split_role


def note_parts(statement: Statement, links: Links, known: Known) -> Iterator[Part]:
    """Yield a paragraph for each block of the note of ``statement``, with the ``links`` that a page shows.

    Markup other than links is left out.
    """
    linker = Linker(links, known.vocabulary)
    for piece in markdown_text.parse(statement.note, known.settings.markdown).pieces:
        if isinstance(piece, Block) and piece.plain:
            yield paragraph(*(part for run in piece.runs for part in _parts(run, statement, linker, known)))


def _parts(run: Run, statement: Statement, linker: Linker, known: Known) -> list[Content]:
    kind = run.role.removeprefix("report:")
    if kind in ROLES:
        title, _ = split_role(run.text)
        return joined(_named(kind, name, title, linker.links, known) for name in role_ids(kind, run.text))
    text = run.text.replace("\n", " ")
    if run.role:
        return [split_role(text)[0] or split_role(text)[1]]
    if run.linkable:
        return [*(linker.pieces(text) or [text])]
    return [_linked(run.link, text, statement, linker.links, known) if run.link else text]


def _named(kind: str, name: str, title: str | None, links: Links, known: Known) -> Content:
    """Return a link to the id ``name`` of ``kind``, or its text if it is unknown."""
    found = known.resolve(kind, name)
    return links.to(kind, found, title) if found else title or name


def _linked(uri: str, text: str, statement: Statement, links: Links, known: Known) -> Content:
    """Return ``text`` as a link to ``uri``, an address of the web, a page of the site or an id; as plain text
    if content may not link to it."""
    if not allowed_target(uri, statement.path, image=False):
        return text
    if not is_local(uri):
        return Part(nodes.reference, text, refuri=uri, internal=False)
    path, anchor = split_address(uri)
    home = posixpath.join(posixpath.dirname(statement.path), "index.md")
    if not path or path.endswith(".md"):
        file = posixpath.normpath(posixpath.join(posixpath.dirname(home), path)) if path else home
        return place(file.removesuffix(".md").lstrip("/"), anchor, text)
    kind = next((each for each in ROLES if known.resolve(each, path)), "")
    return _named(kind, path, text, links, known) if kind else text
