"""The places that a search leads to: each with its heading, texts, subjects and cited ids."""

from __future__ import annotations

from progress_report.progress.search_sections import Place, places

from .history import Make, done, files, milestone, month, planned, said


def test_every_section_and_statement_with_a_text_is_a_place(project: Make) -> None:
    months = {
        "2017-07": month(
            said("delayed", "M-1", "M-2", note="Late by **DM-7**.") + said("achieved", "X-9"),
            text="## High-level summary\n\nAll is *well* (DM-1).\n\n## Empty\n",
        ),
        "2017-08": month(
            said("achieved", "M-2", wbs="1A.02.01", title="Own title"),
            draft=True,
            A01=done("1A.01.01", says="- Done [DM-2].\n- More.") + planned("1A.01.02", says=""),
        ),
    }
    catalogue = project(files(months, milestone("M-1") + milestone("M-2")))

    july, august = "reports/2017-07/index", "reports/2017-08/index"
    assert [place for name in ("2017-08", "2017-07") for place in places(catalogue, name)] == [
        Place(
            august, "achieved-M-2", "M-2 Own title", "2017-08", "1A.02", "achieved",
            ("As agreed.",), ("M-2", "1A.02.01"),
        ),
        Place(
            "reports/2017-08/1A.01", "accomplishments-1A-01-01", "1A.01.01 Part one", "2017-08", "1A.01",
            "accomplishments", ("Done [DM-2].", "More."), ("1A.01.01", "DM-2"),
        ),
        Place(
            july, "high-level-summary", "High-level summary", "2017-07", "", "summary",
            ("All is well (DM-1).",), ("DM-1",),
        ),
        Place(
            july, "delayed-M-1", "M-1, M-2 Title of M-1 / Title of M-2", "2017-07", "1A.01", "delayed",
            ("Late by DM-7.",), ("M-1", "M-2", "DM-7", "1A.01.01"),
        ),
        Place(july, "achieved-X-9", "X-9", "2017-07", "", "achieved", ("As agreed.",), ("X-9",)),
    ]  # fmt: skip
