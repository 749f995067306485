"""A build that was kept goes on in a fresh clone: what is the same is old, what has changed is new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT, write

NAMES = ("a page.md", "sub/ä.md", "changed.md", "gone.md")


def run(root: Path, *command: str) -> str:
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def ages(root: Path, command: str) -> str:
    return run(root, sys.executable, str(ROOT / ".ci/ages.py"), command)


def time(path: Path) -> int:
    return path.stat().st_mtime_ns


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A repository whose sources have been built and remembered."""
    root = tmp_path / "kept"
    write(root, dict.fromkeys(NAMES, "As it was.\n"))
    run(root, "git", "init", "-q")
    run(root, "git", "add", ".")
    ages(root, "remember")
    return root


@pytest.fixture
def clone(tmp_path: Path, kept: Path) -> Path:
    """A clone, with a change, of a later hour; it has the kept build."""
    root = tmp_path / "clone"
    write(root, dict.fromkeys(NAMES[:2], "As it was.\n") | {"changed.md": "Now so.\n", "new.md": "New.\n"})
    run(root, "git", "init", "-q")
    run(root, "git", "add", ".")
    (kept / "_build").rename(root / "_build")
    return root


def test_what_is_the_same_is_as_old_as_it_was(kept: Path, clone: Path) -> None:
    said = ages(clone, "recall")

    assert [time(clone / name) for name in NAMES[:2]] == [time(kept / name) for name in NAMES[:2]]
    assert said.endswith("2 of 4 sources are the same.\n")


def test_what_has_changed_stays_new_whatever_its_date(kept: Path, clone: Path) -> None:
    before = [time(clone / name) for name in ("changed.md", "new.md")]

    ages(clone, "recall")

    assert [time(clone / name) for name in ("changed.md", "new.md")] == before
    assert time(clone / "changed.md") > time(kept / "changed.md")


def test_without_a_build_that_was_kept_nothing_is_done(clone: Path) -> None:
    (clone / "_build/sources.json").unlink()
    before = [time(clone / name) for name in NAMES[:2]]

    assert "No build was kept" in ages(clone, "recall")

    assert [time(clone / name) for name in NAMES[:2]] == before
