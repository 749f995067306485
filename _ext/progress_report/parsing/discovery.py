"""Decide which documents exist: of the reports, only those that the check has read.

Sphinx itself follows links and opens everything with the name of a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.project import Project
from sphinx.util.matching import Matcher

from ..content.catalogue import Catalogue
from ..load.loader import REPORTS


class ReportProject(Project):
    """Finds the documents of a project; ``files`` are those of its reports, relative to its root."""

    files: tuple[str, ...] = ()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents; those of the reports come from :attr:`files`, not from the search.

        ``exclude_paths`` and ``include_paths`` are patterns, as in Sphinx.
        """
        exclude_paths, include_paths = tuple(exclude_paths), tuple(include_paths)
        super().discover(exclude_paths, include_paths)
        included = Matcher(include_paths)
        excluded = Matcher(path for path in exclude_paths if path != REPORTS)
        for name in self.files:
            path = PurePosixPath(name)
            if included(name) and not any(map(excluded, map(str, (path, *path.parents[:-1])))):
                docname = str(path.with_suffix(""))
                self.docnames.add(docname)
                self._path_to_docname[Path(name)] = docname
                self._docname_to_path[docname] = Path(name)
        return self.docnames


def leave_reports_out(_: Sphinx, config: Config) -> None:
    """Keep Sphinx out of the directory of the reports (event ``config-inited``).

    It would search there as soon as it has an environment, before anything is loaded.
    """
    config.exclude_patterns = [*dict.fromkeys((*config.exclude_patterns, REPORTS))]


def find_read_files(app: Sphinx, catalogue: Catalogue) -> None:
    """Let Sphinx find exactly the documents that ``catalogue`` was made from."""
    project = ReportProject(app.srcdir, app.config.source_suffix)
    project.restore(app.env.project)
    project.files = tuple(name for name in catalogue.sources if name.endswith(".md"))
    app.project = app.env.project = project
