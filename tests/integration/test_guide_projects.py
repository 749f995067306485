"""What the guides let a person make is what they say: a directive, a tracker, a rule, a new project."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from progress_report.cli.main import main

from ..conftest import ROOT, Site, build, build_in_new_process, copy_project, own_extension, write
from .built import Crawl, links, plain_copy
from .guide_blocks import commands, file_blocks

PACKAGE = "_ext/progress_report"
EXTENDING = file_blocks("extending")
ADOPTING = file_blocks("adopting")


def insert(path: Path, before: str, text: str) -> None:
    """Write a text before the one place in a file that begins so."""
    whole = path.read_text(encoding="utf-8")
    assert whole.count(before) == 1, f"{path.name}: {before!r}"
    path.write_text(whole.replace(before, text + before), encoding="utf-8")


def only(files: dict[str, list[str]], name: str) -> str:
    """The one block of a file."""
    (text,) = files[name]
    return text


# --- Change the extension ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up project with the directive and the tracker of the guide."""
    base = tmp_path_factory.mktemp("extended")
    source = plain_copy(base / "source")
    own_extension(source)
    directive = f"{PACKAGE}/directives/headlines.py"
    write(source, {directive: only(EXTENDING, directive)})
    imported, registered = only(EXTENDING, f"{PACKAGE}/extension.py").split("\n\n")
    insert(source / PACKAGE / "extension.py", "from .domain import ", f"{imported}\n")
    insert(source / PACKAGE / "extension.py", "    base_url.register(app)\n", f"    {registered}")
    insert(source / "index.rst", ".. toctree::", f"{only(EXTENDING, 'index.rst')}\nAbout XYZ-99.\n\n")
    conf = source / "conf.py"
    table = "report_trackers = {\n"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace(table, f"{table}    {only(EXTENDING, 'conf.py')}"), encoding="utf-8")
    area = source / "reports/2021-02/1A.01.md"
    body = area.read_text(encoding="utf-8")
    assert body.startswith("# 1A.01")
    area.write_text(f"---\nheadline: Nothing broke.\n---\n{body}\nSeen in XYZ-12.\n", encoding="utf-8")
    return build_in_new_process(source, base / "html", "-W", "--keep-going")


def test_the_directive_of_the_guide_shows_what_it_says(extended: Site) -> None:
    assert extended.lines() == []

    items = [item.get_text(" ", strip=True) for item in extended.page("index.html").select("li")]
    assert any(re.fullmatch(r"1A\.01\s*: Nothing broke\.", item) for item in items)


def test_the_tracker_of_the_guide_makes_links_and_entries(extended: Site) -> None:
    page = extended.page("reports/2021-02/1A.01.html")

    assert ("https://tracker.example/browse/XYZ-12", "XYZ-12") in links(page)
    assert extended.page("tickets/XYZ-0-499.html").select_one("#XYZ-12")


def test_a_ticket_that_a_page_outside_the_reports_names_is_a_link_and_no_citation(extended: Site) -> None:
    """So what the guides show as an example is in no index."""
    assert ("https://tracker.example/browse/XYZ-99", "XYZ-99") in links(extended.page("index.html"))

    assert not extended.page("tickets/XYZ-0-499.html").select_one("#XYZ-99")


def test_the_rule_of_the_guide_passes_its_test_and_is_explained(tmp_path: Path) -> None:
    package = tmp_path / PACKAGE
    own_extension(tmp_path)
    insert(package / "core/problems.py", '    ID = "id"\n', only(EXTENDING, f"{PACKAGE}/core/problems.py"))
    insert(
        package / "check/explanations.toml",
        "[id]\n",
        only(EXTENDING, f"{PACKAGE}/check/explanations.toml"),
    )
    rule = only(EXTENDING, f"{PACKAGE}/check/rules.py")
    (name,) = re.findall(r"^def (\w+)", rule)
    rules, table = package / "check/rules.py", "\nRULES: tuple[Rule, ...] = ("
    insert(rules, table, f"\n\n{rule}\n")
    rules.write_text(rules.read_text(encoding="utf-8").replace(table, f"{table}{name}, "), encoding="utf-8")
    test = "tests/unit/test_headline.py"
    write(tmp_path, {test: only(EXTENDING, test), "tests/__init__.py": "", "tests/unit/__init__.py": ""})
    for name in ("conftest.py", "builds.py"):
        shutil.copy2(ROOT / "tests" / name, tmp_path / "tests")
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "2 passed" in run("-m", "pytest", "-q", "-p", "no:cacheprovider", test)
    explained = run(f"{PACKAGE}/cli", "check", "--explain", "headline")
    assert explained.startswith("report.headline (remark): A headline is too long")


# --- Adopt it ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project of the guide: what its first command makes, and the files as they are shown."""
    base = tmp_path_factory.mktemp("adopted")
    said = [command for _, command in commands(ROOT / "guide/adopting.md")]
    (init,) = (shlex.split(each) for each in said if each.startswith("progress-report init"))
    with contextlib.chdir(base):
        assert main(init[1:]) == 0
    source = base / init[2]
    files = {name: only(ADOPTING, name) for name in ADOPTING}
    files["conf.py"] = (source / "conf.py").read_text(encoding="utf-8") + files["conf.py"]
    write(source, files)
    return build(source, base / "html", "-W", "--keep-going")


def test_the_project_of_the_guide_builds_without_a_warning(adopted: Site) -> None:
    assert adopted.lines() == []
    assert adopted.status == 0


def test_its_pages_show_what_its_files_say(adopted: Site) -> None:
    assert "The mirror is late." in adopted.page("index.html").get_text()
    assert adopted.page("reports/2024-01/index.html").select_one("#delayed-OPT-1")
    area = adopted.page("reports/2024-01/ST.01.html")
    assert area.select_one("#accomplishments-ST-01-02.report-silent")
    assert ("https://tracker.example/browse/TEL-12", "TEL-12") in links(area)
    assert ("https://documents.example/DOC-3", "DOC-3") in links(area)
    assert adopted.page("milestones/OPT-1.html").select_one("h1")


def test_every_link_in_it_leads_somewhere(adopted: Site) -> None:
    assert Crawl(adopted).broken() == []


def test_its_next_month_is_made_by_the_command(adopted: Site) -> None:
    assert main(["month", "--root", str(adopted.source), "2024-02"]) == 0

    made = (adopted.source / "reports/2024-02/ST.01.md").read_text(encoding="utf-8")
    assert "- Polish it. [TEL-14]" in made


def test_a_project_that_only_begins_is_told_what_it_lacks(tmp_path: Path) -> None:
    source = copy_project(tmp_path / "source")
    for name in ("guide", "reports", "_templates"):
        shutil.rmtree(source / name)
    start = "import sys\nsys.path.insert(0, '_ext')\n"
    write(source, {"conf.py": f"{start}extensions = ['progress_report']\n", "index.rst": "New\n===\n"})

    site = build(source, tmp_path / "html")

    assert "reports:1: WARNING: there is no directory 'reports' [report.file]" in site.warnings
    assert "threw an exception" not in site.warnings
