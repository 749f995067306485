"""Decide which documents exist: of the reports, only those that the check has read.

Sphinx itself follows links and opens everything with the name of a document.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.project import Project
from sphinx.util.matching import Matcher

from ..content.catalogue import Catalogue
from ..core.places import reports


class ReadFile(type(Path())):  # type: ignore[misc]  # it depends on the system
    """A file of a report, which the check has read: nothing that happens to it afterwards ends a build."""

    text = ""
    #: An empty file, made when it is needed.
    stand_in = Path()

    def __fspath__(self) -> str:
        """Return the path; that of an empty file once this one has vanished, since Sphinx looks at its
        time."""
        path = str(self)
        if os.path.exists(path):  # noqa: PTH110 - the path's own method would call this one
            return path
        self.stand_in.parent.mkdir(parents=True, exist_ok=True)
        self.stand_in.touch()
        return str(self.stand_in)

    def read_text(self, *_: object, **__: object) -> str:
        """Return the text that the check has read."""
        return self.text


class ReportProject(Project):
    """Finds the documents of a project; ``texts`` are those of its reports, by path relative to its root.

    ``doctreedir`` is where doctrees are.
    """

    texts: Mapping[str, str] = MappingProxyType({})
    doctreedir = Path()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts and the path of the machine out of the pickled environment."""
        return {**self.__dict__, "texts": {}, "doctreedir": Path()}

    def doc2path(self, docname: str, absolute: bool) -> Any:
        """Return the path of the document ``docname``, ``absolute`` or relative to the root."""
        path = super().doc2path(docname, absolute)
        name = super().doc2path(docname, absolute=False).as_posix()
        if not absolute or name not in self.texts:
            return path
        known = ReadFile(path)
        known.text, known.stand_in = self.texts[name], Path(self.doctreedir, name)
        return known

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents; those of the reports come from :attr:`texts`, not from the search.

        ``exclude_paths`` and ``include_paths`` are patterns, as in Sphinx.
        """
        exclude_paths, include_paths = tuple(exclude_paths), tuple(include_paths)
        super().discover(exclude_paths, include_paths)
        included = Matcher(include_paths)
        excluded = Matcher([path for path in exclude_paths if path != reports()])
        for name in self.texts:
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
    config.exclude_patterns = [*dict.fromkeys((*config.exclude_patterns, reports()))]


def find_read_files(app: Sphinx, catalogue: Catalogue) -> None:
    """Let Sphinx find exactly the documents that ``catalogue`` was made from."""
    project = ReportProject(app.srcdir, app.config.source_suffix)
    project.restore(app.env.project)
    project.doctreedir = Path(app.doctreedir)
    project.texts = {name: text for name, text in catalogue.sources.items() if name.endswith(".md")}
    app.project = app.env.project = project
