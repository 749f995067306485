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
    """400 tickets, each cited in January and in February, one of them twice in January; the last have
    titles."""
    said = "".join(f"- {'A word and another. ' * 6}[{name}]\n" for name in TICKETS)
    area = f"# 1A.01 Optics\n\n## Done\n\n### 1A.01.02 Lenses\n\n{said}"
    files = {f"reports/2021-0{month}/1A.01.md": area for month in (1, 2)}
    files["reports/2021-01/1A.01.md"] += "\n### 1A.01.01\n\n- T-17 again.\n"
    entry = "  title: {0}\n  status: In Progress\n  as_of: 2021-02-28\n  element: 1A.01.02\n  epic: T-1\n"
    titles = [f"{name}:\n{entry.format('A title of some words' * 3)}" for name in TICKETS[300:]]
    files["reports/tickets.yaml"] = "".join(titles)
    return variant(tmp_path_factory.mktemp("large"), files)


def test_the_pages_of_tickets_and_elements_are_light(site: Site):
    size = {path.name: path.stat().st_size for path in site.out.glob("*/*.html")}

    assert max(size[name] for name in ("T-0-499.html", "1A.01.02.html")) < LARGEST_PAGE


def test_an_entry_quotes_the_newest_places_and_leads_to_a_search_for_the_others(site: Site):
    page = site.page("tickets/T-0-499.html")
    entry, other = page.find(id="T-17"), page.find(id="T-18")
    assert entry
    assert other
    quotes, rest = entry.select("li")

    assert quotes.get_text().startswith("February 2021, 1A.01.02")
    assert rest.get_text() == "2 more places in January 2021. Search for them"
    # One place is as short as its number.
    assert other.select("li")[1].get_text() == "January 2021, 1A.01.02 (accomplishments)"
    address = urlsplit(rest.a["href"])
    assert (site.out / "tickets" / address.path).resolve() == site.out / "search.html"
    assert parse_qs(address.query) == {"q": ["T-17"]}


def test_an_element_lists_the_last_tickets_and_leads_to_a_search_for_the_others(site: Site):
    section = site.page("wbs/1A.01.02.html").find(id="tickets-and-documents")
    assert section
    shown, folded = section.select("ul")
    # Below the lists of those with titles, the last ones first, of which most are folded.
    text = folded.find_parent("details").find_next_sibling("p")
    *tickets, search = text.select("a")

    titled = [each.get_text() for each in (*shown.select("a"), *folded.select("a"))]
    assert titled == TICKETS[:299:-1]
    assert [each.get_text() for each in tickets] == TICKETS[200:300]
    assert "; 200 more have lower numbers. Search for them" in text.get_text()
    assert parse_qs(urlsplit(search["href"]).query) == {"q": ["1A.01.02"]}
