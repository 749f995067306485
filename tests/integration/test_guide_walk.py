"""The steps of the guides as they are written: every command is one, and a new month comes to be by them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from progress_report.cli.main import COMMANDS as PROGRAM
from progress_report.core.package_files import TEMPLATES

from ..conftest import ROOT, copy_project
from .built import CHART, links
from .guide_blocks import DOCUMENTS, GUIDES, blocks, commands

WRITING = ROOT / "guide" / "writing.md"
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
COMMANDS = [(place, command) for path in DOCUMENTS for place, command in commands(path)]
MAKES = sorted({command for _, command in COMMANDS if re.search(r"\bmake\b", command)})

#: What takes seconds at most, with a part of what it says, and how it ends.
CHEAP = {
    "make check": ("all months: no faults", 0),
    "make check MONTH=2017-08": ("2017-08: no faults", 0),
    "make check FORMAT=github": ("::notice file=reports/2017-08/milestones.yaml", 0),
    "make check EXPLAIN=id": ("report.id (fault): An id ", 0),
    "make check EXPLAIN=due": ("report.due (fault): A due date differs", 0),
    "make check CHECKOPTS=--show-silenced": ("all months: no faults", 0),
    "make": ("make month", 0),
}


def fresh(target: Path) -> Path:
    """A copy of the project as somebody gets it, without the charts, which take seconds to draw."""
    root = copy_project(target)
    for name in ("Makefile", "requirements", "schemas"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, root / name)
    for template in (root / "_templates/pages").glob("*.md"):
        template.write_text(CHART.sub("", template.read_text(encoding="utf-8")), encoding="utf-8")
    # The environment of this test has everything installed, and the stamps say so.
    environment = root / ".venv"
    environment.mkdir()
    for part in Path(sys.prefix).iterdir():
        (environment / part.name).symlink_to(part)
    for name in ("site", "dev", "pdf", "import"):
        stamp = environment / f"{name}.stamp"
        stamp.unlink(missing_ok=True)
        stamp.touch()
    return root


def run(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of make, which installs nothing."""
    words = shlex.split(command)
    assert words[0] == "make"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        words,
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(tmp_path_factory.mktemp("clone") / "project")


@pytest.mark.parametrize(("place", "command"), COMMANDS, ids=[f"{p} {c}" for p, c in COMMANDS])
def test_each_command_is_one_that_there_is(place: str, command: str) -> None:
    words = [word for word in shlex.split(command) if not re.match(r"[A-Z_]+=", word)]

    if words[0] == "make":
        assert set(words[1:]) <= TARGETS
    elif words[0] == "progress-report":
        assert words[1] in PROGRAM
    elif place.startswith("guide/adopting"):
        assert words[0] in ("python3", ".", "pip", "cd")
    else:
        assert words[0] == ".venv/bin/python"
        assert all((ROOT / word).exists() for word in words if word.startswith("tests/"))


@pytest.mark.parametrize("command", MAKES)
def test_make_would_run_each_command_as_it_is_written(clone: Path, command: str) -> None:
    """With its variables: a name that make does not know would be taken without a word."""
    bare = re.sub(r"^(?:[A-Z_]+=\S+ )+", "", command)
    variables = re.findall(r"\b([A-Z]+)=", bare)

    assert run(clone, f"{bare} -n").returncode == 0
    assert set(variables) <= set(re.findall(r"\$[({]?\$?([A-Z]+)", (ROOT / "Makefile").read_text("utf-8")))


@pytest.mark.parametrize("command", CHEAP)
def test_what_is_cheap_does_what_it_is_said_to_do(clone: Path, command: str) -> None:
    says, status = CHEAP[command]

    done = run(clone, command)

    assert says in done.stdout, done.stderr
    assert done.returncode == status


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_between_the_documents_leads_to_a_file(path: Path) -> None:
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    targets = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    local = [each.partition("#")[0] for each in targets if not re.match(r"[a-z]+:|#", each)]

    assert [each for each in local if not (path.parent / each).is_file()] == []


def test_what_a_variable_of_the_environment_says_is_read() -> None:
    """By the conf.py of the project and by that which is made for adopters."""
    named = {name for _, command in COMMANDS for name in re.findall(r"^([A-Z_]+)=", command)}

    assert named == {"REPORT_BASEURL", "REPORT_EDIT_ADDRESS"}
    for conf in (ROOT / "conf.py", TEMPLATES / "project/conf.py.jinja"):
        assert all(f'os.environ.get("{name}"' in conf.read_text(encoding="utf-8") for name in named)


# --- the walk ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The steps on a laptop, one after the other: the project after them, and what each command said."""
    text = WRITING.read_text(encoding="utf-8")
    start, end = text.index("## On a laptop"), text.index("## What a section looks like")
    first, last = (text.count("\n", 0, place) + 1 for place in (start, end))
    steps = [each for each in blocks(WRITING) if first <= int(each.place.rpartition(":")[2]) < last]
    (name,) = set(re.findall(r"`(reports/\d{4}-\d\d/\S+\.md)`", text[start:end]))
    (element,) = re.findall(r"below a heading, here that of ([\w.]+\w):", text[start:end])
    root, said = fresh(tmp_path_factory.mktemp("walk") / "project"), {}
    for month in (root / "reports").glob("????-??"):  # to save time; the test of the real site has them all
        if month.name not in ("2017-08", "2017-12"):
            shutil.rmtree(month)
    for step in steps:
        if step.language == "markdown":
            _write_below(root / name, element, step.text)
        elif "serve" not in step.text:  # which never ends
            done = run(root, step.text.strip())
            assert done.returncode == 0, done.stdout + done.stderr
            said[step.text.strip()] = done.stdout
    said["file"] = name
    return root, said


def _write_below(path: Path, element: str, text: str) -> None:
    """Write below the first heading of an element, as a person would."""
    lines = path.read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith(f"### {element}"))
    lines[place + 1 : place + 1] = ["", *text.rstrip().split("\n")]
    path.write_text("\n".join(lines), encoding="utf-8")


def test_the_walk_makes_a_month_whose_section_has_no_fault(walked: tuple[Path, dict[str, str]]) -> None:
    _, said = walked

    assert list(said) == ["make month MONTH=2018-01", "make check MONTH=2018-01", "file"]
    assert said["make month MONTH=2018-01"].startswith("Created in reports/2018-01")
    assert "2018-01: no faults, " in said["make check MONTH=2018-01"].splitlines()[-1]
    about = [each for each in said["make check MONTH=2018-01"].splitlines() if each.startswith(said["file"])]
    assert about
    assert {each[each.rindex("[") :] for each in about} == {"[report.empty]"}  # what is not yet written


@pytest.fixture(scope="module")
def site(walked: tuple[Path, dict[str, str]]) -> Path:
    """The site after the walk."""
    root, _ = walked
    done = run(root, "make strict")
    assert done.returncode == 0, done.stderr
    return root / "_build/html"


def test_the_walk_ends_at_a_page_with_the_section_and_its_links(
    walked: tuple[Path, dict[str, str]], site: Path
) -> None:
    _, said = walked

    page = (site / said["file"].replace(".md", ".html")).read_text(encoding="utf-8")
    section = page[page.index('id="accomplishments-02C-03-04"') :].partition("</section>")[0]
    assert "is finished and documented in" in section
    assert {"DM-10805", "LDM-294"} <= set(re.findall(r">([A-Z]+-\d+)<", section))


def test_the_answer_of_the_checks_is_the_one_that_is_shown(walked: tuple[Path, dict[str, str]]) -> None:
    root, said = walked
    shown = next(block.text for block in blocks(WRITING, "text")).strip()
    path = root / said["file"]
    right = path.read_text(encoding="utf-8")

    path.write_text(right.replace("[DM-10805]", "[DM- 10805]"), encoding="utf-8")
    done = run(root, "make check MONTH=2018-01")
    path.write_text(right, encoding="utf-8")

    assert done.returncode != 0
    assert re.sub(r":\d+:", ":", shown) in re.sub(r":\d+:", ":", done.stdout).splitlines()


def test_the_guides_are_on_the_site_and_found_by_its_search(site: Path) -> None:
    landing = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert "guide/index.html" in dict(links(landing.select_one("article") or landing))
    names = [path.relative_to(ROOT).with_suffix("").as_posix() for path in GUIDES]
    assert [name for name in names if not (site / f"{name}.html").is_file()] == []
    core = (site / "search/core.js").read_text(encoding="utf-8")
    found = json.loads(f"[{core.partition('(')[2].rpartition(')')[0]}]")[2]
    assert set(names) <= {each[0] for each in found["documents"]}
