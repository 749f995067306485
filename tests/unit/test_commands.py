"""The command ``progress-report``: what it offers, how it starts, and what the metadata say of it."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from progress_report.cli.main import COMMANDS, main

from ..conftest import ROOT, SMALL, write

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])

    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: progress-report {name} ")


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([])

    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown.split()] == []


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["chek"])

    assert stop.value.code == 2
    assert "'check'" in capsys.readouterr().err


def test_a_check_from_elsewhere_imports_no_sphinx(tmp_path: Path) -> None:
    write(tmp_path, {**SMALL, "a/b": "", "conf.py": "report_trackers = {'DM': 'https://t.example/{id}'}\n"})
    program = "import sys; from progress_report.cli.main import main; main(); print('sphinx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--root", ".."],
        cwd=tmp_path / "a", env={"PYTHONPATH": str(ROOT / "_ext")}, capture_output=True, text=True,
    )  # fmt: skip

    assert done.stderr == ""
    assert "\nall months: " in done.stdout
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("extra", PROJECT["optional-dependencies"])
def test_an_extra_is_the_requirements_that_make_installs(extra: str) -> None:
    lines = (ROOT / f"requirements-{extra}.txt").read_text(encoding="utf-8").splitlines()
    listed = [line.partition("#")[0].strip() for line in lines if not line.startswith(("#", "-r"))]

    declared = {str(Requirement(each)) for each in PROJECT["optional-dependencies"][extra]}
    assert declared == {str(Requirement(each)) for each in listed}


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("progress-report ch", "progress-report"),
        ("progress-report check", "progress-report"),
        ("progress-report check ", "progress-report check"),
        ("progress-report links --ba", "progress-report links"),
        ("progress-report nothing --ba", "progress-report"),
    ],
)
def test_a_shell_completes_the_words_of_the_command_that_is_begun(
    monkeypatch: pytest.MonkeyPatch, line: str, program: str
) -> None:
    asked: list[str] = []

    def autocomplete(parser: argparse.ArgumentParser) -> None:
        asked.append(parser.prog)
        raise SystemExit(0)

    monkeypatch.setitem(sys.modules, "argcomplete", SimpleNamespace(autocomplete=autocomplete))
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    monkeypatch.setenv("COMP_LINE", line)

    with pytest.raises(SystemExit):
        main([])

    assert asked == [program]
