"""The directive ``milestone-table``: which rows it selects, how it groups and shows them, and the anchors
of statements (content model, sections 4 to 6)."""

from __future__ import annotations

import pytest
from bs4 import Tag

from ..conftest import Site, build
from .built import change, links, plain_copy, variant

JANUARY = "reports/2021-01/index.html"
FEBRUARY = "reports/2021-02/index.html"
DRAFT = "reports/2021-03/index.html"


def cells(scope: Tag, column: str) -> list[str]:
    """The texts of a column in all tables below a tag, without the notes below titles."""
    for note in scope.select(".report-col-title .report-note"):
        note.extract()
    return [" ".join(cell.get_text().split()) for cell in scope.select(f"td.report-col-{column}")]


def captions(scope: Tag) -> list[str]:
    return [caption.get_text() for caption in scope.select("caption .caption-text")]


def under(site: Site, page: str, anchor: str) -> Tag:
    """The section of a page that has an anchor."""
    section = site.page(page).find(id=anchor)
    assert isinstance(section, Tag)
    return section


def row_of(scope: Tag, anchor: str) -> Tag:
    """The row that contains an anchor."""
    row = scope.find(id=anchor).find_parent("tr")
    assert isinstance(row, Tag)
    return row


# --- what a month states ---------------------------------------------------------------------------


def test_a_table_on_the_page_of_a_month_shows_what_that_month_states(months: Site):
    assert cells(under(months, JANUARY, "achieved-milestones"), "id") == ["OPT-1"]
    assert cells(under(months, JANUARY, "delayed-milestones"), "id") == ["OPT-2, OPT-2.1", "SW-10"]


def test_a_statement_for_several_milestones_is_one_row_that_links_to_each(months: Site):
    row = row_of(months.page(JANUARY), "delayed-OPT-2-1")

    assert links(row.select_one("td.report-col-id")) == [
        ("../../milestones/OPT-2.html", "OPT-2"),
        ("../../milestones/OPT-2.1.html", "OPT-2.1"),
    ]


def test_each_milestone_of_a_group_has_an_anchor_of_its_own(months: Site):
    page = months.page(JANUARY)

    assert page.find(id="delayed-OPT-2").get_text() == "OPT-2"
    assert page.find(id="delayed-OPT-2-1").get_text() == "OPT-2.1"


def test_the_anchor_of_a_statement_is_placed_once_in_the_first_table_that_shows_it(months: Site):
    page = months.page(JANUARY)

    first = under(months, JANUARY, "milestone-summary").select_one("#achieved-OPT-1")

    assert first.find_parent("section")["id"] == "achieved-milestones"
    assert len(page.select("[id='achieved-OPT-1']")) == 1


def test_a_milestone_stated_by_an_alias_has_the_anchor_of_its_id(months: Site):
    assert months.page(JANUARY).find(id="delayed-SW-10").get_text() == "SW-10"


def test_statements_lie_under_their_own_element_where_they_name_one(months: Site):
    table = row_of(months.page(JANUARY), "delayed-SW-10").find_parent("table")

    assert captions(table) == ["1A.01 Optics"]


def test_the_group_of_an_area_links_to_its_page(months: Site):
    caption = under(months, JANUARY, "delayed-milestones").select_one(".caption-text")

    assert links(caption) == [("../../wbs/1A.01.html", "1A.01 Optics")]


def test_what_lies_under_no_area_stands_last_under_other(months: Site):
    section = under(months, FEBRUARY, "milestones")

    # The software has no file in this month, so that it is no area then.
    assert captions(section) == ["1A.01 Optics", "Other"]
    assert cells(section, "id") == ["OPT-2.1", "SW-10", "ARC-1"]


def test_a_note_is_markdown_with_live_links_below_the_title(months: Site):
    note = row_of(months.page(JANUARY), "delayed-OPT-2").select_one("td.report-col-title .report-note")

    assert [item.get_text().strip() for item in note.select("li")] == [
        "The vendor pays.",
        "R7B is not affected.",
    ]
    assert [text for _, text in links(note)] == ["T-102", "T-103", "DOC-8", "R7B"]


@pytest.mark.parametrize(
    ("page", "anchor", "column", "text"),
    [
        (JANUARY, "achieved-OPT-1", "late", "11 days early"),
        (JANUARY, "delayed-OPT-2", "late", "16 days late delay reported in 1 month"),
        (JANUARY, "delayed-OPT-2", "title", "Both lenses mounted"),
        (JANUARY, "delayed-OPT-2", "due", "2021-01-15"),
        (JANUARY, "delayed-OPT-2", "forecast", "2021-02"),
        (JANUARY, "delayed-SW-10", "title", "Loop closed"),
        (JANUARY, "delayed-SW-10", "forecast", "2021-03-15"),
        (FEBRUARY, "achieved-OPT-2-1", "late", "17–44 days late"),
        (FEBRUARY, "rebaselined-SW-10", "due", "2021-06-30"),
        (FEBRUARY, "rebaselined-SW-10", "status", "Rebaselined"),
        (FEBRUARY, "cancelled-ARC-1", "late", "–"),
        (FEBRUARY, "cancelled-ARC-1", "status", "Cancelled"),
        (DRAFT, "delayed-SW-11", "due", "2021-05-31"),
    ],
)
def test_a_cell_says_what_the_month_and_the_register_say(
    months: Site, page: str, anchor: str, column: str, text: str
):
    row = row_of(months.page(page), anchor)

    assert cells(row, column) == [text]


def test_the_first_cell_of_a_status_has_a_class_for_its_colour(months: Site):
    badge = row_of(months.page(JANUARY), "achieved-OPT-1").select_one(".report-status")

    assert "report-status-achieved" in badge["class"]


def test_statements_that_no_table_shows_are_listed_at_the_end(months: Site):
    section = under(months, DRAFT, "milestones")

    assert section.h2.find(string=True) == "Further milestones"
    assert cells(section, "id") == ["OPT-2"]


def test_a_page_whose_tables_show_everything_gets_no_further_one(months: Site):
    assert months.page(JANUARY).find(id="milestones") is None


# --- options ---------------------------------------------------------------------------------------

#: Options of a table on the page of January 2021, and the ids of its rows.
SELECTED: dict[str, list[str]] = {
    "": ["OPT-1", "OPT-2, OPT-2.1", "SW-10"],
    ":status: delayed, achieved": ["OPT-1", "OPT-2, OPT-2.1", "SW-10"],
    ":status: achieved": ["OPT-1"],
    ":status: cancelled": [],
    ":wbs: 1A.01.02": ["OPT-2, OPT-2.1"],
    ":wbs: 1A.02": ["SW-10"],
    ":wbs: P.1A": ["OPT-1", "OPT-2, OPT-2.1", "SW-10"],
    ":month: 2021-02": ["OPT-2.1", "SW-10", "ARC-1"],
    ":month: 2021-02\n:status: cancelled": ["ARC-1"],
    ":due-from: 2021-01-31": ["OPT-1"],
    ":due-from: 2021-01": ["OPT-1", "OPT-2, OPT-2.1"],
    ":due-to: 2021-01-15": ["OPT-2, OPT-2.1", "SW-10"],
    ":due-to: 2021-01\n:status: delayed": ["OPT-2, OPT-2.1", "SW-10"],
    ":group-by: none": ["OPT-1", "OPT-2, OPT-2.1", "SW-10"],
    ":group-by: status": ["OPT-2, OPT-2.1", "SW-10", "OPT-1"],
    ":select: state\n:status: overdue": [],
    ":select: state\n:status: finished": ["SW-12"],
    ":select: state\n:status: planned": ["OPT-3", "R7B", "SW-11", "ARC-1"],
    ":select: state\n:status: delayed": ["OPT-2, OPT-2.1", "SW-10"],
    ":select: state\n:month: 2021-02\n:status: delayed, achieved": ["OPT-1", "OPT-2", "OPT-2.1"],
    ":select: state\n:month: 2021-02\n:status: planned": ["OPT-3", "R7B", "SW-10", "SW-11"],
}  # fmt: skip

#: Options of a table and the captions of its groups.
GROUPED: dict[str, list[str]] = {
    "": ["1A.01 Optics"],
    ":group-by: area": ["1A.01 Optics"],
    ":group-by: status": ["Delayed", "Achieved"],
    ":group-by: none": [],
    ":select: state": ["1A.01 Optics", "1A.02 Software", "Other"],
}

#: Options that mean nothing, and the warning that they give.
WRONG: dict[str, str] = {
    ":status: delaid": "':status: delaid' is not valid; did you mean 'delayed'? [report.directive]",
    ":group-by: aria": "':group-by: aria' is not valid; did you mean 'area'? [report.directive]",
    ":columns: id, tilte": "':columns: tilte' is not valid; did you mean 'title'? [report.directive]",
    ":due-to: soon": "':due-to: soon' is not a date; expected YYYY-MM-DD or YYYY-MM [report.date]",
    ":wbs: 1A.77": "unknown WBS element '1A.77'; did you mean '1A.04'? [report.element]",
    ":month: 2022-01": "no report for month '2022-01'; did you mean '2021-01'? [report.month]",
    ":month: 2021-03": "':month: 2021-03' is a draft; only its own pages show its content [report.month]",
}  # fmt: skip


def tables(cases: list[str]) -> str:
    return "".join(
        f"## Case {number}\n\n```{{milestone-table}}\n{options}\n```\n\n"
        for number, options in enumerate(cases)
    )


COLUMNS = ":columns: month, note, wbs, id\n:group-by: none"
CASES = list(dict.fromkeys([*SELECTED, *GROUPED, COLUMNS]))


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = f"---\nstatus: published\n---\n# January 2021\n\n{tables(CASES)}"
    return variant(tmp_path_factory.mktemp("options"), {"reports/2021-01/index.md": text})


def case(site: Site, text: str) -> Tag:
    """The section with the table of some options."""
    return under(site, JANUARY, f"case-{CASES.index(text)}")


def test_good_options_give_no_warning(options: Site):
    assert options.lines() == []


@pytest.mark.parametrize("text", SELECTED)
def test_options_select_rows(options: Site, text: str):
    assert cells(case(options, text), "id") == SELECTED[text]


@pytest.mark.parametrize("text", GROUPED)
def test_options_group_rows(options: Site, text: str):
    assert captions(case(options, text)) == GROUPED[text]


def test_columns_are_shown_as_asked_for(options: Site):
    table = case(options, COLUMNS)

    assert [head.get_text() for head in table.select("th")] == ["Last reported", "Note", "Element", "ID"]
    assert cells(table, "wbs") == ["1A.01.01", "1A.01.02", "1A.01"]


def test_a_table_without_rows_says_so(options: Site):
    section = case(options, ":status: cancelled")

    assert section.select_one(".report-none").get_text() == "No milestones."


def test_a_table_of_another_month_links_to_the_statements_there_and_takes_no_anchor(options: Site):
    table = case(options, ":month: 2021-02")

    assert table.select(".report-col-id [id]") == []


def test_options_that_mean_nothing_are_warnings_at_the_line_of_the_directive(tmp_path):
    text = f"---\nstatus: published\n---\n# January 2021\n\n{tables(list(WRONG))}"

    site = variant(tmp_path, {"reports/2021-01/index.md": text})

    draft = under(site, JANUARY, f"case-{len(WRONG) - 1}")
    assert draft.select_one(".report-none").get_text().startswith("The report of March 2021 is a draft;")
    # Each case is a heading, a blank line, the directive of three lines, and a blank line.
    assert sorted(site.lines()) == sorted(
        f"reports/2021-01/index.md:{8 + 6 * number}: WARNING: {message}"
        for number, message in enumerate(WRONG.values())
    )


def test_without_a_month_a_table_elsewhere_shows_the_state_at_the_end_of_the_newest_published_month(tmp_path):
    source = plain_copy(tmp_path / "source")
    index = (source / "index.rst").read_text()
    change(source, {"index.rst": f"{index}\n.. milestone-table::\n   :status: delayed\n"})

    site = build(source, tmp_path / "html")

    # March is a draft, so February counts: the loop was rebaselined in it, one lens came in time.
    assert cells(site.page("index.html"), "id") == ["OPT-2"]
