"""Charts: each says what one sees, links what it marks, and draws any id and title as it was typed."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_report.content.catalogue import Catalogue
from progress_report.core.dates import Date, Span
from progress_report.domain.links import Links
from progress_report.domain.parts import Part
from progress_report.milestones.burndown import Point, burndown
from progress_report.milestones.rows import Selection
from progress_report.milestones.trend import TrendPoint, trend
from progress_report.milestones.variance import MilestoneVariance, variances
from progress_report.milestones.verdict import LateMonth, late_months
from progress_report.render.charts.burndown import burndown_chart
from progress_report.render.charts.dependencies import Box, dependency_chart
from progress_report.render.charts.late_months import late_chart
from progress_report.render.charts.markup import addressed
from progress_report.render.charts.scale import CountScale, TimeScale
from progress_report.render.charts.trend import SERIES, trend_chart
from progress_report.render.charts.variance import variance_chart
from progress_report.render.elements import paragraph
from progress_report.render.nodes import chart

from ..conftest import ROOT, loaded_once

TABLE = paragraph("The data.")


class FakeReader:
    """Answers what links ask, without a build."""

    month = None

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue

    def ask(self, function: Any, *arguments: Any) -> Any:
        return function(self.catalogue, *arguments) if self.catalogue else ""


LINKS = Links(FakeReader())


def drawn(content: Sequence[Part]) -> ElementTree.Element:
    """The markup of the only chart among parts."""
    (part,) = [each for each in content if each.kind is chart]
    return ElementTree.fromstring(part.get("markup"))  # noqa: S314 - our own


def text(root: ElementTree.Element) -> str:
    return "".join(root.itertext())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return loaded_once(ROOT)


@pytest.fixture(scope="module")
def charts(catalogue: Catalogue) -> dict[str, list[Part]]:
    """The charts of the real project as of its newest month."""
    month = catalogue.newest() or ""
    links = Links(FakeReader(catalogue))
    chosen = Selection(month, stated=False)
    return {
        "dependencies": dependency_chart(
            Box("M-2", "Second", "delayed"),
            [Box("M-1", "First", "achieved"), Box("OLD-1", "", "")],
            [Box(f"N-{number}", "Next", "planned") for number in range(10)],
            "2017-12-31",
            [TABLE],
        ),
        "burndown": burndown_chart(burndown(catalogue), "Burndown", links),
        "late": late_chart(late_months(catalogue, 24), links),
        "variance": variance_chart(variances(catalogue, chosen), month, str, [TABLE]),
        "trend": trend_chart(trend(catalogue, chosen), month, links),
    }


@pytest.mark.parametrize("name", ["burndown", "dependencies", "late", "variance", "trend"])
def test_a_chart_has_title_date_legend_name_links_and_table(charts: dict[str, list[Part]], name: str) -> None:
    root = drawn(charts[name])

    assert root.findtext("p/strong")
    assert "as of 2017-12-31" in text(root)
    assert len(root.findall(".//ul[@class='report-legend']/li")) >= 2
    assert [len(str(each.get("aria-label"))) > 40 for each in root.iter() if each.get("role") == "group"] == [
        True
    ]
    assert all(each.get("aria-label") for each in root.iter("a"))
    assert len(list(root.iter("a"))) >= 6
    assert charts[name][1:], "its data"
    # Nothing runs, and nothing is styled beside the style sheet.
    assert not [each for each in root.iter() if each.tag == "script" or "style" in each.attrib]


def test_dependencies_link_what_is_registered_and_name_how_many_are_not_drawn(charts: dict[str, list[Part]]):
    root = drawn(charts["dependencies"])

    assert [each.get("href") for each in root.iter("a")] == [
        "milestones/M-1",
        *(f"milestones/N-{number}" for number in range(8)),
    ]
    assert "Successors (8 of 10)" in text(root)
    assert "OLD-1 : not in the register" in text(root)


def test_charts_are_drawn_in_no_time(catalogue: Catalogue) -> None:
    links = Links(FakeReader(catalogue))
    points = burndown(catalogue)

    began = time.process_time()
    burndown_chart(points, "Burndown", links)

    assert time.process_time() - began < 0.3


IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,15}", fullmatch=True)
TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(IDS, TITLES, TITLES)
def test_any_id_and_title_is_drawn_as_typed(name: str, title: str, area: str) -> None:
    day = datetime.date(2017, 8, 31)
    variance = MilestoneVariance(
        name, title, "1A", "overdue", day, Date(2017, 8, 31), day, open_end=True, late=Span(3, "day")
    )
    point = TrendPoint(name, "2017-08", Date(2017, 8, 31), "delayed", reported=True, passed=False)

    row = drawn(variance_chart([variance], "2017-08", lambda _: area, [TABLE]))
    line = drawn(trend_chart([point], "2017-08", LINKS))

    kept = title.translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})
    (shown,) = row.findall(".//span[@class='report-slip-name']")
    assert text(shown) == f"{name} {kept}"
    assert [each.get("href") for each in row.iter("a")] == [f"milestones/{name}"]
    assert name in text(line)


@pytest.mark.parametrize(
    "name", ["Gantt-1", "2017-01-01", "CRYO_1", "click", "section", "done", "end", "a.b"]
)
def test_an_id_that_is_a_word_of_some_language_is_just_an_id(name: str) -> None:
    day = datetime.date(2018, 1, 15)
    variance = MilestoneVariance(
        name, "<b>&amp;", "", "planned", day, Date(2018, 1, 15), day, open_end=False, late=Span(0, "day")
    )

    written = addressed(
        variance_chart([variance], "2017-12", str, [TABLE])[0].get("markup"), lambda to: f"../{to}.html"
    )

    assert f'href="../milestones/{name}.html"' in written
    assert "&lt;b&gt;&amp;amp;" in written


def test_links_have_the_address_that_the_builder_gives(charts: dict[str, list[Part]]) -> None:
    written = addressed(charts["late"][0].get("markup"), lambda docname: f"../../{docname}/")

    assert 'href="../../reports/2017-12/index/"' in written


def test_what_is_marked_is_linked_in_the_table_too(charts: dict[str, list[Part]]) -> None:
    for name in ("burndown", "late"):
        marked = {str(each.get("href")).split("/")[1] for each in drawn(charts[name]).iter("a")}
        listed = {str(each.get("reftarget")) for each in charts[name][1].parts()}
        assert marked <= listed


def test_what_is_overdue_ends_open_and_what_was_early_runs_back(project: Any) -> None:
    looks = {}
    for status, end, late in (("overdue", 31, 30), ("achieved", 1, -10), ("achieved", 31, 30)):
        variance = MilestoneVariance(
            "M-1", "", "", status, datetime.date(2017, 8, 11), Date(2017, 8, 11), datetime.date(2017, 8, end),
            open_end=status == "overdue", late=Span(late, "day"),
        )  # fmt: skip
        row = drawn(variance_chart([variance], "2017-08", str, [TABLE]))
        (bar,) = row.findall(".//a//rect")
        looks[status, late] = bar.get("class")

    assert len(set(looks.values())) == 3


def test_of_many_trends_those_that_moved_most_are_drawn() -> None:
    points = [
        TrendPoint(f"M-{number}", month, Date(2018, 1, day), "delayed", reported=True, passed=False)
        for number in range(1, 12)
        for month, day in (("2017-08", 1), ("2017-09", 1 + number))
    ]

    root = drawn(trend_chart(points, "2017-09", LINKS))

    assert f"Of 11 milestones, the {SERIES} that moved most are drawn." in text(root)
    assert {str(each.get("aria-label")).split()[2] for each in root.iter("a")} == {
        f"M-{number}" for number in range(11, 11 - SERIES, -1)
    }


def test_a_date_that_passed_ends_the_line() -> None:
    def at(month: str, day: Date, *, passed: bool) -> TrendPoint:
        return TrendPoint("M-1", month, day, "delayed", reported=not passed, passed=passed)

    path = [at("2017-07", Date(2017, 8, 1), passed=False), at("2017-08", Date(2017, 8, 1), passed=True)]
    path += [at("2017-09", Date(2017, 8, 1), passed=True), at("2017-10", Date(2018, 8, 1), passed=False)]

    root = drawn(trend_chart(path, "2017-10", LINKS))

    assert text(root).count("\N{MULTIPLICATION SIGN}") == 1
    legend = [text(entry).strip() for entry in root.find(".//ul[@class='report-legend']") or ()]
    assert legend == ["M-1", "Expected date passed"]  # and not "Achieved", since nothing was
    assert len(root.findall(".//path[@class='report-line report-series-0']")) == 2
    assert len(root.findall(".//path[@class='report-gap']")) == 1


def test_a_chart_of_one_month_and_of_none_late() -> None:
    assert text(drawn(late_chart([LateMonth("2017-08", 0, 0, 0)], LINKS)))
    assert text(drawn(burndown_chart([Point("2017-08", 0, None, None)], "Burndown", LINKS)))


@given(st.dates(), st.dates())
def test_the_names_on_an_axis_are_few_and_in_order(one: datetime.date, other: datetime.date) -> None:
    scale = TimeScale(min(one, other), max(one, other))

    places = [scale(day) for day, _ in scale.ticks()]

    assert len(places) <= 7
    assert places == sorted(places)


@pytest.mark.parametrize("most", [0, 1, 7, 94, 1000, 123456])
def test_counts_are_named_in_round_numbers(most: int) -> None:
    scale = CountScale(most, 0, 100)

    assert len(scale.ticks()) <= 6
    assert scale(0) == 100
    assert scale(most or 1) == 0
