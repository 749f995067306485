"""The files that editors, commits and make read say what is so."""

from __future__ import annotations

import contextlib
import itertools
import re
import shlex
import subprocess

import pytest
from pre_commit.clientlib import load_config
from progress_report.core.places import DIRECTORIES
from sphinx_autobuild.filter import IgnoreFilter

from ..conftest import ROOT, left_out

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_what_runs_before_a_commit_is_ours() -> None:
    config = load_config(ROOT / ".pre-commit-config.yaml")

    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert hooks
    for hook in hooks:
        make, target = hook["entry"].split()
        assert make == "make"
        assert hook["language"] in ("system", "unsupported")  # its newer name: nothing is installed for it
        assert target in TARGETS


@pytest.mark.parametrize("target", sorted({"serve", "month", "schemas"}))
def test_a_target_says_what_it_does(target: str) -> None:
    assert re.search(rf"^{target}:.*## \w", MAKEFILE, re.MULTILINE)
    assert re.search(rf"^\.PHONY:.*\b{target}\b", MAKEFILE, re.MULTILINE)


def test_make_knows_the_directories_of_generated_pages() -> None:
    generated = re.search(r"^GENERATED := (.*)$", MAKEFILE, re.MULTILINE)

    assert generated
    assert sorted(generated[1].split()) == sorted(DIRECTORIES)


@pytest.fixture(scope="module")
def ignored() -> IgnoreFilter:
    """The paths that the preview does not watch, as make passes them to its server."""
    done = subprocess.run(["make", "-n", "serve"], cwd=ROOT, capture_output=True, text=True, check=True)
    words = shlex.split(done.stdout[done.stdout.index("sphinx_autobuild") :].replace("\\\n", " "))
    given = list(itertools.pairwise(words))
    with contextlib.chdir(ROOT):
        return IgnoreFilter(
            [value for option, value in given if option == "--ignore"],
            [value for option, value in given if option == "--re-ignore"],
        )


@pytest.mark.parametrize(
    "name",
    ["_build/preview/html/index.html", "milestones/DLP-802.md", "wbs/index.md", "months/2017.md",
     "tickets/index.md", "documents/index.md", "_ext/progress_report/__pycache__/a.pyc",
     "reports/2017-08/.02C.03.md.swp", "reports/2017-08/02C.03.md~"],
)  # fmt: skip
def test_a_preview_is_not_built_again_for_what_a_build_or_editor_makes(
    ignored: IgnoreFilter, name: str
) -> None:
    assert ignored(str(ROOT / name))


@pytest.mark.parametrize(
    "name",
    ["reports/2017-08/02C.03.md", "reports/milestones.yaml", "reports/2017-08/milestones.yaml", "conf.py",
     "_templates/pages/data.md", "_static/mark.svg", "_ext/progress_report/static/report.css",
     "_ext/progress_report/content/area.py"],
)  # fmt: skip
def test_a_preview_is_built_again_for_what_people_write(ignored: IgnoreFilter, name: str) -> None:
    assert not ignored(str(ROOT / name))


def test_a_run_ends_by_saying_what_it_left_out_and_how_to_get_it() -> None:
    assert left_out(["no Chromium; `make system`"] * 2, "not slow") == (
        "Left out: 2 tests: no Chromium; `make system`; the slow tests: `make test-long`"
    )
    assert left_out([], "") == ""
