"""Pages and anchors under former ids, and the table of what has moved."""

from __future__ import annotations

from collections.abc import Callable

from progress_report.content.catalogue import Catalogue
from progress_report.core.redirects import split_redirects
from progress_report.domain.page_names import former_pages
from progress_report.progress.former_ids import former_milestones, section_anchors, statement_anchors

MONTH = "reports/2017-08"

FILES = {
    "reports/wbs.yaml": "1A: Whole\n1A.05:\n  title: Part\n  area: true\n  aka: 1A.01\n1A.05.02: Piece\n",
    "reports/milestones.yaml": (
        "M-1:\n  title: One\n  wbs: 1A.05\n  due: 2017-08\n  aka: [OLD-1, an alias of words, ../x]\n"
        "M-2:\n  title: Two\n  wbs: 1A.05\n  due: 2017-08\n  aka: M-1\n"
    ),
    f"{MONTH}/index.md": "---\nstatus: published\n---\n# August\n",
    f"{MONTH}/milestones.yaml": "delayed:\n  - id: OLD-1\n",
    f"{MONTH}/1A.01.md": None,
    f"{MONTH}/1A.05.md": (
        "---\naka: 7X\n---\n# 1A.05 Part\n\n## Current accomplishments\n\nx\n\n### 1A.01.02\n\n- y\n\n"
        "#### Free words\n\nz\n"
    ),
}


def test_an_alias_that_may_have_been_an_id_keeps_its_page(project: Callable[..., Catalogue]) -> None:
    catalogue = project(FILES)

    assert former_milestones(catalogue, "M-1") == ("OLD-1",)
    assert former_pages(catalogue) == {
        "milestones/OLD-1": "milestones/M-1",
        "wbs/1A.01": "wbs/1A.05",
        "wbs/1A.01.02": "wbs/1A.05.02",
        f"{MONTH}/7X": f"{MONTH}/1A.05",
        f"{MONTH}/1A.01": f"{MONTH}/1A.05",
    }


def test_a_former_name_takes_no_page_of_another_file(project: Callable[..., Catalogue]) -> None:
    text = "# 1A.05 Part\n\n## Current accomplishments\n\nx\n"
    aka = "---\naka: [1a.02, 1a.05, INDEX]\n---\n"
    catalogue = project({**FILES, f"{MONTH}/1A.05.md": aka + text, f"{MONTH}/1A.02.md": text})

    pages = [each.rpartition("/")[2] for each in former_pages(catalogue) if each.startswith(MONTH)]
    assert sorted(pages) == ["1A.01", "1a.05"]


def test_two_files_of_a_month_cannot_have_the_same_former_name(project: Callable[..., Catalogue]) -> None:
    text = "\n## Current accomplishments\n\nx\n"
    catalogue = project(
        {
            **FILES,
            f"{MONTH}/1A.05.md": f"---\naka: 7X\n---\n# 1A.05 Part\n{text}",
            f"{MONTH}/1A.02.md": f"---\naka: 7x\n---\n# 1A.02 Part\n{text}",
        }
    )

    said = [(each.path, each.message) for each in catalogue.problems if "replace" in each.message]
    assert said == [
        (
            f"{MONTH}/1A.05.md",
            f"'7X' is a former name of '{MONTH}/1A.02.md', too; only one page can replace it",
        )
    ]


def test_statements_and_sections_have_their_anchors_under_each_id(project: Callable[..., Catalogue]) -> None:
    catalogue = project(FILES)

    assert statement_anchors(catalogue, "delayed", "M-1") == ("delayed-OLD-1",)
    assert section_anchors(catalogue, "2017-08", "1A.05") == (
        ("area-1A-05", ("area-1A-01", "area-7X")),
        ("accomplishments-1A-05", ("accomplishments-1A-01", "accomplishments-7X")),
        ("accomplishments-1A-01-02", ("accomplishments-1A-05-02",)),
        ("accomplishments-1A-01-02-free-words", ("accomplishments-1A-05-02-free-words",)),
    )


def test_the_table_of_what_has_moved_names_pages_and_anchors() -> None:
    pages, anchors = split_redirects({"/old.html": "new", "page#a": "page#b", "/old.html#x": "new#y"})

    assert pages == {"old": "new"}
    assert anchors == {"page": {"a": "page#b"}, "old": {"x": "new#y"}}


def test_a_deep_register_with_many_former_ids_is_cut_off(project: Callable[..., Catalogue]) -> None:
    names = [".".join(["A"] * depth) for depth in range(1, 61)]
    lines = [
        f"{name}:\n  aka: [{', '.join(f'Z{depth}x{n}' for n in range(20))}]\n"
        for depth, name in enumerate(names)
    ]
    leaves = [f"{names[-1]}.B{number}:\n" for number in range(200)]
    catalogue = project({**FILES, "reports/wbs.yaml": "".join((*lines, *leaves))})

    assert len(catalogue.known.registers.former_elements) == 20_000
    assert "size" in {each.code for each in catalogue.problems}
