"""What Markdown under ``reports/`` may hold: directives, links, pictures, HTML, and roles with titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.content.known import Known
from progress_report.content.mentions import mentions, role_ids
from progress_report.content.refusals import allowed_target, examine, refused_option
from progress_report.content.registers import Registers
from progress_report.core.problems import Problem, Problems, UnreadableError
from progress_report.syntax import markdown_text
from progress_report.syntax.markdown_text import split_role

from ..conftest import SETTINGS

PATH = "reports/2017-08/1A.01.md"


def problems_of(text: str) -> list[Problem]:
    """What is wrong with a text of Markdown."""
    problems = Problems(PATH)
    known = Known(SETTINGS, Registers({}, {}, {}, {}), frozenset())
    examine(markdown_text.parse(text, SETTINGS.markdown), known, problems)
    return problems.found


def codes(text: str) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(each.line, each.code) for each in problems_of(text)]


# --- directives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["{note}\nx", "{warning}\nx", "{admonition} Title\nx", "{figure} a.png", "{list-table}\n* - x",
     "{code-block}", "{math}", "{image} a.png", "{dropdown}", "{milestone-table}", "{report:milestone-table}",
     "{coverage}", "{burndown}", "{mermaid}\ngraph TD"],
)  # fmt: skip
@pytest.mark.parametrize("fence", ["```", ":::", "~~~"])
def test_harmless_directives_and_those_of_the_extension_are_for_reports(name: str, fence: str) -> None:
    assert codes(f"{fence}{name}\n{fence}\n") == []


@pytest.mark.parametrize(
    "name",
    [
        "raw",
        "include",
        "literalinclude",
        "eval-rst",
        "csv-table",
        "toctree",
        "automodule",
        "graphviz",
        "only",
        "role",
    ],
)
@pytest.mark.parametrize("fence", ["```", ":::", "~~~"])
def test_directives_that_read_files_or_run_code_are_not_for_reports(name: str, fence: str) -> None:
    assert codes(f"text\n\n{fence}{{{name}}} /etc/passwd\n:x: y\n{fence}\n") == [(3, "markup")]


def test_a_directive_inside_a_directive_is_seen() -> None:
    assert codes("::::{note}\nx\n\n```{include} a.md\n```\n::::\n") == [(4, "markup")]


def test_a_directive_inside_a_list_is_seen() -> None:
    assert codes("- a\n\n  ```{include} a.md\n  ```\n") == [(3, "markup")]


def test_a_misspelt_directive_comes_with_the_nearest() -> None:
    (problem,) = problems_of("```{milestone-tabel}\n```\n")

    assert problem.message.endswith("did you mean 'milestone-table'?")


def test_a_diagram_may_not_be_read_from_a_file() -> None:
    assert codes("```{mermaid} diagram.mmd\n```\n") == [(1, "markup")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("grph TD\na --> b", "begins with 'grph', which is no kind of diagram; did you mean 'graph'?"),
        ("%% mine\nGraph TD", "begins with 'Graph', which is no kind of diagram; did you mean 'graph'?"),
        (
            "12",
            "begins with '12', which is no kind of diagram; expected a word such as 'flowchart' or 'gantt'",
        ),
        ("   \n  ", "'{mermaid}' is empty; expected a text below it"),
        ("graph TD", ""),
        ("\n%% mine\n\nflowchart-elk TD", ""),
        ("%%{init: {}}%%\ngrph", ""),  # for Mermaid to judge
    ],
)
@pytest.mark.parametrize("fence", ["```mermaid", "```{mermaid}", ":::mermaid"])
def test_a_diagram_begins_with_its_kind(text: str, message: str, fence: str) -> None:
    said = [each.message for each in problems_of(f"{fence}\n{text}\n{fence[:3]}\n")]

    assert len(said) == bool(message)
    assert "".join(said).endswith(message)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("note", "':::note' is no directive; did you mean ':::{note}'?"),
        ("{.warning", "':::{.warning' is no directive; did you mean ':::{warning}'?"),
        ("tipp", "':::tipp' is no directive; did you mean ':::{tip}'?"),
        ("x", "':::x' is no directive; expected one such as ':::{note}'"),
    ],
)
def test_a_fence_of_colons_is_a_directive(name: str, message: str) -> None:
    assert [each.message for each in problems_of(f":::{name}\nx\n:::\n")] == [message]


def test_the_text_in_a_fence_of_colons_is_read() -> None:
    text = ":::tip See <b>this</b>\n[x](/etc/passwd)\n\n::::\n{nonsense}`x`\n::::\n:::\n"

    assert sorted(codes(text)) == [(1, "markup"), (1, "markup"), (2, "markup"), (5, "markup")]


def test_fences_of_colons_are_inside_twenty_at_most() -> None:
    text = "\n".join(":" * (60 - depth) for depth in range(50)) + "\n{nonsense}`x`\n"

    assert [(each.line, each.message) for each in problems_of(text)] == [
        (21, "the fence ':::' is inside 20 others; it is shown as text")
    ]


def test_a_number_of_a_picture_is_not_for_reports() -> None:
    (problem,) = problems_of("See {numref}`plot`.")

    assert problem.message.endswith("since numbers change; write '{ref}`words <name>`'")


def test_code_that_is_no_directive_is_for_reports() -> None:
    assert codes("```python\n{raw}\n```\n\n`{include}`\n") == []


# --- links and pictures -------------------------------------------------------------------------

LINKS = [
    "https://x.example/a?b#c",
    "http://x.example",
    "mailto:somebody@x.example",
    "tel:+1-520-555-0100",
    "#plans-1A-01",
    "index.md",
    "../2017-07/1A.02.md#plans-1A-02",
    "/reports/2017-08/index.md",
    "M-1",
    "1A.03",
    "DM-10",
    "project:#plans-1A-01",
]


@pytest.mark.parametrize("uri", LINKS)
def test_a_link_leads_to_the_web_or_into_the_site(uri: str) -> None:
    assert codes(f"[text]({uri})") == []


@pytest.mark.parametrize(
    "uri",
    ["ftp://x.example", "//x.example/a", "../../conf.py", "/conf.py", "../../../secret.md", "notes.pdf",
     "/etc/passwd", "path:../../conf.py", "..%2F..%2F..%2Fsecret.md", "about:blank",
     "inv:sphinx:py:class#str"],
)  # fmt: skip
def test_a_link_leads_nowhere_else(uri: str) -> None:
    assert codes(f"a\n[text](<{uri}>)") == [(2, "markup")]


def test_a_link_by_reference_is_seen() -> None:
    assert codes("[text][a]\n\n[a]: /etc/passwd\n") == [(1, "markup")]


def test_an_automatic_link_is_seen() -> None:
    assert codes("<ftp://x.example>") == [(1, "markup")]


SCRIPTS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("uri", SCRIPTS)
def test_an_address_that_runs_a_script_is_no_link_at_all(uri: str) -> None:
    assert markdown_text.parse(f"[text](<{uri}>) <{uri}>").targets == []
    assert not allowed_target(uri, PATH, image=False)
    assert not allowed_target(uri, PATH, image=True)


def test_an_address_that_cannot_be_taken_apart_is_not_for_reports() -> None:
    assert not allowed_target("https://[broken", PATH, image=False)


@pytest.mark.parametrize(
    "uri", ["plot.png", "./plot.JPG", "/reports/2017-08/plot.webp", "../2017-08/plot.gif", "a%20b.png"]
)
def test_a_picture_lies_under_the_reports(uri: str) -> None:
    assert codes(f"![text]({uri})") == []
    assert codes(f"```{{image}} {uri}\n```") == []
    assert codes(f":::{{figure}} {uri}\ntext\n:::") == []


@pytest.mark.parametrize(
    "uri", ["plot.svg", "../../_static/plot.png", "../2017-07/plot.gif", "/reports/plot.png",
            "/_static/plot.png", "plot.html", "data:image/png;base64,x",
            "plot", "#anchor", "https://x.example/plot.png", "//x.example/plot.png"]
)  # fmt: skip
def test_no_other_picture_is_for_reports(uri: str) -> None:
    assert codes(f"![text](<{uri}>)") == [(1, "markup")]
    assert codes(f"```{{image}} {uri}\n```") == [(1, "markup")]
    assert codes(f":::{{figure}} {uri}\ntext\n:::") == [(1, "markup")]


def test_the_target_of_a_picture_is_a_link() -> None:
    assert codes("```{image} plot.png\n:target: https://x.example\n```") == []
    assert codes("```{image} plot.png\n:target: javascript:x\n```") == [(1, "markup")]


@given(st.text(), st.booleans())
def test_any_address_is_for_reports_or_not(uri: str, image: bool) -> None:
    assert allowed_target(uri, PATH, image=image) in (True, False)


# --- HTML ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("<script>alert(1)</script>", 1, "<script>"),
        ("a\n\n<div>\nb\n</div>\n", 3, "<div>"),
        ("a\nb <b>c</b> d\n", 2, "<b>"),
        ("a <b>b\nc</b> d", 1, "<b>"),
        ("a <br> b", 1, "<br>"),
        ("a <img src=x onerror=y>", 1, "<img>"),
        ("- a\n\n  <p>\n", 3, "<p>"),
        ("<!-- a --> <i>b</i>", 1, "<i>"),
        ("x\n\n<!-- a -->\n<p>", 4, "<p>"),
        ("a <?php x ?> b", 1, "<?php x ?>"),
    ],
)
def test_raw_html_is_one_fault(text: str, line: int, shown: str) -> None:
    (problem,) = problems_of(text)

    assert (problem.line, problem.code) == (line, "markup")
    assert problem.message.startswith(f"raw HTML is shown as text: '{shown}'; write ")


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("x<sup>2</sup>", "a role, such as '{sup}`2`'"),
        ("a<BR>b", "'\\' at the end of the line, or in a table a row for each line"),
        ("<img src=a.png>", "'![words](picture.png)'"),
        ("<details>\n<summary>a</summary>\n</details>", "the directive 'dropdown'"),
        ("<center>a</center>", "Markdown"),
    ],
)
def test_html_comes_with_what_to_write_instead(text: str, instead: str) -> None:
    assert problems_of(text)[0].message.endswith(f"; write {instead}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See $E=mc^2$.", "'$E=mc^2$' is shown as you typed it; for an equation, write {math}`E=mc^2`"),
        (
            "$$\nx^2\n$$",
            "'$$x^2$$' is shown as you typed it; for an equation, write a fenced block of 'math'",
        ),
        ("Done :tada:, :+1:", "':tada:' is shown as you typed it; for an emoji, write the character itself"),
        ("It costs $5 to $6_000, $HOME/x=$PATH, `$a=b$`, at 12:30:45, a:b:c and http://x:80:", ""),
        ("```math\nE = m\n```", ""),
    ],
)
def test_what_only_github_renders_is_a_remark(text: str, message: str) -> None:
    found = problems_of(text)

    assert [each.message for each in found] == ([message] if message else [])
    assert all(each.remark for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a -->",
        "a <!-- b --> c",
        "<!-- a\n\nb -->\n",
        "<!-- a --><!-- b -->",
        "a < b > c",
        "`<b>`",
        "\\<b>",
    ],
)
def test_comments_and_signs_of_comparison_are_no_html(text: str) -> None:
    assert codes(text) == []


def test_many_comments_before_a_tag_take_no_time() -> None:
    assert codes("<!-- a -->" * 200 + " <b>") == [(1, "markup")]


# --- link definitions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[DM-1]: done", 1),
        ("[DM-1]: done with many words", 1),
        ("a\n\n[DM-1]: done\n", 3),
        ("- a\n- [DM-1]: done\n", 2),
        ("1. [DM-1]: done\n", 1),
        ("> [DM-1]: done\n", 1),
        ("[DM-1, DM-2]: done", 1),
        (":::{note}\n[DM-1]: done\n:::", 2),
    ],
)
def test_an_id_that_markdown_takes_for_a_link_definition_is_a_fault(text: str, line: int) -> None:
    (problem,) = problems_of(text)

    assert (problem.line, problem.code) == (line, "link-definition")
    assert "disappears" in problem.message


def test_an_id_defined_twice_is_a_fault_each_time() -> None:
    assert codes("[DM-1]: a\n\n[DM-1]: b\n") == [(1, "link-definition"), (3, "link-definition")]


@pytest.mark.parametrize(
    "text",
    [
        "[manual]: https://x.example",
        "Done: [DM-1]: x",
        r"\[DM-1]: done",
        "[DM-1] done",
        "`[DM-1]: a`",
        "a[^DM-1]\n\n[^DM-1]: a",
    ],
)
def test_other_definitions_and_brackets_are_none(text: str) -> None:
    assert codes(text) == []


# --- roles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DM-1", (None, "DM-1")),
        (" DM-1 ", (None, "DM-1")),
        ("the fix <DM-1>", ("the fix", "DM-1")),
        ("the fix<DM-1>", ("the fix", "DM-1")),
        ("a < b <DM-1>", ("a < b", "DM-1")),
        ("two\nlines <DM-1>", ("two\nlines", "DM-1")),
        ("<DM-1>", (None, "<DM-1>")),
        (r"not \<DM-1>", (None, r"not \<DM-1>")),
    ],
)
def test_a_role_has_a_target_and_maybe_a_title(text: str, expected: tuple[str | None, str]) -> None:
    assert split_role(text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("ticket", "DM-1, DM-2,DM-3", ("DM-1", "DM-2", "DM-3")),
        ("milestone", "M-1,", ("M-1",)),
        ("document", "a, b <LDM-1>", ("LDM-1",)),
        ("ticket", "both <DM-1, DM-2>", ("DM-1, DM-2",)),
        ("ticket", "", ("",)),
        ("wbs", "1A.01, 1A.02", ("1A.01, 1A.02",)),
        ("month", "2017-08", ("2017-08",)),
    ],
)
def test_only_some_roles_take_a_list(kind: str, text: str, expected: tuple[str, ...]) -> None:
    assert role_ids(kind, text) == expected


# --- bounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [(":::{note} " * 2000, [(1, "markup")]), ("~~~{note} " * 2000, [(1, "markup")])]
    + [(text, []) for text in ("> " * 16 + "x", "- " * 8 + "x", "[" * 3000, "*" * 3000)],
)
def test_deep_nesting_is_read_without_an_error(text: str, expected: list[tuple[int, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize("text", ["- " * 3000 + "x", "> " * 3000, "[" * 6000])
def test_what_the_parser_would_drop_or_take_long_for_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        codes(text)


@pytest.mark.parametrize("text", ["DM-1 " * 201, "- {ticket}`" + "DM-1," * 201 + "`"])
def test_a_paragraph_has_two_hundred_ids_at_most(text: str) -> None:
    # Each is recorded with its whole paragraph: ten thousand of them filled 500 MB.
    known = Known(SETTINGS, Registers({}, {}, {}, {}), frozenset())
    block = next(each for each in markdown_text.parse(text).pieces if isinstance(each, markdown_text.Block))

    with pytest.raises(UnreadableError):
        list(mentions(block, "", known, Problems(PATH)))


@pytest.mark.parametrize(
    ("lines", "expected"), [("1,3-4, 2-", []), ("1-999999999", ["markup"]), ("1-99999", ["markup"])]
)
def test_a_range_of_lines_is_short(lines: str, expected: list[str]) -> None:
    # Sphinx makes a list of all lines that the range names.
    refused = refused_option("code-block", "emphasize-lines", lines, PATH)

    assert ["markup" for _ in refused] == expected


@pytest.mark.parametrize("text", ["![x]()", "![x](<>)", "```{card} x\n:link: \\\\evil.example\\x\n```"])
def test_what_the_build_refuses_is_refused_by_the_check(text: str) -> None:
    assert codes(text) == [(1, "markup")]
