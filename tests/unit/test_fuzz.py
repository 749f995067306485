"""A few cases of ``make fuzz`` in each run of the tests, and what longer runs have found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.content.settings import SettingsError, check_settings
from progress_report.convert.markdown_writer import written
from progress_report.convert.reading.blocks import ITEM, Block, ConvertError, Span
from progress_report.convert.reading.report_file import read_document
from progress_report.core.identifiers import lineage
from progress_report.core.limits import ID_CHARACTERS, MARKDOWN_BRACKETS, SCHEDULE_COLUMNS
from progress_report.core.problems import UnreadableError
from progress_report.schedule.scheduler_file import read_tables
from progress_report.schedule.scheduler_table import ScheduleError, find_columns
from progress_report.syntax.markdown_text import _parser, parse

from ..fuzz.cases import HANG, TRACEBACK, WRONG, case_of, limited, run
from ..fuzz.targets import Target, targets

#: Cases of each target, and from where their dice start.
CASES, SEED = 25, 20210131


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Target]:
    return {each.name: each for each in targets(tmp_path_factory.mktemp("fuzz"))}


@pytest.mark.parametrize(
    "name", ["project", "records", "links", "schedule", "tickets", "convert", "settings", "caches"]
)
def test_no_mutation_ends_in_a_traceback_or_hangs_or_has_no_place(
    found: dict[str, Target], name: str
) -> None:
    wrong = [
        (number, shown.line)
        for number in range(CASES)
        if (shown := run(found[name], case_of(found[name], SEED, number)))
    ]

    assert wrong == []


def _hang(case: object) -> list[str]:
    while True:
        pass


def _fall(case: object) -> list[str]:
    raise ValueError("fell")


@pytest.mark.parametrize(
    ("check", "kind"),
    [(_hang, HANG), (_fall, TRACEBACK), (lambda case: ["no line"], WRONG), (lambda case: [], "")],
)
def test_each_kind_of_finding_is_found(
    monkeypatch: pytest.MonkeyPatch, check: Callable[[object], list[str]], kind: str
) -> None:
    monkeypatch.setattr("tests.fuzz.cases.LIMIT", 0.05)

    shown = run(Target("x", 1, lambda die: None, check), None)

    assert (shown.kind if shown else "") == kind


def test_a_case_is_the_same_each_time(found: dict[str, Target]) -> None:
    one, same, other = (case_of(found["project"], SEED, number) for number in (1, 1, 2))

    assert one == same != other


# --- what longer runs have found ------------------------------------------------------------------


def test_a_header_of_very_many_columns_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("task_code," + "A-1," * SCHEDULE_COLUMNS + "\n", encoding="utf-8")

    with pytest.raises(ScheduleError, match=f"more than {SCHEDULE_COLUMNS} columns"):
        read_tables(path, print)
    with pytest.raises(ScheduleError, match="nearest found is 'Activity I'"):
        find_columns([["WBS Code", "Activity Name", "Activity I", *(f"A-{at}" for at in range(5_000))]])


def test_a_file_of_settings_that_is_nested_too_deep_for_python_has_no_lines(tmp_path: Path) -> None:
    check_settings({}, "x = " + "(" * 5_000)


@pytest.mark.parametrize("char", ["\ufffe", "\x07", "\0", "\ud800", "\x85", "\u2029"])
def test_a_character_that_no_file_of_yaml_may_have_becomes_a_blank(char: str) -> None:
    assert Span(f"a{char}b\u2028\U0001f680").text == "a b\u2028\U0001f680"


def test_an_element_of_thousands_of_parts_has_few_ancestors() -> None:
    assert [*lineage("1A.01.02")] == ["1A.01.02", "1A.01", "1A"]

    long = "1A" + ".1" * 30_000
    found = [*lineage(long)]

    assert found[0] == long
    assert len(found[1]) <= ID_CHARACTERS
    assert found[-2:] == ["1A.1", "1A"]
    assert len(found) <= ID_CHARACTERS


@pytest.mark.parametrize("length", range(ID_CHARACTERS - 3, ID_CHARACTERS + 4))
def test_no_ancestor_of_the_longest_ids_is_missing(length: int) -> None:
    long = ("1A" + ".1" * ID_CHARACTERS)[:length].rstrip(".")
    every = [long[:at] for at in range(len(long), 0, -1) if long[at : at + 1] in (".", "")]

    assert [*lineage(long)] == [each for each in every if each == long or len(each) <= ID_CHARACTERS]


def test_thousands_of_colons_take_no_time_and_addresses_are_still_found() -> None:
    with limited(2.0):
        parse("- " + "x" * 30_000 + ":" * 30_000 + "\n", ())

    said = "See http://a.example, (https://b.example), mailto:c@d.example, xhttp//: or httpx://e.example."
    tokens = [token for each in _parser(()).parse(said) for token in each.children or ()]
    found = {str(token.attrs["href"]) for token in tokens if token.attrs}
    assert found == {"http://a.example", "https://b.example", "mailto:c@d.example"}


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 200 + "b", "a\nb", "a\0b", "\ud800"])
def test_a_place_that_no_system_can_have_is_a_fault_of_its_setting(name: str) -> None:
    with pytest.raises(SettingsError, match="expected a directory below that"):
        check_settings({"report_directory": name}, "")
    with pytest.raises(SettingsError, match="expected a file below the directory"):
        check_settings({"report_permalinks": name}, "")


def test_an_item_outside_of_all_lists_is_one_of_the_first_level() -> None:
    item = Block(ITEM, "line 1", (Span("a"),), mark="1.")

    assert written([item, item], lambda text: False) == "1. a\n2. a"


@pytest.mark.parametrize("mark", ["*", "_", "**", "~~"])
def test_emphasis_that_would_end_a_build_is_a_fault(mark: str) -> None:
    parse(" ".join((mark + "x " + mark + "y" + mark, "z" + mark, "*" * 40 + "x" + "*" * 40)), ())

    with pytest.raises(UnreadableError, match="emphasis nested too deeply"):
        parse("a\n\n" + f"{mark}a " * 400 + "x" + f" b{mark}" * 400 + "*" * 1000 + "x" + "*" * 1000, ())


@pytest.mark.parametrize(
    "text",
    [
        "# " + "9" * 30_000,
        "\n" * 20_000 + "x\n" + ">\n" * 10_000,
        "**a" + "." * 30_000 + "b**c",
        "= a" + " " * 30_000 + "x\n\n" + "http://" * 4_000,
    ],
    ids=("number", "blank lines", "punctuation", "asciidoc"),
)
def test_a_report_that_is_slow_to_search_is_converted(
    found: dict[str, Target], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("tests.fuzz.cases.LIMIT", 2.0)

    assert run(found["convert"], ("old.md", text.encode())) is None


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.md", "x\n\n" + "[" * 6_000, "line 3"),
        ("a.txt", "x\n\na\tb\t" + "[" * 6_000, "line 3"),
        ("a.html", "x\n\n<p>" + "[" * 6_000, "line 3"),
    ],
)
def test_a_report_with_thousands_of_brackets_in_one_text_is_refused(
    tmp_path: Path, name: str, text: str, place: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConvertError, match=f"{place}: more than {MARKDOWN_BRACKETS} opening brackets"):
        read_document(path)
