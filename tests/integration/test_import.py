"""``make import`` as a user runs it: files of every kind, what is shown, what is written, what is refused."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlwt
from progress_report.cli.imports.schedule import main
from progress_report.load.loader import load

from ..conftest import ROOT, SETTINGS, SMALL, write

HEADERS = (
    ("task_code", "status_code", "wbs_id", "task_name", "pred_list", "base_end_date", "act_end_date"),
    (
        "Activity ID", "Activity Status", "(*)WBS Code", "Activity Name", "(*)Predecessors",
        "(*)BL Project Finish", "Actual Finish",
    ),
)  # fmt: skip
#: As the register of the small project has it, but for a new baseline and a finish; and a new milestone.
ROWS = (
    ("M-1", "Completed", "PRJ ME 17-08.1A.01.01", "First milestone", "", "7/31/2017 5:00:00 PM", "8/4/2017"),
    ("M-2", "Not Started", "PRJ ME 17-08.1A.01.02", "Second milestone", "", "2/28/2018 5:00:00 PM", ""),
    ("M-3", "Not Started", "PRJ ME 17-08.1A.01.02", "Third, at last", "M-1, X-9", "3/31/2018", ""),
    ("T-1", "Not Started", "PRJ ME 17-08.3B.01", "Not ours", "", "3/31/2018", ""),
)
WRITTEN = (
    "M-1:\n  title: First milestone\n  wbs: 1A.01.01\n  due: 2017-07-31\n  finished: 2017-08-04\n"
    "M-2:\n  title: Second milestone\n  wbs: 1A.01.02\n  due: 2017-12-31\n"
    "  baselines:\n    - from: 2017-08\n      due: 2018-02-28\n"
    "M-3:\n  title: Third, at last\n  wbs: 1A.01.02\n  due: 2018-03-31\n  after: [M-1]\n"
)
CONF = 'extensions = []\nreport_wbs_prefix = "1."\n'

Run = Callable[..., "Done"]


def as_csv(rows: Sequence[Sequence[str]] = (*HEADERS, *ROWS)) -> bytes:
    lines = ("".join(f'"{cell}",' for cell in row).rstrip(",") for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "a b", {**SMALL, "conf.py": CONF})
    return tmp_path / "a b"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Import a file of some bytes, with options; one more process for each would take its time."""

    def call(data: bytes, *options: str, name: str = "export.csv") -> Done:
        (root / name).write_bytes(data)
        try:
            status = main([f"--root={root}", *options, str(root / name)])
        except SystemExit as stop:  # of argparse
            status = int(stop.code or 0)
        return Done(status, *capsys.readouterr())

    return call


def register(root: Path) -> str:
    return (root / "reports/milestones.yaml").read_bytes().decode("utf-8")


def test_the_difference_is_shown_and_nothing_written(root: Path, run: Run) -> None:
    done = run(as_csv(), "--month=2017-08")

    assert done.returncode == 0
    added = [line[1:] for line in done.stdout.splitlines() if line.startswith("+") and line[1] != "+"]
    assert [line for line in WRITTEN.splitlines() if line not in SMALL["reports/milestones.yaml"]] == [
        line for line in added if line not in SMALL["reports/milestones.yaml"]
    ]
    assert "row 6: T-1: another subsystem: 'PRJ ME 17-08.3B.01' contains none of 1A" in done.stdout
    assert "4 rows: 1 new, 2 changed, 0 unchanged, 1 not imported." in done.stdout
    assert "APPLY=1" in done.stdout
    assert register(root) == SMALL["reports/milestones.yaml"]


def test_it_is_written_when_told_to_and_then_nothing_changes(root: Path, run: Run) -> None:
    run(b"\xef\xbb\xbf" + as_csv(), "--month=2017-08", "--apply")

    assert register(root) == WRITTEN
    assert [each for each in load(root, SETTINGS).problems if not each.remark] == []
    again = run(as_csv(), "--month=2017-08", "--apply")
    assert "4 rows: 0 new, 0 changed, 3 unchanged, 1 not imported." in again.stdout
    assert "is up to date" in again.stdout
    assert register(root) == WRITTEN


def spreadsheet_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("TASK")
    for at, row in enumerate((*HEADERS, *ROWS)):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.add_sheet("USERDATA").write(0, 0, "user_data")
    book.save(str(path))


def spreadsheet_xlsx(path: Path) -> None:
    """With dates that are dates, as a person who saves the export again makes them."""
    book = openpyxl.Workbook()
    book.active.append(["about"])
    sheet = book.create_sheet("TASK")
    for row in (*HEADERS, *ROWS):
        sheet.append(row)
    sheet["F3"] = datetime.datetime(2017, 7, 31, 17)
    sheet["G3"] = datetime.date(2017, 8, 4)
    book.save(path)


@pytest.mark.parametrize("save", [spreadsheet_xls, spreadsheet_xlsx], ids=["xls", "xlsx"])
def test_a_spreadsheet_says_the_same(
    root: Path, run: Run, tmp_path: Path, save: Callable[[Path], None]
) -> None:
    save(tmp_path / "saved")

    # What a file is shows in its bytes, whatever it is called.
    done = run((tmp_path / "saved").read_bytes(), "--month=2017-08", "--apply", name="export.dat")

    assert done.returncode == 0, done.stderr
    assert register(root) == WRITTEN


def test_a_cell_that_is_far_away_is_refused_before_the_memory_is_full(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "task_code"
    book.active["XFD1048576"] = "A-1"
    book.save(tmp_path / "saved")

    done = run((tmp_path / "saved").read_bytes())

    assert done.returncode == 1
    assert re.search(r"export\.\w+: the file can't be read, or not within 3 GB of memory", done.stderr)
    assert len(done.stderr.splitlines()) == 1


def test_a_formula_that_was_never_computed_leaves_its_row_out(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (*HEADERS, *ROWS[2:]):
        book.active.append(row)
    book.active["D3"] = '=CONCATENATE("a","b")'
    book.save(tmp_path / "saved")

    done = run((tmp_path / "saved").read_bytes())

    assert "row 3: M-3: no name" in done.stdout


@pytest.mark.parametrize(
    "data",
    [
        *(as_csv().decode().encode(form) for form in ("utf-16", "utf-16-le", "utf-16-be")),
        as_csv().replace(b'","', b'";"'),
        as_csv().replace(b'","', b'"\t"'),
    ],
    ids=["utf-16", "utf-16 from the left, no mark", "utf-16 from the right, no mark", "semicolons", "tabs"],
)
def test_other_forms_of_csv_say_the_same(root: Path, run: Run, data: bytes) -> None:
    run(data, "--month=2017-08", "--apply")

    assert register(root) == WRITTEN


def test_another_encoding_is_read_and_told(root: Path, run: Run) -> None:
    rows = (*HEADERS, ("M-3", "", "PRJ.1A.01", "Démontage – fin", "", "3/31/2018", ""))

    done = run(as_csv(rows).decode().encode("cp1252"), "--apply")

    assert "row 3: not UTF-8 text, so the file is read as cp1252" in done.stdout
    assert "  title: Démontage – fin\n" in register(root)


def test_a_changed_baseline_asks_for_the_month(root: Path, run: Run) -> None:
    done = run(as_csv(), "--apply")

    assert done.returncode == 2
    assert (
        "the baseline changed of M-2; expected the month from which it applies, as in --month " in done.stderr
    )
    assert register(root) == SMALL["reports/milestones.yaml"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the export is empty"),
        (b"\xef\xbb\xbf\r\n", "the export is empty"),
        (b"a,b\n1,2\n", "no header row"),
        (as_csv().replace(b"task_code", b"").replace(b"Activity ID", b"Act ID"), "found is 'Act ID'"),
        (as_csv() + b"\x81", "row 7: neither UTF-8 nor cp1252 text (byte 0x81)"),
        (as_csv() + b'"M-9","never closed\n', "row 7: this is not CSV"),
        (as_csv() + b'"' + b"x" * 200_000 + b'"', "row 7: this is not CSV"),
        (b"PK\x03\x04 no archive", "the spreadsheet can't be read"),
        (b"\xd0\xcf\x11\xe0 no workbook", "the spreadsheet can't be read"),
        (b"\xff\xfea", "not UTF-16 text"),
        (as_csv(HEADERS) + b"\n" * 200_001, "more than 200000 rows"),
        (b"x" * (64 * 1024 * 1024 + 1), "expected at most 64"),
    ],
    ids=[
        "nothing", "a blank line", "no header", "no ids", "wrong bytes", "a quote left open",
        "a huge cell", "no archive", "no workbook", "half a letter", "many rows", "many bytes",
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_refused_in_one_line(run: Run, data: bytes, message: str) -> None:
    done = run(data)

    assert done.returncode == 1
    assert message in done.stderr
    assert "export.csv: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_nothing_is_written_that_would_bring_a_fault(root: Path, run: Run) -> None:
    # What another entry refers to would be gone.
    text = SMALL["reports/milestones.yaml"].replace("1A.01.01", "&one 1A.01.01").replace("1A.01.02", "*one")
    write(root, {"reports/milestones.yaml": text})
    rows = (*HEADERS, ("M-1", "", "PRJ.1A.01.02", "First milestone", "", "7/31/2017", ""))

    done = run(as_csv(rows), "--take=wbs", "--apply")

    assert done.returncode == 1
    assert "import: not written because it would cause new faults:\nreports/milestones.yaml:" in done.stderr
    assert register(root) == text


def test_nothing_is_written_that_says_something_else(root: Path, run: Run) -> None:
    # The date of the one stands where the other has it, and so would the finish.
    text = "M-1:\n  title: First milestone\n  due: &day 2017-07-31\n  wbs: 1A.01.01\n"
    text += "M-2:\n  title: Second milestone\n  due: *day\n  wbs: 1A.01.02\n"
    write(root, {"reports/milestones.yaml": text})
    rows = (*HEADERS, ("M-2", "", "PRJ.1A.01.02", "Second milestone", "", "7/31/2017", "8/4/2017"))

    done = run(as_csv(rows), "--apply")

    assert done.returncode == 1
    assert "the edited register would not match M-1, M-2" in done.stderr
    assert register(root) == text


def test_a_fault_that_was_there_is_no_obstacle(root: Path, run: Run) -> None:
    # It is told in other words once M-3 is known, which may have been meant.
    write(root, {"reports/2017-08/milestones.yaml": "achieved:\n  - id: M-33\n"})

    done = run(as_csv(), "--month=2017-08", "--apply")

    assert done.returncode == 0
    assert register(root) == WRITTEN


def test_of_an_entry_that_stands_twice_the_first_is_edited_since_it_counts(root: Path, run: Run) -> None:
    text = SMALL["reports/milestones.yaml"] + "M-1: {title: Again, wbs: 1A.01, due: 2017-07-31}\n"
    write(root, {"reports/milestones.yaml": text})

    run(as_csv((*HEADERS, ROWS[0])), "--apply")

    assert register(root) == text.replace("2017-07-31\nM-2", "2017-07-31\n  finished: 2017-08-04\nM-2")


@pytest.mark.parametrize("text", ["M-1: [\n", "\xff"])
def test_a_register_that_cannot_be_read_is_told(root: Path, run: Run, text: str) -> None:
    (root / "reports/milestones.yaml").write_bytes(text.encode("latin-1"))

    done = run(as_csv())

    assert done.returncode == 1
    assert "import: a register can't be read; fix it first\nreports/milestones.yaml:" in done.stderr


def test_the_bytes_of_the_register_are_kept(root: Path, run: Run) -> None:
    text = "\ufeff" + ("# é\n" + SMALL["reports/milestones.yaml"]).replace("\n", "\r\n")
    (root / "reports/milestones.yaml").write_bytes(text.encode())

    data = as_csv().replace(b"First milestone", b"Renamed")
    run(data, "--month=2017-08", "--take=title", "--apply")

    written = WRITTEN.replace("First milestone", "Renamed")
    assert register(root) == "\ufeff" + ("# é\n" + written).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--month=2017-8",), "'2017-8' is not a month"),
        (("--take=due",), "unknown field 'due'; expected some of title, wbs, finished, baseline, after"),
    ],
)
def test_wrong_options_are_told(run: Run, options: tuple[str, ...], message: str) -> None:
    done = run(as_csv(), *options)

    assert done.returncode == 2
    assert message in done.stderr


def test_make_hands_its_variables_on(root: Path) -> None:
    (root / "it's.csv").write_bytes(as_csv())
    (root / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (root / "bin").mkdir()
    (root / "bin/python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (root / "bin/python").chmod(0o755)
    (root / "import.stamp").touch()
    (root / "_ext").symlink_to(ROOT / "_ext")

    done = subprocess.run(
        ["make", "import", "FILE=it's.csv", "MONTH=2017-08", "APPLY=1", "VENV=."],
        cwd=root,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert register(root) == WRITTEN


EXPORTS = Path(__file__).parent / "exports"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A project whose register of milestones is empty."""
    files = {
        "conf.py": CONF,
        "reports/wbs.yaml": "02C: All\n02C.03: {title: One, area: true}\n",
        "reports/milestones.yaml": "# None yet.\n",
    }
    write(tmp_path / "a b", files)
    return tmp_path / "a b"


def written(name: str, fields: str) -> str:
    return f"{name}:\n" + "".join(f"  {field}\n" for field in fields.split("; "))


@pytest.mark.parametrize(
    ("name", "entries", "told"),
    [
        (
            "dmy.csv",
            {
                "X-1": "title: One; wbs: 02C.03; due: 2017-11-30",
                "X-2": "title: Two; wbs: 02C.03; due: 2018-06-05",
                "X-3": "title: Three; wbs: 02C.03; due: 2018-01-12",
            },
            ["3 rows: 3 new"],
        ),
        (
            "nopred.csv",
            {"X-1": "title: One; wbs: 02C.03; due: 2017-11-30"},
            ["there is no column 'Predecessors' (pred_list)"],
        ),
        (
            "predspace.csv",
            {
                "X-1": "title: One; wbs: 02C.03; due: 2017-11-30",
                "X-2": "title: Two; wbs: 02C.03; due: 2017-11-30",
            },
            [
                f"row 2: X-1: predecessors in neither the register nor the export; left out: {name}\n"
                for name in ("IPAC 015", "IPAC 016", "X-2 Status")
            ],
        ),
        (
            "start.csv",
            {
                "X-1": "title: Start of work; wbs: 02C.03; due: 2020-12-01",
                "X-2": "title: Begun; wbs: 02C.03; due: 2017-12-01; finished: 2017-12-01",
            },
            [
                "row 3: X-1: no baseline finish; the planned start is used: 2020-12-01",
                "row 4: X-2: completed without a finish; the start is used: 2017-12-01",
            ],
        ),
        (
            "cut.csv",
            {"X-10": "title: Ten; wbs: 02C.03; due: 2017-11-30"},
            ["row 2: X-10: the list of predecessors is cut off; its last id is left out: D\n", "DM-100100"],
        ),
        (
            "taskpred.xlsx",
            {
                "X-1": "title: One; wbs: 02C.03; due: 2017-11-30",
                "X-2": "title: Two; wbs: 02C.03; due: 2017-11-30; after: [X-1]",
            },
            ["left out: X-2 Status\n", "left out: A&B-1\n"],
        ),
    ],
)
def test_exports_that_were_once_misread(
    other: Path, capsys: pytest.CaptureFixture[str], name: str, entries: dict[str, str], told: list[str]
) -> None:
    if name == "start.csv":  # its dates alone do not say what comes first
        write(other, {"conf.py": f'{CONF}report_date_order = "mdy"\n'})

    status = main([f"--root={other}", "--apply", str(EXPORTS / name)])

    output = capsys.readouterr().out
    assert status == 0
    assert register(other) == "\n".join(
        ("# None yet.\n", *(written(id_, fields) for id_, fields in entries.items()))
    )
    assert [each for each in told if each not in output] == []
    again = main([f"--root={other}", "--apply", str(EXPORTS / name)])
    assert (again, "is up to date" in capsys.readouterr().out) == (0, True)


def test_an_order_of_dates_that_is_none_is_told(root: Path, run: Run) -> None:
    write(root, {"conf.py": f'{CONF}report_date_order = "dym"\n'})

    assert "conf.py:3: report_date_order: expected one of dmy, mdy, ymd, found 'dym'" in run(as_csv()).stderr


def test_what_may_be_the_wrong_export_is_told_first(run: Run) -> None:
    rows = (("M-1", "", "PRJ.1A.01.01", "Renamed", "", "1/31/2018", ""), ROWS[1], *ROWS[2:])

    output = run(as_csv((*HEADERS, *rows)), "--month=2017-08").stdout
    gone = run(as_csv((*HEADERS, ROWS[2])), "--month=2017-08").stdout

    assert output.index("ATTENTION: the baseline changes of 2 milestones out of 2.") < output.index(
        "Differences that keep"
    )
    assert "ATTENTION: 2 of 2 registered milestones are not in the export." in gone


def test_a_long_list_of_a_kind_is_folded_and_names_every_row(run: Run) -> None:
    rows = [(f"M-{number}", "", "PRJ.9Z.01", "Not ours", "", "3/31/2018", "") for number in range(100, 130)]

    lines = run(as_csv((*HEADERS, *rows))).stdout.split("Not imported:\n")[1].split("\n\n")[0]

    assert lines.startswith("  another subsystem: 'PRJ.9Z.01' contains none of 1A (30 rows):\n    M-100, ")
    assert lines.endswith("M-129")
    assert lines.count("\n") < 6
