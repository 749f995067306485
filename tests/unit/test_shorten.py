"""Long pages in outline: what is shown of a section, what is folded, and that nothing is lost."""

from __future__ import annotations

from docutils import nodes
from progress_report.domain.parts import as_node
from progress_report.render import elements
from progress_report.render.nodes import disclosure
from progress_report.render.shorten import (
    LONG_PAGE,
    SHOWN_OF_AREA,
    SHOWN_OF_MONTH,
    shorten_area,
    shorten_month,
)

LINE = "Twelve characters and some more words of a paragraph. "


def page(*blocks: nodes.Node) -> tuple[nodes.section, nodes.section]:
    """A page that is long for its second section, and its first one with blocks below the title."""
    section = nodes.section("", nodes.title("", "Head"), *blocks)
    long = nodes.section("", nodes.title("", "Long"), paragraph(LINE * (LONG_PAGE // len(LINE) + 1)))
    return nodes.section("", nodes.title("", "Page"), section, long), section


def paragraph(text: str) -> nodes.Node:
    return as_node(elements.paragraph(text))


def items(number: int) -> nodes.Node:
    return as_node(elements.bullets([elements.paragraph(f"{each} {LINE}")] for each in range(number)))


def folded(section: nodes.section) -> disclosure:
    (found,) = section.findall(disclosure)
    return found


def test_the_list_of_a_long_page_goes_on_within_the_fold_and_loses_no_item():
    root, section = page(items(9))

    shorten_area(root)

    shown, rest = section.findall(nodes.bullet_list)
    assert len(shown) == SHOWN_OF_AREA // len(LINE) + 1
    assert [each.astext()[0] for each in [*shown, *rest]] == [*"012345678"]
    assert rest.parent is folded(section)
    assert folded(section)["summary"] == f"… {len(rest.astext().split())} more words"


def test_a_section_with_subsections_folds_its_own_text_alone():
    root, section = page(paragraph(LINE * 4), paragraph(LINE * 4))
    below = nodes.section("", nodes.title("", "Below"), paragraph("Short."))
    section += below

    shorten_area(root)

    assert [type(each) for each in section.children] == [
        nodes.title,
        nodes.paragraph,
        disclosure,
        nodes.section,
    ]
    assert folded(section).astext() == LINE * 4


def test_nothing_is_folded_for_a_line_nor_on_a_short_page_nor_with_a_table():
    root, section = page(paragraph(LINE * 4), paragraph("A line."))
    shorten_area(root)
    assert not list(section.findall(disclosure))

    short = nodes.section("", nodes.title("", "Page"), nodes.section("", nodes.title("", "Head"), items(30)))
    shorten_area(short)
    assert not list(short.findall(disclosure))

    root, section = page(items(9), nodes.table(""))
    shorten_area(root)
    assert not list(section.findall(disclosure))


def test_a_month_shows_more_of_its_few_sections():
    root, section = page(*(paragraph(LINE * 4) for _ in range(20)))

    shorten_month(root)

    shown = [each for each in section.children if isinstance(each, nodes.paragraph)]
    assert 0 <= sum(len(each.astext()) for each in shown) - SHOWN_OF_MONTH < 4 * len(LINE)
    assert len(shown) + len(folded(section).children) == 20
