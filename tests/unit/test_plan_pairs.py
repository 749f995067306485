"""Last month's plans beside this month's accomplishments: pairs by element, and their tickets."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.progress.plan_pairs import Pair, PlanPairs, newest_pairs, plan_pairs

from .history import WBS, Make, done, files, month, planned, said


def of(catalogue: Catalogue, name: str, wbs: str = "") -> PlanPairs:
    """The pairs of a month that exists."""
    found = plan_pairs(catalogue, name, wbs)
    assert found is not None
    return found


def pairs(catalogue: Catalogue, name: str, wbs: str = "") -> dict[str, tuple[bool, bool]]:
    """Whether each element has a plan and an outcome."""
    return {
        each.element: (each.plan is not None, each.outcome is not None)
        for each in of(catalogue, name, wbs).pairs
    }


def pair_of(catalogue: Catalogue, element: str = "1A.01.01", name: str = "2017-08") -> Pair:
    return next(each for each in of(catalogue, name).pairs if each.element == element)


def of_tickets(project: Make, plan: str, outcome: str, more: dict[str, str] | None = None) -> Pair:
    """A plan of July and an outcome of August, each a text on the same element."""
    august = month(A01=done("1A.01.01", says=outcome))
    return pair_of(
        project(
            files(
                {"2017-07": month(A01=planned("1A.01.01", says=plan)), "2017-08": {**august, **(more or {})}}
            )
        )
    )


# --- pairs --------------------------------------------------------------------------------------


def test_plans_and_outcomes_are_paired_by_element_in_their_order(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-07": month(A01=planned("1A.01.02", "1A.01.01"), A02=planned("1A.02.01")),
                "2017-08": month(A01=done("1A.01.01"), A02="## Current accomplishments\n\nAll well.\n"),
            }
        )
    )

    assert list(pairs(catalogue, "2017-08").items()) == [
        ("1A.01.01", (True, True)),
        ("1A.01.02", (True, False)),
        ("1A.02", (False, True)),
        ("1A.02.01", (True, False)),
    ]


def test_only_plans_of_the_month_before_and_outcomes_of_the_month_count(project: Make) -> None:
    both = planned("1A.01.01") + done("1A.01.02")
    catalogue = project(files({"2017-07": month(A01=both), "2017-08": month(A01=both)}))

    assert pairs(catalogue, "2017-08") == {"1A.01.01": (True, False), "1A.01.02": (False, True)}


def test_a_part_tells_where_it_stands_what_it_says_and_whether_that_is_silence(project: Make) -> None:
    pair = of_tickets(project, "- One, DM-1.\n- Two.", "No activity.")

    assert pair.plan is not None
    assert pair.outcome is not None
    assert (pair.plan.docname, pair.plan.anchor) == ("reports/2017-07/1A.01", "plans-1A-01-01")
    assert (pair.outcome.docname, pair.outcome.anchor) == (
        "reports/2017-08/1A.01",
        "accomplishments-1A-01-01",
    )
    assert pair.plan.items == ("One, DM-1.", "Two.")
    assert (pair.plan.silent, pair.outcome.silent) == (False, True)


def test_a_heading_that_holds_only_others_is_no_part(project: Make) -> None:
    text = "## Current accomplishments\n\n### 1A.01.01\n\n### 1A.01.01.01\n\nDone.\n"
    months = {"2017-07": month(), "2017-08": month(A01=text)}

    assert pairs(project(files(months, wbs=WBS + "1A.01.01.01: Inside\n")), "2017-08") == {
        "1A.01.01.01": (False, True)
    }


def test_an_element_above_chooses_those_at_and_below_it(project: Make) -> None:
    wbs = WBS + "1A.01.01.01: Inside\n"
    months = {
        "2017-07": month(A01=planned("1A.01.01", "1A.01.02")),
        "2017-08": month(A01=done("1A.01.01.01"), A02=done("1A.02.01")),
    }

    assert list(pairs(project(files(months, wbs=wbs)), "2017-08", "1A.01.01")) == ["1A.01.01", "1A.01.01.01"]


# --- tickets ------------------------------------------------------------------------------------


def test_tickets_in_plan_and_outcome_are_matched(project: Make) -> None:
    pair = of_tickets(project, "- DM-3 and DM-1.\n- DM-3, DM-2.", "- Merged DM-1, DM-3. [DM-4]")

    assert pair.matched == ("DM-3", "DM-1")


def test_a_ticket_is_matched_only_within_its_element(project: Make) -> None:
    pair = of_tickets(
        project, "- DM-1.", "- Done.", {"1A.02.md": f"# 1A.02\n\n{done('1A.02.01', says='DM-1.')}"}
    )

    assert (pair.matched, pair.unmentioned) == ((), ())


def test_planned_tickets_that_the_month_does_not_name_again_are_told(project: Make) -> None:
    pair = of_tickets(project, "- DM-2, DM-1, LDM-5.", "- Merged DM-1.")

    assert pair.unmentioned == ("DM-2",)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param({"1A.02.md": f"# 1A.02\n\n{planned('1A.02.01', says='DM-2.')}"}, id="in a plan"),
        pytest.param({"1A.02.md": "# 1A.02\n\n## Recruitment update\n\nDM-2.\n"}, id="of another kind"),
        pytest.param({"milestones.yaml": said("delayed", "M-1", note="See DM-2.")}, id="in a statement"),
        pytest.param(
            {"index.md": "---\nstatus: published\n---\n# August\n\nDM-2.\n"}, id="on the month's page"
        ),
    ],
)
def test_a_ticket_is_named_again_wherever_the_month_names_it(project: Make, place: dict[str, str]) -> None:
    assert of_tickets(project, "- DM-2.", "- Done.", place).unmentioned == ()


# --- which months -------------------------------------------------------------------------------


def test_the_first_month_has_no_plans_to_compare(project: Make) -> None:
    found = of(project(files({"2017-08": month(A01=done("1A.01.01"))})), "2017-08")

    assert (found.planned_in, found.pairs) == (None, ())


def test_a_month_without_a_report_has_no_outcomes(project: Make) -> None:
    assert plan_pairs(project(files({"2017-08": month()})), "2017-09") is None


def test_the_plans_are_those_of_the_newest_published_month_before(project: Make) -> None:
    months = {
        "2017-05": month(A01=planned("1A.01.01")),
        "2017-07": month(A01=planned("1A.01.02"), draft=True),
        "2017-08": month(),
    }
    catalogue = project(files(months))

    assert of(catalogue, "2017-08").planned_in == "2017-05"
    assert list(pairs(catalogue, "2017-08")) == ["1A.01.01"]


def test_a_draft_shows_what_became_of_the_plans(project: Make) -> None:
    months = {"2017-07": month(A01=planned("1A.01.01")), "2017-08": month(A01=done("1A.01.01"), draft=True)}

    assert pairs(project(files(months)), "2017-08") == {"1A.01.01": (True, True)}


@pytest.mark.parametrize(
    ("summary", "planned_in"),
    [("", "2017-06"), (done("1A.01.01"), "2017-06"), (planned("1A.01.01"), "2017-07")],
)
def test_a_summary_without_plans_is_passed_over(project: Make, summary: str, planned_in: str) -> None:
    months = {
        "2017-06": month(A01=planned("1A.01.01")),
        "2017-07": month(A01=summary, summary=True),
        "2017-08": month(),
    }

    assert of(project(files(months)), "2017-08").planned_in == planned_in


def test_a_report_without_plans_is_not_passed_over(project: Make) -> None:
    months = {"2017-06": month(A01=planned("1A.01.01")), "2017-07": month(), "2017-08": month()}

    found = of(project(files(months)), "2017-08")

    assert (found.planned_in, found.pairs) == ("2017-07", ())


@pytest.mark.parametrize(("summary", "unmentioned"), [(True, ()), (False, ("DM-1",))])
def test_what_a_summary_leaves_out_may_have_been_done(
    project: Make, summary: bool, unmentioned: tuple[str, ...]
) -> None:
    months = {
        "2017-07": month(A01=planned("1A.01.01", says="- DM-1.")),
        "2017-08": month(A01=done("1A.01.02"), summary=summary),
    }

    found = of(project(files(months)), "2017-08")

    assert found.summary == summary
    assert [(each.element, each.unmentioned) for each in found.pairs] == [
        ("1A.01.01", unmentioned),
        ("1A.01.02", ()),
    ]


def test_a_planned_ticket_that_another_element_speaks_of_is_found_there(project: Make) -> None:
    plans = planned("1A.01.01", says="- DM-1, DM-2.")
    outcome = (
        done("1A.01.01", says="- Something.") + done("1A.01.02", says="- Merged DM-1.").partition("\n")[2]
    )
    catalogue = project(files({"2017-07": month(A01=plans), "2017-08": month(text="See DM-1.", A01=outcome)}))

    found = plan_pairs(catalogue, "2017-08")
    assert found is not None
    (pair,) = [each for each in found.pairs if each.element == "1A.01.01"]
    assert [(each.ticket, each.anchor, each.element) for each in pair.elsewhere] == [
        ("DM-1", "accomplishments-1A-01-02", "1A.01.02")
    ]
    assert (pair.matched, pair.unmentioned) == ((), ("DM-2",))


def test_the_newest_month_to_compare_is_one_with_something_at_or_below_the_element(project: Make) -> None:
    catalogue = project(
        files(
            {
                "2017-06": month(A01=planned("1A.01.01"), A02=planned("1A.02.01")),
                "2017-07": month(A01=done("1A.01.01"), A02=done("1A.02.01")),
                "2017-08": month(A02="## Current accomplishments\n\nAll well.\n"),
                "2017-09": month(A01=done("1A.01.02"), draft=True),
            }
        )
    )

    assert newest_pairs(catalogue) == {
        "1A": "2017-08", "1A.01": "2017-07", "1A.01.01": "2017-07", "1A.02": "2017-08", "1A.02.01": "2017-07",
    }  # fmt: skip
