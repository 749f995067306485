"""The burndown: milestones still to do month by month, as planned and as it came."""

from __future__ import annotations

import pytest
from progress_report.milestones import burndown as module
from progress_report.milestones.burndown import Point, burndown

from .history import Make, files, milestone, month, said

REGISTER = (
    milestone("M-1", "2017-06-30", more="  baselines:\n    - {from: 2017-01, due: 2017-12-31}\n")
    + milestone("M-2", "2017-07")
    + milestone("M-3", "2017-09-15", wbs="1A.02.01")
)


def test_the_baseline_falls_with_the_first_due_dates_and_spans_them(project: Make) -> None:
    points = burndown(project(files({"2017-07": month()}, REGISTER)))

    assert [(each.month, each.baseline) for each in points] == [
        ("2017-06", 2),
        ("2017-07", 1),
        ("2017-08", 1),
        *((f"2017-{number:02}", 0) for number in range(9, 13)),
    ]


def test_months_without_a_published_report_have_a_baseline_alone(project: Make) -> None:
    months = {
        "2017-07": month(said("achieved", "M-2")),
        "2017-08": month(said("achieved", "M-1"), draft=True),
    }

    points = burndown(project(files(months, REGISTER)))

    assert [(each.month, each.achieved, each.remaining) for each in points] == [
        ("2017-06", None, None),
        ("2017-07", 1, 2),
        *((f"2017-{number:02}", None, None) for number in range(8, 13)),
    ]


def test_reports_before_and_after_the_due_dates_have_points(project: Make) -> None:
    months = {"2017-05": month(), "2017-08": month(said("achieved", "M-1"))}

    points = burndown(project(files(months, milestone("M-1", "2017-06-30"))))

    assert points == (
        Point("2017-05", 1, 0, 1),
        Point("2017-06", 0, None, None),
        Point("2017-07", 0, None, None),
        Point("2017-08", 0, 1, 0),
    )


def test_the_year_turns(project: Make) -> None:
    register = milestone("M-1", "2017-11-30") + milestone("M-2", "2018-02-28")

    points = burndown(project(files({"2017-12": month()}, register)))

    assert [each.month for each in points] == ["2017-11", "2017-12", "2018-01", "2018-02"]


@pytest.mark.parametrize(
    ("statement", "achieved", "remaining"),
    [
        pytest.param(said("achieved", "M-1"), 1, 2, id="achieved"),
        pytest.param(said("cancelled", "M-1"), 0, 2, id="cancelled is neither achieved nor left to do"),
        pytest.param(said("delayed", "M-1"), 0, 3, id="delayed"),
        pytest.param(said("rebaselined", "M-1", due="2018-01-31"), 0, 3, id="rebaselined"),
    ],
)
def test_what_a_month_states_counts_from_its_end_on(
    project: Make, statement: str, achieved: int, remaining: int
) -> None:
    months = {"2017-07": month(), "2017-08": month(statement), "2017-09": month()}

    points = burndown(project(files(months, REGISTER)))

    assert [(each.achieved, each.remaining) for each in points[1:4]] == [
        (0, 3),
        (achieved, remaining),
        (achieved, remaining),
    ]


def test_what_the_schedule_records_as_finished_is_achieved(project: Make) -> None:
    register = milestone("M-1", "2017-07-31", more="  finished: 2017-08-20\n")

    points = burndown(project(files({"2017-07": month(), "2017-08": month()}, register)))

    assert [(each.achieved, each.remaining) for each in points] == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("wbs", "baseline"),
    [("", [2, 1, 1, 0]), ("1A", [2, 1, 1, 0]), ("1A.01", [1, 0]), ("1A.02.01", [1, 1, 0]), ("1B", [])],
)
def test_an_element_chooses_the_milestones_at_or_below_it(
    project: Make, wbs: str, baseline: list[int]
) -> None:
    points = burndown(project(files({"2017-07": month()}, REGISTER)), wbs)

    assert [each.baseline for each in points][: len(baseline)] == baseline
    assert not any(each.baseline for each in points[len(baseline) :])


def test_without_due_dates_there_are_no_points(project: Make) -> None:
    assert burndown(project(files({"2017-07": month()}, "{}\n"))) == ()


def test_a_schedule_of_a_lifetime_is_drawn_from_its_newest_end(
    project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST", 3)

    points = burndown(project(files({"2017-07": month()}, REGISTER)))

    assert [(each.month, each.baseline) for each in points] == [
        ("2017-10", 0),
        ("2017-11", 0),
        ("2017-12", 0),
    ]


def test_the_plan_falls_with_the_due_dates_in_force_and_what_is_expected_with_the_forecasts(
    project: Make,
) -> None:
    months = {"2017-07": month(), "2017-08": month(said("delayed", "M-2", forecast="2017-11"))}

    points = burndown(project(files(months, REGISTER)))

    assert [(each.month, each.plan, each.forecast) for each in points] == [
        ("2017-06", 3, None),
        ("2017-07", 2, None),
        ("2017-08", 2, 3),
        ("2017-09", 1, 2),
        ("2017-10", 1, 2),
        ("2017-11", 1, 1),
        ("2017-12", 0, 0),
    ]


def test_what_has_no_date_to_come_stays(project: Make) -> None:
    points = burndown(project(files({"2017-12": month()}, REGISTER)))

    assert [(each.month, each.plan, each.forecast) for each in points][-1] == ("2017-12", 0, 3)
