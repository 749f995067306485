"""The text of one section as its writer typed it."""

from __future__ import annotations

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.progress.section_text import SectionText, section_text

from .history import Make, files, month

DONE = "accomplishments-1A-01-01"


def of(catalogue: Catalogue, anchor: str = DONE) -> SectionText:
    """The text of a section that exists."""
    found = section_text(catalogue, "2017-08", "1A.01", anchor)
    assert found is not None
    return found


def written(project: Make, text: str) -> Catalogue:
    """A project whose only area says this in August, title and all."""
    return project(files({"2017-08": {**month(), "1A.01.md": text}}))


FILE = """\
---
headline: All is well.
---
# 1A.01 First area

## Current accomplishments

The area's own.

### 1A.01.01 Part one

- Done.
  More of it.

#### Details

Deep down.

### 1A.01.02

Other.

## Planned activities
### 1A.01.01
Next.
"""


@pytest.mark.parametrize(
    ("anchor", "text", "line"),
    [
        ("accomplishments-1A-01", "\nThe area's own.", 7),
        (DONE, "\n- Done.\n  More of it.\n\n#### Details\n\nDeep down.", 11),
        ("accomplishments-1A-01-02", "\nOther.", 20),
        ("plans-1A-01", "", 24),
        ("plans-1A-01-01", "Next.", 25),
    ],
)
def test_a_text_reaches_from_its_heading_to_the_next_of_a_kind_or_element(
    project: Make, anchor: str, text: str, line: int
) -> None:
    found = of(written(project, FILE), anchor)

    assert (found.text, found.path, found.line) == (text, "reports/2017-08/1A.01.md", line)


@pytest.mark.parametrize("front", ["", "---\nheadline: x\n---\n"])
@pytest.mark.parametrize("title", ["# 1A.01 First area\n", "1A.01 First area\n=====\n"])
def test_the_text_before_any_kind_begins_below_the_title(project: Make, front: str, title: str) -> None:
    source = f"{front}{title}In front.\n\n## Current accomplishments\n\nDone.\n"
    found = of(written(project, source), "area-1A-01")

    assert found.text == "In front."
    assert source.split("\n")[found.line - 1] == "In front."


@pytest.mark.parametrize("line", ["---", "===", "  ------ ", "-"])
def test_the_line_under_a_heading_is_part_of_it(project: Make, line: str) -> None:
    source = f"# 1A.01\n\n## Current accomplishments\n\n1A.01.01\n{line}\n\nDone.\n"

    assert of(written(project, source)).text == "\nDone."


@pytest.mark.parametrize("heading", ["###", "  ###"])
def test_a_rule_below_a_heading_with_hashes_is_kept(project: Make, heading: str) -> None:
    source = f"# 1A.01\n\n## Current accomplishments\n\n{heading} 1A.01.01\n---\nDone.\n"

    assert of(written(project, source)).text == "---\nDone."


def test_lines_end_as_they_may(project: Make) -> None:
    catalogue = written(
        project, "# 1A.01\r\n\r\n## Current accomplishments\r\n\r\n### 1A.01.01\r\n\r\nDone.\r\n"
    )

    assert of(catalogue).text == "\nDone."


def test_links_defined_elsewhere_in_the_file_follow_the_text(project: Make) -> None:
    source = (
        "# 1A.01\n\n[a]: https://a.example\n\n## Current accomplishments\n\n### 1A.01.01\n\n"
        "Done: [x][a], [y][b], [z][c].\n\n[b]: https://b.example\n\n## Planned activities\n\n"
        "[No] definition: [neither], nor [^this]: one.\n\n[^note]: A footnote.\n\n  [c]: https://c.example\n"
    )

    assert of(written(project, source)).text == (
        "\nDone: [x][a], [y][b], [z][c].\n\n[b]: https://b.example\n\n[a]: https://a.example\n\n"
        "  [c]: https://c.example"
    )


def test_footnotes_that_the_text_cites_follow_it_whole(project: Make) -> None:
    source = (
        "# 1A.01\n\n[^a]: Of the first,\nlazily.\n\n    With more.\n\nNo more.\n\n"
        "## Current accomplishments\n\n### 1A.01.01\n\nDone[^a], and more[^b].\n\n"
        "## Planned activities\n\nElse[^c].\n\n[^c]: Of another.\n[^b]: Of the second.\n"
    )

    assert of(written(project, source)).text == (
        "\nDone[^a], and more[^b].\n\n[^a]: Of the first,\nlazily.\n\n    With more.\n\n[^b]: Of the second."
    )


@pytest.mark.parametrize(
    ("name", "area", "anchor"),
    [("2017-09", "1A.01", DONE), ("2017-08", "1A.02", DONE), ("2017-08", "1A.01", "plans-1A-01-02")],
)
def test_what_is_not_there_has_no_text(project: Make, name: str, area: str, anchor: str) -> None:
    assert section_text(written(project, FILE), name, area, anchor) is None
