"""YAML as text (content model, section 2): no implicit types, true lines, and bounds that stop a bomb."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from progress_report.core.problems import Problem, Problems
from progress_report.syntax import yaml_text
from progress_report.syntax.yaml_text import Fields, Mapping, Scalar, Sequence, Value, read, top_mapping

FILE = "reports/some.yaml"


def load(text: str, first_line: int = 1) -> tuple[Value | None, list[tuple[int, str, str]]]:
    """A text as values, and the line, code and message of each fault."""
    problems = Problems(FILE)
    value = read(text, problems, first_line)
    return value, [(each.line, each.code, each.message) for each in problems.found]


def plain(value: Value | None) -> object:
    """Values without their lines."""
    if isinstance(value, Mapping):
        return {key.text: plain(content) for key, content in value.entries}
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    return value.text if value else None


def fields(text: str, *keys: str) -> tuple[Fields, Problems]:
    """The keys of one mapping."""
    problems = Problems(FILE)
    mapping = read(text, problems)
    assert isinstance(mapping, Mapping)
    return Fields(mapping, keys, problems, "a record"), problems


# --- every scalar is text -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["on", "off", "yes", "no", "true", "null", "~", "1.10", "010", "0x1F", "1e3", "1_000", "12:30:45", ".nan",
     "2017-08", "2017-02-30", "<<", "="],
)  # fmt: skip
def test_a_scalar_is_the_text_that_is_written(word: str) -> None:
    assert plain(load(f"key: {word}\n")[0]) == {"key": word}


@pytest.mark.parametrize("word", ["on", "no", "1.10", "010", "2017-08"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quoting_changes_nothing(word: str, quote: str) -> None:
    assert plain(load(f"{quote}{word}{quote}: {quote}{word}{quote}\n")[0]) == {word: word}


@pytest.mark.parametrize("key", ["on", "1.10", "2017-08", "null"])
def test_a_key_is_text_too(key: str) -> None:
    assert plain(load(f"{key}: x\n")[0]) == {key: "x"}


@pytest.mark.parametrize("tag", ["!!int", "!!python/object/apply:os.getcwd", "!own"])
def test_a_tag_makes_no_other_type(tag: str) -> None:
    assert plain(load(f"key: {tag} 1\n")[0]) == {"key": "1"}


def test_a_key_without_a_value_holds_an_empty_text() -> None:
    assert plain(load("key:\n")[0]) == {"key": ""}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_text_without_content_is_nothing_and_no_fault(text: str) -> None:
    value, faults = load(text)

    assert plain(value) in (None, "")
    assert faults == []


# --- lines --------------------------------------------------------------------------------------


def test_every_value_knows_its_line() -> None:
    value, _ = load("a: 1\n\n# comment\nb:\n  - x\n  - y: 2\n")

    assert isinstance(value, Mapping)
    (key_a, a), (key_b, b) = value.entries
    assert (key_a.line, a.line, key_b.line, b.line) == (1, 1, 4, 5)
    assert isinstance(b, Sequence)
    assert [item.line for item in b.items] == [5, 6]


def test_lines_count_from_where_the_text_begins_in_the_file() -> None:
    value, _ = load("a: 1\nb: 2\n", first_line=2)

    assert isinstance(value, Mapping)
    assert [key.line for key, _ in value.entries] == [2, 3]


@pytest.mark.parametrize(
    ("text", "line", "text_line"),
    [
        ("note: x\n", 1, 1),
        ("note: |\n  x\n", 1, 2),
        ("note: >\n  x\n", 1, 2),
        ("note: |-\n  x\n", 1, 2),
        ("note: 'x'\n", 1, 1),
        ("note:\n  x\n", 2, 2),
        ("# comment\nnote: | # comment\n  x\n", 2, 3),
    ],
)
def test_the_text_of_a_block_scalar_begins_on_the_next_line(text: str, line: int, text_line: int) -> None:
    fields_, _ = fields(text, "note")

    note = fields_.scalar("note")

    assert note is not None
    assert (note.text.strip(), note.line, note.text_line) == ("x", line, text_line)


@pytest.mark.parametrize("character", ["\u0085", "\u2028", "\u2029"])
def test_what_only_yaml_takes_for_the_end_of_a_line_counts_as_none(character: str) -> None:
    value, _ = load(f"a: x{character}y\nb: 1\n")

    assert isinstance(value, Mapping)
    assert [(key.text, key.line) for key, _ in value.entries] == [("a", 1), ("b", 2)]


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\n\tb: 2\n", 2, "a tab"),
        ("a:\n\t- b\n", 2, "a tab"),
        ("a:\n  - b\n \t- c\n", 3, "a tab"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", 2, "unfinished merge"),
        ("- a\n<<<<<<< HEAD\n- b\n=======\n", 2, "unfinished merge"),
        ("a: b: c\n", 1, "must be quoted"),
        ("a: [1,\n2\nb: 3\n", 1, "invalid YAML"),
        ('a: 1\nb: "x\nc: 1\n', 2, "invalid YAML"),
        ("a: [1, 2\n", 1, "invalid YAML"),
        ("a: @x\n", 1, "invalid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: *x\n", 1, "invalid YAML"),
        ("a: 1\nb: é\x01\n", 2, "U+0001"),
        ("ééé: 1\nb: \x07\n", 2, "U+0007"),
        ("a: \x00", 1, "U+0000"),
    ],
)
def test_what_is_not_yaml_is_one_fault_where_it_stands(text: str, line: int, says: str) -> None:
    value, faults = load(text)

    assert value is None
    ((at, code, message),) = faults
    assert (at, code) == (line, "yaml")
    assert says in message


@pytest.mark.parametrize(("spelt", "shown"), [(r"\x01", "U+0001"), (r"\e", "U+001B"), (r"\0", "U+0000")])
def test_a_control_character_that_is_spelt_out_is_left_out(spelt: str, shown: str) -> None:
    value, faults = load(f'\nkey: "a{spelt}b"\n')

    assert plain(value) == {"key": "ab"}
    assert faults == [(2, "yaml", f"a control character in a text: {shown}")]


def test_of_a_duplicate_key_the_first_is_used() -> None:
    value, faults = load("a: 1\nb: 2\na: 3\n")

    assert plain(value) == {"a": "1", "b": "2"}
    ((line, code, message),) = faults
    assert (line, code) == (3, "duplicate")
    assert "already in line 1" in message


def test_a_key_that_is_no_text_is_left_out() -> None:
    value, faults = load("? [a]\n: b\nc: d\n")

    assert plain(value) == {"c": "d"}
    assert [(line, code) for line, code, _ in faults] == [(1, "key")]


# --- bounds -------------------------------------------------------------------------------------

BILLION_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(10 * [f'*{before}'])}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.fixture(params=["as installed", "in Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the parser that is installed, which may have bounds, and with one that has none."""
    if request.param == "in Python":
        monkeypatch.setattr(yaml_text, "LOADER", yaml.BaseLoader)


# 1,000 and 10,000 are bounds of versions of libyaml.
@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("depth", [600, 1_100, 100_000])
@pytest.mark.parametrize("opener", ["- ", "? ", "{a: ", "[", "[{", "[\n"])
def test_what_is_nested_too_deeply_is_one_fault_and_takes_no_time(opener: str, depth: int) -> None:
    assert_too_much(opener * depth)


@pytest.mark.parametrize("depth", [20, 1_100])
def test_keys_that_are_nested_too_deeply_are_one_fault(depth: int) -> None:
    assert_too_much("\n".join(f"{indent * ' '}a:" for indent in range(depth)))


@pytest.mark.parametrize(
    "text",
    [BILLION_LAUGHS, "&a [*a]", "a: &a {b: *a}", "[" * 20 + "]" * 20],
    ids=["laughs", "circle", "circle of keys", "deep"],
)
def test_too_much_is_one_fault_and_takes_no_time(text: str) -> None:
    assert_too_much(text)


def assert_too_much(text: str) -> None:
    """The text passes the bounds: one fault says so, soon, and nothing is read."""
    begun = time.process_time()

    value, faults = load(text)

    assert value is None
    assert [(code, message) for _, code, message in faults] == [
        ("yaml", "too many or too deeply nested values")
    ]
    assert time.process_time() - begun < 5


def test_a_fault_in_a_line_with_many_brackets_is_told_as_itself() -> None:
    _, faults = load(f"a: '{'[' * 20}'\nb: [{', '.join(['[x]'] * 50)}]]\n")

    ((line, _, message),) = faults
    assert line == 2
    assert message.startswith("invalid YAML")


def test_an_alias_that_stays_within_the_bounds_is_read() -> None:
    assert plain(load("a: &x [1, 2]\nb: *x\n")[0]) == {"a": ["1", "2"], "b": ["1", "2"]}


def test_a_long_list_of_notes_with_brackets_is_not_too_much() -> None:
    text = "".join(f"k{number}: ['[DM-1] - x', {{a: b}}]\n" for number in range(3000))

    value, faults = load(text)

    assert faults == []
    assert isinstance(value, Mapping)
    assert len(value.entries) == 3000


# --- typed access -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("titel: x\n", 1, "did you mean 'title'?"),
        ("title: x\nTitle: y\n", 2, "did you mean 'title'?"),
        ("xyz: x\n", 1, "expected one of title, due"),
        ("<<: x\n", 1, "unknown key '<<'"),
        ("'': x\n", 1, "unknown key ''"),
    ],
)
def test_an_unknown_key_is_a_fault_with_the_nearest_one(text: str, line: int, says: str) -> None:
    _, problems = fields(text, "title", "due")

    (problem,) = problems.found
    assert (problem.location, problem.code) == (f"{FILE}:{line}", "key")
    assert says in problem.message


@pytest.mark.parametrize(
    ("text", "says"),
    [("title: [a]\n", "expected text, found a list"), ("title: {a: b}\n", "expected text, found a mapping")],
)
def test_a_list_where_text_belongs_is_one_fault_however_often_asked(text: str, says: str) -> None:
    read_fields, problems = fields(text, "title")

    read_fields.require(["title"])
    assert read_fields.text("title") == ""
    (problem,) = problems.found
    assert problem.code == "type"
    assert says in problem.message


@pytest.mark.parametrize("text", ["other: x\n", "title:\nother: x\n", "title: ' '\nother: x\n"])
def test_a_required_key_must_say_something(text: str) -> None:
    read_fields, problems = fields(text, "title", "other")

    read_fields.require(["title"])
    assert [(each.line, each.code) for each in problems.found] == [(1, "required")]


@pytest.mark.parametrize("text", ["2017-02-30", "soon", "2017-8-1", "2017-08-00"])
def test_a_date_that_is_none_is_a_fault_and_no_date(text: str) -> None:
    read_fields, problems = fields(f"due: {text}\n", "due")

    assert read_fields.date("due") is None
    assert [(each.line, each.code) for each in problems.found] == [(1, "date")]


def test_a_month_is_not_a_day() -> None:
    read_fields, problems = fields("since: 2017-08-01\n", "since")

    assert read_fields.month("since") is None
    assert [each.code for each in problems.found] == ["date"]


@pytest.mark.parametrize(
    ("word", "expected", "faults"),
    [("true", True, 0), ("false", False, 0), ("", False, 0), ("True", False, 1), ("yes", False, 1)],
)
def test_a_flag_is_true_or_false(word: str, expected: bool, faults: int) -> None:
    read_fields, problems = fields(f"area: {word}\n", "area")

    assert read_fields.flag("area") is expected
    assert [each.code for each in problems.found] == ["type"] * faults


def test_a_choice_that_means_nothing_is_a_fault_with_the_nearest_one() -> None:
    read_fields, problems = fields("kind: sumary\n", "kind")

    assert read_fields.choice("kind", ("report", "summary"), "report") == "report"
    assert problems.found[0].message.endswith("did you mean 'summary'?")


@pytest.mark.parametrize(
    ("text", "expected", "faults"),
    [
        ("aka: x\n", ["x"], 0),
        ("aka: [x, y]\n", ["x", "y"], 0),
        ("aka:\n", [], 0),
        ("aka: []\n", [], 0),
        ("aka: {x: y}\n", [], 1),
        ("aka: [x, [y], z]\n", ["x", "z"], 1),
        ("aka: [x, ~, '']\n", ["x", "~"], 1),
    ],
)
def test_a_list_of_texts_leaves_out_what_is_none(text: str, expected: list[str], faults: int) -> None:
    read_fields, problems = fields(text, "aka")

    assert [each.text for each in read_fields.texts("aka")] == expected
    assert [each.code for each in problems.found] == ["type"] * faults


@pytest.mark.parametrize(
    ("text", "expected", "faults"),
    [
        ("items: [{a: 1}, {b: 2}]\n", 2, 0),
        ("items:\n", 0, 0),
        ("items: []\n", 0, 0),
        ("items: {a: 1}\n", 0, 1),
        ("items: text\n", 0, 1),
        ("items: [{a: 1}, text, {b: 2}]\n", 2, 1),
        ("items:\n  - a: 1\n  -\n", 1, 1),
    ],
)
def test_a_list_of_mappings_leaves_out_what_is_none(text: str, expected: int, faults: int) -> None:
    read_fields, problems = fields(text, "items")

    assert len(read_fields.mappings("items")) == expected
    assert [each.code for each in problems.found] == ["type"] * faults


@pytest.mark.parametrize(
    ("text", "faults"), [("- a\n", 1), ("text\n", 1), ("''\n", 0), ("", 0), ("a: b\n", 0)]
)
def test_a_file_is_a_mapping_or_empty(text: str, faults: int) -> None:
    problems = Problems(FILE)

    mapping = top_mapping(read(text, problems), problems, "keys and values")

    assert (mapping is not None) == (text == "a: b\n")
    assert [each.code for each in problems.found] == ["type"] * faults


# --- any text -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "  ", "\t", "'", '"', "&x ", "*x", "!!t ",
     "|\n", ">\n", "#", "---\n", "...\n", "%YAML 1.1\n", "\\", "é", "\x01", "\u2028", "<<", "@", "0"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_any_text_gives_values_or_one_fault(text: str) -> None:
    value, faults = load(text)

    assert value is not None or len(faults) <= 1
    last = text.count("\n") + 1
    assert all(1 <= line <= last for line, _, _ in faults)


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@given(st.dictionaries(PRINTABLE, PRINTABLE, max_size=4))
def test_what_is_written_quoted_comes_back(content: dict[str, str]) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, default_style='"')

    value, faults = load(text)

    assert (plain(value) or {}, faults) == (content, [])


def test_a_scalar_at_the_top_is_a_scalar() -> None:
    assert load("text")[0] == Scalar("text", 1, 1)


@pytest.mark.parametrize("piece", ["[],", "{},", "- {a: b}\n", "- a\n", "a,"])
def test_more_values_than_any_honest_file_has_are_refused_before_they_are_read(piece: str) -> None:
    problems = Problems("reports/wbs.yaml")
    begun = time.process_time()

    assert read("a: [" + piece * 250_000, problems) is None

    assert time.process_time() - begun < 0.5
    assert [problem.code for problem in problems.found] == ["yaml"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nnote: fixes #12 at last\n", 2), ("notes:\n  - closed #7\n", 2), ("a: |\n  fixes #12\n", 0)],
)
def test_a_ticket_that_yaml_takes_for_a_comment_is_a_remark(text: str, line: int) -> None:
    found = [(each.line, each.remark) for each in problems_of(text)]

    assert found == ([(line, True)] if line else [])


@pytest.mark.parametrize("text", ['note: "fixes #12"\n', "note: fixes # 12\n", "# 1\na: b #c\n", "a: b#12\n"])
def test_other_comments_are_no_tickets(text: str) -> None:
    assert problems_of(text) == []


def problems_of(text: str) -> list[Problem]:
    problems = Problems(FILE)
    read(text, problems)
    return problems.found
