"""Area pages: sections by the order of headings, whatever their levels, with titles from the register
and anchors from what they are (content model, section 4 and 6)."""

from __future__ import annotations

import pytest
from docutils import nodes

from ..conftest import Site
from .built import doctree, few, links

OPTICS = "reports/2021-01/1A.01"
SOFTWARE = "reports/2021-01/1A.02"

Outline = list[tuple[int, str, str]]

#: Of a page with regular headings, and of one whose levels drift: depth, anchor and heading.
OUTLINES: dict[str, Outline] = {
    OPTICS: [
        (1, "area-1A-01", "1A.01 Optics"),
        (2, "accomplishments-1A-01", "Done"),
        (3, "accomplishments-1A-01-01", "1A.01.01 Mirrors"),
        (3, "accomplishments-1A-01-02", "1A.01.02 Lenses"),
        (2, "plans-1A-01", "Next"),
        (3, "plans-1A-01-01", "1A.01.01 Mirrors"),
        (3, "plans-1A-01-02", "1A.01.02 Lenses"),
        (2, "recruitment-1A-01", "People"),
        (2, "milestones", "Milestones"),
    ],
    SOFTWARE: [
        (1, "area-1A-02", "1A.02 Software"),
        (2, "accomplishments-1A-02", "Done"),
        (3, "accomplishments-1A-02-01", "1A.02.01 Control *loops* <fast> & slow"),
        (4, "accomplishments-1A-02-01-inner-workings", "Inner workings"),
        (5, "accomplishments-1A-02-01-deeper-still", "Deeper still"),
        (3, "accomplishments-1A-02-01-01A", "1A.02.01.01A Inner loop"),
        (3, "accomplishments-1A-02-02", "1A.02.02"),
        (2, "plans-1A-02", "Next"),
        (3, "plans-1A-02-01", "1A.02.01 Control *loops* <fast> & slow"),
        (2, "other-1A-02-side-contract", "Side contract"),
        (3, "other-1A-02-01-side-contract", "1A.02.01 Control *loops* <fast> & slow"),
        (2, "other-1A-02-loan", "Loan"),
    ],
}


def outline(site: Site, docname: str) -> Outline:
    """Depth, anchors and title of each section of a page, in document order."""
    found = []
    for section in doctree(site, docname).findall(nodes.section):
        depth, node = 1, section.parent
        while isinstance(node, nodes.section):
            depth, node = depth + 1, node.parent
        found.append((depth, " ".join(section["ids"]), section.next_node(nodes.title).astext()))
    return found


def test_the_made_up_project_builds_without_a_warning(months: Site):
    assert (months.status, months.lines()) == (0, [])


@pytest.mark.parametrize("docname", OUTLINES)
def test_sections_nest_by_what_they_are_with_titles_and_anchors_of_their_own(months: Site, docname: str):
    assert outline(months, docname) == OUTLINES[docname]


def test_the_text_of_a_section_stands_in_it_though_the_levels_drift(months: Site):
    page = months.page(f"{SOFTWARE}.html")

    said = {
        anchor: [each.get_text() for each in page.find(id=anchor).find_all(["p", "li"], recursive=False)]
        for anchor in ("plans-1A-02-01", "accomplishments-1A-02-01-deeper-still")
    }

    assert said == {
        "plans-1A-02-01": ["No activity because of T-123."],
        "accomplishments-1A-02-01-deeper-still": ["The log is in T-120."],
    }


def test_a_title_is_the_one_that_was_valid_in_the_month(months: Site):
    titles = [title for _, _, title in outline(months, "reports/2021-02/1A.01")]

    assert "1A.01.02 Lenses and windows" in titles


def test_the_id_of_an_element_heading_links_to_the_page_of_the_element(months: Site):
    heading = months.page(f"{OPTICS}.html").select_one("#plans-1A-01-02 > h3")

    assert links(heading) == [("../../wbs/1A.01.02.html", "1A.01.02")]
    assert heading.a["title"] == "Lenses"


def test_silent_sections_are_marked_and_no_others(months: Site):
    silent = {
        f"{path}#{section['id']}"
        for path in (OPTICS, SOFTWARE, "reports/2021-02/1A.01", "reports/2021-02/1A.03")
        for section in months.page(f"{path}.html").select(".report-silent")
    }

    assert silent == {f"{OPTICS}#accomplishments-1A-01-02", f"{SOFTWARE}#plans-1A-02-01"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("2021-01/1A.01", []),
        (
            "2021-02/1A.01",
            [
                "This is a summary compiled from other sources, not the project’s own report. For a "
                "milestone that it does not mention, the newest earlier report counts."
            ],
        ),
        (
            "2021-03/1A.02",
            ["This is a draft. Status, history and lists do not include it."],
        ),
    ],
)
def test_the_page_of_an_area_says_what_its_month_is(months: Site, name: str, says: list[str]):
    page = months.page(f"reports/{name}.html")

    assert [each.get_text() for each in page.select("h1 ~ .report-asof")] == says


def test_the_month_and_the_headline_stand_right_under_the_title(months: Site):
    month = months.page(f"{OPTICS}.html").select_one("h1 + .report-of-month")
    headline = months.page(f"{OPTICS}.html").select_one(
        ".report-of-month + .report-neighbours + .report-headline"
    )

    assert month.get_text() == "January 2021 full report"
    assert headline.get_text() == "The mirror is polished."


def test_the_front_matter_does_not_reach_the_page(months: Site):
    page = months.page(f"{OPTICS}.html")

    assert page.find("meta", {"name": "headline"}) is None


def test_markdown_links_reach_the_anchors_of_the_page_and_of_other_pages(months: Site):
    item = months.page(f"{OPTICS}.html").select_one("#plans-1A-01-02 li")

    assert links(item) == [
        ("#accomplishments-1A-01-01", "the mirror"),
        ("1A.02.html#accomplishments-1A-02-01", "the software"),
    ]


#: An anchor of the writer; a heading twice; no title.
ANCHORED, TWICE, UNTITLED = "reports/2021-01/1A.03", "reports/2021-01/1A.01", "reports/2021-02/1A.03"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return few(
        tmp_path_factory.mktemp("odd"),
        {
            f"{ANCHORED}.md": (
                "# 1A.03 Outreach\n\n## Done\n\n(the-day)=\n#### Open day\n\nAgain [that day](#the-day).\n"
            ),
            f"{TWICE}.md": "# 1A.01 Optics\n\n## Done\n\n#### Day\n\none\n\n#### Day\n\ntwo\n",
            f"{UNTITLED}.md": "## Done\n\n- An open day.\n",
        },
    )


def said(site: Site, name: str) -> list[str]:
    """What is said of the file of a page."""
    return [line for line in site.lines() if line.startswith(f"{name}.md:")]


def test_an_anchor_set_by_the_writer_above_a_heading_works_besides(odd: Site):
    page = odd.page(f"{ANCHORED}.html")
    assert said(odd, ANCHORED) == []
    assert links(page.select_one("#accomplishments-1A-03 p")) == [("#the-day", "that day")]
    assert len(page.select("#the-day, #accomplishments-1A-03-open-day")) == 2


def test_an_area_page_lies_below_its_month_in_the_navigation(months: Site):
    page = months.page(f"{SOFTWARE}.html")

    assert page.find("a", accesskey="U")["href"] == "index.html"
    assert page.find("a", accesskey="P")["href"] == "1A.01.html"


def test_a_heading_twice_in_a_section_is_reported_and_still_has_an_anchor_of_its_own(odd: Site):
    anchors = [anchor for _, anchor, _ in outline(odd, TWICE)]
    assert len(anchors) == len(set(anchors)) == 4
    assert [line.split("WARNING: ")[0] for line in said(odd, TWICE)] == [f"{TWICE}.md:9: "]


def test_a_file_without_a_title_is_reported_and_keeps_its_sections(odd: Site):
    shown = [anchor for _, anchor, _ in outline(odd, UNTITLED)]
    assert shown == ["accomplishments-1A-03", "milestones"]
    assert "expected '# 1A.03 Outreach' [report.title]" in said(odd, UNTITLED)[0]


def test_nothing_else_is_said_of_them(odd: Site):
    assert len(odd.lines()) == 2
