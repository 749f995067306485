"""Plain ids become links: the token rule of the content model (section 1), as readers see it."""

from __future__ import annotations

import pytest
from bs4 import Tag

from ..conftest import Site
from .built import MONTHS, case_sections, links, variant

T = "https://tracker.example/issues/"

#: Markdown, then the text of each link in it and the end of its address.
LINKED: dict[str, list[tuple[str, str]]] = {
    "Seen in T-1.": [("T-1", f"{T}T-1")],
    "A change CR-12, too": [("CR-12", "https://tracker.example/changes/12")],
    "Read DOC-1 and NOTE-2": [
        ("DOC-1", "https://docs.example/DOC-1"),
        ("NOTE-2", "https://notes.example/n2"),
    ],
    "At its own address: DOC-8": [("DOC-8", "https://elsewhere.example/handbook.html")],
    "Milestone OPT-1, then R7B!": [
        ("OPT-1", "milestones/OPT-1.html"),
        ("R7B", "milestones/R7B.html"),
    ],
    "With a dot: OPT-2.1": [("OPT-2.1", "milestones/OPT-2.1.html")],
    "With a dot at the end: OPT-2.1.": [("OPT-2.1", "milestones/OPT-2.1.html")],
    "And a shorter one. OPT-2. Then more": [("OPT-2", "milestones/OPT-2.html")],
    "An alias LOOP10": [("LOOP10", "milestones/SW-10.html")],
    "(T-1), [T-2], “T-3”": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2"), ("T-3", f"{T}T-3")],
    "T-1/T-2,T-3;T-4–T-5—T-6": [(f"T-{n}", f"{T}T-{n}") for n in range(1, 7)],
    "T-1's, T-2’s": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2")],
    "*T-1*, **T-2** and _T-3_": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2"), ("T-3", f"{T}T-3")],
    "T&#45;1 and T-2&nbsp;x": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2")],
    "twice T-1 and T-1": [("T-1", f"{T}T-1"), ("T-1", f"{T}T-1")],
    "over two\nT-1\nlines": [("T-1", f"{T}T-1")],
    "- T-1\n  - T-2\n    1. T-3": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2"), ("T-3", f"{T}T-3")],
    "> quoted T-1": [("T-1", f"{T}T-1")],
    "| a | b |\n|---|---|\n| T-1 | x |": [("T-1", f"{T}T-1")],
    "Term T-1\n: meaning T-2": [("T-1", f"{T}T-1"), ("T-2", f"{T}T-2")],
    "```{note}\nIn a box T-1\n```": [("T-1", f"{T}T-1")],
    ":::{warning}\nIn a box T-1\n:::": [("T-1", f"{T}T-1")],
}

#: Markdown without any link, and the text that readers see.
PLAIN: dict[str, str] = {
    "T-1a": "T-1a",
    "xT-1": "xT-1",
    "éT-1": "éT-1",
    "T-1-2": "T-1-2",
    "T-1.5": "T-1.5",
    "X.T-1": "X.T-1",
    "t-1": "t-1",
    "T-": "T-",
    "T-x": "T-x",
    "T-١": "T-١",
    "OPT-1a": "OPT-1a",
    "OPT-99": "OPT-99",
    "opt-1": "opt-1",
    "OPT-2.1.3": "OPT-2.1.3",
    "DOC-8-x": "DOC-8-x",
    "1A.01 and 2021-02": "1A.01 and 2021-02",
    "`T-1`": "T-1",
    "    T-1": "T-1",
    "```\nT-1\n```": "T-1",
    "\\T-1": "T-1",
    "\\OPT-2.1": "OPT-2.1",
    "\\LOOP10": "LOOP10",
    "\\DOC-8.": "DOC-8.",
}


#: Links that a writer made: an id in their text is no second link.
OWN: dict[str, list[tuple[str, str]]] = {
    "[see T-1 there](https://example.org/x)": [("see T-1 there", "https://example.org/x")],
    "<https://example.org/T-1>": [("https://example.org/T-1", "https://example.org/T-1")],
    "[T-1](1A.02.md)": [("T-1", "reports/2021-01/1A.02.html")],
    "{ticket}`about T-2 <T-1>`": [("about T-2", f"{T}T-1")],
}

#: An element whose title cites a ticket.
WBS = (MONTHS / "reports/wbs.yaml").read_text().replace("1A.04: Archive", "1A.04: Archive of T-1")

CASES = [*LINKED, *PLAIN, *OWN]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {
        "reports/2021-01/1A.03.md": f"# 1A.03 Outreach\n\n## Done\n\n{case_sections(CASES)}",
        "reports/2021-01/1A.04.md": "# 1A.04 Archive of T-1\n\n## Done\n\n#### On T-2 and 1A.04\n\n- done\n",
        "reports/wbs.yaml": WBS,
        # An id of a milestone may look like an element's.
        "reports/milestones.yaml": (MONTHS / "reports/milestones.yaml").read_text()
        + "1A.04:\n  title: Archive full\n  wbs: 1A.04\n  due: 2021-12-31\n",
    }
    return variant(tmp_path_factory.mktemp("autolink"), files)


def block(site: Site, text: str) -> Tag:
    """The result of one of the cases: everything below its heading."""
    section = site.page("reports/2021-01/1A.03.html").select_one(
        f"#accomplishments-1A-03-case-{CASES.index(text)}"
    )
    assert section is not None
    section.h3.extract()
    return section


def found(tag: Tag) -> list[tuple[str, str]]:
    """Text and address of each link below a tag; addresses of this site from its root."""
    return [
        (text, address.replace("../../", "").replace("1A.02", "reports/2021-01/1A.02"))
        for address, text in links(tag)
    ]


@pytest.mark.parametrize("text", LINKED)
def test_a_plain_id_is_a_link(site: Site, text: str):
    assert found(block(site, text)) == LINKED[text]


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_an_id_is_no_link(site: Site, text: str):
    assert found(block(site, text)) == []


@pytest.mark.parametrize("text", PLAIN)
def test_text_without_links_is_shown_as_meant_without_the_escaping_backslash(site: Site, text: str):
    assert block(site, text).get_text().strip() == PLAIN[text]


@pytest.mark.parametrize("text", OWN)
def test_a_link_of_the_writer_stays_one_link(site: Site, text: str):
    assert found(block(site, text)) == OWN[text]


def test_the_text_around_links_is_kept(site: Site):
    text = "T-1/T-2,T-3;T-4–T-5—T-6"

    assert block(site, text).get_text().strip() == text


def test_a_milestone_has_its_title_on_hover(site: Site):
    link = block(site, "An alias LOOP10").a

    assert link["title"] == "Loop closed"


def test_an_id_in_a_free_heading_is_a_link(site: Site):
    heading = site.page("reports/2021-01/1A.04.html").select_one("section h3")

    assert found(heading) == [("T-2", f"{T}T-2"), ("1A.04", "milestones/1A.04.html")]


def test_the_id_of_an_element_heading_links_to_the_element_though_a_milestone_has_the_same_id(site: Site):
    heading = site.page("reports/2021-01/1A.04.html").h1

    assert found(heading)[0] == ("1A.04", "wbs/1A.04.html")


def test_an_id_like_word_that_is_nothing_is_no_warning(site: Site):
    assert site.lines() == []
