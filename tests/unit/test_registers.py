"""The registers (content model, section 3): what exists, and what is wrong in one of them."""

from __future__ import annotations

import pytest
from progress_report.content.registers import (
    Document,
    Element,
    Milestone,
    Registers,
    Ticket,
    former_elements,
    read_documents,
    read_elements,
    read_milestones,
    read_tickets,
)
from progress_report.core.dates import Date
from progress_report.core.limits import FORMER_IDS
from progress_report.core.problems import Problem, Problems
from progress_report.syntax.yaml_text import read

from ..conftest import SETTINGS

TREE = {name: Element(name, "") for name in ("1A", "1A.01", "1A.01.01")}


def elements(text: str) -> tuple[dict[str, Element], list[Problem]]:
    """The WBS register."""
    problems = Problems("reports/wbs.yaml")
    return read_elements(read(text, problems), SETTINGS, problems), problems.found


def milestones(
    text: str, tree: dict[str, Element] | None = TREE
) -> tuple[dict[str, Milestone], dict[str, str], list[Problem]]:
    """The milestone register: records, aliases and problems."""
    problems = Problems("reports/milestones.yaml")
    found, aliases = read_milestones(read(text, problems), tree, SETTINGS, problems)
    return found, aliases, problems.found


def documents(text: str) -> tuple[dict[str, Document], list[Problem]]:
    """The register of documents."""
    problems = Problems("reports/documents.yaml")
    return read_documents(read(text, problems), SETTINGS, problems), problems.found


def entry(name: str, more: str = "", *, wbs: str = "1A.01", due: str = "2017-08-31") -> str:
    """A milestone as the register has it, on lines 1 to 4, with further lines below."""
    return f"{name}:\n  title: Title of {name}\n  wbs: {wbs}\n  due: {due}\n{more}"


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(each.line, each.code) for each in problems]


# --- WBS ----------------------------------------------------------------------------------------


def test_an_element_is_a_title_or_a_mapping() -> None:
    found, problems = elements(
        "1A: Whole\n1A.01:\n  title: Part\n  area: true\n  institution: Here\n  lead: Somebody\n"
        "  since: 2017-10\n  until: 2019-12\n"
    )

    assert found["1A"] == Element("1A", "Whole", line=1)
    assert found["1A.01"] == Element(
        "1A.01",
        "Part",
        area=True,
        institution="Here",
        lead="Somebody",
        since="2017-10",
        until="2019-12",
        line=2,
    )
    assert problems == []


def test_a_title_may_be_empty() -> None:
    found, problems = elements("1A:\n")

    assert (found["1A"].title, problems) == ("", [])


def test_elements_come_in_natural_order() -> None:
    found, _ = elements("1A: a\n1A.10: a\n1A.9: a\n1A.01A: a\n1A.01: a\n")

    assert list(found) == ["1A", "1A.01", "1A.01A", "1A.9", "1A.10"]


def test_an_element_with_the_prefix_is_the_one_without() -> None:
    found, problems = elements("1A: Whole\n1.1A.01: Part\n")

    assert list(found) == ["1A", "1A.01"]
    assert problems == []


@pytest.mark.parametrize(
    ("month", "expected"), [("2017-08", "Old"), ("2017-10", "New"), ("2018-12", "New"), ("2019-01", "Newest")]
)
def test_a_renamed_element_has_the_title_of_the_month(month: str, expected: str) -> None:
    found, _ = elements(
        "1A:\n  title: Old\n  renamed:\n    - from: 2019-01\n      title: Newest\n"
        "    - from: 2017-10\n      title: New\n"
    )

    assert found["1A"].title_in(month) == expected


@pytest.mark.parametrize(
    ("month", "expected"), [("2017-09", False), ("2017-10", True), ("2019-12", True), ("2020-01", False)]
)
def test_an_element_is_in_use_from_its_first_to_its_last_month(month: str, expected: bool) -> None:
    found, _ = elements("1A:\n  title: x\n  since: 2017-10\n  until: 2019-12\n")

    assert found["1A"].used_in(month) is expected


def test_an_element_without_bounds_is_always_in_use() -> None:
    assert elements("1A: x\n")[0]["1A"].used_in("1999-01")


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("1A: x\n1A: y\n", 2, "duplicate", "duplicate key '1A'"),
        ("1A: x\n1.1A: y\n", 2, "duplicate", "'1A' occurs twice"),
        ("1A: x\n1A,01: y\n", 2, "id", "did you mean '1A.01'?"),
        ("1A: x\n1A. 01: y\n", 2, "id", "did you mean '1A.01'?"),
        ("1A: x\n1A..01: y\n", 2, "id", "did you mean '1A.01'?"),
        ("…: x\n", 1, "id", "parts joined by dots"),
        ("1A: x\n1a: y\n", 2, "duplicate", "'1a' differs from '1A' only in case"),
        ("index: x\n", 1, "id", "a page has this name"),
        ("Index.01: x\n", 1, "id", "a page has this name"),
        ("*index: x\n".replace("*", "-"), 1, "id", "a page has this name"),
        ("1A: x\n1A.01.01: y\n", 2, "parent", "needs its parent '1A.01'"),
        ("1A: [x]\n", 1, "type", "expected a title or a mapping"),
        ("1A:\n  title: [x]\n", 2, "type", "expected text, found a list"),
        ("1A:\n  titel: x\n", 2, "key", "did you mean 'title'?"),
        ("1A:\n  title: x\n  area: yes\n", 3, "type", "expected one of true, false"),
        ("1A:\n  title: x\n  since: 2017\n", 3, "date", "expected YYYY-MM"),
        ("1A:\n  title: x\n  until: 2017-13\n", 3, "date", "expected YYYY-MM"),
        ("1A:\n  renamed:\n    - title: x\n", 3, "required", "needs a 'from'"),
        ("1A:\n  renamed:\n    - from: soon\n      title: x\n", 3, "date", "expected YYYY-MM"),
        ("1A:\n  renamed: New\n", 2, "type", "expected a list, found text"),
        ("1A:\n  renamed: [New]\n", 2, "type", "expected a mapping"),
    ],
)
def test_each_fault_of_an_element_is_one_problem_and_the_rest_is_kept(
    text: str, line: int, code: str, says: str
) -> None:
    found, problems = elements(text + "2B: Other\n")

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message
    assert found["2B"].title == "Other"


def test_a_parent_that_many_elements_lack_is_one_fault_and_gets_no_invented_name() -> None:
    found, problems = elements("1A: x\n1A.01.01: y\n1A.01.02: z\n")

    assert codes(problems) == [(2, "parent")]
    assert found["1A.01"].title == ""


def test_a_parent_may_follow_its_children() -> None:
    assert elements("1A.01: y\n1A: x\n")[1] == []


def test_an_element_that_is_misspelt_is_no_missing_parent_besides() -> None:
    assert codes(elements("1A: x\n1A,01: y\n1A.01.01: z\n")[1]) == [(2, "id")]


def former(text: str) -> dict[str, str]:
    """The former ids in a WBS register."""
    return former_elements(elements(text)[0])


def test_a_former_id_means_the_element_and_so_do_those_below_it() -> None:
    text = "1A: Whole\n1A.05:\n  title: Part\n  aka: [1A.01, 9Z]\n1A.05.02: Piece\n1A.05.02.01: Bit\n"

    assert former(text) == {
        "1A.01": "1A.05",
        "1A.01.02": "1A.05.02",
        "1A.01.02.01": "1A.05.02.01",
        "9Z": "1A.05",
        "9Z.02": "1A.05.02",
        "9Z.02.01": "1A.05.02.01",
    }


def test_a_former_id_that_is_in_use_means_what_it_is_now() -> None:
    text = "1A: Whole\n1A.01.01: New\n1A.01: New\n1A.05:\n  title: Part\n  aka: 1A.01\n1A.05.01: Piece\n"
    _, problems = elements(text)

    assert former(text) == {}
    assert [each.message for each in problems] == ["the former id '1A.01' of '1A.05' already means '1A.01'"]


def test_a_former_id_must_be_possible_and_belong_to_one_element() -> None:
    text = "1A:\n  aka: [../x, 2B]\n3C:\n  aka: 2B\n"

    assert [(each.line, each.code) for each in elements(text)[1]] == [(2, "id"), (4, "duplicate")]


def test_a_former_id_belongs_to_one_element_also_where_files_have_no_case() -> None:
    text = "1A:\n  aka: [9z, 2b, 1a]\n2B:\n  aka: [9Z, Index, 1A.X]\n2B.X: x\n"

    # An element may have had its own id in another case.
    assert former(text) == {"1A.X": "2B", "1A.X.X": "2B.X", "1a": "1A", "9z": "1A"}
    assert [(each.line, each.code) for each in elements(text)[1]] == [
        (2, "duplicate"), (4, "duplicate"), (4, "id"),
    ]  # fmt: skip


def test_an_element_has_a_bounded_number_of_former_ids() -> None:
    text = "1A:\n  aka:\n" + "".join(f"    - Z{number}\n" for number in range(FORMER_IDS + 1))
    found, problems = elements(text)

    assert len(found["1A"].aka) == FORMER_IDS
    assert codes(problems) == [(FORMER_IDS + 3, "size")]


def test_a_milestone_of_a_former_id_belongs_to_the_element() -> None:
    problems = Problems("reports/milestones.yaml")
    tree = TREE | {"9Z": TREE["1A.01"]}
    found, _ = read_milestones(read(entry("M-1", wbs="9Z"), problems), tree, SETTINGS, problems)

    assert (found["M-1"].wbs, problems.found) == ("1A.01", [])


# --- milestones ---------------------------------------------------------------------------------


def test_a_milestone_is_what_the_schedule_says() -> None:
    found, aliases, problems = milestones(
        entry(
            "M-1",
            "  baselines:\n    - from: 2018-03\n      due: 2018-09-30\n  finished: 2021-05\n  level: 3\n"
            "  after: [M-0, X]\n  aka: [ABC1]\n  description: |\n    Some text.\n",
        )
    )

    record = found["M-1"]
    assert (record.title, record.wbs, record.due) == ("Title of M-1", "1A.01", Date(2017, 8, 31))
    assert [(each.month, each.due) for each in record.baselines] == [("2018-03", Date(2018, 9, 30))]
    assert (record.finished, record.level, record.after) == (Date(2021, 5), "3", ("M-0", "X"))
    assert (record.description, record.description_line, record.line) == ("Some text.\n", 13, 1)
    assert aliases == {"ABC1": "M-1"}
    assert problems == []


def test_baselines_are_sorted_by_the_month_from_which_they_hold() -> None:
    found, _, _ = milestones(
        entry(
            "M-1", "  baselines:\n    - {from: 2019-01, due: 2019-09}\n    - {from: 2018-01, due: 2018-09}\n"
        )
    )

    assert [each.month for each in found["M-1"].baselines] == ["2018-01", "2019-01"]


@pytest.mark.parametrize("name", ["DLP-802", "DMTC-7400-2420", "LDM-503-04b", "S21S", "a_b", "1.5"])
def test_a_milestone_id_is_what_the_register_holds(name: str) -> None:
    found, _, problems = milestones(entry(name))

    assert (list(found), problems) == ([name], [])


def test_milestones_come_in_natural_order() -> None:
    assert list(milestones(entry("M-10") + entry("M-9") + entry("L-1"))[0]) == ["L-1", "M-9", "M-10"]


def test_a_milestone_may_lie_at_an_element_with_the_prefix() -> None:
    found, _, problems = milestones(entry("M-1", wbs="1.1A.01"))

    assert (found["M-1"].wbs, problems) == ("1A.01", [])


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        (entry("M 1"), 1, "id", "did you mean 'M1'?"),
        (entry("DMTC-7400-242 0"), 1, "id", "did you mean 'DMTC-7400-2420'?"),
        (entry("index"), 1, "id", "expected another one, since a page has this name"),
        (entry("'…'"), 1, "id", "is not a milestone id"),
        (entry("'-1'"), 1, "id", "expected a letter or digit, then letters, digits"),
        (entry("M-1") + entry("m-1"), 5, "duplicate", "only in case"),
        (entry("m-1") + entry("M-1"), 5, "duplicate", "only in case"),
        (entry("M-1") + entry("M-1"), 5, "duplicate", "duplicate key"),
        ("M-1: text\n", 1, "type", "expected a mapping"),
        ("M-1:\n", 1, "type", "expected a mapping"),
        (entry("M-1", wbs="1A.99"), 3, "element", "unknown WBS element '1A.99'; did you mean '1A.01'?"),
        (entry("M-1", wbs="[1A.01]"), 3, "type", "expected text, found a list"),
        (entry("M-1", due="2017-02-30"), 4, "date", "not a date"),
        (entry("M-1", due=""), 2, "required", "needs a 'due'"),
        (entry("M-1", "  dew: 2017\n"), 5, "key", "did you mean 'due'?"),
        (entry("M-1", "  finished: 2017-13\n"), 5, "date", "not a date"),
        (entry("M-1", "  after: {a: b}\n"), 5, "type", "expected a list"),
        (entry("M-1", "  baselines:\n    - from: 2018-03\n"), 6, "required", "needs a 'due'"),
        (entry("M-1", "  baselines:\n    - due: 2018-03\n"), 6, "required", "needs a 'from'"),
        (entry("M-1", "  baselines:\n    - {from: 2018-03-01, due: 2018-09}\n"), 6, "date", "not a month"),
        (entry("M-1", "  baselines:\n    - {from: 2018-03, due: x}\n"), 6, "date", "not a date"),
        (entry("M-1", "  baselines: 2018-03\n"), 5, "type", "expected a list"),
        (entry("M-1", "  aka: [A, A]\n"), 5, "duplicate", "already means 'M-1'"),
        (entry("M-1", "  aka:\n    - B\n    - m-1\n"), 7, "duplicate", "already means 'M-1'"),
    ],
)
def test_each_fault_of_a_milestone_is_one_problem(text: str, line: int, code: str, says: str) -> None:
    _, _, problems = milestones(text)

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message


def test_a_milestone_whose_entry_is_at_fault_is_still_known() -> None:
    found, _, _ = milestones("M-1: text\n" + entry("M-2", due="2017-02-30"))

    assert list(found) == ["M-1", "M-2"]
    assert found["M-2"].due is None


def test_a_milestone_with_a_space_in_its_id_is_known_by_the_id_without() -> None:
    assert list(milestones(entry("DMTC-7400-242 0"))[0]) == ["DMTC-7400-2420"]


def test_an_alias_of_two_milestones_means_the_first() -> None:
    text = entry("M-1", "  aka: X\n") + entry("M-2", "  aka:\n    - Y\n    - X\n    - x\n    - y\n")
    _, aliases, problems = milestones(text)

    assert aliases == {"X": "M-1", "Y": "M-2", "y": "M-2"}
    assert codes(problems) == [(12, "duplicate"), (13, "duplicate")]


def test_predecessors_may_be_unknown() -> None:
    assert milestones(entry("M-1", "  after: [NOBODY-1]\n"))[2] == []


def test_no_element_is_called_unknown_where_the_wbs_could_not_be_read() -> None:
    found, _, problems = milestones(entry("M-1", wbs="1A.99"), tree=None)

    assert (found["M-1"].wbs, problems) == ("1A.99", [])


def test_only_milestones_with_a_hyphen_give_a_prefix() -> None:
    found, aliases, _ = milestones(entry("LDM-503-04b") + entry("S21S"))
    registers = Registers(TREE, found, aliases, {})

    assert registers.vocabulary(SETTINGS).milestone_prefixes == {"LDM"}


# --- documents ----------------------------------------------------------------------------------


def test_a_document_is_a_title_or_a_mapping() -> None:
    found, problems = documents("LDM-294: Plan\nDMTN-065:\n  title: Note\n  url: https://notes.example/65\n")

    assert found == {
        "DMTN-065": Document("DMTN-065", "Note", "https://notes.example/65", 2),
        "LDM-294": Document("LDM-294", "Plan", "", 1),
    }
    assert problems == []


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("LDN-1: x\n", 1, "document", "did you mean 'LDM'?"),
        ("XXXX-1: x\n", 1, "document", "expected one of DMTN, LDM"),
        ("LDM-1a: x\n", 1, "document", "a hyphen and digits"),
        ("LDM- 1: x\n", 1, "document", "a hyphen and digits"),
        ("LDM-1: x\nLDM-1: y\n", 2, "duplicate", "duplicate key"),
        ("LDM-1: [x]\n", 1, "type", "expected a title or a mapping"),
        ("LDM-1:\n  titel: x\n", 2, "key", "did you mean 'title'?"),
        ("LDM-1:\n  title: x\n  url: docs.example/1\n", 3, "type", "expected https://"),
        ("LDM-1:\n  url: javascript:alert(1)\n", 2, "type", "expected https://"),
        ("LDM-1:\n  url: [https://docs.example/1]\n", 2, "type", "expected text, found a list"),
    ],
)
def test_each_fault_of_a_document_is_one_problem_and_the_rest_is_kept(
    text: str, line: int, code: str, says: str
) -> None:
    found, problems = documents(text + "DMTN-2: Other\n")

    assert codes(problems) == [(line, code)]
    assert says in problems[0].message
    assert found["DMTN-2"].title == "Other"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_a_register_may_be_empty(text: str) -> None:
    assert elements(text) == ({}, [])
    assert milestones(text) == ({}, {}, [])
    assert documents(text) == ({}, [])


@pytest.mark.parametrize("text", ["- a\n- b\n", "text\n"])
def test_a_register_that_is_no_mapping_is_one_fault(text: str) -> None:
    assert codes(elements(text)[1]) == [(1, "type")]
    assert codes(milestones(text)[2]) == [(1, "type")]
    assert codes(documents(text)[1]) == [(1, "type")]


@pytest.mark.parametrize("length", [150, 151])
def test_an_id_is_no_longer_than_the_name_of_a_file_may_be(length: int):
    name = "A" * length
    read_in = elements(f"{name}: x\n")[0], milestones(entry(name))[0]
    problems = [*elements(f"{name}: x\n")[1], *milestones(entry(name))[2]]

    assert (name in read_in[0], name in read_in[1]) == (length == 150, length == 150)
    assert codes(problems) == ([] if length == 150 else [(1, "id"), (1, "id")])


@pytest.mark.parametrize(
    ("title", "read_as", "code"),
    [
        ("|\n    x\n    M-9 report:milestone 1 evil M-9", "x M-9 report:milestone 1 evil M-9", "type"),
        ("x" * 501, "x" * 500, "size"),
        (">\n    x\n    y", "x y", ""),
    ],
)
def test_a_title_is_one_short_line(title: str, read_as: str, code: str) -> None:
    # It is a line of the inventory, and is repeated wherever the milestone is mentioned.
    found, _, problems = milestones(f"M-1:\n  title: {title}\n  wbs: 1A.01\n  due: 2017-08-31\n")

    assert found["M-1"].title == read_as
    assert [each.code for each in problems] == [code][: len(code)]


# --- tickets ------------------------------------------------------------------------------------


def tickets(text: str, tree: dict[str, Element] | None = TREE) -> tuple[dict[str, Ticket], list[Problem]]:
    """The register of tickets."""
    problems = Problems("reports/tickets.yaml")
    return read_tickets(read(text, problems), tree, SETTINGS, problems), problems.found


def test_a_ticket_is_a_title_or_a_mapping() -> None:
    found, problems = tickets(
        "DM-2: Second\nDM-1:\n  title: First\n  status: Done\n  as_of: 2017-09-01\n  resolved: 2017-08-28\n"
        "  element: 1.1A.01\n  epic: DM-9\nRFC-1:\n"
    )

    day = Date(2017, 8, 28)
    assert list(found.values()) == [
        Ticket("DM-2", "Second"),
        Ticket("DM-1", "First", "Done", day, "1A.01", "DM-9", Date(2017, 9, 1)),
        Ticket("RFC-1"),
    ]
    assert [each.line for each in found.values()] == [1, 2, 9]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("XX-1: A\n", (1, "ticket")),
        ("DM-1: A\n'DM-1 ': B\n", (2, "duplicate")),
        ("DM-1:\n  status: Done\n", (1, "required")),
        ("DM-1:\n  element: 9Z\n", (2, "element")),
        ("DM-1:\n  epic: XX-1\n", (2, "ticket")),
        ("DM-1:\n  resolved: soon\n", (2, "date")),
        ("DM-1:\n  titel: A\n", (2, "key")),
        ("DM-1: [A]\n", (1, "type")),
        ("- DM-1\n", (1, "type")),
    ],
)
def test_what_is_wrong_with_a_ticket_is_found(text: str, where: tuple[int, str]) -> None:
    assert codes(tickets(text)[1]) == [where]
