"""Make text safe to print: content can neither control a terminal nor command a hosted runner."""

from __future__ import annotations

import re
import unicodedata

from .limits import MESSAGE_CHARACTERS

#: Control and format characters, line and paragraph separators, surrogates.
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# Commands that runners find anywhere in a line: '##[group]', '##vso[task…]'.
_COMMAND = re.compile(r"#(?=#\w*\[)")
# Commands that they find at the start of a line.
_COMMAND_LINE = re.compile(r"^([^\S\n]*)(?=::)", re.MULTILINE)


def printable(text: str) -> str:
    r"""Return ``text`` on one line, with invisible characters escaped as in Python (``\x1b``, ``\u202e``).

    The middle of a text longer than :data:`.limits.MESSAGE_CHARACTERS` is left out.
    """
    if len(text) > MESSAGE_CHARACTERS:
        half = MESSAGE_CHARACTERS // 2
        text = f"{text[:half]} … {text[-half:]}"
    if not text.isprintable():
        text = "".join(map(_shown, text))
    return _COMMAND.sub(r"#\\", text)


def printable_lines(text: str) -> str:
    """Return a ``text`` of several lines in which no line can be a command of a hosted runner."""
    lines = ("".join(map(_shown, line)) for line in text.split("\n"))
    return _COMMAND_LINE.sub(r"\1\\", _COMMAND.sub(r"#\\", "\n".join(lines)))


def _shown(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) not in _ESCAPED:
        return char
    return char.encode("unicode_escape").decode("ascii")
