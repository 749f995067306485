"""The variance of a milestone in each report, and its small chart."""

from __future__ import annotations

from xml.etree import ElementTree

from progress_report.milestones.delays import reported_variances
from progress_report.render.charts.reported_variances import MOST, variance_bars

from .history import Make, files, milestone, month, said


def test_a_variance_runs_from_the_due_date_to_what_the_report_states(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(said("delayed", "M-1")),
                "2017-07": month(said("delayed", "M-1", forecast="2017-09-10")),
                "2017-08": month(said("achieved", "M-1", date="2017-05-21")),
                "2017-09": month(said("rebaselined", "M-1", due="2017-10-31")),
            },
            milestone("M-1", "2017-05-31"),
        )
    )

    assert reported_variances(catalogue, "M-1", "2017-09") == (
        ("2017-06", 30),
        ("2017-07", 102),
        ("2017-08", -10),
    )
    assert reported_variances(catalogue, "M-1", "2017-06") == (("2017-06", 30),)


def test_an_achievement_without_a_date_counts_by_its_month_and_not_by_a_forecast(project: Make) -> None:
    statement = said("achieved", "M-1", forecast="2017-12-31")
    catalogue = project(files({"2017-08": month(statement)}, milestone("M-1", "2017-07-31")))

    assert reported_variances(catalogue, "M-1", "2017-08") == (("2017-08", 31),)


def test_bars_are_named_and_drawn_from_two_reports_on() -> None:
    part = variance_bars([("2017-06", 30), ("2017-07", 102), ("2017-08", -1), ("2017-09", 0)])
    assert part is not None

    root = ElementTree.fromstring(part.get("markup"))  # noqa: S314 - our own

    said = "Variance by report: June 2017 30 days late, July 2017 102 days late, August 2017 1 day early"
    assert part.get("alt") == f"{said}, September 2017 on time"
    assert root[0].get("aria-label") == part.get("alt")
    assert ["report-early" in str(bar.get("class")) for bar in root[0]] == [False, False, True, True]
    assert all(float(str(bar.get("height"))) > 0 for bar in root[0])
    assert variance_bars([("2017-06", 30)]) is None


def test_of_many_reports_the_newest_are_drawn() -> None:
    part = variance_bars([(f"20{year}-01", year) for year in range(10, 40)])
    assert part is not None

    assert len(ElementTree.fromstring(part.get("markup"))[0]) == MOST  # noqa: S314 - our own
    assert "January 2027" not in part.get("alt")
