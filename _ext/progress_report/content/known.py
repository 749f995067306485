"""The kinds of ids, all that an id in a text is checked against, and the message for an unknown one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..core import identifiers
from ..core.problems import Code, suggestion
from .registers import MILESTONES_FILE, WBS_FILE, Registers
from .settings import Settings

MILESTONE, TICKET, DOCUMENT, ELEMENT, MONTH = "milestone", "ticket", "document", "wbs", "month"

#: The roles that take a list of ids.
LISTS = frozenset({MILESTONE, TICKET, DOCUMENT})
ROLES = (TICKET, MILESTONE, ELEMENT, DOCUMENT, MONTH)


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
    def prefixes(self) -> frozenset[str]:
        """The prefixes of tickets, documents and milestones."""
        vocabulary = self.vocabulary
        return vocabulary.trackers | vocabulary.documents | vocabulary.milestone_prefixes

    def resolve(self, kind: str, text: str) -> str | None:
        """Return the canonical form of the id ``text`` of ``kind``, or None if it is unknown."""
        if kind == MILESTONE:
            registers = self.registers
            return text if text in registers.milestones else registers.aliases.get(text)
        if kind == ELEMENT:
            element = identifiers.without_prefix(text, self.settings.wbs_prefix)
            return element if element in self.registers.elements else None
        if kind == MONTH:
            return text if text in self.months else None
        table = self.settings.trackers if kind == TICKET else self.settings.documents
        parts = identifiers.handle(text)
        return text if parts and parts[0] in table else None

    def unknown(self, kind: str, text: str) -> tuple[Code, str] | None:
        """Return the code and message for ``text``, which is no id of ``kind``; None if its register is
        unreadable."""
        registers = self.registers
        if kind == MILESTONE:
            if MILESTONES_FILE in registers.unreadable:
                return None
            return Code.MILESTONE, unknown_milestone(text, registers)
        if kind == ELEMENT:
            if WBS_FILE in registers.unreadable:
                return None
            element = identifiers.without_prefix(text, self.settings.wbs_prefix)
            return Code.ELEMENT, f"unknown WBS element '{element}'{suggestion(element, registers.elements)}"
        if kind == MONTH:
            return Code.MONTH, f"no report for month '{text}'{suggestion(text, self.months)}"
        table = self.settings.trackers if kind == TICKET else self.settings.documents
        code = Code.TICKET if kind == TICKET else Code.DOCUMENT
        prefix = text.rpartition("-")[0] or text
        hint = suggestion(prefix, table, identifiers.PREFIX_LIKENESS)
        expected = f"expected one of {', '.join(sorted(table))}, a hyphen and digits"
        return code, f"unknown {kind} '{text}'{hint or '; ' + expected}"


def unknown_milestone(text: str, registers: Registers) -> str:
    """Return the message for ``text``, a milestone that is not in the register."""
    names = [*registers.milestones, *registers.aliases]
    return f"unknown milestone '{text}'{suggestion(text, names)}"
