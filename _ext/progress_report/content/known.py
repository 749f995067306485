"""The kinds of ids, and all that an id in a text is checked against."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..core import identifiers
from ..core.id_forms import form_of
from ..core.problems import Code
from .registers import MILESTONES_FILE, WBS_FILE, Element, Registers
from .settings import Settings
from .unknown_ids import unknown_element, unknown_handle, unknown_milestone, unknown_month

MILESTONE, TICKET, DOCUMENT, ELEMENT, MONTH = "milestone", "ticket", "document", "wbs", "month"

#: The roles that take a list of ids.
LISTS = frozenset({MILESTONE, TICKET, DOCUMENT})
ROLES = (TICKET, MILESTONE, ELEMENT, DOCUMENT, MONTH)

#: The registers without which ids of a kind can't be unknown.
_REGISTER = {MILESTONE: MILESTONES_FILE, ELEMENT: WBS_FILE}


@dataclass(frozen=True)
class Known:
    """Everything that an id in a text is checked against."""

    settings: Settings
    registers: Registers
    months: frozenset[str]

    @cached_property
    def vocabulary(self) -> identifiers.Vocabulary:
        """The ids that a plain word can be."""
        return self.registers.vocabulary(self.settings)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The elements by their current and their former ids."""
        return self.registers.all_elements()

    @cached_property
    def former_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The former ids of each element that has any."""
        found: dict[str, tuple[str, ...]] = {}
        for former, name in self.registers.former_elements.items():
            found[name] = (*found.get(name, ()), former)
        return found

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefixes of tickets, documents and milestones."""
        return self.vocabulary.prefixes

    def resolve(self, kind: str, text: str) -> str | None:
        """Return the canonical form of the id ``text`` of ``kind``, or None if it is unknown."""
        if kind == MILESTONE:
            registers = self.registers
            return text if text in registers.milestones else registers.aliases.get(text)
        if kind == ELEMENT:
            # As the name of a file, a letter and its accent may be two characters.
            composed = unicodedata.normalize("NFC", text)
            element = identifiers.without_prefix(composed, self.settings.wbs_prefix)
            element = self.registers.element(element)
            return element if element in self.registers.elements else None
        if kind == MONTH:
            return text if text in self.months else None
        form = form_of(text, self._addresses(kind))
        return form.canonical(text) if form else None

    def unknown(self, kind: str, text: str) -> tuple[Code, str] | None:
        """Return the code and message for ``text``, which is not an id of ``kind``; None if its register is
        unreadable."""
        registers = self.registers
        if _REGISTER.get(kind) in registers.unreadable:
            return None
        if kind == MILESTONE:
            return Code.MILESTONE, unknown_milestone(text, registers.milestone_names)
        if kind == ELEMENT:
            composed = unicodedata.normalize("NFC", text)
            element = identifiers.without_prefix(composed, self.settings.wbs_prefix)
            return Code.ELEMENT, unknown_element(element, registers.elements)
        if kind == MONTH:
            return Code.MONTH, unknown_month(text, self.months)
        code = Code.TICKET if kind == TICKET else Code.DOCUMENT
        return code, unknown_handle(kind, text, self._addresses(kind))

    def _addresses(self, kind: str) -> Mapping[str, str]:
        """Return the table of addresses by prefix for tickets or documents."""
        return self.settings.trackers if kind == TICKET else self.settings.documents
