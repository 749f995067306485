"""A project that reports on releases: in the order of their dates, whatever their names are."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from progress_report.cli.main import main
from progress_report.core.periods import MONTH, use_periods

from ..conftest import Site, build, loaded, write

PAGE = "---\nstatus: published\n{}---\n# {}\n\n## Overview\n\nWhat is new.\n"

#: The newest one is the first by name, and 1.10 is before 1.9 there.
DATES = {"v1.9": "2024-01-31", "v1.10": "2024-04-30", "2.0-rc1": "2024-08-15"}

FILES = {
    "reports/milestones.yaml": (
        "M-1: {title: Roof, wbs: D.01.01, due: 2024-02, baselines: [{from: v1.10, due: 2024-05-31}]}\n"
        "M-2: {title: Floor, wbs: D.02.01, due: 2024-03-15}\n"
    ),
    **{
        f"reports/{name}/index.md": PAGE.format(f"date: {date}\n", "Tenth release" if "10" in name else name)
        for name, date in DATES.items()
    },
    "reports/v1.9/milestones.yaml": "delayed: [{id: M-1, forecast: 2024-06}]\n",
    "reports/v1.10/milestones.yaml": "achieved: [{id: M-2}]\n",
    "reports/2.0-rc1/milestones.yaml": "achieved: [{id: M-1, date: 2024-07-01}]\n",
}


@pytest.fixture(autouse=True)
def months() -> Iterator[None]:
    """Leave no releases for other tests."""
    yield
    use_periods(MONTH)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    root = tmp_path / "dome"
    options = ("--period=release", "--month=v1.9", "--requirement=x", "--yes")
    assert main(["init", str(root), *options]) == 0
    for name in [*DATES][1:]:
        shutil.copytree(root / "reports/v1.9", root / f"reports/{name}", dirs_exist_ok=True)
    write(root, FILES)
    return root


def test_releases_are_read_in_the_order_of_their_dates(source: Path) -> None:
    catalogue = loaded(source)

    assert [str(each) for each in catalogue.problems if not each.remark] == []
    assert catalogue.published() == ("v1.9", "v1.10", "2.0-rc1")
    assert [catalogue.state("M-1", name).status for name in catalogue.published()] == [
        "delayed", "delayed", "achieved",
    ]  # fmt: skip
    assert [str(catalogue.due("M-1", name)) for name in ("v1.9", "v1.10")] == ["2024-02", "2024-05-31"]
    assert str(catalogue.statements("v1.10")[0].achieved_on) == "2024-04-30"


def test_a_release_without_a_date_is_a_draft(source: Path) -> None:
    write(source, {"reports/2.0-rc1/index.md": PAGE.format("", "2.0-rc1")})

    catalogue = loaded(source)

    assert catalogue.published() == ("v1.9", "v1.10")
    (fault,) = [each for each in catalogue.problems if not each.remark]
    assert (fault.path, fault.line) == ("reports/2.0-rc1/index.md", 2)
    assert "needs a 'date'" in fault.message


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_a_release_of_no_possible_year_has_no_date(source: Path, date: str) -> None:
    write(source, {"reports/2.0-rc1/index.md": PAGE.format(f"date: {date}\n", "2.0-rc1")})

    catalogue = loaded(source)

    assert catalogue.published() == ("v1.9", "v1.10")
    faults = [each.message for each in catalogue.problems if not each.remark]
    assert any("expected a year from 1900" in each for each in faults)


def test_a_register_names_releases_that_there_are(source: Path) -> None:
    text = FILES["reports/milestones.yaml"].replace("from: v1.10", "from: v1.11")
    write(source, {"reports/milestones.yaml": text})

    (fault,) = [each for each in loaded(source).problems if not each.remark]

    assert "'from: v1.11' is not a release; expected" in fault.message
    assert "v1.10" in fault.message


def test_the_next_release_is_dated_to_today(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["month", "--root", str(source), "2.0"]) == 0
    assert main(["check", "--root", str(source), "--month=2.0"]) == 0
    assert main(["check", "--root", str(source), "--month=2.1"]) == 2

    said = capsys.readouterr()
    assert "change it to the date of the release" in said.out
    assert "2.0: no faults" in said.out
    assert "there is no release '2.1' under reports/" in said.err
    assert loaded(source).all_months[-1].name == "2.0"


@pytest.mark.slow
def test_a_site_of_releases_is_the_same_after_an_edit_as_from_nothing(source: Path) -> None:
    site = build(source, source / "_build/html", "-W", "--keep-going")
    assert site.lines() == []
    assert main(["links", "--root", str(source)]) == 0
    assert [each["month"] for each in json.loads(_text(site, "data/months.json"))["months"]] == [*DATES]
    assert "Tenth release" in site.page("milestones/M-2.html").text
    assert "Late at the release" in site.page("index.html").text

    # The dates change their order; one title names another page than before.
    write(source, {"reports/v1.9/index.md": PAGE.format("date: 2024-05-31\n", "v1.9")})
    write(source, {"reports/v1.10/index.md": PAGE.format("date: 2024-04-30\n", "Release ten")})
    again = build(source, source / "_build/html")
    clean = build(source, source / "clean")

    assert "Release ten" in again.page("milestones/M-2.html").text
    assert _files(again) == _files(clean)


def _text(site: Site, name: str) -> str:
    return (site.out / name).read_text(encoding="utf-8")


def _files(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.out).as_posix(): path.read_bytes()
        for path in site.out.rglob("*")
        if path.is_file() and path.name not in (".buildinfo", "build.json")
    }
