"""Each number of a verdict leads to as many milestones as it says, on every page and for every month."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from ..conftest import Site, loaded

#: The numbers of verdicts, of the cards of a month, and of the summary of the
#: register and of the list of months.
NUMBERS = (
    ".report-story a, .report-figures strong a, .report-overview [data-asof='states'] a, .report-month-list a"
)


@pytest.fixture(scope="module", params=["august", "months"])
def site(request: pytest.FixtureRequest) -> Site:
    built: Site = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, BeautifulSoup]:
    """The pages with a verdict, by name."""
    names = sorted(
        path.relative_to(site.out).as_posix()
        for pattern in ("reports/*/*.html", "wbs/*.html")
        for path in site.out.glob(pattern)
    )
    return {
        name: site.page(name) for name in ("index.html", "milestones/index.html", "months/index.html", *names)
    }


def milestones_at(site: Site, pages: dict[str, BeautifulSoup], page: str, address: str) -> list[str]:
    """The milestone of each row or item that a link on a page leads to: below an anchor, or in the table that
    the address filters."""
    to = urlsplit(address)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), to.path)) if to.path else page
    place = pages[target].find(id=to.fragment)
    assert isinstance(place, Tag), f"{page}: {address}"
    tables = place.select_one('[data-asof="tables"]')
    if tables:
        return chosen(site, str(tables.get("data-element", "")), dict(parse_qsl(to.query)))
    assert not to.query
    if to.fragment == "areas":
        return [link.get_text() for link in place.select(".report-areas > li > p:first-child > a")]
    first = [row.select_one(".report-id") for row in place.select("tbody tr, li")]
    return [each.get_text(strip=True) for each in first if each]


def chosen(site: Site, element: str, asked: dict[str, str]) -> list[str]:
    """The milestones of the tables of an element (of all, if empty) that the script shows for an address."""
    months = site_data(site, "months")
    known = [month for month, *_ in months["months"]]
    month = asked.get("asof", known[-1])
    assert month in known
    late = [name for name, (_, _, is_late) in months["states"].items() if is_late]
    states = {"": list(months["states"]), "late": late}.get(asked.get("state", ""), [asked.get("state")])
    return [
        name
        for ids, _, _, area, _, state, *_, within in site_data(site, month)["rows"]
        for name in ids
        if state in states
        and asked.get("area", area or "other") == (area or "other")
        and (not element or element in within)
    ]


def site_data(site: Site, name: str) -> Any:
    """What a script with the states of months gives."""
    text = (site.out / f"data/states/{name}.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix(f'ReportStates.take("{name}",').removesuffix(");\n"))


def numbers(pages: dict[str, BeautifulSoup]) -> list[tuple[str, int, str]]:
    """Page, number and address of each number that leads somewhere."""
    return [
        (name, int(link.get_text().replace(",", "")), str(link["href"]))
        for name, page in pages.items()
        for link in page.select(NUMBERS)
        if re.fullmatch("[0-9,]+", link.get_text())
    ]


def test_every_number_leads_to_as_many_milestones_as_it_says(
    site: Site, pages: dict[str, BeautifulSoup]
) -> None:
    found = numbers(pages)

    assert len(found) > len(pages)
    for start in ("index.html", "milestones/", "months/", "reports/", "wbs/"):
        assert any(page.startswith(start) for page, *_ in found)
    listed = [(page, address, milestones_at(site, pages, page, address)) for page, _, address in found]
    assert [(page, len(set(names)), address) for page, address, names in listed] == found


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
