"""The check as people and CI run it, and that it says what the build says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from progress_report.cli import check

from ..conftest import ROOT, SMALL, build, run_command, write
from .built import change, plain_copy
from .test_bad_input import FAULTS, broken

CHECK = ROOT / "_ext" / "progress_report" / "cli"
CONF = """
report_wbs_prefix = "1."
report_trackers = {"DM": "https://tracker.example/browse/{id}"}
report_documents = {"LDM": "https://docs.example/{id}"}
report_kinds = {"Current accomplishments": "accomplishments", "Planned activities": "plans"}
report_silence = ["No activity"]
"""
SAID = "reports/2017-08/milestones.yaml"
WRONG = {SAID: "delayed:\n  - id: M-9\n", "reports/2017-08/index.md": "---\nstatus: published\n---\n# M-12\n"}


def run_in_new_process(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a project, as a user does."""
    command = [sys.executable, str(CHECK), "check", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert "Traceback" not in done.stderr
    return done


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a project, without the start of a process."""
    return run_command(check.main, root, *options)


def project(root: Path, files: dict[str, str] | None = None, conf: str = CONF) -> Path:
    write(root, {**SMALL, "conf.py": conf, **(files or {})})
    return root


def test_without_problems_the_check_says_so(tmp_path: Path):
    done = run_in_new_process(project(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "all months: no faults, no remarks\n"


def test_each_problem_is_a_line_sorted_by_place_and_faults_fail(tmp_path: Path):
    done = run_in_new_process(project(tmp_path, WRONG))

    assert done.returncode == 1
    first, second, summary = done.stdout.splitlines()
    assert first.startswith("reports/2017-08/index.md:4: remark: 'M-12' looks like an id")
    assert first.endswith(" [report.token]")
    assert second.startswith(f"{SAID}:2: fault: unknown milestone 'M-9'; did you mean")
    assert second.endswith(" [report.milestone]")
    assert summary == "all months: 1 fault, 1 remark"


def test_remarks_alone_do_not_fail(tmp_path: Path):
    done = run(project(tmp_path, {"reports/2017-08/index.md": WRONG["reports/2017-08/index.md"]}))

    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "all months: no faults, 1 remark"


def test_a_month_alone_shows_its_files_and_what_all_months_share(tmp_path: Path):
    other = {f"reports/2017-09/{Path(name).name}": text for name, text in SMALL.items() if "2017-08" in name}
    other["reports/2017-09/milestones.yaml"] = "delayed:\n  - id: M-8\n"
    wbs = {"reports/wbs.yaml": SMALL["reports/wbs.yaml"] + "1B.01: Orphan\n"}

    done = run(project(tmp_path, {**WRONG, **other, **wbs}), "--month", "2017-09")

    places = [line.partition(": ")[0] for line in done.stdout.splitlines()]
    assert places == ["reports/2017-09/milestones.yaml:2", "reports/wbs.yaml:7", "2017-09"]


def test_annotations_are_escaped(tmp_path: Path):
    title = '# 100%, "a:b"'
    done = run(project(tmp_path, {"reports/2017-08/1A.01.md": title}), "--format", "github")

    [line] = [line for line in done.stdout.splitlines() if line.startswith("::")]
    place = "file=reports/2017-08/1A.01.md,line=1,title=fault report.title"
    assert line.startswith(f"::error {place}::the title '100%25, ")
    assert "%," not in line


def test_a_message_is_one_line_even_where_a_key_is_not(tmp_path: Path):
    files = {SAID: 'delayed:\n  - id: M-1\n    "a\\n::error::b": c\n'}

    for style in ("text", "github"):
        lines = run(project(tmp_path, files), "--format", style).stdout.splitlines()
        assert len(lines) == 2
        assert "::error::b" in lines[0]


@pytest.mark.parametrize("conf", ["report", "report.milestone", "report.*"])
def test_what_conf_silences_is_counted_and_listed(tmp_path: Path, conf: str):
    root = project(tmp_path, {SAID: WRONG[SAID]}, f"{CONF}suppress_warnings = ['{conf}']\n")

    done = run(root)
    listed = run(root, "--show-silenced")

    assert done.returncode == 0
    assert done.stdout == "all months: no faults, no remarks, 1 silenced (--show-silenced lists them)\n"
    assert listed.stdout.splitlines()[0].startswith(f"silenced: {SAID}:2: fault: unknown milestone 'M-9'")


@pytest.mark.parametrize(
    ("conf", "says"),
    [
        (None, "there is no conf.py in "),
        ("report_trackers = {\n", "conf.py:1: invalid Python: "),
        ("import os\nos.no_such_thing\n", "conf.py:2: it failed: AttributeError: "),
        ("import sys\nsys.exit('no')\n", "conf.py:2: it failed: SystemExit: no"),
        ("report_trackers = ['DM']", "conf.py:1: report_trackers: expected a dictionary "),
        ("suppress_warnings = 'report'", "conf.py: suppress_warnings: expected a list, found 'report'"),
    ],
)  # fmt: skip
def test_a_conf_that_cannot_be_used_is_one_clear_line(tmp_path: Path, conf: str | None, says: str):
    root = project(tmp_path, conf=conf or "")
    if conf is None:
        (root / "conf.py").unlink()

    done = run(root)

    assert done.returncode == 2
    assert done.stderr.startswith(f"check: {says}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--month", "2017-09"], "there is no month '2017-09' under reports/; did you mean '2017-08'?"),
        (["--explain", "tokn"], "there is no code 'tokn'; did you mean 'token'?"),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, options: list[str], says: str):
    done = run(project(tmp_path), *options)

    assert done.returncode == 2
    assert says in done.stderr


def test_codes_are_explained_without_a_project(tmp_path: Path):
    one, every = run(tmp_path, "--explain", "report.due"), run(tmp_path, "--explain", "all")

    assert one.stdout.startswith("report.due (fault): A due date differs")
    assert one.stdout in every.stdout
    assert every.stdout.count("\nreport.") > 30


def test_sphinx_is_not_needed(tmp_path: Path):
    """Its import takes longer than the check of a month."""
    program = (
        "import runpy, sys\n"
        f"sys.argv = ['cli', 'check']\n"
        f"try:\n    runpy.run_path({str(CHECK)!r}, run_name='__main__')\n"
        "except SystemExit:\n    print({'sphinx', 'docutils', 'myst_parser'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=project(tmp_path)
    )

    assert done.stdout.splitlines()[-1] == "set()"


def test_the_real_reports_have_no_fault():
    assert run_in_new_process(ROOT).returncode == 0


# --- check and build ----------------------------------------------------------------------------

#: One of each kind of option, within other markup and in each way to write options; one names a draft.
WRONG_OPTIONS = """
```{milestone-table}
:month: 2021-03
```

::::{note}
:::{report:milestone-gantt}
---
month: "2021-40"
wbs: '1A.01'
due-from: Easter
---
:::
::::

- ```{coverage}
  :from: 2020
  :limit: few
  :to: 2021-05
  ```

```{ticket-index}
:tracker: T, X
:range:
```

```{plan-and-outcome}
:month: 2021-05
:wbs: 1A.99
:depth: 2
```
"""

SILENT = "reports/2021-03/1A.02.md"


def test_the_check_tells_what_the_build_warns_of(tmp_path: Path):
    """Also of rules between months and of the options of directives, and less what comments and conf.py
    silence."""
    source = plain_copy(tmp_path / "source")
    broken(source, FAULTS.values())
    text = (source / SILENT).read_text(encoding="utf-8")
    change(
        source,
        {
            "reports/2021-04/index.md": "---\nstatus: published\n---\n# April\n",
            "reports/2021-04/milestones.yaml": "achieved:\n  - id: SW-10\n",
            "reports/2021-05/index.md": "---\nstatus: published\n---\n# May\n" + WRONG_OPTIONS,
            "reports/2021-05/milestones.yaml": (
                "achieved:\n  - id: SW-10\n  - id: XX-1 # check: ignore report.milestone\n"
            ),
            SILENT: f"{text}\n<!-- check: ignore report.ticket -->\n\n{{ticket}}`TT-1`\n",
            "conf.py": (source / "conf.py").read_text(encoding="utf-8")
            + 'suppress_warnings = ["report.heading"]\n',
        },
    )

    site = build(source, tmp_path / "dummy", builder="dummy")
    done = run(source)

    told = {line for line in done.stdout.splitlines() if ": fault: " in line}
    assert {line.replace(": WARNING: ", ": fault: ") for line in site.lines()} == told
    assert sum("[report.achieved]" in line for line in told) == 1
    assert re.search(r"[2-9] silenced|1\d silenced", done.stdout)
    assert "TT-1" not in site.warnings + done.stdout
    assert "XX-1" not in site.warnings + done.stdout


def test_make_check_passes_its_options_on(tmp_path: Path):
    root = project(tmp_path / "copy", WRONG)
    shutil.copy2(ROOT / "Makefile", root)
    (root / "_ext").symlink_to(ROOT / "_ext")
    bin_ = root / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (bin_ / "python").chmod(0o755)
    (root / ".venv" / "site.stamp").touch()

    done = subprocess.run(
        ["make", "check", "MONTH=2017-08", "FORMAT=github"],
        capture_output=True, text=True, check=False, cwd=root, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip

    assert done.returncode == 2  # of make itself: its command has failed
    assert f"::error file={SAID},line=2," in done.stdout
    assert done.stdout.splitlines()[-1] == "2017-08: 1 fault, 1 remark"
