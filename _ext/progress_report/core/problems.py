"""Problems in the content: values with a place and a stable code. They are never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from .limits import FILE_PROBLEMS
from .printable import printable

#: A fault is a warning of the build; a remark helps the editor and never fails anything.
FAULT, REMARK = "fault", "remark"


class Code(Enum):
    """Stable names of the kinds of problems, used in messages and to suppress them.

    ``check/explanations.toml`` documents each.
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
    OPEN = "open"
    OVERDUE = "overdue"
    PARENT = "parent"
    PERMALINK = "permalink"
    PLAN = "plan"
    PREFIX = "prefix"
    PUBLISHED = "published"
    RECORD = "record"
    REDIRECT = "redirect"
    REQUIRED = "required"
    SCHEDULE = "schedule"
    SECTION = "section"
    SIZE = "size"
    TICKET = "ticket"
    TITLE = "title"
    TOKEN = "token"  # noqa: S105 - no secret
    TYPE = "type"
    UNREPORTED = "unreported"
    YAML = "yaml"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: ``path`` is relative to the project's root, ``line`` counts from 1.

    Path and message come from content, so they are made safe to print.
    """

    path: str
    line: int
    code: str
    message: str
    remark: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", printable(self.path))
        object.__setattr__(self, "message", printable(self.message))

    @property
    def location(self) -> str:
        """``path:line``, as compilers write it."""
        return f"{self.path}:{self.line}"

    @property
    def severity(self) -> str:
        """``fault`` or ``remark``."""
        return REMARK if self.remark else FAULT


class UnreadableError(Exception):
    """A file, or the rest of it, is not read: the line, the reason, and its code (a limit is exceeded)."""

    def __init__(self, line: int, message: str, code: Code = Code.SIZE) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.code = code


class Problems:
    """Collect the problems of one file.

    :raises UnreadableError: if there are more than :data:`.limits.FILE_PROBLEMS`; nobody reads them all
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []
        #: What the texts of the file refer to: whether it is there can be said when all files are read.
        self.references: list[Any] = []
        self._seen: set[Problem] = set()

    def fault(self, line: int, code: Code, message: str) -> None:
        """Add a fault with a ``message`` at ``line`` of the file; the build reports it as a warning."""
        self.add(Problem(self.path, line, code.value, message))

    def remark(self, line: int, code: Code, message: str) -> None:
        """Add a remark with a ``message`` at ``line`` of the file.

        It helps the editor and never fails a build.
        """
        self.add(Problem(self.path, line, code.value, message, remark=True))

    def unreadable(self, error: UnreadableError) -> None:
        """Add the fault that the file, or the rest of it, is not read, whatever the number of problems."""
        self.found.append(Problem(self.path, error.line, error.code.value, error.message))

    def add(self, problem: Problem) -> None:
        """Add a ``problem`` of the file, unless it is there already."""
        if problem in self._seen:
            return
        if len(self.found) == FILE_PROBLEMS:
            raise UnreadableError(
                problem.line,
                f"more than {FILE_PROBLEMS} problems up to here; the rest of the file is not read",
            )
        self._seen.add(problem)
        self.found.append(problem)
