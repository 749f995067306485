"""The record of published addresses, as a project keeps it: written after a build, checked by each build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from progress_report.cli import check
from progress_report.cli.site import permalinks
from sphinx.util.inventory import InventoryFile

from ..conftest import ROOT, Site, build, run_command
from .built import few_copy

RECORD = "permalinks.txt"
MILESTONES = "reports/milestones.yaml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its site and its record."""
    source = few_copy(tmp_path_factory.mktemp("permalinks") / "source")
    site = build(source, source / "_build/html")
    assert (site.status, site.lines()) == (0, [])
    assert record(source) == (0, "")
    return source


def record(source: Path, *options: str) -> tuple[int, str]:
    """Run the command; return its exit status and what it says is wrong."""
    done = run_command(permalinks.main, source, "--site", "_build/html", *options)
    return done.returncode, done.stderr


def again(source: Path, *options: str) -> Site:
    """The next build of the site."""
    return build(source, source / "_build/html", *options)


def edit(path: Path, before: str, after: str) -> None:
    """Replace a text that is there."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_it_has_what_people_wrote_and_what_objects_are_called(published: Path) -> None:
    lines = {line.partition(" = ")[0] for line in (published / RECORD).read_text("utf-8").splitlines()}

    assert lines >= {
        "index",
        "milestones/OPT-1",
        "months/2021",
        "objects.inv#report:milestone OPT-1",
        "reports/2021-01/1A.01#accomplishments-1A-01-01",
        "reports/2021-01/index#achieved-OPT-1",
        "tickets/T-0-499#T-101",
    }
    assert not [line for line in lines if "genindex" in line or line.startswith("wbs/1A#")]


def test_a_lost_page_fails_the_build_until_the_line_that_it_names_is_added(published: Path) -> None:
    before = (published / RECORD).read_text("utf-8")
    edit(published / MILESTONES, "OPT-1:", "OPT-1b:")
    edit(published / "reports/2021-01/milestones.yaml", "OPT-1", "OPT-1b")
    edit(published / "reports/2021-01/index.md", "(OPT-1)", "(OPT-1b)")

    site = again(published)

    assert site.status == 1
    assert (site.out / "milestones/OPT-1b.html").is_file()
    lost = [line for line in site.lines() if line.endswith("[report.permalink]")]
    assert "add 'aka: OPT-1' to it (reports/milestones.yaml:1)" in lost[0]
    assert len(lost) == 3  # the page, the object and the statement's anchor
    assert again(published, "-D", "report_policy=0").status == 0

    edit(published / MILESTONES, "OPT-1b:", "OPT-1b:\n  aka: OPT-1")
    site = again(published)

    assert site.status == 0
    assert not [line for line in site.lines() if line.endswith("[report.permalink]")]
    objects = InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="").data["report:milestone"]
    assert objects["OPT-1"].uri == objects["OPT-1b"].uri == "milestones/OPT-1b.html"
    assert 'id="achieved-OPT-1"' in (site.out / "reports/2021-01/index.html").read_text("utf-8")

    status, wrong = record(published)
    assert (status, "2021-01 is published, but has changed at 'reports/2021-01/index'" in wrong) == (1, True)
    assert (
        "no published month '2021-1'; did you mean '2021-01'?" in record(published, "--accept", "2021-1")[1]
    )
    assert record(published, "--accept", "2021-01")[0] == 0
    after = (published / RECORD).read_text("utf-8").splitlines()
    assert {line.partition(" = ")[0] for line in before.splitlines()} <= {
        line.partition(" = ")[0] for line in after
    }
    assert "milestones/OPT-1b" in after
    assert again(published).lines() == []


def test_a_site_of_other_reports_is_not_recorded_and_the_command_builds_it(
    published: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(published, source, symlinks=True)
    before = (source / RECORD).read_text("utf-8")
    shutil.copytree(source / "reports/2021-02", source / "reports/2021-03")

    status, wrong = record(source)

    assert (status, "built from other reports (see 'reports/2021-03/" in wrong) == (2, True)
    assert (source / RECORD).read_text("utf-8") == before

    command = [sys.executable, str(ROOT / "_ext/progress_report/cli"), "permalinks", "--root", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "reports/2021-03/index = " in (source / RECORD).read_text("utf-8")


def test_the_check_of_a_month_names_its_lost_page(published: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(published, source, symlinks=True, ignore=shutil.ignore_patterns("_build"))
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write('report_redirects = {"reports/2021-02/old": "reports/2021-01/index"}\n')
    with (source / RECORD).open("a", encoding="utf-8") as file:
        file.write("reports/2021-02/old\nreports/2021-02/old#there\n")

    assert "permalink" not in run_command(check.main, source, "--month", "2021-02").stdout

    (source / "reports/2021-01/1A.01.md").unlink()

    whole, month, other = (
        [line for line in run_command(check.main, source, *each).stdout.splitlines() if "permalink]" in line]
        for each in ((), ("--month", "2021-01"), ("--month", "2021-02"))
    )
    assert "the page 'reports/2021-01/1A.01' is gone" in month[0]
    assert month == [line for line in whole if "'reports/2021-01/" in line]
    assert other == []


def test_an_anchor_that_has_left_its_page_leads_on(published: Path) -> None:
    page = "reports/2021-02/index"
    with (published / RECORD).open("a", encoding="utf-8") as file:
        file.write(f"{page}#old\nreports/2021-02/gone\nreports/2021-02/gone#part\n")
    with (published / "conf.py").open("a", encoding="utf-8") as file:
        file.write(
            f'report_redirects = {{"{page}#old": "wbs/1A", "reports/2021-02/gone": "{page}", '
            '"wbs/1a": "index"}\n'
        )
    # As on a file system that has one file for both names.
    html = published / "_build/html/wbs"
    (html / "1a.html").hardlink_to(html / "1A.html")

    site = again(published)

    assert "report-moved-page" not in (html / "1A.html").read_text("utf-8")

    (line,) = site.page(f"{page}.html").select("p.report-moved")
    assert (line["id"], [link["href"] for link in line.select("a")]) == ("old", ["../../wbs/1A.html"])
    assert site.page(f"{page}.html").select('script[src*="/moved.js"]')
    assert site.status == 1
    (lost,) = site.lines()
    assert f'"reports/2021-02/gone#part": "{page}"' in lost
    # A page that leads on is none of another site.
    assert record(published) == (0, "")


def test_a_build_of_one_page_misses_nothing(published: Path, tmp_path: Path) -> None:
    (published / RECORD).write_text(
        "index\nwbs/1A\nreports/2021-02/index\nreports/2021-02/index#x\n", "utf-8"
    )

    site = build(
        published,
        tmp_path / "html",
        files=[published / "index.rst"],
        doctrees=published / "_build/html.doctrees",
    )

    assert (site.status, [line for line in site.lines() if "[report.permalink]" in line]) == (0, [])
