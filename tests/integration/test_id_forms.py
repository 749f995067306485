"""Ids of many forms: what becomes a link, and where each thing is (content model, section 1)."""

from __future__ import annotations

import pytest
from bs4 import Tag
from progress_report.domain import page_names

from ..conftest import Site, shared
from .built import mark_of
from .odd_ids import TEXTS, build_odd_ids


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return shared(tmp_path_factory, "odd-ids", build_odd_ids)


def test_nothing_is_reported_as_wrong(site: Site) -> None:
    assert site.lines() == []


def test_each_text_links_its_ids_and_nothing_else(site: Site) -> None:
    page = site.page("reports/2024-01/AP1.html")
    found = {}
    for item in page.select("main li, .body li"):
        links = [link for link in item.select("a.reference:not(.report-out)") if link.select(".report")]
        found[item.get_text()] = {link.get_text(): outside(link) for link in links}

    assert list(found.values()) == list(TEXTS.values())


def outside(link: Tag) -> str:
    mark = mark_of(link)
    return str(mark["href"]) if mark else ""


@pytest.mark.parametrize(
    ("kind", "name", "page"),
    [
        ("ticket", "#123", "tickets/0-499.html#~123"),
        ("ticket", "!45", "tickets/0-499.html#!45"),
        ("ticket", "acme/big-dome#7", "tickets/acme-big-dome-0-499.html#acme/big-dome~7"),
        ("ticket", "PR 1234", "tickets/PR-1000-1499.html#PR_1234"),
        ("ticket", "D12345", "tickets/D-12000-12499.html#D12345"),
        ("ticket", "BUG-2023-001", "tickets/BUG-2023-0-499.html#BUG-2023-001"),
        ("ticket", "DM-10770", "tickets/DM-10500-10999.html#DM-10770"),
        ("milestone", "aux", "milestones/-aux.html"),
        ("milestone", "BRÜ-12", "milestones/BRÜ-12.html"),
        ("wbs", "ÄP3", "wbs/ÄP3.html"),
    ],
)
def test_each_thing_has_an_address_that_every_system_can_store(
    site: Site, kind: str, name: str, page: str
) -> None:
    assert page_names.place(kind, name, "{}.html".format) == page
    if name != "DM-10770":
        path, _, anchor = page.partition("#")
        assert not anchor or site.page(path).find(id=anchor) is not None
        assert (site.out / path).is_file()
