"""Where the reports and the generated pages of a project are, relative to the directory of its sources.

As with the language, the places of one project apply to the whole process. Each build and each command sets
them at its start, from ``conf.py``.
"""

from __future__ import annotations

#: The directory of the reports, unless ``conf.py`` names another one.
REPORTS = "reports"

#: The directories that contain only generated pages.
DIRECTORIES = ("data", "documents", "milestones", "months", "tickets", "wbs")

_reports = REPORTS
_above = ""


def use_places(directory: str, pages: str) -> None:
    """Set the ``directory`` of the reports and the directory ``pages`` above those of generated pages.

    The latter is empty if they are at the root.
    """
    global _reports, _above
    _reports = directory
    _above = f"{pages}/" if pages else ""


def reports() -> str:
    """Return the directory of the reports."""
    return _reports


def is_report(path: str) -> bool:
    """Return whether a file or document is below the directory of the reports."""
    return path.startswith(f"{_reports}/")


def within_reports(path: str) -> list[str]:
    """Return the parts of ``path`` below the directory of the reports: those of its month and its file."""
    return path.removeprefix(f"{_reports}/").split("/")


def page(name: str) -> str:
    """Return the document of a generated page by its ``name``, such as ``wbs/index``."""
    return f"{_above}{name}"


def directories() -> tuple[str, ...]:
    """Return the directories that contain only generated pages."""
    return tuple(map(page, DIRECTORIES))


def generated(docname: str) -> str:
    """Return the name of a generated page by its document; empty for another document."""
    name = docname.removeprefix(_above)
    return name if page(name) == docname and name.partition("/")[0] in DIRECTORIES else ""
