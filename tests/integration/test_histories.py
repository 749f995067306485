"""Random histories: after any edits, all ways to build leave the same bytes.

These are an incremental build, one from nothing, and one in a fresh checkout with a kept build; each of them
serial or parallel, by turns.

A history is a sequence of edits, with builders in turn. It goes wrong alone: its number is its seed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT
from .built import plain_copy
from .places import Place, clean_place, differing
from .random_edits import random_edit

pytestmark = pytest.mark.slow

#: How many histories there are, from where their dice start, and how many edits each has.
HISTORIES, SEED, EDITS = int(os.environ.get("HISTORIES", "200")), 20210131, 3

#: What a project has in its repository.
WRITTEN = ("conf.py", "index.rst", "reports", "_templates", "_static")

#: The builders after an edit. What was not built then must catch up later.
TURNS = (["html"], ["html", "text"], ["dirhtml"], ["text"], ["dirhtml", "html"])


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Place]:
    """A snapshot of the project after a first build, and the place where it was built."""
    base = tmp_path_factory.mktemp("histories")
    place = Place(base / "here")
    plain_copy(place.source)
    place.build()
    return Path(shutil.copytree(place.directory, base / "snapshot", symlinks=True)), place


def put(kept: Path, directory: Path) -> None:
    """Make a directory what it was when it was kept, with all times of then."""
    shutil.rmtree(directory)
    shutil.copytree(kept, directory, symlinks=True)


def ages(place: Place, command: str) -> None:
    """Store the times of the sources with the build, or restore them, as a workflow does.

    The repository is beside the project, so that no build sees another one than before.
    """
    git = {"GIT_DIR": str(place.directory / "git"), "GIT_WORK_TREE": str(place.source)}
    listed = ["conf.py", "index.rst", "reports", "_templates", "_static"]
    for each in (
        ["git", "init", "-q"],
        ["git", "add", *listed],
        [sys.executable, ROOT / ".ci/ages.py", command],
    ):
        subprocess.run(each, cwd=place.source, env=os.environ | git, check=True, capture_output=True)


def check_out(place: Place, kept: Path, now: Path) -> None:
    """Put new copies of the sources of now beside a build that was kept."""
    put(kept, place.directory)
    for name in WRITTEN:
        old = place.source / name
        if old.is_dir():
            shutil.rmtree(old)
            shutil.copytree(now / name, old, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(now / name, old)
    ages(place, "recall")


@pytest.mark.parametrize("number", range(HISTORIES))
def test_all_ways_to_build_leave_the_same_bytes_after_any_history(
    built_once: tuple[Path, Place], tmp_path: Path, number: int
):
    snapshot, here = built_once
    put(snapshot, here.directory)
    die = random.Random(SEED + number)  # noqa: S311 - no secret
    flags = [die.choice(((), ("-j", "2"))) for _ in range(EDITS + 2)]
    keep_after, kept = die.randrange(EDITS), tmp_path / "kept"
    used: list[str] = []
    for step in range(EDITS):
        print(step, random_edit(die, here.source))  # shown where it fails
        builders = die.choice(TURNS)
        used = list(dict.fromkeys((*used, *builders)))
        # After the last edit, all builders catch up.
        builders = builders if step < EDITS - 1 else [*reversed(used)]
        print("  built by", *builders, *flags[step])
        here.build(*flags[step], builders=builders)
        if step == keep_after:
            ages(here, "remember")
            shutil.copytree(here.directory, kept, symlinks=True)
    incremental = here.files(used)

    clean = clean_place(here, tmp_path / "clean")
    check_out(here, kept, clean.source)
    running = [place.start(*flag, builders=used) for place, flag in ((clean, flags[-2]), (here, flags[-1]))]

    assert [text for status, text in (each.result() for each in running) if status] == []
    expected = clean.files(used)
    assert differing(incremental, expected) == []
    assert differing(here.files(used), expected) == []  # in the fresh checkout
    shutil.rmtree(tmp_path)  # a thousand builds would fill a disk
