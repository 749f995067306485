"""The project that a command works on: where it is, and what its ``conf.py`` says."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from ..model.settings import Settings, SettingsError, settings_of


class ProjectError(Exception):
    """There is no project here, or its ``conf.py`` can't be used."""


def project(directory: Path) -> tuple[Path, Settings]:
    """Return the root of a project and its settings; ``directory`` is the one that holds ``conf.py``.

    :raises ProjectError: where there is none, or it can't be run, with what to do about it.
    """
    root = directory.resolve()
    file = root / "conf.py"
    if not file.is_file():
        raise ProjectError("there is no conf.py here; run this in the directory that holds it")
    path = list(sys.path)
    try:
        return root, settings_of(runpy.run_path(str(file)))
    except SettingsError as error:
        raise ProjectError(f"conf.py: {error}") from error
    except (Exception, SystemExit) as error:  # whatever a configuration may do
        raise ProjectError(f"conf.py can't be run: {type(error).__name__}: {error}") from error
    finally:
        sys.path[:] = path  # a configuration adds to it
