"""Read ``conf.py`` without Sphinx: the project's own code, of which the commands need a few values."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..content.settings import SETTINGS, Settings, SettingsError, check_settings, settings_of
from ..core.language import use_language
from ..core.periods import use_periods
from ..core.places import use_places

CONF = "conf.py"


class ConfError(Exception):
    """``conf.py`` is missing or invalid: the problem in one line, with its place."""


@dataclass(frozen=True, slots=True)
class Conf:
    """The values of ``conf.py`` that the commands need: the tables, the codes suppressed everywhere, the
    reviewers, the directories of templates, and what has moved."""

    settings: Settings
    suppressed: tuple[str, ...]
    owners: Mapping[str, str]
    templates: tuple[str, ...]
    redirects: Mapping[str, str]

    def suppresses(self, code: str) -> bool:
        """Return whether ``suppress_warnings`` names ``code``, by Sphinx's rules."""
        return any(name in self.suppressed for name in ("report", "report.*", f"report.{code}"))


def read_conf(root: Path) -> Conf:
    """Run ``conf.py`` of the project at ``root``, and use its language and its places.

    :raises ConfError: if it is missing, fails, or has an invalid value
    """
    path = (root / CONF).resolve()
    if not path.is_file():
        raise ConfError(f"there is no {CONF} in {root}; run this at the root of the project")
    values = _run(path)
    language = values.get("language")
    use_language(language if isinstance(language, str) else None)
    try:
        check_settings(values, path.read_text("utf-8"))
    except SettingsError as error:
        raise ConfError(str(error)) from error
    directory, pages = (
        values.get(name, SETTINGS[name].default) for name in ("report_directory", "report_pages")
    )
    use_places(str(directory), str(pages))
    use_periods(str(values.get("report_period", SETTINGS["report_period"].default)))
    owners = cast("Mapping[str, str]", values.get("report_owners", {}))
    redirects = cast("Mapping[str, str]", values.get("report_redirects", {}))
    suppressed = tuple(sorted(_texts(values, "suppress_warnings")))
    return Conf(settings_of(values), suppressed, owners, _texts(values, "templates_path"), redirects)


def _run(path: Path) -> Mapping[str, object]:
    """Run the file in the directory where Sphinx runs it, and return its values; changes to the import path
    are undone."""
    before = list(sys.path)
    try:
        with contextlib.chdir(path.parent):
            return runpy.run_path(os.fspath(path))
    except SyntaxError as error:
        raise ConfError(f"{CONF}:{error.lineno}: invalid Python: {error.msg}") from error
    except (Exception, SystemExit) as error:
        line = _line(error, path)
        raise ConfError(f"{CONF}:{line}: it failed: {type(error).__name__}: {error}") from error
    finally:
        sys.path[:] = before


def _line(error: BaseException, path: Path) -> int:
    """Return the last line of the file itself in the traceback of ``error``."""
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == os.fspath(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _texts(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    if not isinstance(value, list | tuple | set | frozenset):
        raise ConfError(f"{CONF}: {name}: expected a list, found {value!r}")
    return tuple(map(str, value))
