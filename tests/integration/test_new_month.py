"""A month that was just made, in a built site."""

from __future__ import annotations

import pytest
from progress_report.cli.new_month import main

from ..conftest import Site, build
from .built import plain_copy


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three short months and a new one, built with warnings as faults."""
    base = tmp_path_factory.mktemp("new_month")
    source = plain_copy(base / "source")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(source)
        assert main(["2021-05"]) == 0
    return build(source, base / "html", "-W", "--keep-going")


def test_a_new_month_builds_without_a_warning(site: Site) -> None:
    assert site.lines() == []
    assert site.status == 0


def test_its_page_is_a_draft_that_lists_its_areas(site: Site) -> None:
    page = site.page("reports/2021-05/index.html")

    assert page.select_one("h1").get_text().startswith("May 2021")
    assert {"1A.01.html", "1A.02.html"} <= {str(a["href"]) for a in page.select("article a, main a, .body a")}


def test_titles_mean_themselves(site: Site) -> None:
    page = site.page("reports/2021-05/1A.02.html")

    assert "1A.02.01 Control *loops* <fast> & slow" in page.get_text()


def test_no_plan_of_the_month_before_shows(site: Site) -> None:
    source = (site.source / "reports/2021-05/1A.02.md").read_text(encoding="utf-8")

    assert "Planned in March 2021" not in source  # that month had no plans
    assert "Tuned. [T-141]" not in site.page("reports/2021-05/1A.02.html").get_text()
