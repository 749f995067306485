"""However much the reports cite, a generated page stays light, and leads to what it leaves out."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from ..conftest import Site
from .built import variant

#: In bytes.
LARGEST_PAGE = 300_000

TICKETS = [f"T-{number}" for number in range(1, 401)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """400 tickets, each cited in January and in February."""
    said = "".join(f"- {'A word and another. ' * 8}[{name}]\n" for name in TICKETS)
    area = f"# 1A.01 Optics\n\n## Done\n\n### 1A.01.02 Lenses\n\n{said}"
    files = {f"reports/2021-0{month}/1A.01.md": area for month in (1, 2)}
    return variant(tmp_path_factory.mktemp("large"), files)


def test_the_pages_of_tickets_and_elements_are_light(site: Site):
    size = {path.name: path.stat().st_size for path in site.out.glob("*/*.html")}

    assert max(size[name] for name in ("T-0-499.html", "1A.01.02.html")) < LARGEST_PAGE


def test_an_entry_quotes_the_newest_places_and_leads_to_a_search_for_the_others(site: Site):
    entry = site.page("tickets/T-0-499.html").find(id="T-17")
    assert entry
    quotes, rest = entry.select("li")

    assert quotes.get_text().startswith("February 2021, 1A.01.02")
    assert rest.get_text() == "1 more place in January 2021. Search for them"
    address = urlsplit(rest.a["href"])
    assert (site.out / "tickets" / address.path).resolve() == site.out / "search.html"
    assert parse_qs(address.query) == {"q": ["T-17"]}


def test_an_element_lists_the_last_tickets_and_leads_to_a_search_for_the_others(site: Site):
    section = site.page("wbs/1A.01.02.html").find(id="tickets-and-documents")
    assert section
    *tickets, search = section.p.select("a")

    assert [each.get_text() for each in tickets] == TICKETS[200:]
    assert "; 200 more have lower numbers. Search for them" in section.p.get_text()
    assert parse_qs(urlsplit(search["href"]).query) == {"q": ["1A.01.02"]}
