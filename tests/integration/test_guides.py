"""What the guides show is so: right examples are right, wrong ones yield the message shown, no table lags
behind the code."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from progress_report.cli.conf import read_conf
from progress_report.load.loader import load

from ..conftest import ROOT
from .guide_blocks import Block, examples, pages

#: Pages with examples of content. They are examples of the one real month that will not change, so that no
#: later title, month or statement can make them wrong.
PAGES = [*pages("writing"), *pages("editing")]
MONTH = "reports/2017-08"
AREA = f"{MONTH}/02C.03.md"
TITLE = "# 02C.03 Alert Production\n\n"
DONE = "## Current accomplishments\n\n"
#: Files that tell nothing.
EMPTY = {AREA: f"{TITLE}{DONE}No activity.\n", f"{MONTH}/milestones.yaml": ""}

SHOWN = [(block, message) for path in PAGES for block, message in examples(path)]


def whole(block: Block) -> tuple[str, str]:
    """The file that an example is of, and its text with what must stand above a part of one."""
    text = block.text
    if block.language == "yaml":
        return f"{MONTH}/milestones.yaml", text
    if text.startswith("---\nstatus"):
        return f"{MONTH}/index.md", text
    if text.startswith(("---\n", "# ")):
        return AREA, text
    if text.startswith("## "):
        return AREA, f"{TITLE}{DONE}No activity.\n\n{text}"
    return AREA, TITLE + DONE + ("" if text.startswith("### ") else "### 02C.03.04\n\n") + text


class Desk:
    """A copy of the registers and of August 2017, in which one file at a time is replaced."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / MONTH, root / MONTH)
        for register in (ROOT / "reports").glob("*.yaml"):
            shutil.copy2(register, root / "reports")
        # An example says how a file is written; what is published is recorded elsewhere.
        self.settings = replace(read_conf(ROOT).settings, permalinks="")
        self.problems = cache(self._problems)  # examples share what a file says as it is, and as an empty one

    def _problems(self, name: str, text: str) -> list[str]:
        """What the check says, but for the places, where a file has this text."""
        path = self.root / name
        before = path.read_bytes()
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            found = load(self.root, self.settings).problems
        finally:
            path.write_bytes(before)
        return [f"{each.severity}: {each.message} [report.{each.code}]" for each in found]

    def new_problems(self, block: Block) -> list[str]:
        """What the check says of an example, but for what it says of a file that tells nothing, and of the
        file as it is: that the schedule disagrees with August is no matter of how August is written."""
        name, text = whole(block)
        others = [(self.root / name).read_text(encoding="utf-8")]
        others += [EMPTY[name]] if name in EMPTY else []
        before = {problem for other in others for problem in self.problems(name, other)}
        return [each for each in self.problems(name, text) if each not in before]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def test_there_are_examples_of_both_kinds() -> None:
    wrong = [message for _, message in SHOWN if message]

    assert len(wrong) >= 12
    assert len(SHOWN) - len(wrong) >= 12


@pytest.mark.parametrize(("block", "message"), SHOWN, ids=[str(block) for block, _ in SHOWN])
def test_an_example_yields_the_message_beside_it_or_none(desk: Desk, block: Block, message: str) -> None:
    assert desk.new_problems(block) == ([message] if message else [])


def test_each_line_of_the_threat_model_has_a_test_that_exists() -> None:
    text = (ROOT / "guide/extending/threat-model.md").read_text(encoding="utf-8")
    lines = [line for line in text.replace("\n  ", " ").splitlines() if line.startswith("- **")]
    tests = {line: re.findall(r"`(test_\w+\.py)::(test_\w+)`", line) for line in lines}

    assert len(tests) > 20
    assert [line for line, named in tests.items() if not named] == []
    for file, name in {each for named in tests.values() for each in named}:
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob(file)]
        assert any(f"def {name}(" in text for text in texts), name
