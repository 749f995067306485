"""The status of a milestone at the end of a month, as data files and tables show it."""

from __future__ import annotations

import pytest
from progress_report.content.due_and_state import state_of
from progress_report.milestones.milestone_status import due_by_day, milestone_status

from .history import WBS, Make, files, milestone, month, said

REGISTER = (
    milestone("M-1", "2017-06-30")
    + milestone("M-2", "2017-12")
    + milestone("M-3", "2017-08-31", more="  finished: 2017-07-15\n")
)


def fields(project: Make, statement: str, *, name: str = "M-1", wbs: str = "") -> tuple[str, ...]:
    """Of a milestone that one month speaks of: status, the month, due date, forecast, expected date, area."""
    register = REGISTER.replace("  wbs: 1A.01.01\n", wbs and f"  wbs: {wbs}\n") if wbs else REGISTER
    found = milestone_status(
        project(files({"2017-07": month(statement), "2017-08": month()}, register)), name, "2017-08"
    )
    dates = (str(each or "") for each in (found.due, found.forecast, found.expected))
    return (found.status, found.stated, *dates, found.area)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("", ("overdue", "", "2017-06-30", "", "")),
        (said("achieved", "M-1", date="2017-07-10"), ("achieved", "2017-07", "2017-06-30", "", "2017-07-10")),
        (said("achieved", "M-1"), ("achieved", "2017-07", "2017-06-30", "", "2017-07")),
        (
            said("delayed", "M-1", forecast="2017-10"),
            ("delayed", "2017-07", "2017-06-30", "2017-10", "2017-10"),
        ),
        (said("delayed", "M-1"), ("delayed", "2017-07", "2017-06-30", "", "")),
        (said("cancelled", "M-1"), ("cancelled", "2017-07", "2017-06-30", "", "")),
        (
            said("cancelled", "M-1", forecast="2017-10"),
            ("cancelled", "2017-07", "2017-06-30", "2017-10", ""),
        ),
        (said("rebaselined", "M-1", due="2017-09-30"), ("planned", "", "2017-09-30", "", "2017-09-30")),
    ],
)
def test_what_is_expected_is_what_was_said_last(
    project: Make, statement: str, expected: tuple[str, ...]
) -> None:
    assert fields(project, statement)[:-1] == expected


def test_what_the_schedule_finished_is_expected_when_it_was_finished(project: Make) -> None:
    assert fields(project, "", name="M-3")[:-1] == ("finished", "", "2017-08-31", "", "2017-07-15")


@pytest.mark.parametrize(
    ("register", "statement", "area"),
    [
        ("1A.01.01", "", "1A.01"),
        ("1A.01.01", said("delayed", "M-1"), "1A.01"),
        ("1A.01.01", said("delayed", "M-1", wbs="1A.02.01"), "1A.02"),
        ("1B", "", ""),
    ],
)
def test_its_area_is_that_of_the_statement_before_that_of_the_register(
    project: Make, register: str, statement: str, area: str
) -> None:
    assert fields(project, statement, wbs=register)[-1] == area


def test_its_area_is_the_one_in_use_in_the_month(project: Make) -> None:
    wbs = WBS.replace("title: First area\n", "title: First area\n  until: 2017-07\n")
    catalogue = project(files({"2017-07": month(), "2017-08": month()}, REGISTER, wbs))

    assert [milestone_status(catalogue, "M-1", name).area for name in catalogue.published()] == ["1A.01", ""]


def test_a_milestone_that_is_not_in_the_register_has_no_slip_and_no_area(project: Make) -> None:
    catalogue = project(files({"2017-08": month(said("achieved", "X-9"))}, REGISTER))

    found = milestone_status(catalogue, "X-9", "2017-08")

    assert (found.status, str(found.expected), found.slip, found.area) == ("achieved", "2017-08", None, "")


def test_it_counts_the_months_of_delay_and_how_far_it_slipped(project: Make) -> None:
    late = month(said("delayed", "M-1", forecast="2017-10-10"))
    catalogue = project(files({"2017-07": late, "2017-08": late}, REGISTER))

    found = milestone_status(catalogue, "M-1", "2017-08")

    assert found.delays == 2
    assert found.slip is not None
    assert (found.slip.count, milestone_status(catalogue, "M-1", "2017-07").delays) == (102, 1)


def test_a_date_of_a_month_alone_is_not_known_by_day(project: Make) -> None:
    assert due_by_day(project(files({"2017-08": month()}, REGISTER))) == ("M-1", "M-3")

    stated = said("rebaselined", "M-1", due="2017-09") + said("delayed", "M-2", due="2017-12-15")
    assert due_by_day(project(files({"2017-08": month(stated)}, REGISTER))) == ("M-2", "M-3")


def test_without_a_month_no_date_is_known_by_day(project: Make) -> None:
    assert due_by_day(project(files({}, REGISTER))) == ()


def test_a_milestone_is_late_by_its_due_date_in_force(project: Make) -> None:
    catalogue = project(
        files({"2017-07": month(), "2017-08": month(said("rebaselined", "M-1", due="2017-08-01"))}, REGISTER)
    )

    late = [milestone_status(catalogue, "M-1", name).late for name in ("2017-07", "2017-08")]
    assert [(each.count, each.unit) for each in late if each] == [(31, "day"), (30, "day")]


def test_the_states_of_all_months_are_those_of_each_month_by_itself(project: Make) -> None:
    newer = "    - {from: 2017-04, due: 2017-12-31}\n    - {from: 2017-06, due: 2017-05-31}\n"
    register = (
        milestone("M-1", "2017-03-31", more=f"  baselines:\n{newer}")
        + milestone("M-2", "2017-03-31", more="  finished: 2017-05-15\n")
        + milestone("M-3", "2017-02-28")
    )
    months = {
        "2017-01": month(),
        "2017-02": month(said("delayed", "M-1", "M-3") + said("delayed", "M-2", forecast="2017-06")),
        "2017-03": month(),
        "2017-04": month(said("rebaselined", "M-2", due="2017-05-31")),
        "2017-05": month(said("cancelled", "M-1"), draft=True),
        "2017-06": month(said("achieved", "M-3")),
        "2017-07": month(),
    }
    catalogue = project(files(months, register))

    for name in ("M-1", "M-2", "M-3"):
        assert [catalogue.state(name, each) for each in months] == [
            state_of(catalogue.milestone(name), catalogue.until(name, each), each) for each in months
        ]
    assert catalogue.state("M-1", "2017-05").status == "cancelled"
    assert [str(catalogue.state("M-1", each).due) for each in ("2017-03", "2017-04", "2017-07")] == [
        "2017-03-31",
        "2017-12-31",
        "2017-05-31",
    ]
