"""Suppress a code in one place: a comment that names it, on the line of the problem or directly above.

``<!-- check: ignore report.token -->`` in Markdown, ``# check: ignore report.overdue`` in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from ..core.problems import Code, Problem, Problems
from ..core.suggestions import suggestion

_COMMENT = re.compile(r"(?:<!--|#)\s*check:\s*ignore\b([^\n>]*?)(?:-->|$)", re.MULTILINE)
_SEPARATOR = re.compile(r"[,\s]+")

CODES = {f"report.{code.value}" for code in Code}

#: The codes that are suppressed in one file, by line.
Silenced = Mapping[int, Set[str]]


def silenced(text: str, problems: Problems) -> Silenced:
    """Return the codes that comments in ``text``, the content of a file, suppress, by line; report unknown
    codes."""
    if "ignore" not in text:
        return {}
    lines = text.split("\n")
    found: dict[int, set[str]] = {}
    for match in _COMMENT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        codes = set(_codes(match[1], line, problems))
        if lines[line - 1].strip() == match[0].strip():
            # A comment on a line of its own applies to the line below.
            line += 1
            while line < len(lines) and not lines[line - 1].strip():
                line += 1
        found.setdefault(line, set()).update(codes)
    return found


def idle(files: Mapping[str, Silenced], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Report comments that suppress nothing, so that none outlives its purpose.

    ``files`` holds what is suppressed in each path, ``problems`` everything found, suppressed or not.
    """
    found = {(each.path, each.line, each.code) for each in problems}
    for path, lines in files.items():
        for line, codes in lines.items():
            for code in sorted(codes):
                if (path, line, code) not in found:
                    message = f"there is no 'report.{code}' here; delete the comment that ignores it"
                    yield Problem(path, line, Code.IDLE.value, message, remark=True)


def _codes(text: str, line: int, problems: Problems) -> Iterator[str]:
    named = [name for name in _SEPARATOR.split(text.strip()) if name]
    if not named:
        problems.fault(
            line, Code.IGNORE, "this silences nothing; expected codes, as in 'check: ignore report.token'"
        )
    for name in named:
        if name in CODES:
            yield name.removeprefix("report.")
        else:
            hint = (
                suggestion(f"report.{name.removeprefix('report.')}", CODES)
                or "; expected one such as 'report.token'"
            )
            problems.fault(line, Code.IGNORE, f"there is no code '{name}' to ignore{hint}")
