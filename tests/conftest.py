"""What all tests share: small projects to write files into, and builds of them."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from progress_report.cli.conf import read_conf
from progress_report.content.catalogue import Catalogue
from progress_report.content.settings import Settings
from progress_report.core.package_files import TEMPLATES
from progress_report.load.loader import load

from . import builds

ROOT = Path(__file__).parent.parent
ROOTS = Path(__file__).parent / "roots"

Made = TypeVar("Made")

SETTINGS = Settings(
    wbs_prefix="1.",
    trackers={"DM": "https://tracker.example/browse/{id}", "RFC": "https://tracker.example/rfc/{number}"},
    documents={"LDM": "https://docs.example/{id}", "DMTN": "https://notes.example/{number}"},
    kinds={
        "current accomplishments": "accomplishments",
        "planned activities": "plans",
        "recruitment update": "recruitment",
        "side contract": "other",
    },
    silence=("No activity", "No work"),
    markdown=("colon_fence", "deflist"),
)


#: The files that take longest, first: what comes last is short, so no core waits for another.
LONGEST = (
    "test_histories.py",
    "browser/test_pages.py", "test_invariants.py", "test_hostile.py", "browser/test_search.py",
    "browser/test_access.py", "browser/test_policy.py", "browser/test_tables.py", "test_pdf.py",
    "test_builders.py", "test_guide_walk.py", "test_links_online.py", "test_furniture.py", "test_patterns.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files."""

    def place(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next((number for number, name in enumerate(LONGEST) if path.endswith(name)), len(LONGEST))

    items.sort(key=place)


def left_out(reasons: Iterable[str], markers: str) -> str:
    """What a run of the tests left out, and how to get it; "" if nothing.

    :param reasons: why each test was skipped, in words that say what to do
    :param markers: the expression of markers that the run was started with
    """
    said = [f"{count} tests: {reason}" for reason, count in sorted(Counter(reasons).items())]
    said += [
        f"the {words}: `make {target}`"
        for marker, words, target in (
            ("slow", "slow tests", "test-long"),
            ("browser", "tests in a browser", "test-browser"),
        )
        if f"not {marker}" in markers
    ]
    return f"Left out: {'; '.join(said)}" if said else ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """End with a line that says what was left out."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(session.config, "workerinput"):
        skipped = [str(each.longrepr[-1]) for each in reporter.stats.get("skipped", [])]
        line = left_out(
            (reason.removeprefix("Skipped: ") for reason in skipped), session.config.option.markexpr
        )
        if line:
            reporter.write_line(line)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files below a directory."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


#: The least that makes a project: one area, two milestones, one month.
SMALL: dict[str, str] = {
    "reports/wbs.yaml": (
        "1A: Whole\n1A.01:\n  title: First area\n  area: true\n1A.01.01: Part one\n1A.01.02: Part two\n"
    ),
    "reports/milestones.yaml": (
        "M-1:\n  title: First milestone\n  wbs: 1A.01.01\n  due: 2017-07-31\n"
        "M-2:\n  title: Second milestone\n  wbs: 1A.01.02\n  due: 2017-12-31\n"
    ),
    "reports/2017-08/index.md": (
        "---\nstatus: published\n---\n# August 2017\n\n## High-level summary\n\nAll is well.\n"
    ),
    "reports/2017-08/milestones.yaml": "delayed:\n  - id: M-1\n    note: Late by DM-7.\n",
    "reports/2017-08/1A.01.md": (
        "# 1A.01 First area\n\n## Current accomplishments\n\n### 1A.01.01 Part one\n\n- Done. [DM-10]\n\n"
        "### 1A.01.02\n\nNo activity.\n\n## Planned activities\n\n### 1A.01.01\n\n- Do more. [DM-11]\n"
    ),
}


def loaded(root: Path) -> Catalogue:
    """The model of a project, by the tables of its own ``conf.py``."""
    return load(root, read_conf(root).settings)


#: The model of a project that nobody edits, loaded once by each worker.
loaded_once = cache(loaded)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Catalogue]:
    """Write a project (the small one, changed by the given files) and load it.

    ``project({"reports/2017-08/1A.01.md": "…"})`` replaces files, None as a text deletes one.
    """

    def make(files: Mapping[str, str | None] | None = None, settings: Settings = SETTINGS) -> Catalogue:
        wanted = {**SMALL, **(files or {})}
        write(tmp_path, {name: text for name, text in wanted.items() if text is not None})
        return load(tmp_path, settings)

    return make


@dataclass(frozen=True)
class Site:
    """A finished build: its directories, what it printed, and how it ended."""

    source: Path
    out: Path
    warnings: str
    status: int

    @property
    def doctrees(self) -> Path:
        """Where its doctrees are; a build for another format that is given them reads nothing again."""
        return self.out.with_name(f"{self.out.name}.doctrees")

    def page(self, name: str) -> BeautifulSoup:
        """A page by its file name relative to the output, such as ``milestones/M-1.html``."""
        return BeautifulSoup((self.out / name).read_text(encoding="utf-8"), "html.parser")

    def lines(self) -> list[str]:
        """The lines of warnings."""
        return [line for line in self.warnings.splitlines() if line.strip()]


def arguments(
    source: Path, out: Path, *options: str, builder: str = "html", doctrees: Path | None = None
) -> list[str]:
    """What ``sphinx-build`` is given: a project, where to build it, how, and where its doctrees are."""
    doctrees = doctrees or out.parent / f"{out.name}.doctrees"
    fixed = ["-b", builder, "-n", "--no-color", "-q", "-d", str(doctrees)]
    return [*fixed, *options, str(source), str(out)]


def build(
    source: Path,
    out: Path,
    *options: str,
    builder: str = "html",
    doctrees: Path | None = None,
    files: Iterable[Path] = (),
) -> Site:
    """Run Sphinx as from the command line, with deprecations as errors and the extension of this tree.

    :param files: the sources to write anew; by default, all that have changed
    """
    command = [*arguments(source, out, *options, builder=builder, doctrees=doctrees), *map(str, files)]
    status, warnings = builds.start([command]).result()
    return Site(source, out, warnings, status)


def build_in_new_process(source: Path, out: Path, *options: str) -> Site:
    """Run Sphinx as a user does, with the extension that the project itself has, and its own hash seed.

    Starting costs a second or two: for what :func:`build` can't show.
    """
    command = [sys.executable, "-m", "sphinx", *arguments(source, out, *options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Site(source, out, done.stderr, done.returncode)


def run_command(
    main: Callable[[Sequence[str]], int], root: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of the extension in a directory, without the start of a process, which takes longer."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.chdir(root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(arguments)
        except SystemExit as end:  # of argparse
            status = int(end.code or 0)
    for stream in (out, err):
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, status, out.read(), err.read())


def copy_project(target: Path, root: Path = ROOT) -> Path:
    """Copy what a project consists of (no build, no generated page) and return where it is.

    Its extension is a link to ours: see :func:`own_extension`.
    """
    target.mkdir(parents=True)
    for name in ("conf.py", "index.rst"):
        shutil.copy2(root / name, target / name)
    # Templates of the project's own, which tests edit: those of the package, but for what it has already.
    shutil.copytree(TEMPLATES, target / "_templates")
    for name in ("guide", "reports", "_templates", "_static"):
        if (root / name).exists():
            shutil.copytree(root / name, target / name, dirs_exist_ok=True)
    (target / "_static").mkdir(exist_ok=True)
    (target / "_ext").symlink_to(ROOT / "_ext")
    return target


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """Make something in a directory, once for all workers of a run: who comes later waits, and takes it.

    It is kept as long as pytest keeps the files of the run, so it never outlives the sources that it was
    made from. Nobody may write to it.
    """
    base = factory.getbasetemp()
    directory = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared" / name
    directory.mkdir(parents=True, exist_ok=True)
    kept = directory / "made.pickle"
    with FileLock(directory / "lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make(directory)))
        made: Made = pickle.loads(kept.read_bytes())  # noqa: S301 - of our own run
        return made


def own_extension(project: Path) -> None:
    """Give a copy of a project an extension of its own, compiled as far as ours is."""
    (project / "_ext").unlink(missing_ok=True)
    shutil.copytree(ROOT / "_ext", project / "_ext")


@dataclass(frozen=True)
class Twice:
    """A site that was built, and built again without an edit."""

    site: Site
    again: Site
    changed: list[str]
    """The pages that the second build wrote."""


def build_twice(base: Path) -> Twice:
    """Build the real site two times."""
    site = build(copy_project(base / "source"), base / "html")
    before = {path: path.stat().st_mtime_ns for path in site.out.rglob("*.html")}
    again = build(site.source, site.out)
    changed = [path.name for path, when in before.items() if path.stat().st_mtime_ns != when]
    return Twice(site, again, changed)


@pytest.fixture(scope="session")
def august_twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """The real site and its second build, which is made before anybody reads the first."""
    return shared(tmp_path_factory, "august", build_twice)


@pytest.fixture(scope="session")
def august(august_twice: Twice) -> Site:
    """The real site, built once for all workers."""
    return august_twice.site


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three short months of a made-up project, built once for all workers."""
    return shared(
        tmp_path_factory,
        "months",
        lambda base: build(copy_project(base / "source", ROOTS / "test-months"), base / "html"),
    )
