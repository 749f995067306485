"""What is wrong in the content: values with a place and a stable code, never exceptions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

#: A fault is a warning of the build; a remark helps the editor and never fails anything.
FAULT, REMARK = "fault", "remark"


class Code(Enum):
    """The stable names under which a kind of problem is reported and can be silenced."""

    ACHIEVED = "achieved"
    """A milestone that an earlier month stated achieved is achieved once more."""
    ADDRESS = "address"
    """The address of a ticket or document where its id would do (a remark)."""
    ANCHOR = "anchor"
    """A heading is repeated within one section, so its anchor is not its own."""
    COVERAGE = "coverage"
    """An area that the month should report on and does not (a remark)."""
    DATE = "date"
    """A date or month is impossible or not written as one."""
    DELAYED = "delayed"
    """A milestone that an earlier month stated achieved is delayed."""
    DIRECTIVE = "directive"
    """An option of one of our directives has a value that means nothing."""
    DOCUMENT = "document"
    """A document with a prefix that ``conf.py`` does not know."""
    DUE = "due"
    """A due date that differs from what an earlier month stated, without a rebaselining between them."""
    DUPLICATE = "duplicate"
    """A key or an id stands twice where it may stand once."""
    ELEMENT = "element"
    """A WBS element that the register does not hold, or one outside its area."""
    EMPTY = "empty"
    """A section without text (a remark)."""
    ENCODING = "encoding"
    """A file is not UTF-8 text."""
    FILE = "file"
    """A file that must exist is missing, may not be read, or would be overwritten."""
    HEADING = "heading"
    """A heading in a place or with a wording that has no meaning there."""
    ID = "id"
    """An id with a space in it, or in a form that no id has."""
    IDLE = "idle"
    """A comment that silences nothing (a remark)."""
    IGNORE = "ignore"
    """A comment that silences a code that there is not."""
    IN_USE = "in-use"
    """An element in a month in which it is not in use (a remark)."""
    KEY = "key"
    """A key that means nothing."""
    LINK = "link"
    """A link of the built site that leads nowhere, or not where its id does."""
    LINK_DEFINITION = "link-definition"
    """``[DM-1]: …`` defines a link in Markdown, so the text vanishes from the page."""
    MARKUP = "markup"
    """Markup that content may not use: raw HTML, files of the machine, scripts."""
    MILESTONE = "milestone"
    """A milestone that the register does not hold."""
    MONTH = "month"
    """A month for which there is no report."""
    NAME = "name"
    """A file or directory whose name means nothing."""
    NOTE = "note"
    """A note that is word for word the same in three months or more (a remark)."""
    OVERDUE = "overdue"
    """A milestone that is overdue and of which the month says nothing (a remark)."""
    PARENT = "parent"
    """An element without a parent in the register."""
    PLAN = "plan"
    """A plan that nothing was ever said of again (a remark)."""
    PREFIX = "prefix"
    """A ticket-like word with an unknown prefix (a remark)."""
    REDIRECT = "redirect"
    """An entry of ``report_redirects`` in ``conf.py`` that leads nowhere."""
    REQUIRED = "required"
    """A key without which a record says nothing is missing."""
    SCHEDULE = "schedule"
    """The schedule and a month disagree (a remark)."""
    SECTION = "section"
    """The same kind and element twice in one file."""
    TICKET = "ticket"
    """A ticket with a prefix that ``conf.py`` does not know."""
    TITLE = "title"
    """A title that differs from the register."""
    TOKEN = "token"  # noqa: S105 - no secret
    """An id-like word that is nothing (a remark)."""
    TYPE = "type"
    """A list where text belongs, or the like."""
    YAML = "yaml"
    """A file that is not YAML, or that holds the marks of an unfinished merge."""


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
