"""Whatever happens to a build, the published site is one whole build, and the next build makes good."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import ROOT, build
from .built import few_copy

COMMAND = [sys.executable, str(ROOT / "_ext/progress_report/cli")]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a published site."""
    source = few_copy(tmp_path_factory.mktemp("interrupted") / "source")
    assert command(source).returncode == 0
    return source


@pytest.fixture
def edited(source: Path) -> Iterator[Path]:
    """That project with an edit to a page."""
    page = source / "reports/2021-01/1A.01.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{'More than before. ' * 5000}\n", encoding="utf-8")
    yield source
    page.write_text(before, encoding="utf-8")


def command(source: Path, name: str = "build", **options: object) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [*COMMAND, name, "--root", str(source)], capture_output=True, text=True, check=False, **options
    )  # type: ignore[call-overload]
    return done


def site(source: Path) -> dict[str, bytes]:
    directory = source / "_build/html"
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name not in {"build.json", ".buildinfo"}
    }


def small_files() -> None:
    """Let no file grow over 60 kB, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_second_build_waits_for_the_first(source: Path) -> None:
    before = site(source)
    shutil.rmtree(source / "_build/doctrees")

    both = [
        subprocess.Popen(
            [*COMMAND, "build", "--root", str(source)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [each.communicate()[0] for each in both]

    assert [each.returncode for each in both] == [0, 0]
    assert sum("Another build of this project is running" in each for each in said) == 1
    assert site(source) == before


def test_another_process_writes_no_page_again(source: Path) -> None:
    def times(seed: str) -> dict[Path, int]:
        assert command(source, env={**os.environ, "PYTHONHASHSEED": seed}).returncode == 0
        pages = (source / "_build/next").rglob("reports/**/*.html")
        return {path: path.stat().st_mtime_ns for path in pages}

    assert times("1") == times("2")


def test_reports_that_are_away_or_go_away_leave_the_site(source: Path, tmp_path: Path) -> None:
    before, conf = site(source), (source / "conf.py").read_text(encoding="utf-8")
    (source / "reports").rename(source / "away")
    try:
        failed = command(source)
    finally:
        (source / "away").rename(source / "reports")

    assert failed.returncode == 1
    assert "there is no directory 'reports'" in failed.stderr
    assert "The new site has no published month, but that in" in failed.stderr
    assert "html has 2. If that is no mistake" in failed.stderr
    assert site(source) == before

    month, away = source / "reports/2021-01", tmp_path / "away"
    event = f"lambda *_: os.rename({str(month)!r}, {str(away)!r})"
    going = f'\n\ndef setup(app):\n    import os\n    app.connect("env-before-read-docs", {event})\n'
    (source / "conf.py").write_text(conf + going, encoding="utf-8")
    try:
        failed = command(source)
    finally:
        away.rename(month)
        (source / "conf.py").write_text(conf, encoding="utf-8")

    assert failed.returncode == 1
    assert "2021-01 went away during the build; build again" in failed.stderr
    assert site(source) == before

    assert command(source).returncode == 0
    assert site(source) == before


def test_a_build_that_cannot_write_publishes_nothing(edited: Path) -> None:
    before = site(edited)

    failed = command(edited, preexec_fn=small_files)

    assert failed.returncode != 0
    assert "File too large" in failed.stderr
    assert "_build/html is still the site of the last build" in failed.stderr
    assert site(edited) == before

    assert command(edited).returncode == 0
    assert site(edited) != before


@pytest.mark.slow
def test_a_killed_build_leaves_one_whole_site(source: Path, tmp_path: Path) -> None:
    seed = random.Random(20)  # noqa: S311 - the same kills each time
    page, register = source / "reports/2021-01/1A.01.md", source / "reports/wbs.yaml"
    kept = {path: path.read_text(encoding="utf-8") for path in (page, register)}
    try:
        for number in range(15):
            page.write_text(f"{kept[page]}\nEdit {number}, see T-{number}.\n", encoding="utf-8")
            register.write_text(kept[register].replace("Mirrors", f"Mirrors {number}"), encoding="utf-8")
            if number % 3 == 0:
                shutil.rmtree(source / "_build/doctrees")
            before = site(source)
            running = subprocess.Popen(
                [*COMMAND, "build", "--root", str(source)], start_new_session=True, stderr=subprocess.DEVNULL
            )
            time.sleep(seed.uniform(0.2, 3))
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            left = site(source)

            assert command(source).returncode == 0
            assert left in (before, site(source)), f"a mixture after kill {number}"
    finally:
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")
    assert command(source).returncode == 0
    clean = build(source, tmp_path / "html")
    assert clean.status == 0
    again = {name: Path(clean.out, name).read_bytes() for name in site(source)}
    assert again == site(source)
