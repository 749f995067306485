"""The index of the search: it knows every thing and every place, once, and is cut into small parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import Site, build
from .built import SearchIndex, change, inventory, plain_copy, search_index

#: What is hard to find: accents, what nobody sees, joints, capitals, scripts without blanks.
ODD = (
    "Zebra na\u00efve spec\u00adtro\u200bgraph meas_mosaic runAssembleTask C++11 O\u2019Hara"
    " end\u2013to\u2013end 天文台"
)
#: The terms under which it is found.
FOUND = "zebra naiv spectrograph measmosa mosaic assembletask c++11 ohara hara endtoend 天文 文台".split()


@pytest.fixture(scope="module")
def index(months: Site) -> SearchIndex:
    return search_index(months)


def test_it_knows_every_object_of_the_inventory(months: Site, index: SearchIndex) -> None:
    objects = inventory(months)

    things = {
        (kind, each)
        for kind, name, _, *aka in index.core["things"]
        if kind != "page"
        for each in (name, *(aka if kind in ("milestone", "wbs") else ()))
    }
    tickets = {f"{head}{each}" for head, all_ in index.core["tickets"].items() for each in all_.split()}

    kinds = ("milestone", "wbs", "document", "month")
    draft = {("month", "2021-03")}
    assert things == {(kind, name) for kind in kinds for name in objects[kind]} | draft
    assert tickets == set(objects["ticket"])


def test_it_knows_the_pages_that_list_things_and_their_sections(months: Site, index: SearchIndex) -> None:
    pages = {title: address for kind, address, title, *_ in index.core["things"] if kind == "page"}

    assert pages["Milestones"] == "milestones/index.html"
    assert pages["Late milestones"] == "milestones/index.html#late-milestones"
    assert pages["Milestones: cancelled"] == "milestones/index.html?state=cancelled"
    for address in pages.values():
        path, _, anchor = address.partition("?")[0].partition("#")
        assert not anchor or months.page(path).find(id=anchor), address


def test_words_are_kept_as_they_are_spelled_by_their_first_letter(index: SearchIndex) -> None:
    assert "lenses" in " ".join(index.spellings["6c"]).split()
    assert index.core["spellings"][1] == sorted(index.spellings)


def test_each_of_its_places_stands_on_the_page_that_it_names(months: Site, index: SearchIndex) -> None:
    addresses = {docname: address for docname, address, *_ in index.core["documents"]}

    missing = [
        (docname, anchor)
        for docname, anchor, _, _ in index.places
        if anchor and months.page(addresses[docname]).find(id=anchor) is None
    ]
    assert missing == []


def test_each_section_and_statement_of_a_month_is_one_place(months: Site, index: SearchIndex) -> None:
    places = [(docname, anchor) for docname, anchor, _, _ in index.places]

    assert len(places) == len(set(places))
    assert [anchor for docname, anchor in places if docname == "reports/2021-01/1A.02"] == [
        "accomplishments-1A-02-01",
        "accomplishments-1A-02-01-01A",
        "accomplishments-1A-02-02",
        "plans-1A-02-01",
        "other-1A-02-side-contract",
        "other-1A-02-01-side-contract",
        "other-1A-02-loan",
    ]
    assert ("reports/2021-01/index", "delayed-SW-10") in places


def test_newer_months_stand_before_older_ones(index: SearchIndex) -> None:
    months = [docname.split("/")[1] for docname, *_ in index.places if docname.startswith("reports/")]

    assert months == sorted(months, reverse=True)


def test_an_id_is_one_term_and_not_the_words_that_it_is_made_of(index: SearchIndex) -> None:
    assert index.found("t-121") == ["reports/2021-01/1A.02#accomplishments-1A-02-01-01A"]
    assert "121" not in index.terms


def test_an_alias_leads_to_where_the_milestone_is_spoken_of(index: SearchIndex) -> None:
    # The report writes SW-TEN and LOOP10 for SW-10.
    assert "reports/2021-01/1A.02#accomplishments-1A-02-01" in index.found("sw-10")


def test_words_are_found_by_their_stem_and_stop_words_not_at_all(index: SearchIndex) -> None:
    assert index.found("mount")
    assert "the" not in index.terms


def test_every_term_is_in_the_part_that_the_core_names_for_it(index: SearchIndex) -> None:
    firsts = [first for *_, first in index.core["terms"]]
    assert firsts == [sorted(first) for first in firsts]
    assert min(map(min, firsts)) == min(index.terms)


def test_a_title_weighs_more_than_a_text(index: SearchIndex) -> None:
    weights = index.terms["len"]  # Lenses

    titles = {
        number
        for number, (_, _, title, _) in enumerate(index.places, len(index.core["things"]))
        if "Lenses" in title
    }
    assert titles
    assert all(weights[number] > 4 for number in titles if number in weights)


def test_a_build_without_a_change_leaves_it_alone_and_one_with_a_change_makes_it_anew(tmp_path: Path) -> None:
    source = plain_copy(tmp_path / "source")
    first = build(source, tmp_path / "html")
    files = {path: path.stat().st_mtime_ns for path in (first.out / "search").rglob("*.js")}

    def same() -> set[str]:
        return {
            path.stem for path, time in files.items() if path.exists() and path.stat().st_mtime_ns == time
        }

    build(source, tmp_path / "html")
    assert len(same()) == len(files)

    change(
        source,
        {"reports/2021-02/1A.03.md": None, "reports/2021-02/1A.01.md": f"# 1A.01\n\n## Done\n\n{ODD}\n"},
    )
    site = build(source, tmp_path / "html")
    kept = same()
    assert "core" not in kept
    assert {name[:15] for name in kept if name.startswith("reports.")} == {
        "reports.2021-01",
        "reports.2021-03",
    }
    index = search_index(site)
    where = ["reports/2021-02/1A.01#accomplishments-1A-01"]
    assert {term: index.found(term) for term in FOUND if index.found(term) != where} == {}
    assert "\u00ad" not in "".join(text for *_, text in index.places)
    assert not (site.out / "search/places/reports.2021-02.1A.03.js").exists()


def test_sphinx_s_own_index_is_not_made(months: Site) -> None:
    assert not (months.out / "searchindex.js").exists()
