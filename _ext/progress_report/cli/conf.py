"""``conf.py`` without Sphinx: it is the project's own code, and the commands need a few of its values."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..content.settings import Settings, SettingsError, settings_of
from ..core.dates import use_language

CONF = "conf.py"


class ConfError(Exception):
    """``conf.py`` is missing or can't be used: what is wrong, in one line with its place."""


@dataclass(frozen=True, slots=True)
class Conf:
    """What the commands need of ``conf.py``: the tables, the codes that are silenced everywhere, and who is
    asked to review what."""

    settings: Settings
    suppressed: tuple[str, ...]
    owners: Mapping[str, str]

    def suppresses(self, code: str) -> bool:
        """Whether ``suppress_warnings`` names a code, by Sphinx's rules."""
        return any(name in self.suppressed for name in ("report", "report.*", f"report.{code}"))


def read_conf(root: Path) -> Conf:
    """Run ``conf.py`` of a project, and name months in its language.

    :raises ConfError: if there is none, it fails, or a value can't be used.
    """
    path = root / CONF
    if not path.is_file():
        raise ConfError(f"there is no {CONF} in {root}; run this at the root of the project")
    values = _run(path)
    language = values.get("language")
    use_language(language if isinstance(language, str) else None)
    try:
        return Conf(settings_of(values), _texts(values, "suppress_warnings"), _table(values, "report_owners"))
    except SettingsError as error:
        raise ConfError(f"{CONF}: {error}") from error


def _run(path: Path) -> Mapping[str, object]:
    """The values of the file, run where Sphinx runs it; what it adds to the path of imports is undone."""
    before = list(sys.path)
    try:
        with contextlib.chdir(path.parent):
            return runpy.run_path(os.fspath(path.resolve()))
    except SyntaxError as error:
        raise ConfError(f"{CONF}:{error.lineno}: it is not Python: {error.msg}") from error
    except (Exception, SystemExit) as error:
        line = _line(error, path)
        raise ConfError(f"{CONF}:{line}: it fails: {type(error).__name__}: {error}") from error
    finally:
        sys.path[:] = before


def _line(error: BaseException, path: Path) -> int:
    """The last line of the file itself that the error came by."""
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == os.fspath(path.resolve()):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _texts(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    if not isinstance(value, list | tuple | set | frozenset):
        raise ConfError(f"{CONF}: {name}: expected a list, found {value!r}")
    return tuple(sorted(map(str, value)))


def _table(values: Mapping[str, object], name: str) -> Mapping[str, str]:
    value = values.get(name, {})
    if not isinstance(value, dict) or any(
        not isinstance(each, str) for pair in value.items() for each in pair
    ):
        raise ConfError(f"{CONF}: {name}: expected a dict of texts, found {value!r}")
    return value
