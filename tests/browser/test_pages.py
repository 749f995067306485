"""The pages as a person sees them: wide and narrow, light and dark, on paper, with scripts and without."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.conftest import Site

from . import axe
from .watched import Tabs, Watched

pytestmark = pytest.mark.browser

#: Pages of every kind, and on how many sheets of A4 a page may be printed at most.
PAGES: dict[str, int | None] = {
    "index.html": 6,
    "months/index.html": None,
    "months/2017.html": 1,
    "months/2017-09.html": None,
    "reports/2017-08/index.html": 6,
    "reports/2017-08/02C.07.html": 8,
    "milestones/index.html": 8,
    "milestones/DLP-538.html": None,
    "milestones/DLP-802.html": 2,
    "wbs/index.html": 3,
    "wbs/02C.html": None,
    "wbs/02C.03.html": 3,
    "tickets/index.html": None,
    "tickets/DM-10500-10999.html": 5,
    "documents/index.html": None,
    "documents/LDM-0-499.html": 1,
    "guide/extending/code.html": None,
    "search.html?q=DM-10770": None,
    "genindex.html": None,
}

#: A page is opened on a phone, and then made wider: what scrolls there the theme lets the keyboard reach.
WIDTHS = (390, 1440)

#: How high a page may be at each width, in pixels.
HEIGHTS = {390: 12_000, 1440: 6_000}

#: What the margins leave of the width of A4, in pixels of CSS.
PAPER = 673

#: What a sheet says besides its number, at least.
WORDS = 10


def _open(tabs: Tabs, site: Site, name: str, **look: Any) -> Watched:
    """Open a page from a folder."""
    path, mark, query = name.partition("?")
    opened = tabs.open((site.out / path).as_uri() + mark + query, **look)
    if query:
        opened.page.wait_for_load_state("networkidle")  # search reads the pages that it has found
        expect(opened.page.locator("#search-results li").first).to_be_visible()
    return opened


@dataclass
class Visit:
    """What was found in one visit to a page, since to open it takes longer than to ask."""

    name: str
    troubles: list[str] = field(default_factory=list)
    sideways: list[tuple[int, str]] = field(default_factory=list)
    """The widths and schemes in which the page scrolls sideways."""
    heights: dict[int, int] = field(default_factory=dict)
    """The height at each width."""
    barriers: list[str] = field(default_factory=list)
    """What axe-core finds at any width, in the light or in the dark."""
    cut: list[str] = field(default_factory=list)
    """What is wider than paper."""
    sheets: list[str] = field(default_factory=list)
    """The texts of the printed sheets, for a page that has a bound of them."""


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, tabs: Tabs, august: Site, looks: axe.Looks) -> Visit:
    """A visit to each page."""
    found = Visit(request.param)
    opened = _open(tabs, august, found.name, width=WIDTHS[0])
    page = opened.page
    # To switch takes longer than to ask, so the second width begins with the scheme that the first ends with.
    for width, schemes in zip(WIDTHS, (axe.SCHEMES, axe.SCHEMES[::-1]), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        found.heights[width] = page.evaluate("document.documentElement.scrollHeight")
        for scheme in schemes:
            axe.switch(page, scheme)
            if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
                found.sideways.append((width, scheme))
            found.barriers += axe.faults(page, looks[scheme], but_of_colour=scheme == schemes[0])
    found.troubles = [*opened.troubles, *opened.violations()]
    _print(page, found)
    return found


def _print(page: Page, found: Visit) -> None:
    """Look at a page of somebody who reads in the dark on paper."""
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    found.cut = page.locator("table, svg, .sd-card").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className)"
    )
    if PAGES[found.name]:
        pdf = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
        found.sheets = [sheet.extract_text() for sheet in pdf.pages]


def test_a_page_fits_its_window(visit: Visit) -> None:
    assert visit.sideways == []


def test_a_page_is_bounded(visit: Visit) -> None:
    assert [width for width, most in HEIGHTS.items() if visit.heights[width] > most] == []


def test_a_page_in_a_folder_keeps_to_its_policy_and_asks_nothing_of_elsewhere(visit: Visit) -> None:
    assert visit.troubles == []


def test_axe_finds_nothing(visit: Visit) -> None:
    assert visit.barriers == []


def test_no_column_is_cut_on_paper(visit: Visit) -> None:
    assert visit.cut == []


def test_a_page_prints_on_few_sheets_and_none_is_blank(visit: Visit) -> None:
    assert len(visit.sheets) <= (PAGES[visit.name] or 0)
    assert [number for number, text in enumerate(visit.sheets, 1) if len(text.split()) < WORDS] == []


def test_a_phone_shows_id_and_status_of_every_milestone(tabs: Tabs, august: Site) -> None:
    page = _open(tabs, august, "reports/2017-08/index.html", width=390).page

    cells = page.locator(
        "#milestone-summary .report-milestones tbody :is(.report-col-id, .report-col-status)"
    )

    assert cells.count() == 2 * 15
    for cell in cells.all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_phone_shows_long_titles_of_neighbours_whole(tabs: Tabs, august: Site) -> None:
    page = _open(tabs, august, "reports/2017-11/02C.07.html", width=390).page

    links = page.locator(".prev-next-area a").all()

    assert len(links) == 2
    for link in links:
        assert link.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_one_drawing_follows_the_colours_of_both_themes(tabs: Tabs, august: Site) -> None:
    inks = set()
    for scheme in ("light", "dark"):
        page = _open(tabs, august, "index.html", scheme=scheme).page
        drawing = page.locator("svg.report-svg[aria-label]").first
        assert drawing.is_visible()
        inks.add(drawing.evaluate("each => getComputedStyle(each).color"))

    assert len(inks) == 2


def test_a_month_is_whole_without_scripts(browser: Browser, august: Site) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((august.out / "reports/2017-08/index.html").as_uri())

    assert page.locator("#milestone-summary .report-milestones tbody tr:visible").count() == 15
    assert page.locator("#delayed-DLP-802").is_visible()
    page.close()


def test_an_address_that_ends_in_no_character_is_no_error(tabs: Tabs, august: Site) -> None:
    assert tabs.open(f"{(august.out / 'index.html').as_uri()}#%").troubles == []


def test_a_link_to_a_statement_marks_its_row(tabs: Tabs, august: Site) -> None:
    page = _open(tabs, august, "milestones/DLP-802.html").page

    page.locator(".report-ledger").get_by_role("link", name="August 2017").last.click()

    expect(page).to_have_url(re.compile(r"reports/2017-08/index\.html#delayed-DLP-802$"))
    row = page.locator("tr", has=page.locator("#delayed-DLP-802"))
    expect(row).to_be_visible()
    plain = page.locator("tr", has=page.locator("#delayed-DLP-472")).locator("td").first
    assert row.locator("td").first.evaluate("e => getComputedStyle(e).backgroundColor") != plain.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )


def test_a_long_name_of_the_project_leaves_the_menu_free(tabs: Tabs, august: Site) -> None:
    page = _open(tabs, august, "index.html").page
    page.evaluate(
        "document.querySelectorAll('.navbar-brand .title').forEach(each =>"
        " { each.textContent = 'Fortschritt des Sternwartenkuppelbaus X'; })"
    )

    for width in (390, 1000, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        brand = page.locator(".bd-header .navbar-brand").first.bounding_box()
        menu = page.locator(".bd-header .navbar-nav").first.bounding_box()
        assert brand
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if menu and menu["width"]:
            assert brand["x"] + brand["width"] <= menu["x"]


#: A guide with fewer characters of HTML can't be too high: of ours, each takes at most 0.4 pixels
#: of a wide window, and 0.7 of a narrow one.
LONG = 12_000


def test_no_guide_is_too_high(tabs: Tabs, august: Site) -> None:
    visited = {august.out / name for name in PAGES}
    guides = [path for path in sorted(august.out.glob("guide/**/*.html")) if path not in visited]
    long = [path for path in guides if len(_article(path)) > LONG]
    high = {}
    for guide in long:
        page = tabs.open(guide.as_uri(), width=WIDTHS[0]).page
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            height = page.evaluate("document.documentElement.scrollHeight")
            if height > HEIGHTS[width]:
                high[guide.name, width] = height

    assert 5 < len(long) < len(guides)
    assert high == {}


def _article(path: Path) -> str:
    """The HTML of a page without all that is around it."""
    return path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
