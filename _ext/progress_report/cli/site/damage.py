"""Find what a failing disk, a crash or somebody has put in the place of files of earlier builds.

Sphinx and this extension recognize damaged files and make them again. But something that is no file, such as
a directory or a socket, would end each build, or keep it waiting. A link, which a repository may contain,
would lead it to a file elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

#: The names of files beside the doctrees: no directory of documents has one.
_FILE = re.compile(r".*\.(?:cache|doctree|json|pickle|svg)|[a-z]+-[0-9a-f]{16}")

#: The directories beside the doctrees that contain only files.
_KEPT = frozenset({"readings", "search", "templates"})


def drop_damaged(directory: Path, like: Path | None = None) -> str:
    """Delete the ``directory`` of an earlier build if something in it can't be read, or is no file where a
    file belongs.

    :param directory: of doctrees, or of the output of a build
    :param like: a directory with the same files; None to know them by their names
    :return: the path that is damaged; empty if nothing is
    """
    if not os.path.lexists(directory):
        return ""
    is_own = directory.is_dir() and not directory.is_symlink()
    damaged = next(_damaged(directory, like), None) if is_own else directory
    if damaged is None:
        return ""
    if is_own:
        shutil.rmtree(directory)
    else:
        directory.unlink()
    return str(damaged)


def _damaged(directory: Path, like: Path | None, below: str = "") -> Iterator[Path]:
    """Yield what is wrong in the part ``below`` of a ``directory``."""
    with os.scandir(directory / below) as entries:
        for entry in entries:
            name = f"{below}{entry.name}"
            is_directory = entry.is_dir(follow_symlinks=False)
            if like:
                other = like / name
                wrong = other.is_file() if is_directory else other.is_dir()
            else:
                wrong = is_directory and (_FILE.fullmatch(entry.name) is not None or below[:-1] in _KEPT)
                wrong = wrong or (entry.name in _KEPT and not below and not is_directory)
            # A link would lead the build to a file elsewhere, which it would overwrite.
            is_file = is_directory or entry.is_file(follow_symlinks=False)
            if wrong or not is_file or not os.access(entry, os.R_OK):
                yield Path(entry.path)
            elif is_directory:
                yield from _damaged(directory, like, f"{name}/")
