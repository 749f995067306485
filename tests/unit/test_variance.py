"""The variance of milestones: from the due date in force to when each was, or will be, achieved."""

from __future__ import annotations

import pytest
from progress_report.milestones.rows import Selection
from progress_report.milestones.variance import variances

from .history import Make, files, milestone, month, said


@pytest.mark.parametrize(
    ("register", "statement", "expected"),
    [
        pytest.param("2017-12-31", "", ("2017-12-31", False, 0), id="planned: the due date"),
        pytest.param("2017-06-30", "", ("2017-08-31", True, 62), id="overdue: at least until now"),
        pytest.param(
            "2017-06-30",
            said("delayed", "M-1", forecast="2017-10-01"),
            ("2017-10-01", False, 93),
            id="forecast",
        ),
        pytest.param("2017-06-30", said("delayed", "M-1"), ("2017-08-31", True, 62), id="without a forecast"),
        pytest.param(
            "2017-06-30",
            said("delayed", "M-1", forecast="2017-08-30"),
            ("2017-08-31", True, 62),
            id="the forecast passed",
        ),
        pytest.param(
            "2017-06-30",
            said("delayed", "M-1", forecast="2017-08-31"),
            ("2017-08-31", False, 62),
            id="the forecast is today",
        ),
        pytest.param(
            "2017-12-31",
            said("delayed", "M-1"),
            ("2017-12-31", True, 0),
            id="late before its due date, without a forecast",
        ),
        pytest.param(
            "2017-06-30", said("achieved", "M-1", date="2017-07-10"), ("2017-07-10", False, 10), id="achieved"
        ),
        pytest.param("2017-06-30", said("cancelled", "M-1"), None, id="cancelled"),
    ],
)
def test_a_milestone_ends_when_it_is_expected_or_openly_at_the_end_of_the_month(
    project: Make, register: str, statement: str, expected: tuple[str, bool, int] | None
) -> None:
    catalogue = project(files({"2017-08": month(statement)}, milestone("M-1", register)))

    found = variances(catalogue, Selection("2017-08", stated=False))

    assert [(str(each.end), each.open_end, each.late.count) for each in found] == (
        [expected] if expected else []
    )


def test_it_begins_with_the_first_baseline_and_is_late_by_the_due_date_in_force(project: Make) -> None:
    statement = said("rebaselined", "M-1", due="2017-07-31")
    catalogue = project(files({"2017-08": month(statement)}, milestone("M-1", "2017-06-30")))

    [found] = variances(catalogue, Selection("2017-08", stated=False))

    assert (found.title, found.status) == ("Title of M-1", "overdue")
    assert (str(found.baseline), str(found.due), found.late.count) == ("2017-06-30", "2017-07-31", 31)


def test_they_come_by_area_and_due_date(project: Make) -> None:
    register = (
        milestone("M-1", wbs="1A.02.01")
        + milestone("M-2", "2017-11-30")
        + milestone("M-3", "2017-10-31", wbs="1A.02.01")
        + milestone("M-4", "2017-09-30")
        + milestone("M-5", "2017-01-31", wbs="1B")
    )
    catalogue = project(files({"2017-08": month()}, register))

    found = variances(catalogue, Selection("2017-08", stated=False))

    assert [(each.area, each.name) for each in found] == [
        ("1A.01", "M-4"), ("1A.01", "M-2"), ("1A.02", "M-3"), ("1A.02", "M-1"), ("", "M-5"),
    ]  # fmt: skip


def test_what_the_register_does_not_hold_begins_with_the_date_that_was_stated(project: Make) -> None:
    statement = said("delayed", "X-9", due="2017-06-30", forecast="2017-09-30")
    catalogue = project(files({"2017-08": month(statement)}))

    [found] = variances(catalogue, Selection("2017-08", stated=True))

    assert (found.name, str(found.baseline), str(found.due)) == ("X-9", "2017-06-30", "2017-06-30")
