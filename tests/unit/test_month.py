"""The page of a month (content model, section 4): its front matter, title, headings and what it cites."""

from __future__ import annotations

import pytest
from progress_report.content.known import Known
from progress_report.content.month import Correction, Month, Page, read_page
from progress_report.content.registers import Registers
from progress_report.core.dates import Date
from progress_report.core.problems import Problem, Problems

from ..conftest import SETTINGS

PATH = "reports/2017-08/index.md"
FRONT = "---\nstatus: published\n---\n"
TITLE = "# August 2017\n\n"


def read(text: str) -> tuple[Page, list[Problem]]:
    """A month's page, and its problems."""
    problems = Problems(PATH)
    known = Known(SETTINGS, Registers({}, {}, {}, {}), frozenset({"2017-08"}))
    return read_page(text, "2017-08", known, problems), problems.found


def front(lines: str) -> str:
    """A page with this front matter, which begins on line 2."""
    return f"---\n{lines}---\n{TITLE}"


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(each.line, each.code) for each in problems]


def test_front_matter_says_what_the_page_is() -> None:
    page, problems = read(
        front(
            "status: draft\npublished: 2017-09-15\nkind: summary\nsources: [https://docs.example/a]\n"
            "corrections:\n  - date: 2017-10-03\n    text: A date put right.\n"
        )
    )

    assert (page.draft, page.summary, page.published) == (True, True, Date(2017, 9, 15))
    assert page.sources == ("https://docs.example/a",)
    assert page.corrections == (Correction(Date(2017, 10, 3), "A date put right."),)
    assert problems == []


def test_a_correction_is_one_paragraph() -> None:
    page, _ = read(
        front('status: published\ncorrections:\n  - date: 2017-10-03\n    text: "x\\n\\n# y\\n\\N# z"\n')
    )

    assert [each.text for each in page.corrections] == ["x # y # z"]


def test_a_status_is_enough() -> None:
    page, problems = read(FRONT + TITLE)

    assert (page.draft, page.summary, page.published) == (False, False, None)
    assert (page.sources, page.corrections) == ((), ())
    assert problems == []


def test_front_matter_ends_also_with_dots() -> None:
    page, problems = read("---\nstatus: published\n...\n" + TITLE)

    assert (page.draft, page.title, problems) == (False, "August 2017", [])


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("", 1, "required", "needs front matter"),
        (TITLE, 1, "required", "expected '---', 'status: published' and '---'"),
        ("---\nstatus: published\n\n" + TITLE, 1, "yaml", "never closed"),
        ("\n" + FRONT + TITLE, 1, "required", "needs front matter"),
        (front(""), 1, "required", "needs a 'status'"),
        (front("# nothing\n"), 1, "required", "needs a 'status'"),
        (front("kind: report\n"), 2, "required", "needs a 'status'"),
        (front("status:\n"), 2, "required", "needs a 'status'"),
        (front("status: publishd\n"), 2, "type", "did you mean 'published'?"),
        (front("status: yes\n"), 2, "type", "expected one of published, draft"),
        (front("status: [draft]\n"), 2, "type", "expected text, found a list"),
        (front("status: draft\nstatus: draft\n"), 3, "duplicate", "already in line 2"),
        (front("just text\n"), 2, "type", "expected keys and values, found text"),
        (front("- draft\n"), 2, "type", "expected keys and values, found a list"),
        (front("status: draft\n\tkind: report\n"), 3, "yaml", "a tab"),
        (front("status: draft\nkind: sumary\n"), 3, "type", "did you mean 'summary'?"),
        (front("status: draft\npublishd: 2017-09-15\n"), 3, "key", "did you mean 'published'?"),
        (front("status: draft\npublished: 2017-02-30\n"), 3, "date", "not a date"),
        (front("status: draft\nsources: {a: b}\n"), 3, "type", "expected a list"),
        (front("status: draft\nsources: [https://docs.example, 'javascript:x']\n"), 3, "type", "https://"),
        (front("status: draft\ncorrections: none\n"), 3, "type", "expected a list"),
        (front("status: draft\ncorrections: [none]\n"), 3, "type", "expected a mapping"),
        (front("status: draft\ncorrections:\n  - text: x\n"), 4, "required", "needs a 'date'"),
        (front("status: draft\ncorrections:\n  - date: 2017-10-03\n"), 4, "required", "needs a 'text'"),
        (front("status: draft\ncorrections:\n  - date: soon\n    text: x\n"), 4, "date", "not a date"),
        (front("status: draft\ncorrections:\n  - date: 2017\n    text: x\n"), 4, "date", "not a date"),
        (FRONT, 1, "title", "expected a line such as '# August 2017'"),
        (FRONT + "## High-level summary\n\nx\n", 1, "title", "has no title"),
        (FRONT + TITLE + "## Risk\n\nx\n\n## Risk\n", 10, "anchor", "already in line 6"),
        (FRONT + TITLE + "{wbs}`9Z`\n", 6, "element", "unknown WBS element '9Z'"),
        (FRONT + TITLE + "<div>\n", 6, "markup", "raw HTML"),
    ],
)  # fmt: skip
def test_each_fault_of_a_page_is_one_problem(text: str, line: int, code: str, says: str) -> None:
    _, problems = read(text)

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        front(""),
        front("kind: report\n"),
        front("status: publishd\n"),
        front("status:\n\t- published\n"),
        front("x\n"),
    ],
)
def test_a_page_is_published_only_if_it_says_so(text: str) -> None:
    assert read(text)[0].draft


def test_a_source_that_is_no_address_is_left_out() -> None:
    page, _ = read(front("status: draft\nsources: ['javascript:alert(1)', https://docs.example]\n"))

    assert page.sources == ("https://docs.example",)


def test_a_correction_with_a_fault_leaves_the_others() -> None:
    page, _ = read(
        front("status: draft\ncorrections:\n  - {date: 2017-02-30, text: x}\n  - {date: 2017-03, text: y}\n")
    )

    assert page.corrections == (Correction(Date(2017, 3), "y"),)


def test_the_title_is_the_first_heading_of_the_first_level() -> None:
    page, _ = read(FRONT + "# August *2017*\n\n# Another\n")

    assert page.title == "August 2017"


def test_a_page_without_a_title_is_called_by_its_first_heading_or_month() -> None:
    assert read(FRONT + "## Summary\n")[0].title == "Summary"
    assert read(FRONT)[0].title == "2017-08"


def test_the_lead_is_the_first_paragraph() -> None:
    page, _ = read(
        FRONT + TITLE + "- not this\n\n## High-level summary\n\nThis *one*,\nwhole.\n\nNot this.\n"
    )

    assert page.lead == "This one, whole."


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("From elsewhere.\n\n## High-level summary\n\nThis one.\n\nNot this.\n", "This one."),
        ("From elsewhere.\n\n## High-level summary\n", "From elsewhere."),
    ],
)
def test_the_lead_of_a_summary_is_not_where_it_comes_from(text: str, lead: str) -> None:
    page, _ = read(FRONT.replace("published", "published\nkind: summary") + TITLE + text)

    assert page.lead == lead


def test_headings_have_lines_and_anchors_of_their_own() -> None:
    page, _ = read(FRONT + TITLE + "## High-level summary\n\n## 2017 in review\n\n## Risk\n\n## Risk\n")

    assert [(each.line, each.text) for each in page.headings] == [
        (4, "August 2017"),
        (6, "High-level summary"),
        (8, "2017 in review"),
        (10, "Risk"),
        (12, "Risk"),
    ]
    anchors = [each.anchor for each in page.headings]
    assert anchors[:4] == ["august-2017", "high-level-summary", "section-2017-in-review", "risk"]
    assert len(set(anchors)) == 5


def test_mentions_stand_at_the_heading_above_them() -> None:
    page, _ = read(FRONT + "DM-1\n\n" + TITLE + "DM-2\n\n## Risk\n\n- LDM-3\n")

    assert [(each.kind, each.id, each.anchor, each.line) for each in page.mentions] == [
        ("ticket", "DM-1", "", 4),
        ("ticket", "DM-2", "august-2017", 8),
        ("document", "LDM-3", "risk", 12),
    ]


def test_ids_in_front_matter_are_not_part_of_the_text() -> None:
    page, _ = read(front("status: draft\ncorrections:\n  - {date: 2017-10-03, text: See DM-1.}\n"))

    assert page.mentions == ()


def test_a_month_ends_on_its_last_day() -> None:
    page, _ = read(FRONT + TITLE)
    month = Month("2016-02", page, (), ())

    assert (month.end, month.docname) == (Date(2016, 2, 29), "reports/2017-08/index")


def test_headings_below_other_headings_may_have_the_same_words() -> None:
    page, problems = read(
        FRONT + TITLE + "## One\n\n### Purpose\n\nx\n\n## Two\n\n### Purpose\n\nx\n\n#### Purpose\n\nx\n"
    )

    assert problems == []
    assert [heading.anchor for heading in page.headings] == [
        "august-2017", "one", "purpose", "two", "two-purpose", "two-purpose-purpose",
    ]  # fmt: skip
