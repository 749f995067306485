"""What a month says about milestones (content model, section 4): statements, their notes and their faults."""

from __future__ import annotations

import pytest
from progress_report.content.known import Known
from progress_report.content.registers import Element, Milestone, Registers
from progress_report.content.statements import Statement, read_statements
from progress_report.core.dates import Date
from progress_report.core.problems import Problem, Problems
from progress_report.syntax.yaml_text import read

from ..conftest import SETTINGS

PATH = "reports/2017-08/milestones.yaml"

REGISTERS = Registers(
    elements={name: Element(name, "") for name in ("1A", "1A.01", "1A.02")},
    milestones={name: Milestone(name, f"Title of {name}", "1A.01", None) for name in ("M-1", "M-2", "M-30")},
    aliases={"ABC1": "M-1"},
    documents={},
)


def statements(text: str, registers: Registers = REGISTERS) -> tuple[tuple[Statement, ...], list[Problem]]:
    """The statements of a file, and its problems."""
    problems = Problems(PATH)
    known = Known(SETTINGS, registers, frozenset({"2017-08"}))
    return read_statements(read(text, problems), "2017-08", known, problems), problems.found


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(each.line, each.code) for each in problems]


def test_a_statement_holds_what_is_stated() -> None:
    ((said,), problems) = statements(
        "delayed:\n  - id: M-1\n    title: Own title\n    due: 2017-07-31\n    forecast: 2017-09\n"
        "    wbs: 1.1A.02\n    note: Late.\n"
    )

    assert (said.month, said.status, said.ids, said.title) == ("2017-08", "delayed", ("M-1",), "Own title")
    assert (said.due, said.forecast, said.date) == (Date(2017, 7, 31), Date(2017, 9), None)
    assert (said.wbs, said.note, said.note_line) == ("1A.02", "Late.", 7)
    assert (said.path, said.line) == (PATH, 2)
    assert problems == []


def test_statements_come_in_the_order_of_the_file() -> None:
    found, _ = statements("delayed:\n  - id: M-30\nachieved:\n  - id: M-2\n  - id: M-1\n")

    assert [(each.status, each.ids) for each in found] == [
        ("delayed", ("M-30",)),
        ("achieved", ("M-2",)),
        ("achieved", ("M-1",)),
    ]


def test_an_achievement_may_have_a_date() -> None:
    ((said,), problems) = statements("achieved:\n  - {id: M-1, date: 2017-08}\n")

    assert (said.date, problems) == (Date(2017, 8), [])


def test_a_group_is_one_statement_of_several_milestones() -> None:
    ((said,), problems) = statements("delayed:\n  - id: [M-1, M-2]\n")

    assert (said.ids, problems) == (("M-1", "M-2"), [])


def test_an_alias_stands_for_its_milestone() -> None:
    ((said,), problems) = statements("achieved:\n  - id: ABC1\n")

    assert (said.ids, problems) == (("M-1",), [])


def test_each_milestone_of_a_group_has_an_anchor_of_its_own() -> None:
    ((said,), _) = statements("delayed:\n  - id: [M-1, M-2]\n")

    assert [said.anchor(name) for name in (*said.ids, "OPT-2.1")] == [
        "delayed-M-1",
        "delayed-M-2",
        "delayed-OPT-2-1",
    ]


@pytest.mark.parametrize("text", ["", "achieved:\ndelayed: []\n", "# none\n"])
def test_a_month_may_state_nothing(text: str) -> None:
    assert statements(text) == ((), [])


def test_the_mentions_of_a_note_belong_to_the_statement() -> None:
    ((said,), problems) = statements(
        "delayed:\n  - id: [M-2, M-1]\n    note: |\n      See DM-7.\n\n      - {ticket}`DM-8, RFC-9`\n"
        "      - and LDM-294, not `DM-9`.\n"
    )

    assert [(each.kind, each.id, each.line) for each in said.mentions] == [
        ("ticket", "DM-7", 4),
        ("ticket", "DM-8", 6),
        ("ticket", "RFC-9", 6),
        ("document", "LDM-294", 7),
    ]
    assert {each.anchor for each in said.mentions} == {"delayed-M-2"}
    assert problems == []


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("- id: M-1\n", 1, "type", "expected lists under achieved, delayed"),
        ("achieved: M-1\n", 1, "type", "expected a list, found text"),
        ("achieved: {id: M-1}\n", 1, "type", "expected a list, found a mapping"),
        ("achieved:\n  - M-1\n", 2, "type", "expected a mapping"),
        ("achievd:\n  - id: M-1\n", 1, "key", "did you mean 'achieved'?"),
        ("achieved:\n  - title: x\n", 2, "required", "needs an 'id'"),
        ("achieved:\n  - id:\n    title: x\n", 2, "required", "needs an 'id'"),
        ("achieved:\n  - id: []\n", 2, "required", "needs an 'id'"),
        ("achieved:\n  - id: {M-1: x}\n", 2, "type", "expected a list, found a mapping"),
        ("achieved:\n  - id: [[M-1]]\n", 2, "type", "expected text, found a list"),
        (
            "achieved:\n  - title: x\n    id: M-3\n",
            3,
            "milestone",
            "unknown milestone 'M-3'; did you mean 'M-30'?",
        ),
        ("achieved:\n  - id: [M-1,\n      M-3]\n", 3, "milestone", "unknown milestone 'M-3'"),
        ("achieved:\n  - id: m-1\n", 2, "milestone", "did you mean 'M-1'?"),
        ("achieved:\n  - id: M-3 0\n", 2, "id", "a space inside the id 'M-3 0'; did you mean 'M-30'?"),
        ("achieved:\n  - id: M- 1\n", 2, "id", "did you mean 'M-1'?"),
        ("achieved:\n  - id: M-1\n    dat: 2017-08\n", 3, "key", "did you mean 'date'?"),
        ("delayed:\n  - id: M-1\n    date: 2017-08\n", 3, "key", "unknown key 'date'"),
        ("achieved:\n  - id: M-1\n    date: 2017-02-30\n", 3, "date", "not a date"),
        ("delayed:\n  - id: M-1\n    due: soon\n", 3, "date", "not a date"),
        ("delayed:\n  - id: M-1\n    forecast: 2017-8\n", 3, "date", "expected YYYY-MM-DD (or YYYY-MM)"),
        ("delayed:\n  - id: M-1\n    due: [2017-08]\n", 3, "type", "expected text, found a list"),
        ("delayed:\n  - id: M-1\n    wbs: 1A.03\n", 3, "element", "did you mean '1A.02'?"),
        ("cancelled:\n  - id: M-1\n", 2, "required", "needs a 'note'"),
        ("rebaselined:\n  - id: M-1\n    note: x\n", 2, "required", "needs a 'due'"),
        ("rebaselined:\n  - id: M-1\n    due: 2017-13\n    note: x\n", 3, "date", "not a date"),
        ("rebaselined:\n  - id: M-1\n    due: 2017-12\n", 2, "required", "needs a 'note'"),
        ("delayed:\n  - id: M-1\n  - id: ABC1\n", 3, "duplicate", "first in line 2"),
        ("delayed:\n  - id: M-1\n    note: {a: b}\n", 3, "type", "expected text, found a mapping"),
        ("delayed:\n  - id: M-1\n    note: |\n      a\n\n      # b\n", 6, "markup", "paragraphs and lists"),
        ("delayed:\n  - id: M-1\n    note: |\n      > a\n", 4, "markup", "paragraphs and lists"),
        ("delayed:\n  - id: M-1\n    note: |\n      a\n\n      <div>b</div>\n", 6, "markup", "raw HTML"),
        (
            "delayed:\n  - id: M-1\n    note: |\n      ```{raw} html\n      ```\n",
            4,
            "markup",
            "directive 'raw'",
        ),
        ("delayed:\n  - id: M-1\n    note: |\n      a\n      {wbs}`1A.03`\n", 5, "element", "'1A.02'"),
        (
            "delayed:\n  - id: M-1\n    note: |\n      a\n\n      [DM-1]: x\n",
            6,
            "link-definition",
            "disappears",
        ),
        ("delayed:\n  - id: M-1\n    note: 'See DM- 7'\n", 3, "id", "expected 'DM-7'"),
    ],
)
def test_each_fault_of_a_statement_is_one_problem(text: str, line: int, code: str, says: str) -> None:
    _, problems = statements(text)

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message
    assert not problems[0].remark


def test_a_statement_with_a_fault_keeps_the_rest_and_its_neighbours() -> None:
    found, _ = statements(
        "delayed:\n  - id: [M-1, M-99]\n    due: 2017-02-30\n    forecast: 2017-09\n    colour: red\n"
        "  - id: M-2\n"
    )

    assert [each.ids for each in found] == [("M-1", "M-99"), ("M-2",)]
    assert (found[0].due, found[0].forecast) == (None, Date(2017, 9))


def test_a_milestone_stated_twice_is_kept_twice() -> None:
    found, _ = statements("delayed:\n  - id: M-1\n    note: One.\n  - id: M-1\n    note: Two.\n")

    assert [each.note for each in found] == ["One.", "Two."]


@pytest.mark.parametrize("register", ["wbs.yaml", "milestones.yaml"])
def test_nothing_is_called_unknown_where_its_register_could_not_be_read(register: str) -> None:
    registers = Registers({}, {}, {}, {}, frozenset({"wbs.yaml", "milestones.yaml"} - {register}))

    found, problems = statements("delayed:\n  - id: M-1\n    wbs: 1A.02\n", registers)

    assert (found[0].ids, found[0].wbs) == (("M-1",), "1A.02")
    assert [each.code for each in problems] == (["element"] if register == "wbs.yaml" else ["milestone"])
