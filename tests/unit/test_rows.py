"""The rows of milestone tables: what a month or the register says, as of the end of a month."""

from __future__ import annotations

from progress_report.milestones.rows import Selection, rows, rows_of

from .history import Make, files, milestone, month, said

WBS = (
    "1A: Whole\n"
    "1A.01:\n  title: First area\n  area: true\n  until: 2017-07\n"
    "1A.01.01: Part one\n"
    "1A.02:\n  title: Second area\n  area: true\n"
    "1A.02.01: Part three\n"
)
REGISTER = "".join(milestone(f"M-{number}") for number in (1, 2))


def test_a_row_belongs_to_the_area_of_its_statement_or_milestone_in_that_month(project: Make) -> None:
    statement = said("delayed", "M-2", wbs="1A.02.01")
    catalogue = project(files({"2017-07": month(), "2017-08": month(statement)}, REGISTER, WBS))

    found = {
        name: [row.area for row in rows_of(catalogue, ("M-2", "M-1"), name)] for name in catalogue.published()
    }

    assert found == {"2017-07": ["1A.01", "1A.01"], "2017-08": ["1A.02", ""]}


def test_a_row_of_one_milestone_has_its_own_title_before_that_of_a_statement(project: Make) -> None:
    statements = said("delayed", "M-1", "M-2", title="Both") + said("achieved", "X-9", title="Unknown")
    catalogue = project(files({"2017-08": month(statements)}, REGISTER))

    assert [row.title for row in rows_of(catalogue, ("M-1", "X-9"), "2017-08")] == ["Title of M-1", "Unknown"]


def test_a_row_of_several_milestones_has_what_they_agree_on(project: Make) -> None:
    register = (
        milestone("M-1", "2017-06-30", more="  level: Level 1\n")
        + milestone("M-2", "2017-06-30", more="  level: Level 1\n")
        + milestone("M-3", "2017-07-31", more="  level: Level 2\n")
    )
    same, other = said("delayed", "M-1", "M-2"), said("delayed", "M-1", "M-3")
    catalogue = project(
        files({"2017-06": month(same), "2017-07": month(same), "2017-08": month(other)}, register)
    )

    found = [rows(catalogue, Selection(name, stated=True))[0] for name in ("2017-07", "2017-08")]

    assert [(str(row.due or ""), row.level, row.delays, row.note_since) for row in found] == [
        ("2017-06-30", "Level 1", (2, 2), "2017-06"),
        ("", "", (1, 3), ""),
    ]


def test_a_statement_has_the_due_date_that_it_names_whatever_is_in_force(project: Make) -> None:
    statements = said("delayed", "M-1", due="2017-06-30") + said("rebaselined", "M-1", due="2017-09-30")
    catalogue = project(files({"2017-08": month(statements)}, REGISTER))

    found = rows(catalogue, Selection("2017-08", stated=True))

    assert [(row.status, str(row.due)) for row in found] == [
        ("delayed", "2017-06-30"),
        ("rebaselined", "2017-09-30"),
    ]
