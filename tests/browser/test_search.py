"""Searching as a reader does: from a server and from a folder, by typing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site

from .served import served

pytestmark = pytest.mark.browser

TICKET = "tickets/DM-10500-10999.html#DM-10770"
AREA = "reports/2017-08/02C"

#: What is typed, and the address of the first hit.
QUERIES: dict[str, str] = {
    # tickets in any form
    "DM-10770": TICKET,
    "dm-10770": TICKET,
    "dm10770": TICKET,
    "DM 10770": TICKET,
    "dm_10770": TICKET,
    "10770": TICKET,
    "[DM-10770]": TICKET,
    "DM-10770.": TICKET,
    "LCR-921": "tickets/LCR-500-999.html#LCR-921",
    "lcr921": "tickets/LCR-500-999.html#LCR-921",
    "921": "tickets/LCR-500-999.html#LCR-921",
    # milestones
    "DLP-802": "milestones/DLP-802.html",
    "dlp802": "milestones/DLP-802.html",
    "dlp 802": "milestones/DLP-802.html",
    "802": "milestones/DLP-802.html",
    "DMTC-7400-2420": "milestones/DMTC-7400-2420.html",
    "7400-2420": "milestones/DMTC-7400-2420.html",
    "dmtc74002420": "milestones/DMTC-7400-2420.html",
    "AP/L1 Database Design": "milestones/DLP-802.html",
    "ap/l1 database design": "milestones/DLP-802.html",
    "Qserv Data Distribution": "milestones/DLP-472.html",
    "LSST Software Release 7.1 Complete": "milestones/DLP-558.html",
    # documents
    "LDM-294": "documents/LDM-0-499.html#LDM-294",
    "ldm294": "documents/LDM-0-499.html#LDM-294",
    "294": "documents/LDM-0-499.html#LDM-294",
    "LSE-61": "documents/LSE-0-499.html#LSE-61",
    "Data Management Organization and Management": "documents/LDM-0-499.html#LDM-294",
    # elements, with the prefix and without
    "02C.04.05": "wbs/02C.04.05.html",
    "1.02C.04.05": "wbs/02C.04.05.html",
    "1.02C.04": "wbs/02C.04.html",
    "02c.03.04": "wbs/02C.03.04.html",
    "02C": "wbs/02C.html",
    # months
    "2017-08": "reports/2017-08/index.html",
    "August 2017": "reports/2017-08/index.html",
    # several ids at once: in the order in which they were typed
    "DM-10770 DLP-802": TICKET,
    "DLP-802, DM-10770": "milestones/DLP-802.html",
    "LDM-294 02C.04.05": "documents/LDM-0-499.html#LDM-294",
    # words, also in another form or only begun
    "deblender": f"{AREA}.04.html#accomplishments-02C-04-05",
    "Deblending": f"{AREA}.04.html#accomplishments-02C-04-05",
    "deblen": f"{AREA}.04.html#accomplishments-02C-04-05",
    "Swinbank": f"{AREA}.04.html#accomplishments-02C-04-00",
    "Image Differencing": f"{AREA}.03.html#accomplishments-02C-03-04",
    "risk management": "reports/2017-08/index.html#risk-management",
    "HSC": "reports/2017-12/index.html#achieved-LDM-503-02",
    # an id with a word: the id itself first
    "DM-10770 release": TICKET,
    "jq": "data/index.html#query-the-data-in-the-shell",
    "spreadsheet": "data/index.html",
}


@pytest.fixture(scope="module")
def server(august: Site) -> Iterator[str]:
    """The address of the site on a server of this machine."""
    with served(august.out) as address:
        yield address.rstrip("/")


@pytest.fixture(scope="module", params=["server", "folder"])
def results(request: pytest.FixtureRequest, browser: Browser, august: Site) -> Iterator[Page]:
    """The results page, from a server and from a folder."""
    base = request.getfixturevalue("server") if request.param == "server" else august.out.as_uri()
    page = browser.new_page()
    page.goto(f"{base}/search.html")
    yield page
    page.close()


def ask(page: Page, query: str) -> list[str]:
    """Type a query; the addresses of the hits shown, relative to the root."""
    field = page.locator(".bd-search-container input[type=search]")
    field.fill("")
    expect(page.locator("#search-status")).to_contain_text("Enter words")
    field.fill(query)
    expect(page.locator("#search-status")).to_have_text(re.compile(r"result|Nothing"))
    links = page.locator("#search-results li > a").all()
    return [(link.get_attribute("href") or "").removeprefix("./") for link in links]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_leads_first_to_what_is_meant(results: Page, query: str) -> None:
    hits = ask(results, query)

    assert hits
    assert hits[0] == QUERIES[query] or hits[0].partition("#")[0] == QUERIES[query]


@pytest.mark.parametrize("query", ["SW-10", "SW-TEN", "sw ten", "LOOP10", "loop 10", "Loop closed"])
def test_an_alias_leads_to_the_milestone_with_any_theme(browser: Browser, months: Site, query: str) -> None:
    page = browser.new_page()
    page.goto((months.out / "search.html").as_uri())

    assert ask(page, query)[0] == "milestones/SW-10.html"
    page.close()


def test_after_an_id_come_the_places_that_cite_it(results: Page) -> None:
    assert ask(results, "DM-10770") == [TICKET, f"{AREA}.03.html#accomplishments-02C-03-00"]
    assert "reports/2017-08/index.html#delayed-DLP-802" in ask(results, "802")


def test_what_is_not_there_is_not_found(results: Page) -> None:
    assert ask(results, "DM-99999") == []
    assert ask(results, "zyzzyva") == []
    expect(results.locator("#search-status")).to_have_text("No results.")


def test_a_hit_says_month_area_and_kind_and_shows_the_words_that_were_found(results: Page) -> None:
    ask(results, "deblender")

    hit = results.locator("#search-results li").first
    expect(hit.locator(".report-hit-where")).to_have_text(
        "August 2017 · 02C.04 Data Release Production · accomplishments"
    )
    expect(hit.locator("mark").first).to_have_text("Deblender")


def test_hits_are_narrowed_by_kind_and_area_and_the_address_tells_it(results: Page) -> None:
    everything = len(ask(results, "camera"))

    results.get_by_label("Kind").select_option("plans")
    expect(results.locator(".report-hit-where").first).to_contain_text("plans")
    kinds = results.locator(".report-hit-where").all_text_contents()
    assert 0 < len(kinds) < everything
    assert all(kind.endswith("plans") for kind in kinds)
    results.get_by_label("Area").select_option(index=1)
    assert "kind=plans&area=" in results.url or "area=" in results.url
    results.get_by_label("Kind").select_option("")
    results.get_by_label("Area").select_option("")


def test_markup_in_a_query_stays_text(results: Page) -> None:
    said: list[str] = []
    results.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))

    ask(results, "deblender <img src=x onerror=alert(1)>")

    assert results.locator(".bd-search-container img").count() == 0
    assert said == []


@pytest.mark.parametrize("place", ["index.html", "reports/2017-08/02C.03.html"])
def test_the_header_jumps_to_an_id_by_keyboard_alone(
    browser: Browser, august: Site, server: str, place: str
) -> None:
    for base in (august.out.as_uri(), server):
        page = browser.new_page()
        page.goto(f"{base}/{place}")
        page.keyboard.press("Control+k")
        page.keyboard.type("dlp80")
        options = page.get_by_role("option")
        expect(options.first).to_contain_text("DLP-802 AP/L1 Database Design")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"milestones/DLP-802\.html$"))
        page.close()


def test_without_a_choice_enter_searches(browser: Browser, august: Site) -> None:
    page = browser.new_page()
    page.goto((august.out / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.keyboard.type("deblender")
    page.keyboard.press("Enter")

    expect(page.locator("#search-status")).to_have_text("6 results")
    page.close()


def test_escape_closes_the_dialog_with_what_it_offers(browser: Browser, august: Site) -> None:
    page = browser.new_page()
    page.goto((august.out / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.keyboard.type("DM-107")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("#pst-search-dialog")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.close()


def test_without_scripts_the_results_page_leads_to_the_indexes(browser: Browser, august: Site) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((august.out / "search.html").as_uri())

    note = page.locator(".bd-search-container .admonition")
    assert note.get_by_role("link").all_text_contents() == [
        "months", "milestones", "WBS elements", "tickets", "documents",
    ]  # fmt: skip
    page.context.close()
