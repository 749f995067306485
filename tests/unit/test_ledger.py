"""The ledger of a milestone: what every month said, how far it moved, and where the sources disagree."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.core.dates import Date, Span
from progress_report.milestones.ledger import Ledger, ledger

from .history import Make, files, milestone, month, said


def of(catalogue: Catalogue, name: str = "M-1") -> Ledger:
    return ledger(catalogue, name)


def disagreements(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Month, what the schedule says and what the month says."""
    return [(each.month, str(each.schedule), str(each.stated)) for each in of(catalogue).disagreements]


# --- entries ------------------------------------------------------------------------------------


def test_every_month_that_spoke_has_an_entry_oldest_first(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(said("delayed", "M-1")),
                "2017-07": month(said("delayed", "M-2")),
                "2017-08": month(said("achieved", "M-1", "M-2"), summary=True),
            },
            milestone("M-1") + milestone("M-2"),
        )
    )

    entries = of(catalogue).entries

    assert [(each.statement.month, each.statement.status, each.summary) for each in entries] == [
        ("2017-06", "delayed", False),
        ("2017-08", "achieved", True),
    ]


def test_a_milestone_that_no_month_mentions_has_an_empty_ledger(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}, milestone("M-1", more="  finished: 2017-01-31\n")))

    assert of(catalogue) == Ledger((), 0, ())


def test_an_unknown_milestone_has_a_ledger_and_no_disagreement(project: Make) -> None:
    catalogue = project(files({"2017-08": month(said("achieved", "X-9", due="2017-01-31"))}))

    found = of(catalogue, "X-9")

    assert [str(each.due) for each in found.entries] == ["2017-01-31"]
    assert found.disagreements == ()


def test_a_draft_is_in_no_ledger(project: Make) -> None:
    catalogue = project(files({"2017-08": month(said("delayed", "M-1"), draft=True)}))

    assert of(catalogue) == Ledger((), 0, ())


def test_the_months_of_a_delay_are_counted_not_the_statements(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-05": month(said("delayed", "M-1") + "  - {id: M-1}\n"),
                "2017-06": month(said("delayed", "M-1")),
                "2017-07": month(),
                "2017-08": month(said("achieved", "M-1")),
            }
        )
    )

    assert of(catalogue).delayed == 2


# --- due dates, forecasts and their slips -------------------------------------------------------


def test_an_entry_has_the_due_date_in_force_at_the_end_of_its_month(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-05": month(said("delayed", "M-1")),
                "2017-06": month(said("rebaselined", "M-1", due="2018-03-31")),
                "2017-08": month(said("delayed", "M-1")),
            },
            milestone("M-1", "2017-04-30"),
        )
    )

    assert [str(each.due) for each in of(catalogue).entries] == ["2017-04-30", "2018-03-31", "2018-03-31"]


def test_an_entry_has_its_own_due_date_though_the_month_states_another_too(project: Make) -> None:
    statements = said("delayed", "M-1", due="2017-06-30") + said("rebaselined", "M-1", due="2018-06-30")
    catalogue = project(files({"2017-08": month(statements)}))

    delayed, rebaselined = of(catalogue).entries

    assert (delayed.due, rebaselined.due) == (Date(2017, 6, 30), Date(2018, 6, 30))
    assert rebaselined.due_moved == Span(365, "day")


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        pytest.param("2017-09-30", "2017-10-31", Span(31, "day"), id="later, in days"),
        pytest.param("2017-09-30", "2017-09-15", Span(-15, "day"), id="earlier"),
        pytest.param("2017-09", "2017-11-15", Span(2, "month"), id="in months where a day is unknown"),
        pytest.param("2017-09-30", "2017-09", None, id="nothing known to have moved"),
        pytest.param("2017-09-30", "2017-09-30", None, id="not moved"),
    ],
)
def test_a_slip_is_the_difference_to_the_statement_before(
    project: Make, before: str, after: str, slip: Span | None
) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(said("delayed", "M-1", due=before, forecast=before)),
                "2017-08": month(said("delayed", "M-1", due=after, forecast=after)),
            }
        )
    )

    first, second = of(catalogue).entries

    assert (first.due_moved, first.forecast_moved) == (None, None)
    assert (second.due_moved, second.forecast_moved) == (slip, slip)


def test_a_forecast_is_compared_with_the_last_one_given(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(said("delayed", "M-1", forecast="2017-09")),
                "2017-07": month(said("delayed", "M-1")),
                "2017-08": month(said("delayed", "M-1", forecast="2017-12")),
            }
        )
    )

    assert [each.forecast_moved for each in of(catalogue).entries] == [None, None, Span(3, "month")]


# --- notes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "since"),
    [
        (["a b", "a b", "a b"], ["", "2017-01", "2017-01"]),
        (["a b", "'a  b '", "a c"], ["", "2017-01", ""]),
        (["a", "b", "a"], ["", "", ""]),
        (["a", "a", "b"], ["", "2017-01", ""]),
        (["a", "b", "b"], ["", "", "2017-02"]),
        (["''", "''", "''"], ["", "", ""]),
    ],
)
def test_a_note_is_unchanged_since_the_first_month_of_its_repetition(
    project: Make, notes: list[str], since: list[str]
) -> None:
    months = {
        f"2017-0{number}": month(said("delayed", "M-1", note=note)) for number, note in enumerate(notes, 1)
    }

    assert [each.note_since for each in of(project(files(months))).entries] == since


def test_a_month_of_silence_does_not_break_the_repetition_of_a_note(project: Make) -> None:
    months = {
        "2017-01": month(said("delayed", "M-1")),
        "2017-02": month(),
        "2017-03": month(said("delayed", "M-1")),
    }

    assert [each.note_since for each in of(project(files(months))).entries] == ["", "2017-01"]


# --- disagreements: due dates -------------------------------------------------------------------

BASELINE = "  baselines:\n    - {from: 2017-08, due: 2018-05-31}\n"


@pytest.mark.parametrize("status", ["achieved", "delayed", "cancelled"])
def test_a_due_date_that_is_not_the_schedule_s_is_a_disagreement(project: Make, status: str) -> None:
    schedule = milestone("M-1", "2017-06-30", more="  finished: 2017-08\n")
    catalogue = project(files({"2017-07": month(said(status, "M-1", due="2017-07-31"))}, schedule))

    assert ("2017-07", "due 2017-06-30", "due 2017-07-31") in disagreements(catalogue)


@pytest.mark.parametrize(
    ("name", "due", "disagree"),
    [
        ("2017-07", "2017-06-30", False),
        ("2017-07", "2017-06", False),
        ("2017-07", "2018-05-31", True),
        ("2017-08", "2018-05-31", False),
        ("2017-08", "2017-06-30", True),
    ],
)
def test_a_due_date_is_compared_with_the_baseline_of_its_month(
    project: Make, name: str, due: str, disagree: bool
) -> None:
    schedule = milestone("M-1", "2017-06-30", more=BASELINE)
    catalogue = project(files({name: month(said("delayed", "M-1", due=due))}, schedule))

    assert bool(disagreements(catalogue)) == disagree


def test_a_month_that_rebaselines_does_not_contradict_the_schedule_nor_does_one_that_repeats_it(
    project: Make,
) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(said("rebaselined", "M-1", due="2017-12-31")),
                "2017-08": month(said("delayed", "M-1", due="2017-12-31")),
            }
        )
    )

    assert disagreements(catalogue) == []


def test_a_new_due_date_before_it_was_agreed_on_is_a_disagreement(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(said("delayed", "M-1", due="2017-12-31")),
                "2017-08": month(said("rebaselined", "M-1", due="2017-12-31")),
            }
        )
    )

    assert disagreements(catalogue) == [("2017-07", "due 2017-06-30", "due 2017-12-31")]


def test_a_baseline_after_the_last_due_date_stated_is_not_overruled_in_silence(project: Make) -> None:
    months = {"2017-07": month(said("delayed", "M-1", due="2017-06-30")), "2017-09": month()}
    catalogue = project(files(months, milestone("M-1", "2017-06-30", more=BASELINE)))

    assert disagreements(catalogue) == [
        ("2017-09", "due 2018-05-31 from 2017-08 on", "due 2017-06-30, last stated in 2017-07")
    ]


def test_a_due_date_stated_after_the_baseline_disagrees_once(project: Make) -> None:
    months = {"2017-08": month(said("delayed", "M-1", due="2017-07-31")), "2017-09": month()}
    catalogue = project(files(months, milestone("M-1", "2017-06-30", more=BASELINE)))

    assert disagreements(catalogue) == [("2017-08", "due 2018-05-31", "due 2017-07-31")]


@pytest.mark.parametrize("status", ["achieved", "cancelled"])
def test_a_baseline_means_nothing_to_what_is_over(project: Make, status: str) -> None:
    schedule = milestone("M-1", "2017-06-30", more=BASELINE + "  finished: 2017-10\n")
    months = {"2017-07": month(said(status, "M-1", due="2017-06-30")), "2017-09": month()}

    assert "due" not in str(disagreements(project(files(months, schedule))))


# --- disagreements: the finish ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finished", "date", "stated"),
    [
        pytest.param("2017-08-20", "2017-08-20", None, id="the same day"),
        pytest.param("2017-08-20", "2017-08", None, id="the same month"),
        pytest.param("2017-08-20", None, None, id="in the month that states it"),
        pytest.param("2017-08", "2017-08-20", None, id="the month of that day"),
        pytest.param("2017-08-20", "2017-08-21", "achieved 2017-08-21", id="another day"),
        pytest.param("2017-08-31", "2017-09", "achieved 2017-09", id="another month"),
        pytest.param("2017-07-31", None, "achieved 2017-08", id="before the month that states it"),
    ],
)
def test_a_finish_and_an_achievement_at_other_times_disagree(
    project: Make, finished: str, date: str | None, stated: str | None
) -> None:
    statement = said("achieved", "M-1", **({"date": date} if date else {}))
    catalogue = project(
        files({"2017-08": month(statement)}, milestone("M-1", "2017-06-30", more=f"  finished: {finished}\n"))
    )

    assert disagreements(catalogue) == ([("2017-08", f"finished {finished}", stated)] if stated else [])


def test_an_achievement_of_which_the_schedule_knows_nothing_is_listed_as_such(project: Make) -> None:
    catalogue = project(files({"2017-08": month(said("achieved", "M-1"))}))

    assert disagreements(catalogue) == [("2017-08", "no finish recorded", "achieved 2017-08")]


@pytest.mark.parametrize("status", ["delayed", "cancelled"])
@pytest.mark.parametrize(
    ("finished", "disagree"), [("2017-08-31", True), ("2017-08", True), ("2017-09-01", False)]
)
def test_what_is_finished_by_the_schedule_can_be_neither_late_nor_cancelled(
    project: Make, status: str, finished: str, disagree: bool
) -> None:
    schedule = milestone("M-1", "2017-06-30", more=f"  finished: {finished}\n")
    catalogue = project(files({"2017-08": month(said(status, "M-1"))}, schedule))

    assert disagreements(catalogue) == ([("2017-08", f"finished {finished}", status)] if disagree else [])


@pytest.mark.parametrize("due", ["2017-06-30", "2017-05-31"])
def test_a_delay_that_no_month_took_back_after_the_finish_is_listed_beside_other_disagreements(
    project: Make, due: str
) -> None:
    schedule = milestone("M-1", "2017-06-30", more="  finished: 2017-08-15\n")
    months = {"2017-07": month(said("delayed", "M-1", due=due)), "2017-08": month(), "2017-09": month()}

    assert ("2017-09", "finished 2017-08-15", "delayed, last stated in 2017-07") in disagreements(
        project(files(months, schedule))
    )


def test_a_finish_that_contradicts_no_month_is_no_disagreement(project: Make) -> None:
    schedule = milestone("M-1", "2017-06-30", more="  finished: 2017-08-15\n")
    months = {
        "2017-06": month(said("delayed", "M-1")),
        "2017-07": month(said("rebaselined", "M-1", due="2017-08-31")),
        "2017-09": month(),
    }

    assert disagreements(project(files(months, schedule))) == []
