"""Characters that are invisible, or that change how the text around them is read or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Control characters except tab and line feed, and those that change the direction of writing.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

# Python and YAML treat these as line ends, editors do not, so lines would be counted wrong.
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def hidden(text: str) -> Iterator[tuple[str, int]]:
    """Yield the first hidden character of each line of ``text``, as ``U+202E``, with the line's
    index from 0."""
    if _HIDDEN.search(text):
        for number, line in enumerate(text.split("\n")):
            found = _HIDDEN.search(line)
            if found:
                yield f"U+{ord(found[0]):04X}", number


def without_hidden(text: str) -> str:
    """Return ``text`` without its hidden characters."""
    return _HIDDEN.sub("", text)


def on_known_lines(text: str) -> str:
    """Return ``text`` with a blank in place of each end of a line that only some programs know."""
    return _OTHER_LINE_ENDS.sub(" ", text)
