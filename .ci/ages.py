"""The age of sources, so that a build in a fresh clone can go on from one that was kept.

A clone makes every file new, and make and Sphinx go by time. So the build that is kept takes a record of its
sources with it, and in the next clone those that are still the same get the time back that they had then.
What has changed stays new. Whether a file is the same is told by its content alone, never by a date.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

RECORD = Path("_build/sources.json")


def sources() -> dict[str, tuple[str, int]]:
    """Return the digest and time of each existing file that git tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True)  # noqa: S607 - from PATH
    paths = sorted(name for name in listed.stdout.split("\0") if Path(name).is_file())
    return {
        name: (hashlib.sha256(Path(name).read_bytes()).hexdigest(), Path(name).stat().st_mtime_ns)
        for name in paths
    }


def remember() -> str:
    """Write the record of the sources that were just built."""
    known = sources()
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(known, indent=0), encoding="utf-8", newline="\n")
    return f"Remembered {len(known)} sources."


def recall() -> str:
    """Give the sources that are as the record says their time of then."""
    try:
        before = json.loads(RECORD.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "No build was kept: the whole site is built."
    now = sources()
    same = [name for name, (digest, _) in now.items() if before.get(name, ("",))[0] == digest]
    for name in same:
        time = before[name][1]
        os.utime(name, ns=(time, time))
    return f"Going on from a build that was kept: {len(same)} of {len(now)} sources are the same."


if __name__ == "__main__":
    print({"remember": remember, "recall": recall}[sys.argv[1]]())
