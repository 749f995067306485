"""Report problems of the content as warnings of the build: with place and code, each once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinx.util import logging

from ..core.problems import Code, Problem

logger = logging.getLogger(__name__)


class Reporter:
    """Logs problems, each once, since a role may find again what the model has reported."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: set[tuple[str, str, str]] = set()
        self._silences: Callable[[Problem], bool] = lambda _: False

    def log(self, problem: Problem) -> None:
        """Log one problem, unless the same was logged for the same file."""
        seen = (problem.path, problem.code, problem.message) in self._seen
        if not seen and not self._silences(problem):
            self._write(problem)

    def _write(self, problem: Problem) -> None:
        self._seen.add((problem.path, problem.code, problem.message))
        if problem.remark:
            logger.verbose("%s: remark: %s [report.%s]", problem.location, problem.message, problem.code)
        else:
            logger.warning(problem.message, type="report", subtype=problem.code, location=problem.location)

    def reset(self, problems: tuple[Problem, ...], silences: Callable[[Problem], bool]) -> None:
        """Begin a build: log the ``problems`` that the model has found; ``silences`` decides which are never
        logged."""
        self._seen.clear()
        self._silences = silences
        for problem in problems:
            self._write(problem)

    def fault(self, location: str, code: Code, message: str) -> None:
        """Log a fault with a ``message`` found while Sphinx reads; ``location`` is ``path:line`` as in
        docutils."""
        path, line = self._place(location)
        self.log(Problem(path, line, code.value, message))

    def undrawn(self, location: str, message: str) -> None:
        """Log a ``message`` about a diagram that can't be drawn, once for each source: ``drawing.diagram``.

        ``location`` is its ``path:line``. The check can't find this without a build, so it is no fault of the
        model.
        """
        path, line = self._place(location)
        if (path, "diagram", message) not in self._seen:
            self._seen.add((path, "diagram", message))
            logger.warning(message, type="drawing", subtype="diagram", location=f"{path}:{line}")

    def _place(self, location: str) -> tuple[str, int]:
        """Return the path, relative to the root, and line of a location in docutils' form."""
        path, _, line = location.rpartition(":")
        where = Path(path)
        if where.is_absolute() and where.is_relative_to(self.root):
            path = where.relative_to(self.root).as_posix()
        return path, int(line) if line.isdecimal() else 1
