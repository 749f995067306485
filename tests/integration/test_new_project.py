"""``progress-report init``: what it writes is a project that builds and checks without a word."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from progress_report.cli.main import main
from progress_report.core.language import use_language
from progress_report.core.periods import MONTH, use_periods

from ..conftest import ROOT, Site, build, loaded

IGNORED = shutil.ignore_patterns("__pycache__")

#: What nobody is asked for.
GIVEN = ("--month=2024-01", "--requirement=progress-report==1.0")


#: A target of make in a message; the module docstrings of commands name those of this repository, too.
NAMED = re.compile(r"(?<!`)`make ([a-z-]+)[^`\n]*`(?!`)")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave no language for other tests."""
    yield
    use_language(None)
    use_periods(MONTH)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project with the defaults, built strictly."""
    root = tmp_path_factory.mktemp("made") / "small dome"
    assert main(["init", str(root), "--yes", "--tracker=jira:TEL=https://tracker.example", *GIVEN]) == 0
    return build(root, root / "_build/html", "-W", "--keep-going")


def test_it_builds_strictly(made: Site) -> None:
    assert made.lines() == []
    assert made.status == 0


def test_its_pages_show_the_examples(made: Site) -> None:
    area = made.page("reports/2024-01/SD.01.html")
    addresses = [str(link["href"]) for link in area.select("a.report-out")]
    assert addresses == ["https://documents.example/DOC-1", "https://tracker.example/browse/TEL-1"]
    assert made.page("index.html").select_one("a[href='reports/2024-01/index.html']")
    assert made.page("reports/2024-01/index.html").select_one("#delayed-M-1")


def test_its_check_and_links_are_clean(made: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(made.source)]) == 0
    assert main(["links", "--root", str(made.source)]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "all months: no faults, no remarks"
    assert re.fullmatch(r"\d+ addresses on \d+ pages: no faults", said[1])


def test_its_next_month_is_made(made: Site) -> None:
    assert main(["month", "--root", str(made.source), "2024-02"]) == 0

    assert not [each for each in loaded(made.source).problems if not each.remark]


def test_its_make_has_the_targets_that_messages_name_with_their_variables(made: Site, tmp_path: Path) -> None:
    program = tmp_path / "progress-report"
    program.write_text('#!/bin/sh\nprintf "[%s]" "$@"\n', encoding="utf-8")
    program.chmod(0o755)

    def run(*words: str) -> str:
        environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["make", "--no-print-directory", *words],
            cwd=made.source,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    sources = (ROOT / "_ext/progress_report").rglob("*.py")
    named = {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert {"html", "check", "permalinks"} <= named
    run("-n", *sorted(named))
    assert (
        run("check", "MONTH=2024-01", "EXPLAIN=due")
        == "[check][--format=text][--month=2024-01][--explain=due]"
    )
    assert run("permalinks", "ACCEPT=2024-01").endswith("[permalinks][--accept][2024-01]")
    assert run("tickets", "FILE=a b.csv", "APPLY=1") == "[tickets][--as-of=][--take=][--apply][--][a b.csv]"


MARKUP = ("a*b*: #1", "`c`", "3 [x](y)", "<b>", "'d' \"e\"", "f - g: h")


@pytest.mark.parametrize(
    ("options", "conf", "workflow", "areas"),
    [
        (
            ["--name=Kuppel", "--language=de", "--areas=Dach, Kuppel", "--tracker=github:acme/dome"],
            '"#{number}": "https://github.com/acme/dome/issues/{number}"',
            ".github/workflows/site.yaml",
            ("Dach", "Kuppel"),
        ),
        (
            ["--name=*Ü* `x` \"y\" 'z' \\ {{ 7 }}", f"--areas={','.join(MARKUP)}", "--tracker=gitlab:a/b/c"],
            '"!{number}": "https://gitlab.com/a/b/c/-/merge_requests/{number}"',
            ".gitlab-ci.yml",
            MARKUP,
        ),
        (
            ["--name=望遠鏡", "--tracker=jira:M=https://a.example/x?id={id}"],
            '"M": "https://a.example/x?id={id}"',
            ".github/workflows/site.yaml",
            ("First area", "Second area"),
        ),
        (
            ["--name=Kuppel", "--language=fr", "--period=release", "--month=v2.1"],
            'report_period = "release"',
            ".github/workflows/site.yaml",
            ("Premier domaine", "Second domaine"),
        ),
    ],
    ids=["German", "markup", "Japanese", "releases"],
)
def test_any_answers_make_a_project_without_faults(
    tmp_path: Path, options: list[str], conf: str, workflow: str, areas: tuple[str, ...]
) -> None:
    root = tmp_path / "made"
    assert main(["init", str(root), "--yes", *GIVEN, *options]) == 0

    assert conf in (root / "conf.py").read_text(encoding="utf-8")
    assert workflow in files(root)
    catalogue = loaded(root)
    assert catalogue.problems == ()
    assert len(catalogue.cited("ticket")) == bool(catalogue.settings.trackers)
    assert tuple(catalogue.element_title(name, None) for name in catalogue.area_elements()) == areas


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("project = 'Mine'\n", encoding="utf-8")

    assert main(["init", str(tmp_path), "--yes", *GIVEN]) == 2

    assert "has conf.py already" in capsys.readouterr().err
    assert files(tmp_path) == {"conf.py"}


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("--language=xx-yy", "--language: expected one such as en, de or pt_BR, found 'xx-yy'"),
        ("--name=?!", "--name: expected a name with letters, found '?!'"),
        ("--month=2024-13", "--month: expected one such as 2017-08, found '2024-13'"),
        (
            "--period=quater",
            "--period: expected one of month, quarter, release, found 'quater'; did you mean 'quarter'?",
        ),
        ("--period=quarter", "--month: expected one such as 2024-Q1, found '2024-01'"),
        ("--tracker=github:dome", "found 'github:dome'"),
        ("--tracker=jira:tel=javascript:x", "found 'jira:tel=javascript:x'"),
        ("--tracker=jira:TEL=https://", "found 'jira:TEL=https://'"),
    ],
)
def test_a_wrong_option_writes_nothing(
    tmp_path: Path, option: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "made"), "--yes", *GIVEN, option]) == 2

    assert says in capsys.readouterr().err
    assert not (tmp_path / "made").exists()


class Terminal(io.StringIO):
    """A terminal on which somebody answers."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks_for_what_was_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("Dome\n\n\nRoof,Floor\n"))

    assert main(["init", str(tmp_path / "made"), "--tracker=none", *GIVEN]) == 0

    asked = capsys.readouterr().out
    assert "Name of the project" in asked
    assert "Tracker" not in asked
    assert {"reports/2024-01/D.01.md", "reports/2024-01/D.02.md"} <= files(tmp_path / "made")


def test_the_actions_of_its_workflow_are_those_of_this_repository() -> None:
    pinned = re.compile(r"uses: (actions/\S+@\S+ # \S+)")
    ours = {
        action
        for path in (ROOT / ".github").rglob("*.yaml")
        for action in pinned.findall(path.read_text(encoding="utf-8"))
    }
    template = ROOT / "_ext/progress_report/templates/project/github.yaml.jinja"

    theirs = set(pinned.findall(template.read_text(encoding="utf-8")))
    assert theirs
    assert theirs <= ours


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "all months"),
        (("--language=de", "--period=quarter", "--tracker=github:acme/dome"), "all quarters"),
    ],
    ids=["months", "German quarters"],
)
def test_three_commands_make_a_site(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    """In an empty directory with an empty home: the package as it is installed, with all its files."""
    home = tmp_path / "home"
    home.mkdir()
    # The packages that it needs are those of this environment; so only the package itself is installed.
    packages = sysconfig.get_path("purelib")
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": packages}
    environment.pop("VIRTUAL_ENV", None)

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", "venv")
    bin_ = tmp_path / "venv/bin"
    package = tmp_path / "package"
    shutil.copytree(ROOT / "_ext/progress_report", package / "_ext/progress_report", ignore=IGNORED)
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.txt"):
        shutil.copy2(ROOT / name, package)
    run(str(bin_ / "pip"), "install", "--quiet", "--no-deps", "--disable-pip-version-check", str(package))
    command = str(bin_ / "progress-report")
    run(command, "init", "demo", "--yes", *options)
    run(command, "build", "--root", "demo", "--strict")
    assert run(command, "check", "--root", "demo") == f"{says}: no faults, no remarks\n"
    assert "no faults" in run(command, "links", "--root", "demo")
    assert "progress-report @ file:" in (tmp_path / "demo/requirements.txt").read_text(encoding="utf-8")
