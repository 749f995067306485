"""Filter what a build prints about content: each fault once, with a code and a place, on one line.

Every message of Sphinx, MyST or docutils about untrusted text passes these filters. If the check has reported
the fault already, the message is dropped; otherwise it becomes a fault like those of the check.
"""

from __future__ import annotations

import logging
import math
import os
import re
from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import get_node_location, is_suppressed_warning

from ..core.places import is_report
from ..core.printable import printable, printable_lines
from ..core.problems import Code, Problem
from .domain import domain_of

#: The types of our own warnings, which have a code and a place.
OWN = frozenset({"report", "drawing"})

#: What the libraries say of markup that is allowed, or that the check has reported with the line of the name:
#: types with codes, and beginnings of messages.
_UNSAID = frozenset({("design", "card_legacy"), ("myst", "header")})
_SAID_BEFORE = ("duplicate label ",)

_CODE = re.compile(r"(?: \[[\w.]+\])+$")


class ContentFilter(logging.Filter):
    """Passes each fault of a file under ``reports/`` once, and converts those of the libraries to
    our form."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app
        self.said: set[tuple[str, str]] = set()
        #: By path, the lines where something is at fault.
        self.lines: dict[str, set[int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a warning is new; rewrite one that is not ours."""
        kind, code = getattr(record, "type", ""), getattr(record, "subtype", "")
        if record.levelno < logging.WARNING or is_suppressed_warning(
            kind, code, self.app.config.suppress_warnings
        ):
            return True
        place = self._place(getattr(record, "location", None))
        if place is None:
            return True
        if kind not in OWN and place[1] > self._length(place[0]):
            return False  # the line of a definition that is appended to a text shown on another page
        message = logging.LogRecord.getMessage(record)
        if (kind, code) in _UNSAID or (kind not in OWN and message.startswith(_SAID_BEFORE)):
            return False
        path, line = place
        location = f"{path}:{max(line, 1)}"
        if kind not in OWN:
            # The lines after the first quote the text; the first may end with a code of their own.
            message = _CODE.sub("", message.strip().split("\n")[0].replace(f"{self.app.srcdir}{os.sep}", ""))
            problem = Problem(path, max(line, 1), Code.MARKUP.value, message)
            if self._is_known(path, line) or domain_of(self.app.env).catalogue.silences(problem):
                return False
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = problem.message, ()
            record.__dict__.update(location=location, type="report", subtype=problem.code)
        if (location, message) in self.said:
            return False
        self.said.add((location, message))
        self.lines.setdefault(path, set()).add(line)
        return True

    def _is_known(self, path: str, line: int) -> bool:
        """Return whether the paragraph that contains ``line`` has a fault already.

        For a library that gives no line (0), the whole file counts.
        """
        known = self.lines.get(path)
        if not known or not line:
            return bool(known)
        text = domain_of(self.app.env).catalogue.sources.get(path, "").split("\n")
        before = takewhile(lambda at: text[at - 1].strip(), range(min(line, len(text)), 0, -1))
        after = takewhile(lambda at: text[at - 1].strip(), range(line, len(text) + 1))
        return any(at in known for at in (line, *before, *after))

    def _place(self, location: object) -> tuple[str, int] | None:
        """Return the path under ``reports/`` and the line; None for what lies elsewhere."""
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        elif isinstance(location, tuple):
            # The location of a document or a file.
            name, number = location
            path = self.app.env.doc2path(name) if name in self.app.env.found_docs else name
            location = f"{path}:{number or ''}"
        if not isinstance(location, str):
            return None
        path, _, number = location.rpartition(":")
        if not number.isdecimal() and number:
            path, number = location, ""
        path = path.removeprefix(f"{self.app.srcdir}{os.sep}")
        return (path, int(number or 0)) if is_report(path) else None

    def _length(self, path: str) -> float:
        """Return the number of lines of a file; infinite if it was not read."""
        text = domain_of(self.app.env).catalogue.sources.get(path)
        return math.inf if text is None else text.count("\n") + 1


class PrintableFilter(logging.Filter):
    """Escapes content in warnings, so that it can't command a terminal or a hosted runner."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message and place of a warning; always return True."""
        if record.levelno >= logging.WARNING:
            # Not the record's method, which adds its location and level.
            message = logging.LogRecord.getMessage(record)
            record.msg, record.args = printable_lines(message), ()
            location = getattr(record, "location", None)
            if isinstance(location, str):
                record.location = printable(location)
        return True


def watch(app: Sphinx) -> None:
    """Pass all warnings of Sphinx through the filters: one before Sphinx counts it, one once its place is
    known."""
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters[:] = [
            each for each in handler.filters if not isinstance(each, (ContentFilter, PrintableFilter))
        ]
        if handler.level == logging.WARNING:
            handler.filters.insert(0, ContentFilter(app))
        handler.addFilter(PrintableFilter())
