"""The pages as a person sees them: wide and narrow, light and dark, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "reports/2017-08/index.html",
    "reports/2017-08/02C.07.html",
    "milestones/index.html",
    "milestones/DLP-538.html",
    "wbs/index.html",
    "wbs/02C.08.html",
    "tickets/DM-10500-10999.html",
    "documents/LDM-0-499.html",
    "months/2017.html",
    "guide/writing.html",
    "guide/extending.html",
    "guide/reference.html",
    "search.html",
)


def _open(browser: Browser, site: Site, name: str, **context: object) -> tuple[Page, list[str]]:
    """Open a page from a folder; the list gathers what it asks of elsewhere and what it complains of."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    troubles: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else troubles.append(r.url))
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto((site.out / name).as_uri())
    return page, troubles


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_their_window_and_ask_nothing_of_elsewhere(
    browser: Browser, august: Site, width: int
) -> None:
    for name in PAGES:
        page, troubles = _open(browser, august, name, viewport={"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("html")).to_have_attribute("data-theme", scheme)
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow == 0, f"{name} scrolls sideways at {width} px, {scheme}"
        assert troubles == [], name
        page.context.close()


def test_a_phone_shows_id_and_status_of_every_milestone(browser: Browser, august: Site) -> None:
    page, _ = _open(browser, august, "reports/2017-08/index.html", viewport={"width": 390, "height": 900})

    cells = page.locator(
        "#milestone-summary .report-milestones tbody :is(.report-col-id, .report-col-status)"
    )

    assert cells.count() == 2 * 15
    for cell in cells.all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_phone_shows_long_titles_of_neighbours_whole(browser: Browser, august: Site) -> None:
    page, _ = _open(browser, august, "reports/2017-11/02C.07.html", viewport={"width": 390, "height": 900})

    links = page.locator(".prev-next-area a").all()

    assert len(links) == 2
    for link in links:
        assert link.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_one_drawing_follows_the_colours_of_both_themes(browser: Browser, august: Site) -> None:
    inks = set()
    for scheme in ("light", "dark"):
        page, _ = _open(browser, august, "index.html", color_scheme=scheme)
        drawing = page.locator("svg.report-svg[aria-label]").first
        assert drawing.is_visible()
        inks.add(drawing.evaluate("each => getComputedStyle(each).color"))

    assert len(inks) == 2


def test_a_month_is_whole_without_scripts(browser: Browser, august: Site) -> None:
    page, _ = _open(browser, august, "reports/2017-08/index.html", java_script_enabled=False)

    assert page.locator("#milestone-summary .report-milestones tbody tr:visible").count() == 15
    assert page.locator("#delayed-DLP-802").is_visible()


def test_a_link_to_a_statement_marks_its_row(browser: Browser, august: Site) -> None:
    page, _ = _open(browser, august, "milestones/DLP-802.html")

    page.locator(".report-ledger").get_by_role("link", name="August 2017").last.click()

    expect(page).to_have_url(re.compile(r"reports/2017-08/index\.html#delayed-DLP-802$"))
    row = page.locator("tr", has=page.locator("#delayed-DLP-802"))
    expect(row).to_be_visible()
    plain = page.locator("tr", has=page.locator("#delayed-DLP-472")).locator("td").first
    assert row.locator("td").first.evaluate("e => getComputedStyle(e).backgroundColor") != plain.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
