"""Reading an export of the scheduler: columns by their names, rows with what they lack."""

from __future__ import annotations

import pytest
from progress_report.model.dates import Date
from progress_report.model.schedule import Export, element_of, read_export
from progress_report.model.schedule_table import ScheduleError, activities_of

TECHNICAL = (
    "task_code", "status_code", "wbs_id", "task_name", "pred_list", "succ_list", "start_date",
    "base_end_date", "act_end_date",
)  # fmt: skip
HUMAN = (
    "Activity ID", "Activity Status", "(*)WBS Code", "Activity Name", "(*)Predecessors", "Successors",
    "Start", "(*)BL Project Finish", "Actual Finish",
)  # fmt: skip
ELEMENTS = ("1A", "1A.01", "1A.01.01", "1A.01.02", "1A.02")


def row(
    id_: str = "M-1",
    code: str = "PRJ ME 18-02.1A.01",
    name: str = "First",
    after: str = "",
    due: str = "11/30/2017 5:00:00 PM",
    finished: str = "",
) -> tuple[str, ...]:
    return (id_, "Not Started", code, name, after, "", "", due, finished)


def read(*rows: tuple[str, ...], headers: tuple[tuple[str, ...], ...] = (TECHNICAL, HUMAN)) -> Export:
    return read_export([*headers, *rows], ELEMENTS, first_is_month=True)


def reasons(export: Export) -> list[tuple[int, str]]:
    return [(each.row, each.reason) for each in export.unplaced]


@pytest.mark.parametrize(
    "headers",
    [(TECHNICAL, HUMAN), (HUMAN, TECHNICAL), (HUMAN,), (TECHNICAL,), (("Project: PRJ",), TECHNICAL, HUMAN)],
    ids=["technical first", "human first", "human alone", "technical alone", "below a title"],
)
def test_columns_are_found_in_either_header_row(headers: tuple[tuple[str, ...], ...]) -> None:
    export = read(row(), headers=headers)

    (activity,) = export.activities
    assert (activity.row, activity.id, activity.title) == (len(headers) + 1, "M-1", "First")
    assert (activity.element, activity.due) == ("1A.01", Date(2017, 11, 30))


def test_the_order_of_columns_is_free() -> None:
    export = read_export([TECHNICAL[::-1], row()[::-1]], ELEMENTS, first_is_month=False)

    assert export.activities[0].title == "First"


def test_a_missing_column_is_named_with_the_nearest_found() -> None:
    header = tuple("BL Finish" if "BL" in name else name for name in HUMAN)

    with pytest.raises(ScheduleError) as error:
        read(row(), headers=(header,))

    assert str(error.value) == (
        "there is no column 'BL Project Finish' (base_end_date); the nearest found is 'BL Finish'"
    )


def test_two_columns_that_say_the_same_are_refused() -> None:
    with pytest.raises(ScheduleError, match="'Activity Name' is column 10, but column 4 says the same"):
        read((*row(), "Another"), headers=((*HUMAN, "Activity Name"),))


@pytest.mark.parametrize(
    ("tables", "message"),
    [({}, "empty"), ({"a": [["", " "]]}, "empty"), ({"a": [["x", "y"]]}, "no header row")],
)
def test_what_holds_no_table_is_refused(tables: dict[str, list[list[str]]], message: str) -> None:
    with pytest.raises(ScheduleError, match=message):
        activities_of(tables)


def test_predecessors_may_stand_on_a_sheet_of_their_own() -> None:
    # A spreadsheet may leave out the empty cells at the end of a row.
    without = [each[:4] + each[5:] for each in (TECHNICAL, HUMAN, row("M-2")[:-1])]
    pairs = [("pred_task_id", "task_id"), ("Predecessor", "Successor"), ("M-1", "M-2"), ("M-9", "M-3")]

    table = activities_of({"PAIRS": pairs, "TASK": without})

    assert read_export(table, ELEMENTS, first_is_month=False).activities[0].after == ("M-1",)


@pytest.mark.parametrize(
    ("code", "element", "prefix"),
    [
        ("PRJ ME 18-02.1A.01.01", "1A.01.01", "PRJ ME 18-02"),
        ("1.1A.01", "1A.01", "1"),
        ("1A.02", "1A.02", ""),
        ("A.B.1A", "1A", "A.B"),
    ],
)
def test_an_element_is_the_longest_end_of_a_code(code: str, element: str, prefix: str) -> None:
    export = read(row(code=code))

    assert export.activities[0].element == element
    assert export.prefixes == ((prefix, 1),)


def test_the_longest_end_counts_where_a_shorter_one_is_an_element_too() -> None:
    assert element_of("PRJ.2.1", ("1", "2", "2.1")) == ("2.1", "PRJ")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("PRJ.3B.01", "another subsystem: 'PRJ.3B.01' has none of 1A in it"),
        ("PRJ.1A.01.07", "unknown WBS element '1A.01.07'; the nearest above it is '1A.01'"),
        ("", "no WBS code"),
    ],
)
def test_a_code_that_leads_to_no_element_says_why(code: str, why: str) -> None:
    assert read(row(code=code)).activities[0].stray == why


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("11/30/2017 5:00:00 PM", "2017-11-30"),
        ("2/1/2018", "2018-02-01"),
        ("2/1/2018 17:00", "2018-02-01"),
        ("2017-11-30 17:00:00", "2017-11-30"),
        ("30-Nov-17 A", "2017-11-30"),
        ("30-Nov-2017*", "2017-11-30"),
    ],
)
def test_dates_are_read_in_the_forms_of_the_scheduler(text: str, date: str) -> None:
    assert str(read(row(due=text)).activities[0].due) == date


@pytest.mark.parametrize("text", ["30/11/2017", "2/30/2018", "soon", "2017-11", "11.30.2017"])
def test_a_malformed_date_is_told_with_its_row(text: str) -> None:
    export = read(row("M-1"), row("M-2", finished=text))

    assert [each.id for each in export.activities] == ["M-1"]
    assert reasons(export) == [
        (4, f"Actual Finish '{text}' is no date; expected one such as 11/30/2017 (month first)")
    ]


@pytest.mark.parametrize(("first_is_month", "finished"), [(True, "2017-12"), (False, "2017-12-01")])
def test_a_finish_on_the_first_is_a_month_if_the_project_says_so(first_is_month: bool, finished: str) -> None:
    table = [TECHNICAL, row(due="12/1/2017", finished="12/1/2017")]

    (activity,) = read_export(table, ELEMENTS, first_is_month).activities

    assert (str(activity.due), str(activity.finished)) == ("2017-12-01", finished)


def test_predecessors_are_ids_without_how_they_are_tied() -> None:
    export = read(row(after="M-10: FS 5d, M-9; T&C-1,\nX1: SS, M-9"))

    assert export.activities[0].after == ("M-9", "M-10", "X1")
    assert export.notes == ("row 3: no id among the predecessors of M-1, left out: T&C-1",)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id_": ""}, "no id"),
        ({"id_": "M 1"}, "'M 1' is no milestone id; expected letters, digits, '.', '_', '-'"),
        ({"id_": "index"}, "'index' is no milestone id; expected letters, digits, '.', '_', '-'"),
        ({"name": '=HYPERLINK("x")'}, "Activity Name is a formula, not a value: '=HYPERLINK(\"x\")'"),
        ({"due": "#REF!"}, "BL Project Finish is a formula, not a value: '#REF!'"),
    ],
)
def test_a_row_that_cannot_be_understood_is_listed(cells: dict[str, str], reason: str) -> None:
    assert reasons(read(row(**cells))) == [(3, reason)]


def test_markup_and_odd_characters_in_a_name_are_plain_text_on_one_line() -> None:
    export = read(row(name="A <b>bold</b>\r\n\x1b[31mname\u00a0here"))

    assert export.activities[0].title == "A <b>bold</b> [31mname here"
    assert export.notes == ("row 3: the name of M-1 holds markup, which is taken as plain text",)


def test_a_repeated_row_counts_once_and_rows_that_differ_count_nowhere() -> None:
    export = read(row("M-1"), row("M-2"), row("M-1"), row("M-2", due="1/1/2018"), row("m-1", name="First"))

    assert export.activities == ()
    assert [number for number, _ in reasons(export)] == [3, 4, 5, 6, 7]
    assert reasons(export)[1] == (4, "the id stands in rows 4, 6, which differ")
    assert reasons(read(row("M-1"), row("M-1"))) == [(4, "repeats row 3")]


def test_empty_and_short_rows_do_no_harm() -> None:
    export = read(("", " "), ("M-1",), ())

    assert export.rows == 1
    assert export.activities[0].stray == "no WBS code"
