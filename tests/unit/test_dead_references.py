"""What leads nowhere: each found where it is written, with what was expected, and nothing else."""

from __future__ import annotations

import pytest

from ..conftest import SMALL
from .history import Make

PATH, INDEX = "reports/2017-08/1A.01.md", "reports/2017-08/index.md"
HEAD = "# 1A.01 First area\n\n## Current accomplishments\n\n### 1A.01.01 Part one\n\n"
BESIDE = {
    "guide.rst": ".. _first:\n\nGuide\n=====\n",
    "notes.md": "(elsewhere)=\n# Notes\n",
    "reports/2017-08/plot.png": "",
}


def told(project: Make, text: str) -> list[str]:
    """The problems of a text in an area's file: line (the first one is 1), code and message."""
    problems = project({**BESIDE, PATH: f"{HEAD}{text}\n"}).problems
    assert {each.path for each in problems} <= {PATH}
    return [f"{each.line - HEAD.count(chr(10))} {each.code}: {each.message}" for each in problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{doc}`indx`", "there is no page 'indx'; expected the path of a file without .md"),
        ("{doc}`index.md`", "there is no page 'index.md'; write 'index'"),
        (
            "{doc}`/milestones/M-9`",
            "there is no page '/milestones/M-9'; expected the path of a file without .md",
        ),
        ("[x](indx.md)", "there is no page 'indx.md'; did you mean 'index.md'?"),
        (
            "[x](index.md#high-summary)",
            "'index.md' has no heading and no name '#high-summary'; did you mean 'high-level-summary'?",
        ),
        (
            "[x](#current-acomplishments)",
            "no heading and no name here is '#current-acomplishments'; "
            "did you mean 'current-accomplishments'?",
        ),
        ("[x]()", "the link leads nowhere; expected an address"),
        ("[x](nothing)", "there is nothing 'nothing' to link to; expected an address, a page or an id"),
        ("![x](a.png)", "there is no picture 'a.png'; expected a file 'reports/2017-08/a.png'"),
        ("{ref}`nowhere`", "nothing is named 'nowhere'; expected a line '(name)='"),
        ("{eq}`a`", "nothing is named 'a'; expected a ':label:'"),
        ("{term}`a`", "nothing is named 'a'; expected a term of a glossary"),
    ],
)
def test_a_dead_reference_is_one_fault_with_what_was_expected(project: Make, text: str, message: str) -> None:
    assert told(project, f"One line.\n\n{text}") == [f"3 link: {message}"]


def test_a_place_is_suggested_by_its_name(project: Make) -> None:
    assert told(project, "(a-place)=\n#### Title\n\n{ref}`a-plce`") == [
        "4 link: nothing is named 'a-plce'; did you mean 'a-place'?"
    ]


def test_a_place_without_a_title_needs_words(project: Make) -> None:
    assert told(project, "(here)=\nWords.\n\n{ref}`here` {ref}`words <here>` {any}`words <here>`") == [
        "4 link: the place 'here' has no title; write words for it: '{ref}`words <here>`'"
    ]


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ("(index)=\n#### Title", "the place 'index' or the page 'index'"),
        ("```{glossary}\nindex\n  Words.\n```", "the page 'index' or the term 'index'"),
        ("```{math}\n:label: index\nx\n```", "the page 'index' or the equation 'index'"),
    ],
)
def test_a_name_of_two_things_is_a_fault_that_names_both(project: Make, named: str, kind: str) -> None:
    assert told(project, f"{{any}}`index`\n\n{named}") == [
        f"1 link: 'index' can mean {kind}; write the one that you mean as a role or with .md"
    ]


@pytest.mark.parametrize(
    ("named", "kind"), [("(one)=\n### Title", "label"), ("```{math}\n:label: one\nx\n```", "equation")]
)
def test_a_name_given_in_two_files_is_a_fault_of_the_second(project: Make, named: str, kind: str) -> None:
    index = f"{SMALL[INDEX]}\n{named}\n"
    [problem] = project({INDEX: index, PATH: f"{HEAD}{named}\n"}).problems

    assert (problem.path, problem.line, problem.code) == (
        INDEX,
        index[: index.index(named)].count("\n") + 1,
        "duplicate",
    )
    assert problem.message == f"the {kind} 'one' is in {PATH} already; choose another name"


@pytest.mark.parametrize(
    "text",
    [
        "{doc}`index` {doc}`/guide` {doc}`../../notes` [x](index.md) [x](../../notes.md)",
        "{doc}`/milestones/M-1` {doc}`/milestones/index` {doc}`/wbs/1A.01` {doc}`/tickets/DM`",
        "[x](index.md#high-level-summary) [x](index.md#delayed-M-1) [x](#current-accomplishments)",
        "{ref}`first` {ref}`elsewhere` {ref}`search` [x](M-1) {any}`M-1` {any}`1A.01.02`",
        "![x](plot.png)",
        "(here)=\n#### Title\n\n{ref}`here` {ref}`HERE` [x](#here) {any}`here`",
        "```{math}\n:label: one\nx\n```\n\n{eq}`one` {eq}`words <one>` {any}`one`",
        "```{glossary}\nOne\n  Words.\n```\n\n{term}`One` {term}`one` {term}`words <One>` {any}`One`",
    ],
)
def test_what_leads_somewhere_is_no_fault(project: Make, text: str) -> None:
    assert told(project, text) == []


@pytest.mark.parametrize(("name", "file"), [("first", "guide.rst"), ("elsewhere", "notes.md")])
def test_a_label_that_another_page_of_the_site_has_is_a_fault(project: Make, name: str, file: str) -> None:
    assert told(project, f"({name})=\n#### Title") == [
        f"1 duplicate: the label '{name}' is in {file} already; choose another name"
    ]


def test_a_label_that_another_page_shows_as_code_is_free(project: Make) -> None:
    notes = {"notes.md": "# Notes\n\n```\n(mine)=\n```\n", PATH: f"{HEAD}(mine)=\n#### Title\n"}

    assert project(notes).problems == ()
