"""Links to what the reports are about: the one place that makes the domain's cross-references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from docutils import nodes
from sphinx import addnodes

from ..content.catalogue import Catalogue
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ..content.statements import Statement
from ..core.dates import month_name
from . import addresses
from .parts import Content, Part

#: The reference type of a place on a page: its target is ``docname#anchor``. Not a role.
PLACE = "place"


def reference(kind: str, target: str, *content: Content, hover: str = "", explicit: bool = False) -> Part:
    """A cross-reference of the domain; ``hover`` is its title attribute."""
    return Part(
        addnodes.pending_xref,
        *content,
        refdomain="report",
        reftype=kind,
        reftarget=target,
        refexplicit=explicit,
        refwarn=True,
        hover=hover,
    )


def _named(kind: str, target: str, text: str | None, shown: str, hover: str = "") -> Part:
    """A link to a thing, by a text or by what is shown of it."""
    content = Part(nodes.inline, text or shown, classes=["report", f"report-{kind}"])
    return reference(kind, target, content, hover=hover, explicit=bool(text))


def place(docname: str, anchor: str, *content: Content, hover: str = "") -> Part:
    """A link to a place on a page of this site. A place has no look of its own."""
    return reference(
        PLACE, f"{docname}#{anchor}" if anchor else docname, *content, hover=hover, explicit=True
    )


def _unknown(text: str) -> Part:
    return Part(nodes.inline, text, classes=["report-unknown"])


class Asker(Protocol):
    """What links need of a document's reader (see ``reading``)."""

    docname: str
    month: str | None

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """Ask the catalogue, and remember the answer."""


class Links:
    """Makes links for one document and remembers, through its reader, what they show."""

    def __init__(self, reader: Asker) -> None:
        self.reader = reader

    def to(self, kind: str, target: str, text: str | None = None) -> Part:
        """Link to something that exists; without ``text``, its own name is shown."""
        make = {
            MILESTONE: self.milestone,
            TICKET: self.ticket,
            DOCUMENT: self.document,
            ELEMENT: self.element,
            MONTH: self.month,
        }[kind]
        node = make(target, text)
        node.attributes["refdoc"] = self.reader.docname
        return node

    def milestone(self, name: str, text: str | None = None) -> Part:
        """A milestone by its id, its title on hover."""
        hover = self.reader.ask(Catalogue.milestone_title, name)
        return _named(MILESTONE, name, text, name, hover)

    def exists(self, name: str) -> bool:
        """Whether a milestone is in the register."""
        return bool(self.reader.ask(Catalogue.resolve, MILESTONE, name) == name)

    def statement(self, statement: Statement, name: str, text: str | None = None) -> Part:
        """The place on a month's page where a statement about a milestone stands."""
        return place(
            addresses.month(statement.month), statement.anchor(name), text or month_name(statement.month)
        )

    def ticket(self, name: str, text: str | None = None) -> Part:
        """A ticket at its tracker."""
        return _named(TICKET, name, text, name)

    def document(self, name: str, text: str | None = None) -> Part:
        """A document at its host, its title on hover."""
        document = self.reader.ask(Catalogue.document, name)
        return _named(DOCUMENT, name, text, name, document.title if document else "")

    def element(self, name: str, text: str | None = None) -> Part:
        """A WBS element by its id and the title valid in the page's month.

        One that the register does not hold stays text: the model has reported it where it stands.
        """
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return _unknown(text or name)
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return _named(ELEMENT, name, text, f"{name} {title}".strip())

    def element_id(self, name: str) -> Part:
        """A WBS element by its id alone, its title on hover; text like :meth:`element`."""
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return _unknown(name)
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return _named(ELEMENT, name, name, name, title)

    def month(self, name: str, text: str | None = None) -> Part:
        """A month's report, by the month's name."""
        return _named(MONTH, name, text, month_name(name))
