"""Dates to the day or the month (content model, section 2): none is ever more precise than it was given."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.core.dates import Date, Span, difference
from progress_report.core.language import use_language
from progress_report.core.periods import end_of, is_period, period_name

DAYS = st.dates().map(lambda day: Date(day.year, day.month, day.day))
MONTHS = st.dates().map(lambda day: Date(day.year, day.month))
DATES = DAYS | MONTHS


def date(text: str) -> Date:
    """A date that is known to be one."""
    found = Date.parse(text)
    assert found is not None
    return found


def test_a_date_to_the_day_is_read() -> None:
    assert Date.parse("2017-02-28") == Date(2017, 2, 28)


def test_a_date_to_the_month_has_no_day() -> None:
    assert Date.parse("2017-02") == Date(2017, 2, None)


@pytest.mark.parametrize("text", ["2016-02-29", "2017-12-31", "0001-01-01", "9999-12"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(Date.parse(text)) == text


@given(DATES)
def test_every_date_is_written_as_it_is_read(written: Date) -> None:
    assert Date.parse(str(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-30",
        "2017-02-29",
        "2017-13",
        "2017-13-01",
        "2017-00",
        "2017-00-10",
        "2017-08-00",
        "2017-08-32",
        "0000-01-01",
    ],
)
def test_an_impossible_date_is_none(text: str) -> None:
    assert Date.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2017",
        "2017-8",
        "2017-08-1",
        "17-08-01",
        "2017/08/01",
        "01-08-2017",
        "2017-08-01T00:00",
        " 2017-08",
        "2017-08\n",
        "2017-08-",
        "٢٠١٧-08",
        "August 2017",
    ],
)
def test_what_is_not_written_as_a_date_is_none(text: str) -> None:
    assert Date.parse(text) is None


@given(st.text())
def test_any_text_can_be_asked_for_a_date(text: str) -> None:
    found = Date.parse(text)

    assert found is None or str(found) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2017-08", True), ("2017-08-31", False), ("2017-13", False), ("reports", False), ("", False)],
)
def test_only_a_year_and_month_are_a_month(text: str, expected: bool) -> None:
    assert is_period(text) is expected


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2017-08-31", "2017-08-01", Span(30, "day")),
        ("2017-03-01", "2017-02-28", Span(1, "day")),
        ("2016-03-01", "2016-02-28", Span(2, "day")),
        ("2017-08-31", "2017-08-31", Span(0, "day")),
        ("2017-07-31", "2017-08-31", Span(-31, "day")),
        ("2017-09", "2017-08-31", Span(1, "month")),
        ("2017-08-31", "2016-11", Span(9, "month")),
        ("2017-08", "2017-08-01", Span(0, "month")),
        ("2016-12", "2017-02", Span(-2, "month")),
    ],
)
def test_a_difference_is_in_days_where_both_have_days_else_in_months(
    later: str, earlier: str, expected: Span
) -> None:
    assert difference(date(later), date(earlier)) == expected


@given(DATES, DATES)
def test_a_difference_turned_around_has_the_other_sign(one: Date, other: Date) -> None:
    there, back = difference(one, other), difference(other, one)

    assert (there.count, there.unit) == (-back.count, back.unit)


@given(DATES, DATES)
def test_a_difference_is_never_more_precise_than_the_dates(one: Date, other: Date) -> None:
    expected = "day" if one.day and other.day else "month"

    assert difference(one, other).unit == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-08", "2017-08-01", "2017-08-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2017-08-14", "2017-08-14", "2017-08-14"),
    ],
)
def test_a_month_counts_from_its_first_to_its_last_day(text: str, first: str, last: str) -> None:
    assert date(text).first_day == datetime.date.fromisoformat(first)
    assert date(text).last_day == datetime.date.fromisoformat(last)


def test_the_end_of_a_month_is_its_last_day() -> None:
    assert str(end_of("2016-02")) == "2016-02-29"


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2017-08-02", "2017-08-01", "1 day"),
        ("2017-08-01", "2017-08-31", "30 days"),
        ("2017-08-01", "2017-08-01", "0 days"),
        pytest.param("2017-12", "2017-11-30", "1–31 days", id="later is a month"),
        pytest.param("2017-12", "2017-05-31", "184–214 days", id="later is a month, months after"),
        pytest.param("2017-08", "2017-09-15", "15–45 days", id="later is a month before"),
        pytest.param("2017-12-01", "2017-09", "62–91 days", id="earlier is a month"),
        pytest.param("2017-12", "2017-09", "62–121 days", id="both are months"),
    ],
)
def test_a_span_reads_in_days_the_fewest_and_most_where_a_day_is_unknown(
    later: str, earlier: str, expected: str
) -> None:
    assert str(difference(date(later), date(earlier))) == expected


def test_a_month_has_a_name() -> None:
    assert period_name("2017-08") == "August 2017"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "February 2024"), ("de", "Februar 2024"), ("de-AT", "Februar 2024"),
     ("pt_BR", "fevereiro de 2024"), ("xx", "February 2024"),
     ("not one", "February 2024"), ("", "February 2024"), (None, "February 2024")],
)  # fmt: skip
def test_the_language_of_the_site_names_a_month(language: str | None, name: str) -> None:
    use_language(language)
    try:
        assert period_name("2024-02") == name
    finally:
        use_language("en")


@pytest.mark.parametrize("text", ["0001-01", "1899-12", "2200-01", "9999-12", "2017-08-01"])
def test_no_report_is_of_a_month_at_an_end_of_the_calendar(text: str) -> None:
    assert not is_period(text)
    assert is_period("1900-01")
    assert is_period("2199-12")
