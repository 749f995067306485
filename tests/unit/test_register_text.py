"""Edits of the register as text: only what is meant to change does, however the file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.content.registers import Baseline, Milestone, Registers, read_milestones
from progress_report.core.dates import Date
from progress_report.core.problems import Problems
from progress_report.schedule.activities import read_export
from progress_report.schedule.merge import TAKEN, merge
from progress_report.schedule.register_text import rewrite
from progress_report.schedule.scheduler_table import Sheet
from progress_report.syntax.register_editor import EditError
from progress_report.syntax.yaml_text import read

from ..conftest import ROOT, SETTINGS
from .test_schedule import HUMAN, row

DUE = Date(2018, 9, 30)


def milestones(text: str) -> dict[str, Milestone]:
    """What a register says, without where it says so."""
    problems = Problems("x")
    found, _ = read_milestones(read(text.replace("\r\n", "\n"), problems), None, SETTINGS, problems)
    assert problems.found == []
    return {
        name: replace(each, line=0, description_line=0, description=each.description.rstrip("\n"))
        for name, each in found.items()
    }


def edited(text: str, **changes: object) -> str:
    """The text after a change of the milestone M-1, which then says what was wanted."""
    before = milestones(text)
    wanted = {**before, "M-1": replace(before["M-1"], **changes)}
    after = rewrite(text, before, wanted)
    assert milestones(after) == wanted
    return after


def added(text: str, name: str) -> str:
    """The text after a milestone was added."""
    before = milestones(text)
    wanted = {**before, name: Milestone(name, "New", "1A", DUE)}
    after = rewrite(text, before, wanted)
    assert milestones(after) == wanted
    return after


BLOCK = "M-1:\n  title: First  # why\n  wbs: 1A\n  due: 2018-01-31   # by the plan\n  # below\n"


def test_nothing_to_change_changes_nothing() -> None:
    text = (ROOT / "reports/milestones.yaml").read_text(encoding="utf-8").rstrip("\n")

    assert rewrite(text, milestones(text), milestones(text)) == text


def test_a_first_baseline_stands_below_the_due_date_and_a_finish_below_both() -> None:
    text = edited(BLOCK, baselines=(Baseline("2018-02", DUE),), finished=Date(2018, 10))

    assert text == BLOCK.replace(
        "  # below\n",
        "  baselines:\n    - from: 2018-02\n      due: 2018-09-30\n  finished: 2018-10\n  # below\n",
    )


@pytest.mark.parametrize(
    ("known", "after"),
    [
        (
            "  baselines:\n  - from: 2018-01 # a\n    due: 2018-02-28 # b\n  # c\n",
            "  baselines:\n  - from: 2018-01 # a\n    due: 2018-02-28 # b\n"
            "  - from: 2018-02\n    due: 2018-09-30\n  # c\n",
        ),
        (
            "  baselines: [{due: 2018-02-28, from: 2018-01}]  # x\n",
            "  baselines: [{due: 2018-02-28, from: 2018-01}, {from: 2018-02, due: 2018-09-30}]  # x\n",
        ),
        ("  baselines:  # none yet\n", None),
        ("  baselines: []\n", "  baselines: [{from: 2018-02, due: 2018-09-30}]\n"),
    ],
)
def test_a_baseline_is_appended_as_the_list_is_written(known: str, after: str | None) -> None:
    text = BLOCK + known
    before = milestones(text)["M-1"].baselines

    result = edited(text, baselines=(*before, Baseline("2018-02", DUE)))

    if after:
        assert result == BLOCK + after
    assert result.startswith(BLOCK)


def test_values_are_replaced_in_place() -> None:
    text = "M-1: {title: 'First, or so', wbs: \"1A\", due: 2018-01, finished: 2018-02}  # flow\n"

    result = edited(text, title="Now: [this], that", wbs="1B", finished=Date(2018, 3, 1))

    assert result == (
        'M-1: {title: "Now: [this], that", wbs: 1B, due: 2018-01, finished: 2018-03-01}  # flow\n'
    )


def test_a_title_over_two_lines_is_replaced_whole() -> None:
    text = "M-1:\n  title: First\n    and more\n  # keep\n  wbs: 1A\n  due: 2018-01\n"

    assert edited(text, title="x # y") == ('M-1:\n  title: "x # y"\n  # keep\n  wbs: 1A\n  due: 2018-01\n')


@pytest.mark.parametrize("mark", [">", ">-", "|", "|-", ">2"])
def test_a_block_of_text_is_replaced_whole(mark: str) -> None:
    text = f"M-1:\n  title: {mark}\n    First\n\n  # keep\n  wbs: 1A\n  due: 2018-01\n"

    assert edited(text, title="x") == "M-1:\n  title: x\n\n  # keep\n  wbs: 1A\n  due: 2018-01\n"


def test_a_field_is_added_below_a_block_of_text() -> None:
    text = "M-1:\n  title: a\n  wbs: 1A\n  due: >-\n    2018-01\n  description: |\n    Text\n\n# The end\n"

    assert edited(text, finished=Date(2018, 3, 1)) == text.replace(
        "2018-01\n", "2018-01\n  finished: 2018-03-01\n"
    )


def test_a_new_milestone_stands_in_its_place_by_id() -> None:
    text = "# All of them.\n\n# Two\nM-2: {title: a, wbs: b, due: 2018-01}\n\n# Ten\nM-10:\n  title: a\n"
    text += "  wbs: b\n  due: 2018-01\n  description: |\n    Text\n    # more\n\n# The end\n"
    new = "  title: New\n  wbs: 1A\n  due: 2018-09-30\n"

    assert added(text, "M-1") == text.replace("# Two\n", f"M-1:\n{new}\n# Two\n")
    assert added(text, "M-3") == text.replace("01}\n", f"01}}\n\nM-3:\n{new}")
    assert added(text, "M-11") == text.replace("# more\n", f"# more\n\nM-11:\n{new}")


def test_a_register_out_of_order_grows_at_its_end() -> None:
    text = "".join(f"{name}:\n  title: a\n  wbs: b\n  due: 2018-01\n" for name in ("M-3", "M-1"))

    assert added(text, "M-2") == text + "M-2:\n  title: New\n  wbs: 1A\n  due: 2018-09-30\n"


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", "---\n"])
def test_an_empty_register_gets_its_first_milestone(text: str) -> None:
    assert added(text, "M-1").startswith(text)


def test_a_register_in_one_line_is_not_edited() -> None:
    with pytest.raises(EditError, match="a line for each milestone"):
        added("{}", "M-1")


def test_a_long_list_of_predecessors_has_a_line_for_each() -> None:
    names = tuple(f"LONG-NAME-{number}" for number in range(10, 20))

    text = rewrite("", {}, {"M-1": Milestone("M-1", "a", "b", DUE, after=names)})

    assert text.endswith("  after:\n" + "".join(f"    - {name}\n" for name in names))


@pytest.mark.parametrize(
    ("known", "after"),
    [
        ("", "  after: [A, C]\n"),
        ("  after: [A, B]  # why\n", "  after: [A, C]  # why\n"),
        ("  after: A  # why\n", "  after: [A, C]  # why\n"),
        (
            "  after:\n  # the first\n  - A  # a\n  - 'B'\n  # below\n",
            "  after:\n  # the first\n  - A  # a\n  - C\n  # below\n",
        ),
    ],
)
def test_predecessors_are_edited_as_they_are_written(known: str, after: str) -> None:
    assert edited(BLOCK + known, after=("A", "C")).replace("  # below\n", "") == (BLOCK + after).replace(
        "  # below\n", ""
    )


def test_predecessors_stand_below_a_finish() -> None:
    text = edited(BLOCK, after=("A",), finished=Date(2018, 10))

    assert "  finished: 2018-10\n  after: [A]\n" in text


TITLES = st.one_of(
    st.sampled_from(
        ["on", "1.10", "- a", "a: b", "# no", "x #y", "'q'", '"', "{", "[a", "é ☃ 🙂", "&a", "!"]
    ),
    st.text("ab :#-,'\"[]{}&*!|>%@`\\?~=", min_size=1, max_size=8).map(lambda text: f"{text.strip()}x"),
)
MONTHS = st.integers(1, 9).map(lambda number: f"2018-0{number}")
DAYS = st.integers(10, 28).map(lambda number: f"2018-06-{number}")


@st.composite
def entry(draw: st.DrawFn, name: str) -> str:
    """An entry, written in one of many ways."""
    gap = draw(st.sampled_from(["", "\n", "\n\n", "# about\n", "\n# about\n\n"]))
    if draw(st.booleans()):
        more = draw(
            st.sampled_from(["", ", finished: 2018-05-11", ", baselines: [{from: 2018-01, due: 2018-02}]"])
        )
        return f"{gap}{name}: {{title: 'It''s', wbs: 1A, due: {draw(DAYS)}{more}}}\n"
    pad = " " * draw(st.integers(1, 4))
    title = draw(st.sampled_from(["Plain  # c", '"Quoted"', f"On\n{pad}{pad}two"]))
    lines = [f"title: {title}", "wbs: 1.1A", f"due: '{draw(DAYS)}'", "after:\n" + pad + "- A\n" + pad + "- B"]
    if draw(st.booleans()):
        item = draw(st.sampled_from(["", "  "]))
        lines.append(f"baselines:\n{pad}{item}-  from: 2018-01\n{pad}{item}   due: {draw(DAYS)}  # d")
    if draw(st.booleans()):
        lines.append(f"finished: {draw(st.sampled_from(['', '2018-05', '2018-05-12  # f']))}")
    lines = draw(st.permutations(lines))
    if draw(st.booleans()):
        lines.append(f"description: |\n{pad}  Text: of\n\n{pad}  # two")
    return f"{gap}{name}:\n" + "".join(f"{pad}{line}\n" for line in lines)


@st.composite
def register(draw: st.DrawFn) -> str:
    """The text of a register."""
    names = draw(st.lists(st.sampled_from([f"M-{number}" for number in range(9)]), unique=True))
    text = draw(st.sampled_from(["", "# Head.\n", "\n", "---\n"])) + "".join(
        draw(entry(name)) for name in names
    )
    text = text.rstrip("\n") if draw(st.booleans()) else text + draw(st.sampled_from(["", "\n", "# End\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


EXPORTS = st.lists(
    st.builds(
        row,
        st.sampled_from([f"M-{number}" for number in range(12)]),
        st.sampled_from(["PRJ.1A", "PRJ.1A.01", "PRJ.9Z"]),
        TITLES,
        st.sampled_from(["", "A", "A, B", "M-1, M-2", "M-11; A; IPAC 015", "M-3 Status, M-4"]),
        st.sampled_from(["", "6/15/2018 5:00:00 PM", "12/31/2018"]),
        st.sampled_from(["", "7/4/2018", "5/11/2018"]),
    )
)


def imported(text: str, export: list[tuple[str, ...]], month: str, take: frozenset[str]) -> str:
    """The text of a register after an import, which then says what the merge wanted."""
    before = milestones(text)
    known: Mapping[str, Milestone] = before
    registers = Registers({}, known, {}, {})
    found = merge(
        read_export(Sheet([HUMAN, *export]), ("1A", "1A.01"), first_is_month=False, date_order="mdy"),
        registers,
        month,
        take,
    )
    after = rewrite(text, before, found.milestones)
    assert milestones(after) == found.milestones
    return after


@given(register(), EXPORTS, MONTHS)
def test_an_import_only_adds(text: str, export: list[tuple[str, ...]], month: str) -> None:
    after = imported(text, export, month, frozenset())

    rest = iter(after)
    assert all(letter in rest for letter in text)
    assert after.count("\r") in (0, after.count("\n"))


@given(register(), EXPORTS, MONTHS, st.frozensets(st.sampled_from(TAKEN)))
def test_a_second_import_changes_nothing_and_no_milestone_follows_itself_or_is_invented(
    text: str, export: list[tuple[str, ...]], month: str, take: frozenset[str]
) -> None:
    before = milestones(text)
    said = {name for each in before.values() for name in (each.id, *each.after)} | {
        each[0] for each in export
    }

    once = imported(text, export, month, take)
    after = milestones(once)

    assert imported(once, export, month, take) == once
    assert all(each.id not in each.after for each in after.values())
    assert {name for each in after.values() for name in (each.id, *each.after)} <= said
