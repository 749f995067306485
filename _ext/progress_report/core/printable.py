"""Make text safe where something else than a reader reads it.

Content can neither control a terminal, nor command a hosted runner, nor end the element of a page.
"""

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

_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029"}


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


def embeddable(json: str) -> str:
    r"""Return ``json`` such that a page or a script may contain it: there is no end of an element and no
    comment in it (``<`` is ``\u003c`` there), and no end of a line that only some programs know."""
    return json.translate(_LINE_ENDS).replace("</", "\\u003c/").replace("<!", "\\u003c!")


def _shown(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) not in _ESCAPED:
        return char
    return char.encode("unicode_escape").decode("ascii")
