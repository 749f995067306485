"""No answer as of a month depends on the texts of a later month: what was answered before stays valid."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from progress_report.content.catalogue import REGISTERS
from progress_report.domain.reading import Question, as_of, digest, function_of

from ..conftest import Site, copy_project, loaded

DATE = re.compile(r"\b(20\d\d)(-\d\d-\d\d)\b")


def change_month(directory: Path) -> None:
    """Say more in each item, cite more at the end, and postpone everything by a year."""
    for path in directory.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        more = re.sub(r"^- ", "- Also DM-10770, LDM-294 and DLP-802. ", text, flags=re.M)
        path.write_text(f"{more}\n\nSee LDM-151.\n", encoding="utf-8")
    path = directory / "milestones.yaml"
    text = path.read_text(encoding="utf-8").replace("achieved:", "cancelled:", 1)
    path.write_text(DATE.sub(lambda date: f"{int(date[1]) + 1}{date[2]}", text), encoding="utf-8")


@pytest.fixture(scope="module")
def questions(august: Site) -> set[Question]:
    """What the pages of the real site asked."""
    environment = august.out.parent / f"{august.out.name}.doctrees" / "environment.pickle"
    asked = pickle.loads(environment.read_bytes()).domaindata["report"]["questions"]  # noqa: S301 - our own
    return {question for each in asked.values() for question in each}


@pytest.mark.parametrize("edited", ["2017-12", "2017-10"])
def test_an_edit_changes_no_answer_as_of_an_earlier_month(
    august: Site, questions: set[Question], tmp_path: Path, edited: str
):
    root = copy_project(tmp_path / "source")
    before = loaded(root)
    change_month(root / "reports" / edited)
    after = loaded(root)
    same = {month for month, value in after.fingerprints.items() if before.fingerprints[month] == value}
    assert same == {REGISTERS, *(month for month in before.months() if month < edited)}
    kept = [question for question in questions if as_of(question) in same]
    assert len(kept) > 200

    for name, arguments in kept:
        answers = [digest(function_of(name)(catalogue, *arguments)) for catalogue in (before, after)]
        assert answers[0] == answers[1], (name, arguments)
