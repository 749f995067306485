"""Explain the errors of the YAML parser in words that help to correct them.

The parser reports what it expected where it stopped; the mistake is often on the line above.
"""

from __future__ import annotations

import re

import yaml

UNFINISHED_MERGE = "a mark of an unfinished merge: keep one side and delete the marks"

#: Spaces that look like the plain one but are not spaces in YAML.
ODD_SPACE = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000]")

#: Characters that can't begin a text without quotes.
_NOT_FIRST = frozenset("*&%@`!")

_MERGE_MARK = re.compile(r"^(?:<<<<<<<|>>>>>>>|=======$)", re.MULTILINE)
_BULLET = re.compile(r"\s*[•·–—‣▪][\s\u00a0]*")
_DASH = re.compile(r"\s*-[^\s-]")
_VALUE = re.compile(r"\s*(?:-\s+)?(?:[\w-]+:\s+)?(\S.*)")
_ONE_KEY = re.compile(r"\s*(?:-\s+)?[\w-]+:(?:\s+(?!.*: ).*)?")
_BEHIND_QUOTE = re.compile(r"""'[^']*'(?!')\s*[^\s#,\]}].*|"(?:[^"\\]|\\.)*"\s*[^\s#,\]}].*""")


def explain(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return the index from 0 of the faulty line in ``text``, and what is wrong there."""
    merge = _MERGE_MARK.search(text)
    if merge:
        return text.count("\n", 0, merge.start()), UNFINISHED_MERGE
    lines = text.rstrip("\n").split("\n")
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
    if "flow" in str(error.context):
        # A bracket that is never closed is noticed on a later line, so report where it begins.
        marks.reverse()
    # A value that is never closed is noticed behind the end.
    index = next((index for index in marks if index < len(lines)), len(lines) - 1)
    above = next((each for each in range(index - 1, -1, -1) if lines[each].strip()), index)
    for each in (index, above):
        message = _on_its_own(lines[each])
        if message:
            return each, message
    return index, _message(lines[index], above + 1 if above != index else 0, error)


def _on_its_own(line: str) -> str:
    """Return what is wrong with a line whatever surrounds it; empty if nothing is."""
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation:
        return "a tab: indent with spaces only"
    key, colon, _ = line.partition(":")
    if ODD_SPACE.search(key) or (colon and ODD_SPACE.match(line, len(key) + 1)):
        return "a non-breaking space, which YAML reads as a letter: type a plain space"
    if _BULLET.match(line):
        return "a bullet of a word processor: begin an item with '- '"
    if _DASH.match(line) and line.strip() != "---":
        return "a dash without a space after it: begin an item with '- '"
    return ""


def _message(line: str, above: int, error: yaml.MarkedYAMLError) -> str:
    """Return what the parser found wrong with ``line``; ``above`` is the number of the line
    before it, or 0."""
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    value = _VALUE.fullmatch(line)
    if "'\\t'" in str(error.problem):
        return "a tab: indent with spaces only"
    return f"invalid YAML: {said}{_hint(line, value[1] if value else '', above, error)}"


def _hint(line: str, value: str, above: int, error: yaml.MarkedYAMLError) -> str:
    """Return how to correct the error, to append to a message; ``value`` is the text behind a key or dash.

    The wording of the error differs between libyaml and Python, so little depends on it.
    """
    said = f"{error.context} {error.problem}"
    begins = value[:1]
    if begins in ("'", '"') and _BEHIND_QUOTE.fullmatch(value):
        twice = "; in single quotes, write an apostrophe twice" if begins == "'" else ""
        return f"; text follows the closing quote: put all of it in quotes{twice}"
    if begins in _NOT_FIRST or (begins == "[" and "]" in value):
        return f"; a text that begins with '{begins}' must be put in quotes"
    if "flow" in said:
        return "; close the bracket"
    if "mapping values are not allowed" in said and not _ONE_KEY.fullmatch(line):
        return "; a value with ': ' in it must be quoted"
    if "expected ':'" in said:
        return "; write 'key: value', with a space after the colon"
    if above and ("mapping values" in said or isinstance(error, yaml.parser.ParserError)):
        return (
            f"; the indentation differs from that of line {above}: begin the keys of a record, and the "
            "dashes of a list, in the same column"
        )
    return ""
