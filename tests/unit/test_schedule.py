"""Reading an export of the scheduler: columns by their names, rows with what they lack."""

from __future__ import annotations

import pytest
from progress_report.core.dates import Date
from progress_report.schedule.activities import Export, element_of, read_export
from progress_report.schedule.scheduler_table import ScheduleError, Sheet, activities_of

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


def read(
    *rows: tuple[str, ...], headers: tuple[tuple[str, ...], ...] = (TECHNICAL, HUMAN), order: str = ""
) -> Export:
    return read_export(Sheet([*headers, *rows]), ELEMENTS, first_is_month=True, date_order=order)


def notes(export: Export) -> list[tuple[str, int, str]]:
    return [(each.what, each.row, each.detail) for each in export.notes]


def reasons(export: Export) -> list[tuple[int, str]]:
    return [(each.row, each.what) for each in export.unplaced]


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
    export = read_export(Sheet([TECHNICAL[::-1], row()[::-1]]), ELEMENTS, first_is_month=False)

    assert export.activities[0].title == "First"


def test_a_missing_column_is_told_with_the_nearest_found_and_the_others_are_read() -> None:
    header = tuple("BL Finish" if "BL" in name else name for name in HUMAN)

    export = read(row(finished="11/30/2017"), headers=(header,))

    assert export.lacks == {"due", "baseline start"}
    assert str(export.activities[0].finished) == "2017-11-30"
    assert notes(export) == [
        (
            "there is no column 'BL Project Finish' (base_end_date); the nearest found is 'BL Finish'; "
            "the register's values are kept",
            0,
            "",
        )
    ]


def test_without_ids_nothing_can_be_read() -> None:
    with pytest.raises(ScheduleError, match=r"there is no column 'Activity ID' \(task_code\)"):
        read(row()[1:], headers=(HUMAN[1:],))


def test_two_columns_that_say_the_same_are_refused() -> None:
    with pytest.raises(
        ScheduleError, match="'Activity Name' is column 10, but column 4 has the same meaning"
    ):
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
    pairs = [
        ("pred_task_id", "task_id"),
        ("Predecessor", "Successor"),
        ("M-1 Status, x", "M-2"),
        ("M-9", "M-3"),
    ]

    sheet = activities_of({"PAIRS": pairs, "TASK": without})

    assert read_export(sheet, ELEMENTS, first_is_month=False).activities[0].after == ("M-1 Status, x",)


def test_a_sheet_of_pairs_says_more_than_a_list_that_may_be_cut_off() -> None:
    pairs = [("Predecessor", "Successor"), ("M-1", "M-2")]

    sheet = activities_of({"TASK": [TECHNICAL, row("M-2", after="M-0")], "PAIRS": pairs})

    assert read_export(sheet, ELEMENTS, first_is_month=False).activities[0].after == ("M-1",)


@pytest.mark.parametrize(
    ("code", "element", "prefix"),
    [
        ("PRJ ME 18-02.1A.01.01", "1A.01.01", "PRJ ME 18-02"),
        ("1.1A.01", "1A.01", "1"),
        ("1A.02", "1A.02", ""),
        ("A.B.1A", "1A", "A.B"),
        ("PRJ.1A.01.", "1A.01", "PRJ"),
    ],
)
def test_an_element_is_all_from_the_first_root_on(code: str, element: str, prefix: str) -> None:
    export = read(row(code=code))

    assert export.activities[0].element == element
    assert export.prefixes == ((prefix, 1),)


@pytest.mark.parametrize("code", ["1.5.1.10.1", "PRJ.1.5.1", "1.5.1", "PRJ.2.1.5"])
def test_no_part_of_an_element_that_is_not_registered_is_taken_for_another(code: str) -> None:
    assert element_of(code, ("1", "1.10", "1.10.1", "2", "2.1")) == ("", "")


def test_a_root_may_stand_below_another_one() -> None:
    assert element_of("PRJ.2.1", ("1", "2", "2.1")) == ("2.1", "PRJ")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("PRJ.3B.01", "another subsystem: 'PRJ.3B.01' contains none of 1A"),
        ("PRJ.1A.01.07", "unknown WBS element '1A.01.07'; its nearest ancestor is '1A.01'"),
        ("", "no WBS code"),
    ],
)
def test_a_code_that_leads_to_no_element_says_why(code: str, why: str) -> None:
    assert read(row(code=code)).activities[0].stray == why


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("11/30/2017 5:00:00 PM", "2017-11-30"),
        ("2/13/2018", "2018-02-13"),
        ("2/13/2018 17:00", "2018-02-13"),
        ("13/2/2018", "2018-02-13"),
        ("30.11.2017", "2017-11-30"),
        ("30-11-2017 08:00", "2017-11-30"),
        ("11/30/17", "2017-11-30"),
        ("5/5/2017", "2017-05-05"),
        ("2017-11-30 17:00:00", "2017-11-30"),
        ("2017-11-30T17:00:00.000Z", "2017-11-30"),
        ("2017/11/30", "2017-11-30"),
        ("20171130", "2017-11-30"),
        ("30-Nov-17 A", "2017-11-30"),
        ("30-Nov-17A", "2017-11-30"),
        ("30-Nov-2017*", "2017-11-30"),
        ("30 November 2017", "2017-11-30"),
        ("Nov 30, 2017 5:00 PM", "2017-11-30"),
        ("43069", "2017-11-30"),
        ("43069.708333", "2017-11-30"),
        ("30-Nov-85", "1985-11-30"),
    ],
)
def test_dates_are_read_in_the_forms_of_the_scheduler(text: str, date: str) -> None:
    assert str(read(row(due=text)).activities[0].due) == date


@pytest.mark.parametrize(
    "text",
    ["31/11/2017", "2/30/2018", "soon", "2017-11", "11/30/0217", "30-Nox-17", "1", "123456", "30.11-2017"],
)
def test_a_malformed_date_is_told_with_its_row_and_decides_nothing(text: str) -> None:
    export = read(row("M-1", finished="11/30/2017"), row("M-2", finished=text))

    assert [each.id for each in export.activities] == ["M-1"]
    assert reasons(export) == [
        (
            4,
            f"Actual Finish '{text}' is not a date; expected one such as 2017-11-30, 30-Nov-17 or 11/30/2017",
        )
    ]


def dues(*texts: str, order: str = "") -> list[str]:
    export = read(*(row(f"M-{at}", due=text) for at, text in enumerate(texts)), order=order)
    return [str(each.due) for each in export.activities]


def test_one_date_decides_how_a_column_is_read() -> None:
    assert dues("30/11/2017", "05/06/2018", "12/01/2018") == ["2017-11-30", "2018-06-05", "2018-01-12"]
    assert dues("11/30/2017", "05/06/2018") == ["2017-11-30", "2018-05-06"]


def test_a_column_that_decides_nothing_is_read_as_another_one() -> None:
    export = read(row(due="05/06/2018", finished="30/11/2017"))

    assert str(export.activities[0].due) == "2018-06-05"


@pytest.mark.parametrize(("order", "due"), [("dmy", "2018-06-05"), ("mdy", "2018-05-06")])
def test_the_order_can_be_set(order: str, due: str) -> None:
    assert dues("05/06/2018", order=order) == [due]


@pytest.mark.parametrize(
    ("texts", "order", "message"),
    [
        (
            ("30/11/2017", "11/30/2017"),
            "",
            "BL Project Finish: '30/11/2017' in row 3 and '11/30/2017' in row 4 have no common order; "
            "correct the wrong one",
        ),
        (
            ("05/06/2018",),
            "",
            "row 3: BL Project Finish '05/06/2018' can be 2018-06-05 or 2018-05-06; "
            'set report_date_order in conf.py to "dmy" (day first) or "mdy" (month first)',
        ),
        (
            ("11/12/2017", "30/11/2017"),
            "mdy",
            "row 4: BL Project Finish '30/11/2017' is not written month first, "
            "as report_date_order = 'mdy' in conf.py says",
        ),
        (
            ("30/11/17",),
            "",
            "row 3: BL Project Finish '30/11/17' can be 2017-11-30 or 2030-11-17; "
            'set report_date_order in conf.py to "dmy" (day first) or "ymd" (year first)',
        ),
    ],
    ids=["both", "open", "another than set", "two digits"],
)
def test_a_column_is_never_read_in_two_ways(texts: tuple[str, ...], order: str, message: str) -> None:
    with pytest.raises(ScheduleError) as error:
        dues(*texts, order=order)

    assert str(error.value) == message


def test_numbers_that_are_read_as_days_are_told() -> None:
    assert notes(read(row(due="43069"))) == [
        ("numbers in 'BL Project Finish', such as 43069, are read as dates in Excel's count of days", 0, "")
    ]


def started(id_: str, status: str, start: str, due: str = "", finished: str = "") -> tuple[str, ...]:
    return (id_, status, "PRJ.1A.01", "First", "", "", start, due, finished)


def test_what_only_starts_is_due_at_its_start() -> None:
    export = read(
        started("M-1", "Not Started", "12/31/2020 8:00:00 AM"), started("M-2", "Not Started", "", "")
    )

    assert [(str(each.due), each.by_start) for each in export.activities] == [
        ("2020-12-31", True),
        ("None", False),
    ]
    assert notes(export) == [("no baseline finish; the planned start is used", 3, "2020-12-31")]


def test_what_is_completed_without_a_finish_was_finished_at_its_start() -> None:
    export = read(
        started("M-1", "Completed", "12/1/2017"),
        started("M-2", "Completed", "", "11/30/2017"),
        started("M-3", "Not Started", "11/30/2017", "11/30/2017"),
        order="mdy",
    )

    assert [str(each.finished) for each in export.activities] == ["2017-12", "None", "None"]
    assert notes(export) == [
        ("no baseline finish; the planned start is used", 3, "2017-12-01"),
        ("completed without a finish; the start is used", 3, "2017-12"),
        ("completed without a date", 4, ""),
    ]


def test_the_start_of_the_baseline_goes_before_the_start_as_now_planned() -> None:
    headers = ((*HUMAN, "BL Project Start"),)

    export = read((*started("M-1", "", "12/31/2020"), "11/30/2020"), headers=headers)

    assert (str(export.activities[0].due), export.activities[0].by_start) == ("2020-11-30", False)


def test_starts_that_are_not_needed_need_not_be_read() -> None:
    assert read(started("M-1", "", "05/06/2018", "30/11/2017", "30/11/2017")).activities


@pytest.mark.parametrize(("first_is_month", "finished"), [(True, "2017-12"), (False, "2017-12-01")])
def test_a_finish_on_the_first_is_a_month_if_the_project_says_so(first_is_month: bool, finished: str) -> None:
    table = [TECHNICAL, row(due="12/1/2017", finished="12/1/2017")]

    (activity,) = read_export(Sheet(table), ELEMENTS, first_is_month, "mdy").activities

    assert (str(activity.due), str(activity.finished)) == ("2017-12-01", finished)


def test_predecessors_are_ids_without_how_they_are_tied() -> None:
    export = read(row(after="M-10: FS 5d, M-9; T&C-1,\nX1: SS, M-9"), row("M-2", after="A-1\nA-2"))

    assert [each.after for each in export.activities] == [("M-10", "M-9", "T&C-1", "X1"), ("A-1", "A-2")]


def test_an_id_may_hold_a_blank() -> None:
    assert read(row(after="IPAC 015, M-2 Status")).activities[0].after == ("IPAC 015", "M-2 Status")


CUT = "DM-100100, DM-100101, DM-100102, DM-100103, DM-100104, DM-100105, DM-100106, DM-100107, DM-100108, D"


@pytest.mark.parametrize(
    ("cell", "last", "cut"),
    [
        (CUT, "DM-100108", True),
        (f"{CUT[:-3]}00,", "DM-10010800", True),
        (f"{CUT[:-3]}0,", "DM-1001080", True),
        (CUT[:-1] + "DM", "DM", False),
        (CUT[:-3], "DM-100108", False),
    ],
    ids=["in an id", "after an id", "before a blank", "longer", "shorter"],
)
def test_a_list_that_is_cut_off_loses_what_may_be_half_an_id(cell: str, last: str, cut: bool) -> None:
    (activity,) = read(row(after=cell)).activities

    assert (activity.after[-1], activity.cut) == (last, cut)


def test_a_list_is_whole_where_a_longer_one_stands_beside_it() -> None:
    export = read(row("M-1", after=CUT), row("M-2", after=f"{CUT}M-1"))

    assert [each.after[-1] for each in export.activities] == ["D", "DM-1"]
    assert not any(each.cut for each in export.activities)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id_": ""}, "no id"),
        ({"name": '=HYPERLINK("x")'}, "Activity Name is a formula, not a value: '=HYPERLINK(\"x\")'"),
        ({"due": "#REF!"}, "BL Project Finish is a formula, not a value: '#REF!'"),
    ],
)
def test_a_row_that_cannot_be_understood_is_listed(cells: dict[str, str], reason: str) -> None:
    assert reasons(read(row(**cells))) == [(3, reason)]


def test_markup_and_odd_characters_in_a_name_are_plain_text_on_one_line() -> None:
    export = read(row(name="A <b>bold</b>\r\n\x1b[31mname\u202e\u00a0here"))

    assert export.activities[0].title == "A <b>bold</b> [31mname here"
    assert notes(export) == [("the name contains markup, which is taken as plain text", 3, "")]


def test_a_repeated_row_counts_once_and_rows_that_differ_count_nowhere() -> None:
    export = read(row("M-1"), row("M-2"), row("M-1"), row("M-2", due="1/1/2018"), row("m-1", name="First"))

    assert export.activities == ()
    assert [number for number, _ in reasons(export)] == [3, 4, 5, 6, 7]
    assert reasons(export)[1] == (4, "the id occurs in rows 4, 6, which differ")
    assert reasons(read(row("M-1"), row("M-1"))) == [(4, "repeats row 3")]


def test_empty_and_short_rows_do_no_harm() -> None:
    export = read(("", " "), ("M-1",), ())

    assert export.rows == 1
    assert export.activities[0].stray == "no WBS code"
