"""``make links``: where the links of a built site lead, without the network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from progress_report.cli.site.links import main

from ..conftest import ROOT, Site, build, run_command
from .built import change, few_copy, plain_copy

COMMANDS = ROOT / "_ext" / "progress_report" / "cli"
AREA = "reports/2021-02/1A.01.md"

#: Links that a build has no fault to find with.
PLANTED = """

Ours: T-1, DOC-7 and [T-2](https://tracker.example/issues/T-2), [DOC-7](https://docs.example/DOC-7#two).

Wrong: [T-3](https://old.example/T-3)
and [DOC-8](https://docs.example/DOC-9)
and [CR-4](https://tracker.example/issues/CR-4).

Free: [words](https://free.example/T-5), [T-5 and more](https://free.example/), <https://free.example/#a>.
"""

ROOT_LINKS = "\n`Gone <reports/nowhere.html>`_ and `there <reports/2021-01/index.html#no>`_\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    base = tmp_path_factory.mktemp("links")
    source = plain_copy(base / "source")
    area = (source / AREA).read_text(encoding="utf-8")
    index = (source / "index.rst").read_text(encoding="utf-8")
    change(
        source,
        {
            AREA: area + PLANTED,
            "index.rst": f"{index}{ROOT_LINKS}",
        },
    )
    return build(source, source / "_build" / "html")


def links(site: Site, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the project of a site, without the start of a process."""
    return run_command(main, site.source, *options)


def line_of(site: Site, path: str, text: str) -> int:
    lines = (site.source / path).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_what_is_wrong_is_told_where_it_is_written_and_nothing_else(site: Site):
    command = [sys.executable, str(COMMANDS), "links", "--root", str(site.source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (1, "")
    told = [line.rpartition(" [report.link]")[0] for line in done.stdout.splitlines()[:-1]]
    first = line_of(site, AREA, "[T-3]")
    index = line_of(site, "index.rst", "`Gone")
    expected = "as conf.py and the registers say"
    assert told == [
        f"index.rst:{index}: fault: 'reports/2021-01/index.html#no' is broken: "
        "'reports/2021-01/index.html' has no anchor 'no'",
        f"index.rst:{index}: fault: 'reports/nowhere.html' is broken: "
        "there is no file 'reports/nowhere.html'",
        f"{AREA}:{first}: fault: 'T-3' leads to 'https://old.example/T-3'; "
        f"expected 'https://tracker.example/issues/T-3', {expected}",
        f"{AREA}:{first + 1}: fault: 'DOC-8' leads to 'https://docs.example/DOC-9'; "
        f"expected 'https://elsewhere.example/handbook.html', {expected}",
        f"{AREA}:{first + 2}: fault: 'CR-4' leads to 'https://tracker.example/issues/CR-4'; "
        f"expected 'https://tracker.example/changes/4', {expected}",
    ]


def test_a_build_has_no_word_on_what_is_told(site: Site):
    assert "old.example" not in site.warnings
    assert "nowhere" not in site.warnings


def test_faults_are_annotations_on_request(site: Site):
    first = links(site, "--format", "github").stdout.splitlines()[0]

    assert first.startswith("::error file=index.rst,line=")


def test_a_link_that_the_extension_or_the_theme_makes_is_followed_too(site: Site, tmp_path: Path):
    broken = Site(site.source, tmp_path / "html", "", 0)
    shutil.copytree(site.out, broken.out)
    for page in broken.out.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("genindex.html", "gone.html"), encoding="utf-8")
    page = broken.out / AREA.replace(".md", ".html")
    text = re.sub(r'id="accomplishments-1A-01"', 'id="other"', page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")

    done = links(site, "--site", str(broken.out))

    assert re.search(r"gone\.html.* is broken: there is no file.*also on \d+ more page", done.stdout)
    assert "has no anchor 'accomplishments-1A-01'" in done.stdout


def test_an_object_that_other_projects_link_to_has_its_page(site: Site, tmp_path: Path):
    out = tmp_path / "html"
    shutil.copytree(site.out, out)
    for page in (out / "wbs").glob("*.html"):
        page.unlink()

    done = links(site, "--site", str(out))

    assert re.search(r"html/objects\.inv:1: fault: report:wbs 1A: 'wbs/1A\.html' is broken", done.stdout)


def test_without_a_site_the_command_says_what_to_do(site: Site):
    done = links(site, "--site", "nothing")

    assert done.returncode == 2
    assert done.stderr == "links: there is no site in nothing; build it with `make html`\n"


def test_the_address_of_the_site_is_within_the_site(tmp_path: Path):
    source = few_copy(tmp_path / "source")
    conf = (source / "conf.py").read_text(encoding="utf-8")
    change(source, {"conf.py": f'{conf}\nhtml_baseurl = "https://site.example/reports/"\n'})
    site = build(source, source / "_build" / "html")

    good = links(site, "--base", "https://site.example/reports/")
    other = links(site, "--base", "https://site.example/")

    assert (good.returncode, good.stdout.count("\n")) == (0, 1)
    # The page for what is not found names its links from the root of the host.
    assert "is outside the site" in other.stdout or "there is no file 'reports/" in other.stdout
