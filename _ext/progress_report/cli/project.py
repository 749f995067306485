"""The project that a command works on: where it is, and what its ``conf.py`` says."""

from __future__ import annotations

from pathlib import Path

from ..model.settings import Settings
from .conf import ConfError as ProjectError
from .conf import read_conf

__all__ = ["ProjectError", "project"]


def project(directory: Path) -> tuple[Path, Settings]:
    """Return the root of a project and its settings; ``directory`` is the one that holds ``conf.py``.

    :raises ProjectError: where there is none, or it can't be run, with what to do about it.
    """
    root = directory.resolve()
    return root, read_conf(root).settings
