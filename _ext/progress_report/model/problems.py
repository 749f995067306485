"""What is wrong in the content: values with a place and a stable code, never exceptions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

#: A fault is a warning of the build; a remark helps the editor and never fails anything.
FAULT, REMARK = "fault", "remark"


class Code(Enum):
    """Stable names of the kinds of problems, used in messages and to silence them.

    :data:`.explanations.EXPLANATIONS` documents each.
    """

    ACHIEVED = "achieved"
    ADDRESS = "address"
    AFTER = "after"
    ANCHOR = "anchor"
    BACKUP = "backup"
    COVERAGE = "coverage"
    DATE = "date"
    DELAYED = "delayed"
    DIRECTIVE = "directive"
    DOCUMENT = "document"
    DUE = "due"
    DUPLICATE = "duplicate"
    ELEMENT = "element"
    EMPTY = "empty"
    ENCODING = "encoding"
    FILE = "file"
    HEADING = "heading"
    ID = "id"
    IDLE = "idle"
    IGNORE = "ignore"
    IN_USE = "in-use"
    KEY = "key"
    LINK = "link"
    LINK_DEFINITION = "link-definition"
    MARKUP = "markup"
    MILESTONE = "milestone"
    MONTH = "month"
    NAME = "name"
    NOTE = "note"
    OVERDUE = "overdue"
    PARENT = "parent"
    PLAN = "plan"
    PREFIX = "prefix"
    REDIRECT = "redirect"
    REQUIRED = "required"
    SCHEDULE = "schedule"
    SECTION = "section"
    TICKET = "ticket"
    TITLE = "title"
    TOKEN = "token"  # noqa: S105 - no secret
    TYPE = "type"
    YAML = "yaml"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: ``path`` is relative to the project's root, ``line`` counts from 1."""

    path: str
    line: int
    code: str
    message: str
    remark: bool = False

    @property
    def location(self) -> str:
        """``path:line``, as a compiler writes it."""
        return f"{self.path}:{self.line}"

    @property
    def severity(self) -> str:
        """``fault`` or ``remark``."""
        return REMARK if self.remark else FAULT


class Problems:
    """Collects the problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []

    def fault(self, line: int, code: Code, message: str) -> None:
        """Note something that must be mended; it is a warning of the build."""
        self._add(Problem(self.path, line, code.value, message))

    def remark(self, line: int, code: Code, message: str) -> None:
        """Note something that an editor wants to know; it never fails a build."""
        self._add(Problem(self.path, line, code.value, message, remark=True))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)


#: What is easily mistyped since it looks the same.
_LOOK_ALIKE = str.maketrans("oil_\u2010\u2011\u2013\u2014", "011-----")


def nearest(value: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known value most like ``value``, compared without case, or None."""
    folded: dict[str, str] = {}
    alike: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
        alike.setdefault(name.casefold().translate(_LOOK_ALIKE), name)
    same = alike.get(value.casefold().translate(_LOOK_ALIKE))
    if same:
        return same
    close = difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


def suggestion(value: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return ``; did you mean 'X'?`` or an empty text, to end a message with."""
    close = nearest(value, known, cutoff)
    return f"; did you mean '{close}'?" if close else ""
