"""What scripts add to pages: sorting, filtering, files for spreadsheets, links that copy themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.conftest import Site

from .served import served
from .watched import Tabs

pytestmark = pytest.mark.browser

REGISTER = "milestones/index.html"
TABLE = "#all-milestones .report-sortable"


#: The window in which the register is opened.
WINDOW: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def opened(browser: Browser, august: Site) -> Iterator[Page]:
    """The page of the register, from a folder: to open it takes longer than to ask something of it."""
    page = browser.new_page(viewport=WINDOW)
    page.goto((august.out / REGISTER).as_uri())
    yield page
    page.close()


@pytest.fixture
def register(opened: Page) -> Iterator[Page]:
    """The page of the register with nothing chosen, in whatever order its rows are."""
    yield opened
    section = opened.locator("#all-milestones")
    for label in ("Status", "Area"):
        section.get_by_label(label).select_option("")
    section.get_by_label("Filter").fill("")
    opened.set_viewport_size(WINDOW)


def column(page: Page, name: str) -> list[str]:
    """The texts of a column of the register, of the rows that are shown."""
    cells = page.locator(f"{TABLE} tbody tr:visible .report-col-{name} p:first-child")
    return cells.all_text_contents()


def rows(where: Page | Locator, button: int, tmp_path: Path) -> list[list[str]]:
    """The file that a button gives, as a spreadsheet reads it."""
    page = where if isinstance(where, Page) else where.page
    with page.expect_download() as download:
        where.get_by_role("button", name="Download as CSV").nth(button).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_click_on_a_heading_sorts_up_and_then_down(register: Page) -> None:
    heading = register.locator(TABLE).first.get_by_role("button", name="Due")

    heading.click()
    dues = column(register, "due")
    assert dues == sorted(dues)
    expect(register.locator(f"{TABLE} th.report-col-due").first).to_have_attribute("aria-sort", "ascending")
    heading.click()
    assert column(register, "due") == sorted(dues, reverse=True)


def days(text: str) -> int:
    """Lateness as a number of days, the last of a range; what is ahead is less than nothing."""
    found = re.fullmatch(r"(?:due in )?(?:\d+–)?(\d+) (day|month)s?( late)?(?: early)?", text)
    if found is None:
        assert text in {"on time", "due at month’s end"}, text
        return 0
    return int(found[1]) * (30 if found[2] == "month" else 1) * (1 if found[3] else -1)


def test_lateness_is_sorted_by_days_whatever_its_unit(register: Page) -> None:
    register.locator(TABLE).first.get_by_role("button", name="Variance").click()

    endings = {"": {"days", "late"}, "achieved": {"early", "late", "time"}}
    for state, expected in endings.items():
        register.locator("#all-milestones").get_by_label("Status").select_option(state)
        found = [text for text in column(register, "late") if text != "–"]
        assert {text.split()[-1] for text in found} == expected
        assert found == sorted(found, key=days)


def test_a_filter_leaves_the_rows_with_all_its_words(register: Page) -> None:
    register.locator("#all-milestones").get_by_label("Filter").fill("delayed 02C.06")

    assert sorted(column(register, "id")) == ["DLP-472", "DLP-802"]
    expect(register.get_by_role("status").filter(has_text="of")).to_have_text("2 of 94 milestones")


def test_filters_work_together_and_count_what_each_choice_would_leave(register: Page) -> None:
    section = register.locator("#all-milestones")
    state, area = section.get_by_label("Status"), section.get_by_label("Area")
    assert state.locator("option").first.text_content() == "All (94)"

    state.select_option("overdue")
    area.select_option("02C.06")

    assert set(column(register, "status")) == {"Overdue"}
    found = len(column(register, "id"))
    assert 0 < found < 12
    expect(section.get_by_role("status")).to_have_text(f"{found} of 94 milestones")
    assert area.locator("option:checked").text_content().endswith(f"({found})")
    assert state.locator("option").first.text_content() != "All (94)"
    assert {"state=overdue", "area=02C.06"} <= set(urlsplit(register.url).query.split("&"))


def test_all_that_are_late_can_be_chosen(register: Page) -> None:
    section = register.locator("#all-milestones")

    section.get_by_label("Status").select_option("late")

    assert set(column(register, "status")) == {"Overdue", "Delayed"}
    expect(section.get_by_role("status")).to_have_text("20 of 94 milestones")
    assert "state=late" in urlsplit(register.url).query.split("&")


def test_what_was_chosen_holds_after_back_and_can_be_cited(tabs: Tabs, august: Site) -> None:
    register = tabs.open((august.out / REGISTER).as_uri()).page
    section = register.locator("#all-milestones")
    section.get_by_label("Status").select_option("delayed")
    section.get_by_label("Filter").fill("02C.06")
    section.get_by_role("button", name="Due").click()
    chosen = column(register, "id")

    register.locator(f"{TABLE} tbody tr:visible a").first.click()
    register.go_back()

    expect(section.get_by_label("Status")).to_have_value("delayed")
    assert column(register, "id") == chosen == ["DLP-802", "DLP-472"]

    address = register.url
    register.goto("about:blank")
    register.goto(address)
    assert column(register, "id") == chosen


def test_what_is_achieved_is_folded_until_it_is_looked_for(register: Page) -> None:
    fold = register.locator("#all-milestones details")
    assert "Achieved" not in column(register, "status")

    register.locator("#all-milestones").get_by_label("Status").select_option("achieved")
    assert set(column(register, "status")) == {"Achieved"}
    register.locator("#all-milestones").get_by_label("Status").select_option("")
    expect(fold).not_to_have_attribute("open", "")


def test_an_address_that_chooses_nothing_shows_everything(tabs: Tabs, august: Site) -> None:
    asked = "?state=nonsense&sort=nonsense&level=9&area=%3Cscript%3E"
    register = tabs.open((august.out / REGISTER).as_uri() + asked).page

    expect(register.locator("#all-milestones").get_by_label("Status")).to_have_value("")
    assert len(column(register, "id")) == 32


def test_a_phone_sorts_by_a_field_and_its_headings_are_in_no_ones_way(register: Page) -> None:
    register.set_viewport_size({"width": 390, "height": 900})

    register.locator("#all-milestones").get_by_label("Sort by").select_option("-due")

    assert column(register, "due") == sorted(column(register, "due"), reverse=True)
    reached = register.locator(f"{TABLE} .report-sort").evaluate_all(
        "all => all.filter((e) => e.tabIndex >= 0)"
    )
    assert reached == []


def test_without_scripts_there_are_ways_to_each_area_and_to_what_is_folded(
    browser: Browser, august: Site
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((august.out / REGISTER).as_uri())
    jumps = page.locator(".report-jumps a")

    jumps.filter(has_text="02C.06").click()
    assert page.url.endswith("#milestones-02C.06")
    expect(page.locator("tr[id='milestones-02C.06']")).to_be_in_viewport()
    page.locator("#all-milestones summary").click()
    assert page.locator(f"{TABLE} tbody tr:visible").count() == 91
    page.context.close()


#: How large the register may be.
BYTES = 300_000


def test_the_register_is_bounded_and_no_column_is_cut(register: Page, august: Site) -> None:
    assert (august.out / REGISTER).stat().st_size <= BYTES
    boxes = register.locator("#all-milestones .pst-scrollable-table-container")
    for width in (1440, 390):
        register.set_viewport_size({"width": width, "height": 900})
        assert boxes.count() > 0
        assert boxes.evaluate_all("all => all.filter((e) => e.scrollWidth > e.clientWidth).length") == 0


def test_the_head_of_the_register_stays_in_sight(tabs: Tabs, august: Site) -> None:
    register = tabs.open((august.out / REGISTER).as_uri(), 1440).page

    register.locator(f"{TABLE} tbody tr").nth(20).scroll_into_view_if_needed()

    expect(register.locator(f"{TABLE} thead th").first).to_be_in_viewport()
    scopes = register.locator(f"{TABLE} thead th").evaluate_all("all => all.map((e) => e.scope)")
    assert set(scopes) == {"col"}


def test_long_lists_of_tickets_and_plans_are_filtered_by_the_address_too(tabs: Tabs, august: Site) -> None:
    page = tabs.open(f"{(august.out / 'tickets/DM-10500-10999.html').as_uri()}?text=qserv").page
    shown = page.locator(".report-citations > li:visible")
    status = page.locator(".report-filter").get_by_role("status")

    assert [("qserv" in text.lower()) for text in shown.all_text_contents()] == [True] * shown.count()
    expect(status).to_have_text(re.compile(rf"^{shown.count()} of \d+ entries$"))

    page = tabs.open(f"{(august.out / 'months/2017-09.html').as_uri()}?state=kept&area=02C-03").page
    rows_shown = page.locator(".report-outcomes tbody tr:visible")
    assert rows_shown.count() > 0
    assert set(rows_shown.locator(".report-status").all_text_contents()) == {"Kept"}
    expect(page.get_by_label("Area", exact=True).locator("option:checked")).to_contain_text(
        "Alert Production"
    )


def test_the_file_of_a_table_has_what_is_shown(register: Page, tmp_path: Path) -> None:
    register.locator("#all-milestones").get_by_label("Filter").fill("achieved")

    head, *body = rows(register.locator("#all-milestones"), 0, tmp_path)

    assert head == [
        "ID",
        "Milestone",
        "Element",
        "Due",
        "Forecast",
        "Variance (days)",
        "Status",
        "Last reported",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["milestones-all-milestones.csv"]
    assert [row[5] for row in body if not re.fullmatch(r"-?\d+(–-?\d+)?", row[5])] == []
    assert {row[7][:5] for row in body} == {"2017-"}
    assert [row[0] for row in body] == column(register, "id")
    assert {row[6] for row in body} == {"Achieved"}


def test_the_tables_of_a_month_are_one_file_by_area(tabs: Tabs, august: Site, tmp_path: Path) -> None:
    page = tabs.open((august.out / "reports/2017-08/index.html").as_uri()).page

    head, *body = rows(page, 1, tmp_path)

    assert head[:3] == ["Group", "ID", "Milestone"]
    assert ("02C.07 LSST Data Facility", "DLP-366") in {(row[0], row[1]) for row in body}


def test_what_a_spreadsheet_would_run_is_text(tabs: Tabs, august: Site, tmp_path: Path) -> None:
    page = tabs.open((august.out / "milestones/DLP-802.html").as_uri()).page
    cell = page.locator(".report-ledger td").last
    cell.evaluate('e => { e.textContent = \'=HYPERLINK("https://evil.example", "say \\\\"yes\\\\"")\'; }')

    *_, row = rows(page, 0, tmp_path)

    assert row[-1].startswith("'=HYPERLINK(")


def test_a_permalink_copies_itself(browser: Browser, august: Site) -> None:
    with served(august.out) as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}reports/2017-08/02C.03.html")
        page.locator("#accomplishments-02C-03-04 h3").hover()
        page.locator("#accomplishments-02C-03-04 > h3 a.headerlink").click()

        expect(page.get_by_text("Link copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{address}reports/2017-08/02C.03.html#accomplishments-02C-03-04"
        context.close()
