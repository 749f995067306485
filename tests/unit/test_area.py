"""An area's file (content model, section 4): what its headings mean, how far a section extends, what is
silent, which anchors it gives and what it cites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.content.area import AreaFile, Section, lead, read_area
from progress_report.content.known import Known
from progress_report.content.registers import Element, Milestone, Registers, Renaming
from progress_report.content.settings import Settings
from progress_report.core.problems import Problem, Problems

from ..conftest import SETTINGS

PATH = "reports/2017-08/1A.01.md"

REGISTERS = Registers(
    elements={
        each.id: each
        for each in (
            Element("1A", "Whole"),
            Element("1A.01", "First area", area=True),
            Element("1A.01.01", "Part one"),
            Element("1A.01.02", "Old name", renamed=(Renaming("2017-08", "Part two"),)),
            Element("1A.01.03", ""),
            Element("1A.02", "Second area", area=True),
            Element("1A.02.01", "Part of the second"),
        )
    },
    milestones={"M-1": Milestone("M-1", "A milestone", "1A.01", None)},
    aliases={"1A.01.02": "M-1"},  # as if somebody had called a milestone like an element
    documents={},
)

TITLE = "# 1A.01 First area\n\n"
DONE = "## Current accomplishments\n\n"
PLANS = "## Planned activities\n\n"


def read(
    text: str, registers: Registers = REGISTERS, settings: Settings = SETTINGS, element: str = "1A.01"
) -> tuple[AreaFile, list[Problem]]:
    """An area's file, and its problems."""
    problems = Problems(PATH)
    known = Known(settings, registers, frozenset({"2017-08"}))
    return read_area(text, "2017-08", element, known, problems), problems.found


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(each.line, each.code) for each in problems]


def outline(area: AreaFile) -> list[tuple[str, str]]:
    """Kind and element of each section that comes under a heading."""
    return [(each.kind, each.element) for each in area.sections if each.name]


def section(area: AreaFile, kind: str, element: str) -> Section:
    """The section of a kind about an element."""
    (found,) = (each for each in area.sections if (each.kind, each.element) == (kind, element))
    return found


# --- kinds and extent ---------------------------------------------------------------------------


def test_a_heading_of_a_kind_holds_until_the_next_one() -> None:
    area, problems = read(
        TITLE + DONE + "### 1A.01.01\n\nx\n\n### 1A.01.02\n\nx\n\n" + PLANS + "### 1A.01.01\n\nx\n\n"
        "## Recruitment update\n\nx\n\n## Side contract\n\nx\n"
    )

    assert outline(area) == [
        ("accomplishments", "1A.01"),
        ("accomplishments", "1A.01.01"),
        ("accomplishments", "1A.01.02"),
        ("plans", "1A.01"),
        ("plans", "1A.01.01"),
        ("recruitment", "1A.01"),
        ("other", "1A.01"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "levels", [(1, 2, 3, 4), (1, 2, 2, 2), (1, 3, 2, 1), (1, 4, 5, 6), (1, 1, 1, 1), (1, 6, 1, 2)]
)
def test_extent_is_by_order_whatever_the_levels(levels: tuple[int, ...]) -> None:
    title, kind, element, free = ("#" * level for level in levels)

    area, problems = read(
        f"{title} 1A.01\n\n{kind} Current accomplishments\n\n{element} 1A.01.01\n\nDM-1\n\n"
        f"{free} Details\n\nDM-2\n\n{element} 1A.01.02\n\nDM-3\n\n{kind} Planned activities\n\nDM-4\n"
    )

    found = {
        (each.kind, each.element): [mention.id for mention in each.mentions]
        for each in area.sections
        if each.text
    }
    assert found == {
        ("accomplishments", "1A.01.01"): ["DM-1", "DM-2"],
        ("accomplishments", "1A.01.02"): ["DM-3"],
        ("plans", "1A.01"): ["DM-4"],
    }
    assert problems == []


@pytest.mark.parametrize(
    "name", ["CURRENT ACCOMPLISHMENTS", "Current accomplishments:", "*Current* accomplishments"]
)
def test_a_kind_is_known_by_its_words(name: str) -> None:
    area, problems = read(f"{TITLE}## {name}\n\nx\n")

    assert outline(area) == [("accomplishments", "1A.01")]
    assert problems == []


def test_the_title_opens_nothing() -> None:
    area, _ = read(TITLE + DONE)

    assert outline(area) == [("accomplishments", "1A.01")]


def test_text_under_a_kind_before_any_element_is_the_areas_own() -> None:
    area, _ = read(TITLE + DONE + "Own.\n\n### 1A.01.01\n\nOther.\n")

    assert section(area, "accomplishments", "1A.01").own
    assert section(area, "accomplishments", "1A.01").text
    assert not section(area, "accomplishments", "1A.01.01").own


def test_a_heading_with_only_child_sections_has_no_text() -> None:
    area, _ = read(TITLE + DONE + "### 1A.01.01\n\nx\n")

    own = section(area, "accomplishments", "1A.01")
    assert (own.text, own.silent) == (False, False)


def test_text_before_any_kind_is_kept_as_the_areas() -> None:
    area, problems = read(TITLE + "An introduction. [DM-1]\n\n" + DONE)

    assert [(each.kind, each.own, [mention.id for mention in each.mentions]) for each in area.sections] == [
        ("other", True, ["DM-1"]),
        ("accomplishments", True, []),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "text", ["> ## Planned activities\n", "- ## Planned activities\n", "```\n## Planned activities\n```\n"]
)
def test_a_heading_inside_a_quotation_list_or_code_opens_nothing(text: str) -> None:
    area, _ = read(TITLE + DONE + text)

    assert outline(area) == [("accomplishments", "1A.01")]


# --- element headings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "1A.01.01 Part one",
        "1A.01.01",
        "1A.01.01:",
        "1A.01.01: Part one",
        "1A.01.01:Part one",
        "1A.01.01 : Part one",
        "1A.01.01 - Part one",
        "1A.01.01 – Part one",
        "1A.01.01 — Part one",
        "1A.01.01–Part one",
        "1A.01.01. Part one",
        "1A.01.01   Part  one",
        "1.1A.01.01 Part one",
        "**1A.01.01** Part one",
    ],
)
def test_an_element_heading_begins_with_an_element(heading: str) -> None:
    area, problems = read(f"{TITLE}{DONE}### {heading}\n\nx\n")

    assert outline(area)[1:] == [("accomplishments", "1A.01.01")]
    assert area.headings[-1].text == "1A.01.01 Part one"
    assert problems == []


@pytest.mark.parametrize(
    "heading",
    [
        "About 1A.01.01",
        "1A.01.01a-like things",
        "1A-day planning",
        "2017 in review",
        "0.1 release",
        "v1.0",
        "1A.01/02",
        "2B.01 of others",
    ],
)
def test_any_other_heading_stays_inside_its_section(heading: str) -> None:
    area, problems = read(f"{TITLE}{DONE}### 1A.01.01\n\n#### {heading}\n\nDM-1\n")

    assert outline(area) == [("accomplishments", "1A.01"), ("accomplishments", "1A.01.01")]
    assert [each.id for each in area.sections[-1].mentions] == ["DM-1"]
    assert problems == []


def test_a_title_that_is_left_out_is_filled_in_from_the_register() -> None:
    area, problems = read("# 1A.01\n\n" + DONE + "### 1A.01.01\n\n### 1A.01.02\n\n### 1A.01.03\n")

    assert [each.text for each in area.headings] == [
        "1A.01 First area",
        "Current accomplishments",
        "1A.01.01 Part one",
        "1A.01.02 Part two",
        "1A.01.03",
    ]
    assert problems == []


def test_an_element_without_a_title_in_the_register_keeps_the_one_written() -> None:
    area, problems = read(TITLE + DONE + "### 1A.01.03 A name of its own\n")

    assert area.headings[-1].text == "1A.01.03 A name of its own"
    assert problems == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            "### 1A.01.01 Part two",
            "'Part two' is not the title of '1A.01.01' in 2017-08; expected 'Part one'",
        ),
        ("### 1A.01.01 part one", "expected 'Part one'"),
        ("### 1A.01.02 Old name", "expected 'Part two'"),
    ],
)
def test_a_title_that_differs_from_the_register_is_a_fault(heading: str, expected: str) -> None:
    area, problems = read(f"{TITLE}{DONE}{heading}\n\nx\n")

    assert codes(problems) == [(5, "title")]
    assert expected in problems[0].message
    assert area.sections[-1].text


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("", 1, "title", "expected '# 1A.01 First area'"),
        (DONE + "x\n", 1, "title", "expected '# 1A.01 First area'"),
        ("## 1A.01 First area\n\n" + DONE, 1, "title", "expected '# 1A.01 First area'"),
        ("# Current accomplishments\n\n## 1A.01.01\n\nx\n", 1, "title", "expected '# 1A.01 First area'"),
        ("# First area\n\n" + DONE, 1, "title", "does not begin with the element"),
        ("#\n\n" + DONE, 1, "title", "does not begin with the element"),
        ("# 1A.02 Second area\n\n" + DONE, 1, "title", "this is the file of '1A.01'"),
        ("# 1A.01 First\n\n" + DONE, 1, "title", "expected 'First area'"),
        (TITLE + DONE + "### 1A.01.99\n", 5, "element", "element '1A.01.99'; did you mean '1A.01.0"),
        (TITLE + DONE + "### 1A.10.01\n", 5, "element", "did you mean '1A.01.01'?"),
        (TITLE + DONE + "### 2A.01.01\n", 5, "element", "did you mean '1A.01.01'?"),
        (TITLE + DONE + "### 1A.02.01\n", 5, "element", "outside the file's area '1A.01'"),
        (TITLE + DONE + "### 1A Whole\n", 5, "element", "outside the file's area '1A.01'"),
        (TITLE + DONE + "### 1A.01.01\n\nx\n\n### 1A.01.01: Part one\n\nx\n", 9, "section", "in line 5"),
        (TITLE + DONE + "x\n\n" + DONE + "x\n", 7, "section", "already in line 3"),
        (TITLE + "## Curent accomplishments\n\n### 1A.01.01\n", 3, "heading", "'Current accomplishments'"),
        (TITLE + DONE + "x\n\n## Planed activities\n\n### 1A.01.01\n", 7, "heading", "'Planned activities'"),
        (TITLE + DONE + "x\n\n## Current accomplishment\n\nx\n", 7, "heading", "'Current accomplishments'"),
        (TITLE + "## Achievements\n\n### 1A.01.01\n\n### 1A.01.02\n", 5, "heading", "not below a heading of"),
        (TITLE + DONE + "#### Notes\n\nx\n\n#### Notes\n\nx\n", 9, "anchor", "already in line 5"),
        (DONE + "x\n\n" + TITLE, 5, "title", "is not the first heading of the file; move it to the top"),
        ("+++\na = 'b'\n+++\n\n" + TITLE, 1, "yaml", "(TOML) is not read; expected YAML between two lines"),
        ("\n---\nheadline: x\n---\n" + TITLE, 2, "yaml", "expected '---' as the first line of the file"),
        ("----\nheadline: x\n----\n" + TITLE, 1, "yaml", "expected '---' as the first line of the file"),
        ("---\nheadline: [x]\n---\n" + TITLE, 2, "type", "expected text"),
        ("---\nheadlin: x\n---\n" + TITLE, 2, "key", "in an area's front matter; did you mean 'headline'?"),
        ("---\nheadline: x\nheadline: y\n---\n" + TITLE, 3, "duplicate", "already in line 2"),
        ("---\n\theadline: x\n---\n" + TITLE, 2, "yaml", "a tab"),
        ("---\njust text\n---\n" + TITLE, 2, "type", "expected keys and values"),
        ("---\nheadline: x\n\n" + TITLE, 1, "yaml", "never closed"),
        (TITLE + DONE + "[DM-10805]: done\n", 5, "link-definition", "put the id at the end of the sentence"),
    ],
)  # fmt: skip
def test_each_fault_of_an_area_is_one_problem(text: str, line: int, code: str, says: str) -> None:
    _, problems = read(text)

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message
    assert not problems[0].remark


def test_headings_below_other_headings_may_have_the_same_words() -> None:
    projects = "### One\n\n#### Purpose\n\nx\n\n### Two\n\n#### Purpose\n\nx\n\n##### Purpose\n\nx\n"
    area, problems = read(TITLE + DONE + projects + "\n### 1A.01.01\n\nx\n\n#### Purpose\n\nx\n")

    assert problems == []
    assert [heading.anchor for heading in area.headings if heading.text == "Purpose"] == [
        "accomplishments-1A-01-purpose",
        "accomplishments-1A-01-two-purpose",
        "accomplishments-1A-01-two-purpose-purpose",
        "accomplishments-1A-01-01-purpose",
    ]


def test_a_misspelt_kind_is_taken_for_what_it_was_meant_to_be() -> None:
    area, _ = read(TITLE + "## Curent acomplishments\n\n### 1A.01.01\n\nx\n")

    assert outline(area) == [("accomplishments", "1A.01"), ("accomplishments", "1A.01.01")]


def test_sections_that_stand_twice_are_both_kept_with_anchors_of_their_own() -> None:
    area, _ = read(TITLE + DONE + "### 1A.01.01\n\nDM-1\n\n### 1A.01.01\n\nDM-2\n")

    first, second = area.sections[-2:]
    assert [each.id for each in (*first.mentions, *second.mentions)] == ["DM-1", "DM-2"]
    assert first.anchor == "accomplishments-1A-01-01"
    assert second.anchor != first.anchor


@pytest.mark.parametrize("text", [TITLE, "# 1A.09 Unknown\n\n"])
def test_a_file_named_by_no_element_is_no_fault_of_its_headings(text: str) -> None:
    _, problems = read(text + DONE + "### 1A.01.01\n\n### 1A.09.01\n\n### 1A.02.01\n", element="1A.09")

    assert problems == []


def test_a_wbs_that_could_not_be_read_makes_no_element_unknown() -> None:
    registers = replace(REGISTERS, elements={}, unreadable=frozenset({"wbs.yaml"}))

    area, problems = read(TITLE + DONE + "### 1A.01.07 Any title\n\nx\n", registers)

    assert outline(area)[1:] == [("accomplishments", "1A.01.07")]
    assert problems == []


def test_an_element_outside_the_area_is_outside_also_of_a_wbs_that_could_not_be_read() -> None:
    registers = replace(REGISTERS, elements={}, unreadable=frozenset({"wbs.yaml"}))

    _, problems = read(TITLE + DONE + "### 1A.02.01\n\nx\n", registers)

    assert codes(problems) == [(5, "element")]


# --- front matter -------------------------------------------------------------------------------


def test_an_area_may_have_a_headline() -> None:
    area, problems = read("---\nheadline: 'One thing: it works.'\n---\n" + TITLE)

    assert (area.headline, problems) == ("One thing: it works.", [])


@pytest.mark.parametrize("front", ["", "---\n---\n", "---\n# nothing\n---\n", "---\nheadline:\n---\n"])
def test_an_area_needs_no_headline(front: str) -> None:
    area, problems = read(front + TITLE)

    assert (area.headline, problems) == ("", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nheadline: Read this.\n---\n" + TITLE + DONE + "It works.\n", "Read this."),
        (TITLE + DONE + "- It works, e.g. here. It is fast.\n", "It works, e.g. here."),
        (TITLE + DONE + "- **Travel**\n  - We were there.\n", "We were there."),
        (TITLE + DONE + "- **Travel**\n- We were there (all of us.)\n", "We were there (all of us.)"),
        (TITLE + DONE + "- Only a few words\n", "Only a few words"),
        (TITLE + DONE + "### 1A.01.01\n\nNo activity.\n\n### 1A.01.02\n\nDone (DM-1).\n", "Done (DM-1)."),
        (TITLE + DONE + "No activity.\n", ""),
        (TITLE + PLANS + "- It will work.\n", ""),
    ],
)
def test_a_file_is_led_by_its_headline_or_by_what_was_done_first(text: str, expected: str) -> None:
    assert lead(read(text)[0]) == expected


def test_lines_are_those_of_the_file_also_after_front_matter() -> None:
    area, _ = read("---\nheadline: x\n---\n" + TITLE + DONE)

    assert [each.line for each in area.headings] == [4, 6]


# --- silence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "No activity.",
        "No activity",
        "no ACTIVITY this month.",
        "- No activity.",
        "* No work in this element, as planned.",
        "*No activity.*",
        "No activity\nthis month.",
        "No activity; see the area's own text.",
        "No activity (the 1.5 FTE of e.g. the team are elsewhere).",
        "No activity [DM-1].",
        "No activity.\n\n<!-- really -->",
    ],
)
def test_one_sentence_that_begins_with_a_phrase_of_silence_is_silent(text: str) -> None:
    area, _ = read(f"{TITLE}{DONE}### 1A.01.01\n\n{text}\n\n### 1A.01.02\n\nx\n")

    silent = section(area, "accomplishments", "1A.01.01")
    assert (silent.silent, silent.text) == (True, True)
    assert not section(area, "accomplishments", "1A.01.02").silent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "All is well.",
        "There was no activity.",
        "No activities.",
        "No workshop was held.",
        "No activity. But see DM-1.",
        "No activity! “See” this.",
        "No activity.\n\nBut see DM-1.",
        "- No activity.\n- No work.",
        "- No activity.\n  - But this.",
        "- No activity.\n\n  But this.",
        "1. No activity.",
        "> No activity.",
        "No activity.\n\n```\ncode\n```",
        "No activity.\n\n---",
        "No activity.\n\n#### Details",
        "#### No activity",
        "| No activity. |\n|-|",
        "`No activity.`\n\nx",
    ],
)
def test_whatever_says_more_or_something_else_is_not_silent(text: str) -> None:
    area, _ = read(f"{TITLE}{DONE}### 1A.01.01\n\n{text}\n\n### 1A.01.02\n\nx\n")

    assert not section(area, "accomplishments", "1A.01.01").silent


def test_the_areas_own_text_can_be_silent() -> None:
    area, _ = read(TITLE + "## Recruitment update\n\nNo activity.\n")

    assert section(area, "recruitment", "1A.01").silent


def test_the_phrases_are_those_of_the_settings() -> None:
    settings = replace(SETTINGS, silence=("Nothing to report (again)",))

    area, _ = read(
        TITLE + DONE + "Nothing to report (again).\n\n" + PLANS + "No activity.\n", settings=settings
    )

    assert section(area, "accomplishments", "1A.01").silent
    assert not section(area, "plans", "1A.01").silent


# --- anchors ------------------------------------------------------------------------------------


def test_anchors_say_what_a_thing_is() -> None:
    area, problems = read(
        TITLE + "#### Preface\n\n" + DONE + "#### Meetings\n\n### 1A.01.01\n\n#### Data Backbone\n\n"
        + PLANS + "### 1A.01.01\n\n#### Data Backbone\n\n## Recruitment update\n\n"
        "## Side contract\n\n### 1A.01.01\n"
    )  # fmt: skip

    assert [each.anchor for each in area.headings] == [
        "area-1A-01",
        "area-1A-01-preface",
        "accomplishments-1A-01",
        "accomplishments-1A-01-meetings",
        "accomplishments-1A-01-01",
        "accomplishments-1A-01-01-data-backbone",
        "plans-1A-01",
        "plans-1A-01-01",
        "plans-1A-01-01-data-backbone",
        "recruitment-1A-01",
        "other-1A-01-side-contract",
        "other-1A-01-01-side-contract",
    ]
    assert problems == []


HEADINGS = st.sampled_from(
    ["1A.01", "1A.01.01", "1A.01.02", "1A.02", "1A.09", "Current accomplishments", "Planned activities",
     "Side contract", "Details", "Details 2", "…", "", "`code`"]
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 6), HEADINGS), max_size=12))
def test_no_two_headings_share_an_anchor(headings: list[tuple[int, str]]) -> None:
    area, _ = read("\n\n".join(f"{'#' * level} {text}" for level, text in headings))

    anchors = [each.anchor for each in area.headings]
    assert len(set(anchors)) == len(anchors) == len(headings)
    assert not any("." in anchor for anchor in anchors)


@given(st.lists(st.tuples(st.integers(1, 6), HEADINGS), max_size=8))
def test_every_paragraph_belongs_to_exactly_one_section(headings: list[tuple[int, str]]) -> None:
    text = "".join(
        f"{'#' * level} {text}\n\nDM-{number}\n\n" for number, (level, text) in enumerate(headings)
    )

    area, _ = read(text)

    cited = [mention.id for each in area.sections for mention in each.mentions if mention.kind == "ticket"]
    assert cited == [f"DM-{number}" for number in range(len(headings))]


# --- mentions -----------------------------------------------------------------------------------


def cited(text: str) -> list[tuple[str, str, int]]:
    """Kind, id and line of what a text cites; the text begins on line 5."""
    area, problems = read(TITLE + DONE + text)
    assert [each for each in problems if not each.remark] == []
    return [(each.kind, each.id, each.line) for each in area.sections[-1].mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Done. [DM-10, DM-11]\n", [("ticket", "DM-10", 5), ("ticket", "DM-11", 5)]),
        ("Done\nin DM-10\n\nand DM-11.\n", [("ticket", "DM-10", 6), ("ticket", "DM-11", 8)]),
        ("- a\n  - b DM-10\n\n    c DM-11\n", [("ticket", "DM-10", 6), ("ticket", "DM-11", 8)]),
        ("| a |\n|---|\n| DM-10 |\n| DM-11 |\n", [("ticket", "DM-10", 7), ("ticket", "DM-11", 8)]),
        ("Term\n: DM-10\n", [("ticket", "DM-10", 6)]),
        (
            "**DM-10** *LDM-1* M-1\n",
            [("ticket", "DM-10", 5), ("document", "LDM-1", 5), ("milestone", "M-1", 5)],
        ),
        ("`a\nb` and\nDM-10\n", [("ticket", "DM-10", 7)]),
        ("[a\nb](https://x.example) and\nDM-10\n", [("ticket", "DM-10", 7)]),
        ("`code\nspan` DM-10 `one more\n` DM-11\n", [("ticket", "DM-10", 6), ("ticket", "DM-11", 7)]),
        (":::{note}\nDM-10\n:::\n", [("ticket", "DM-10", 6)]),
        (
            ":::{admonition} DM-10\n:class: tip\n\nDM-11\n:::\n",
            [("ticket", "DM-10", 5), ("ticket", "DM-11", 8)],
        ),
        ("```{rubric} DM-10\n```\n", [("ticket", "DM-10", 5)]),
        ("```{versionadded} 1.0 DM-10\n\nDM-11\n```\n", [("ticket", "DM-10", 5), ("ticket", "DM-11", 7)]),
        ("#### DM-10\n\nx\n", [("ticket", "DM-10", 5)]),
        ("DM-10 and DM-10\n", [("ticket", "DM-10", 5), ("ticket", "DM-10", 5)]),
    ],
)
def test_a_mention_knows_its_line(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`DM-10`",
        "```\nDM-10\n```",
        "    DM-10",
        "[DM-10](https://x.example)",
        "[see DM-10 **here**](https://x.example)",
        "![DM-10](a.png)",
        r"\DM-10",
        "<!-- DM-10 -->",
        "{math}`DM-10`",
    ],
)
def test_ids_in_code_links_comments_and_after_a_backslash_cite_nothing(text: str) -> None:
    assert cited(text + "\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ticket}`DM-10`", [("ticket", "DM-10")]),
        ("{ticket}`DM-10, RFC-11`", [("ticket", "DM-10"), ("ticket", "RFC-11")]),
        ("{ticket}`the fix, at last <DM-10>`", [("ticket", "DM-10")]),
        ("{report:ticket}`DM-10`", [("ticket", "DM-10")]),
        ("{milestone}`M-1`", [("milestone", "M-1")]),
        ("{document}`LDM-1,DMTN-2`", [("document", "LDM-1"), ("document", "DMTN-2")]),
        ("{wbs}`1.1A.02.01`", [("wbs", "1A.02.01")]),
        ("{wbs}`elsewhere <1A.02.01>`", [("wbs", "1A.02.01")]),
        ("{month}`2017-08`", [("month", "2017-08")]),
        ("{emphasis}`DM-10`", [("ticket", "DM-10")]),
        ("{abbr}`DM-10 (not DM-11)`", [("ticket", "DM-10")]),
        ("{math}`DM-10`", []),
        ("{doc}`DM-10`", []),
    ],
)
def test_roles_cite_what_they_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(kind, name) for kind, name, _ in cited(text + "\n")] == expected


def test_an_alias_cites_its_milestone() -> None:
    assert cited("{milestone}`1A.01.02`\n") == [("milestone", "M-1", 5)]


def test_the_id_of_an_element_heading_cites_nothing() -> None:
    assert cited("### 1A.01.02\n\nx\n") == []


def test_the_rest_of_an_element_heading_may_cite() -> None:
    assert cited("### 1A.01.03 After DM-10\n\nx\n") == [("ticket", "DM-10", 5)]


def test_a_heading_cites_what_its_title_in_the_register_does() -> None:
    registers = replace(
        REGISTERS, elements={**REGISTERS.elements, "1A.01.01": Element("1A.01.01", "For LDM-1 and M-9")}
    )

    area, problems = read(TITLE + DONE + "### 1A.01.01\n\nx\n", registers)

    assert [(each.kind, each.id) for each in area.sections[-1].mentions] == [("document", "LDM-1")]
    assert problems == []


def test_what_a_wrong_title_cites_is_not_shown_and_not_cited() -> None:
    area, problems = read(TITLE + DONE + "### 1A.01.01 On DM-10\n\nx\n")

    assert area.sections[-1].mentions == ()
    assert codes(problems) == [(5, "title")]


def test_a_mention_carries_its_anchor_and_paragraph() -> None:
    area, _ = read(
        TITLE + DONE + "### 1A.01.01\n\n- One\n- Two of\n  *them*. [DM-10]\n\n#### Details\n\nDM-11\n"
    )

    first, second = area.sections[-1].mentions
    assert (first.anchor, first.text) == ("accomplishments-1A-01-01", "Two of them. [DM-10]")
    assert (second.anchor, second.text) == ("accomplishments-1A-01-01-details", "DM-11")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{ticket}`DM-10, RFC-11`", "DM-10, RFC-11"),
        ("A title: {ticket}`the *fix* <DM-10>`.", "A title: the *fix*."),
        ("`code` and {math}`a <b>` DM-10", "code and a <b> DM-10"),
        ("[text](https://x.example)\n**of** a {strong}`paragraph`: DM-10", "text of a paragraph: DM-10"),
        ("- an ![image](a.png) DM-10", "an image DM-10"),
    ],
)
def test_the_text_around_a_mention_is_what_readers_see(written: str, shown: str) -> None:
    area, _ = read(f"{TITLE}{DONE}{written}\n")

    assert area.sections[-1].mentions[0].text == shown


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("{ticket}`XX-1`", "ticket", "unknown ticket 'XX-1'; expected one of DM, RFC, a hyphen and digits"),
        ("{ticket}`DMM-1`", "ticket", "did you mean 'DM'?"),
        ("{ticket}`DM-10, DM`", "ticket", "unknown ticket 'DM'"),
        ("{ticket}`, `", "ticket", "unknown ticket ''"),
        ("{document}`LDMM-1`", "document", "did you mean 'LDM'?"),
        ("{milestone}`M-2`", "milestone", "unknown milestone 'M-2'; did you mean 'M-1'?"),
        ("{milestone}`that <M-2>`", "milestone", "did you mean 'M-1'?"),
        ("{wbs}`1A.02.02`", "element", "unknown WBS element '1A.02.02'; did you mean '1A.02.01'?"),
        ("{month}`2017-09`", "month", "no report for month '2017-09'; did you mean '2017-08'?"),
        ("DM- 10805", "id", "a space inside an id: 'DM- 10805'; expected 'DM-10805'"),
        ("(LDM- 7)", "id", "expected 'LDM-7'"),
        ("### 1A.01.03 {ticket}`DN-7`", "ticket", "did you mean 'DM'?"),
    ],
)
def test_an_unknown_id_is_one_fault_with_the_nearest(text: str, code: str, says: str) -> None:
    _, problems = read(f"{TITLE}{DONE}First line\n{text}\n")

    assert codes(problems) == [(6, code)]
    assert says in problems[0].message
    assert not problems[0].remark


def test_a_milestone_split_by_a_space_is_a_fault_and_no_remark() -> None:
    registers = replace(REGISTERS, milestones={"M-70-2420": Milestone("M-70-2420", "x", "1A.01", None)})

    _, problems = read(TITLE + DONE + "M-70-2420 and M-70-242 0.\n", registers)

    assert codes(problems) == [(5, "id")]
    assert problems[0].message == "a space inside an id: 'M-70-242 0'; expected 'M-70-2420'"


def test_an_id_like_token_that_is_nothing_is_a_remark() -> None:
    _, problems = read(TITLE + DONE + "Soon M-12 and XY-12.\n")

    assert [(each.line, each.code, each.remark) for each in problems] == [
        (5, "token", True),
        (5, "prefix", True),
    ]
    assert problems[0].message == "'M-12' looks like an id: unknown milestone 'M-12'; did you mean 'M-1'?"
    assert problems[1].message.startswith("'XY-12' looks like a ticket with an unknown prefix")


@pytest.mark.parametrize("text", ["`M-12`", r"\M-12", "[M-12](https://x.example)"])
def test_a_token_that_cannot_be_a_link_is_no_remark(text: str) -> None:
    assert read(f"{TITLE}{DONE}{text}\n")[1] == []


def test_no_milestone_is_called_unknown_where_the_register_could_not_be_read() -> None:
    registers = replace(REGISTERS, milestones={}, aliases={}, unreadable=frozenset({"milestones.yaml"}))

    assert read(TITLE + DONE + "{milestone}`M-2` M-3\n", registers)[1] == []


def test_a_project_without_kinds_has_no_misspelt_ones() -> None:
    area, problems = read(TITLE + DONE + "Text.\n", settings=replace(SETTINGS, kinds={}))

    assert (problems, outline(area)) == ([], [])


def test_without_any_kind_in_conf_the_message_names_the_setting() -> None:
    _, problems = read(f"{TITLE}### 1A.01.01\n\n- Done.\n", settings=Settings())

    assert any("report_kinds in conf.py" in each.message for each in problems)


@pytest.mark.parametrize(("heading", "meant"), [("IA.01.02", "1A.01.02"), ("T0.01.02", "TO.01.02")])
def test_a_mistyped_element_is_one_whatever_elements_look_like(heading: str, meant: str) -> None:
    elements = {each: Element(each, "") for each in (meant[:2], meant[:5], meant)}
    registers = replace(REGISTERS, elements=elements)

    _, problems = read(f"# {meant[:5]}\n\n{DONE}### {heading}\n\n- Done.\n", registers, element=meant[:5])

    assert [each.message for each in problems if f"did you mean '{meant}'?" in each.message]


# --- former ids ---------------------------------------------------------------------------------

RENAMED = replace(
    REGISTERS,
    elements={name: each for name, each in REGISTERS.elements.items() if name != "1A.02.01"}
    | {"1A.09": Element("1A.09", "Second part")},
    former_elements={"0Z": "1A.01", "0Z.07": "1A.01.01", "1A.02.01": "1A.09"},
)


def test_a_file_with_former_ids_is_about_the_current_elements_and_keeps_its_text_and_anchors() -> None:
    text = f"# 0Z First area\n\n{DONE}x\n\n### 0Z.07 Part one\n\n- y\n\n#### Free\n\n- z\n"
    area, problems = read(text, RENAMED, element="0Z")

    assert problems == []
    assert area.element == "1A.01"
    assert outline(area) == [("accomplishments", "1A.01"), ("accomplishments", "1A.01.01")]
    assert [(each.text, each.anchor) for each in area.headings] == [
        ("0Z First area", "area-0Z"),
        ("Current accomplishments", "accomplishments-0Z"),
        ("0Z.07 Part one", "accomplishments-0Z-07"),
        ("Free", "accomplishments-0Z-07-free"),
    ]


def test_a_current_and_a_former_id_of_one_element_are_one_section() -> None:
    _, problems = read(f"{TITLE}{DONE}### 1A.01.01\n\nx\n\n### 0Z.07\n\ny\n", RENAMED)

    assert codes(problems) == [(9, "section")]


def test_a_former_id_of_an_element_elsewhere_is_outside_the_area() -> None:
    _, problems = read(f"{TITLE}{DONE}### 1A.02.01\n\nx\n", RENAMED)

    assert [each.message for each in problems] == ["element '1A.09' is outside the file's area '1A.01'"]


def test_the_former_names_of_a_file_are_elements() -> None:
    area, problems = read(f"---\naka: [1A.07, ../x]\n---\n{TITLE}{DONE}x\n")

    assert area.aka == ("1A.07",)
    assert codes(problems) == [(2, "id")]
