"""Fail a build that could not write a file.

To Sphinx, a page, a picture or a style sheet that a full disk has cut short is worth a warning, and the build
succeeds. Such a site must not be published.
"""

from __future__ import annotations

import errno
import logging
import re

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

#: The errors of a disk that is full, over a quota or a limit, broken or read-only.
_NAMES = ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS")
_NUMBERS = "|".join(str(getattr(errno, name)) for name in _NAMES if hasattr(errno, name))

#: Such an error in a message, as ``str`` and as ``repr``. In messages from a worker, there is only the text.
_ERROR = re.compile(rf"\[Errno (?:{_NUMBERS})\]|OSError\((?:{_NUMBERS}),")


class DiskErrors(logging.Filter):
    """Notes the first warning about a file that could not be written."""

    def __init__(self) -> None:
        super().__init__()
        self.first = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Note a warning; always return True."""
        message = logging.LogRecord.getMessage(record)
        if not self.first and _ERROR.search(message):
            self.first = message
        return True


def watch(app: Sphinx) -> None:
    """Note warnings about files that can't be written, and fail a build that has any (event
    ``build-finished``)."""
    noted = DiskErrors()
    for handler in logging.getLogger("sphinx").handlers:
        if handler.level == logging.WARNING:
            handler.filters[:] = [
                noted,
                *(each for each in handler.filters if not isinstance(each, DiskErrors)),
            ]

    def fail(_: Sphinx, exception: Exception | None) -> None:
        if exception is None and noted.first:
            raise ExtensionError(f"a file could not be written, so the site is not whole: {noted.first}")

    # Before anything is recorded as written.
    app.connect("build-finished", fail, priority=0)
