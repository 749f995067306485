"""What files were read as is kept, and used only while it would be read again as the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from progress_report.content.area import read_area
from progress_report.content.catalogue import Catalogue
from progress_report.load import loader
from progress_report.load.reading_cache import _code, _digest

from ..conftest import SETTINGS, SMALL, write

MONTH = "2017-08"
AREA = f"reports/{MONTH}/1A.01.md"
STATEMENTS = f"reports/{MONTH}/milestones.yaml"
FAULTY = f"{SMALL[AREA]}\n- {{ticket}}`XX-1`\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, {**SMALL, AREA: FAULTY})
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of areas that were parsed."""
    found: list[str] = []

    def noted(text: str, month: str, stem: str, *rest: object) -> object:
        found.append(stem)
        return read_area(text, month, stem, *rest)

    monkeypatch.setattr(loader, "read_area", noted)
    return found


@pytest.fixture
def load(root: Path) -> Callable[[], Catalogue]:
    return lambda: loader.load(root, SETTINGS, kept=root / "kept")


def says(catalogue: Catalogue) -> object:
    month = catalogue.month(MONTH)
    return (month, catalogue.problems, catalogue.silenced, dict(catalogue.sources))


def test_a_second_load_parses_nothing_and_knows_the_same(load: Callable[[], Catalogue], read: list[str]):
    first = says(load())
    second = says(load())

    assert read == ["1A.01"]
    assert second == first
    assert any("XX-1" in each.message for each in load().problems)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (AREA, f"{FAULTY}\n- More.\n"),
        ("reports/wbs.yaml", f"{SMALL['reports/wbs.yaml']}1A.02: Other\n"),
        ("reports/2017-09/index.md", "---\nstatus: draft\n---\n# Other\n"),
    ],
    ids=["itself", "a register", "another month"],
)
def test_a_file_is_parsed_again_when_anything_that_decides_what_it_means_has_changed(
    name: str, text: str, root: Path, load: Callable[[], Catalogue], read: list[str]
):
    load()
    write(root, {name: text})

    assert says(load()) == says(loader.load(root, SETTINGS))
    assert read == ["1A.01"] * 3


def test_a_file_is_parsed_again_with_other_settings(root: Path, read: list[str]):
    for settings in (SETTINGS, replace(SETTINGS, silence=("Nothing",))):
        loader.load(root, settings, kept=root / "kept")

    assert read == ["1A.01"] * 2


@pytest.mark.parametrize("cut", [0, 5, 200])
def test_what_is_damaged_counts_for_nothing(
    cut: int, root: Path, load: Callable[[], Catalogue], read: list[str]
):
    first = says(load())
    path = root / "kept" / MONTH
    path.write_bytes(path.read_bytes()[:cut])

    assert says(load()) == first
    assert read == ["1A.01"] * 2


class Harm:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def test_what_somebody_else_has_put_there_runs_nothing(root: Path, load: Callable[[], Catalogue]):
    first = says(load())
    data = pickle.dumps({AREA: (b"", Harm(root / "harm"))})
    (root / "kept" / MONTH).write_bytes(_digest(_code(), data) + data)

    assert says(load()) == first
    assert not (root / "harm").exists()


def test_where_nothing_can_be_written_nothing_is_kept(root: Path, load: Callable[[], Catalogue]):
    (root / "kept").write_text("A file in the way.\n", encoding="utf-8")

    assert says(load()) == says(loader.load(root, SETTINGS))
