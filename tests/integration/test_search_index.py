"""The index of the search: it knows every thing and every place, once, and is cut into small parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import Site, build
from .built import SearchIndex, change, inventory, plain_copy, search_index


@pytest.fixture(scope="module")
def index(months: Site) -> SearchIndex:
    return search_index(months)


def test_it_knows_every_object_of_the_inventory(months: Site, index: SearchIndex) -> None:
    objects = inventory(months)

    things = {(kind, name) for kind, name, *_ in index.core["things"]}
    tickets = {f"{prefix}-{each}" for prefix, all_ in index.core["tickets"].items() for each in all_.split()}

    kinds = ("milestone", "wbs", "document", "month")
    draft = {("month", "2021-03")}
    assert things == {(kind, name) for kind in kinds for name in objects[kind]} | draft
    assert tickets == set(objects["ticket"])


def test_each_of_its_places_stands_on_the_page_that_it_names(months: Site, index: SearchIndex) -> None:
    addresses = {docname: address for docname, address, _, _ in index.core["documents"]}

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
    assert index.core["terms"] == sorted(index.core["terms"])
    assert index.core["terms"][0] == min(index.terms)


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
    core = first.out / "search/core.js"
    before = core.stat().st_mtime_ns

    build(source, tmp_path / "html")
    assert core.stat().st_mtime_ns == before

    change(
        source,
        {"reports/2021-02/1A.03.md": None, "reports/2021-02/1A.01.md": "# 1A.01\n\n## Done\n\nZebra.\n"},
    )
    site = build(source, tmp_path / "html")
    assert search_index(site).found("zebra") == ["reports/2021-02/1A.01#accomplishments-1A-01"]
    assert not (site.out / "search/places/reports.2021-02.1A.03.js").exists()


def test_sphinx_s_own_index_is_not_made(months: Site) -> None:
    assert not (months.out / "searchindex.js").exists()
