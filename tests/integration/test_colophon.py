"""Facts on each page: date of figures, licence, where it is edited; and what the site was built from."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from progress_report.outputs.data.build_record import commit_of

from ..conftest import ROOT, Site, build
from .built import change, few, plain_copy

EDIT = ("-D", "report_edit_address=https://code.example/edit/{path}", "-D", "report_licence=CC BY 4.0")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small project with the real theme's footer and side bar."""
    source = plain_copy(tmp_path_factory.mktemp("edited") / "source")
    conf = (source / "conf.py").read_text(encoding="utf-8")
    theme = (
        '\nhtml_theme = "pydata_sphinx_theme"\n'
        'html_theme_options = {"secondary_sidebar_items": ["edit-source"],'
        ' "footer_start": ["report-footer"]}\n'
    )
    change(source, {"conf.py": conf + theme})
    return build(source, source.parent / "html", *EDIT)


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("reports/2021-01/index", "reports/2021-01/index.md"),
        ("reports/2021-01/1A.02", "reports/2021-01/1A.02.md"),
        ("milestones/OPT-1", "reports/milestones.yaml"),
        ("milestones/index", "_templates/pages/milestones.md"),
        ("wbs/1A.02", "reports/wbs.yaml"),
        ("wbs/index", "_templates/pages/elements.md"),
        ("documents/DOC-0-499", "reports/documents.yaml"),
        ("tickets/T-0-499", "_templates/pages/ticket_range.md"),
        ("months/2021", "_templates/pages/year.md"),
        ("months/2021-02", "_templates/pages/outcomes.md"),
        ("index", "index.rst"),
    ],
)
def test_a_page_leads_to_the_file_that_it_is_made_from(edited: Site, page: str, source: str) -> None:
    link = edited.page(f"{page}.html").select_one(".editthispage a")

    assert link["href"] == f"https://code.example/edit/{source}"
    assert (ROOT / source).exists() or (edited.source / source).exists()


def test_the_site_says_under_which_licences_its_files_are(edited: Site) -> None:
    text = (edited.out / "data/licences.txt").read_text(encoding="utf-8")

    for package in ("progress-report", "pydata-sphinx-theme ", "Pygments ", "Sphinx ", "sphinx_design "):
        assert f"\n{package}" in text
    # What the theme copied from elsewhere, and the icons of which this site has a selection.
    assert "Bootstrap v5" in text
    assert "Font Awesome Free" in text
    assert text.count("Permission is hereby granted") >= 2


def test_a_page_without_a_source_leads_to_none(edited: Site) -> None:
    assert edited.page("search.html").select_one(".editthispage") is None


@pytest.mark.parametrize(
    ("page", "day"),
    [
        ("reports/2021-01/1A.02", "2021-01-31"),
        ("reports/2021-03/index", "2021-03-31"),
        ("months/2021-02", "2021-02-28"),
        ("months/2021", "2021-02-28"),
        ("milestones/OPT-1", "2021-02-28"),
        ("search", "2021-02-28"),
    ],
)
def test_the_foot_of_a_page_tells_the_day_of_its_figures_and_the_licence(
    edited: Site, page: str, day: str
) -> None:
    text = " ".join(edited.page(f"{page}.html").select_one(".report-footer").get_text().split())

    assert text.startswith(f"Figures as of {day}. Content: CC BY 4.0.")


@pytest.mark.parametrize(
    ("page", "way"),
    [
        ("wbs/1A.02.01", ["Work breakdown structure", "1A", "1A.02 Software"]),
        ("milestones/OPT-1", ["Milestones"]),
        ("tickets/T-0-499", ["Tickets"]),
        ("months/2021-02", ["Months", "Reports of 2021", "February 2021"]),
        ("reports/2021-01/1A.02", ["Months", "Reports of 2021", "January 2021"]),
    ],
)
def test_the_way_down_to_a_page_is_told(edited: Site, page: str, way: list[str]) -> None:
    items = edited.page(f"{page}.html").select(".bd-breadcrumbs .breadcrumb-item a")

    told = [item.get_text(strip=True) for item in items][1:]
    assert [name.startswith(part) for name, part in zip(told, way, strict=True)] == [True] * len(way)


@pytest.mark.parametrize(
    ("page", "section"),
    [
        ("wbs/1A.02.01", "Work breakdown structure"),
        ("milestones/OPT-1", "Milestones"),
        ("milestones/index", "Milestones"),
        ("tickets/T-0-499", "Tickets"),
        ("months/2021-02", "Months"),
        ("reports/2021-01/1A.02", "Months"),
    ],
)
def test_the_links_at_the_top_mark_the_section_of_a_page(edited: Site, page: str, section: str) -> None:
    marked = edited.page(f"{page}.html").select(".bd-header .navbar-header-items .nav-item.current.active")

    assert [each.get_text(strip=True) for each in marked] == [section]


def test_a_wrong_setting_ends_the_build_with_its_name(tmp_path: Path) -> None:
    site = few(tmp_path, {}, "-D", "report_edit_address=https://code.example/edit")

    assert site.status != 0
    assert "conf.py: report_edit_address: expected an address with '{path}' in it" in site.warnings


def test_before_the_first_commit_there_is_none(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    assert commit_of(tmp_path) is None


def test_the_site_says_what_it_was_built_from(
    months: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = json.loads((months.out / "data/build.json").read_text(encoding="utf-8"))
    assert record["commit"] is None
    assert record["versions"]["sphinx"].startswith("9.")

    monkeypatch.setenv("REPORT_COMMIT", "0123456789abcdef")
    site = few(tmp_path, {})
    assert json.loads((site.out / "data/build.json").read_text())["commit"] == "0123456789abcdef"
