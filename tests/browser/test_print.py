"""The pages as a browser prints them: whole, in the colours of the day, without what only a screen needs."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.conftest import Site

pytestmark = pytest.mark.browser

#: One page of every kind, and on how many sheets of A4 it may be at most.
SHEETS = {
    "index.html": 6,
    "reports/2017-08/index.html": 6,
    "reports/2017-08/02C.07.html": 8,
    "milestones/index.html": 8,
    "milestones/DLP-802.html": 2,
    "wbs/index.html": 3,
    "wbs/02C.03.html": 3,
    "tickets/DM-10500-10999.html": 5,
    "documents/LDM-0-499.html": 1,
    "months/2017.html": 1,
}

#: What the margins leave of the width of A4, in pixels of CSS.
WIDTH = 673

#: What a sheet says besides its number, at least.
WORDS = 10


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a person who reads in the dark."""
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def printed(page: Page, site: Site, name: str) -> PdfReader:
    page.goto((site.out / name).as_uri())
    return PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_prints_on_few_sheets_and_none_is_blank(page: Page, august: Site, name: str) -> None:
    pdf = printed(page, august, name)

    assert len(pdf.pages) <= SHEETS[name]
    assert [sheet.page_number for sheet in pdf.pages if len(sheet.extract_text().split()) < WORDS] == []


@pytest.mark.parametrize("name", SHEETS)
def test_no_column_is_cut(page: Page, august: Site, name: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.emulate_media(media="print")
    page.goto((august.out / name).as_uri())

    cut = page.locator("table, svg, .sd-card").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className)"
    )

    assert cut == []


def test_what_a_click_is_needed_for_is_not_printed(page: Page, august: Site) -> None:
    text = "".join(
        sheet.extract_text() for sheet in printed(page, august, "reports/2017-08/index.html").pages
    )

    for useless in ("Skip to main content", "Section Navigation", "On this page", "Search", "Copyright"):
        assert useless not in text
    assert page.get_by_text("On this page").count() == 1


def test_what_unfolds_on_the_screen_lies_open(page: Page, august: Site) -> None:
    pdf = printed(page, august, "milestones/index.html")

    assert "Current forecast Actual Achieved" in "".join(sheet.extract_text() for sheet in pdf.pages)
    assert page.locator("details[open]").count() == 0


def test_a_dark_page_is_printed_light_and_is_dark_again(page: Page, august: Site) -> None:
    page.goto((august.out / "index.html").as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = {ground} }})")

    page.pdf(format="A4")

    assert page.evaluate("window.printed") == "rgb(255, 255, 255)"
    assert page.evaluate(ground) == dark != "rgb(255, 255, 255)"
