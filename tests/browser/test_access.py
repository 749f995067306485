"""Everybody can read the pages: axe-core finds nothing, and the keyboard reaches everything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site

from . import axe
from .watched import Tabs

pytestmark = pytest.mark.browser


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


@pytest.fixture
def opened(tabs: Tabs, august: Site) -> Callable[..., Page]:
    """Opens a page by its name."""
    return lambda name, *look: tabs.open((august.out / name).as_uri(), *look).page


def test_the_title_of_a_link_shows_at_the_focus_until_escape(opened: Callable[..., Page]) -> None:
    page = opened("wbs/02C.07.00.html", 390)
    open_data(page)
    shown = "getComputedStyle(document.activeElement, '::after').content"
    # A script gives the focus as the keyboard does only after a key.
    page.keyboard.press("Tab")
    page.locator("a[title='FY18 Acquisition Planning']").first.focus()

    assert page.evaluate(shown) == '"FY18 Acquisition Planning"'
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Escape")
    assert page.evaluate(shown) == "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(shown) == '"FY18 Acquisition Planning"'


@pytest.mark.parametrize("what", OPEN)
def test_axe_finds_nothing_in_what_is_opened(
    opened: Callable[..., Page], looks: axe.Looks, what: str
) -> None:
    name, width, act = OPEN[what]
    page = opened(name, width)

    act(page)

    assert axe.violations(page, looks) == {}


#: Some text is pale in the dark alone, some for what is behind it, and some on a phone alone.
PALE = """<html><style>
  p { color: #000; background: #fff }
  #pale { color: #ccc }
  @media (prefers-color-scheme: dark) { #dark { color: #bbb } }
  b { color: #000 } div { background: #333 }
  @media (max-width: 400px) { #phone { color: #aaa } }
</style><body><img src="data:,">
<p id="pale">Pale</p><p>Black</p><p id="dark">Black</p><b>Black</b>
<div><b id="behind">Black</b></div><p id="phone">Black</p>"""


def test_a_page_that_keeps_people_out_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PALE)

    looks: axe.Looks = {scheme: set() for scheme in axe.SCHEMES}
    wide = axe.violations(page, looks)
    page.set_viewport_size({"width": 390, "height": 900})
    narrow = axe.violations(page, looks)

    assert {"image-alt", "html-has-lang"} <= {line.partition(":")[0] for line in wide["any"]}

    def named(found: dict[str, list[str]]) -> dict[str, list[str]]:
        return {each: re.findall('id="(.*?)"', " ".join(found[each])) for each in axe.SCHEMES}

    assert named(wide) == {"light": ["pale", "behind"], "dark": ["pale", "dark", "behind"]}
    assert named(narrow) == {"light": ["phone"], "dark": ["phone"]}
    page.close()


def test_the_keyboard_reaches_everything_and_is_caught_nowhere(opened: Callable[..., Page]) -> None:
    page = opened("milestones/index.html", 1440)
    # All rows are alike.
    page.locator("#all-milestones").get_by_label("Filter").fill("DLP-80")
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

    page.evaluate("window.reached = []")
    page.evaluate(f"addEventListener('focusin', (event) => reached.push(({name})(event.target)))")
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")

    assert set(wanted) - set(page.evaluate("reached")) == set()


def test_the_first_key_leads_past_the_navigation(opened: Callable[..., Page]) -> None:
    page = opened("reports/2017-08/02C.03.html", 1440)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => !!document.activeElement.closest('#main-content')")


def test_what_has_the_focus_is_seen(opened: Callable[..., Page]) -> None:
    page = opened("milestones/index.html", 1440, "dark")

    page.keyboard.press("Tab")
    for name in ("Due", "Download as CSV"):
        button = page.locator("#all-milestones").get_by_role("button", name=name).first
        # After a key was pressed, a browser shows where the focus is wherever it goes.
        button.focus()
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") != "none", name
        assert button.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 1, name
