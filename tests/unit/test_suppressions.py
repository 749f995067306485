"""A comment silences codes for one place, and for no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from progress_report.content.catalogue import Catalogue

from ..conftest import SMALL

Make = Callable[..., Catalogue]

SAID, AREA = "reports/2017-08/milestones.yaml", "reports/2017-08/1A.01.md"
REGISTER = "reports/milestones.yaml"


def area(text: str) -> dict[str, str]:
    """The area's file with another text in the place of its first bullet."""
    return {AREA: SMALL[AREA].replace("- Done. [DM-10]", text)}


@pytest.mark.parametrize(
    "files",
    [
        area("- Done M-99. <!-- check: ignore report.token -->"),
        area("<!-- check: ignore report.token -->\n\n- Done M-99."),
        area("- Done\n  M-99 XY-12. <!-- check: ignore report.token, report.prefix -->"),
        {SAID: "delayed:\n  - id: M-9  # check: ignore report.milestone\n"},
        {SAID: "delayed:\n  # check: ignore report.milestone\n  - id: M-9\n"},
    ],
)
def test_a_comment_on_the_line_or_above_it_silences(project: Make, files: dict[str, str]) -> None:
    catalogue = project({**files, REGISTER: SMALL[REGISTER].replace("2017-07-31", "2017-12-31")})

    assert catalogue.problems == ()
    assert {each.code for each in catalogue.silenced} <= {"token", "prefix", "milestone"}
    assert catalogue.silenced


@pytest.mark.parametrize(
    "text",
    [
        "- Done M-99. <!-- check: ignore report.prefix -->",
        "- Done M-99.\n- <!-- check: ignore report.token -->",
        "<!-- check: ignore report.token -->\n\n- Done.\n- M-99.",
        "<!-- please ignore report.token -->\n\n- Done M-99.",
    ],
)
def test_another_code_or_place_is_not_silenced(project: Make, text: str) -> None:
    catalogue = project(area(text))

    # That it silences nothing is told too.
    assert [each.code for each in catalogue.problems if each.code != "idle"] == ["token"]
    assert catalogue.silenced == ()


def test_a_rule_is_silenced_where_it_is_told(project: Make) -> None:
    files = {SAID: "", REGISTER: "# check: ignore report.overdue\n" + SMALL[REGISTER]}

    catalogue = project(files)

    assert catalogue.problems == ()
    assert [(each.code, each.line) for each in catalogue.silenced] == [("overdue", 2)]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        (
            "check: ignore report.tokn",
            "there is no code 'report.tokn' to ignore; did you mean 'report.token'?",
        ),
        ("check: ignore token", "did you mean 'report.token'?"),
        ("check: ignore report.lnk", "did you mean 'report.link'?"),
        ("check: ignore", "this silences nothing; expected codes"),
    ],
)
def test_a_comment_that_silences_nothing_is_a_fault(project: Make, comment: str, says: str) -> None:
    [problem] = project(area(f"- Done. <!-- {comment} -->")).problems

    assert (problem.path, problem.line, problem.code, problem.remark) == (AREA, 7, "ignore", False)
    assert says in problem.message


def test_a_comment_that_outlived_its_problem_is_a_remark(project: Make) -> None:
    catalogue = project(area("<!-- check: ignore report.token report.prefix -->\n\n- Done M-99."))

    [idle] = [each for each in catalogue.problems if each.code == "idle"]
    assert (idle.path, idle.line, idle.remark) == (AREA, 9, True)
    assert "'report.prefix'" in idle.message


def test_while_there_is_a_fault_no_comment_is_said_to_be_idle(project: Make) -> None:
    """What the comment is for may be found when the fault is gone."""
    catalogue = project(area("- Done M-99. <!-- check: ignore report.overdue -->\n- {ticket}`X-1`"))

    assert {each.code for each in catalogue.problems} == {"token", "ticket"}


def test_the_code_of_silencing_itself_is_not_silenced(project: Make) -> None:
    catalogue = project(area("- Done. <!-- check: ignore report.ignore report.nothing -->"))

    assert [each.code for each in catalogue.problems] == ["ignore"]
