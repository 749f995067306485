"""The register as of the end of any month: what a reader chooses is what the months state."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from progress_report.content.catalogue import Catalogue
from progress_report.core.dates import month_name
from progress_report.milestones.rows import Selection, rows

from tests.conftest import ROOT, Site, loaded

pytestmark = pytest.mark.browser

TABLES = ".report-register"


def states(page: Page) -> dict[str, str]:
    """The state of each milestone that the tables show."""
    found: dict[str, str] = page.eval_on_selector_all(
        f"{TABLES} tbody tr",
        """rows => Object.fromEntries(rows.flatMap(row =>
            [...row.querySelectorAll(".report-id")].map(id => [id.textContent, row.dataset.state])))""",
    )
    return found


def known(catalogue: Catalogue, month: str) -> dict[str, str]:
    """The same, by the model."""
    listed = rows(catalogue, Selection(month, stated=False))
    return {name: row.status for row in listed for name in row.ids}


def test_the_register_shows_the_end_of_the_month_that_is_chosen(browser: Browser, august: Site) -> None:
    catalogue = loaded(ROOT)
    *_, before, newest = catalogue.published()
    page = browser.new_page()
    page.goto((august.out / "milestones/index.html").as_uri())
    asof, compare = page.get_by_label("As of the end of"), page.get_by_label("Compare with")

    expect(asof).to_have_value(newest)
    whole = page.inner_text(TABLES)
    assert states(page) == known(catalogue, newest)

    for month in catalogue.published():
        asof.select_option(month)
        # The sentence is changed together with the rows.
        said = page.locator(".report-as-of [aria-live]")
        shows = f"The table shows the end of {month_name(month)};"
        expect(said).to_have_text("" if month == newest else re.compile(re.escape(shows)))
        assert states(page) == known(catalogue, month), month
        assert ("asof=" in page.url) == (month != newest)

    asof.select_option(before)
    compare.select_option(newest)
    then, now = known(catalogue, before), known(catalogue, newest)
    expect(page.locator(".report-as-of [aria-live]")).to_contain_text("differ between")
    shown = states(page)
    assert {name for name in then if then[name] != now[name]} <= set(shown)
    assert len(shown) < len(then)

    page.reload()
    expect(compare).to_have_value(newest)
    expect(page.locator(".report-as-of [aria-live]")).to_contain_text("differ between")
    assert states(page) == shown
    compare.select_option("")
    asof.select_option(newest)
    expect(page.locator(".report-as-of [aria-live]")).to_be_empty()
    assert page.inner_text(TABLES) == whole
    page.close()
