"""What no answer with a basis depends on, such as the texts of a later month, changes none of them."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.content.catalogue import CITED, CITED_TICKETS, MILESTONES, STATED, TEXTS
from progress_report.domain.reading import Question, basis, digest, fingerprints, function_of

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


def reword(directory: Path) -> None:
    """Say something else in areas, without citing anything else."""
    for path in directory.glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"---\nheadline: Well.\n---\n{text}\n## Outlook\n\nMore.\n", encoding="utf-8")


def change_notes(directory: Path) -> None:
    """Say something else about milestones, and cite something else."""
    path = directory / "milestones.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(note: \|\n +)", r"\1Now DM-1 and LDM-151. ", text)
    path.write_text(f"# Other lines.\n{text}", encoding="utf-8")


def change_areas(directory: Path) -> None:
    """Say less in areas, and cite something else."""
    for path in directory.glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text[: len(text) // 2]}\n\nSee LDM-151, DM-1 and DLP-802.\n", encoding="utf-8")


@pytest.fixture(scope="module")
def questions(august: Site) -> set[Question]:
    """What the pages of the real site asked."""
    environment = august.out.parent / f"{august.out.name}.doctrees" / "environment.pickle"
    asked = pickle.loads(environment.read_bytes()).domaindata["report"]["questions"]  # noqa: S301 - our own
    pickled = [each for bases in asked.values() for each in bases.values()]
    return {question for each in pickled for question in pickle.loads(each)}  # noqa: S301 - our own


def answered_anew(
    questions: set[Question], root: Path, edit: Callable[[Path], None], *months: str
) -> set[str]:
    """Edit some months, and return what the answers depend on that are given again; others are the same."""
    before = loaded(root)
    first = fingerprints(before, {})
    for month in months:
        edit(root / "reports" / month)
    after = loaded(root)
    second = fingerprints(after, first)
    assert second == fingerprints(after, {})
    same = {each for each, value in second.items() if first[each] == value}
    kept = [question for question in questions if basis(question) in same]
    assert len(kept) > 200

    for name, arguments in kept:
        answers = [digest(function_of(name)(catalogue, *arguments)) for catalogue in (before, after)]
        assert answers[0] == answers[1], (name, arguments)
    return {what for what, month in second if (what, "") not in same and month == ""}


def test_an_edit_changes_no_answer_as_of_an_earlier_month(questions: set[Question], tmp_path: Path) -> None:
    root = copy_project(tmp_path / "source")

    assert answered_anew(questions, root, change_month, "2017-10") == {
        TEXTS,
        MILESTONES,
        STATED,
        CITED,
        CITED_TICKETS,
    }


@pytest.mark.parametrize(
    ("edit", "anew"),
    [
        (reword, {TEXTS}),
        (change_areas, {TEXTS, CITED, CITED_TICKETS}),
        (change_notes, {TEXTS, MILESTONES, CITED, CITED_TICKETS}),
    ],
)
def test_an_edit_of_all_months_changes_only_answers_that_depend_on_it(
    questions: set[Question], tmp_path: Path, edit: Callable[[Path], None], anew: set[str]
) -> None:
    root = copy_project(tmp_path / "source")
    months = [path.name for path in (root / "reports").iterdir() if path.is_dir()]

    assert answered_anew(questions, root, edit, *months) == anew
