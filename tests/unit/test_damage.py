"""What is in the place of files of earlier builds is dropped, and neither opened nor waited for."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.cli.main import main
from progress_report.cli.site import build
from progress_report.cli.site.damage import drop_damaged
from progress_report.cli.site.publish import publish
from progress_report.domain import cache_files
from progress_report.load.reading_cache import Readings

DOCTREES = (
    "environment.pickle", "index.doctree", "reports/v1.2/1A.01.doctree", "files-0123456789abcdef.json",
    "search-0123456789abcdef", "user-guide/start.doctree", "readings/v1.2", "search/parts",
    "templates/a.cache",
)  # fmt: skip


def elsewhere(path: Path) -> Path:
    """A directory that is not of the build in which ``path`` is, with a file."""
    made = next(each for each in path.parents if each.name.startswith("test_")) / "elsewhere"
    made.mkdir(exist_ok=True)
    (made / "file").write_text("kept", encoding="utf-8")
    return made


WAYS: dict[str, Callable[[Path], object]] = {
    "directory": lambda path: path.mkdir(),
    "loop": lambda path: path.symlink_to(path.name),
    "link to nowhere": lambda path: path.symlink_to("nowhere"),
    "link to a file elsewhere": lambda path: path.symlink_to(elsewhere(path) / "file"),
    "link to a directory elsewhere": lambda path: path.symlink_to(elsewhere(path)),
    "pipe": os.mkfifo,
}


def make(root: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", DOCTREES)
def test_doctrees_with_something_else_are_dropped(tmp_path: Path, name: str, way: str) -> None:
    doctrees = make(tmp_path / "doctrees", DOCTREES)
    assert drop_damaged(doctrees) == ""

    (doctrees / name).unlink()
    WAYS[way](doctrees / name)

    assert drop_damaged(doctrees) == str(doctrees / name)
    assert not doctrees.exists()
    assert drop_damaged(doctrees) == ""


@pytest.mark.parametrize("way", WAYS)
def test_a_site_with_something_else_is_dropped_and_published_again(tmp_path: Path, way: str) -> None:
    names = ("index.html", "reports/2021-01/index.html", "_static/page.css")
    built, site = make(tmp_path / "next", names), tmp_path / "html"
    publish(built, site)
    assert drop_damaged(built, site) == ""

    for name in (names[1], "_static"):
        for directory in (built, site):
            (directory / name).unlink() if (directory / name).is_file() else shutil.rmtree(directory / name)
            WAYS[way](directory / name)
        if way != "directory":
            assert drop_damaged(built, site) == str(built / name)
        shutil.rmtree(built, ignore_errors=True)
        assert publish(make(built, names), site)
        assert drop_damaged(built, site) == ""
        assert (site / name).exists()


def test_a_directory_in_place_of_a_page_is_dropped(tmp_path: Path) -> None:
    built, site = make(tmp_path / "next", ("a.html",)), make(tmp_path / "html", ("a.html",))
    (built / "a.html").unlink()
    (built / "a.html").mkdir()

    assert drop_damaged(built, site) == str(built / "a.html")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_in_place_of_a_whole_directory_is_dropped(tmp_path: Path, way: str) -> None:
    site = tmp_path / "html"
    WAYS[way](site)
    if way != "directory":
        assert drop_damaged(site) == str(site)
        WAYS[way](site)
    if way == "link to a directory elsewhere":
        site.unlink()

    publish(make(tmp_path / "next", ("index.html",)), site)

    assert [each.name for each in site.iterdir()] == ["index.html"]
    # A link to where there is nothing yet is one of its owner.
    assert {each.name for each in tmp_path.iterdir()} - {"nowhere", "elsewhere"} == {"next", "html"}
    assert [each.read_text("utf-8") for each in tmp_path.glob("elsewhere/*")] in ([], ["kept"])


def test_what_cannot_be_read_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doctrees = make(tmp_path / "doctrees", DOCTREES)
    monkeypatch.setattr(os, "access", lambda path, _: not str(os.fspath(path)).endswith("index.doctree"))

    assert drop_damaged(doctrees) == str(doctrees / "index.doctree")


@pytest.mark.parametrize("way", WAYS)
def test_no_cache_waits_for_a_pipe(tmp_path: Path, way: str) -> None:
    path = tmp_path / "2021-01"
    WAYS[way](path)

    assert cache_files.load(path) is None
    readings = Readings(tmp_path, None)
    readings.begin("2021-01")
    assert readings.of("a.md", "text", lambda: 1) == 1
    readings.end()


def test_what_belongs_to_somebody_else_ends_the_build_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path, like: Path | None) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(build, "drop_damaged", refuse)

    assert main(["build", "--root", str(tmp_path)]) == 1

    assert "doctrees can't be read and deleted: Permission denied" in capsys.readouterr().err
