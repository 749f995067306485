"""A site is published in one step: whoever reads it meanwhile finds one whole build."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Event

import pytest
from progress_report.cli.site import publish as module
from progress_report.cli.site.publish import publish


@pytest.fixture(params=["in one step", "in two steps"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in two steps":
        monkeypatch.setattr(module, "EXCHANGE", {})


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return write(tmp_path / "built", {"index.html": "one", "a/b.html": "two", "c/d.html": "three"})


def write(directory: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def texts(directory: Path) -> dict[str, str]:
    return {
        path.relative_to(directory).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.usefixtures("either_way")
def test_what_was_built_is_published(tmp_path: Path, built: Path) -> None:
    site = tmp_path / "site"
    assert publish(built, site)
    unchanged = (site / "a/b.html").stat().st_ino

    write(built, {"index.html": "another"})
    shutil.rmtree(built / "c")
    assert publish(built, site)

    assert texts(site) == texts(built) == {"index.html": "another", "a/b.html": "two"}
    assert (site / "a/b.html").stat().st_ino == unchanged
    assert not (site / "c").exists()
    assert not publish(built, site)
    assert sorted(tmp_path.iterdir()) == [built, site]


def test_a_link_to_the_site_stays(tmp_path: Path, built: Path) -> None:
    served = write(tmp_path / "served", {".buildinfo": "", "index.html": "old"})
    (tmp_path / "site").symlink_to(served)

    publish(built, tmp_path / "site")

    assert (tmp_path / "site").is_symlink()
    assert texts(served) == texts(built)


@pytest.mark.parametrize("target", [".", "..", "../reports", "../../notes"])
def test_a_link_to_other_files_replaces_none_of_them(tmp_path: Path, target: str) -> None:
    files = {".buildinfo": "", "conf.py": "x", "reports/.buildinfo": "", "reports/wbs.yaml": "y"}
    project = write(tmp_path / "project", {**files, "_build/next/index.html": "new"})
    notes = write(tmp_path / "notes", {"a.txt": "z"})
    before = texts(tmp_path)
    (project / "_build/html").symlink_to(target)

    with pytest.raises(FileExistsError):
        publish(project / "_build/next", project / "_build/html")

    assert texts(tmp_path) == before
    assert [*notes.iterdir()]


def test_a_link_beside_the_site_leads_nowhere(tmp_path: Path, built: Path) -> None:
    notes = write(tmp_path / "notes", {"a.txt": "z"})
    for name in ("site.new", "site.old"):
        (tmp_path / name).symlink_to(notes)

    publish(built, tmp_path / "site")

    assert texts(notes) == {"a.txt": "z"}
    assert texts(tmp_path / "site") == texts(built)
    assert not (tmp_path / "site").is_symlink()


def test_a_change_to_the_published_site_is_undone(tmp_path: Path, built: Path) -> None:
    site = tmp_path / "site"
    publish(built, site)
    write(site, {"index.html": "by hand", "new.html": ""})

    assert publish(built, site)

    assert texts(site) == texts(built)


def test_a_reader_never_sees_two_builds(tmp_path: Path) -> None:
    site = tmp_path / "site"
    builds = [
        write(tmp_path / each, {f"{page}.html": f"{each} {page}" for page in range(12)})
        for each in ("one", "other")
    ]
    publish(builds[0], site)
    done = Event()
    seen: list[set[str]] = []

    def read() -> None:
        while not done.is_set():
            # What one look at the directory finds, however often it is replaced meanwhile.
            directory = os.open(site, os.O_RDONLY)
            found = set()
            # A site that was replaced is deleted, also while somebody looks at it.
            with suppress(FileNotFoundError):
                for page in (0, 6, 11):
                    with open(f"{page}.html", opener=partial(os.open, dir_fd=directory)) as file:
                        found.add(file.read().split()[0])
            os.close(directory)
            seen.append(found)

    with ThreadPoolExecutor() as pool:
        reader = pool.submit(read)
        for number in range(1000):
            publish(builds[(number + 1) % 2], site)
            if number > 10 and {*chain(*seen)} == {"one", "other"}:
                break
        done.set()

    reader.result()
    assert max(map(len, seen)) == 1
    assert {*chain(*seen)} == {"one", "other"}


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("failing", ["copy2", "link", "rename"])
def test_a_site_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    site = tmp_path / "site"
    publish(built, site)
    before = texts(site)
    write(built, {"index.html": "another", "new.html": "new"})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if failing == "rename":
        monkeypatch.setattr(module, "_swap", full)
    else:
        monkeypatch.setattr(shutil if failing == "copy2" else os, failing, full)
        monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="No space left"):
        publish(built, site)

    assert texts(site) == before
    assert sorted(tmp_path.iterdir()) == [built, site]


def test_a_site_that_was_put_aside_comes_back(tmp_path: Path, built: Path) -> None:
    write(tmp_path / "site.old", {"index.html": "old"})

    publish(built, tmp_path / "site")

    assert texts(tmp_path / "site") == texts(built)
    assert sorted(tmp_path.iterdir()) == [built, tmp_path / "site"]
