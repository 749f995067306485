"""Everybody can read the pages: axe-core finds nothing, and the keyboard reaches everything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site

pytestmark = pytest.mark.browser

#: Every kind of page.
PAGES = (
    "index.html",
    "months/index.html",
    "months/2017.html",
    "reports/2017-08/index.html",
    "reports/2017-08/02C.07.html",
    "milestones/index.html",
    "milestones/DLP-538.html",
    "wbs/index.html",
    "wbs/02C.08.html",
    "tickets/index.html",
    "tickets/DM-10500-10999.html",
    "documents/LDM-0-499.html",
    "guide/writing.html",
    "guide/reference.html",
    "search.html?q=camera",
    "genindex.html",
)


def open_search(page: Page) -> None:
    """The dialog of the header, with what it offers."""
    page.keyboard.press("Control+k")
    page.keyboard.type("DM-107")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def open_navigation(page: Page) -> None:
    """The menu of a phone."""
    page.get_by_role("button", name="Site navigation").click()
    expect(page.locator("#pst-primary-sidebar-modal")).to_be_visible()


def open_data(page: Page) -> None:
    """The tables below pictures, all at once."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


#: What may be open on a page, where, and how wide the window is.
OPEN: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "search": ("index.html", 1440, open_search),
    "search on a phone": ("reports/2017-08/index.html", 390, open_search),
    "navigation": ("reports/2017-08/index.html", 390, open_navigation),
    "data of pictures": ("milestones/index.html", 1440, open_data),
}


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and its best practices, a line for each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def opened(browser: Browser, site: Site, name: str, width: int, scheme: str = "light") -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    path, _, query = name.partition("?")
    page.goto((site.out / path).as_uri() + (f"?{query}" if query else ""))
    if query:
        expect(page.locator("#search-results li").first).to_be_visible()
    return page


def violations_by_scheme(page: Page) -> dict[str, list[str]]:
    """What axe-core finds in the light and in the dark, where it finds something."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        # Some colours change by and by; what counts is what they change to.
        page.evaluate("document.getAnimations().forEach((each) => each.finish())")
        found[scheme] = violations(page)
    return {scheme: each for scheme, each in found.items() if each}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, august: Site, name: str, width: int) -> None:
    page = opened(browser, august, name, width)

    assert violations_by_scheme(page) == {}
    page.context.close()


@pytest.mark.parametrize("what", OPEN)
def test_axe_finds_nothing_in_what_is_opened(browser: Browser, august: Site, what: str) -> None:
    name, width, act = OPEN[what]
    page = opened(browser, august, name, width)

    act(page)

    assert violations_by_scheme(page) == {}
    page.context.close()


def test_a_page_that_keeps_people_out_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html><body><img src='data:,'><p style='color:#ccc;background:#fff'>Pale</p></body></html>"
    )

    rules = {line.partition(":")[0] for line in violations(page)}

    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules
    page.close()


def test_the_keyboard_reaches_everything_and_is_caught_nowhere(browser: Browser, august: Site) -> None:
    page = opened(browser, august, "milestones/index.html", 1440)
    # What a click would do something with, and what scrolls within itself, by a name that tells them apart.
    name = (
        "(e) => `${e.tagName} ${e.id} ${e.getAttribute('href') ?? ''} ${e.textContent.trim().slice(0, 40)}`"
    )
    wanted = page.evaluate(
        f"""() => [...document.querySelectorAll(
            "a[href], button, input, select, summary, [tabindex='0']")]
            .filter((e) => e.checkVisibility({{visibilityProperty: true}}) && !e.disabled && e.tabIndex >= 0)
            .map({name})"""
    )

    reached = []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"() => ({name})(document.activeElement)"))

    assert set(wanted) - set(reached) == set()
    page.context.close()


def test_the_first_key_leads_past_the_navigation(browser: Browser, august: Site) -> None:
    page = opened(browser, august, "reports/2017-08/02C.03.html", 1440)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => !!document.activeElement.closest('#main-content')")
    page.context.close()


def test_what_has_the_focus_is_seen(browser: Browser, august: Site) -> None:
    page = opened(browser, august, "milestones/index.html", 1440, "dark")

    page.keyboard.press("Tab")
    for name in ("Due", "Download as CSV"):
        button = page.locator("#all-milestones").get_by_role("button", name=name).first
        # After a key was pressed, a browser shows where the focus is wherever it goes.
        button.focus()
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") != "none", name
        assert button.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 1, name
    page.context.close()
