"""Milestone trend: when each report expected a milestone to be done."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.milestones.rows import Selection
from progress_report.milestones.trend import trend

from .history import Make, files, milestone, month, said


def points(catalogue: Catalogue, month: str, **selection: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Milestone, month, date and status of each point, by default for the whole register."""
    chosen = Selection(
        month, stated=False, ids=selection.get("ids", ()), statuses=selection.get("statuses", ())
    )
    return [(each.milestone, each.month, str(each.date), each.status) for each in trend(catalogue, chosen)]


def dates(project: Make, *statements: str, register: str = "") -> list[str]:
    """The dates of the only milestone in consecutive months that state something, or nothing."""
    months = {f"2017-{number:02}": month(statement) for number, statement in enumerate(statements, 1)}
    return [date for _, _, date, _ in points(project(files(months, register)), f"2017-{len(statements):02}")]


DUE = "2017-06-30"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param(["", ""], [DUE, DUE], id="nothing stated: the due date"),
        pytest.param([said("delayed", "M-1", forecast="2017-09")], ["2017-09"], id="the forecast"),
        pytest.param([said("delayed", "M-1", due="2017-05-31")], ["2017-05-31"], id="the due date stated"),
        pytest.param(
            [said("delayed", "M-1", forecast="2017-09"), ""], ["2017-09", "2017-09"], id="silence keeps it"
        ),
        pytest.param(
            [said("delayed", "M-1", forecast="2017-09"), said("delayed", "M-1")],
            ["2017-09", "2017-09"],
            id="a delay without a date keeps it",
        ),
        pytest.param(
            [said("delayed", "M-1", forecast="2017-09"), said("rebaselined", "M-1", due="2017-08-31")],
            ["2017-09", "2017-08-31"],
            id="a new baseline replaces it",
        ),
        pytest.param(
            [
                said("delayed", "M-1", forecast="2017-09"),
                said("rebaselined", "M-1", due="2017-08-31"),
                said("delayed", "M-1"),
            ],
            ["2017-09", "2017-08-31", "2017-08-31"],
            id="an older forecast does not come back",
        ),
        pytest.param(
            [said("achieved", "M-1", date="2017-01-10"), ""], ["2017-01-10"], id="ends when achieved"
        ),
        pytest.param([said("achieved", "M-1"), ""], ["2017-01"], id="achieved in the month that says so"),
        pytest.param(["", said("cancelled", "M-1"), ""], [DUE], id="ends before it is cancelled"),
    ],
)
def test_a_point_is_what_a_month_expected(project: Make, statements: list[str], expected: list[str]) -> None:
    assert dates(project, *statements) == expected


def test_a_milestone_ends_when_the_schedule_records_its_finish(project: Make) -> None:
    register = milestone("M-1", DUE, more="  finished: 2017-02-10\n")

    assert dates(project, "", "", "", register=register) == [DUE, "2017-02-10"]


def test_a_point_has_the_state_at_the_end_of_its_month(project: Make) -> None:
    months = {
        "2017-06": month(),
        "2017-07": month(said("delayed", "M-1")),
        "2017-08": month(said("achieved", "M-1")),
    }

    catalogue = project(files(months))

    assert points(catalogue, "2017-08") == [
        ("M-1", "2017-06", "2017-06-30", "planned"),
        ("M-1", "2017-07", "2017-06-30", "delayed"),
        ("M-1", "2017-08", "2017-08", "achieved"),
    ]
    # A date passes after its day: the last day of its month is not late.
    drawn = trend(catalogue, Selection("2017-08", stated=False))
    assert [(each.reported, each.passed) for each in drawn] == [(False, False), (True, True), (True, False)]


def test_only_published_months_up_to_the_selection_s_have_points(project: Make) -> None:
    months = {
        "2017-05": month(),
        "2017-06": month(said("delayed", "M-1", forecast="2018-01"), draft=True),
        "2017-07": month(),
        "2017-08": month(),
    }

    assert [each[1] for each in points(project(files(months)), "2017-07")] == ["2017-05", "2017-07"]


def test_the_milestones_are_those_of_the_selection_also_out_of_a_group(project: Make) -> None:
    register = "".join(milestone(f"M-{number}") for number in range(1, 5))
    months = {"2017-08": month(said("delayed", "M-1", "M-2") + said("achieved", "M-3"))}
    catalogue = project(files(months, register))

    assert [each[0] for each in points(catalogue, "2017-08", ids=("M-2", "M-4"))] == ["M-2", "M-4"]
    assert [each[0] for each in points(catalogue, "2017-08", statuses=("delayed",))] == ["M-1", "M-2"]


def test_what_the_register_does_not_hold_has_no_trend(project: Make) -> None:
    catalogue = project(files({"2017-08": month(said("delayed", "X-9", forecast="2018-01"))}))

    assert trend(catalogue, Selection("2017-08", stated=True)) == ()
