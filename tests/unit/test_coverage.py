"""Which area reported when: reported, no activity, missing, not expected and not in use are distinguished."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.progress.coverage import CoverageCell, coverage, reporting_areas
from progress_report.progress.figures import month_counts
from progress_report.progress.health import health

from .history import WBS, Make, done, files, milestone, month, planned, said

SILENT = "No activity."


def states(catalogue: Catalogue, wbs: str = "") -> dict[str, list[str]]:
    """The states of each element over the months."""
    return {line.element: [cell.state for cell in line.cells] for line in coverage(catalogue, wbs=wbs).lines}


def cell(catalogue: Catalogue, element: str, name: str, wbs: str = "") -> CoverageCell:
    """What a month holds on an element."""
    found = coverage(catalogue, name, name, wbs)
    return next(line.cells[0] for line in found.lines if line.element == element)


# --- states of an area --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(done("1A.01.01"), "reported", id="an element's text"),
        pytest.param("## Current accomplishments\n\nAll went well.\n", "reported", id="its own text"),
        pytest.param(done("1A.01.01", says=SILENT), "silent", id="silence on the only element"),
        pytest.param("## Current accomplishments\n\nNo activity.\n", "silent", id="silence of its own"),
        pytest.param(
            done("1A.01.01", says=SILENT) + "### 1A.01.02\n\nDone.\n", "reported", id="silence on one of two"
        ),
        pytest.param(planned("1A.01.01"), "missing", id="plans alone"),
        pytest.param("## Current accomplishments\n\n### 1A.01.01\n", "missing", id="headings alone"),
        pytest.param("Before any heading of a kind.\n", "missing", id="text of no kind"),
    ],
)
def test_an_area_reports_by_its_accomplishments(project: Make, text: str, state: str) -> None:
    catalogue = project(files({"2017-08": month(A01=text, A02=done("1A.02.01"))}))

    assert states(catalogue)["1A.01"] == [state]


def test_a_marked_area_without_a_file_is_missing(project: Make) -> None:
    catalogue = project(files({"2017-08": month(A01=done("1A.01.01"))}))

    assert states(catalogue) == {"1A.01": ["reported"], "1A.02": ["missing"]}


def test_where_no_area_is_marked_nothing_is_missing(project: Make) -> None:
    wbs = "1A: Whole\n1A.01: First\n1A.01.01: Part\n1A.02: Second\n1A.02.01: Part\n"
    months = {
        "2017-07": month(A01=done("1A.01.01"), A02=done("1A.02.01")),
        "2017-08": month(A01=done("1A.01.01")),
    }
    catalogue = project(files(months, wbs=wbs))

    assert states(catalogue) == {"1A.01": ["reported", "reported"], "1A.02": ["reported", "not-expected"]}
    assert states(catalogue, "1A.02") == {
        "1A.02": ["reported", "not-expected"],
        "1A.02.01": ["reported", "not-expected"],
    }


def test_of_a_summary_nothing_is_expected_but_what_it_says_counts(project: Make) -> None:
    catalogue = project(files({"2017-08": month(summary=True, A01=done("1A.01.01")), "2017-09": month()}))

    assert states(catalogue) == {"1A.01": ["reported", "missing"], "1A.02": ["not-expected", "missing"]}


def test_an_area_is_expected_only_while_it_is_in_use(project: Make) -> None:
    wbs = WBS.replace("title: Second area\n", "title: Second area\n  since: 2017-07\n  until: 2017-08\n")
    months = {f"2017-{each}": month(A01=done("1A.01.01")) for each in ("06", "07", "08", "09")}

    assert states(project(files(months, wbs=wbs)))["1A.02"] == [
        "not-in-use",
        "missing",
        "missing",
        "not-in-use",
    ]


def test_an_element_that_reports_nothing_in_any_month_has_no_row(project: Make) -> None:
    months = {"2017-07": month(summary=True, A01=done("1A.01.01"))}

    assert list(states(project(files(months)))) == ["1A.01"]


# --- where a cell leads to ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        (done("1A.01.01"), "accomplishments-1A-01"),
        (done("1A.01.01", says=SILENT), "accomplishments-1A-01"),
        (planned("1A.01.01"), ""),
    ],
)
def test_a_cell_leads_to_the_file_of_its_area(project: Make, text: str, anchor: str) -> None:
    catalogue = project(files({"2017-08": month(A01=text)}))

    found = cell(catalogue, "1A.01", "2017-08")

    assert (found.docname, found.anchor) == ("reports/2017-08/1A.01", anchor)


def test_what_is_missing_without_a_file_leads_to_the_page_of_the_month(project: Make) -> None:
    catalogue = project(files({"2017-08": month()}))

    assert cell(catalogue, "1A.02", "2017-08") == CoverageCell("missing", "reports/2017-08/index", "")


@pytest.mark.parametrize(("name", "state"), [("2017-07", "not-expected"), ("2017-08", "not-in-use")])
def test_what_nobody_had_to_write_leads_nowhere(project: Make, name: str, state: str) -> None:
    wbs = WBS.replace("title: Second area\n", "title: Second area\n  until: 2017-07\n")
    months = {
        "2017-06": month(A02=done("1A.02.01")),
        "2017-07": month(summary=True),
        "2017-08": month(),
    }
    found = coverage(project(files(months, wbs=wbs)))

    line = next(line for line in found.lines if line.element == "1A.02")
    assert line.cells[found.months.index(name)] == CoverageCell(state, "", "")


# --- elements -----------------------------------------------------------------------------------


def test_elements_under_an_area_have_rows_of_their_own(project: Make) -> None:
    text = done("1A.01.01") + "### 1A.01.02\n\nNo activity.\n"
    catalogue = project(files({"2017-08": month(A01=text, A02=done("1A.02.01"))}))

    assert states(catalogue, "1A.01") == {
        "1A.01": ["reported"],
        "1A.01.01": ["reported"],
        "1A.01.02": ["silent"],
    }
    assert cell(catalogue, "1A.01.02", "2017-08", "1A.01") == CoverageCell(
        "silent", "reports/2017-08/1A.01", "accomplishments-1A-01-02"
    )


DEEP = WBS + "1A.01.01.01: Inside\n1A.01.01.02: Inside too\n"


@pytest.mark.parametrize(
    ("text", "state", "anchor"),
    [
        pytest.param(
            "### 1A.01.01\n\n#### 1A.01.01.01\n\nDone.\n",
            "reported",
            "accomplishments-1A-01-01",
            id="a bare heading",
        ),
        pytest.param(
            "### 1A.01.01.01\n\nDone.\n", "reported", "accomplishments-1A-01-01-01", id="no heading"
        ),
        pytest.param(
            "### 1A.01.01\n\n#### 1A.01.01.01\n\nNo work.\n#### 1A.01.01.02\n\nNo work.\n",
            "silent",
            "accomplishments-1A-01-01",
            id="silence below",
        ),
    ],
)
def test_an_element_without_a_text_is_reported_through_those_below_it(
    project: Make, text: str, state: str, anchor: str
) -> None:
    catalogue = project(files({"2017-08": month(A01=f"## Current accomplishments\n\n{text}")}, wbs=DEEP))

    found = cell(catalogue, "1A.01.01", "2017-08", "1A.01")

    assert (found.state, found.anchor) == (state, anchor)


def test_an_element_is_missing_from_every_report_after_the_first_that_spoke_of_it(project: Make) -> None:
    months = {
        "2017-05": month(A01=done("1A.01.01")),
        "2017-06": month(A01=done("1A.01.01", "1A.01.02")),
        "2017-07": month(summary=True),
        "2017-08": month(A01=done("1A.01.01")),
        "2017-09": month(),
    }

    assert states(project(files(months)), "1A.01") == {
        "1A.01": ["reported", "reported", "not-expected", "reported", "missing"],
        "1A.01.01": ["reported", "reported", "not-expected", "reported", "missing"],
        "1A.01.02": ["not-expected", "reported", "not-expected", "missing", "missing"],
    }


def test_an_element_that_was_reported_through_those_below_it_is_missing_with_them(project: Make) -> None:
    months = {"2017-07": month(A01=done("1A.01.01.01")), "2017-08": month(A01=done("1A.01.02"))}

    found = states(project(files(months, wbs=DEEP)), "1A.01")

    assert found["1A.01.01"] == ["reported", "missing"]
    assert found["1A.01.01.01"] == ["reported", "missing"]
    assert "1A.01.01.02" not in found


def test_a_plan_makes_no_element_expected(project: Make) -> None:
    months = {"2017-07": month(A01=planned("1A.01.02")), "2017-08": month(A01=done("1A.01.01"))}

    assert "1A.01.02" not in states(project(files(months)), "1A.01")


def test_an_element_is_missing_only_while_it_is_in_use(project: Make) -> None:
    wbs = WBS.replace("1A.01.02: Part two\n", "1A.01.02:\n  title: Part two\n  until: 2017-07\n")
    months = {
        "2017-06": month(A01=done("1A.01.02")),
        "2017-07": month(A01=done("1A.01.01")),
        "2017-08": month(A01=done("1A.01.01")),
    }

    assert states(project(files(months, wbs=wbs)), "1A.01.02") == {
        "1A.01.02": ["reported", "missing", "not-in-use"]
    }


@pytest.mark.parametrize(
    ("whole", "second", "area"),
    [
        pytest.param(
            "## Current accomplishments\n\nAll well.\n", done("1A.02.01"), "1A.02", id="the nearest area"
        ),
        pytest.param(done("1A.02.01"), done("1A.02.01"), "1A.02", id="the nearest of two"),
        pytest.param(done("1A.02.01"), planned("1A.02.01"), "1A", id="else the one above"),
    ],
)
def test_an_area_within_an_area_answers_for_its_elements(
    project: Make, whole: str, second: str, area: str
) -> None:
    both = {**month(A02=second), "1A.md": f"# 1A\n\n{whole}"}
    catalogue = project(files({"2017-08": both}))

    found = cell(catalogue, "1A.02.01", "2017-08", "1A.02")

    assert found == CoverageCell("reported", f"reports/2017-08/{area}", "accomplishments-1A-02-01")


# --- which months -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "limit", "months"),
    [
        ("", "", 0, ("2016-12", "2017-01", "2017-02")),
        ("2017-01", "", 0, ("2017-01", "2017-02")),
        ("", "2017-01", 0, ("2016-12", "2017-01")),
        ("2017-01", "2017-01", 0, ("2017-01",)),
        ("", "", 2, ("2017-01", "2017-02")),
        ("", "", 9, ("2016-12", "2017-01", "2017-02")),
        ("2018-01", "", 0, ()),
    ],
)
def test_months_are_chosen_by_bounds_and_by_number(
    project: Make, first: str, last: str, limit: int, months: tuple[str, ...]
) -> None:
    catalogue = project(files({name: month() for name in ("2016-12", "2017-01", "2017-02")}))

    assert coverage(catalogue, first, last, "", limit).months == months


def test_a_draft_is_in_no_coverage(project: Make) -> None:
    catalogue = project(files({"2017-07": month(), "2017-08": month(draft=True, A01=done("1A.01.01"))}))

    assert coverage(catalogue).months == ("2017-07",)


def test_a_row_has_the_title_valid_in_the_newest_month_shown(project: Make) -> None:
    renamed = "  renamed: [{from: 2017-08, title: New name}]\n"
    wbs = WBS.replace("title: First area\n", f"title: First area\n{renamed}")
    catalogue = project(files({"2017-07": month(), "2017-08": month()}, wbs=wbs))

    assert coverage(catalogue).lines[0].title == "New name"
    assert coverage(catalogue, "", "2017-07").lines[0].title == "First area"


# --- the figure of a month ----------------------------------------------------------------------


def test_the_figure_counts_the_expected_areas_that_say_something(project: Make) -> None:
    wbs = WBS + "1A.03:\n  title: Third\n  area: true\n1A.04: Not marked\n"
    areas = month(A01=done("1A.01.01", says=SILENT), A02=planned("1A.02.01"))
    areas["1A.04.md"] = "# 1A.04\n\n## Current accomplishments\n\nDone.\n"
    catalogue = project(files({"2017-08": areas}, wbs=wbs))

    assert reporting_areas(catalogue, "2017-08") == (1, 3)


def test_the_figure_expects_nothing_of_a_summary(project: Make) -> None:
    catalogue = project(files({"2017-08": month(summary=True, A01=done("1A.01.01"))}))

    assert reporting_areas(catalogue, "2017-08") == (0, 0)
    counts = month_counts(catalogue, "2017-08")
    assert counts is not None
    assert counts.expected == 0


def test_the_figure_of_a_draft_is_its_own(project: Make) -> None:
    catalogue = project(files({"2017-08": month(draft=True, A01=done("1A.01.01"))}))

    assert reporting_areas(catalogue, "2017-08") == (1, 2)


# --- with what is late --------------------------------------------------------------------------


def test_health_counts_what_is_late_by_area_and_month_and_last_that_of_none(project: Make) -> None:
    register = (
        milestone("M-1", "2017-06-30")
        + milestone("M-2", "2017-08-15")
        + milestone("M-3", "2017-08-15", wbs="1A.02.01")
    )
    months = {
        "2017-06": month(),
        "2017-07": month(A01=done("1A.01.01")),
        "2017-08": month(said("delayed", "X-9"), A02=done("1A.02.01")),
        "2017-09": month(said("achieved", "X-9")),
    }
    catalogue = project(files(months, register))

    found = health(catalogue, 2, "2017-08")

    assert found.months == ("2017-07", "2017-08")
    assert [
        (line.element, line.title, [(each.state, each.late) for each in line.cells]) for line in found.lines
    ] == [
        ("1A.01", "First area", [("reported", 1), ("missing", 2)]),
        ("1A.02", "Second area", [("missing", 0), ("reported", 1)]),
        ("", "", [("not-expected", 0), ("not-expected", 1)]),
    ]
    assert [line.element for line in health(catalogue, 1).lines] == ["1A.01", "1A.02"]
