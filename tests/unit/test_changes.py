"""What changed since the month before: every kind of change, and when a missing statement counts."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.core.dates import Date
from progress_report.milestones.changes import Change, changes, previous_report

from .history import Make, files, milestone, month, said

ACHIEVED = said("achieved", "M-1")
DELAYED = said("delayed", "M-1")
CANCELLED = said("cancelled", "M-1")
REBASELINED = said("rebaselined", "M-1", due="2018-03-31")


def expected(forecast: str) -> str:
    """A delay with a forecast."""
    return said("delayed", "M-1", forecast=forecast)


def found(catalogue: Catalogue, name: str) -> list[tuple[str, str]]:
    """Kind and milestone of each change of a month, in their order."""
    return [(each.kind, each.milestone) for each in all_of(catalogue, name)]


def all_of(catalogue: Catalogue, name: str) -> tuple[Change, ...]:
    """The changes of a month that exists."""
    result = changes(catalogue, name)
    assert result is not None
    return result.changes


# --- every kind of change -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("july", "august", "kinds"),
    [
        pytest.param("", ACHIEVED, ["newly-achieved"], id="achieved"),
        pytest.param(DELAYED, ACHIEVED, ["newly-achieved"], id="achieved after a delay"),
        pytest.param(ACHIEVED, ACHIEVED, [], id="achieved twice"),
        pytest.param(ACHIEVED, "", [], id="achieved, then silence"),
        pytest.param("", DELAYED, ["newly-delayed"], id="delayed"),
        pytest.param(ACHIEVED, DELAYED, ["newly-delayed"], id="delayed after all"),
        pytest.param(REBASELINED, DELAYED, ["newly-delayed"], id="delayed against the new baseline"),
        pytest.param(DELAYED, DELAYED, [], id="delayed again, without a date"),
        pytest.param(expected("2017-10"), expected("2017-12"), ["slipped-again"], id="later"),
        pytest.param(expected("2017-10-01"), expected("2017-10-02"), ["slipped-again"], id="a day later"),
        pytest.param(expected("2017-12"), expected("2017-10"), ["recovered"], id="earlier"),
        pytest.param(expected("2017-10"), expected("2017-10"), [], id="as forecast before"),
        pytest.param(expected("2017-10"), expected("2017-10-20"), [], id="the same, to the day"),
        pytest.param("", CANCELLED, ["cancelled"], id="cancelled"),
        pytest.param(DELAYED, CANCELLED, ["cancelled"], id="cancelled after a delay"),
        pytest.param(CANCELLED, "", [], id="cancelled, then silence"),
        pytest.param("", REBASELINED, ["rebaselined"], id="rebaselined"),
        pytest.param(DELAYED, REBASELINED, ["rebaselined"], id="rebaselined after a delay"),
        pytest.param("", REBASELINED + DELAYED, ["newly-delayed", "rebaselined"], id="rebaselined, yet late"),
        pytest.param(DELAYED, "", ["disappeared"], id="delayed, then silence"),
        pytest.param(REBASELINED, "", [], id="rebaselined, then silence"),
        pytest.param("", "", [], id="never mentioned"),
    ],
)
def test_a_change_is_one_of_the_state_at_the_month_s_end(
    project: Make, july: str, august: str, kinds: list[str]
) -> None:
    catalogue = project(files({"2017-07": month(july), "2017-08": month(august)}))

    assert found(catalogue, "2017-08") == [(kind, "M-1") for kind in kinds]


@pytest.mark.parametrize(
    ("july", "august"),
    [
        pytest.param(DELAYED, expected("2017-12"), id="given for the first time"),
        pytest.param(expected("2017-12"), DELAYED, id="given no longer"),
    ],
)
def test_a_forecast_that_there_is_nothing_to_compare_with_is_no_movement(
    project: Make, july: str, august: str
) -> None:
    catalogue = project(files({"2017-07": month(july), "2017-08": month(august)}))

    assert found(catalogue, "2017-08") == []


@pytest.mark.parametrize(
    "now", [DELAYED, expected("2017-08-20"), expected("2017-08-10"), expected("2017-10")]
)
def test_a_forecast_that_passed_unmet_is_a_slip_whatever_is_forecast_now(project: Make, now: str) -> None:
    catalogue = project(files({"2017-07": month(expected("2017-08-20")), "2017-08": month(now)}))

    assert found(catalogue, "2017-08") == [("slipped-again", "M-1")]


def test_an_unmet_forecast_is_told_once(project: Make) -> None:
    stale = expected("2017-08")
    catalogue = project(files({f"2017-{each}": month(stale) for each in ("07", "08", "09")}))

    assert found(catalogue, "2017-08") == [("slipped-again", "M-1")]
    assert found(catalogue, "2017-09") == []


def test_a_slip_is_measured_from_the_last_statement_however_old(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(expected("2017-10")),
                "2017-07": month(""),
                "2017-08": month(expected("2017-11")),
            }
        )
    )

    assert found(catalogue, "2017-08") == [("slipped-again", "M-1")]


def test_what_became_overdue_in_silence_is_a_change(project: Make) -> None:
    register = milestone("M-1", "2017-08-30") + milestone("M-2", "2017-08-31")
    catalogue = project(files({"2017-07": month(), "2017-08": month(summary=True)}, register))

    (change,) = all_of(catalogue, "2017-08")

    assert (change.kind, change.milestone, change.area) == ("newly-overdue", "M-1", "1A.01")
    assert (change.before.status, change.now.status, change.after) == ("planned", "overdue", None)
    assert change.newly_late


def test_what_only_the_calendar_did_is_no_change(project: Make) -> None:
    catalogue = project(
        files(
            {"2017-07": month(), "2017-08": month()},
            milestone("M-1", "2017-08-15", more="  finished: 2017-08-20\n"),
        )
    )

    assert found(catalogue, "2017-08") == []


def test_every_milestone_of_a_group_is_a_change_of_its_own(project: Make) -> None:
    register = milestone("M-1") + milestone("M-2")
    catalogue = project(
        files(
            {"2017-07": month(said("delayed", "M-1")), "2017-08": month(said("delayed", "M-1", "M-2"))},
            register,
        )
    )

    assert found(catalogue, "2017-08") == [("newly-delayed", "M-2")]


@pytest.mark.parametrize("august", [REBASELINED + ACHIEVED, ACHIEVED + REBASELINED])
def test_a_change_holds_the_state_before_and_the_statement_that_made_it(project: Make, august: str) -> None:
    catalogue = project(files({"2017-07": month(), "2017-08": month(august)}))

    achieved, rebaselined = all_of(catalogue, "2017-08")

    assert achieved.after is not None
    assert rebaselined.after is not None
    assert (achieved.after.status, rebaselined.after.status) == ("achieved", "rebaselined")
    assert rebaselined.after.due == Date(2018, 3, 31)
    assert (rebaselined.before.status, rebaselined.before.due) == ("overdue", Date(2017, 6, 30))


# --- silence ------------------------------------------------------------------------------------


def test_what_disappeared_shows_what_was_said_last(project: Make) -> None:
    catalogue = project(files({"2017-07": month(DELAYED), "2017-08": month()}))

    (change,) = all_of(catalogue, "2017-08")

    assert change.after is None
    assert change.before.statement is not None
    assert change.before.statement.month == "2017-07"


def test_a_milestone_disappears_once(project: Make) -> None:
    catalogue = project(files({"2017-07": month(DELAYED), "2017-08": month(), "2017-09": month()}))

    assert found(catalogue, "2017-08") == [("disappeared", "M-1")]
    assert found(catalogue, "2017-09") == []


def test_the_silence_of_a_summary_means_nothing(project: Make) -> None:
    catalogue = project(files({"2017-07": month(DELAYED), "2017-08": month(summary=True)}))

    assert found(catalogue, "2017-08") == []


def test_a_report_that_is_silent_after_a_silent_summary_is_noticed(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(DELAYED),
                "2017-07": month(summary=True),
                "2017-08": month(),
                "2017-09": month(),
            }
        )
    )

    assert found(catalogue, "2017-08") == [("disappeared", "M-1")]
    assert found(catalogue, "2017-09") == []


def test_a_report_that_is_silent_on_what_only_summaries_said_is_noticed(project: Make) -> None:
    catalogue = project(files({"2017-07": month(DELAYED, summary=True), "2017-08": month()}))

    assert found(catalogue, "2017-08") == [("disappeared", "M-1")]


def test_what_a_summary_says_is_a_change(project: Make) -> None:
    catalogue = project(files({"2017-07": month(), "2017-08": month(DELAYED, summary=True)}))

    assert found(catalogue, "2017-08") == [("newly-delayed", "M-1")]


# --- which months are compared ------------------------------------------------------------------


def test_the_first_month_has_nothing_to_compare_with(project: Make) -> None:
    catalogue = project(files({"2017-08": month(DELAYED)}))

    first = changes(catalogue, "2017-08")

    assert first is not None
    assert (first.month, first.since, first.changes) == ("2017-08", None, ())


def test_a_month_without_a_report_has_no_changes(project: Make) -> None:
    assert changes(project(files({"2017-08": month()})), "2017-09") is None


def test_a_month_is_compared_with_the_newest_published_before_it(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2016-12": month(ACHIEVED),
                "2017-05": month(DELAYED),
                "2017-07": month(ACHIEVED, draft=True),
                "2017-08": month(),
            }
        )
    )

    result = changes(catalogue, "2017-08")

    assert result is not None
    assert result.since == "2017-05"
    assert found(catalogue, "2017-08") == [("disappeared", "M-1")]


def test_a_draft_is_compared_on_its_own_page(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(DELAYED),
                "2017-08": month(CANCELLED, draft=True),
                "2017-09": month(ACHIEVED, draft=True),
            }
        )
    )

    assert found(catalogue, "2017-09") == [("newly-achieved", "M-1")]
    assert catalogue.published_before("2017-09") == "2017-07"


# --- order --------------------------------------------------------------------------------------


def test_changes_are_listed_by_kind_then_by_area_then_by_id(project: Make) -> None:
    register = (
        milestone("M-1", wbs="1B")
        + milestone("M-2", wbs="1A.02.01")
        + milestone("M-10", wbs="1A.01.01")
        + milestone("M-9", wbs="1A.01.02")
        + milestone("M-3")
    )
    august = said("delayed", "M-1", "M-2", "M-10", "M-9") + said("achieved", "M-3")
    catalogue = project(files({"2017-07": month(), "2017-08": month(august)}, register))

    result = [(each.kind, each.area, each.milestone) for each in all_of(catalogue, "2017-08")]

    assert result == [
        ("newly-delayed", "1A.01", "M-9"),
        ("newly-delayed", "1A.01", "M-10"),
        ("newly-delayed", "1A.02", "M-2"),
        ("newly-delayed", "", "M-1"),
        ("newly-achieved", "1A.01", "M-3"),
    ]


@pytest.mark.parametrize(
    ("august", "area"),
    [
        pytest.param("", "1A.02", id="what disappeared, where it was said last"),
        pytest.param(said("achieved", "M-1", wbs="1A"), "", id="under no area"),
        pytest.param(ACHIEVED, "1A.01", id="else the element of the register"),
    ],
)
def test_a_change_is_listed_under_the_area_of_its_own_statement(
    project: Make, august: str, area: str
) -> None:
    july = said("delayed", "M-1", wbs="1A.02.01")
    catalogue = project(files({"2017-07": month(july), "2017-08": month(august)}))

    (change,) = all_of(catalogue, "2017-08")

    assert change.area == area


def test_a_milestone_that_the_register_does_not_hold_changes_too(project: Make) -> None:
    catalogue = project(files({"2017-07": month(), "2017-08": month(said("delayed", "X-9"))}))

    (change,) = all_of(catalogue, "2017-08")

    assert (change.kind, change.milestone, change.area) == ("newly-delayed", "X-9", "")


def test_a_full_report_compares_with_the_full_report_before(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(),
                "2017-07": month(summary=True),
                "2017-08": month(),
                "2017-09": month(draft=True),
                "2017-10": month(summary=True),
            }
        )
    )

    names = ("2017-06", "2017-07", "2017-08", "2017-09", "2017-10")
    assert [previous_report(catalogue, name) for name in names] == [None, None, "2017-06", "2017-08", None]


def test_a_month_without_a_report_compares_with_none(project: Make) -> None:
    assert previous_report(project(files({"2017-07": month(), "2017-08": month()})), "2017-09") is None
