"""The data for the choice of a month are equal to what the pages say, for every month."""

from __future__ import annotations

import json
import posixpath
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from progress_report.content.catalogue import Catalogue
from progress_report.content.due_and_state import LATE
from progress_report.milestones.register_order import late_counts
from progress_report.milestones.rows import Selection, rows
from progress_report.milestones.verdict import verdict

from ..conftest import Site, loaded_once

#: The places of some fields in a row (see `_static/as-of.js`).
IDS, STATE, ORDER, WITHIN = 0, 5, 12, 13


@pytest.fixture(scope="module", params=["august", "months"])
def site(request: pytest.FixtureRequest) -> Site:
    built: Site = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    return loaded_once(site.source)


def data(site: Site, name: str) -> Any:
    """What a script of the data gives."""
    text = (site.out / f"data/states/{name}.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix(f'ReportStates.take("{name}",').removesuffix(");\n"))


def text_of(node: Tag) -> str:
    return " ".join(node.get_text().split())


def test_the_verdict_is_that_of_the_page_of_the_month(site: Site, catalogue: Catalogue) -> None:
    for month in catalogue.published():
        page = f"reports/{month}/index.html"
        story = site.page(page).select_one(".report-story")
        assert story is not None
        shown = data(site, month)["verdict"]
        pieces = [[each] if isinstance(each, str) else each for _, line in shown for each in line]

        assert [
            (look, " ".join("".join(each if isinstance(each, str) else each[0] for each in line).split()))
            for look, line in shown
            if look != "report-caveat"  # the page of a month says it elsewhere
        ] == [(line["class"][0], text_of(line)) for line in story.select("p")]
        assert [
            (text, address, bold)
            for text, address, bold in (each for each in pieces if len(each) > 1)
            if address
        ] == [
            (
                link.get_text(),
                posixpath.normpath(posixpath.join(posixpath.dirname(page), str(link["href"])))
                if not str(link["href"]).startswith("#")
                else page + str(link["href"]),
                link.parent is not None and link.parent.name == "strong",
            )
            for link in story.select("a")
        ]


def test_what_is_newly_late_is_what_the_verdict_counts_the_latest_first(
    site: Site, catalogue: Catalogue
) -> None:
    for month in catalogue.published():
        found = verdict(catalogue, month)
        assert found is not None
        said, late = data(site, month)["late"]
        names = found.before.newly_late if found.before else ()

        assert sorted(row[IDS][0] for row in late) == sorted(names)
        assert not late or said.endswith(f": {len(late)}")
        dues = [row[6] for row in late]
        assert dues == sorted(dues)


def test_each_element_has_the_rows_that_its_page_would_show(site: Site, catalogue: Catalogue) -> None:
    for month in catalogue.published():
        found = data(site, month)["rows"]
        for element in catalogue.elements():
            listed = rows(catalogue, Selection(month, stated=False, wbs=element, notes=False, order="late"))
            chosen = sorted(
                (row for row in found if element in row[WITHIN]),
                key=lambda row: (row[STATE] not in LATE, row[ORDER]),
            )
            assert [tuple(row[IDS]) for row in chosen] == [row.ids for row in listed]


def test_the_tree_and_the_pages_of_elements_count_the_same(site: Site, catalogue: Catalogue) -> None:
    newest = catalogue.published()[-1]
    counts = late_counts(catalogue, newest)
    late = {name for name, (_, _, late) in data(site, "months")["states"].items() if late}
    found = data(site, newest)["rows"]
    tree = site.page("wbs/index.html")
    for element in catalogue.elements():
        below = [row for row in found if element in row[WITHIN]]
        number = sum(len(row[IDS]) for row in below if row[STATE] in late)
        assert counts.get(element, (0, 0)) == (number, sum(len(row[IDS]) for row in below))
        shown = count_on(tree, element)
        assert bool(shown) == bool(below)
        if below:
            said = site.page(f"wbs/{element}.html").select_one(
                f'[data-asof="element"][data-element="{element}"]'
            )
            assert said is not None
            late_number = said.strong
            assert late_number is not None
            assert text_of(late_number) == (str(number) if number else "none")
            assert shown.startswith(f"{number} of ")


def count_on(page: BeautifulSoup, element: str) -> str:
    """How many milestones of an element a page says are late."""
    found = page.select_one(f'[data-asof="count"][data-element="{element}"]')
    assert found is not None
    return text_of(found)


def test_the_front_page_shows_what_the_data_of_its_month_say(august: Site) -> None:
    box = august.page("index.html").select_one('[data-asof="newly-late"]')
    assert box is not None
    said, late = data(august, loaded_once(august.source).published()[-1])["late"]

    assert text_of(box.select_one("caption") or box) == said
    assert [text_of(row.select_one(".report-id") or row) for row in box.select("tbody tr")] == [
        row[IDS][0] for row in late
    ]
