"""The places that cite tickets and documents, by id and by element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from ..core import identifiers
from ..core.data_annotations import MONTH, Anchor
from .mentions import Mention
from .month import Month

#: Returns the element of a group of milestones from their ids; empty for none.
ElementOf = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that cites an id, in the document ``docname``."""

    month: Annotated[str, "The month.", MONTH]
    docname: str
    anchor: Anchor
    kind: Annotated[str, "The kind of text, or the status of the statement."]
    element: Annotated[str, "The WBS element that it is about; else empty."]
    text: Annotated[str, "The paragraph or bullet, without markup."]


@dataclass(frozen=True)
class Citations:
    """The citations of some months; ``element_of`` returns the element of a statement that names none."""

    months: Sequence[Month]
    element_of: ElementOf

    @cached_property
    def ids(self) -> dict[str, tuple[str, ...]]:
        """The ids that are cited, sorted, by kind (``ticket`` or ``document``)."""
        found: dict[str, set[str]] = {}
        for kind, name in self.places:
            found.setdefault(kind, set()).add(name)
        return {kind: identifiers.natural(names) for kind, names in found.items()}

    @cached_property
    def by_element(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The ids that are cited in the sections of an element, sorted, by element and kind."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for kind, names in self.ids.items():
            for name in names:
                for each in self.places[kind, name]:
                    found.setdefault((each.element, kind), {})[name] = None
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[Citation, ...]]:
        """The places that cite an id, newest month first, then as in the report, by kind and id."""
        found: dict[tuple[str, str], dict[Citation, None]] = {}
        for month in reversed(self.months):
            for docname, kind, element, mention in mentions_of(month, self.element_of):
                place = Citation(month.name, docname, mention.anchor, kind, element, mention.text)
                found.setdefault((mention.kind, mention.id), {})[place] = None
        return {key: tuple(places) for key, places in found.items()}


def mentions_of(month: Month, element_of: ElementOf) -> Iterator[tuple[str, str, str, Mention]]:
    """Yield the mentions of a month: document, kind of text, element and the mention.

    ``element_of`` returns the element of a statement that names none.
    """
    for mention in month.page.mentions:
        yield month.docname, "summary", "", mention
    for statement in month.statements:
        element = statement.wbs or element_of(statement.ids)
        for mention in statement.mentions:
            yield month.docname, statement.status, element, mention
    for area in month.areas:
        for section in area.sections:
            for mention in section.mentions:
                yield area.docname, section.kind, section.element, mention
