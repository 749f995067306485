"""An export laid over the register: what is taken, what is kept, and that every row is accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from progress_report.content.registers import Registers, read_elements, read_milestones
from progress_report.core.problems import Problems
from progress_report.schedule.activities import read_export
from progress_report.schedule.merge import TAKEN, Merge, merge
from progress_report.schedule.scheduler_table import Sheet
from progress_report.syntax.yaml_text import read

from ..conftest import SETTINGS
from .test_schedule import HUMAN, row

REGISTER = """
M-1:
  title: First
  wbs: 1A.01
  due: 2017-11-30
M-2:
  title: Second
  wbs: 1.1A.02
  due: 2017-01-31
  baselines:
    - {from: 2018-02, due: 2018-03-31}
  finished: 2018-04
  after: [M-1]
  aka: [OLD-2]
"""


def registers(text: str = REGISTER) -> Registers:
    problems = Problems("x")
    elements = read_elements(read("1A: All\n1A.01: One\n1A.02: Two\n", problems), SETTINGS, problems)
    milestones, aliases = read_milestones(read(text, problems), elements, SETTINGS, problems)
    return Registers(elements, milestones, aliases, {})


def merged(
    *rows: tuple[str, ...],
    month: str = "2018-05",
    take: tuple[str, ...] = (),
    headers: tuple[str, ...] = HUMAN,
    known: Registers | None = None,
) -> Merge:
    known = known or registers()
    export = read_export(Sheet([headers, *rows]), known.elements, first_is_month=False, date_order="mdy")
    return merge(export, known, month, take)


def noted(found: Merge) -> list[tuple[str, str, str]]:
    return [(each.id, each.what, each.detail) for each in found.notes]


def second(due: str = "3/31/2018", finished: str = "4/15/2018", code: str = "PRJ.1A.02") -> tuple[str, ...]:
    return row("M-2", code, "Second", "M-1", due, finished)


def kept(found: Merge) -> list[tuple[str, str, str]]:
    return [(each.field, each.ours, each.theirs) for each in found.differences]


def baselines(found: Merge, name: str) -> list[tuple[str, str]]:
    return [(each.month, str(each.due)) for each in found.milestones[name].baselines]


def test_what_the_register_knows_already_changes_nothing() -> None:
    # A finish that is known to the month agrees with its every day.
    found = merged(row("M-1"), second(), month="")

    assert (found.new, found.changed, found.same, kept(found)) == ((), (), 2, [])


def test_a_new_milestone_gets_all_that_the_export_says() -> None:
    found = merged(row("M-3", name="Third", after="M-1, OLD-2, M-3, X-9", finished="12/5/2017"))

    third = found.milestones["M-3"]
    assert found.new == ("M-3",)
    assert (third.title, third.wbs, str(third.due), str(third.finished), third.after) == (
        "Third", "1A.01", "2017-11-30", "2017-12-05", ("M-1", "M-2"),
    )  # fmt: skip
    assert noted(found) == [
        ("M-3", "a milestone can't come after itself; its own id is left out", "M-3"),
        ("M-3", "predecessors in neither the register nor the export; left out", "X-9"),
    ]


def test_a_predecessor_may_stand_in_the_export_alone_but_not_with_an_id_that_is_none() -> None:
    found = merged(
        row("M-3", after="T-1, IPAC 015, IPAC 016"), row("T-1", code="PRJ.9Z"), row("IPAC 015", code="PRJ.9Z")
    )

    assert found.milestones["M-3"].after == ("T-1",)
    assert noted(found) == [
        ("M-3", "predecessors with invalid ids; left out", "IPAC 015"),
        ("M-3", "predecessors in neither the register nor the export; left out", "IPAC 016"),
    ]


AFTER_REGISTER = (
    f"{REGISTER}  level: 3\nM-3: {{title: Third, wbs: 1A, due: 2018-01-31, after: [OLD-2, X-1, X-2]}}\n"
)


def third(after: str) -> tuple[str, ...]:
    return row("M-3", "PRJ.1A", "Third", after, "1/31/2018")


@pytest.mark.parametrize(
    ("cell", "theirs", "taken"),
    [
        ("M-2, X-1, X-2", [], ("OLD-2", "X-1", "X-2")),
        ("X-2, M-1, X-5, X-1", ["M-1, X-1, X-2"], ("X-1", "X-2", "M-1")),
        ("X-1, X-5", ["X-1"], ("X-1",)),
        ("", [""], ("OLD-2", "X-1", "X-2")),
        (
            ", ".join(["M-1"] + ["X-10000"] * 10) + ", X-100",
            ["M-1, and more"],
            ("OLD-2", "X-1", "X-2", "M-1"),
        ),
    ],
    ids=["the same", "other", "fewer", "nothing", "cut off"],
)
def test_predecessors_are_kept_or_taken_if_told(cell: str, theirs: list[str], taken: tuple[str, ...]) -> None:
    known = registers(AFTER_REGISTER)

    kept_ = merged(third(cell), known=known)
    found = merged(third(cell), known=known, take=("after",))

    assert kept_.milestones["M-3"].after == ("OLD-2", "X-1", "X-2")
    assert [each.theirs for each in kept_.differences] == theirs
    assert found.milestones["M-3"].after == taken
    again = merged(third(cell), known=replace(known, milestones=found.milestones), take=("after",))
    assert again.milestones == found.milestones


@pytest.mark.parametrize("column", ["Predecessors", "BL Project Finish", "Actual Finish", "Name", "WBS Code"])
def test_what_has_no_column_is_kept(column: str) -> None:
    at = next(at for at, name in enumerate(HUMAN) if column in name)

    found = merged(
        *(each[:at] + each[at + 1 :] for each in (row("M-1"), second())), headers=HUMAN[:at] + HUMAN[at + 1 :]
    )

    assert (found.changed, found.same, kept(found)) == ((), 2, [])


def test_the_start_as_now_planned_is_no_baseline_unless_told() -> None:
    start = ("M-1", "", "PRJ.1A.01", "First", "", "", "12/31/2017", "", "")

    assert kept(merged(start)) == [("baseline", "2017-11-30", "2017-12-31, the planned start")]
    assert baselines(merged(start, take=("baseline",)), "M-1") == [("2018-05", "2017-12-31")]


def test_it_is_known_how_many_baselines_move() -> None:
    found = merged(row("M-1", due="12/31/2018"), second())

    assert (found.moved, found.compared) == (("M-1",), 2)


def test_an_id_that_is_none_is_found_by_an_alias() -> None:
    text = "M-1:\n  title: First\n  wbs: 1A.01\n  due: 2017-11-30\n  aka: ['M&S 1(5)']\n"

    assert merged(row("M&S 1(5)"), known=registers(text)).same == 1


def test_a_changed_baseline_is_appended_and_the_first_one_stands() -> None:
    found = merged(row("M-1", due="12/31/2018"), second(due="6/30/2018"))

    assert found.changed == ("M-1", "M-2")
    assert str(found.milestones["M-1"].due) == "2017-11-30"
    assert baselines(found, "M-1") == [("2018-05", "2018-12-31")]
    assert baselines(found, "M-2") == [("2018-02", "2018-03-31"), ("2018-05", "2018-06-30")]


def test_a_changed_baseline_needs_the_month_of_the_export() -> None:
    found = merged(row("M-1", due="12/31/2018"), month="")

    assert found.undated == ("M-1",)
    assert found.changed == ()


@pytest.mark.parametrize(("month", "theirs"), [("2018-02", ""), ("2017-12", " from 2017-12, which is older")])
def test_a_baseline_of_the_same_or_a_later_month_is_kept(month: str, theirs: str) -> None:
    found = merged(second(due="6/30/2018"), month=month)

    assert (found.changed, found.same) == ((), 1)
    assert kept(found) == [("baseline", "2018-03-31 from 2018-02", f"2018-06-30{theirs}")]


def test_a_baseline_of_the_same_month_is_replaced_if_told() -> None:
    found = merged(second(due="6/30/2018"), month="2018-02", take=("baseline",))

    assert baselines(found, "M-2") == [("2018-02", "2018-06-30")]


def test_a_finish_is_set_where_there_was_none_and_kept_where_there_was() -> None:
    found = merged(row("M-1", finished="12/5/2017"), second(finished="5/1/2018"))

    assert str(found.milestones["M-1"].finished) == "2017-12-05"
    assert str(found.milestones["M-2"].finished) == "2018-04"
    assert kept(found) == [("finished", "2018-04", "2018-05-01")]


def test_what_people_wrote_is_kept_and_the_difference_shown() -> None:
    found = merged(row("M-1", "PRJ.1A.02", "Renamed", "M-2"))

    assert (found.changed, found.same) == ((), 1)
    assert kept(found) == [
        ("title", "First", "Renamed"),
        ("wbs", "1A.01", "1A.02"),
        ("after", "", "M-2"),
    ]


def test_the_export_is_right_where_it_is_told_to_be() -> None:
    found = merged(
        row("M-1", "PRJ.1A.02", "Renamed"), second(finished="5/1/2018"), take=("title", "wbs", "finished")
    )

    first = found.milestones["M-1"]
    assert (first.title, first.wbs) == ("Renamed", "1A.02")
    assert str(found.milestones["M-2"].finished) == "2018-05-01"
    assert kept(found) == []


def test_what_the_export_does_not_say_is_never_taken() -> None:
    found = merged(row("M-2", "PRJ.9Z", "", "M-1", "", ""), take=TAKEN)

    assert (found.changed, found.same) == ((), 1)
    assert [field for field, _, _ in kept(found)] == ["title", "wbs", "finished", "baseline"]


def test_a_milestone_is_found_by_its_alias_but_once() -> None:
    found = merged(row("OLD-2", "PRJ.1A.02", "Second", "M-1", "3/31/2018", "4/15/2018"), second())

    assert (found.same, found.new) == (1, ())
    assert [each.what for each in found.unplaced] == ["row 2 is also 'M-2', through an alias"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (row("M-7", due=""), "no baseline finish, and no start"),
        (
            row("T&SC-1150(54)"),
            "'T&SC-1150(54)' is not a milestone id; expected a letter or digit, then letters, digits, '.', "
            "'_', '-'; register it by hand as 'T-SC-1150-54' with aka: ['T&SC-1150(54)'], so that an import "
            "finds it",
        ),
        (row("index"), "'index' is not a milestone id; expected another one, since a page has this name"),
        (row("M-7", name=""), "no name"),
        (row("M" * 151), "the id has 151 characters; expected at most 150"),
        (row("M-7", code="PRJ.9Z"), "another subsystem: 'PRJ.9Z' contains none of 1A"),
        (row("m-1"), "'m-1' differs from 'M-1' of the register only in case"),
    ],
)
def test_a_new_milestone_that_lacks_what_it_needs_is_not_placed(cells: tuple[str, ...], reason: str) -> None:
    found = merged(cells)

    assert [(each.row, each.what) for each in found.unplaced] == [(2, reason)]
    assert found.new == ()


def test_what_the_export_lacks_is_told_and_stays() -> None:
    found = merged(row("M-1", due="never"))

    assert found.absent == ("M-2",)
    assert set(found.milestones) == {"M-1", "M-2"}


def test_every_row_is_accounted_for() -> None:
    rows = (row("M-1"), second(finished=""), row("M-3"), row("M-3"), row(""), row("M-4", due="x"))

    found = merged(*rows)

    assert len(rows) == len(found.new) + len(found.changed) + found.same + len(found.unplaced)
