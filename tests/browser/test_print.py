"""The pages as a browser prints them: whole, in the colours of the day, without what only a screen needs."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.conftest import Site

from .watched import Tabs

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(tabs: Tabs, august: Site) -> Callable[[str], Page]:
    """Opens a page by its name, for a person who reads in the dark."""
    return lambda name: tabs.open((august.out / name).as_uri(), scheme="dark").page


def printed(page: Page) -> str:
    """The text of all sheets."""
    pdf = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
    return "".join(sheet.extract_text() for sheet in pdf.pages)


def test_what_a_click_is_needed_for_is_not_printed(opened: Callable[[str], Page]) -> None:
    page = opened("reports/2017-08/index.html")

    text = printed(page)

    for useless in ("Skip to main content", "Section Navigation", "On this page", "Search", "Copyright"):
        assert useless not in text
    assert page.get_by_text("On this page").count() == 1


def test_what_unfolds_on_the_screen_lies_open(opened: Callable[[str], Page]) -> None:
    page = opened("milestones/index.html")

    assert "Current forecast Actual Achieved" in printed(page)
    assert page.locator("details[open]").count() == 0


def test_a_dark_page_is_printed_light_and_is_dark_again(opened: Callable[[str], Page]) -> None:
    page = opened("index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = {ground} }})")

    page.pdf(format="A4")

    assert page.evaluate("window.printed") == "rgb(255, 255, 255)"
    assert page.evaluate(ground) == dark != "rgb(255, 255, 255)"
