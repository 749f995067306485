"""``make tickets`` as a user runs it: exports of each tracker, what is written, stays and is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from progress_report.cli.imports.tickets import main

from ..conftest import SMALL, write

CONF = """\
extensions = []
report_wbs_prefix = "1."
report_trackers = {
    "DM": "https://tracker.example/browse/{id}",
    "#{number}": "https://github.com/owner/repo/issues/{number}",
    "{repo}#{number}": "https://github.com/{repo}/issues/{number}",
    "!{number}": "https://gitlab.com/group/project/-/merge_requests/{number}",
}
"""

HEAD = "Summary,Issue key,Status,Resolved,Updated,Labels,Labels,Custom field (WBS),Custom field (Epic Link)\n"
ROWS = (
    "First,DM-1,Done,28/Aug/17 3:45 PM,01/Sep/17 9:00 AM,x,,1.1A.01.01,DM-9\n"
    '"A: ""second"" # one",DM-2,In Progress,,02/Sep/17 9:00 AM,x,1A.01,,\n'
    "Not ours,XX-1,Open,,02/Sep/17 9:00 AM,,,,\n"
)
WRITTEN = """\
DM-1:
  title: First
  status: Done
  as_of: 2017-09-02
  resolved: 2017-08-28
  element: 1A.01.01
  epic: DM-9
DM-2:
  title: "A: \\"second\\" # one"
  status: In Progress
  as_of: 2017-09-02
  element: 1A.01
"""

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    write(tmp_path, {**SMALL, "conf.py": CONF})
    return tmp_path / "reports/tickets.yaml"


@pytest.fixture
def run(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Import a text, or a value as JSON, and return the exit status and what was printed."""

    def run(export: Any, *options: str) -> tuple[int, str]:
        path = tmp_path / "export"
        if isinstance(export, bytes):
            path.write_bytes(export)
        else:
            path.write_text(export if isinstance(export, str) else json.dumps(export), encoding="utf-8")
        status = main(["--root", str(tmp_path), *options, "--", str(path)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def entries(register: Path) -> str:
    """The register without the comment at its top."""
    return "".join(
        line
        for line in register.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.strip() and not line.startswith("# ")
    )


def test_an_export_of_jira_is_shown_and_written_on_request_and_once(register: Path, run: Run) -> None:
    status, said = run(HEAD + ROWS)

    assert (status, register.exists()) == (0, False)
    assert "3 rows: 2 new, 0 changed, 0 unchanged, 1 not imported." in said
    assert "row 4: XX-1: no ticket of report_trackers; expected one of DM" in said

    run(HEAD + ROWS, "--apply")
    assert entries(register) == WRITTEN

    before = register.read_bytes()
    assert "reports/tickets.yaml is up to date." in run(HEAD + ROWS, "--apply")[1]
    assert register.read_bytes() == before


def test_what_people_wrote_stays(register: Path, run: Run) -> None:
    ours = (
        "# Ours\n\nDM-0: Not in the export\n\n# About the first\nDM-1: Our title  # as agreed\n"
        "DM-2: {title: 'A: \"second\" # one', element: 1A.01}\n# At the end\n"
    )
    write(register.parent, {"tickets.yaml": ours})

    _, said = run(HEAD + ROWS, "--apply")

    assert "title: Our title (export: First)" in said
    assert register.read_text(encoding="utf-8") == (
        "# Ours\n\nDM-0: Not in the export\n\n# About the first\nDM-1:\n  title: Our title  # as agreed\n"
        "  status: Done\n  as_of: 2017-09-02\n  resolved: 2017-08-28\n  element: 1A.01.01\n  epic: DM-9\n"
        "DM-2: {title: 'A: \"second\" # one', status: In Progress, as_of: 2017-09-02, element: 1A.01}\n"
        "# At the end\n"
    )
    run(HEAD + ROWS, "--apply", "--take", "title")
    assert "  title: First  # as agreed\n" in register.read_text(encoding="utf-8")


def test_a_later_export_moves_the_status_of_what_is_open_and_an_older_one_nothing(
    register: Path, run: Run
) -> None:
    run(HEAD + ROWS, "--apply")
    done, open_ = ROWS.splitlines()[:2]
    later = HEAD + f"{done}\n{open_}\n"

    run(later, "--apply", "--as-of", "2017-10-01")
    assert entries(register) == WRITTEN.replace(
        "In Progress\n  as_of: 2017-09-02", "In Progress\n  as_of: 2017-10-01"
    )

    before = entries(register)
    _, said = run(HEAD + open_.replace("In Progress", "Open"), "--apply", "--as-of", "2017-09-15")
    assert ("The register has a newer status (1):" in said, entries(register)) == (True, before)

    reopened = done.replace("Done,28/Aug/17 3:45 PM", "Reopened,")
    run(HEAD + reopened, "--apply", "--as-of", "2017-11-01")
    assert '  status: Reopened\n  as_of: 2017-11-01\n  resolved: ""\n' in entries(register)


JIRA = {
    "key": "DM-1",
    "fields": {
        "summary": "First",
        "status": {"name": "Done"},
        "resolutiondate": "2017-08-28T15:45:00.000+0000",
        "updated": "2017-09-02T09:00:00.000+0000",
        "customfield_10500": "1.1A.01.01",
        "parent": {"key": "DM-9"},
    },
}
FIRST = WRITTEN[: WRITTEN.index("DM-2")]
OF_HOST = "  title: First\n  status: closed\n  as_of: 2017-09-02\n  resolved: 2017-08-28\n"
GITHUB = {
    "number": 12,
    "title": "First",
    "state": "CLOSED",
    "closedAt": "2017-08-28T15:45:00Z",
    "updatedAt": "2017-09-02T09:00:00Z",
}
REST = {
    "number": 12,
    "title": "First",
    "state": "closed",
    "closed_at": "2017-08-28T15:45:00Z",
    "updated_at": "2017-09-02T09:00:00Z",
    "url": "https://api.github.com/repos/owner/repo/issues/12",
}
GITLAB = {**REST, "iid": 45, "web_url": "https://gitlab.com/group/project/-/merge_requests/45"}
OTHER = "https://github.com/other/one/pull/12"


@pytest.mark.parametrize(
    ("export", "written"),
    [
        ({"startAt": 0, "maxResults": 50, "total": 1, "issues": [JIRA]}, FIRST),
        ([{"issues": [JIRA], "nextPageToken": "x"}, {"issues": [], "isLast": True}], FIRST),
        ([GITHUB], f'"#12":\n{OF_HOST}'),
        ([{**REST, "html_url": "https://github.com/owner/repo/issues/12"}], f'"#12":\n{OF_HOST}'),
        ([{**REST, "html_url": OTHER}], f"other/one#12:\n{OF_HOST}"),
        (f"{json.dumps([{**GITHUB, 'url': OTHER}])}\n[]", f"other/one#12:\n{OF_HOST}"),
        ([GITLAB], f'"!45":\n{OF_HOST}'),
    ],
)
def test_an_export_of_each_tracker_is_read(register: Path, run: Run, export: Any, written: str) -> None:
    run(export, "--apply")

    assert entries(register) == written
    assert "is up to date" in run(export)[1]


@pytest.mark.parametrize(
    "day",
    ["28.08.2017 15:45", "28/août/17 3:45 PM", "2017-08-28 15:45", "28. August 2017", "8/28/17 3:45 PM"],
)
def test_dates_are_read_as_each_language_writes_them(register: Path, run: Run, day: str) -> None:
    run(f'Summary,Issue key,Status,Resolved\nFirst,DM-1,Done,"{day}"\n', "--apply")

    assert "  resolved: 2017-08-28\n" in entries(register)


@pytest.mark.parametrize(
    ("export", "said"),
    [
        ("", "export: no row with the columns 'Issue key' and 'Summary'"),
        ("a,b\n1,2\n", "no row with the columns 'Issue key' and 'Summary'"),
        (HEAD, "the export has no issues"),
        (HEAD + "A,XX-1,Done,,,,,,\n", "none of its issues can be imported; the first is 'XX-1'"),
        ("Summary,Key,Status,Updated\nA,DM-1,Done,05/06/17\n", "set report_date_order in conf.py"),
        ("Summary,Key,Status\nA,DM-1,Done\n", "expected the date of its statuses, as in --as-of"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"key": 1', "line 1: this is no JSON"),
        ('["DM-1"]', "expected a list of issues"),
        ([{"title": "A"}], "expected issues of Jira"),
        ([{**GITHUB, "url": "https://elsewhere.example/12"}], "no ticket of report_trackers"),
        ([{**JIRA, "key": "DM-1\x1b[2J"}], "no ticket of report_trackers"),
        ([{**GITHUB, "title": "x" * 501}], "a title of 501 characters; expected at most 500"),
        (b"Summary,Key\n\x81\x8d,DM-1\n", "export as UTF-8"),
    ],
)
def test_what_can_not_be_read_is_one_message(register: Path, run: Run, export: Any, said: str) -> None:
    status, printed = run(export, "--apply")

    assert status in (1, 2)
    assert said in printed
    assert "\x1b" not in printed
    assert not register.exists()


def test_hidden_characters_and_formulas_are_text(register: Path, run: Run) -> None:
    run(HEAD + '"=1+1\u202e\x07\nx",DM-1,Done,,02/Sep/17,,,,\n', "--apply")

    assert "  title: =1+1 x\n" in entries(register)


def test_a_register_with_faults_is_left_alone(register: Path, run: Run) -> None:
    write(register.parent, {"tickets.yaml": "DM-1:\n  titel: A\n"})

    assert "reports/tickets.yaml:2: unknown key 'titel'" in run(HEAD + ROWS, "--apply")[1]
    assert register.read_text(encoding="utf-8") == "DM-1:\n  titel: A\n"


def test_the_rest_of_a_search_is_asked_for(run: Run) -> None:
    assert "that there are more" in run({"issues": [JIRA], "nextPageToken": "x"})[1]
    assert "that there are more" in run({"startAt": 0, "total": 2, "issues": [JIRA]})[1]
