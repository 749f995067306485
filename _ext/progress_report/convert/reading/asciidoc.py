"""Write the marks of AsciiDoc that reports use as those of Markdown: headings, lists in lists, links."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^(={1,6}) +(?=\S)(.*)$", re.MULTILINE)
#: The marks behind a heading, which end it as they begin it.
_CLOSING = re.compile(r"(?<! ) +=+\Z")
_ITEM = re.compile(r"^[ \t]*(\*{1,6}|\.{1,6}) +(?=\S)", re.MULTILINE)
_LINK = re.compile(r"(?:link:)?(https?://[^\s\[\]<>]{1,3000}+)\[([^\[\]\n]*)\]")
_BREAK = re.compile(r"(?<=\S) \+$", re.MULTILINE)


def is_asciidoc(text: str) -> bool:
    """Return whether ``text`` has headings of AsciiDoc."""
    return _HEADING.search(text) is not None


def as_markdown(text: str) -> str:
    """Return AsciiDoc ``text`` as Markdown, line for line."""
    text = _HEADING.sub(_heading, text)
    text = _ITEM.sub(lambda match: _indent(match[1]) + ("- " if match[1][0] == "*" else "1. "), text)
    text = _LINK.sub(_link, text)
    return _BREAK.sub("  ", text)


def _heading(match: re.Match[str]) -> str:
    title = _CLOSING.sub("", match[2].rstrip(" \t"))
    return f"{'#' * len(match[1])} {title}"


def _link(match: re.Match[str]) -> str:
    # Addresses have underscores, which are marks in a text.
    text = (match[2] or match[1]).replace("_", "\\_")
    return f"[{text}](<{match[1]}>)"


def _indent(mark: str) -> str:
    return "   " * (len(mark) - 1)
