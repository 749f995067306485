"""The files that editors, commits and make read say what is so."""

from __future__ import annotations

import re

import pytest
from pre_commit.clientlib import load_config
from progress_report.domain.addresses import DIRECTORIES

from ..conftest import ROOT

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
