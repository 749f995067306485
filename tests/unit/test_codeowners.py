"""``make codeowners``: who is asked to review the file of an area."""

from __future__ import annotations

from pathlib import Path

import pytest
from progress_report.cli.codeowners import FILE, main

from ..conftest import ROOT, write

WBS = """\
1A: Everything
1A.01:
  title: First & foremost
  area: true
1A.02:
  area: true
1A.02.01: A part of an area
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two areas, as the current directory."""
    write(tmp_path, {"conf.py": "", "reports/wbs.yaml": WBS})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(root: Path) -> list[str]:
    """The lines of the file that the host acts on."""
    text = (root / FILE).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_file_of_this_repository_is_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("conf.py", "reports"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)

    assert main() == 0

    assert (ROOT / FILE).read_text(encoding="utf-8") == (tmp_path / FILE).read_text(encoding="utf-8")


def test_an_owner_is_asked_about_the_file_of_the_area_in_every_month(root: Path) -> None:
    write(root, {"conf.py": 'report_owners = {"1A.02": "@lab/second  someone@lab.example"}'})

    assert main() == 0

    assert lines(root) == ["/reports/*/1A.02.md @lab/second someone@lab.example"]


def test_an_area_without_an_owner_waits_as_a_comment(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0

    assert lines(root) == []
    assert "# 1A.01 First & foremost\n# /reports/*/1A.01.md" in (root / FILE).read_text(encoding="utf-8")
    assert capsys.readouterr().out.endswith("0 of 2 areas have an owner.\n")


@pytest.mark.parametrize("name", ["1A.03", "1A.01", "1B.01"])
def test_an_area_is_known_by_its_former_ids_and_so_are_its_files(
    root: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    wbs = "1A:\n  aka: 1B\n1A.01:\n  area: true\n  aka: 1A.03\n1A.02:\n  area: true\n"
    write(root, {"reports/wbs.yaml": wbs, "conf.py": f"report_owners = {{{name!r}: '@lab/first'}}"})

    assert main() == 0

    assert lines(root) == [f"/reports/*/{each}.md @lab/first" for each in ("1A.01", "1A.03", "1B.01")]
    assert "1 of 2 areas have an owner" in capsys.readouterr().out


def test_a_path_comes_before_the_areas_since_the_last_line_counts(root: Path) -> None:
    owners = {"1A.01": "@lab/first", "/reports/": "@lab/editors", "*": "@lab/tools"}
    write(root, {"conf.py": f"report_owners = {owners!r}"})

    assert main() == 0

    assert lines(root) == ["/reports/ @lab/editors", "* @lab/tools", "/reports/*/1A.01.md @lab/first"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('{"1A.O2": "@lab/second"}', "there is no area '1A.O2'; did you mean '1A.02'?"),
        ('{"1A.02.01": "@lab/part"}', "there is no area '1A.02.01'"),
        ('{"docs": "@lab/docs"}', "expected an area's id or a path"),
        ('{"/a b": "@lab/docs"}', "there is no area '/a b'"),
        (
            '{"1A.02": "second"}',
            "'1A.02': expected '@person', '@organisation/team' or an e-mail address, found 'second'\n",
        ),
        ('{"1A.02": ""}', "'1A.02': expected '@person'"),
        ('{"1A.02": "@lab/second\\n* @stranger/#"}', "'1A.02': expected '@person'"),
        ('["1A.02"]', "report_owners: expected a dictionary from strings to strings"),
        ('{"1A.02": 3}', "report_owners: expected a dictionary from strings to strings"),
    ],
)
def test_what_can_not_be_used_is_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], table: str, said: str
) -> None:
    write(root, {"conf.py": f"report_owners = {table}"})

    assert main() == 2

    assert said in capsys.readouterr().err
    assert not (root / FILE).exists()


def test_a_register_that_can_not_be_read_is_told_with_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {"reports/wbs.yaml": "1A: [\n"})

    assert main() == 2

    assert "\nreports/wbs.yaml:1: invalid YAML" in capsys.readouterr().err
    assert not (root / FILE).exists()
