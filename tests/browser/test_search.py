"""Searching as a reader does: from a server and from a folder, by typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from progress_report.content.catalogue import Catalogue
from progress_report.outputs.search.search_data import IndexPart, add_parts
from progress_report.outputs.search.search_text import Words, clean, forms, words
from sphinx.search.en import SearchEnglish

from tests.conftest import Site, shared
from tests.integration.odd_ids import build_odd_ids

from .served import served
from .watched import Tabs

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
    # the words of its title in the register
    "Elastic Services Testbed": "tickets/DM-10500-10999.html#DM-10719",
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
    "HSC": "milestones/DM-DAX-5.html",
    # an id with a word: the id itself first
    "DM-10770 release": TICKET,
    "jq": "data/index.html#query-the-data-in-the-shell",
    "spreadsheet": "data/index.html",
    # pasted addresses, and dashes of all kinds
    "https://tracker.example/browse/DM-10770": TICKET,
    "https://docs.example/LDM-294/": "documents/LDM-0-499.html#LDM-294",
    "https://ldm-294.docs.example": "documents/LDM-0-499.html#LDM-294",
    "ls.example/LDM-294?x=1": "documents/LDM-0-499.html#LDM-294",
    "milestones/DLP-802.html": "milestones/DLP-802.html",
    "DM\u201110770": TICKET,
    "DM\u201310770": TICKET,
    "DM-\u200b10770": TICKET,
    # the beginnings of ids
    "DLP-8": "milestones/DLP-802.html",
    "DMTC-7400": "milestones/DMTC-7400-2090.html",
    "DM-1077": TICKET,
    "LDM-503-0": "milestones/LDM-503-01.html",
    "DM-AP": "milestones/DM-AP-1.html",
    "02C.0": "wbs/02C.00.html",
    # parts of words, and other spellings
    "mosaic": f"{AREA}.03.html#plans-02C-03-07",
    "meas_mosaic": f"{AREA}.03.html#plans-02C-03-07",
    "photoz": f"{AREA}.02.01.html#plans-02C-02-01",
    "photo-z": f"{AREA}.02.01.html#plans-02C-02-01",
    "assemblecoadd": "reports/2017-09/02C.04.html#accomplishments-02C-04-04",
    "OMullane": "reports/2017-08/index.html#high-level-summary",
    "Juric": f"{AREA}.02.01.html#accomplishments-02C-02-01",
    "fibre": "milestones/DLP-44.html",
    "fiber": "milestones/DLP-44.html",
    "organisation": "documents/LDM-0-499.html#LDM-294",
    "color": f"{AREA}.04.html#accomplishments-02C-04-05",
    "international": "wbs/02C.08.html",
    # phrases
    '"science data archive"': "wbs/02C.06.01.html",
    "end-to-end": f"{AREA}.03.html#accomplishments-02C-03-00",
    # pages and sections by name
    "overdue": "milestones/index.html?state=overdue",
    "delayed": "milestones/index.html?state=delayed",
    "late": "milestones/index.html#late-milestones",
    "milestones": "milestones/index.html",
    "burndown": "index.html#burndown",
    "coverage": "months/index.html#coverage",
    "full report": "reports/2017-08/index.html",
    "wbs": "wbs/index.html",
    "data": "data/index.html",
    # reports before guides
    "David Reiss": "reports/2017-09/02C.03.html#accomplishments-02C-03",
    "DCR correction": f"{AREA}.03.html#accomplishments-02C-03-04",
    "recruitment": f"{AREA}.06.html#recruitment-02C-06",
    "LCR": f"{AREA}.08.html#plans-02C-08-01",
    "RFC": f"{AREA}.02.01.html#plans-02C-02-01",
    # a day: its month, and then what is due
    "2017-08-31": "reports/2017-08/index.html",
    "2017-11-29": "reports/2017-11/index.html",
    "Qserv": "milestones/DLP-459.html",
}

#: What is mistyped: what it is taken for, and the address of the first hit.
MISTYPED: dict[str, tuple[str, str]] = {
    "deblendr": ("deblender", f"{AREA}.04.html#accomplishments-02C-04-05"),
    "calibraton": ("calibration", "milestones/DM-DRP-4.html"),
    "netowrk": ("network", "milestones/DM-NET-2.html"),
    "Krugoff": ("Krughoff", "reports/2017-09/02C.01.html#accomplishments-02C-01"),
    "kuberntes": ("kubernetes", f"{AREA}.06.html#plans-02C-06-02-03"),
    "DLP-8O2": ("DLP-802", "milestones/DLP-802.html"),
    "DPL-802": ("DLP-802", "milestones/DLP-802.html"),
    "C++11": ("C++", f"{AREA}.06.html#accomplishments-02C-06-02-03"),
}

#: Finds the address of the first result of each query, and what the query was taken for.
FIRST = """async (queries) => {
  const core = await ReportSearch.ready();
  const found = {};
  for (const query of queries) {
    const { hits, meant } = await ReportQuery.find(core, ReportSearch.load, query);
    const hit = ReportQuery.grouped(core, hits)[0]?.hit;
    const address = hit?.thing
      ? ReportQuery.addressOf(core, hit.thing)
      : hit && (await ReportQuery.read(core, ReportSearch.load, hit.place)).address;
    found[query] = [meant, address ?? ""];
  }
  return found;
}"""


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
    expect(page.locator("#search-status")).to_have_text(re.compile(r"result|too common"))
    links = page.locator("#search-results li > a")
    found: list[str] = links.evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    return [link.removeprefix("./") for link in found]


def test_a_query_leads_first_to_what_is_meant(results: Page) -> None:
    wanted = {**{query: ("", address) for query, address in QUERIES.items()}, **MISTYPED}

    found = {query: tuple(said) for query, said in results.evaluate(FIRST, list(wanted)).items()}
    assert {query: found[query] for query in wanted if found[query] != wanted[query]} == {}


def test_an_alias_leads_to_the_milestone_with_any_theme(tabs: Tabs, months: Site) -> None:
    page = tabs.open((months.out / "search.html").as_uri()).page

    queries = ["SW-10", "SW-TEN", "sw ten", "LOOP10", "loop 10", "Loop closed"]
    found = page.evaluate(FIRST, queries)
    assert found == {query: ["", "milestones/SW-10.html"] for query in queries}


def test_ids_of_any_form_are_found(tabs: Tabs, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = shared(tmp_path_factory, "odd-ids", build_odd_ids)
    page = tabs.open((site.out / "search.html").as_uri()).page

    big_dome, brü = "tickets/acme-big-dome-0-499.html#acme%2Fbig-dome~7", "milestones/BR%C3%9C-12.html"
    queries = {
        "#123": "tickets/0-499.html#~123",
        "https://github.com/acme/dome/issues/123": "tickets/0-499.html#~123",
        "!45": "tickets/0-499.html#!45",
        "acme/big-dome#7": big_dome,
        "https://github.com/acme/big-dome/issues/7": big_dome,
        "PR 1234": "tickets/PR-1000-1499.html#PR_1234",
        "pr1234": "tickets/PR-1000-1499.html#PR_1234",
        "D12345": "tickets/D-12000-12499.html#D12345",
        "BUG-2023-001": "tickets/BUG-2023-0-499.html#BUG-2023-001",
        "BRÜ-12": brü,
        "bru 12": brü,
        "v1.2.1": "milestones/v1.2.1.html",
        "aux": "milestones/-aux.html",
        "ÄP3": "wbs/%C3%84P3.html",
    }
    assert page.evaluate(FIRST, list(queries)) == {query: ["", address] for query, address in queries.items()}


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
    expect(hit.locator(":scope > a mark")).to_have_text("Deblending")
    expect(hit.locator(".report-hit-text mark")).to_have_text(["deblending", "deblender"])


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

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    results.on("dialog", note)

    ask(results, "deblender <img src=x onerror=alert(1)>")

    assert results.locator(".bd-search-container img").count() == 0
    assert said == []


def test_a_thing_stands_once_with_its_statements_below(results: Page) -> None:
    addresses = ask(results, "Qserv Data Distribution")

    item = results.locator("#search-results > ul > li").first
    expect(item.locator(":scope > a")).to_have_text("DLP-472 Qserv Data Distribution")
    expect(item.locator(":scope > .report-hit-where")).to_contain_text("milestone · due 2")
    assert item.locator(".report-hit-statements a").all_text_contents() == [
        "August 2017 · milestone delayed", "July 2017 · milestone delayed",
    ]  # fmt: skip
    assert addresses.count("milestones/DLP-472.html") == 1


def test_a_mistyped_word_is_found_as_what_it_was_meant_to_be(results: Page) -> None:
    assert ask(results, "deblendr")

    expect(results.locator("#search-status")).to_contain_text("Did you mean deblender? 5 results.")
    expect(results.locator(".report-hit-text mark").first).to_have_text("deblending")
    results.locator("#search-status a").click()
    expect(results.locator("#search-status")).to_have_text("5 results.")
    expect(results.locator(".bd-search-container input[type=search]")).to_have_value("deblender")


def test_words_that_do_not_count_are_named(results: Page) -> None:
    assert ask(results, "the of") == []
    expect(results.locator("#search-status")).to_contain_text("too common")

    assert ask(results, "deblender xyzzyq")
    expect(results.locator("#search-status")).to_have_text("5 results. Not found: xyzzyq.")


def test_nothing_moves_while_results_come(browser: Browser, august: Site) -> None:
    for width in (390, 1440):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
            " window.moved += each.value; }).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(f"{(august.out / 'search.html').as_uri()}?q=camera")
        expect(page.locator("#search-results li").first).to_be_visible()
        page.wait_for_function("document.readyState === 'complete'")
        assert page.evaluate("new Promise((done) => setTimeout(() => done(window.moved), 200))") < 0.02
        page.close()


#: A text that is hard to find, and what it is searched by: with the words that are marked.
ODD = (
    "A naïve spec\u00adtro\u200bgraph of meas_mosaic, runAssembleTask in C++11 by O\u2019Hara,"
    " end\u2013to\u2013end; 国立天文台の計画"
)
SEARCHED_BY: dict[str, list[str]] = {
    "naive": ["naïve"],
    "naïve": ["naïve"],
    "spectrograph": ["spectrograph"],
    "spectro\u00adgraph": ["spectrograph"],
    "mosaic": ["mosaic"],
    "MeasMosaic": ["meas_mosaic"],
    "assembletask": ["runAssembleTask"],
    "c++11": ["C++11"],
    "ohara": ["O\u2019Hara"],
    "O'Hara's": ["O\u2019Hara"],
    "end-to-end": ["end\u2013to\u2013end"],
    "天文台": ["天文台"],
    "文台": ["文台"],
    "台の計": ["台の計"],
    '"spectrograph of meas mosaic"': ["spectrograph", "meas", "mosaic"],
    "“a naïve spectrograph”": ["naïve", "spectrograph"],
}


def test_words_that_are_hard_to_read_are_found_and_marked(
    tabs: Tabs, august: Site, project: Callable[..., Catalogue]
) -> None:
    heading = "# 1A.01 First area\n\n## Current accomplishments\n\n### 1A.01.01 Part one\n\n"
    catalogue = project({"reports/2017-08/1A.01.md": f"{heading}- {ODD}\n"})
    language = SearchEnglish({})
    parts: dict[str, object] = {}

    def add(_: str, __: str, make: Callable[[], IndexPart]) -> tuple[Any, str]:
        part = make()
        parts.update(part.files)
        return part.summary, ""

    split = Words(language.stopwords, language.stem)
    add_parts(catalogue, [], {}, split, lambda docname: f"{docname}.html", add)
    page = tabs.open((august.out / "search.html").as_uri()).page

    find = """async ([parts, queries]) => {
      const core = ReportQuery.prepare(parts.core);
      const load = async (name) => parts[name];
      const found = {};
      for (const query of queries) {
        const { hits, marks } = await ReportQuery.find(core, load, query);
        const texts = hits.map(async ({ place }) => (await ReportQuery.read(core, load, place)).text);
        const marked = (text) => marks(text).map((span) => text.slice(...span));
        found[query] = (await Promise.all(texts)).flatMap(marked);
      }
      return found;
    }"""
    assert page.evaluate(find, [parts, list(SEARCHED_BY)]) == SEARCHED_BY


def test_a_phrase_is_looked_for_further_when_a_reader_asks(results: Page) -> None:
    ask(results, "camera")

    few, all_ = results.evaluate(
        """() => Promise.all([0, 1000].map(async (most) => {
          const core = await ReportSearch.ready();
          return ReportQuery.find(core, ReportSearch.load, '"data release"', most);
        }))"""
    )
    assert few["unread"] > 0
    assert all_["unread"] == 0
    assert len(few["hits"]) < len(all_["hits"]) <= len(few["hits"]) + few["unread"]


#: What is hard to read: accents, ligatures, what nobody sees, joints, capitals, scripts without blanks.
TEXTS = (
    "naïve ﬁbre Jurić O’Mullane’s Straße Łódź İstanbul de\u00adblend\u200bing DM\u201110770 end–to–end",
    "C++11 C# 100+ meas_mosaic CompareWarpAssembleCoaddTask photo-z 7.1 v7.1 02C.04.05 ___ don't x' DCRs",
    "aB" * 5000 + " " + "x-" * 5000 + "x",
    "天文台計画 ｶﾞｷﾞ 가나다 หนังสือ हिन्दी है। Ελλάδας 𠀀𠀁 e.g. a/b ½ m²",
)


def test_the_browser_reads_a_text_as_the_index_does(tabs: Tabs, august: Site) -> None:
    page = tabs.open((august.out / "search.html").as_uri()).page
    language = SearchEnglish({})
    split = Words(language.stopwords, language.stem)
    parts = (path.read_text(encoding="utf-8") for path in sorted((august.out / "search/places").glob("*.js")))
    known = sorted({word for text in (*TEXTS, *parts) for word in words(clean(text))})

    read = "(texts) => texts.map((text) => ReportText.words(ReportText.clean(text)))"
    assert page.evaluate(read, TEXTS) == [words(clean(text)) for text in TEXTS]
    assert page.evaluate("(words) => words.map(ReportText.forms)", known) == [
        [*forms(word)] for word in known
    ]
    # The stemmers are Sphinx's, and may be of two versions: the search allows for longer stems in the index.
    stems = page.evaluate("(words) => words.flatMap(ReportText.terms)", known)
    pairs = zip((pair for word in known for pair in split.of(word)), stems, strict=True)
    assert [
        (term, form, stem)
        for (term, form), stem in pairs
        if term != stem and not (term.startswith(stem) and form.startswith(term))
    ] == []


@pytest.mark.parametrize("place", ["genindex.html", "reports/2017-08/02C.03.html"])
def test_the_header_jumps_to_an_id_by_keyboard_alone(
    tabs: Tabs, august: Site, server: str, place: str
) -> None:
    for base in (august.out.as_uri(), server):
        page = tabs.open(f"{base}/{place}").page
        page.keyboard.press("Control+k")
        page.keyboard.type("dlp80")
        options = page.get_by_role("option")
        expect(options.first).to_contain_text("DLP-802 AP/L1 Database Design")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"milestones/DLP-802\.html$"))


@pytest.mark.parametrize("typed", ["dlp-802", "https://tracker.example/browse/DLP-802"])
def test_without_a_choice_enter_opens_the_thing_of_an_id(
    tabs: Tabs, august: Site, server: str, typed: str
) -> None:
    for address in (f"{server}/genindex.html", (august.out / "search.html").as_uri()):
        page = tabs.open(address).page
        if "search" not in address:
            page.keyboard.press("Control+k")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"milestones/DLP-802\.html$"))


def test_without_a_choice_enter_searches(tabs: Tabs, august: Site) -> None:
    page = tabs.open((august.out / "genindex.html").as_uri()).page
    page.keyboard.press("Control+k")
    page.keyboard.type("deblender")
    page.keyboard.press("Enter")

    expect(page.locator("#search-status")).to_have_text("5 results.")


def test_escape_closes_the_dialog_with_what_it_offers(tabs: Tabs, august: Site) -> None:
    page = tabs.open((august.out / "genindex.html").as_uri()).page
    page.keyboard.press("Control+k")
    page.keyboard.type("DM-107")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("#pst-search-dialog")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_scripts_the_results_page_leads_to_the_indexes(browser: Browser, august: Site) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((august.out / "search.html").as_uri())

    note = page.locator(".bd-search-container .admonition")
    assert note.get_by_role("link").all_text_contents() == [
        "months", "milestones", "WBS elements", "tickets", "documents",
    ]  # fmt: skip
    page.context.close()
