"""The verdict on a month: what is true of its end, whatever the month says."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.core.dates import Span
from progress_report.milestones.changes import changes
from progress_report.milestones.verdict import Verdict, late_months, late_rows, verdict

from ..conftest import ROOT, ROOTS, loaded_once
from .history import Make, files, milestone, month, said

LATE = ("overdue", "delayed")


def of(catalogue: Catalogue, name: str, area: str = "") -> Verdict:
    """The verdict on a month that exists."""
    found = verdict(catalogue, name, area)
    assert found is not None
    return found


@pytest.fixture(scope="module", params=[ROOT, ROOTS / "test-history", ROOTS / "test-months"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return loaded_once(request.param)


def test_every_number_is_that_of_the_states_of_the_register(catalogue: Catalogue) -> None:
    for name in catalogue.published():
        states = {each: catalogue.state(each, name).status for each in catalogue.milestones()}
        found = of(catalogue, name)

        assert (found.month, found.total) == (name, len(states))
        assert set(found.overdue) == {each for each, status in states.items() if status == "overdue"}
        assert set(found.delayed) == {each for each, status in states.items() if status == "delayed"}
        for compared in filter(None, (found.before, found.report)):
            then = {each: catalogue.state(each, compared.since).status for each in states}
            assert set(compared.newly_late) == {
                each for each in states if states[each] in LATE and then[each] not in LATE
            }
            assert set(compared.achieved) == {
                each for each in states if states[each] == "achieved" != then[each]
            }
            before = len(of(catalogue, compared.since).late)
            assert compared.late == before
            assert len(found.late) == before + len(compared.newly_late) - len(compared.no_longer_late)


def test_what_is_late_is_listed_once_each(catalogue: Catalogue) -> None:
    for name in catalogue.published():
        assert [row.ids for row in late_rows(catalogue, name)] == [
            (each,) for each in of(catalogue, name).late
        ]


def test_what_is_newly_late_is_among_the_changes_of_the_month(catalogue: Catalogue) -> None:
    for name in catalogue.published()[1:]:
        found, told = of(catalogue, name), changes(catalogue, name)
        assert found.before is not None
        assert told is not None
        listed = {
            kind: {each.milestone for each in told.changes if each.kind == kind and each.newly_late}
            for kind in ("newly-overdue", "newly-delayed")
        }
        assert set(found.before.newly_late) == listed["newly-overdue"] | listed["newly-delayed"]
        assert set(found.before.achieved) == {
            each.milestone for each in told.changes if each.kind == "newly-achieved"
        }


def test_the_areas_divide_what_is_late(catalogue: Catalogue) -> None:
    for name in catalogue.published():
        areas = {row.area for row in late_rows(catalogue, name)}
        parts = [of(catalogue, name, area).late for area in areas if area]
        outside = [row.ids[0] for row in late_rows(catalogue, name) if not row.area]

        assert sorted([*outside, *(each for part in parts for each in part)]) == sorted(
            of(catalogue, name).late
        )


def test_december_2017_is_no_all_clear() -> None:
    found = of(loaded_once(ROOT), "2017-12")

    assert (found.total, len(found.overdue), len(found.delayed)) == (94, 12, 8)
    assert (found.longest, found.longest_by) == ("DLP-802", Span(396, "day"))
    assert found.before is not None
    assert len(found.before.newly_late) == 9
    assert found.report is not None
    assert found.report.since == "2017-08"


def test_a_summary_that_says_nothing_makes_nothing_less_late(project: Make) -> None:
    register = milestone("M-1", "2017-06-30") + milestone("M-2", "2017-08-15")
    months = {"2017-07": month(said("delayed", "M-1")), "2017-08": month(summary=True)}

    found = of(project(files(months, register)), "2017-08")

    assert (found.overdue, found.delayed, found.summary) == (("M-2",), ("M-1",), True)
    assert found.before is not None
    assert (found.before.newly_late, found.before.no_longer_late) == (("M-2",), ())


def test_a_delay_explained_late_is_not_newly_late(project: Make) -> None:
    months = {"2017-07": month(), "2017-08": month(said("delayed", "M-1"))}

    found = of(project(files(months)), "2017-08")

    assert found.before is not None
    assert (found.delayed, found.before.newly_late) == (("M-1",), ())


def test_what_is_late_before_its_due_date_passed_is_not_the_longest(project: Make) -> None:
    catalogue = project(
        files({"2017-08": month(said("delayed", "M-1", forecast="2018-03"))}, milestone("M-1", "2017-12-31"))
    )

    found = of(catalogue, "2017-08")

    assert (found.late, found.longest, found.longest_by) == (("M-1",), "", None)


def test_a_draft_counts_on_its_own_page_alone(project: Make) -> None:
    catalogue = project(
        files({"2017-07": month(), "2017-08": month(said("achieved", "M-1"), draft=True), "2017-09": month()})
    )

    assert of(catalogue, "2017-08").late == ()
    assert of(catalogue, "2017-09").late == ("M-1",)


def test_a_month_without_a_report_has_no_verdict(project: Make) -> None:
    assert verdict(project(files({"2017-08": month()})), "2017-09") is None


def test_the_late_of_each_month_are_counted_with_their_days(project: Make) -> None:
    register = (
        milestone("M-1", "2017-06-20") + milestone("M-2", "2017-07-30") + milestone("M-3", "2017-09-30")
    )
    months = {
        "2017-06": month(),
        "2017-07": month(said("delayed", "M-1")),
        "2017-08": month(said("delayed", "M-1", "M-3")),
    }
    catalogue = project(files(months, register))

    # A delay that is stated before the due date takes no day off the others.
    june, july, august = ("2017-06", 1, 0, 10), ("2017-07", 1, 1, 42), ("2017-08", 1, 2, 72 + 32)
    found = [
        [(each.month, each.overdue, each.delayed, each.days) for each in late_months(catalogue, limit)]
        for limit in (24, 2)
    ]
    assert found == [[june, july, august], [july, august]]


def test_an_area_without_milestones_has_none_late(project: Make) -> None:
    found = of(project(files({"2017-07": month(), "2017-08": month()})), "2017-08", "1A.02")

    assert (found.total, found.late, found.longest, found.longest_by) == (0, (), "", None)
