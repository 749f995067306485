"""Make the domain's cross-references; no other module does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from docutils import nodes
from sphinx import addnodes

from ..content.catalogue import Catalogue
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, TICKET
from ..content.statements import Statement
from ..core.periods import is_period, period_name
from . import page_names
from .parts import Content, Part

#: The reference type of a place on a page: its target is ``docname#anchor``. Not a role.
PLACE = "place"


def reference(kind: str, target: str, *content: Content, hover: str = "", explicit: bool = False) -> Part:
    """Return a cross-reference of the domain to ``target``, an id of ``kind``.

    ``hover`` is its title attribute; ``explicit`` is true if a writer gave its text.
    """
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
    """Return a link that shows ``text`` or, without one, ``shown``."""
    content = Part(nodes.inline, text or shown, classes=["report", f"report-{kind}"])
    return reference(kind, target, content, hover=hover, explicit=bool(text))


def place(docname: str, anchor: str, *content: Content, hover: str = "", query: str = "") -> Part:
    """Return a link to ``anchor`` (the top, if empty) of the page ``docname``.

    ``hover`` is its title attribute. ``query`` is the part of the address after the question mark, which the
    scripts of a site read: a filter of a list, or a month.
    """
    target = f"{docname}#{anchor}" if anchor else docname
    link = reference(PLACE, target, *content, hover=hover, explicit=True)
    if query:
        link.attributes["query"] = query
    return link


def _unknown(text: str) -> Part:
    return Part(nodes.inline, text, classes=["report-unknown"])


class Asker(Protocol):
    """The part of a document's reader that links need (see ``reading``)."""

    docname: str
    month: str | None

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return the catalogue's answer, and record it."""


class Links:
    """Makes links for one document and records, through its reader, what they show."""

    def __init__(self, reader: Asker) -> None:
        self.reader = reader

    def to(self, kind: str, target: str, text: str | None = None) -> Part:
        """Return a link to ``target``, an existing id of ``kind``; without ``text``, its own name
        is shown."""
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
        """Return a link to the milestone ``name`` with ``text`` (default: the id), and its title on hover."""
        hover = self.reader.ask(Catalogue.milestone_title, name)
        return _named(MILESTONE, name, text, name, hover)

    def known_milestone(self, name: str) -> Part:
        """Return a link to the milestone ``name``, or its id as text if it is not in the register."""
        return self.milestone(name) if self.exists(name) else _unknown(name)

    def exists(self, name: str) -> bool:
        """Return whether a milestone is in the register."""
        return bool(self.reader.ask(Catalogue.resolve, MILESTONE, name) == name)

    def statement(self, statement: Statement, name: str, text: str | None = None) -> Part:
        """Return a link to a statement about the milestone ``name`` on the month's page, with ``text``
        (default: the month)."""
        return place(
            page_names.month(statement.month), statement.anchor(name), text or period_name(statement.month)
        )

    def ticket(self, name: str, text: str | None = None) -> Part:
        """Return a link to the ticket ``name`` with ``text`` (default: the id), and its title on hover; see
        :meth:`_cited`."""
        return self._cited(TICKET, name, text, self.reader.ask(Catalogue.ticket_title, name))

    def bare_ticket(self, name: str) -> Part:
        """Return a link to the ticket ``name`` where its title is at hand: without it on hover."""
        node = self._cited(TICKET, name, None)
        node.attributes["refdoc"] = self.reader.docname
        return node

    def document(self, name: str, text: str | None = None) -> Part:
        """Return a link to the document ``name``, with ``text`` (default: the handle), and its title on
        hover; see :meth:`_cited`."""
        document = self.reader.ask(Catalogue.document, name)
        return self._cited(DOCUMENT, name, text, document.title if document else "")

    def _cited(self, kind: str, name: str, text: str | None, hover: str = "") -> Part:
        """Return a link to an id that is elsewhere, in a tracker or at a host.

        ``entry`` is true if the site has an entry for it: on a site the link leads to the entry, and a mark
        behind it to the tracker or host (see ``ReportDomain.entry``).
        """
        link = _named(kind, name, text, name, hover)
        if self._shows_reports or self.reader.ask(Catalogue.has_entry, kind, name):
            link.attributes["entry"] = True
        return link

    @cached_property
    def _shows_reports(self) -> bool:
        """Whether the texts of the page are those of published months only, so that all their ids have an
        entry. Asking for each would double what is recorded for a page."""
        name = self.reader.docname.rpartition("/")[2]
        if month := self.reader.month or (name if is_period(name) else ""):
            return not self.reader.ask(Catalogue.is_draft, month)
        return self.reader.docname.startswith(page_names.element(""))

    def element(self, name: str, text: str | None = None) -> Part:
        """Return a link to the WBS element ``name``, with ``text`` (default: its id and title in the page's
        month).

        An unknown element stays plain text: the model has reported it.
        """
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return _unknown(text or name)
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return _named(ELEMENT, name, text, f"{name} {title}".strip())

    def element_id(self, name: str, text: str | None = None) -> Part:
        """Return a link to the WBS element ``name`` with ``text`` (default: its id), and its title on hover;
        see :meth:`element`."""
        if not self.reader.ask(Catalogue.resolve, ELEMENT, name):
            return _unknown(text or name)
        title = self.reader.ask(Catalogue.element_title, name, self.reader.month)
        return _named(ELEMENT, name, text or name, name, title)

    def month(self, name: str, text: str | None = None) -> Part:
        """Return a link to the report of the month ``name``, with ``text`` (default: the month in words)."""
        return _named(MONTH, name, text, period_name(name))
