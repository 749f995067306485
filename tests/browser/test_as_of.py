"""What a page shows as of the end of any month: what a reader chooses is what the months state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from progress_report.content.catalogue import Catalogue
from progress_report.core.periods import period_name
from progress_report.milestones.register_order import late_counts
from progress_report.milestones.rows import Selection, rows
from progress_report.milestones.verdict import verdict
from progress_report.render import words

from tests.conftest import ROOT, Site, loaded_once

from .watched import Tabs, Watched

pytestmark = pytest.mark.browser

TABLES = '[data-asof="tables"]'
SAID = ".report-as-of [aria-live]"

#: An element with elements and milestones below it, in several states.
ELEMENT = "02C.06"


def states(page: Page) -> dict[str, str]:
    """The state of each milestone that the tables show."""
    found: dict[str, str] = page.eval_on_selector_all(
        f"{TABLES} tbody tr",
        """rows => Object.fromEntries(rows.flatMap(row =>
            [...row.querySelectorAll(".report-id")].map(id =>
                [id.textContent, row.querySelector(".report-status").textContent])))""",
    )
    return found


def known(catalogue: Catalogue, month: str, element: str = "") -> dict[str, str]:
    """The same, by the model."""
    listed = rows(catalogue, Selection(month, stated=False, wbs=element))
    return {name: words.STATUS[row.status] for row in listed for name in row.ids}


def late(catalogue: Catalogue, month: str, element: str) -> str:
    """How many milestones of an element are late, by the model."""
    return words.late_of(*late_counts(catalogue, month)[element])


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return loaded_once(ROOT)


@pytest.fixture
def opened(tabs: Tabs, august: Site) -> Iterator[Callable[[str], Page]]:
    """Opens pages of the real site from a folder, which complain of nothing."""
    seen: list[Watched] = []

    def open_page(name: str) -> Page:
        seen.append(tabs.open(f"{august.out.as_uri()}/{name}"))
        return seen[-1].page

    yield open_page
    assert [trouble for each in seen for trouble in (*each.troubles, *each.violations())] == []


def test_the_register_shows_the_end_of_the_month_that_is_chosen(
    opened: Callable[[str], Page], catalogue: Catalogue
) -> None:
    *_, before, newest = catalogue.published()
    page = opened("milestones/index.html")
    asof, compare = page.get_by_label("As of the end of"), page.get_by_label("Compare with")

    expect(asof).to_have_value(newest)
    whole = page.inner_text(TABLES)
    assert states(page) == known(catalogue, newest)

    for month in catalogue.published():
        asof.select_option(month)
        # The sentence is changed together with the rows.
        shows = f"States and table as of the end of {period_name(month)};"
        expect(page.locator(SAID)).to_have_text("" if month == newest else re.compile(re.escape(shows)))
        assert states(page) == known(catalogue, month), month
        assert ("asof=" in page.url) == (month != newest)

    asof.select_option(before)
    compare.select_option(newest)
    then, now = known(catalogue, before), known(catalogue, newest)
    expect(page.locator(SAID)).to_contain_text("differ between")
    shown = states(page)
    assert {name for name in then if then[name] != now[name]} <= set(shown)
    assert len(shown) < len(then)

    page.reload()
    expect(compare).to_have_value(newest)
    expect(page.locator(SAID)).to_contain_text("differ between")
    assert states(page) == shown
    compare.select_option("")
    asof.select_option(newest)
    expect(page.locator(SAID)).to_be_empty()
    assert page.inner_text(TABLES) == whole


def test_the_page_of_an_element_shows_its_own_milestones_after_back_too(
    opened: Callable[[str], Page], catalogue: Catalogue
) -> None:
    first, *_, newest = catalogue.published()
    page = opened(f"wbs/{ELEMENT}.html")
    count = page.locator('[data-asof="element"]')
    whole = page.inner_text('[data-asof="element"]')
    assert states(page) == known(catalogue, newest, ELEMENT)
    assert whole.startswith(f"At the end of {period_name(newest)}, 7 of 11 milestones of {ELEMENT} ")

    reported = page.locator('[data-asof="reported"]')
    expect(reported).to_have_text(period_name(newest))
    page.get_by_label("As of the end of").select_option(first)
    expect(reported).to_have_text(period_name(first))
    assert reported.locator("a").evaluate("link => link.href").endswith(f"reports/{first}/index.html")
    said = f"At the end of {period_name(first)}: {late(catalogue, first, ELEMENT)}."
    expect(count).to_have_text(said)
    assert states(page) == known(catalogue, first, ELEMENT)

    page.locator(f"{TABLES} tbody a").first.click()
    page.go_back()
    expect(count).to_have_text(said)
    assert states(page) == known(catalogue, first, ELEMENT)

    page.get_by_label("Compare with").select_option(newest)
    expect(page.locator(SAID)).to_contain_text("differ between")
    assert set(states(page)) < set(known(catalogue, first, ELEMENT))


@pytest.mark.parametrize("address", ["", "?state=achieved"])
def test_a_filter_shows_the_rows_that_a_long_folded_table_leaves_out(
    browser: Browser, august: Site, catalogue: Catalogue, address: str
) -> None:
    achieved = list(known(catalogue, catalogue.published()[-1]).values()).count(words.STATUS["achieved"])
    # As the site leaves rows out if there are many.
    page = browser.new_page()
    page.add_init_script(
        """document.addEventListener("DOMContentLoaded", () => {
            const box = document.querySelector('[data-asof="tables"]');
            box.dataset.cut = "true";
            for (const row of [...box.querySelectorAll("details tbody tr")].slice(20)) row.remove();
        })"""
    )
    page.goto(f"{august.out.as_uri()}/milestones/index.html{address}")
    if not address:
        assert len(states(page)) < len(known(catalogue, catalogue.published()[-1]))
        page.get_by_label("Status").first.focus()
    page.get_by_label("Status").first.select_option("achieved")
    expect(page.locator("#all-milestones [role=status]").first).to_have_text(f"{achieved} of 94 milestones")
    expect(page.get_by_label("Status").first.locator("option:checked")).to_have_text(f"Achieved ({achieved})")
    page.close()


def test_the_tree_counts_what_is_late_in_each_month_and_can_be_filtered(
    opened: Callable[[str], Page], catalogue: Catalogue
) -> None:
    first, *_, newest = catalogue.published()
    page = opened("wbs/index.html")
    for month in (newest, first):
        page.get_by_label("As of the end of").select_option(month)
        expect(page.locator(f'[data-element="{ELEMENT}"]')).to_have_text(late(catalogue, month, ELEMENT))
        counts = page.locator('[data-asof="count"]:not(:empty)').all_text_contents()
        assert counts == [late(catalogue, month, each) for each in sorted(late_counts(catalogue, month))]

    found = {name for name, (number, _) in late_counts(catalogue, first).items() if number}
    page.get_by_label("Milestones").select_option("late")
    shown = page.locator(".report-tree [data-element]:visible")
    assert set(shown.evaluate_all("all => all.map((each) => each.dataset.element)")) == found
    expect(page.get_by_role("status").filter(has_text="of")).to_have_text(
        f"{len(found)} of {len(catalogue.elements())} elements"
    )
    assert page.url.endswith(f"?asof={first}&milestones=late")

    page.get_by_label("Milestones").select_option("")
    page.get_by_label("Filter").fill("query services")
    names = page.locator(".report-tree li:visible > p > a").all_text_contents()
    assert [name.split()[0] for name in names] == ["02C", "02C.06", "02C.06.02", "02C.06.02.03"]


def test_the_front_page_opens_with_the_verdict_on_the_month_that_is_chosen(
    opened: Callable[[str], Page], catalogue: Catalogue, august: Site
) -> None:
    page = opened("index.html")
    verdict, newly = page.locator('[data-asof="verdict"]'), page.locator('[data-asof="newly-late"]')
    whole = verdict.inner_text(), newly.inner_text()
    first, second, *_ = catalogue.published()
    for month in (second, first):
        page.get_by_label("As of the end of").select_option(month)
        expect(page.locator(SAID)).to_contain_text(f"as of the end of {period_name(month)}; everything else")
        story = august.page(f"reports/{month}/index.html").select_one(".report-story")
        assert story is not None
        # Of a summary, the page of the month says elsewhere what it is.
        assert " ".join(verdict.inner_text().split()).startswith(" ".join(story.get_text().split()))
        number = verdict.locator("strong a").first
        assert number.evaluate("link => link.href").endswith(f"reports/{month}/index.html#late")
    # The first month compares with none.
    expect(newly).to_have_text("There is no earlier report to compare with.")

    page.get_by_label("As of the end of").select_option(second)
    expect(newly.locator("tbody tr")).to_have_count(4)
    due = page.locator('[data-asof="due"] tbody .report-col-due').all_text_contents()
    listed = rows(catalogue, Selection(second, stated=False, statuses=("planned", "delayed"), order="due"))
    assert due == [str(row.due) for row in listed if "2017-09" <= str(row.due) < "2017-12"]
    assert due
    newly.locator("a").first.click()
    page.go_back()
    expect(newly.locator("tbody tr")).to_have_count(4)
    page.get_by_label("As of the end of").select_option(catalogue.published()[-1])
    expect(page.locator(SAID)).to_be_empty()
    assert (verdict.inner_text(), newly.inner_text()) == whole


def test_two_months_are_compared_on_the_front_page_and_in_the_tree(
    opened: Callable[[str], Page], catalogue: Catalogue, august: Site
) -> None:
    first, *_, newest = catalogue.published()
    now, then = verdict(catalogue, newest), verdict(catalogue, first)
    assert now is not None
    assert then is not None

    page = opened(f"index.html?compare={first}")
    expect(page.locator('[data-asof="verdict"] .report-verdict')).to_have_count(2)
    story = august.page(f"reports/{first}/index.html").select_one(".report-verdict")
    assert story is not None
    assert page.locator(".report-verdict").last.inner_text().split() == story.get_text().split()
    newly = page.locator('[data-asof="newly-late"] tbody .report-col-id')
    assert set(newly.all_text_contents()) == set(now.late) - set(then.late)

    page = opened(f"wbs/index.html?compare={first}")
    both = f"{late(catalogue, newest, ELEMENT)} ({period_name(first)}: {late(catalogue, first, ELEMENT)})"
    expect(page.locator(f'[data-element="{ELEMENT}"]')).to_have_text(both)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "address",
    [
        "index.html?asof=2017-08",
        "milestones/index.html?asof=2017-08&compare=2017-12#all-milestones",
        f"wbs/{ELEMENT}.html?state=late#milestones",
        "wbs/index.html?asof=2017-08",
    ],
)
def test_an_address_with_a_choice_moves_nothing_when_it_opens(
    browser: Browser, august: Site, width: int, address: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " window.moved += each.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{august.out.as_uri()}/{address}")
    expect(page.locator("html")).not_to_have_class(re.compile("report-wait"))
    expect(page.locator("article")).to_be_visible()
    page.wait_for_timeout(200)

    assert page.evaluate("window.moved") < 0.1
    page.close()
