"""The view over all months (content model, sections 3 and 4): due dates and states at the end of a month,
areas, rows of tables and citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from progress_report.content.catalogue import MAX_RESULTS, NO_AREA, Catalogue, ElementText, remembered
from progress_report.core.dates import Date
from progress_report.directives.element_page import cited_below
from progress_report.milestones.rows import Row, Selection, rows
from progress_report.progress.figures import area_counts, month_counts, state_counts

Make = Callable[..., Catalogue]

WBS = "1A: Whole\n1A.01: First\n1A.01.01: Part\n1A.02: Second\n1A.02.01: Part\n1A.10: Tenth\n2B: Other\n"


def milestone(name: str, due: str = "2017-12-31", more: str = "", wbs: str = "1A.01.01") -> str:
    """An entry of the register."""
    return f"{name}:\n  title: Title of {name}\n  wbs: {wbs}\n  due: {due}\n{more}"


def month(statements: str, *, draft: bool = False, areas: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files of a month, by their names."""
    status = "draft" if draft else "published"
    return {
        "index.md": f"---\nstatus: {status}\n---\n# A month\n",
        "milestones.yaml": statements,
        **{f"{name}.md": f"# {name}\n\n{text}" for name, text in (areas or {}).items()},
    }


def files(register: str, months: Mapping[str, Mapping[str, str]], wbs: str = WBS) -> dict[str, str | None]:
    """A project of this register and these months."""
    found: dict[str, str | None] = {
        "reports/wbs.yaml": wbs,
        "reports/milestones.yaml": register,
        "reports/2017-08/index.md": None,
        "reports/2017-08/milestones.yaml": None,
        "reports/2017-08/1A.01.md": None,
    }
    for name, content in months.items():
        found.update({f"reports/{name}/{file}": text for file, text in content.items()})
    return found


def states(catalogue: Catalogue, name: str, *months: str) -> list[str]:
    """The state of a milestone at the end of each month."""
    return [catalogue.state(name, month).status for month in months]


def ids(rows: tuple[Row, ...]) -> list[str]:
    """The first id of each row."""
    return [row.ids[0] for row in rows]


# --- due dates ----------------------------------------------------------------------------------


def test_without_statements_and_baselines_the_first_due_date_is_in_force(project: Make) -> None:
    catalogue = project(files(milestone("M-1"), {"2017-08": month("")}))

    assert catalogue.due("M-1", "2017-08") == Date(2017, 12, 31)


@pytest.mark.parametrize(
    ("asked", "expected"), [("2018-02", "2017-12-31"), ("2018-03", "2018-09-30"), ("2019-05", "2019-06")]
)
def test_a_baseline_is_used_from_its_month_on(project: Make, asked: str, expected: str) -> None:
    more = "  baselines:\n    - {from: 2019-01, due: 2019-06}\n    - {from: 2018-03, due: 2018-09-30}\n"
    catalogue = project(files(milestone("M-1", more=more), {"2017-08": month("")}))

    assert str(catalogue.due("M-1", asked)) == expected


def test_the_newest_due_date_stated_comes_before_any_baseline(project: Make) -> None:
    more = "  baselines:\n    - {from: 2017-09, due: 2018-09-30}\n"
    catalogue = project(
        files(
            milestone("M-1", more=more),
            {
                "2017-06": month("delayed:\n  - {id: M-1, due: 2017-10-31}\n"),
                "2017-07": month("delayed:\n  - id: M-1\n"),
                "2017-08": month("delayed:\n  - {id: M-1, due: 2017-11}\n"),
            },
        )
    )

    dues = [
        str(catalogue.due("M-1", name)) for name in ("2017-05", "2017-06", "2017-07", "2017-08", "2017-09")
    ]
    assert dues == ["2017-12-31", "2017-10-31", "2017-10-31", "2017-11", "2017-11"]


def test_an_unknown_milestone_has_the_due_date_that_was_stated(project: Make) -> None:
    catalogue = project(
        files(milestone("M-1"), {"2017-08": month("delayed:\n  - {id: X-9, due: 2017-07}\n  - id: Y-9\n")})
    )

    assert catalogue.due("X-9", "2017-08") == Date(2017, 7)
    assert catalogue.due("Y-9", "2017-08") is None


# --- states -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2017-08-30", "overdue"),
        ("2017-08-31", "planned"),
        ("2017-09-01", "planned"),
        ("2017-07", "overdue"),
        ("2017-08", "planned"),
    ],
)
def test_a_milestone_is_overdue_only_after_its_due_date(project: Make, due: str, expected: str) -> None:
    catalogue = project(files(milestone("M-1", due), {"2017-08": month("")}))

    assert states(catalogue, "M-1", "2017-08") == [expected]


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("2017-07-31", "finished"),
        ("2017-08-31", "finished"),
        ("2017-08", "finished"),
        ("2017-09-01", "overdue"),
        ("2017-09", "overdue"),
    ],
)
def test_what_the_schedule_finished_by_the_end_of_the_month_is_finished(
    project: Make, finished: str, expected: str
) -> None:
    catalogue = project(
        files(milestone("M-1", "2017-01-31", f"  finished: {finished}\n"), {"2017-08": month("")})
    )

    assert states(catalogue, "M-1", "2017-08") == [expected]


def test_the_state_is_the_last_one_stated(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1", "2017-05-31"),
            {
                "2017-06": month("delayed:\n  - id: M-1\n"),
                "2017-07": month(""),
                "2017-08": month("achieved:\n  - id: M-1\n"),
                "2017-09": month("cancelled:\n  - {id: M-1, note: No longer needed.}\n"),
            },
        )
    )

    assert states(catalogue, "M-1", "2017-04", "2017-05", "2017-06", "2017-07", "2017-08", "2017-09") == [
        "planned",
        "planned",
        "delayed",
        "delayed",
        "achieved",
        "cancelled",
    ]


def test_what_is_stated_comes_before_what_the_schedule_says(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1", more="  finished: 2017-01-31\n"), {"2017-08": month("delayed:\n  - id: M-1\n")}
        )
    )

    assert states(catalogue, "M-1", "2017-07", "2017-08") == ["finished", "delayed"]


def test_a_later_rebaselining_ends_a_delay(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1", "2017-05-31"),
            {
                "2017-06": month("delayed:\n  - id: M-1\n"),
                "2017-07": month("rebaselined:\n  - {id: M-1, due: 2017-08-15, note: Agreed.}\n"),
                "2017-08": month(""),
                "2017-09": month("delayed:\n  - id: M-1\n"),
            },
        )
    )

    assert states(catalogue, "M-1", "2017-06", "2017-07", "2017-08", "2017-09") == [
        "delayed",
        "planned",
        "overdue",
        "delayed",
    ]
    assert catalogue.due("M-1", "2017-09") == Date(2017, 8, 15)


@pytest.mark.parametrize("status", ["achieved", "cancelled"])
def test_a_rebaselining_ends_nothing_but_a_delay(project: Make, status: str) -> None:
    catalogue = project(
        files(
            milestone("M-1"),
            {
                "2017-07": month(f"{status}:\n  - {{id: M-1, note: x}}\n"),
                "2017-08": month("rebaselined:\n  - {id: M-1, due: 2018-01, note: x}\n"),
            },
        )
    )

    assert states(catalogue, "M-1", "2017-08") == [status]


def test_states_are_never_inferred_from_dates(project: Make) -> None:
    more = "  finished: 2017-01-31\n"
    catalogue = project(
        files(milestone("M-1") + milestone("M-2", "2017-01-31", more), {"2017-08": month("")})
    )

    assert state_counts(catalogue, "2017-08") == (("planned", 1), ("finished", 1))


def test_a_state_carries_the_statement_that_says_so(project: Make) -> None:
    catalogue = project(
        files(milestone("M-1"), {"2017-08": month("achieved:\n  - {id: M-1, note: Here.}\n")})
    )

    state = catalogue.state("M-1", "2017-12")

    assert state.statement is not None
    assert (state.statement.month, state.statement.note) == ("2017-08", "Here.")


# --- drafts -------------------------------------------------------------------------------------

WITH_DRAFT = files(
    milestone("M-1"),
    {
        "2017-07": month("delayed:\n  - {id: M-1, due: 2017-06, note: See DM-1.}\n"),
        "2017-08": month(
            "achieved:\n  - {id: M-1, due: 2017-05, note: See DM-2.}\n",
            draft=True,
            areas={"1A.01": "## Current accomplishments\n\nDM-2\n"},
        ),
        "2017-09": month(""),
    },
)


def test_a_draft_counts_in_no_state_history_or_citation(project: Make) -> None:
    catalogue = project(WITH_DRAFT)

    assert states(catalogue, "M-1", "2017-09") == ["delayed"]
    assert catalogue.due("M-1", "2017-09") == Date(2017, 6)
    assert [each.month for each in catalogue.history("M-1")] == ["2017-07"]
    assert catalogue.cited("ticket") == ("DM-1",)
    assert catalogue.element_texts("1A.01") == ()
    assert catalogue.published() == ("2017-07", "2017-09")


def test_a_draft_counts_on_its_own_pages(project: Make) -> None:
    catalogue = project(WITH_DRAFT)

    (row,) = rows(catalogue, Selection("2017-08", stated=False))
    counts = month_counts(catalogue, "2017-08")
    assert (row.status, str(row.due)) == ("achieved", "2017-05")
    assert counts is not None
    assert (dict(counts.statuses)["achieved"], counts.areas, counts.tickets) == (1, 1, 1)
    assert catalogue.months() == ("2017-07", "2017-08", "2017-09")


def test_the_newest_month_is_a_published_one(project: Make) -> None:
    later = files(milestone("M-1"), {"2017-07": month(""), "2017-08": month("", draft=True)})

    assert project(later).newest() == "2017-07"


def test_without_a_published_month_there_is_no_newest(project: Make) -> None:
    assert project(files(milestone("M-1"), {"2017-08": month("", draft=True)})).newest() is None


# --- areas --------------------------------------------------------------------------------------


def test_the_area_of_a_statement_is_the_nearest_one_above_its_element(project: Make) -> None:
    catalogue = project(files(milestone("M-1"), {"2017-08": month("", areas={"1A": "", "1A.02": ""})}))

    areas = [
        catalogue.reporting_area(name, "2017-08") for name in ("1A.02.01", "1A.02", "1A.01.01", "1A", "2B")
    ]
    assert areas == ["1A.02", "1A.02", "1A", "1A", NO_AREA]


def test_areas_are_those_of_the_month(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1"),
            {"2017-07": month("", areas={"1A.02": ""}), "2017-08": month("", areas={"1A": ""})},
        )
    )

    assert [catalogue.reporting_area("1A.02.01", name) for name in ("2017-07", "2017-08")] == ["1A.02", "1A"]


def test_a_statement_lies_in_the_area_of_its_own_element_else_of_the_registers(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1") + milestone("M-2") + milestone("M-3", wbs="2B"),
            {
                "2017-08": month(
                    "delayed:\n  - {id: M-3}\n  - {id: M-1, wbs: 1A.02.01}\n  - {id: M-2}\n",
                    areas={"1A.01": "", "1A.02": ""},
                )
            },
        )
    )

    listed = rows(catalogue, Selection("2017-08", stated=True))
    assert [(row.ids, row.area) for row in listed] == [
        (("M-2",), "1A.01"),
        (("M-1",), "1A.02"),
        (("M-3",), NO_AREA),
    ]


def test_areas_come_in_natural_order_and_other_last(project: Make) -> None:
    register = "".join(
        milestone(f"M-{number}", wbs=wbs) for number, wbs in enumerate(("2B", "1A.10", "1A.02", "1A.01"))
    )
    areas = dict.fromkeys(("1A.10", "1A.02", "1A.01"), "")
    catalogue = project(files(register, {"2017-08": month("", areas=areas)}))

    assert [row.area for row in rows(catalogue, Selection("2017-08", stated=False))] == [
        "1A.01",
        "1A.02",
        "1A.10",
        NO_AREA,
    ]


# --- rows ---------------------------------------------------------------------------------------


def test_a_group_is_one_row_that_names_all(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1") + milestone("M-2") + milestone("M-3"),
            {"2017-08": month("delayed:\n  - id: [M-2, M-1]\n")},
        )
    )

    assert [row.ids for row in rows(catalogue, Selection("2017-08", stated=True))] == [("M-2", "M-1")]
    assert [row.ids for row in rows(catalogue, Selection("2017-08", stated=False))] == [
        ("M-2", "M-1"),
        ("M-3",),
    ]


def test_a_group_falls_apart_when_one_of_it_is_stated_alone(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1") + milestone("M-2") + milestone("M-3"),
            {
                "2017-07": month("delayed:\n  - id: [M-1, M-2, M-3]\n"),
                "2017-08": month("achieved:\n  - id: M-3\n"),
            },
        )
    )

    listed = rows(catalogue, Selection("2017-08", stated=False))
    assert [(row.ids, row.status) for row in listed] == [
        (("M-1",), "delayed"),
        (("M-2",), "delayed"),
        (("M-3",), "achieved"),
    ]


def test_a_row_has_the_title_of_the_statement_else_of_the_register(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1") + milestone("M-2"),
            {"2017-08": month("delayed:\n  - {id: M-1, title: Own title}\n  - id: [M-1, M-2]\n")},
        )
    )

    listed = rows(catalogue, Selection("2017-08", stated=True))
    assert [row.title for row in listed] == ["Own title", "Title of M-1 / Title of M-2"]


def test_a_group_with_different_due_dates_shows_none(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1", "2017-05-31") + milestone("M-2", "2017-06-30"),
            {"2017-08": month("delayed:\n  - id: [M-1, M-2]\n")},
        )
    )

    (row,) = rows(catalogue, Selection("2017-08", stated=True))
    assert (row.due, row.late) == (None, None)


@pytest.mark.parametrize(
    ("due", "statement", "expected"),
    [
        ("2017-08-01", "delayed:\n  - id: M-1\n", (30, "day")),
        ("2017-09-30", "delayed:\n  - id: M-1\n", (-30, "day")),
        ("2017-05", "delayed:\n  - id: M-1\n", (3, "month")),
        ("2017-08-01", "achieved:\n  - {id: M-1, date: 2017-08-11}\n", (10, "day")),
        ("2017-10-31", "achieved:\n  - {id: M-1, date: 2017-08}\n", (-2, "month")),
        ("2017-06-30", "achieved:\n  - id: M-1\n", (2, "month")),
        ("2017-06-30", "cancelled:\n  - {id: M-1, note: x}\n", None),
        ("2017-08-01", "", (30, "day")),
    ],
)
def test_how_late_is_counted_to_the_achievement_else_to_the_end_of_the_month(
    project: Make, due: str, statement: str, expected: tuple[int, str] | None
) -> None:
    catalogue = project(files(milestone("M-1", due), {"2017-08": month(statement)}))

    (row,) = rows(catalogue, Selection("2017-08", stated=False))
    assert (row.late and (row.late.count, row.late.unit)) == expected


SIX = (
    milestone("M-1", "2017-06-30", wbs="1A.01.01")
    + milestone("M-2", "2017-08-31", wbs="1A.02.01")
    + milestone("M-3", "2017-09", wbs="1A.02")
    + milestone("M-4", "2017-09-01", wbs="1A")
    + milestone("M-5", "2018-01-31", wbs="2B")
    + milestone("M-6", "2017-01-31", "  finished: 2017-02\n", wbs="1A.10")
)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["M-1", "M-2", "M-3", "M-4", "M-5", "M-6"]),
        ({"statuses": ("overdue",)}, ["M-1"]),
        ({"statuses": ("achieved", "finished")}, ["M-2", "M-6"]),
        ({"statuses": ("delayed",)}, []),
        ({"wbs": "1A"}, ["M-1", "M-2", "M-3", "M-4", "M-6"]),
        ({"wbs": "1A.02"}, ["M-2", "M-3"]),
        ({"wbs": "1A.0"}, []),
        ({"due_from": "2017-08-31", "due_to": "2017-09-01"}, ["M-2", "M-4"]),
        ({"due_from": "2017-09"}, ["M-3", "M-4", "M-5"]),
        ({"due_from": "2017-08"}, ["M-2", "M-3", "M-4", "M-5"]),
        ({"due_to": "2017-08-30"}, ["M-1", "M-6"]),
        ({"due_to": "2017-09"}, ["M-1", "M-2", "M-3", "M-4", "M-6"]),
        ({"due_from": "2017-06-30", "due_to": "2017-06-30"}, ["M-1"]),
        ({"wbs": "1A.02", "statuses": ("planned",)}, ["M-3"]),
        ({"ids": ("M-5", "M-2", "M-9")}, ["M-2", "M-5"]),
    ],
)
def test_rows_are_selected_by_id_status_element_and_due_date(
    project: Make, options: dict[str, str | tuple[str, ...]], expected: list[str]
) -> None:
    catalogue = project(files(SIX, {"2017-08": month("achieved:\n  - id: M-2\n")}))
    dates = {name: Date.parse(str(value)) for name, value in options.items() if name.startswith("due")}

    listed = rows(catalogue, Selection("2017-08", stated=False, **{**options, **dates}))

    assert ids(listed) == expected


def test_rows_of_what_is_stated_come_in_the_order_of_the_month(project: Make) -> None:
    text = "delayed:\n  - id: M-5\n  - id: M-1\nachieved:\n  - id: M-3\n"
    catalogue = project(files(SIX, {"2017-08": month(text)}))

    assert ids(rows(catalogue, Selection("2017-08", stated=True))) == ["M-5", "M-1", "M-3"]


def test_a_statement_is_found_by_its_own_element_and_by_the_registers(project: Make) -> None:
    catalogue = project(
        files(SIX, {"2017-08": month("delayed:\n  - {id: M-1, wbs: 1A.02.01}\n  - id: X-9\n")})
    )

    found = [
        rows(catalogue, Selection("2017-08", stated=True, wbs=wbs)) for wbs in ("1A.01", "1A.02", "1A.10")
    ]
    assert [ids(rows) for rows in found] == [["M-1"], ["M-1"], []]


def test_a_month_that_is_not_there_has_no_rows(project: Make) -> None:
    assert rows(project(files(SIX, {"2017-08": month("")})), Selection("2020-01", stated=False)) == ()


# --- citations ----------------------------------------------------------------------------------


def test_citations_come_newest_month_first_and_then_in_the_order_of_the_report(project: Make) -> None:
    newer = month(
        "delayed:\n  - {id: M-1, note: DM-1 again.}\n",
        areas={
            "1A.01": "## Current accomplishments\n\nDM-1 own\n\n### 1A.01.01\n\n- DM-1 a\n- DM-1 b\n",
            "1A.10": "## Planned activities\n\nDM-1\n",
        },
    )
    newer["index.md"] += "\nDM-1 on the page.\n"
    catalogue = project(
        files(milestone("M-1"), {"2017-07": month("", areas={"1A.01": "DM-1\n"}), "2017-08": newer})
    )

    found = [
        (each.month, each.kind, each.element, each.text) for each in catalogue.citations("ticket", "DM-1")
    ]
    assert found == [
        ("2017-08", "summary", "", "DM-1 on the page."),
        ("2017-08", "delayed", "1A.01.01", "DM-1 again."),
        ("2017-08", "accomplishments", "1A.01", "DM-1 own"),
        ("2017-08", "accomplishments", "1A.01.01", "DM-1 a"),
        ("2017-08", "accomplishments", "1A.01.01", "DM-1 b"),
        ("2017-08", "plans", "1A.10", "DM-1"),
        ("2017-07", "other", "1A.01", "DM-1"),
    ]


def test_a_citation_says_where_it_stands(project: Make) -> None:
    catalogue = project(
        files(
            milestone("M-1"),
            {
                "2017-08": month(
                    "delayed:\n  - {id: M-1, note: LDM-1}\n",
                    areas={"1A.01": "## Planned activities\n\n### 1A.01.01\n\nLDM-1\n"},
                )
            },
        )
    )

    assert [(each.docname, each.anchor) for each in catalogue.citations("document", "LDM-1")] == [
        ("reports/2017-08/index", "delayed-M-1"),
        ("reports/2017-08/1A.01", "plans-1A-01-01"),
    ]


def test_an_id_cited_twice_in_one_paragraph_is_cited_there_once(project: Make) -> None:
    catalogue = project(files(milestone("M-1"), {"2017-08": month("", areas={"1A.01": "DM-1 and DM-1\n"})}))

    assert len(catalogue.citations("ticket", "DM-1")) == 1


def test_cited_ids_are_sorted_as_people_count(project: Make) -> None:
    text = "DM-10068, RFC-1, DM-9680, LDM-2\n"
    catalogue = project(files(milestone("M-1"), {"2017-08": month("", areas={"1A.01": text})}))

    assert catalogue.cited("ticket") == ("DM-9680", "DM-10068", "RFC-1")
    assert catalogue.cited("document") == ("LDM-2",)


def test_documents_are_those_registered_and_those_cited(project: Make) -> None:
    content = files(milestone("M-1"), {"2017-08": month("", areas={"1A.01": "LDM-10\n"})})

    catalogue = project({**content, "reports/documents.yaml": "LDM-9: Title\n"})

    assert catalogue.documents() == ("LDM-9", "LDM-10")
    assert catalogue.document("LDM-10") is None


# --- elements and figures -----------------------------------------------------------------------


def test_children_are_right_below_and_sorted(project: Make) -> None:
    catalogue = project(files(milestone("M-1"), {"2017-08": month("")}))

    assert catalogue.children("") == ("1A", "2B")
    assert catalogue.children("1A") == ("1A.01", "1A.02", "1A.10")
    assert catalogue.children("2B") == ()


def test_the_texts_about_an_element_come_newest_month_first(project: Make) -> None:
    text = (
        "## Current accomplishments\n\n### 1A.01.01\n\nNo activity.\n\n"
        "## Planned activities\n\n### 1A.01.01\n\nDM-1, DM-2 and DM-1.\n"
    )
    catalogue = project(
        files(
            milestone("M-1"),
            {"2017-07": month("", areas={"1A.01": text}), "2017-08": month("", areas={"1A.01": text})},
        )
    )

    found = [(each.month, each.kind, each.silent) for each in catalogue.element_texts("1A.01.01")]
    assert found == [
        ("2017-08", "accomplishments", True),
        ("2017-08", "plans", False),
        ("2017-07", "accomplishments", True),
        ("2017-07", "plans", False),
    ]
    assert catalogue.element_texts("1A.01.01")[1] == ElementText(
        "2017-08", "reports/2017-08/1A.01", "plans-1A-01-01", "plans", silent=False, text=True, tickets=2
    )
    assert catalogue.element_texts("1A.01") == ()


def test_a_title_is_that_of_the_month_else_of_the_newest(project: Make) -> None:
    wbs = "1A:\n  title: Old\n  renamed: [{from: 2017-08, title: New}]\n"
    content = files(milestone("M-1", wbs="1A"), {"2017-07": month(""), "2017-08": month("")}, wbs)

    catalogue = project(content)

    assert [catalogue.element_title("1A", name) for name in ("2017-07", "2017-08", None)] == [
        "Old",
        "New",
        "New",
    ]


def test_expected_areas_are_those_marked_and_in_use(project: Make) -> None:
    wbs = (
        "1A: Whole\n1A.01:\n  title: x\n  area: true\n1A.02:\n  title: x\n  area: true\n  until: 2017-07\n"
        "1A.10: x\n"
    )
    content = files(milestone("M-1", wbs="1A"), {"2017-08": month("", areas={"1A.10": ""})}, wbs)

    counts = month_counts(project(content), "2017-08")

    assert counts is not None
    assert (counts.areas, counts.expected) == (1, 1)


def test_the_figures_of_an_area_count_milestones_and_sections(project: Make) -> None:
    wbs = WBS + "1A.01.02: Part\n"
    silent = "## Current accomplishments\n\n### 1A.01.01\n\nx\n\n### 1A.01.02\n\nNo work.\n"
    content = files(
        milestone("M-1") + milestone("M-2") + milestone("M-3"),
        {"2017-08": month("achieved:\n  - id: [M-1, M-2]\ndelayed:\n  - id: M-3\n", areas={"1A.01": silent})},
        wbs,
    )

    (figures,) = area_counts(project(content), "2017-08")

    assert (figures.achieved, figures.delayed, figures.active, figures.silent) == (2, 1, 1, 1)


# --- how long -------------------------------------------------------------------------------------


def test_a_row_counts_the_months_up_to_its_own_that_stated_the_delay(project: Make) -> None:
    late = month("delayed:\n  - id: [M-1, M-2]\n    note: Late.\n")
    first = month("delayed:\n  - id: M-1\n    note: Late.\n")
    catalogue = project(
        files(milestone("M-1") + milestone("M-2"), {"2017-06": first, "2017-07": late, "2017-09": late})
    )

    delays = [
        [row.delays for row in rows(catalogue, Selection(name, stated=True))]
        for name in ("2017-06", "2017-07", "2017-09")
    ]
    assert delays == [[(1, 1)], [(1, 2)], [(2, 3)]]


@pytest.mark.parametrize(
    ("notes", "since"),
    [
        (("a", "a", "a"), "2017-06"),
        (("b", "a", " a\n"), "2017-07"),
        (("a", "b", "a"), ""),
        (("a", "", "a"), ""),
    ],
)
def test_a_row_tells_since_when_its_note_is_the_same(
    project: Make, notes: tuple[str, ...], since: str
) -> None:
    said = [month(f"delayed:\n  - id: M-1\n    note: {note!r}\n".replace("\\n", "")) for note in notes]
    catalogue = project(
        files(milestone("M-1"), dict(zip(("2017-06", "2017-07", "2017-08"), said, strict=True)))
    )

    (row,) = rows(catalogue, Selection("2017-08", stated=True))
    (plain,) = rows(catalogue, Selection("2017-08", stated=True, notes=False))
    assert (row.note_since, plain.note_since) == (since, "")


def test_rows_are_sorted_by_the_last_day_of_their_due_date(project: Make) -> None:
    register = milestone("M-1", "2017-06") + milestone("M-2", "2017-06-15") + milestone("M-3", "2017-06-30")

    catalogue = project(files(register + "M-4:\n  title: x\n", {"2017-05": month("")}))

    assert ids(rows(catalogue, Selection("2017-05", stated=False, order="due"))) == [
        "M-2",
        "M-3",
        "M-1",
        "M-4",
    ]


def test_a_statement_lies_under_no_area_where_none_has_a_file_that_month(project: Make) -> None:
    wbs = WBS.replace("1A.01: First\n", "1A.01:\n  title: First\n  area: true\n")
    catalogue = project(files(milestone("M-1"), {"2017-08": month("achieved:\n  - id: M-1\n")}, wbs))

    areas = [rows(catalogue, Selection("2017-08", stated))[0].area for stated in (True, False)]
    assert areas == [NO_AREA, "1A.01"]


def test_the_areas_of_a_month_are_sorted_by_element(project: Make) -> None:
    areas = {"1A": "x", "1A.01": "x", "1A.02": "x", "1A.10": "x"}

    catalogue = project(files(milestone("M-1"), {"2017-08": month("", areas=areas)}))

    assert [each[0] for each in catalogue.areas("2017-08")] == ["1A", "1A.01", "1A.02", "1A.10"]


def test_a_catalogue_remembers_the_newest_results_of_a_function(project: Make) -> None:
    asked: list[int] = []

    @remembered
    def double(_: Catalogue, number: int) -> int:
        asked.append(number)
        return 2 * number

    catalogue = project({})
    numbers = [*range(MAX_RESULTS + 1), MAX_RESULTS, 0]

    assert [double(catalogue, number) for number in numbers] == [2 * number for number in numbers]
    assert asked == [*range(MAX_RESULTS + 1), 0]


def test_what_an_area_reported_in_a_month_is_found_by_both(project: Make) -> None:
    areas = {
        "1A.01": "## Current accomplishments\n\n### 1A.01.01\n\nIt works.\n",
        "1A.02": "## Current accomplishments\n\n### 1A.02.01\n\nNo activity.\n",
    }
    written = files(milestone("M-1"), {"2017-08": month("", areas=areas)})
    written["reports/2017-08/1A.02.md"] = (
        f"---\nheadline: Read this.\n---\n{written['reports/2017-08/1A.02.md']}"
    )
    catalogue = project(written)

    def of(name: str, element: str) -> tuple[str, str, tuple[str, ...], list[str]]:
        anchors = [each.anchor for each in catalogue.headings(name, element)]
        silent = catalogue.silent_anchors(name, element)
        return catalogue.headline(name, element), catalogue.lead(name, element), silent, anchors

    assert of("2017-08", "1A.01") == (
        "", "It works.", (), ["area-1A-01", "accomplishments-1A-01", "accomplishments-1A-01-01"],
    )  # fmt: skip
    assert of("2017-08", "1A.02") == (
        "Read this.", "Read this.", ("accomplishments-1A-02-01",),
        ["area-1A-02", "accomplishments-1A-02", "accomplishments-1A-02-01"],
    )  # fmt: skip
    assert of("2017-08", "1A.10") == of("2017-07", "1A.01") == ("", "", (), [])


def test_what_depends_on_a_milestone_follows_it(project: Make) -> None:
    register = (
        milestone("M-1")
        + milestone("M-3", more="  after: [M-1]\n")
        + milestone("M-2", more="  after: [M-1, M-3]\n")
    )
    catalogue = project(files(register, {}))

    assert [catalogue.successors(name) for name in ("M-1", "M-2", "M-3")] == [("M-2", "M-3"), (), ("M-2",)]


def test_an_element_cites_what_its_own_sections_cite(project: Make) -> None:
    text = "## Planned activities\n\nDM-1\n\n### 1A.01.01\n\nDM-10, LDM-1 and DM-2.\n"
    catalogue = project(files(milestone("M-1"), {"2017-08": month("", areas={"1A.01": text})}))

    assert catalogue.cited_by_element("1A.01.01", "ticket") == ("DM-2", "DM-10")
    assert catalogue.cited_by_element("1A.01.01", "document") == ("LDM-1",)
    assert catalogue.cited_by_element("1A.02.01", "ticket") == ()
    assert [cited_below(catalogue, each) for each in ("1A", "1A.01", "1A.01.01")] == [True, True, False]
