"""The site of August 2017: every fact of the report stands where it belongs, and every link leads somewhere.

``august_mentions.tsv`` lists the ids that the report cites: the area, the kind of section, the element
and the id, one row for each time.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from progress_report.core.identifiers import anchor_part

from ..conftest import Site, Twice, build, loaded
from .built import Crawl, inventory, is_local, mark_of

MONTH = "reports/2017-08/index.html"
SECTION = ["report-kind", "report-element"]
JIRA = "https://rubinobs.atlassian.net/browse/"
HANDLES = "https://ls.st/"

#: What a style sheet loads from another host.
ELSEWHERE = re.compile(r"(?:@import\s+|url\(\s*)[\"']?(?:https?:)?//[^\"')]*")

#: Area, kind of section and element, with how often each id stands there.
Cited = dict[tuple[str, str, str], Counter[str]]


def cited() -> Cited:
    found: Cited = {}
    with Path(__file__).with_name("august_mentions.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = (row["area"], row["kind"], row["element"])
            found.setdefault(place, Counter())[row["id"]] += 1
    return found


CITED = cited()


@pytest.fixture(scope="module")
def crawl(august: Site) -> Crawl:
    return Crawl(august)


def section(crawl: Crawl, area: str, kind: str, element: str) -> Tag:
    """The section of a kind about an element on the page of an area."""
    anchor = f"{kind}-{anchor_part(element)}"
    found = crawl.pages[f"reports/2017-08/{area}.html"].select_one(
        f"[id='{anchor}'], [id^='other-'][id^='{anchor}-']"
    )
    assert found is not None, anchor
    return found


def ids_in(found: Tag) -> Iterator[tuple[str, str]]:
    """Text and address of each ticket and document linked in a section, but for those of sections in it."""
    for link in found.select("a.reference.internal:has(.report-ticket, .report-document)"):
        if link.find_parent("section", class_=SECTION) is found:
            mark = mark_of(link)
            assert mark is not None
            yield link.get_text(), str(mark["href"])


# --- tickets and documents -------------------------------------------------------------------------


@pytest.mark.parametrize("place", CITED, ids="-".join)
def test_each_id_stands_in_its_section_as_often_as_the_report_has_it(
    crawl: Crawl, place: tuple[str, str, str]
):
    found = Counter(text for text, _ in ids_in(section(crawl, *place)))

    assert found == CITED[place]


def test_no_other_section_cites_an_id(crawl: Crawl):
    citing = {
        found["id"]
        for name in crawl.pages
        if name.startswith("reports/2017-08/0")
        for found in crawl.pages[name].find_all("section", class_=SECTION)
        if list(ids_in(found))
    }

    assert len(citing) == len(CITED)


@pytest.mark.parametrize("place", CITED, ids="-".join)
def test_each_id_links_to_the_right_address(crawl: Crawl, place: tuple[str, str, str]):
    for text, address in ids_in(section(crawl, *place)):
        assert address == f"{JIRA if text.startswith(('DM-', 'LCR-')) else HANDLES}{text}"


def test_the_report_cites_as_many_tickets_and_documents_as_it_did_on_paper(crawl: Crawl):
    found = Counter(text for place in CITED for text, _ in ids_in(section(crawl, *place)))
    tickets = {text: count for text, count in found.items() if text.startswith("DM-")}

    assert sum(tickets.values()) == 153
    assert len(tickets) == 143
    assert len([text for text in found if text.startswith("LCR-")]) == 4


def test_four_tickets_belong_to_the_contract_and_the_others_to_elements():
    tickets = {
        place: sum(n for name, n in ids.items() if name.startswith("DM-")) for place, ids in CITED.items()
    }

    assert sum(count for (_, kind, _), count in tickets.items() if kind == "other") == 4
    assert sum(count for (_, kind, _), count in tickets.items() if kind != "other") == 149


def test_the_report_cites_ten_documents(crawl: Crawl):
    cited = {
        link.get_text()
        for name in crawl.pages
        if name.startswith("reports/2017-08/")
        for link in crawl.pages[name].select("a:has(> .report-document)")
        # The verdict and the lists of late milestones show titles of the register.
        if not link.find_parent(id=re.compile("late")) and not link.find_parent(class_="report-story")
    }

    assert len(cited) == 10


# --- sections --------------------------------------------------------------------------------------


def test_ten_areas_report(crawl: Crawl):
    areas = [name for name in crawl.pages if name.startswith("reports/2017-08/0")]

    assert len(areas) == 10


@pytest.mark.parametrize("kind", ["accomplishments", "plans"])
def test_there_are_39_sections_of_elements_of_each_kind(crawl: Crawl, kind: str):
    found = [
        element["id"]
        for name in crawl.pages
        if name.startswith("reports/2017-08/0")
        for element in crawl.pages[name].select(f"section.report-element[id^='{kind}-']")
    ]

    assert len(found) == 39


# --- milestones ------------------------------------------------------------------------------------


def test_the_month_states_18_milestones_in_15_rows(crawl: Crawl):
    anchors = crawl.pages[MONTH].select("[id^='achieved-'] , [id^='delayed-']")
    stated = [tag for tag in anchors if tag.name != "section"]

    assert Counter(str(tag["id"]).partition("-")[0] for tag in stated) == {"achieved": 5, "delayed": 13}
    assert len({id(tag.find_parent("tr")) for tag in stated}) == 15


def test_the_anchor_of_each_statement_exists_once(august: Site, crawl: Crawl):
    month = loaded(august.source).month("2017-08")
    assert month is not None
    anchors = [statement.anchor(name) for statement in month.statements for name in statement.ids]

    assert len(anchors) == 18
    assert {anchor: crawl.ids(MONTH).count(anchor) for anchor in anchors} == dict.fromkeys(anchors, 1)


def test_four_interface_documents_are_stated_together(crawl: Crawl):
    row = crawl.pages[MONTH].find(id="delayed-DLP-538").find_parent("tr")

    assert row.select_one(".report-col-id").get_text() == "DLP-538, DLP-539, DLP-541, DLP-544"


# --- the site as a whole ---------------------------------------------------------------------------


def test_the_build_prints_nothing(august: Site):
    assert (august.status, august.lines()) == (0, [])


def test_no_link_within_the_site_is_broken(crawl: Crawl):
    assert crawl.broken() == []


def test_no_anchor_stands_twice_on_a_page(crawl: Crawl):
    assert crawl.doubled() == []


def test_the_inventory_holds_every_object(august: Site):
    found = inventory(august)
    registers = loaded(august.source).known.registers

    assert "2017-08" in found["month"]
    assert set(found["wbs"]) == set(registers.elements)
    former = {old for each in registers.milestones.values() for old in each.aka}
    assert set(found["milestone"]) == set(registers.milestones) | former
    assert len(found["milestone"]) >= 18
    assert len([name for name in found["ticket"] if name.startswith("DM-")]) >= 143
    assert len([name for name in found["ticket"] if name.startswith("LCR-")]) >= 4
    assert len(found["document"]) >= 10


def test_every_address_of_the_inventory_exists_with_its_anchor(august: Site, crawl: Crawl):
    every = {uri for objects in inventory(august).values() for uri in objects.values()}

    assert [uri for uri in sorted(every) if not crawl.leads_somewhere("index.html", uri)] == []


LOADING = {"script", "link", "img", "iframe", "source", "object", "embed", "video", "audio"}


def test_no_page_loads_anything_from_another_host(crawl: Crawl):
    loaded = [
        f"{name}: {address}"
        for name in crawl.pages
        for tag, has in crawl.tags(name)
        if tag in LOADING and has.get("rel") != "canonical"
        for address in (has.get(key, "") for key in ("src", "href", "data"))
        if not is_local(address) and urlsplit(address).scheme != "data"
    ]

    assert loaded == []


def test_no_style_sheet_loads_anything_from_another_host(august: Site):
    loading = [
        f"{path.name}: {found[0]}"
        for path in august.out.rglob("*.css")
        for found in ELSEWHERE.finditer(path.read_text(encoding="utf-8"))
    ]

    assert loading == []


@pytest.mark.slow  # a small site shows the same: see test_invariants
def test_linkcheck_sees_the_links_that_html_shows(august: Site, crawl: Crawl, tmp_path: Path):
    shown = {
        has["href"]
        for name in crawl.pages
        for tag, has in crawl.tags(name)
        if tag == "a" and {"reference", "external"} <= set(has.get("class", "").split())
    }

    # It visits none of them.
    out, never = tmp_path / "links", ("-D", "linkcheck_ignore=.*")
    build(august.source, out, *never, builder="linkcheck", doctrees=august.doctrees)

    lines = (tmp_path / "links/output.json").read_text(encoding="utf-8").splitlines()
    seen = {str(json.loads(line)["uri"]) for line in lines}
    assert {uri for uri in seen if not uri.startswith("#")} == shown


def test_text_names_the_tickets_of_each_area(august: Site, crawl: Crawl, tmp_path: Path):

    areas = (august.source / "reports/2017-08").glob("02C.*.md")
    build(august.source, tmp_path / "text", builder="text", doctrees=august.doctrees, files=areas)

    for (area, _, _), ids in CITED.items():
        text = (tmp_path / f"text/reports/2017-08/{area}.txt").read_text(encoding="utf-8")
        assert [name for name in ids if name not in text] == []


def test_a_second_build_writes_nothing_anew(august_twice: Twice):
    former = {
        old
        for each in loaded(august_twice.again.source).known.registers.milestones.values()
        for old in each.aka
    }
    no_documents = {"404.html", "genindex.html", "search.html", *(f"{name}.html" for name in former)}

    assert august_twice.again.lines() == []
    assert [name for name in august_twice.changed if name not in no_documents] == []


def test_an_area_leads_to_its_reports_of_the_months_before_and_after(august: Site) -> None:
    shown = [
        [(link.get_text(), link["href"]) for link in august.page(page).select("h1 ~ .report-neighbours a")]
        for page in ("reports/2017-08/02C.05.html", "reports/2017-12/02C.05.html")
    ]

    assert shown == [
        [("July 2017", "../2017-07/02C.05.html"), ("November 2017", "../2017-11/02C.05.html")],
        [("November 2017", "../2017-11/02C.05.html")],
    ]


def test_folded_milestones_have_their_anchor_in_short_tables_too(august: Site) -> None:
    pages = [august.page(path.relative_to(august.out).as_posix()) for path in august.out.glob("wbs/*.html")]
    folded = [page for page in pages if page.select_one('[data-asof="tables"] details table')]

    assert len(folded) > 9
    assert all(page.select_one("details #milestones-folded, details#milestones-folded") for page in folded)


def test_plans_and_outcomes_explain_first_the_outcomes_that_occur(august: Site) -> None:
    page = august.page("months/2017-09.html")
    meaning = page.select_one(".report-area-counts")
    assert meaning is not None
    said = meaning.find_previous("p", class_="report-asof")

    assert isinstance(said, Tag)
    assert re.findall(r"([A-Z][a-z ]+):", said.get_text()) == ["Kept", "No source found", "Not planned"]
