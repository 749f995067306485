"""What one command costs: processor time, clock, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

#: Python keeps what it compiles, as it does for most people. Else each start would compile our extension, and
#: only ours: installed packages are compiled already.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True)
class Cost:
    """``cpu`` and ``wall`` in seconds, ``memory`` in MB at its peak."""

    cpu: float
    wall: float
    memory: float


class FailedError(Exception):
    """A command ended with an error, or said something."""


def run(command: list[str], cwd: Path) -> Cost:
    """Run a command in a process of its own.

    :raises FailedError: with what it printed, if it fails or warns: it did something else then.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read().decode() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or said.strip():
        raise FailedError(f"{' '.join(command)}: {process.returncode}\n{said[-2000:]}")
    wall = time.perf_counter() - begun
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def sphinx(root: Path) -> Cost:
    """Build the site of a project."""
    options = ["-q", "-b", "html", "-d", "_build/doctrees", ".", "_build/html"]
    return run([sys.executable, "-m", "sphinx", *options], root)


def size(directory: Path) -> float:
    """The size of all files below a directory in MB."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 1e6
