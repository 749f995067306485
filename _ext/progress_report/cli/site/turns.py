"""Let one build of a project run at a time: two would write into the same files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:
    flock = None  # type: ignore[assignment]  # Windows has none


@contextmanager
def turn(root: Path) -> Iterator[None]:
    """Wait until no other build of the project in ``root`` runs, and keep others waiting until this one ends.

    The lock is on the directory itself. It goes with the process that holds it, however that ends, so nothing
    is left that somebody has to delete. Without such locks, as on Windows, nothing waits.
    """
    if flock is None:
        yield
        return
    directory = os.open(root, os.O_RDONLY)
    try:
        try:
            flock(directory, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            print("Another build of this project is running. Waiting until it ends …", flush=True)
            flock(directory, LOCK_EX)
        yield
    finally:
        os.close(directory)
