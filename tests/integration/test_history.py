"""What a site tells of more than one month: ledgers, changes, plans and outcomes, coverage, pictures and
mentions, on four months of a made-up project in which all of it happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from progress_report.directives.element_page import TEXT_BUDGET

from ..conftest import ROOTS, Site, build, copy_project
from .built import Crawl, change, is_local, links, search_index

LONG = "reports/2021-02/2C.01.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project ``test-history``, with one text that is too long to be shown twice."""
    base = tmp_path_factory.mktemp("history")
    source = copy_project(base / "source", ROOTS / "test-history")
    text = (source / LONG).read_text(encoding="utf-8")
    long = "A long story follows. " * (TEXT_BUDGET // 20)
    change(source, {LONG: text.replace("A long story follows.", long)})
    return build(source, base / "html")


@pytest.fixture(scope="module")
def crawl(site: Site) -> Crawl:
    return Crawl(site)


def words(tag: Tag | None) -> str:
    """The text of a part of a page, its blanks made one."""
    assert tag is not None
    return " ".join(tag.get_text().split()).replace("¶", "").strip()


def rows(table: Tag | None) -> list[list[str]]:
    """The texts of a table's body by row."""
    assert table is not None
    return [[words(cell) for cell in row.select("td, th")] for row in table.select("tbody tr")]


def captioned(page: BeautifulSoup | Tag, caption: str) -> Tag:
    """The table with a caption that begins so."""
    return next(
        table for table in page.select("table") if table.caption and words(table.caption).startswith(caption)
    )


def captions(page: Tag) -> list[str]:
    return [words(caption) for caption in page.select("caption")]


def fact(page: BeautifulSoup, name: str) -> Tag | None:
    """The value beside a name in the list of facts of a page."""
    found = (term for term in page.select("dl.report-facts dt") if words(term).rstrip(":") == name)
    return next((term.find_next_sibling("dd") for term in found), None)


def part(site: Site, page: str, section: str) -> Tag:
    """A section of a page by its anchor."""
    found = site.page(page).find("section", id=section)
    assert isinstance(found, Tag)
    return found


# --- the whole site --------------------------------------------------------------------------------


def test_the_project_is_built_without_a_warning(site: Site) -> None:
    assert (site.status, site.lines()) == (0, [])


def test_every_link_and_anchor_within_the_site_exists(crawl: Crawl) -> None:
    assert crawl.broken() == []


def test_no_anchor_stands_twice_on_a_page(crawl: Crawl) -> None:
    assert crawl.doubled() == []


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """What a browser fetches to show a page, and whatever its styles and pictures name."""
    for name in ("src", "srcset", "data", "poster", "background", "xlink:href"):
        yield from (str(tag[name]) for tag in page.select("*") if tag.has_attr(name))
    yield from (str(tag["href"]) for tag in page.select("link[href], svg [href]"))
    styles = [str(tag["style"]) for tag in page.select("[style]")]
    for text in (*styles, *(tag.get_text() for tag in page.select("style"))):
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^)'\";]+)", text):
            yield str(address)


def test_no_page_loads_anything_from_elsewhere(crawl: Crawl) -> None:
    asked = {address for page in crawl.pages.values() for address in loaded(page) if urlsplit(address).netloc}

    assert asked == set()


def test_no_picture_holds_script_or_html(crawl: Crawl) -> None:
    pictures = [svg for page in crawl.pages.values() for svg in page.select("svg")]

    assert pictures
    assert [tag.name for svg in pictures for tag in svg.select("script, foreignobject, image")] == []
    assert all(is_local(str(link["href"])) for svg in pictures for link in svg.select("a"))


def test_what_a_draft_says_is_on_no_pages_but_its_own(crawl: Crawl) -> None:
    pages = {name for name, page in crawl.pages.items() if "T-17" in page.get_text()}

    assert pages == {"reports/2021-05/2C.01.html", "months/2021-05.html"}


# --- a milestone: facts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("milestone", "name", "text"),
    [
        ("ANT-1", "Status", "Achieved as of 2021-04-30"),
        ("COR-1", "Status", "Planned as of 2021-04-30"),
        ("COR-2", "Status", "Delayed as of 2021-04-30"),
        ("COR-3", "Status", "Cancelled as of 2021-04-30"),
        ("ARC-1", "Status", "Overdue as of 2021-04-30"),
        ("ARC-3", "Status", "Finished (per schedule) as of 2021-04-30"),
        ("OUT-1", "Status", "Planned as of 2021-04-30"),
        ("COR-1", "Due", "2021-09-30"),
        ("COR-2", "Due", "2021-02-28"),
        ("OUT-1", "Due", "2021-06"),
        ("COR-1", "First baseline", "2021-02-28"),
        ("COR-2", "Forecast", "2021-05"),
        ("ANT-1", "Variance", "11 days early"),
        ("ANT-2", "Variance", "95 days late"),
        ("COR-2", "Variance", "61 days late"),
        ("ARC-1", "Variance", "30 days late"),
        ("ARC-2", "Variance", "due in 92 days"),
        ("OUT-1", "Variance", "due in 32–61 days"),
        ("ANT-2", "Finished (per schedule)", "2021-03-31"),
        ("ANT-2", "Also known as", "FEED-A"),
        ("ANT-2", "WBS element", "2C.01.02 Feeds and horns"),
        ("ANT-2", "Owner", "Grace Parabola, Dish & Daughters"),
    ],
)
def test_the_page_of_a_milestone_has_its_facts(site: Site, milestone: str, name: str, text: str) -> None:
    assert words(fact(site.page(f"milestones/{milestone}.html"), name)) == text


@pytest.mark.parametrize(
    ("milestone", "name"),
    [
        ("COR-3", "Variance"),
        ("ANT-2", "Forecast"),
        ("COR-1", "Finished (per schedule)"),
        ("ARC-1", "Owner"),
    ],
)
def test_what_is_not_known_is_not_shown(site: Site, milestone: str, name: str) -> None:
    assert fact(site.page(f"milestones/{milestone}.html"), name) is None


# --- a milestone: ledger ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("milestone", "ledger"),
    [
        (
            "ANT-2",
            [
                ["January 2021", "Delayed", "2021-01-15", "2021-02-15", "31 days late"],
                [
                    "February 2021",
                    "Delayed",
                    "2021-01-15",
                    "2021-03-31",
                    "75 days late forecast 44 days later",
                ],
                ["April 2021", "Achieved", "2021-01-15", "2021-04-20", "95 days late"],
            ],
        ),
        (
            "COR-1",
            [
                ["February 2021", "Delayed", "2021-02-28", "2021-06-30", "122 days late"],
                ["March 2021 (summary)", "Rebaselined", "2021-09-30", "–", "– due 214 days later"],
            ],
        ),
        (
            "COR-2",
            [
                ["January 2021", "Delayed", "2021-02-28", "2021-06", "93–122 days late"],
                [
                    "February 2021",
                    "Delayed",
                    "2021-02-28",
                    "2021-05",
                    "62–92 days late forecast 1–60 days earlier",
                ],
            ],
        ),
    ],
)
def test_the_ledger_has_a_row_for_every_month_that_spoke_with_its_variance(
    site: Site, milestone: str, ledger: list[list[str]]
) -> None:
    table = site.page(f"milestones/{milestone}.html").select_one("table.report-ledger")

    assert [row[:5] for row in rows(table)] == ledger


def test_a_row_of_the_ledger_leads_to_the_statement_itself(site: Site) -> None:
    table = site.page("milestones/COR-1.html").select_one("table.report-ledger")
    assert table is not None

    places = [links(row)[0][0] for row in table.select("tbody tr")]

    assert places == [
        "../reports/2021-02/index.html#delayed-COR-1",
        "../reports/2021-03/index.html#rebaselined-COR-1",
    ]
    target = site.page("reports/2021-03/index.html").find(id="rebaselined-COR-1")
    assert words(target) == "COR-1"


def test_a_note_that_repeats_says_since_when_it_is_unchanged(site: Site) -> None:
    table = site.page("milestones/ANT-2.html").select_one("table.report-ledger")
    assert table is not None

    notes = [words(cell) for cell in table.select("tbody .report-col-note")]

    story = "A storm took the feed, see T-30."
    assert notes == [story, f"{story} Unchanged since January 2021.", "–"]


@pytest.mark.parametrize(
    ("milestone", "sentence"),
    [
        ("ANT-2", "First mentioned in January 2021, last in April 2021; reported as delayed in 2 months."),
        ("COR-1", "First mentioned in February 2021, last in March 2021; reported as delayed in 1 month."),
        ("ANT-1", "First mentioned in January 2021; never reported as delayed."),
        ("ARC-1", "Not mentioned in any published report."),
        ("OUT-1", "Not mentioned in any published report."),
    ],
)
def test_first_and_last_mention_and_the_months_late_are_told(
    site: Site, milestone: str, sentence: str
) -> None:
    section = part(site, f"milestones/{milestone}.html", "reporting-history")

    assert words(section.p) == sentence


def test_where_schedule_and_months_disagree_both_are_named(site: Site) -> None:
    page = site.page("milestones/COR-2.html")

    assert rows(captioned(page, "Differences between schedule and reports")) == [
        ["January 2021, February 2021", "due 2021-02-15", "due 2021-02-28"],
        ["April 2021", "finished 2021-03-20", "delayed, last stated in 2021-02"],
    ]


@pytest.mark.parametrize("milestone", ["ANT-1", "COR-1", "ARC-3"])
def test_where_they_agree_nothing_is_said(site: Site, milestone: str) -> None:
    assert site.page(f"milestones/{milestone}.html").select(".report-disagreements") == []


# --- a milestone: neighbours and trend -------------------------------------------------------------


def test_predecessors_and_successors_are_shown_with_their_states(site: Site) -> None:
    page = site.page("milestones/ANT-2.html")

    before, after = captioned(page, "Predecessors"), captioned(page, "Successors")

    assert rows(before) == [
        ["ANT-1", "First dish lifted", "2021-01-31", "Achieved"],
        ["ANT-99", "Not in the register", "–", "–"],
    ]
    assert links(before) == [("ANT-1.html", "ANT-1")]
    assert rows(after) == [
        ["COR-1", "Firmware frozen", "2021-09-30", "Planned"],
        ["COR-2", "Clock distributed", "2021-02-28", "Delayed"],
    ]


def test_a_milestone_without_neighbours_says_so(site: Site) -> None:
    section = part(site, "milestones/ARC-1.html", "dependencies")

    assert words(section.p) == "The schedule lists no predecessors or successors."


def test_the_trend_is_a_picture_with_a_name_and_its_data(site: Site) -> None:
    section = part(site, "milestones/ANT-2.html", "trend")

    (picture,) = section.select("svg[role=group]")

    assert picture["aria-label"] == (
        "Expected date of ANT-2 by report: in January 2021, ANT-2 was expected on 2021-02-15; it was "
        "achieved on 2021-04-20"
    )
    assert rows(section.select_one("details table.report-data")) == [
        ["ANT-2", "2021-01", "2021-02-15", "Delayed"],
        ["ANT-2", "2021-02", "2021-03-31", "Delayed"],
        ["ANT-2", "2021-04", "2021-04-20", "Achieved"],
    ]


@pytest.mark.parametrize("milestone", ["ANT-1", "ARC-1"])
def test_what_fewer_than_two_months_mention_has_no_trend(site: Site, milestone: str) -> None:
    page = site.page(f"milestones/{milestone}.html")

    assert page.find(id="trend") is None


# --- a month ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "figures"),
    [
        (
            "2021-01",
            [
                "1 milestone reported as achieved",
                "2 of 2 areas reported",
                "5 tickets cited",
            ],
        ),
        (
            "2021-02",
            [
                "1 of 2 areas reported",
                "4 tickets cited (5 in January 2021)",
            ],
        ),
        (
            "2021-03",
            [
                "0 areas reported",
                "1 ticket cited",
            ],
        ),
    ],
)
def test_the_figures_of_a_month_add_to_its_verdict_and_are_beside_those_of_the_month_before(
    site: Site, month: str, figures: list[str]
) -> None:
    shown = site.page(f"reports/{month}/index.html").select(".report-figures .report-figure")

    assert [words(figure) for figure in shown] == figures


@pytest.mark.parametrize(
    ("month", "since", "changed"),
    [
        (
            "2021-02",
            "January 2021",
            {
                "Newly delayed: 1": ["COR-1"],
                "Slipped again: 1": ["ANT-2"],
                "Forecast improved: 1": ["COR-2"],
            },
        ),
        ("2021-03", "February 2021", {"Rebaselined: 1": ["COR-1"]}),
        (
            "2021-04",
            "March 2021",
            {
                "Newly overdue: 1": ["ARC-1"],
                "Newly achieved: 1": ["ANT-2"],
                "Cancelled: 1": ["COR-3"],
                "Delayed before, not mentioned this month: 1": ["COR-2"],
            },
        ),
        ("2021-05", "April 2021", {"Newly achieved: 1": ["OUT-1"]}),
    ],
)
def test_the_changes_of_a_month_are_listed_by_kind(
    site: Site, month: str, since: str, changed: dict[str, list[str]]
) -> None:
    section = part(site, f"reports/{month}/index.html", "changes")

    assert words(section.select_one(".report-asof")) == f"Compared with {since}."
    assert {
        words(table.caption): [row[0] for row in rows(table)]
        for table in section.select("table.report-changes")
    } == changed


@pytest.mark.parametrize(
    ("month", "kind", "row"),
    [
        (
            "2021-02",
            "Newly delayed",
            [
                "Firmware frozen",
                "2C.02",
                "Planned, due 2021-02-28",
                "Delayed, forecast 2021-06-30 (February 2021)",
            ],
        ),
        (
            "2021-03",
            "Rebaselined",
            [
                "Firmware frozen",
                "2C.02",
                "Delayed, forecast 2021-06-30 (February 2021)",
                "Rebaselined, due 2021-09-30 (March 2021)",
            ],
        ),
        (
            "2021-04",
            "Newly achieved",
            [
                "Feed measured",
                "2C.01",
                "Delayed, forecast 2021-03-31 (February 2021)",
                "Achieved, 2021-04-20 (April 2021)",
            ],
        ),
        (
            "2021-04",
            "Delayed before",
            ["Clock distributed", "2C.02", "Delayed, forecast 2021-05 (February 2021)", "not mentioned"],
        ),
        (
            "2021-05",
            "Newly achieved",
            ["Open day held", "Other", "Planned, due 2021-06", "Achieved (May 2021)"],
        ),
    ],
)
def test_a_change_shows_state_and_date_before_and_now(
    site: Site, month: str, kind: str, row: list[str]
) -> None:
    table = captioned(part(site, f"reports/{month}/index.html", "changes"), kind)

    assert rows(table)[0][1:] == row


def test_a_change_leads_to_both_statements(site: Site) -> None:
    table = captioned(part(site, "reports/2021-04/index.html", "changes"), "Newly achieved")

    addresses = [address for address, _ in links(table)]

    assert addresses[-2:] == ["../2021-02/index.html#delayed-ANT-2", "#achieved-ANT-2"]


def test_the_first_month_has_nothing_to_compare_with(site: Site) -> None:
    section = part(site, "reports/2021-01/index.html", "changes")

    assert words(section.p) == "There is no earlier report to compare with."
    assert section.select("table, a:not(.headerlink)") == []


@pytest.mark.parametrize(
    ("month", "planned"),
    [("2021-02", "January"), ("2021-03", "February"), ("2021-04", "February"), ("2021-05", "April")],
)
def test_a_month_leads_to_the_plans_that_it_is_held_against(site: Site, month: str, planned: str) -> None:
    section = part(site, f"reports/{month}/index.html", "changes")

    assert links(section)[-1] == (
        f"../../months/{month}.html",
        f"Plans of {planned} 2021 and their outcomes",
    )


@pytest.mark.parametrize(
    ("month", "missing"),
    [
        ("2021-01", None),
        ("2021-02", "Missing: 2C.02 Correlator."),
        ("2021-03", None),
        ("2021-04", "Missing: 2C.03 Archive."),
    ],
)
def test_a_month_names_the_areas_that_are_missing(site: Site, month: str, missing: str | None) -> None:
    found = site.page(f"reports/{month}/index.html").select_one(".report-missing")

    assert (words(found) if found else None) == missing


@pytest.mark.parametrize(
    ("month", "neighbours"),
    [
        ("2021-01", "Next: February 2021"),
        ("2021-03", "Previous: February 2021 · Next: April 2021"),
        ("2021-04", "Previous: March 2021"),
        ("2021-05", "Previous: April 2021"),
    ],
)
def test_a_month_leads_to_the_published_months_before_and_after(
    site: Site, month: str, neighbours: str
) -> None:
    found = site.page(f"reports/{month}/index.html").select_one(".report-neighbours")

    assert words(found) == neighbours


# --- plans and outcomes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "outcomes"),
    [
        (
            "2021-02",
            [
                [
                    "2C.01.01 Dishes In both: T-13 Not mentioned again: T-14",
                    "Paint the dish (T-13). Mend the road (T-14). In the report",
                    "Painted the dish (T-13). A long story follows.",
                ],
                ["2C.01.02.01 Horns", "Polish the horn. In the report", "Not mentioned this month."],
            ],
        ),
        (
            "2021-03",
            [["2C.01.01 Dishes", "Align the dish (T-16). In the report", "Not mentioned in this summary."]],
        ),
        (
            "2021-04",
            [
                [
                    "2C.01.01 Dishes In both: T-16",
                    "Align the dish (T-16). In the report",
                    "Aligned the dish on a quasar (T-16).",
                ],
                ["2C.02 Correlator", "No plan was reported.", "Nothing done. In the report"],
                ["2C.04 Outreach", "No plan was reported.", "Printed posters"],
            ],
        ),
    ],
)
def test_plans_stand_beside_outcomes_element_by_element(
    site: Site, month: str, outcomes: list[list[str]]
) -> None:
    shown = rows(site.page(f"months/{month}.html").select_one("table.report-outcomes"))

    assert [row[:2] for row in shown] == [row[:2] for row in outcomes]
    # Texts are as long as they are: how each begins is enough.
    assert [
        long.startswith(begin[2]) for long, begin in zip((row[2] for row in shown), outcomes, strict=True)
    ]


def test_each_side_leads_to_its_place_in_the_report(site: Site) -> None:
    table = site.page("months/2021-04.html").select_one("table.report-outcomes")
    assert table is not None

    assert [address for address, text in links(table) if text == "In the report"] == [
        "../reports/2021-02/2C.01.html#plans-2C-01-01",
        "../reports/2021-04/2C.01.html#accomplishments-2C-01-01",
        "../reports/2021-04/2C.02.html#accomplishments-2C-02",
        "../reports/2021-04/2C.04.html#accomplishments-2C-04",
    ]


def test_the_columns_name_the_months_compared(site: Site) -> None:
    page = site.page("months/2021-04.html")

    assert [words(head) for head in page.select("table.report-outcomes thead th")] == [
        "Element",
        "Planned in February 2021",
        "Done in April 2021",
        "Outcome",
    ]
    assert words(page.select_one("section p")).startswith("The plans of February 2021, compared")


def test_the_first_month_has_no_page_of_plans(crawl: Crawl) -> None:
    assert "months/2021-01.html" not in crawl.pages


# --- coverage --------------------------------------------------------------------------------------

MATRIX = [
    ["2C.01 Antennas", "Reported", "Reported", "No source found", "Reported"],
    ["2C.02 Correlator", "Reported", "Missing", "No source found", "No activity"],
    ["2C.03 Archive", "Not in use", "Not in use", "No source found", "Missing"],
    ["2C.04 Outreach", "No source found", "No source found", "No source found", "Reported"],
]


@pytest.mark.parametrize("page", ["months/index.html", "months/2021.html"])
def test_the_matrix_tells_report_silence_gap_and_what_was_not_expected(site: Site, page: str) -> None:
    assert rows(site.page(page).select_one("table.report-coverage")) == MATRIX


def test_each_cell_that_someone_had_to_write_leads_to_a_place_that_exists(crawl: Crawl) -> None:
    page = "months/index.html"
    cells = crawl.pages[page].select("table.report-coverage tbody td:not(:first-child)")

    found = {words(cell): [address for address, _ in links(cell)] for cell in cells}

    assert (found["No source found"], found["Not in use"]) == ([], [])
    assert found["No activity"] == ["../reports/2021-04/2C.02.html#accomplishments-2C-02"]
    linked = [address for cell in cells for address, _ in links(cell)]
    assert len(linked) == 8
    assert all(crawl.leads_somewhere(page, address) for address in linked)
    assert ["#accomplishments-" in address for address in linked].count(True) == 6


def test_elements_below_an_area_have_a_matrix_on_request(site: Site) -> None:
    table = part(site, "index.html", "elements-of-the-antennas").table

    assert rows(table) == [
        ["2C.01 Antennas", "Reported", "Reported", "No source found", "Reported"],
        ["2C.01.01 Dishes", "Reported", "Reported", "No source found", "Reported"],
        ["2C.01.02 Feeds and horns", "Reported", "Missing", "No source found", "Missing"],
        ["2C.01.02.01 Horns", "Reported", "Missing", "No source found", "Missing"],
    ]


# --- a WBS element ---------------------------------------------------------------------------------


def test_the_newest_months_of_an_element_are_shown_in_full(site: Site) -> None:
    section = part(site, "wbs/2C.01.01.html", "month-by-month")

    assert [words(title) for title in section.select(".rubric.report-month")] == ["April 2021"]
    assert [words(kind) for kind in section.select(".report-kind")] == ["Accomplishments", "Plans"]
    texts = [words(text) for text in section.select(".report-text")]
    assert texts == [
        "Aligned the dish on a quasar (T-16). Mended the road at last, as the minutes ask.road "
        "road The old road. Weather It snowed.",
        "Rest.rest rest For a week.",
    ]


def test_a_text_shown_again_keeps_its_links_and_leaves_its_anchors(site: Site) -> None:
    text = part(site, "wbs/2C.01.01.html", "month-by-month").select_one(".report-text")
    assert text is not None

    assert links(text) == [
        ("https://tracker.example/issues/T-16", "T-16"),
        ("https://minutes.example/4", "the minutes"),
    ]
    assert [words(mark) for mark in text.select("sup")] == ["road", "road"]
    assert text.select("[id]") == []
    assert site.page("reports/2021-04/2C.01.html").select("#weather") != []


def test_what_is_too_long_and_all_before_it_is_a_line_with_links_and_counts(site: Site) -> None:
    section = part(site, "wbs/2C.01.01.html", "month-by-month")

    items = section.select("ul.report-months > li")

    assert [words(item) for item in items] == [
        "February 2021: accomplishments, 1 ticket, plans, 1 ticket",
        "January 2021: accomplishments, 1 ticket, plans, 2 tickets",
    ]
    assert [address for address, _ in links(items[0])] == [
        "../reports/2021-02/2C.01.html#accomplishments-2C-01-01",
        "../reports/2021-02/2C.01.html#plans-2C-01-01",
    ]


def test_a_text_shown_again_is_not_found_a_second_time(site: Site) -> None:
    index = search_index(site)

    # On the pages of the element, of plans and outcomes, and of the ticket it is a quotation.
    for word in ("quasar", "snow"):
        assert index.found(word) == ["reports/2021-04/2C.01#accomplishments-2C-01-01"]
    assert site.page("wbs/2C.01.01.html").select(".report-text")


def test_a_heading_in_a_text_shown_again_is_no_heading_of_the_page(site: Site) -> None:
    page = site.page("wbs/2C.01.01.html")

    assert "Weather" not in [words(heading) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert search_index(site).found("weather") == ["reports/2021-04/2C.01#accomplishments-2C-01-01"]


def test_an_element_with_a_bare_heading_is_reported_through_those_below(site: Site) -> None:
    section = part(site, "wbs/2C.01.02.html", "month-by-month")

    assert links(section)[1][0] == "../reports/2021-01/2C.01.html#accomplishments-2C-01-02"
    assert words(section.select_one(".report-none")) == "Reported under the child elements."


def test_an_element_that_no_month_writes_about_says_so(site: Site) -> None:
    section = part(site, "wbs/2C.03.html", "month-by-month")

    assert words(section.p) == "No published report has a section about this element."


def test_the_titles_of_an_element_are_told_with_their_times(site: Site) -> None:
    page = site.page("wbs/2C.01.02.html")

    assert words(fact(page, "Original title")) == "Feeds"
    assert words(fact(page, "Title from 2021-03")) == "Feeds and horns"
    assert words(page.h1) == "2C.01.02 Feeds and horns"
    assert (
        words(site.page("reports/2021-01/2C.01.html").find(id="accomplishments-2C-01-02").h3)
        == "2C.01.02 Feeds"
    )


def test_the_milestones_at_and_below_an_element_are_listed_with_their_states(site: Site) -> None:
    section = part(site, "wbs/2C.02.html", "milestones")

    found = {words(table.caption): [row[0] for row in rows(table)] for table in section.select("table")}

    assert found == {
        "2 milestones; the others are folded below": ["COR-2", "COR-1"],
        "Cancelled: 1 milestone": ["COR-3"],
    }


def test_an_element_has_its_own_plans_and_what_became_of_them(site: Site) -> None:
    section = part(site, "wbs/2C.01.html", "plan-and-outcome")

    assert [row[0] for row in rows(section.table)] == ["2C.01.01 Dishes In both: T-16"]


def test_an_element_leads_to_the_entries_of_what_its_months_cite(site: Site) -> None:
    section = part(site, "wbs/2C.01.01.html", "tickets-and-documents")

    assert links(section) == [
        *((f"../tickets/T-0-499.html#{name}", name) for name in ("T-11", "T-13", "T-14", "T-16")),
        ("../documents/DOC-0-499.html#DOC-3", "DOC-3"),
    ]


# --- the register of milestones --------------------------------------------------------------------

INDEX = "milestones/index.html"


def test_what_is_due_next_is_drawn_with_its_data(site: Site) -> None:
    section = part(site, INDEX, "due-next")

    assert [words(row.b) for row in section.select("a.report-slip")] == ["COR-1", "ARC-2", "OUT-1"]
    assert [row[0] for row in rows(section.select_one("details table"))] == ["COR-1", "ARC-2", "OUT-1"]


def test_the_register_counts_its_states(site: Site) -> None:
    counts = "2 late (1 overdue, 1 delayed), 3 planned, 1 finished (per schedule), 2 achieved, 1 cancelled."

    assert words(site.page(INDEX).select_one(".report-figure")) == "9 milestones"
    assert counts in words(site.page(INDEX))


def test_the_register_lists_every_milestone_with_its_state_and_where_it_was_stated(site: Site) -> None:
    section = part(site, INDEX, "all-milestones")

    open_ones, folded = (rows(table) for table in section.select("table"))

    assert [row[0] for row in open_ones] == ["COR-2", "ARC-1", "OUT-1", "ARC-2", "COR-1"]
    assert {row[0] for row in folded} == {"ANT-1", "ANT-2", "COR-3", "ARC-3"}
    assert words(section.select_one("details > summary")) == (
        "Finished (per schedule), Achieved, Cancelled: 4 milestones"
    )
    assert open_ones[0] == [
        "COR-2",
        "Clock distributed",
        "2C.02.02",
        "2021-02-28",
        "2021-05",
        "61 days late delay reported in 2 months",
        "Delayed",
        "February 2021",
    ]


def test_the_burndown_is_a_picture_with_a_name_and_its_data(site: Site) -> None:
    section = part(site, INDEX, "burndown")

    (picture,) = section.select("svg[role=group]")

    assert picture["aria-label"] == (
        "Burndown of all milestones: at the end of April 2021, 5 milestones remaining and 3 achieved; "
        "the first baseline planned for 3 remaining"
    )
    data = rows(section.select_one("details table.report-data"))
    assert data[3:6] == [
        ["2021-04", "3", "3", "5", "5", "3"],
        ["2021-05", "3", "3", "4", "–", "–"],
        ["2021-06", "2", "2", "3", "–", "–"],
    ]
    assert data[-1] == ["2021-12", "0", "0", "1", "–", "–"]
    assert links(picture)[-1] == ("../reports/2021-04/index.html", "April 2021: 5 remaining")
    assert len(links(picture)) == 4


def test_the_variance_chart_has_a_row_for_each_milestone_that_leads_to_it(site: Site) -> None:
    chart = part(site, INDEX, "late-milestones").select_one(".report-slips")
    assert chart is not None

    assert chart["aria-label"] == "2 milestones from due date to finish: 2 late at 2021-04-30"
    shown = [
        (
            str(row["href"]),
            words(row.select_one(".report-slip-name")),
            words(row.select_one(".report-slip-said")),
        )
        for row in chart.select("a.report-slip")
    ]
    assert shown == [
        ("COR-2.html", "COR-2 Clock distributed", "62–92 days late (forecast)"),
        ("ARC-1.html", "ARC-1 Tapes bought", "30 days late so far"),
    ]


# --- tickets and documents -------------------------------------------------------------------------


def entry(site: Site, page: str, name: str) -> tuple[Tag, Tag]:
    """The anchored entry of an id: its heading, and everything below."""
    head, below = site.page(page).select(f"li[id='{name}'] > *")
    return head, below


@pytest.mark.parametrize(
    ("page", "name", "address", "mentions"),
    [
        (
            "tickets/T-0-499.html",
            "T-13",
            "https://tracker.example/issues/T-13",
            [
                (
                    "../reports/2021-02/2C.01.html#accomplishments-2C-01-01",
                    "February 2021, 2C.01.01 (accomplishments): Painted the dish (T-13).",
                ),
                (
                    "../reports/2021-01/2C.01.html#plans-2C-01-01",
                    "January 2021, 2C.01.01 (plans): Paint the dish (T-13).",
                ),
            ],
        ),
        (
            "tickets/T-0-499.html",
            "T-15",
            "https://tracker.example/issues/T-15",
            [
                (
                    "../reports/2021-02/index.html#high-level-summary",
                    "February 2021, the month's page: The dish is white (T-15).",
                )
            ],
        ),
        (
            "tickets/CR-0-499.html",
            "CR-7",
            "https://tracker.example/changes/7",
            [
                (
                    "../reports/2021-04/2C.02.html#plans-2C-02-01",
                    "April 2021, 2C.02.01 (plans): Freeze the firmware (CR-7).",
                ),
                (
                    "../reports/2021-03/index.html#rebaselined-COR-1",
                    "March 2021, 2C.02.01 (milestone rebaselined): Agreed on in CR-7.",
                ),
            ],
        ),
        (
            "documents/DOC-0-499.html",
            "DOC-3",
            "https://docs.example/DOC-3",
            [
                (
                    "../reports/2021-01/2C.01.html#accomplishments-2C-01-01",
                    "January 2021, 2C.01.01 (accomplishments): "
                    "Lifted the dish by crane, as [DOC-3] asks. [T-11] The crane left.",
                )
            ],
        ),
    ],
)
def test_an_entry_has_its_address_and_every_mention_with_the_words_around_it(
    site: Site, crawl: Crawl, page: str, name: str, address: str, mentions: list[tuple[str, str]]
) -> None:
    term, definition = entry(site, page, name)

    assert links(term) == [(address, name)]
    items = definition.select("li")
    assert [(links(item)[0][0], words(item)) for item in items] == mentions
    assert all(crawl.leads_somewhere(page, place) for place, _ in mentions)


def test_a_document_that_nobody_cites_is_listed_with_its_title(site: Site) -> None:
    term, definition = entry(site, "documents/DOC-0-499.html", "DOC-4")

    assert (words(term), words(definition)) == ("DOC-4 Never cited", "Not cited yet.")


def test_the_index_of_tickets_leads_to_the_pages_by_tracker(site: Site) -> None:
    page = site.page("tickets/index.html").select_one("div.body")
    assert page is not None

    assert [words(title) for title in page.select(".rubric")] == ["CR", "T"]
    assert [words(item) for item in page.select("li")] == ["CR-7: 1 ticket", "T-11 to T-30: 7 tickets"]
    assert [address for address, _ in links(page)] == ["CR-0-499.html", "T-0-499.html"]


# --- the landing page ------------------------------------------------------------------------------


def test_the_landing_page_shows_the_newest_published_month(site: Site) -> None:
    page = site.page("index.html")

    assert words(page.select_one(".report-verdict")) == (
        "At the end of April 2021, 2 of 9 milestones are late: 1 overdue without an explanation and 1 "
        "delayed; the longest, COR-2 Clock distributed, by 61 days. That is as many as at the end of March "
        "2021 (2) and 1 fewer than at the end of February 2021 (3)."
    )
    assert [words(each) for each in page.select(".report-compared")] == [
        "Late at the end of each month: Jan 2, Feb 3, Mar 2, Apr 2.",
        "In April 2021: 1 achieved (2 of 9 in all), 1 newly late, 1 no longer late. Newly late: ARC-1.",
        "Compared with the last full report (February 2021): 1 achieved since, 1 late now but not then, "
        "2 late then but not now.",
    ]


def test_the_landing_page_counts_all_there_is(site: Site) -> None:
    page = site.page("index.html")

    figures = [
        words(each) for each in page.select(".report-figure") if not each.find_parent(class_="report-figures")
    ]

    assert figures == ["4 months", "9 milestones", "10 WBS elements", "8 tickets", "2 documents"]


def test_the_landing_page_shows_changes_and_what_is_due_next(site: Site) -> None:
    page = "index.html"

    assert captions(part(site, page, "latest-changes")) == [
        "Newly overdue: 1",
        "Newly achieved: 1",
        "Cancelled: 1",
        "Delayed before, not mentioned this month: 1",
    ]
    assert [row[0] for row in rows(part(site, page, "due-next").table)] == ["OUT-1", "ARC-2", "COR-1"]


def test_the_landing_page_shows_the_coverage_of_the_newest_months(site: Site) -> None:
    table = part(site, "index.html", "coverage").table

    assert rows(table) == [[row[0], *row[3:]] for row in MATRIX]


def test_the_health_of_the_areas_is_shown_month_by_month(site: Site) -> None:
    section = part(site, "index.html", "areas")

    assert rows(section.select_one(".report-health")) == [
        [
            "2C.01 Antennas",
            *("● 1 reported, 1 milestone late",) * 2,
            "– 1 no source found, 1 milestone late",
            "● reported, none late",
        ],
        [
            "2C.02 Correlator",
            "● 1 reported, 1 milestone late",
            "✕ 2 missing, 2 milestones late",
            "– 1 no source found, 1 milestone late",
            "○ 1 no activity, 1 milestone late",
        ],
        [
            "2C.03 Archive",
            *("· not in use, none late",) * 2,
            "– no source found, none late",
            "✕ 1 missing, 1 milestone late",
        ],
        ["2C.04 Outreach", *("– no source found, none late",) * 3, "● reported, none late"],
    ]
    assert [address for address, _ in links(section.select_one(".report-health"))[:5]] == [
        "wbs/2C.01.html",
        "reports/2021-01/2C.01.html#accomplishments-2C-01",
        "reports/2021-02/2C.01.html#accomplishments-2C-01",
        "reports/2021-03/index.html#late",
        "reports/2021-04/2C.01.html#accomplishments-2C-01",
    ]
    assert rows(section.select_one(".report-area-counts")) == [
        ["2C.01 Antennas", "1", "0", "1", "0"],
        ["2C.02 Correlator", "0", "0", "0", "1"],
        ["2C.04 Outreach", "0", "0", "1", "0"],
    ]


def test_a_burndown_can_be_had_of_one_element(site: Site) -> None:
    section = part(site, "index.html", "antennas-to-do")

    assert rows(section.select_one("table.report-data"))[0] == ["2021-01", "0", "0", "–", "1", "1"]
    assert str(section.select_one("svg[role=group]")["aria-label"]).startswith("Burndown of 2C.01:")
