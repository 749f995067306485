"""Stubs on disk: what was generated goes, what a person wrote stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.cli.main import main
from progress_report.pages.sync import HEAD, LIST, generated_directories, sync

from ..conftest import write

WHERE = ("documents", "wbs")


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_cleaning_deletes_what_was_generated_and_nothing_else(tmp_path: Path) -> None:
    theirs = {
        "documents/contract.txt": "Signed.\n",
        "documents/note.md": "# Note\n",
        "milestones/own.md": "# Own\n",
    }
    write(tmp_path, {**theirs, "_build/html/index.html": "", ".venv/wbs/.gitignore": f"{HEAD}\n"})
    sync(tmp_path, WHERE, {"documents/index": "# Documents", "wbs/index": "# WBS", "wbs/A.1": "# A.1"})

    assert main(["clean", "--root", str(tmp_path)]) == 0

    assert names(tmp_path) == [".venv/wbs/.gitignore", *sorted(theirs)]


def test_git_ignores_the_stubs_alone(tmp_path: Path) -> None:
    sync(tmp_path, WHERE, {"wbs/index": "# WBS", "wbs/A.1": "# A.1"})
    assert (tmp_path / "wbs" / LIST).read_text(encoding="utf-8").splitlines() == [
        HEAD, "/.gitignore", "/A.1.md", "/index.md"
    ]  # fmt: skip
    assert generated_directories(tmp_path) == ["wbs"]

    sync(tmp_path, WHERE, {"wbs/index": "# WBS"})
    assert "/A.1.md" not in (tmp_path / "wbs" / LIST).read_text(encoding="utf-8")

    sync(tmp_path, WHERE, {})
    assert names(tmp_path) == []


def test_a_list_that_a_person_wrote_stays(tmp_path: Path) -> None:
    write(tmp_path, {f"wbs/{LIST}": "*.bak\n"})

    sync(tmp_path, WHERE, {"wbs/index": "# WBS"})
    sync(tmp_path, WHERE, {})

    assert (tmp_path / "wbs" / LIST).read_text(encoding="utf-8") == "*.bak\n"


@pytest.mark.parametrize("name", ["wbs/A.1.md", f"wbs/{LIST}"])
@pytest.mark.parametrize("damage", ["empty", "no text", "directory", "pipe", "loop"])
def test_damaged_stubs_are_written_again_or_kept_and_nothing_waits(
    tmp_path: Path, name: str, damage: str
) -> None:
    stubs = {"wbs/index": "# WBS", "wbs/A.1": "# A.1"}
    path = tmp_path / name
    path.parent.mkdir()
    ways: dict[str, Callable[[], object]] = {
        "empty": path.touch,
        "no text": lambda: path.write_bytes(b"\xff\x00"),
        "directory": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "loop": lambda: path.symlink_to(path.name),
    }
    ways[damage]()
    kept = damage in ("no text", "directory", "pipe")

    assert sync(tmp_path, WHERE, stubs) == ([name] if kept and name.endswith(".md") else [])

    assert (tmp_path / "wbs/index.md").is_file()
    assert (path.is_file() and path.read_bytes() != b"\xff\x00") != kept
    assert main(["clean", "--root", str(tmp_path)]) == 0


def test_a_file_in_place_of_a_directory_stays(tmp_path: Path) -> None:
    write(tmp_path, {"wbs": "mine"})

    assert sync(tmp_path, WHERE, {"wbs/index": "# WBS", "wbs/A.1": "# A.1"}) == ["wbs"]

    assert names(tmp_path) == ["wbs"]
