"""The extension in a tree of documents that has another domain, another theme and other places."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from progress_report.cli.main import main
from progress_report.content.settings import SettingsError, check_settings
from progress_report.core.places import REPORTS, generated, is_report, use_places

from .. import builds
from ..conftest import SMALL, Site, arguments, write

BASE = "https://docs.example/dome/latest/"

#: Each build: the theme and the builder.
TRIED = (
    ("furo", "html"),
    ("sphinx_rtd_theme", "html"),
    ("pydata_sphinx_theme", "html"),
    ("alabaster", "dirhtml"),
    ("furo", "singlehtml"),
)

CONF = f"""
project = "Dome"
extensions = ["sphinx.ext.autodoc", "progress_report"]
exclude_patterns = ["_build"]
primary_domain = "py"
html_theme = "furo"
html_baseurl = "{BASE}"
report_directory = "progress/reports"
report_pages = "progress"
report_wbs_prefix = "1."
report_trackers = {{"DM": "https://tracker.example/browse/{{id}}"}}
report_kinds = {{"Current accomplishments": "accomplishments", "Planned activities": "plans"}}
report_silence = ["No activity"]
"""

PAGES = {
    "conf.py": CONF,
    "index.rst": (
        "Dome\n====\n\n.. function:: open_dome(angle)\n\n"
        "   See :func:`open_dome` and :report:milestone:`M-1`.\n\n"
        ".. toctree::\n\n   usage\n   progress/index\n"
    ),
    "usage.md": "# Usage\n\nSee {py:func}`open_dome`, DM-10 and {report:wbs}`1A.01`.\n",
    "progress/index.rst": (
        "Progress\n========\n\n.. report:overview:: newest\n\n.. toctree::\n\n   months/index\n"
        "   milestones/index\n   wbs/index\n   tickets/index\n   documents/index\n"
    ),
    # Below a directory of generated pages, as its owner wrote it.
    "progress/milestones/contract.txt": "Signed.\n",
}


@pytest.fixture(autouse=True)
def own_places() -> Iterator[None]:
    """Leave no place for other tests."""
    yield
    use_places(REPORTS, "")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tree, built one time for each theme; the site is that of the first."""
    source = tmp_path_factory.mktemp("tree") / "docs"
    table = "\n## Milestone summary\n\n```{milestone-table}\n:status: delayed\n```\n\nSee {milestone}`M-2`.\n"
    reports = {f"progress/{name}": text for name, text in SMALL.items()}
    reports["progress/reports/2017-08/index.md"] += table
    write(source, {**PAGES, **reports})
    doctrees = source / "_build/doctrees"
    commands = [
        arguments(
            source, source / f"_build/{theme}-{builder}", "-W", "--keep-going", "-D", f"html_theme={theme}",
            builder=builder, doctrees=doctrees,
        )
        for theme, builder in TRIED
    ]  # fmt: skip
    status, warnings = builds.start(commands).result()
    return Site(source, source / "_build/furo-html", warnings, status)


def test_it_builds_strictly_with_every_theme(tree: Site) -> None:
    assert tree.lines() == []
    assert tree.status == 0


@pytest.mark.parametrize(("theme", "builder"), [each for each in TRIED if each[1] != "singlehtml"])
def test_its_links_are_clean(
    tree: Site, theme: str, builder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = f"--site=_build/{theme}-{builder}"

    assert main(["links", "--root", str(tree.source), site, "--base", BASE]) == 0

    assert re.fullmatch(r"\d{3,} addresses on \d{2} pages: no faults\n", capsys.readouterr().out)


def test_its_check_from_elsewhere_is_that_of_the_place(
    tree: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(tree.source), "--month", "2017-08"]) == 0

    assert capsys.readouterr().out.splitlines()[-1].startswith("2017-08: no faults, ")


def test_every_generated_page_is_below_the_one_directory(tree: Site) -> None:
    ours = {"genindex.html", "index.html", "usage.html", "search.html", "404.html"}
    pages = {path.relative_to(tree.out).as_posix() for path in tree.out.rglob("*.html")}

    assert {page for page in pages if not page.startswith(("progress/", "_static/"))} == ours
    assert {
        "progress/wbs/1A.01.html",
        "progress/reports/2017-08/1A.01.html",
        "progress/tickets/DM-0-499.html",
    } <= pages


@pytest.mark.parametrize(
    ("name", "says"), [("search.html", "#search-results"), ("404.html", ".report-filter")]
)
def test_a_page_without_a_document_has_the_frame_of_the_theme(tree: Site, name: str, says: str) -> None:
    page = tree.page(name)

    assert page.select_one(says)
    assert page.select_one(".sidebar-tree")


def test_the_primary_domain_is_that_of_the_tree(tree: Site) -> None:
    index = tree.page("index.html")
    assert index.select_one("a[href='#open_dome']")
    assert index.select_one("a[href='progress/milestones/M-1.html']")

    month = tree.page("progress/reports/2017-08/index.html")
    assert month.select_one("a[href='../../milestones/M-2.html']")
    assert month.select_one("#delayed-M-1")


def test_cleaning_leaves_the_tree_as_it_was(tree: Site, tmp_path: Path) -> None:
    root = tmp_path / "docs"
    shutil.copytree(tree.source, root, ignore=shutil.ignore_patterns("_build"))

    assert main(["clean", "--root", str(root)]) == 0

    left = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert left == {*PAGES, *(f"progress/{name}" for name in SMALL)}


@pytest.mark.parametrize(
    "values",
    [
        {"report_directory": ""},
        {"report_directory": "../reports"},
        {"report_directory": "/reports"},
        {"report_directory": "a\\b"},
        {"report_directory": "_reports"},
        {"report_pages": "."},
        {"report_pages": "progress/"},
        {"report_directory": "progress", "report_pages": "progress"},
        {"report_directory": "progress", "report_pages": "progress/pages"},
        {"report_directory": "wbs"},
    ],
)
def test_a_place_that_can_not_be_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"report_directory|report_pages"):
        check_settings(values, "")


def test_a_document_elsewhere_is_neither_a_report_nor_generated() -> None:
    use_places("progress/reports", "progress")

    assert is_report("progress/reports/2017-08/index")
    assert not is_report("reports/2017-08/index")
    assert generated("progress/wbs/1A") == "wbs/1A"
    assert generated("wbs/1A") == generated("progress/usage/index") == ""
