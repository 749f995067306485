"""The PDFs of reports that an earlier build has printed."""

from __future__ import annotations

from pathlib import Path

from progress_report.domain.pdf_cache import prints_of


def test_the_prints_of_a_release_are_not_those_of_one_that_begins_alike(tmp_path: Path) -> None:
    names = ("2.0-0123456789abcdef.pdf", "2.0-rc1-0123456789abcdef.pdf")
    for name in names:
        (tmp_path / name).touch()

    assert [path.name for path in prints_of(tmp_path, "2.0")] == [names[0]]
    assert [path.name for path in prints_of(tmp_path, "2.0-rc1")] == [names[1]]
    assert prints_of(tmp_path / "nowhere", "2.0") == []
