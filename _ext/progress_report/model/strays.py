"""What lies under ``reports/`` and must not be read: links that leave it, devices and pipes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def strays(reports: Path) -> Iterator[Path]:
    """The entries of ``reports/`` and of the directories in it that must not be read; nothing is opened."""
    real = Path(os.path.realpath(reports))
    for path in _entries(reports):
        if not _may_be_read(path, real):
            yield path
        elif path.is_dir():
            yield from (each for each in _entries(path) if not _may_be_read(each, real))


def _entries(directory: Path) -> Iterator[Path]:
    return directory.iterdir() if directory.is_dir() else iter(())


def _may_be_read(path: Path, reports: Path) -> bool:
    # The functions of os.path return False where those of Path raise: for a link to itself.
    if not os.path.isfile(path) and not os.path.isdir(path):  # noqa: PTH112, PTH113
        return False
    return not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(reports)
