"""Whatever happens to what a build left behind, the next build makes good: no traceback, the same site."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.domain.cache_files import VERSION, load, save

from ..conftest import Site, build
from .built import few_copy, plain_copy

#: Ways to spoil a file.
SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "without its end": lambda data: data[:-1],
    "foreign": lambda _: b'{"a": [1, 2]}',
    "no text": lambda _: os.urandom(64),
    "of another version": lambda data: data.replace(
        f"progress_report {VERSION} ".encode(), b"progress_report 0 ", 1
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, bytes]]:
    base = tmp_path_factory.mktemp("healing")
    built = build(few_copy(base / "source"), base / "html")
    return built, everything(built)


ENDINGS = (".html", ".json", ".js", ".xml", ".csv", ".ics", ".md")


def everything(site: Site) -> dict[str, bytes]:
    """All files of a site but the one that may differ, by name."""
    return {
        path.relative_to(site.out).as_posix(): path.read_bytes()
        for path in sorted(site.out.rglob("*"))
        if path.is_file() and path.name != "build.json"
    }


def rebuilt(site: Site) -> dict[str, bytes]:
    again = build(site.out.parent / "source", site.out)
    assert (again.warnings, again.status) == ("", 0)
    return everything(again)


def spoil(paths: list[Path], ways: list[str]) -> None:
    """Spoil each file in one of some ways, in turn."""
    for number, path in enumerate(paths):
        path.write_bytes(SPOILT[ways[number % len(ways)]](path.read_bytes()))


@pytest.mark.parametrize("way", SPOILT)
def test_what_is_kept_is_dropped_when_it_is_spoilt(tmp_path: Path, way: str) -> None:
    path = tmp_path / "kept"
    save(path, "a text \u2026\n")
    assert load(path) == "a text \u2026\n"

    spoil([path], [way])

    assert load(path) is None


def test_what_is_a_directory_is_dropped(tmp_path: Path) -> None:
    save(tmp_path, "a text")

    assert load(tmp_path) is None


def test_all_that_is_kept_is_made_anew_when_it_is_spoilt(site: tuple[Site, dict[str, bytes]]) -> None:
    built, expected = site
    kept = sorted(path for path in built.doctrees.iterdir() if "-" in path.name and path.is_file())
    terms, templates = (sorted((built.doctrees / name).iterdir()) for name in ("search", "templates"))
    assert terms
    assert templates
    assert {path.name.partition("-")[0] for path in kept} >= {
        "data",
        "written",
        "files",
        "search",
        "summaries",
    }

    spoil([built.out / ".buildinfo", *kept, *terms, *templates], list(SPOILT))
    # A page has to be written, or no template is read.
    Path(built.out, "index.html").unlink()

    assert rebuilt(built) == expected


def test_pages_data_and_doctrees_are_made_anew_when_they_are_spoilt(
    site: tuple[Site, dict[str, bytes]],
) -> None:
    built, expected = site
    written = [
        built.out / name
        for name in expected
        if not name.startswith("_")
        and name.endswith((".html", ".json", ".js", ".xml", ".csv", ".ics", ".md"))
    ]

    spoil(written, ["empty", "cut off", "without its end", "foreign", "no text"])
    spoil(sorted(built.doctrees.rglob("*.doctree")), ["empty", "cut off", "without its end", "foreign"])

    assert rebuilt(built) == expected


def test_the_environment_is_made_anew_when_it_is_spoilt(site: tuple[Site, dict[str, bytes]]) -> None:
    built, expected = site

    spoil([built.doctrees / "environment.pickle"], ["cut off"])

    assert rebuilt(built) == expected


def test_a_page_that_cannot_be_written_fails_the_build(site: tuple[Site, dict[str, bytes]]) -> None:
    built, expected = site
    page = built.out / "index.html"
    page.unlink()
    page.mkdir()

    failed = build(built.out.parent / "source", built.out)

    assert failed.status != 0
    assert "could not be written: index" in failed.warnings
    page.rmdir()
    assert rebuilt(built) == expected


def test_a_build_of_one_file_leaves_the_others_to_the_next_build(tmp_path: Path) -> None:
    source = plain_copy(tmp_path / "source")
    register, page = source / "reports/wbs.yaml", source / "reports/2021-01/index.md"

    for lead in ("Ada Lens", "Ada Glass"):
        register.write_text(register.read_text("utf-8").replace("Ada Lens", lead), "utf-8")
        one = build(source, tmp_path / "html", files=[page])
        assert (one.warnings, one.status) == ("", 0)
        assert (tmp_path / "html/wbs/1A.01.html").exists() == (lead != "Ada Lens")
        again = rebuilt(one)

    assert again == everything(build(source, tmp_path / "clean"))
