"""Where something on a page is written: the file and line that a message about it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from progress_report.progress.source_locations import SourceLocations

from ..conftest import write

FILES = {
    "index.rst": "Start\n=====\n\nneedle\n",
    "reports/2017-08/index.md": "# August 2017\n\nA needle,\nand a pin.\n\nA needle again.\n",
    "reports/2017-08/milestones.yaml": "delayed:\n  - id: M-1\n    note: A pin.\n",
    "reports/2017-08/1A.01.md": "# 1A.01\n\nA thread.\n",
    "reports/2017-08/data.csv": "needle\n",
    "guide/page.md": "needle\n",
}
MONTH = "reports/2017-08/index.md"


@pytest.fixture
def places(tmp_path: Path) -> SourceLocations:
    write(tmp_path, FILES)
    (tmp_path / "reports/2017-08/bad.md").write_bytes(b"\xff\n\xffneedle\n")
    write(tmp_path / "elsewhere", {"secret.md": "needle\n"})
    (tmp_path / "reports/link.md").symlink_to(tmp_path / "elsewhere/secret.md")
    return SourceLocations(tmp_path)


def test_a_text_is_found_in_reports_and_beside_the_configuration(places: SourceLocations) -> None:
    assert places.in_content(["needle", ""]) == [
        ("index.rst", 4),
        ("reports/2017-08/bad.md", 2),
        (MONTH, 3),
        (MONTH, 6),
    ]
    assert places.in_content(["thread", "pin"]) == [
        ("reports/2017-08/1A.01.md", 3),
        (MONTH, 4),
        ("reports/2017-08/milestones.yaml", 3),
    ]
    assert places.in_content([""]) == []


def test_the_sources_of_a_page_are_its_own_and_the_statements_beside_it(places: SourceLocations) -> None:
    assert places.of_page("reports/2017-08/index", ["needle"]) == (MONTH, 3)
    assert places.of_page("reports/2017-08/index", ["M-1"]) == ("reports/2017-08/milestones.yaml", 2)
    assert places.of_page("reports/2017-08/index", ["thread"]) is None
    assert places.of_page("index", ["needle", "pin"]) == ("index.rst", 4)


@pytest.mark.parametrize(
    ("line", "needle", "expected"),
    [
        (3, "needle", 3),
        (3, "pin", 4),
        (4, "needle", None),
        (3, "again", None),
        (6, "again", 6),
        (0, "August", 1),
    ],
)
def test_a_paragraph_ends_with_an_empty_line(
    places: SourceLocations, line: int, needle: str, expected: int | None
) -> None:
    assert places.in_paragraph(MONTH, line, ["", needle]) == expected


def test_a_file_that_is_not_content_has_no_lines(places: SourceLocations) -> None:
    assert places.in_paragraph("guide/page.md", 1, ["needle"]) is None
