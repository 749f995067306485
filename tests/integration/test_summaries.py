"""The five months of 2017 that are compiled from other sources: each claim leads to one of them, and with the
report of August they have a history to tell."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

import pytest
from bs4 import Tag
from progress_report.content.catalogue import Catalogue
from progress_report.content.month import Month

from ..conftest import Site, loaded
from .built import Crawl

REPORT = "2017-08"
SUMMARIES = ("2017-07", "2017-09", "2017-10", "2017-11", "2017-12")


@pytest.fixture(scope="module")
def crawl(august: Site) -> Crawl:
    return Crawl(august)


@pytest.fixture(scope="module")
def known(august: Site) -> Catalogue:
    return loaded(august.source)


@pytest.fixture(params=SUMMARIES)
def month(request: pytest.FixtureRequest, known: Catalogue) -> Month:
    found = known.month(request.param)
    assert found is not None
    return found


def pages(month: Month) -> list[str]:
    """The names of the pages of a month: its own, and those of its areas."""
    return [f"reports/{month.name}/index.html", *(f"{area.docname}.html" for area in month.areas)]


def claims(crawl: Crawl, month: Month) -> Iterator[tuple[str, Tag]]:
    """All that the writer claims on the pages of a month: paragraphs and bullets of areas and of the summary,
    and statements. What stands above the first section tells where the page comes from."""
    first, *areas = pages(month)
    places = [(first, "section#high-level-summary, section#milestone-summary")]
    for name, within in (*places, *((name, "article section section:not(.report-added)") for name in areas)):
        for section in crawl.pages[name].select(within):
            for tag in section.select("li, p"):
                if not tag.find_parent(["table", "li"]) and tag.get_text(strip=True):
                    yield name, tag
    for statement in month.statements:
        for milestone in statement.ids:
            row = crawl.pages[first].find(id=statement.anchor(milestone)).find_parent("tr")
            assert row is not None
            yield first, row


def sources(page: str, tag: Tag, month: Month) -> set[str]:
    """The sources that a part of a page leads to: addresses that the month names, and the full report."""
    found = set()
    for link in tag.select("a[href]"):
        address = str(link["href"])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.partition("#")[0]))
        if address in month.page.sources or target == f"reports/{REPORT}/index.html":
            found.add(address)
    return found


# --- where it comes from ---------------------------------------------------------------------------


def test_five_summaries_stand_beside_one_report(known: Catalogue) -> None:
    kinds = {month.name: month.page.summary for month in known.all_months}

    assert kinds == {REPORT: False, **dict.fromkeys(SUMMARIES, True)}
    assert list(kinds) == list(known.published())


def test_each_claim_leads_to_a_source_that_its_month_names(crawl: Crawl, month: Month) -> None:
    claimed = list(claims(crawl, month))

    assert len(claimed) > 10
    assert [tag.get_text(" ", strip=True) for page, tag in claimed if not sources(page, tag, month)] == []


def test_each_source_that_a_month_names_is_cited_there(crawl: Crawl, month: Month) -> None:
    cited = {address for page, tag in claims(crawl, month) for address in sources(page, tag, month)}

    assert set(month.page.sources) - cited == set()


def test_the_page_of_a_month_says_that_it_is_compiled_and_shows_each_source_whole(
    crawl: Crawl, month: Month
) -> None:
    note = crawl.pages[pages(month)[0]].select_one(".report-compiled")

    assert note is not None
    assert "not the project’s own report" in note.get_text()
    assert [link.get_text() for link in note.select("li a")] == list(month.page.sources)


def test_a_finish_is_stated_in_its_own_month(month: Month) -> None:
    finishes = [each for each in month.statements if each.status == "achieved"]

    assert finishes
    assert [each.ids for each in finishes if not str(each.date).startswith(month.name)] == []


# --- what the months tell together -----------------------------------------------------------------


def test_the_ledgers_of_ten_milestones_and_more_have_rows_of_several_months(crawl: Crawl) -> None:
    rows = Counter(
        {
            name: len(crawl.pages[name].select("table.report-ledger tbody tr"))
            for name in crawl.pages
            if name.startswith("milestones/")
        }
    )

    assert len([name for name, count in rows.items() if count >= 2]) >= 10
    assert rows["milestones/DLP-366.html"] == 3


def test_a_milestone_delayed_in_august_changes_to_achieved(crawl: Crawl) -> None:
    changes = crawl.pages["reports/2017-12/index.html"].select("table.report-changes tbody tr")
    row = next(row for row in changes if "DMTC-7400-2090" in row.get_text())

    assert [badge.get_text() for badge in row.select(".report-status")] == ["Delayed", "Achieved"]


def test_the_plans_of_august_stand_beside_what_september_says(crawl: Crawl) -> None:
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td, th")]
        for row in crawl.pages["months/2017-09.html"].select("table.report-outcomes tbody tr")
    ]
    both = [row[0] for row in rows if "In the report" in row[1] and "In the report" in row[2]]

    assert len(both) >= 6
    # An element is called what it was called then, though the replan gave the number another meaning.
    assert "02C.03.03 Alert Generation Pipelines" in both


def test_an_area_that_a_summary_leaves_out_is_no_gap(crawl: Crawl) -> None:
    table = crawl.pages["months/2017.html"].select_one("table.report-coverage")
    assert table is not None
    cells = Counter(
        cell.get_text(strip=True) for row in table.select("tbody tr") for cell in row.select("td")[1:]
    )

    assert cells["No source found"] >= 5
    assert cells["Reported"] > 40
    assert "Missing" not in cells
