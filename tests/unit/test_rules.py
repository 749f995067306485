"""The rules between files and months: each found where it is, and not where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from progress_report.check.explanations import explain, explanations
from progress_report.content.catalogue import Catalogue
from progress_report.core.problems import Code
from progress_report.load.loader import load

from ..conftest import SETTINGS
from .history import WBS, done, files, milestone, month, planned, said

Make = Callable[..., Catalogue]
Files = Mapping[str, str]

MAY, JUNE, JULY, AUGUST = "2017-05", "2017-06", "2017-07", "2017-08"
#: A milestone that is due in a time that no test reaches, and has been finished as it is told.
FAR = milestone("M-1", "2030-12-31", more="  finished: 2017-06\n")
BOTH = FAR + milestone("M-2", "2030-12-31", more="  finished: 2017-06\n")
#: A register of elements in which nobody is expected to report.
QUIET = WBS.replace("  area: true\n", "")


def found(catalogue: Catalogue, code: Code) -> list[tuple[str, bool]]:
    """Where a rule has found something, and whether it is a remark."""
    return [
        (each.location.removeprefix("reports/"), each.remark)
        for each in catalogue.problems
        if each.code == code.value
    ]


def message(catalogue: Catalogue, code: Code) -> str:
    """The message of a rule about its only problem."""
    [problem] = [each for each in catalogue.problems if each.code == code.value]
    return problem.message


def of(project: Make, months: Mapping[str, Files], register: str = FAR, wbs: str = QUIET) -> Catalogue:
    return project(files(months, register, wbs))


# --- statements of several months ---------------------------------------------------------------


def test_achieved_twice_is_a_fault_of_the_later_month(project: Make) -> None:
    catalogue = of(project, {JUNE: month(said("achieved", "M-1")), JULY: month(said("achieved", "M-1"))})

    assert found(catalogue, Code.ACHIEVED) == [("2017-07/milestones.yaml:2", False)]
    assert "2017-06 already stated the achievement (reports/2017-06/milestones.yaml:2)" in message(
        catalogue, Code.ACHIEVED
    )


def test_delayed_after_achieved_is_a_fault_once(project: Make) -> None:
    catalogue = of(
        project,
        {
            MAY: month(said("achieved", "M-1")),
            JUNE: month(said("delayed", "M-1", note="a")),
            JULY: month(said("delayed", "M-1", note="b")),
        },
    )

    assert found(catalogue, Code.DELAYED) == [("2017-06/milestones.yaml:2", False)]
    assert message(catalogue, Code.DELAYED) == (
        "'M-1': stated as delayed, but 2017-05 stated the achievement (reports/2017-05/milestones.yaml:2); "
        "correct the wrong one"
    )


def test_a_group_is_one_fault(project: Make) -> None:
    group = month(said("achieved", "M-1", "M-2"))
    catalogue = of(project, {JUNE: group, JULY: group}, BOTH)

    assert message(catalogue, Code.ACHIEVED).startswith("'M-1', 'M-2': 2017-06 already stated")


@pytest.mark.parametrize(
    "months",
    [
        {JUNE: month(said("delayed", "M-1")), JULY: month(said("achieved", "M-1"))},
        {JUNE: month(said("achieved", "M-1"), draft=True), JULY: month(said("achieved", "M-1"))},
        {JUNE: month(said("achieved", "M-1")), JULY: month(said("achieved", "M-2"))},
        {JUNE: month(said("achieved", "M-1")), JULY: month(said("rebaselined", "M-1", due="2017-09"))},
    ],
)
def test_what_does_not_contradict_is_no_fault(project: Make, months: Mapping[str, Files]) -> None:
    catalogue = of(project, months, BOTH)

    assert [each for each in catalogue.problems if not each.remark] == []


def test_a_draft_is_examined_against_the_published_months(project: Make) -> None:
    catalogue = of(
        project, {JUNE: month(said("achieved", "M-1")), JULY: month(said("achieved", "M-1"), draft=True)}
    )

    assert found(catalogue, Code.ACHIEVED) == [("2017-07/milestones.yaml:2", False)]


def test_a_due_date_changed_without_rebaselining_is_one_fault(project: Make) -> None:
    """Not one in every month that repeats either date."""
    catalogue = of(
        project,
        {
            MAY: month(said("delayed", "M-1", due="2017-05-31", note="a")),
            JUNE: month(said("delayed", "M-1", due="2017-06-30", note="b")),
            JULY: month(said("delayed", "M-1", due="2017-06-30", note="c")),
            AUGUST: month(said("delayed", "M-1", due="2017-05-31", note="d")),
        },
    )

    assert found(catalogue, Code.DUE) == [("2017-06/milestones.yaml:2", False)]
    assert "due 2017-06-30 here, but 2017-05 stated 2017-05-31" in message(catalogue, Code.DUE)


@pytest.mark.parametrize(
    "later",
    [
        {JULY: said("delayed", "M-1", due="2017-05-31")},
        {JULY: said("delayed", "M-1", due="2017-05")},
        {JULY: said("delayed", "M-1")},
        {JULY: said("rebaselined", "M-1", due="2017-09-30")},
        {JULY: said("rebaselined", "M-1", due="2017-09-30") + said("delayed", "M-1", due="2017-09-30")},
        {
            JUNE: said("rebaselined", "M-1", due="2017-09-30"),
            JULY: said("delayed", "M-1", due="2017-09-30"),
        },
    ],
)
def test_a_due_date_as_agreed_is_no_fault(project: Make, later: Mapping[str, str]) -> None:
    months = {MAY: said("delayed", "M-1", due="2017-05-31", note="First."), **later}

    assert found(of(project, {name: month(text) for name, text in months.items()}), Code.DUE) == []


def test_the_date_before_a_rebaselining_is_not_the_agreed_one(project: Make) -> None:
    catalogue = of(
        project,
        {
            MAY: month(said("delayed", "M-1", due="2017-05-31", note="a")),
            JUNE: month(said("rebaselined", "M-1", due="2017-09-30")),
            JULY: month(said("delayed", "M-1", due="2017-05-31", note="b")),
        },
    )

    assert found(catalogue, Code.DUE) == [("2017-07/milestones.yaml:2", False)]


def test_a_note_of_three_months_is_a_remark(project: Make) -> None:
    same = month(said("delayed", "M-1", note="Work  goes on."))
    catalogue = of(project, {MAY: same, JUNE: same, JULY: same})

    assert found(catalogue, Code.NOTE) == [("2017-07/milestones.yaml:2", True)]
    assert "since 2017-05, in 3 months" in message(catalogue, Code.NOTE)


@pytest.mark.parametrize("last", ["Work goes well.", ""])
def test_a_note_that_changes_is_no_remark(project: Make, last: str) -> None:
    same = month(said("delayed", "M-1", note="Work goes on."))
    new = month(said("delayed", "M-1", note=last or "''"))

    assert found(of(project, {MAY: same, JUNE: same, JULY: new}), Code.NOTE) == []
    assert found(of(project, {MAY: same, JUNE: same, JULY: month()}), Code.NOTE) == []


# --- the register and a month -------------------------------------------------------------------


def test_overdue_and_unmentioned_is_a_remark_as_of_the_newest_month(project: Make) -> None:
    catalogue = of(project, {JULY: month(), AUGUST: month()}, milestone("M-1", "2017-06-30"))

    assert found(catalogue, Code.OVERDUE) == [("milestones.yaml:1", True)]
    assert "due 2017-06-30, and 2017-08 does not mention it" in message(catalogue, Code.OVERDUE)


@pytest.mark.parametrize(
    ("register", "content"),
    [
        (milestone("M-1", "2017-08-31"), month()),
        (milestone("M-1", "2017-08"), month()),
        (milestone("M-1", "2017-06-30", more="  finished: 2017-07\n"), month()),
        (milestone("M-1", "2017-06-30"), month(said("delayed", "M-1"))),
        (milestone("M-1", "2017-06-30"), month(text="M-1 is near.")),
        (milestone("M-1", "2017-06-30"), month(A01=done("1A.01.01", says="Almost M-1."))),
        (milestone("M-1", "2017-06-30"), month(summary=True)),
    ],
)
def test_what_is_not_overdue_or_is_mentioned_is_no_remark(
    project: Make, register: str, content: Files
) -> None:
    assert found(of(project, {AUGUST: content}, register), Code.OVERDUE) == []


def test_the_schedule_and_a_month_in_disagreement_are_a_remark(project: Make) -> None:
    catalogue = of(project, {AUGUST: month(said("delayed", "M-1"))})

    assert found(catalogue, Code.SCHEDULE) == [("2017-08/milestones.yaml:2", True)]
    assert "'finished 2017-06' in the schedule, but 'delayed' in 2017-08" in message(catalogue, Code.SCHEDULE)


def test_where_schedule_and_month_agree_there_is_no_remark(project: Make) -> None:
    assert found(of(project, {JUNE: month(said("achieved", "M-1"))}), Code.SCHEDULE) == []


# --- areas and sections -------------------------------------------------------------------------


def test_an_area_without_a_file_or_accomplishments_is_a_remark(project: Make) -> None:
    catalogue = of(project, {AUGUST: month(A02=planned("1A.02.01"))}, wbs=WBS)

    assert found(catalogue, Code.COVERAGE) == [("2017-08/1A.02.md:1", True), ("2017-08/index.md:5", True)]


@pytest.mark.parametrize(
    ("content", "wbs"),
    [
        (month(A01=done("1A.01.01"), A02=done("1A.02.01", says="No activity.")), WBS),
        (month(summary=True), WBS),
        (month(), QUIET),
        (month(), WBS.replace("area: true\n", "area: true\n  since: 2017-09\n")),
    ],
)
def test_where_nothing_is_expected_or_all_report_there_is_no_gap(
    project: Make, content: Files, wbs: str
) -> None:
    assert found(of(project, {AUGUST: content}, wbs=wbs), Code.COVERAGE) == []


def test_a_plan_that_nothing_is_said_of_again_is_a_remark_of_the_next_month(project: Make) -> None:
    months = {
        JUNE: month(A01=planned("1A.01.01", says="- DM-1 and DM-2.") + "### 1A.01.02\n\n- More.\n"),
        JULY: month(A01=done("1A.01.01", says="- DM-2.")),
        AUGUST: month(),
    }
    catalogue = of(project, months)

    assert found(catalogue, Code.PLAN) == [("2017-07/1A.01.md:1", True), ("2017-07/1A.01.md:1", True)]
    texts = [each.message for each in catalogue.problems if each.code == "plan"]
    assert "2017-06 planned '1A.01.02'" in texts[0]
    assert "2017-06 planned DM-1 (1A.01.01)" in texts[1]
    assert "(reports/2017-06/1A.01.md:5)" in texts[1]


@pytest.mark.parametrize(
    "later",
    [
        {JULY: month(A01=done("1A.01.01", says="DM-1."))},
        {JULY: month(text="DM-1 is postponed.")},
        {JULY: month(), AUGUST: month(A02=done("1A.02.01", says="DM-1."))},
        {JULY: month(), AUGUST: month(said("delayed", "M-1", note="See DM-1."))},
        {JULY: month(summary=True)},
        {},
    ],
)
def test_a_plan_that_is_spoken_of_in_any_later_month_is_no_remark(
    project: Make, later: Mapping[str, Files]
) -> None:
    plans = month(A01=planned("1A.01.01", says="- DM-1."))

    assert found(of(project, {JUNE: plans, **later}), Code.PLAN) == []


def test_a_longer_number_is_not_the_planned_one(project: Make) -> None:
    months = {JUNE: month(A01=planned("1A.01.01", says="DM-1")), JULY: month(text="DM-12, ADM-1")}

    assert found(of(project, months), Code.PLAN) == [("2017-07/index.md:5", True)]


def test_an_element_not_in_use_is_a_remark_wherever_it_reports(project: Make) -> None:
    wbs = QUIET.replace("1A.01.01: Part one\n", "1A.01.01:\n  title: Part one\n  until: 2017-07\n")
    wbs = wbs.replace("1A.01.02: Part two\n", "1A.01.02:\n  title: Part two\n  since: 2017-09\n")
    content = month(said("delayed", "M-1", wbs="1A.01.02"), A01=done("1A.01.01") + planned("1A.01.01"))

    catalogue = of(project, {AUGUST: content}, wbs=wbs)

    assert found(catalogue, Code.IN_USE) == [
        ("2017-08/1A.01.md:5", True),
        ("2017-08/milestones.yaml:2", True),
    ]
    texts = [each.message for each in catalogue.problems if each.code == Code.IN_USE.value]
    assert "last in use in 2017-07" in texts[0]
    assert "first in use in 2017-09" in texts[1]


def test_an_element_in_its_first_and_last_month_is_in_use(project: Make) -> None:
    wbs = QUIET.replace(
        "1A.01.01: Part one\n", "1A.01.01:\n  title: Part one\n  since: 2017-08\n  until: 2017-08\n"
    )

    assert found(of(project, {AUGUST: month(A01=done("1A.01.01"))}, wbs=wbs), Code.IN_USE) == []


def test_a_section_without_text_is_a_remark(project: Make) -> None:
    content = month(A01=done("1A.01.01", says="") + "## Planned activities\n")

    catalogue = of(project, {AUGUST: content})

    assert found(catalogue, Code.EMPTY) == [("2017-08/1A.01.md:5", True), ("2017-08/1A.01.md:9", True)]


@pytest.mark.parametrize(
    "text",
    [
        done("1A.01.01"),
        done("1A.01.01", says="No activity."),
        done("1A.01.01", says="```{mermaid}\ngraph\n```"),
        "## Current accomplishments\n\n### 1A.01\n\n### 1A.01.01\n\nDone.\n",
    ],
)
def test_a_section_with_text_or_children_is_no_remark(project: Make, text: str) -> None:
    assert found(of(project, {AUGUST: month(A01=text)}), Code.EMPTY) == []


# --- one mistake is one message -----------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["delayed: [\n", "delayd:\n  - id: M-1\n", "delayed:\n  - id: M-l\n"])
def test_what_may_be_missing_for_a_fault_is_not_remarked_on(project: Make, wrong: str) -> None:
    catalogue = of(project, {AUGUST: month(wrong)}, milestone("M-1", "2017-06-30"), WBS)

    assert len(catalogue.problems) == 1


def test_a_fault_in_one_month_leaves_the_remarks_on_another(project: Make) -> None:
    catalogue = of(project, {JULY: month("delayed: [\n"), AUGUST: month()}, wbs=WBS)

    assert found(catalogue, Code.COVERAGE) == [("2017-08/index.md:5", True)] * 2


# --- one month alone ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", [MAY, JUNE, JULY, AUGUST])
def test_one_month_alone_is_told_what_all_months_tell_of_it(project: Make, tmp_path: Path, name: str) -> None:
    same = said("delayed", "M-1", note="Work goes on at XY-12.")
    months = {
        MAY: month(same, A01=planned("1A.01.01", says="DM-1 DM-2"), text="M-99"),
        JUNE: month(same, summary=True),
        JULY: month(same + said("achieved", "M-2"), A01=done("1A.01.01", "9Z.01", says="DM-2")),
        AUGUST: month(said("achieved", "M-2", "M-1", due="2017-05"), A01=done("1A.01.01", says="")),
    }
    whole = of(project, months, BOTH, WBS).problems

    alone = load(tmp_path, SETTINGS, name).problems

    expected = [each for each in whole if each.path.startswith(f"reports/{name}/")]
    assert [each for each in alone if each.path.startswith(f"reports/{name}/")] == expected
    assert expected


# --- the table of codes -------------------------------------------------------------------------


def test_every_code_is_explained_in_few_words() -> None:
    assert set(explanations()) == set(Code)
    for code in Code:
        head, wrong, right = explain(code).split("\n")
        assert head.startswith(f"report.{code.value} (")
        assert head.endswith(".")
        assert wrong.strip() not in (right.strip(), "wrong:")


def test_the_severity_that_is_explained_is_that_which_is_given(project: Make) -> None:
    catalogue = of(
        project,
        {
            JUNE: month(said("achieved", "M-1"), A01=planned("1A.01.01", says="DM-7 XY-12 M-99")),
            JULY: month(said("achieved", "M-1", due="2017-08"), A01=done("1A.01.02", says="")),
        },
        FAR + milestone("M-2", "2017-05"),
        WBS,
    )

    seen = {each.code: each.severity for each in catalogue.problems}
    assert len(seen) >= 7
    assert seen == {code: explanations()[Code(code)].severity for code in seen}


def test_a_draft_is_shown_on_its_own_pages_alone(project: Make) -> None:
    shown = "```{changes}\n:month: 2017-08\n```"
    catalogue = of(project, {JULY: month(text=shown), AUGUST: month(text=shown, draft=True)})

    assert found(catalogue, Code.MONTH) == [("2017-07/index.md:7", False)]
    assert message(catalogue, Code.MONTH) == (
        "':month: 2017-08' is a draft; only its own pages show its content"
    )


# --- tickets of the register ----------------------------------------------------------------------

OPEN = "DM-1: {title: One, status: To Do, as_of: 2017-06-30, element: 1A.01.01}\n"
DONE = "DM-1: {title: One, status: Done, as_of: 2017-09-01, resolved: 2017-06-28, element: 1A.01.01}\n"


def with_tickets(project: Make, months: Mapping[str, Files], tickets: str) -> Catalogue:
    return project({**files(months, FAR, QUIET), "reports/tickets.yaml": tickets})


@pytest.mark.parametrize(
    ("text", "tickets", "places"),
    [
        (done("1A.01.01", says="- Done. [DM-1]"), OPEN, [("2017-06/1A.01.md:7", True)]),
        (done("1A.01.01", says="- Done. [DM-1]"), OPEN.replace("To Do", "closed"), []),
        (done("1A.01.01", says="- Done. [DM-1]"), OPEN.replace("06-30", "06-29"), []),
        (done("1A.01.01", says="- Done. [DM-1]"), OPEN.replace("as_of", "resolved: 2017-09, as_of"), []),
        (done("1A.01.01", says="- Begun. [DM-1]") + planned("1A.01.01", says="- DM-1."), OPEN, []),
        (planned("1A.01.01", says="- DM-1."), OPEN, []),
        (done("1A.01.01", says="<!-- check: ignore report.open -->\n- Done. [DM-1]"), OPEN, []),
    ],
)
def test_a_reported_ticket_that_is_open_is_a_remark(
    project: Make, text: str, tickets: str, places: list[tuple[str, bool]]
) -> None:
    catalogue = with_tickets(project, {JUNE: month(A01=text)}, tickets)

    assert found(catalogue, Code.OPEN) == places
    assert found(catalogue, Code.IDLE) == []


def test_a_reported_ticket_that_a_later_month_mentions_is_in_progress(project: Make) -> None:
    months = {
        JUNE: month(A01=done("1A.01.01", says="- Begun. [DM-1]")),
        JULY: month(A01=done("1A.01.01", says="- Done. [DM-1]")),
    }

    assert found(with_tickets(project, months, OPEN), Code.OPEN) == []


@pytest.mark.parametrize(
    ("months", "places"),
    [
        ({JUNE: month(A01=done("1A.01.02", "1A.01.01"))}, [("2017-06/1A.01.md:9", True)]),
        ({JUNE: month(A01=done("1A.01.02"))}, [("2017-06/1A.01.md:1", True)]),
        ({JUNE: month(A01=done("1A.01.01", says="- Done. [DM-1]"))}, []),
        ({JUNE: month(A01=done("1A.01.01")), JULY: month(A01=done("1A.01.01", says="- DM-1."))}, []),
        ({JUNE: month(A02=done("1A.02.01"))}, []),
        ({JULY: month(A01=done("1A.01.01"))}, []),
        ({JUNE: month(summary=True, A01=done("1A.01.01"))}, []),
        (
            {
                JUNE: month(
                    A01=done("1A.01.01").replace("###", "<!-- check: ignore report.unreported -->\n###")
                )
            },
            [],
        ),
    ],
)
def test_a_resolved_ticket_that_nobody_reports_is_a_remark_at_its_element(
    project: Make, months: Mapping[str, Files], places: list[tuple[str, bool]]
) -> None:
    assert found(with_tickets(project, months, DONE), Code.UNREPORTED) == places


def test_a_report_of_an_epic_is_one_of_its_tickets_which_have_its_element(project: Make) -> None:
    tickets = (
        "DM-9: {title: Epic, element: 1A.01.01}\n"
        "DM-1: {title: One, resolved: 2017-06, epic: DM-9}\n"
        "DM-2: {title: Two, resolved: 2017-07, epic: DM-9}\n"
    )
    months = {
        JUNE: month(A01=done("1A.01.01", says="- Begun. [DM-9]")),
        JULY: month(A01=done("1A.01.01")),
    }

    catalogue = with_tickets(project, months, tickets)

    assert found(catalogue, Code.UNREPORTED) == [("2017-07/1A.01.md:5", True)]
    assert "resolved in 2017-07 for '1A.01.01', but in no report: DM-2" in message(catalogue, Code.UNREPORTED)
