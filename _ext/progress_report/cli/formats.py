"""The formats in which problems are printed: text, and annotations of a pull request."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..core.problems import Problem

# Characters that GitHub's workflow commands require escaped, in a message and in the value of a property.
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def text(problem: Problem) -> str:
    """Return ``path:line: fault: message [report.code]``, which editors understand."""
    return f"{problem.location}: {problem.severity}: {problem.message} [report.{problem.code}]"


def github(problem: Problem) -> str:
    """Return a workflow command that GitHub shows beside the line in a pull request."""
    level = "notice" if problem.remark else "error"
    path = problem.path.translate(_IN_PROPERTY)
    title = f"{problem.severity} report.{problem.code}".translate(_IN_PROPERTY)
    return (
        f"::{level} file={path},line={problem.line},title={title}::{problem.message.translate(_IN_MESSAGE)}"
    )


FORMATS: Mapping[str, Callable[[Problem], str]] = {"text": text, "github": github}
