"""The periods of reports: names, order, dates and words of months, quarters and releases."""

from __future__ import annotations

import datetime

import pytest
from progress_report.core.dates import Date
from progress_report.core.language import use_language
from progress_report.core.periods import (
    QUARTER,
    RELEASE,
    date_of,
    end_of,
    is_period,
    is_well_formed,
    order,
    period_after,
    period_name,
    period_of,
    period_short,
    timeline,
    use_periods,
    use_releases,
    use_titles,
    year_of,
)

DAY = datetime.date


@pytest.fixture
def quarters() -> None:
    use_periods(QUARTER)


@pytest.fixture
def releases() -> None:
    """Releases whose names are sorted otherwise than their dates; the last one has no date yet."""
    use_periods(RELEASE)
    use_releases(
        {"2.0-rc1": Date(2024, 5, 2), "v1.10": Date(2024, 3, 9), "v1.9": Date(2023, 12, 1), "v3": None}
    )


@pytest.mark.usefixtures("quarters")
@pytest.mark.parametrize(
    ("text", "good"),
    [("2024-Q1", True), ("2024-Q4", True), ("2024-Q5", False), ("2024-Q0", False), ("2024-q1", False),
     ("2024-01", False), ("24-Q1", False), ("1899-Q4", False), ("2024-Q\N{ARABIC-INDIC DIGIT ONE}", False)],
)  # fmt: skip
def test_a_quarter_has_a_year_and_a_number(text: str, good: bool) -> None:
    assert is_period(text) is good


@pytest.mark.usefixtures("quarters")
def test_a_quarter_ends_with_its_last_month() -> None:
    assert [str(end_of(f"2024-Q{number}")) for number in (1, 2, 3, 4)] == [
        "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31",
    ]  # fmt: skip
    assert date_of("2024-Q2").first_day == DAY(2024, 4, 1)
    assert str(date_of("2024-Q2")) == "2024-Q2"


@pytest.mark.usefixtures("quarters")
def test_quarters_follow_one_another() -> None:
    assert [period_after("2023-Q3", number) for number in (-3, 1, 2)] == ["2022-Q4", "2023-Q4", "2024-Q1"]
    assert period_of(DAY(2024, 6, 30)) == "2024-Q2"
    assert timeline([DAY(2023, 11, 2), DAY(2024, 7, 1)], ["2024-Q1"]) == [
        "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3",
    ]  # fmt: skip


@pytest.mark.usefixtures("quarters")
@pytest.mark.parametrize(("language", "name", "short"), [("en", "Q1 2024", "Q1"), ("fr", "T1 2024", "T1")])
def test_a_quarter_has_a_name_in_the_language_of_the_site(language: str, name: str, short: str) -> None:
    use_language(language)

    try:
        assert (period_name("2024-Q1"), period_short("2024-Q1")) == (name, short)
    finally:
        use_language(None)


@pytest.mark.usefixtures("releases")
def test_releases_are_in_the_order_of_their_dates() -> None:
    names = ["v3", "2.0-rc1", "v1.9", "v1.10"]

    assert sorted(names, key=order) == ["v1.9", "v1.10", "2.0-rc1", "v3"]
    assert order("") < order("v1.9")
    assert order("v3") < order("v4"), "one that is not there yet is the newest"


@pytest.mark.usefixtures("releases")
def test_a_release_is_a_day_and_has_its_own_name() -> None:
    assert (str(end_of("v1.10")), year_of("v1.9"), period_name("v1.9")) == ("2024-03-09", "2023", "v1.9")
    assert period_of(DAY(2024, 1, 1)) == "v1.10"
    assert period_of(DAY(2024, 6, 1)) == period_after("v1.9") == ""


@pytest.mark.usefixtures("releases")
def test_a_schedule_has_months_between_releases() -> None:
    assert timeline([DAY(2024, 4, 3)], ["v1.10", "2.0-rc1"]) == [
        "v1.10", "2024-03", "2024-04", "2.0-rc1", "2024-05",
    ]  # fmt: skip
    assert str(end_of("2024-04")) == "2024-04-30"


@pytest.mark.usefixtures("releases")
@pytest.mark.parametrize(
    ("text", "good"),
    [("v1.2.1", True), ("2.0-rc1", True), ("2024.1", True), ("7", True), ("2024", False), ("drafts", False),
     ("v1.", False), (".v1", False), ("v1 2", False), ("v1/2", False), ("ä1", False), ("aux", False)],
)  # fmt: skip
def test_the_name_of_a_release_is_safe_in_files_and_addresses(text: str, good: bool) -> None:
    assert is_well_formed(text) is good


@pytest.mark.usefixtures("releases")
def test_only_a_release_of_the_project_is_a_period() -> None:
    assert is_period("2.0-rc1")
    assert not is_period("2.0-rc2")


def test_a_title_names_its_period() -> None:
    use_titles({"2024-03": "First quarter 2024", "2024-04": "April 2024"})

    assert [period_name(name) for name in ("2024-03", "2024-04", "2024-05")] == [
        "First quarter 2024", "April 2024", "May 2024",
    ]  # fmt: skip
    assert period_short("2024-03") == "Mar"


@pytest.mark.parametrize(
    "titles",
    [{"2024-03": "Report", "2024-04": "Report"}, {"2024-03": "April 2024", "2024-04": "April 2024"},
     {"2024-03": "A title that is far too long for the heading of a column"}, {"2024-03": ""}],
)  # fmt: skip
def test_a_title_that_would_not_say_which_period_it_is_names_none(titles: dict[str, str]) -> None:
    use_titles(titles)

    assert period_name("2024-03") == "March 2024"
    assert period_name("2024-04") == "April 2024"
