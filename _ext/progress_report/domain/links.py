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

#: The reference type of a place on a page: its target is ``docname#anchor``. Not a role.
PLACE = "place"


def reference(
    kind: str, target: str, text: str, hover: str = "", *, explicit: bool = False
) -> addnodes.pending_xref:
    """A cross-reference of the domain; ``hover`` is its title attribute."""
    node = addnodes.pending_xref(
        "",
        refdomain="report",
        reftype=kind,
        reftarget=target,
        refexplicit=explicit,
        refwarn=True,
        hover=hover,
    )
    node += nodes.inline("", text, classes=["report", f"report-{kind}"])
    return node


def place(docname: str, anchor: str, text: str, hover: str = "") -> addnodes.pending_xref:
    """A link to a place on a page of this site."""
    node = reference(PLACE, f"{docname}#{anchor}" if anchor else docname, text, hover, explicit=True)
    # There are thousands of these; a place has no look of its own, so that the bare text will do.
    node.children = [nodes.Text(text)]
    node.children[0].parent = node
    return node


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

    def to(self, kind: str, target: str, text: str | None = None) -> nodes.Element:
        """Link to something that exists; without ``text``, its own name is shown."""
        make = {
            MILESTONE: self.milestone,
            TICKET: self.ticket,
            DOCUMENT: self.document,
            ELEMENT: self.element,
            MONTH: self.month,
        }[kind]
        node = make(target, text)
        node["refdoc"] = self.reader.docname
        return node

    def milestone(self, name: str, text: str | None = None) -> addnodes.pending_xref:
        """A milestone by its id, its title on hover."""
        hover = self.reader.ask(Catalogue.milestone_title, name)
        return reference(MILESTONE, name, text or name, hover, explicit=bool(text))

    def exists(self, name: str) -> bool:
        """Whether a milestone is in the register."""
        return bool(self.reader.ask(Catalogue.resolve, MILESTONE, name) == name)

    def statement(self, statement: Statement, name: str, text: str | None = None) -> addnodes.pending_xref:
        """The place on a month's page where a statement about a milestone stands."""
        return place(
            addresses.month(statement.month), statement.anchor(name), text or month_name(statement.month)
        )

    def ticket(self, name: str, text: str | None = None) -> addnodes.pending_xref:
        """A ticket at its tracker."""
        return reference(TICKET, name, text or name, explicit=bool(text))

    def document(self, name: str, text: str | None = None) -> addnodes.pending_xref:
        """A document at its host, its title on hover."""
        document = self.reader.ask(Catalogue.document, name)
        return reference(
            DOCUMENT, name, text or name, document.title if document else "", explicit=bool(text)
        )

    def element(self, name: str, text: str | None = None) -> nodes.Element:
        """A WBS element by its id and the title valid in the page's month.

        One that the register does not hold stays text: the model has reported it where it stands.
        """
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return nodes.inline("", text or name, classes=["report-unknown"])
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return reference(ELEMENT, name, text or f"{name} {title}".strip(), explicit=bool(text))

    def element_id(self, name: str) -> nodes.Element:
        """A WBS element by its id alone, its title on hover; text like :meth:`element`."""
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return nodes.inline("", name, classes=["report-unknown"])
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return reference(ELEMENT, name, name, title, explicit=True)

    def month(self, name: str, text: str | None = None) -> addnodes.pending_xref:
        """A month's report, by the month's name."""
        return reference(MONTH, name, text or month_name(name), explicit=bool(text))
