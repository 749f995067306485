"""Each number of a verdict leads to as many milestones as it says, on every page and for every month."""

from __future__ import annotations

import posixpath
import re

import pytest
from bs4 import BeautifulSoup, Tag

from ..conftest import Site, loaded

#: A page that opens with a verdict: the landing page, and those of months and areas.
MONTH_PAGES = re.compile(r"reports/(\d{4}-\d{2})/\w.*\.html")


@pytest.fixture(scope="module", params=["august", "months"])
def site(request: pytest.FixtureRequest) -> Site:
    built: Site = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, BeautifulSoup]:
    """The pages with a verdict, by name."""
    names = sorted(path.relative_to(site.out).as_posix() for path in site.out.glob("reports/*/*.html"))
    return {name: site.page(name) for name in ("index.html", *names)}


def milestones_at(pages: dict[str, BeautifulSoup], page: str, address: str) -> list[str]:
    """The milestone of each row or item below the anchor that a link on a page leads to."""
    path, _, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    place = pages[target].find(id=anchor)
    assert isinstance(place, Tag), f"{page}: {address}"
    first = [row.select_one(".report-id") for row in place.select("tbody tr, li")]
    return [each.get_text(strip=True) for each in first if each]


def numbers(pages: dict[str, BeautifulSoup]) -> list[tuple[str, int, str]]:
    """Page, number and address of each number of a verdict that leads somewhere."""
    return [
        (name, int(link.get_text().replace(",", "")), str(link["href"]))
        for name, page in pages.items()
        for link in page.select(".report-story strong a, .report-figures strong a")
    ]


def test_every_number_leads_to_as_many_milestones_as_it_says(pages: dict[str, BeautifulSoup]) -> None:
    found = numbers(pages)

    assert len(found) > len(pages)
    for page, number, address in found:
        listed = milestones_at(pages, page, address)
        assert (page, address, len(listed)) == (page, address, number)
        assert len(set(listed)) == number


def test_every_month_opens_with_the_state_of_the_register_at_its_end(
    site: Site, pages: dict[str, BeautifulSoup]
) -> None:
    catalogue = loaded(site.source)
    for month in catalogue.published():
        states = [catalogue.state(name, month).status for name in catalogue.milestones()]
        late = states.count("overdue") + states.count("delayed")
        story = pages[f"reports/{month}/index.html"].select_one(".report-verdict strong")

        assert story is not None
        assert story.get_text() == (str(late) if late else "none")


def test_a_number_without_milestones_leads_nowhere(pages: dict[str, BeautifulSoup]) -> None:
    for page in pages.values():
        for number in page.select(".report-story strong"):
            assert bool(number.a) == (number.get_text() not in ("0", "none"))
