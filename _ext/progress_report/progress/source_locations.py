"""Find where in the content something on a page is written: file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..content.registers import MILESTONES_FILE
from ..core.places import reports


@dataclass(frozen=True)
class SourceLocations:
    """Find texts in the content files; ``root`` is the directory of ``conf.py``."""

    root: Path

    def in_content(self, needles: Iterable[str]) -> list[tuple[str, int]]:
        """Return the path and line of every place under ``reports/``, or in the documents beside ``conf.py``,
        that contains one of ``needles``."""
        wanted = [each for each in needles if each]
        return [
            (path, number)
            for path, lines in self._files.items()
            for number, line in enumerate(lines, 1)
            if any(each in line for each in wanted)
        ]

    def of_page(self, docname: str, needles: Iterable[str]) -> tuple[str, int] | None:
        """Return the first place that contains one of ``needles`` in the sources of the page ``docname``.

        The sources of a month's page include its statements.
        """
        wanted = tuple(needles)
        directory = docname.rpartition("/")[0]
        own = {f"{docname}.md", f"{docname}.rst", f"{directory}/{MILESTONES_FILE}"}
        return next((place for place in self.in_content(wanted) if place[0] in own), None)

    def in_paragraph(self, path: str, line: int, needles: Iterable[str]) -> int | None:
        """Return the line that contains one of ``needles`` in the paragraph that begins on ``line`` of the
        file ``path``, or None."""
        wanted = [each for each in needles if each]
        start = max(line, 1)
        for number, text in enumerate(self._files.get(path, ())[start - 1 :], start):
            if any(each in text for each in wanted):
                return number
            if not text.strip():
                break
        return None

    @cached_property
    def _files(self) -> dict[str, tuple[str, ...]]:
        below = [path for path in (self.root / reports()).rglob("*") if path.suffix in (".md", ".yaml")]
        beside = [path for path in self.root.iterdir() if path.suffix in (".md", ".rst")]
        # Targets of symbolic links are not read, since content is untrusted.
        real = sorted(path for path in (*below, *beside) if path.is_file() and not path.is_symlink())
        return {
            path.relative_to(self.root).as_posix(): tuple(
                path.read_text(encoding="utf-8", errors="replace").split("\n")
            )
            for path in real
        }
