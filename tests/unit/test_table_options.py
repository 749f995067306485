"""The options of tables and charts: from what a writer typed to a selection, and what means nothing."""

from __future__ import annotations

import pytest
from progress_report.content.known import Known
from progress_report.core.dates import Date
from progress_report.core.problems import Code
from progress_report.milestones.option_reader import OptionReader
from progress_report.milestones.table_options import (
    DEFAULT_COLUMNS,
    TABLE_OPTIONS,
    TableOptions,
    read_table_options,
)

from .history import Make, files, milestone, month

REGISTER = milestone("M-1", more="  aka: [FIRST]\n") + milestone("M-2")


@pytest.fixture
def known(project: Make) -> Known:
    return project(files({"2017-07": month(), "2017-08": month()}, REGISTER)).known


def without_month(known: Known, options: dict[str, str]) -> tuple[TableOptions | None, list[str]]:
    """The options as understood where no month is published, and what was said of the others."""
    reader = OptionReader(options, known, TABLE_OPTIONS)
    return read_table_options(reader, None, on_month_page=False), [message for _, message in reader.wrong]


def read(
    known: Known, options: dict[str, str], *, on_month_page: bool = False
) -> tuple[TableOptions, list[str]]:
    """The options as understood in August 2017, and what was said of the others."""
    reader = OptionReader(options, known, TABLE_OPTIONS)
    found = read_table_options(reader, "2017-08", on_month_page=on_month_page)
    assert found is not None
    return found, [message for _, message in reader.wrong]


# --- defaults -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("on_month_page", "stated"), [(True, True), (False, False)])
def test_a_month_s_page_shows_what_it_states_and_any_other_the_register(
    known: Known, on_month_page: bool, stated: bool
) -> None:
    found, wrong = read(known, {}, on_month_page=on_month_page)

    assert found.selection.stated is stated
    assert (found.selection.month, found.group_by, found.columns) == ("2017-08", "area", DEFAULT_COLUMNS)
    assert wrong == []


@pytest.mark.parametrize(("select", "stated"), [("stated", True), ("state", False)])
@pytest.mark.parametrize("on_month_page", [True, False])
def test_either_is_had_on_any_page(known: Known, on_month_page: bool, select: str, stated: bool) -> None:
    found, _ = read(known, {"select": select}, on_month_page=on_month_page)

    assert found.selection.stated is stated


def test_without_any_month_there_is_no_selection(known: Known) -> None:
    assert without_month(known, {}) == (None, [])


def test_a_month_may_be_named_where_none_is_published(known: Known) -> None:
    found, wrong = without_month(known, {"month": "2017-07"})

    assert found is not None
    assert (found.selection.month, wrong) == ("2017-07", [])


def test_an_option_without_a_value_is_one_not_given(known: Known) -> None:
    empty = dict.fromkeys(("status", "month", "wbs", "due-from", "due-to", "group-by", "columns", "id"), "")

    assert read(known, empty) == read(known, {})


# --- values -------------------------------------------------------------------------------------


def test_every_option_is_understood(known: Known) -> None:
    found, wrong = read(
        known,
        {
            "status": "overdue, delayed",
            "month": "2017-07",
            "wbs": "1.1A.01",
            "due-from": "2017-01",
            "due-to": "2017-12-31",
            "group-by": "status",
            "columns": "id due,note",
            "order": "due",
            "id": "FIRST, M-2",
        },
    )

    chosen = found.selection
    assert wrong == []
    assert (found.group_by, found.columns) == ("status", ("id", "due", "note"))
    assert (chosen.month, chosen.wbs, chosen.ids) == ("2017-07", "1A.01", ("M-1", "M-2"))
    assert (chosen.statuses, chosen.order, chosen.notes) == (("overdue", "delayed"), "due", True)
    assert (chosen.due_from, chosen.due_to) == (Date(2017, 1), Date(2017, 12, 31))


@pytest.mark.parametrize(("columns", "notes"), [("id, note", True), ("id, title", False), ("", True)])
def test_a_table_without_notes_does_not_depend_on_them(known: Known, columns: str, notes: bool) -> None:
    assert read(known, {"columns": columns})[0].selection.notes is notes


@pytest.mark.parametrize(("name", "expected"), [("2017-08", Date(2017, 9, 1)), ("2017-07", Date(2017, 8, 1))])
def test_after_means_from_the_day_after_the_table_s_month_on(known: Known, name: str, expected: Date) -> None:
    found, wrong = read(known, {"due-from": "after", "month": name})

    assert (found.selection.due_from, wrong) == (expected, [])


def test_after_the_last_day_of_the_calendar_is_that_day(known: Known) -> None:
    reader = OptionReader({"due-from": "after"}, known, TABLE_OPTIONS)

    assert reader.date("due-from", Date(9999, 12, 31), ("after",)) == Date(9999, 12, 31)


@pytest.mark.parametrize("text", ["after", "-12 months", "+9999 months"])
def test_a_relative_bound_is_no_mistake_where_no_month_is_known(known: Known, text: str) -> None:
    assert without_month(known, {"due-from": text}) == (None, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("-12 months", Date(2016, 8)), ("+1 month", Date(2017, 9)), ("+5 months", Date(2018, 1))],
)
def test_a_bound_may_be_told_from_the_table_s_month(known: Known, text: str, expected: Date) -> None:
    found, wrong = read(known, {"due-from": text, "due-to": text, "month": "2017-08"})

    assert (found.selection.due_from, found.selection.due_to, wrong) == (expected, expected, [])


@pytest.mark.parametrize("text", ["12 months", "-12 days", "-99999 months", "+ 1 month"])
def test_another_way_to_tell_it_is_a_mistake(known: Known, text: str) -> None:
    found, wrong = read(known, {"due-to": text, "month": "2017-08"})

    assert (found.selection.due_to, len(wrong)) == (None, 1)


def test_after_means_nothing_as_an_end(known: Known) -> None:
    found, wrong = read(known, {"due-to": "after"})

    assert found.selection.due_to is None
    assert wrong == ["':due-to: after' is not a date; expected YYYY-MM-DD or YYYY-MM"]


# --- what means nothing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("status", "delayd", "':status: delayd' is not valid; did you mean 'delayed'?"),
        ("status", "Delayed", "':status: Delayed' is not valid; did you mean 'delayed'?"),
        ("group-by", "areas", "':group-by: areas' is not valid; did you mean 'area'?"),
        ("select", "xyz", "':select: xyz' is not valid; expected one of stated, state"),
        ("order", "xyz", "':order: xyz' is not valid; expected one of area, due, late"),
        ("columns", "titel", "':columns: titel' is not valid; did you mean 'title'?"),
        ("month", "2017-7", "no report for month '2017-7'; did you mean '2017-07'?"),
        ("wbs", "1A.1", "unknown WBS element '1A.1'; did you mean '1A.01'?"),
        ("id", "M-11", "unknown milestone 'M-11'; did you mean 'M-1'?"),
        ("due-from", "2017-02-30", "':due-from: 2017-02-30' is not a date; expected YYYY-MM-DD or YYYY-MM"),
        ("due-to", "soon", "':due-to: soon' is not a date; expected YYYY-MM-DD or YYYY-MM"),
    ],
)
def test_what_means_nothing_is_told_with_what_was_meant_and_left_out(
    known: Known, option: str, value: str, message: str
) -> None:
    found, wrong = read(known, {option: value})

    assert wrong == [message]
    assert found == read(known, {})[0]


def test_of_a_list_the_good_words_stay(known: Known) -> None:
    found, wrong = read(known, {"status": "delayed, layte overdue", "id": "M-3, M-2"})

    assert (found.selection.statuses, found.selection.ids) == (("delayed", "overdue"), ("M-2",))
    assert len(wrong) == 2


def test_each_mistake_has_the_code_of_its_kind(known: Known) -> None:
    options = {"status": "x", "month": "2017-01", "wbs": "2B", "id": "N-1", "due-to": "x"}

    reader = OptionReader(options, known, TABLE_OPTIONS)
    read_table_options(reader, "2017-08", on_month_page=False)

    assert {code for code, _ in reader.wrong} == {
        Code.DIRECTIVE,
        Code.MONTH,
        Code.ELEMENT,
        Code.MILESTONE,
        Code.DATE,
    }


@pytest.mark.parametrize(("option", "register"), [("id", "milestones.yaml"), ("wbs", "wbs.yaml")])
def test_nothing_is_unknown_while_its_register_can_t_be_read(
    project: Make, option: str, register: str
) -> None:
    known = project({**files({"2017-08": month()}), f"reports/{register}": "- broken\n"}).known

    assert read(known, {option: "X-1"})[1] == []


@pytest.mark.parametrize(
    ("text", "expected", "mistakes"),
    [("", 7, 0), ("0", 0, 0), ("12", 12, 0), ("-1", 7, 1), ("1.5", 7, 1), ("²", 7, 1), ("9" * 10, 7, 1)],
)
def test_a_number_is_one_that_counts(known: Known, text: str, expected: int, mistakes: int) -> None:
    reader = OptionReader({"limit": text}, known, ["limit"])

    assert reader.number("limit", 7) == expected
    assert len(reader.wrong) == mistakes


def test_an_option_that_there_is_not_is_told_with_the_nearest(known: Known) -> None:
    assert read(known, {"statuz": "delayed"})[1] == ["unknown option ':statuz:'; did you mean 'status'?"]
    assert read(known, {"x": "1"})[1] == [f"unknown option ':x:'; expected one of {', '.join(TABLE_OPTIONS)}"]
