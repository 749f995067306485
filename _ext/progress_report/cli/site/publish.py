"""Publish a site: put a finished one in the place of the last in a single step.

Sphinx writes a site file by file, for seconds or minutes, and a build may be killed, or run out of disk. So
it writes beside the site that people read, which always is one whole build.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from sphinx.util.inventory import InventoryFile

from ...check.permalinks import INVENTORY

#: Exchanges two paths in one step: the function of the C library, its words for the current directory and for
#: an exchange, by platform. From renameat2(2) of Linux and renameatx_np(2) of macOS.
EXCHANGE = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}


#: A site has one of these files.
_OF_A_SITE = (INVENTORY, ".buildinfo")


class EmptySiteError(Exception):
    """The new site has no month, but the published one has; it has their number."""


def publish(built: Path, site: Path) -> bool:
    """Make the directory ``site`` equal to the directory ``built``, in one step; return whether it changed.

    Whoever reads ``site`` meanwhile finds the old files or the new ones, never both. A file that is the same
    in both, by size and time, is not copied again.

    :raises OSError: if it can't; then ``site`` is as it was
    :raises EmptySiteError: if all published months would be gone, as without the directory of the reports
    """
    site = _place(built, site)
    new, old = (site.with_name(f"{site.name}.{each}") for each in ("new", "old"))
    if old.exists() and not old.is_symlink() and not site.exists():
        # The last one to publish was killed between two steps of _swap.
        old.rename(site)
    for left in (new, old):
        _delete(left)
    files, published = dict(_files(built)), dict(_files(site))
    if files == published:
        return False
    if not _months(built) and (lost := _months(site)):
        raise EmptySiteError(lost)
    try:
        for name, stamp in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            if published.get(name) != stamp or not _linked(site / name, new / name):
                shutil.copy2(built / name, new / name)
        _swap(new, site, old)
    finally:
        for left in (new, old):
            _delete(left)
    return True


def _place(built: Path, site: Path) -> Path:
    """Return the directory that ``site`` is or leads to; delete a file or a loop of links in its place."""
    place = Path(os.path.realpath(site))
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        # Of a link, only itself: what it leads to is somebody's.
        site.unlink()
        return site
    if site.is_symlink():
        _check_place(built, place)
    return place


def _delete(directory: Path) -> None:
    """Delete a ``directory`` that a build has left, if it is there; of a link, only itself."""
    if directory.is_symlink():
        directory.unlink()
    shutil.rmtree(directory, ignore_errors=True)


def _check_place(built: Path, site: Path) -> None:
    """Check the directory ``site`` that a link leads to: it is replaced as a whole, and a repository may
    contain such a link.

    :raises OSError: if it has files of the project, or others that are not of a site
    """
    home = Path(os.path.realpath(built.parent))
    if (site.is_relative_to(home.parent) and site.parent != home) or home.is_relative_to(site):
        raise FileExistsError(errno.EEXIST, "it is a link to other files of the project; delete the link")
    if site.is_dir() and any(site.iterdir()) and not any((site / each).is_file() for each in _OF_A_SITE):
        raise FileExistsError(errno.EEXIST, "it is a link to files that are not of a site; delete the link")


def _files(directory: Path, below: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the files of a ``directory``, each with its size and time."""
    if directory.is_dir():
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry.path), f"{below}{entry.name}/")
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield f"{below}{entry.name}", (found.st_size, found.st_mtime_ns)


def _months(site: Path) -> int:
    """Return the number of published months in a ``site``; 0 if its inventory is missing or damaged."""
    try:
        data = InventoryFile.loads((site / INVENTORY).read_bytes(), uri="").data
    except (OSError, ValueError, zlib.error):
        return 0
    return len(data.get("report:month", {}))


def _linked(published: Path, new: Path) -> bool:
    """Link a ``published`` file, into which nobody writes any more; return whether that is possible."""
    try:
        os.link(published, new)
    except OSError:
        return False
    return True


def _swap(new: Path, site: Path, old: Path) -> None:
    """Put the directory ``new`` in the place of ``site``, which goes to ``new`` or, without a function that
    exchanges both in one step, to ``old``."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        site.rename(old)
        new.rename(site)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two directories; return False if this system or its file system can't."""
    name, here, swap = EXCHANGE.get(sys.platform, ("", 0, 0))
    function = getattr(ctypes.CDLL(None), name, None) if name else None
    return function is not None and function(here, os.fsencode(one), here, os.fsencode(other), swap) == 0
