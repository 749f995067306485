"""The sections of all months that a search can lead to, with their texts, subjects and cited ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from ..content.area import AreaFile
from ..content.catalogue import Catalogue
from ..content.month import Month
from ..content.statements import Statement
from ..core.data_annotations import Anchor, DataKey
from ..syntax import markdown_text
from ..syntax.markdown_text import Block

#: The kind of text on a month's own page; other kinds are those of sections and statements.
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Place:
    """A section or a statement: its place, title, month, area and kind, its paragraphs and bullets as plain
    text, and the ids that it is about or cites."""

    docname: str
    anchor: Anchor
    title: Annotated[str, "Its heading."]
    month: str
    area: str
    kind: str
    texts: Annotated[tuple[str, ...], "Its paragraphs and bullets, without markup.", DataKey("items")]
    ids: tuple[str, ...]


def places(catalogue: Catalogue, name: str) -> Iterator[Place]:
    """Yield every place of the month ``name``, draft or not, in the order of the report.

    They depend on no text of a later month.
    """
    month = catalogue.month(name)
    if month:
        yield from page_places(month)
        for statement in month.statements:
            yield _of_statement(catalogue, statement)
        for area in month.areas:
            yield from _of_area(catalogue, area)


def page_places(month: Month) -> Iterator[Place]:
    """Yield the sections of a month's page, each under its own heading; empty ones are left out."""
    page = month.page
    titles = {heading.anchor: heading.text for heading in page.headings}
    for anchor, said in page.texts:
        ids = dict.fromkeys(mention.id for mention in page.mentions if mention.anchor == anchor)
        title = titles.get(anchor, page.title)
        yield Place(month.docname, anchor, title, month.name, "", SUMMARY, said, tuple(ids))


def _of_statement(catalogue: Catalogue, statement: Statement) -> Place:
    month = statement.month
    element = catalogue.element_of(statement.ids, statement)
    named = statement.title or catalogue.title_of(statement.ids)
    record = catalogue.month(month)
    ids = dict.fromkeys((*statement.ids, *(mention.id for mention in statement.mentions), element))
    return Place(
        record.docname if record else "",
        statement.anchor(statement.ids[0]),
        f"{', '.join(statement.ids)} {named}".strip(),
        month,
        catalogue.home_area(element, month),
        statement.status,
        _note_text(catalogue, statement),
        tuple(filter(None, ids)),
    )


def _note_text(catalogue: Catalogue, statement: Statement) -> tuple[str, ...]:
    """Return the plain text of each block of the note of ``statement``."""
    note = markdown_text.parse(statement.note, catalogue.settings.markdown)
    return tuple(piece.plain for piece in note.pieces if isinstance(piece, Block) and piece.plain)


def _of_area(catalogue: Catalogue, area: AreaFile) -> Iterator[Place]:
    for section in area.sections:
        if not section.items:
            continue
        title = f"{section.element} {catalogue.element_title(section.element, area.month)}".strip()
        ids = dict.fromkeys((section.element, *(mention.id for mention in section.mentions)))
        yield Place(
            area.docname, section.anchor, title, area.month, area.element, section.kind,
            section.items, tuple(ids),
        )  # fmt: skip
