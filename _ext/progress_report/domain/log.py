"""What a build prints: a warning that quotes content commands neither a terminal nor a hosted runner."""

from __future__ import annotations

import logging

from sphinx.application import Sphinx

from ..model.printable import printable, printable_lines


class Printable(logging.Filter):
    """Escapes what people wrote in warnings, also in those of Sphinx, MyST and docutils."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message and the place of a warning; never keep one back."""
        if record.levelno >= logging.WARNING:
            # Not the method of the record, which puts its place and level before it.
            message = logging.LogRecord.getMessage(record)
            record.msg, record.args = printable_lines(message), ()
            location = getattr(record, "location", None)
            if isinstance(location, str):
                record.location = printable(location)
        return True


def escape_warnings(app: Sphinx) -> None:
    """Let all that Sphinx prints as a warning pass the filter, once its place is known."""
    for handler in logging.getLogger("sphinx").handlers:
        if not any(isinstance(each, Printable) for each in handler.filters):
            handler.addFilter(Printable())
