"""The pages that nobody writes: milestones, elements, tickets, documents and months (content model,
section 6), and what the extension adds to the page of a month."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag
from progress_report.pages.former_anchors import FORMER_ANCHORS

from ..conftest import Site, build
from .built import Crawl, change, few, few_copy, inventory, links

KINDS = ("month", "wbs", "milestone", "ticket", "document")

#: An anchor that docutils makes where it finds no better one.
COUNTED = re.compile(r"id\d+")


@pytest.fixture(scope="module")
def crawl(months: Site) -> Crawl:
    return Crawl(months)


def fact(site: Site, page: str, name: str) -> Tag:
    """The value beside a name in the list of facts of a page."""
    label = site.page(page).find("dt", string=name) or next(
        term for term in site.page(page).select("dl.report-facts dt") if term.get_text() == f"{name}:"
    )
    value = label.find_next_sibling("dd")
    assert isinstance(value, Tag)
    return value


def entry(site: Site, page: str, anchor: str) -> Tag:
    """Everything below the anchored entry of a ticket or document."""
    below = site.page(page).select_one(f"li[id='{anchor}'] > p + *")
    assert isinstance(below, Tag)
    return below


# --- addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "anchor"),
    [
        ("data/index.html", "ask-it-from-the-shell"),
        ("data/index.html", "cite-it"),
        ("data/index.html", "link-to-it-from-other-documentation"),
        ("milestones/SW-10.html", "before-and-after"),
        ("milestones/SW-10.html", "what-the-months-said"),
        ("milestones/index.html", "a-year-before-and-after"),
        ("milestones/index.html", "overdue"),
        ("milestones/index.html", "what-is-late"),
    ],
)
def test_a_heading_that_was_reworded_keeps_its_former_anchor(months: Site, page: str, anchor: str):
    found = months.page(page).find(id=anchor)
    section = found.find_parent("section")

    assert anchor in FORMER_ANCHORS[section["id"]]
    assert found.find_next_sibling("h2") is not None


def test_every_object_is_in_the_inventory_at_its_final_address(months: Site):
    found = inventory(months)

    assert found["month"] == {name: f"reports/{name}/index.html" for name in ("2021-01", "2021-02")}
    assert found["wbs"] == {
        name: f"wbs/{name}.html"
        for name in (
            "1A", "1A.01", "1A.01.01", "1A.01.02", "1A.01.03", "1A.02", "1A.02.01", "1A.02.01.01A",
            "1A.02.02", "1A.03", "1A.04",
        )
    }  # fmt: skip
    assert found["milestone"] == {
        name: f"milestones/{name}.html"
        for name in ("OPT-1", "OPT-2", "OPT-2.1", "OPT-3", "R7B", "SW-10", "SW-11", "SW-12", "ARC-1")
    } | dict.fromkeys(("LOOP10", "SW-TEN"), "milestones/SW-10.html")  # former ids
    assert found["document"] == {
        "DOC-7": "documents/DOC-0-499.html#DOC-7",
        "DOC-8": "documents/DOC-0-499.html#DOC-8",
        "NOTE-1": "documents/NOTE-0-499.html#NOTE-1",
        "NOTE-2": "documents/NOTE-0-499.html#NOTE-2",
        "NOTE-12": "documents/NOTE-0-499.html#NOTE-12",
    }
    assert set(found["ticket"]) == {
        "CR-5", "CR-6", "CR-7", "T-100", "T-101", "T-102", "T-103", "T-110", "T-111", "T-114", "T-115",
        "T-120", "T-121", "T-122", "T-123", "T-124", "T-125", "T-130",
    }  # fmt: skip
    assert found["ticket"]["T-100"] == "tickets/T-0-499.html#T-100"


def test_every_address_of_the_inventory_exists_with_its_anchor(months: Site, crawl: Crawl):
    every = {uri for objects in inventory(months).values() for uri in objects.values()}

    assert [uri for uri in sorted(every) if not crawl.leads_somewhere("index.html", uri)] == []


def test_no_link_within_the_site_is_broken(crawl: Crawl):
    assert crawl.broken() == []


def test_no_anchor_stands_twice_on_a_page(crawl: Crawl):
    assert crawl.doubled() == []


def test_no_anchor_of_a_page_was_made_by_counting(crawl: Crawl):
    counted = [
        f"{name}#{anchor}" for name in crawl.pages for anchor in crawl.ids(name) if COUNTED.fullmatch(anchor)
    ]

    assert counted == []


# --- milestones ------------------------------------------------------------------------------------


def test_the_page_of_a_milestone_has_its_id_and_title_as_heading(months: Site):
    assert months.page("milestones/R7B.html").h1.find(string=True) == "R7B Release 7B: 10% <faster>"


@pytest.mark.parametrize(
    ("milestone", "name", "text"),
    [
        ("OPT-1", "Status", "Achieved as of 2021-02-28"),
        ("OPT-2", "Status", "Delayed as of 2021-02-28"),
        ("OPT-2.1", "Status", "Achieved as of 2021-02-28"),
        ("OPT-3", "Status", "Planned as of 2021-02-28"),
        ("SW-10", "Status", "Planned as of 2021-02-28"),
        ("SW-11", "Status", "Planned as of 2021-02-28"),
        ("SW-12", "Status", "Finished (per schedule) as of 2021-02-28"),
        ("ARC-1", "Status", "Cancelled as of 2021-02-28"),
        ("SW-10", "Due", "2021-06-30"),
        ("SW-11", "Due", "2021-05-31"),
        ("OPT-3", "Due", "2021-02"),
        ("SW-10", "First baseline", "2020-12-31"),
        ("SW-11", "Baseline from 2021-02", "2021-05-31"),
        ("SW-12", "Finished (per schedule)", "2020-12-15"),
        ("SW-10", "Level", "2"),
        ("SW-10", "Also known as", "LOOP10, SW-TEN"),
        ("OPT-2", "WBS element", "1A.01.02 Lenses and windows"),
    ],
)
def test_the_page_of_a_milestone_says_what_is_true_of_it(months: Site, milestone: str, name: str, text: str):
    assert fact(months, f"milestones/{milestone}.html", name).get_text().strip() == text


def test_a_predecessor_that_the_register_does_not_hold_is_no_link(months: Site):
    cells = months.page("milestones/SW-11.html").select("#dependencies td.report-col-id")

    assert [cell.get_text() for cell in cells] == ["SW-10", "SW-9"]
    assert [links(cell) for cell in cells] == [[("SW-10.html", "SW-10")], []]


def test_the_description_of_a_milestone_is_markdown_with_live_links(months: Site):
    page = months.page("milestones/SW-10.html")

    assert [item.get_text() for item in page.select("section > ul li")] == ["no restart", "no operator"]
    assert links(page.select_one("dl.report-facts + p")) == [("https://docs.example/DOC-7", "DOC-7")]


def test_the_ledger_has_every_statement_oldest_first_each_with_a_link_to_it(months: Site):
    ledger = months.page("milestones/SW-10.html").select_one(".report-ledger")

    assert [cell.get_text() for cell in ledger.select("td.report-col-status")] == ["Delayed", "Rebaselined"]
    assert [cell.get_text() for cell in ledger.select("td.report-col-due")] == ["2020-12-31", "2021-06-30"]
    assert [cell.a["href"] for cell in ledger.select("td.report-col-month")] == [
        "../reports/2021-01/index.html#delayed-SW-10",
        "../reports/2021-02/index.html#rebaselined-SW-10",
    ]


def test_what_a_summary_states_counts_and_is_marked(months: Site):
    stated = months.page("milestones/SW-10.html").select(".report-ledger td.report-col-month")

    assert [cell.get_text() for cell in stated] == ["January 2021", "February 2021 (summary)"]


def test_what_a_draft_says_is_in_no_ledger_and_no_state(months: Site):
    page = months.page("milestones/SW-11.html")

    assert page.select_one(".report-ledger") is None
    assert page.select_one(".report-none").get_text() == "Not mentioned in any published report."


def test_the_list_of_milestones_has_every_milestone_of_the_register(months: Site):
    cells = months.page("milestones/index.html").select("#all-milestones td.report-col-id")

    assert sorted(cell.get_text() for cell in cells) == [
        "ARC-1", "OPT-1", "OPT-2", "OPT-2.1", "OPT-3", "R7B", "SW-10", "SW-11", "SW-12",
    ]  # fmt: skip


# --- elements --------------------------------------------------------------------------------------


def test_the_title_of_an_element_is_text_whatever_is_in_it(months: Site):
    heading = months.page("wbs/1A.02.01.html").h1

    assert heading.find(string=True) == "1A.02.01 Control *loops* <fast> & slow"


def test_an_element_without_a_title_is_shown_by_its_id_alone(months: Site):
    assert months.page("wbs/1A.02.02.html").h1.find(string=True) == "1A.02.02"


def test_the_page_of_an_element_shows_its_place_in_the_tree(months: Site):
    page = "wbs/1A.02.html"

    assert links(fact(months, page, "Parent element")) == [("1A.html", "1A Small telescope")]
    assert links(fact(months, page, "Child elements")) == [
        ("1A.02.01.html", "1A.02.01 Control *loops* <fast> & slow"),
        ("1A.02.02.html", "1A.02.02"),
    ]


def test_the_page_of_an_element_lists_the_milestones_at_and_below_it(months: Site):
    cells = months.page("wbs/1A.02.html").select("td.report-col-id")

    # What is open first, by due date; what is achieved is folded.
    assert [cell.get_text() for cell in cells] == ["SW-11", "SW-10", "R7B", "SW-12"]


def test_the_page_of_an_element_has_what_each_month_said_newest_first(months: Site):
    section = months.page("wbs/1A.01.02.html").find(id="month-by-month")

    assert [address for address, text in links(section) if text in ("Accomplishments", "Plans")] == [
        "../reports/2021-02/1A.01.html#accomplishments-1A-01-02",
        "../reports/2021-01/1A.01.html#accomplishments-1A-01-02",
        "../reports/2021-01/1A.01.html#plans-1A-01-02",
    ]
    assert [text.get_text().strip() for text in section.select(".report-text")] == [
        "Mounted. [T-111]",
        "Nothing done.",
        "Mount them. See the mirror and the software.",
    ]


def test_the_tree_of_elements_has_every_element(months: Site):
    shown = [text for _, text in links(months.page("wbs/index.html").select_one(".report-tree"))]

    assert [text.split()[0] for text in shown] == list(inventory(months)["wbs"])


# --- tickets and documents -------------------------------------------------------------------------


def test_a_ticket_has_every_place_that_cites_it_newest_first(months: Site):
    places = links(entry(months, "tickets/T-0-499.html", "T-111"))

    assert places == [
        ("../reports/2021-02/1A.01.html#accomplishments-1A-01-02", "February 2021, 1A.01.02"),
        ("../reports/2021-01/1A.01.html#accomplishments-1A-01-01", "January 2021, 1A.01.01"),
    ]


def test_a_ticket_of_a_note_leads_to_the_statement(months: Site):
    places = links(entry(months, "tickets/T-0-499.html", "T-103"))

    assert places == [("../reports/2021-01/index.html#delayed-OPT-2", "January 2021, 1A.01.02")]


def test_a_ticket_twice_in_one_bullet_is_one_place(months: Site):
    assert len(links(entry(months, "tickets/T-0-499.html", "T-115"))) == 1


def test_the_entry_of_a_ticket_links_to_its_tracker(months: Site):
    term = months.page("tickets/CR-0-499.html").select_one("li[id=CR-7] > p")

    assert links(term) == [("https://tracker.example/changes/7", "CR-7")]


def test_the_sentence_around_a_ticket_is_quoted_without_further_links(months: Site):
    quote = entry(months, "tickets/T-0-499.html", "T-121").select_one(".report-quote")

    assert quote.get_text() == "January 2021, 1A.02.01.01A (accomplishments): Runs. [T-121, T-122]"
    assert [text for _, text in links(quote)] == ["January 2021, 1A.02.01.01A"]


def test_a_role_is_quoted_as_readers_see_it(months: Site):
    quote = entry(months, "tickets/T-0-499.html", "T-114").select_one(".report-quote")

    assert quote.get_text().endswith(": In one role: T-114, CR-5. A title of its own: the change.")


@pytest.mark.parametrize("ticket", ["T-112", "T-113", "T-140", "T-141"])
def test_what_is_escaped_or_code_or_in_a_draft_is_no_ticket(months: Site, ticket: str):
    assert months.page("tickets/T-0-499.html").find(id=ticket) is None


def test_a_registered_document_has_an_entry_though_nobody_cites_it(months: Site):
    assert entry(months, "documents/NOTE-0-499.html", "NOTE-1").get_text().strip() == "Not cited yet."


def test_the_entry_of_a_document_has_its_title_and_address(months: Site):
    term = months.page("documents/DOC-0-499.html").select_one("li[id=DOC-8] > p")

    assert term.get_text() == "DOC-8 Handbook"
    assert links(term) == [("https://elsewhere.example/handbook.html", "DOC-8")]


def test_tickets_are_divided_by_ranges_of_numbers_never_by_count(tmp_path):
    text = "# 1A.03 Outreach\n\n## Done\n\n- T-499, T-500, T-999 and T-1000, T-01000\n"

    site = few(tmp_path, {"reports/2021-01/1A.03.md": text})

    tickets = inventory(site)["ticket"]
    assert {name: tickets[name] for name in ("T-499", "T-500", "T-999", "T-1000")} == {
        "T-499": "tickets/T-0-499.html#T-499",
        "T-500": "tickets/T-500-999.html#T-500",
        "T-999": "tickets/T-500-999.html#T-999",
        "T-1000": "tickets/T-1000-1499.html#T-1000",
    }


# --- months ----------------------------------------------------------------------------------------


def test_the_list_of_months_is_newest_first_without_drafts(months: Site):
    items = months.page("months/index.html").select(".report-month-list .report-col-month a")

    assert [(item["href"], item.get_text()) for item in items] == [
        ("../reports/2021-02/index.html", "February 2021"),
        ("../reports/2021-01/index.html", "January 2021"),
    ]


def test_the_list_of_months_says_what_kind_each_is_and_how_many_are_late(months: Site):
    rows = months.page("months/index.html").select(".report-month-list tbody tr")

    assert [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in rows] == [
        ["February 2021 summary", "2", "1", "0", "2", "1 0 overdue, 1 delayed"],
        ["January 2021 full report", "2", "–", "–", "–", "3 0 overdue, 3 delayed"],
    ]
    assert [row.svg["aria-label"] for row in rows] == ["0 overdue, 1 delayed", "0 overdue, 3 delayed"]


def test_a_draft_is_built_and_marked(months: Site):
    box = months.page("reports/2021-03/index.html").select_one(".admonition.important")

    assert "This report is a draft" in box.get_text()


def test_a_summary_says_so_and_where_it_comes_from(months: Site):
    box = months.page("reports/2021-02/index.html").select_one(".report-compiled")

    assert "compiled from other sources" in box.get_text()
    assert [address for address, _ in links(box)] == ["https://www.example.org/minutes"]


def test_a_correction_is_shown_with_its_date(months: Site):
    box = months.page("reports/2021-01/index.html").select_one(".admonition.note")

    assert "Corrected on 2021-02-09: The date of OPT-1 was wrong." in box.get_text()


def test_the_areas_of_a_month_are_listed_with_their_headlines(months: Site):
    section = months.page("reports/2021-01/index.html").find(id="areas")

    assert links(section) == [("1A.01.html", "1A.01 Optics"), ("1A.02.html", "1A.02 Software")]
    assert [item.get_text() for item in section.select(".report-headline")] == ["The mirror is polished."]


def test_the_page_of_a_month_lies_below_its_year(months: Site):
    page = months.page("reports/2021-02/index.html")

    assert page.find("a", accesskey="U")["href"] == "../../months/2021.html"


# --- stubs on disk ---------------------------------------------------------------------------------


def test_a_page_written_by_hand_in_the_way_of_a_generated_one_is_kept_and_reported(tmp_path):
    source = few_copy(tmp_path / "source")
    notes = "---\norphan: true\n---\n# Notes\n"
    change(source, {"milestones/OPT-1.md": notes, "wbs/notes.md": notes})

    site = build(source, tmp_path / "html")

    assert (source / "milestones/OPT-1.md").read_text() == notes
    assert (source / "wbs/notes.md").exists()
    assert site.lines() == [
        "milestones/OPT-1.md:1: WARNING: a page written by hand has the name of a generated page; it is kept "
        "[report.file]"
    ]


def test_a_second_build_writes_no_stub_anew(tmp_path):
    source = few_copy(tmp_path / "source")
    build(source, tmp_path / "html")
    before = {path: path.stat().st_mtime_ns for path in source.rglob("*.md")}

    build(source, tmp_path / "html")

    assert {path: path.stat().st_mtime_ns for path in source.rglob("*.md")} == before
