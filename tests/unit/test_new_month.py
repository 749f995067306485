"""``make month``: what a new month begins with, and that nothing is ever written over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from progress_report.cli.new_month import main, meant_month
from progress_report.syntax.markdown_text import Block, parse, split_front_matter

from ..conftest import ROOT, ROOTS, SMALL, loaded, write

CONF = """
report_trackers = {"DM": "https://tracker.example/{id}"}
report_documents = {"LDM": "https://docs.example/{id}"}
report_kinds = {
    "Current accomplishments": "accomplishments",
    "Done": "accomplishments",
    "Planned activities": "plans",
    "Recruitment update": "recruitment",
    "Side contract": "other",
    "Loan": "other",
}
report_silence = ["No activity"]
myst_enable_extensions = ["colon_fence"]
"""

MONTH = "reports/2017-09"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, with what a command needs, as the current directory."""
    write(tmp_path, {**SMALL, "conf.py": CONF})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faults(root: Path) -> list[str]:
    return [
        f"{each.location}: {each.message}"
        for each in loaded(root).problems
        if not each.remark and each.path.startswith(MONTH)
    ]


def text(root: Path, name: str) -> str:
    return (root / MONTH / name).read_text(encoding="utf-8")


def headings(root: Path, name: str) -> list[str]:
    """The headings of a file as Markdown reads them, with their levels."""
    pieces = parse(split_front_matter(text(root, name))[1]).pieces
    return [f"{'#' * each.level} {each.plain}" for each in pieces if isinstance(each, Block) and each.level]


def uncommented(source: str) -> str:
    """What an editor leaves when it takes the comment away from every entry."""
    return re.sub(r"^  # ", "  ", source, flags=re.MULTILINE)


def test_a_new_month_is_a_draft_without_faults(root: Path) -> None:
    assert main(["2017-09"]) == 0

    month = loaded(root).month("2017-09")
    assert month
    assert month.page.draft
    assert [area.element for area in month.areas] == ["1A.01"]
    assert faults(root) == []


def test_it_says_what_it_made_and_what_to_do_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["2017-09"])

    said = capsys.readouterr().out
    assert [name for name in ("index.md", "milestones.yaml", "1A.01.md") if f"  {name}\n" not in said] == []
    assert "August 2017" in said
    assert "make html" in said
    assert "status: published" in said


def test_the_statements_name_their_schema_if_the_project_has_it(root: Path) -> None:
    main(["2017-09"])
    write(root, {"schemas/month.schema.json": "{}"})
    main(["2017-10"])

    assert "$schema" not in text(root, "milestones.yaml")
    first = (root / "reports/2017-10/milestones.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../schemas/month.schema.json"


def test_what_is_there_is_kept_and_what_is_missing_is_added(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {f"{MONTH}/1A.01.md": "# 1A.01 First area\n\nMine.\n"})

    main(["2017-09"])

    assert text(root, "1A.01.md") == "# 1A.01 First area\n\nMine.\n"
    assert (root / MONTH / "index.md").is_file()
    assert "Not changed: 1A.01.md" in capsys.readouterr().out


def test_a_second_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["2017-09"])
    before = {path.name: path.read_bytes() for path in (root / MONTH).iterdir()}
    capsys.readouterr()

    assert main(["2017-09"]) == 0

    assert {path.name: path.read_bytes() for path in (root / MONTH).iterdir()} == before
    assert "exist already" in capsys.readouterr().out


def test_an_area_has_the_headings_of_the_project_and_of_what_it_had(root: Path) -> None:
    last = SMALL["reports/2017-08/1A.01.md"].replace("## Current accomplishments", "## Done")
    write(root, {"reports/2017-08/1A.01.md": f"{last}\n## Loan\n\nOf books.\n"})

    main(["2017-09"])

    assert headings(root, "1A.01.md") == [
        "# 1A.01 First area",
        "## Done",
        "### 1A.01.01 Part one",
        "### 1A.01.02 Part two",
        "## Planned activities",
        "### 1A.01.01 Part one",
        "### 1A.01.02 Part two",
        "## Recruitment update",
        "## Loan",
    ]


def test_elements_are_those_in_use_with_the_titles_of_the_month(root: Path) -> None:
    write(
        root,
        {
            "reports/wbs.yaml": (
                "1A: Whole\n1A.01:\n  title: First area\n  area: true\n"
                "  lead: Ada\n  institution: Glass -- Sons\n"
                "1A.01.01:\n  title: Old\n  renamed:\n    - from: 2017-09\n      title: The *new* one\n"
                "1A.01.02:\n  title: Gone\n  until: 2017-08\n1A.01.03:\n  title: Later\n  since: 2017-10\n"
                "1A.01.04:\n1A.01.05:\n  title: Of its own\n  area: true\n"
                "1A.02:\n  title: Closed\n  area: true\n  until: 2017-08\n"
            ),
            "reports/2017-08/1A.01.md": "# 1A.01\n\n## Current accomplishments\n",
        },
    )

    main(["2017-09"])

    assert headings(root, "1A.01.md")[1:4] == [
        "## Current accomplishments", "### 1A.01.01 The *new* one", "### 1A.01.04",
    ]  # fmt: skip
    assert sorted(path.name for path in (root / MONTH).glob("1A*")) == ["1A.01.05.md", "1A.01.md"]
    assert "<!-- Owner: Ada, Glass - - Sons -->" in text(root, "1A.01.md")
    assert faults(root) == []


def test_the_plans_of_the_month_before_stand_in_a_comment(root: Path) -> None:
    main(["2017-09"])

    area = loaded(root).area_file("2017-09", "1A.01")
    assert "### 1A.01.01 Part one\n\n<!-- Planned in August 2017:\n- Do more. [DM-11]\n-->" in text(
        root, "1A.01.md"
    )
    assert area
    assert not any(section.text or section.mentions for section in area.sections)


@pytest.mark.parametrize("plan", ["a --> b <script>x</script>", "--->", "<!-- x -->", "end -", "--", "- -->"])
def test_a_plan_can_not_end_its_comment(root: Path, plan: str) -> None:
    written = plan.replace("<", r"\<").replace(">", r"\>").replace("-", r"\-")
    last = SMALL["reports/2017-08/1A.01.md"].replace("- Do more. [DM-11]", f"- {written}\n- And this.")
    write(root, {"reports/2017-08/1A.01.md": last})

    main(["2017-09"])

    markdown = parse(split_front_matter(text(root, "1A.01.md"))[1])
    assert markdown.html == []
    assert [each.plain for each in markdown.pieces if isinstance(each, Block) and not each.level] == []
    assert text(root, "1A.01.md").count("- And this.") == 1
    assert faults(root) == []


def test_the_page_has_the_headings_and_tables_of_the_month_before(root: Path) -> None:
    write(
        root,
        {
            "reports/2017-08/index.md": (
                "---\nstatus: published\n---\n# August 2017\n\n"
                "## Risk management\n\nNone.\n\n## A & B *c*\n\n"
                "```{milestone-table}\n:status: delayed\n:group-by: area\n```\n\n"
                "```{changes}\n:month: 2017-08\n```\n"
            )
        },
    )

    main(["2017-09"])

    assert headings(root, "index.md") == [
        "# September 2017", "## Risk management", "## A & B c",
    ]  # fmt: skip
    assert text(root, "index.md").endswith(
        "## A & B c\n\n```{milestone-table}\n:status: delayed\n:group-by: area\n```\n"
    )
    assert "2017-08" not in text(root, "index.md")
    assert "None." not in text(root, "index.md")


def test_a_page_without_any_before_it_has_what_readers_look_for(root: Path) -> None:
    assert main(["2017-01"]) == 0

    page = (root / "reports/2017-01/index.md").read_text(encoding="utf-8")
    assert re.findall(r"^#+ .*", page, re.MULTILINE) == [
        "# January 2017", "## High-level summary", "## Risk management", "## Milestone summary",
        "### Achieved milestones", "### Delayed milestones",
    ]  # fmt: skip
    assert page.count("{milestone-table}") == 2
    assert "Planned in" not in (root / "reports/2017-01/1A.01.md").read_text(encoding="utf-8")
    assert [each for each in loaded(root).problems if not each.remark] == []


def test_milestones_that_are_due_late_or_delayed_wait_as_comments(root: Path) -> None:
    write(
        root,
        {
            "reports/milestones.yaml": (
                "M-1:\n  title: Delayed\n  wbs: 1A.01.01\n  due: 2017-07-31\n"
                "M-2:\n  title: Due now\n  wbs: 1A.01.02\n  due: 2017-09-30\n"
                "M-3:\n  title: Overdue\n  wbs: 1A.01.02\n  due: 2017-05\n"
                "M-4:\n  title: Later\n  wbs: 1A.01.02\n  due: 2017-10-01\n"
                "M-5:\n  title: Reached\n  wbs: 1A.01.02\n  due: 2017-09-15\n"
                "M-6:\n  title: Finished early\n  wbs: 1A.01.02\n  due: 2018-01\n  finished: 2017-09-12\n"
                "M-7:\n  title: Long done\n  wbs: 1A.01.02\n  due: 2016-01\n  finished: 2016-02\n"
                "M-8:\n  title: One of two\n  wbs: 1A.01.01\n  due: 2017-07-31\n"
            ),
            "reports/2017-08/milestones.yaml": (
                "delayed:\n  - id: [M-1, M-8]\n    title: 'Both: A'\n"
                "    forecast: 2017-11\n    note: Late by DM-7.\n"
                "achieved:\n  - id: M-5\n"
            ),
        },
    )

    main(["2017-09"])

    source = text(root, "milestones.yaml")
    assert loaded(root).statements("2017-09") == ()
    assert "# # due 2017-07-31; reported delayed in 1 month; forecast 2017-11\n" in source
    assert "# # August 2017: Late by DM-7.\n" in source
    (root / MONTH / "milestones.yaml").write_text(uncommented(source), encoding="utf-8")
    said = loaded(root).statements("2017-09")
    assert [(each.status, each.ids, each.title, str(each.date or each.forecast or "")) for each in said] == [
        ("achieved", ("M-2",), "", ""),
        ("achieved", ("M-6",), "", "2017-09-12"),
        ("delayed", ("M-1", "M-8"), "Both: A", "2017-11"),
        ("delayed", ("M-3",), "", ""),
    ]
    assert faults(root) == []


def test_months_between_may_be_missing(root: Path) -> None:
    write(root, {"reports/2017-10/index.md": "---\nstatus: draft\n---\n# October 2017\n"})

    main(["2018-02"])

    area = (root / "reports/2018-02/1A.01.md").read_text(encoding="utf-8")
    assert "Planned in August 2017" in area
    assert "- id: M-2\n" in (root / "reports/2018-02/milestones.yaml").read_text(encoding="utf-8")


def test_where_no_area_is_marked_those_of_the_month_before_report_again(root: Path) -> None:
    write(root, {"reports/wbs.yaml": SMALL["reports/wbs.yaml"].replace("  area: true\n", "")})

    main(["2017-09"])

    assert (root / MONTH / "1A.01.md").is_file()


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("2017-9", "2017-09"), ("201709", "2017-09"), ("2017/09", "2017-09"), ("9.2017", "2017-09"),
     ("Sept 2017", "2017-09"), ("2017-09-15", "2017-09"), ("2017-13", ""), ("soon", ""), ("", ""),
     ("../2017-09", "2017-09")],
)  # fmt: skip
def test_a_wrong_month_names_the_nearest_good_one(
    root: Path, capsys: pytest.CaptureFixture[str], wrong: str, meant: str
) -> None:
    assert main([wrong]) == 2

    assert meant_month(wrong) == meant
    assert f"{'did you mean' if meant else 'the next one is'} {meant or '2017-09'}" in capsys.readouterr().err
    assert [path.name for path in (root / "reports").iterdir() if path.is_dir()] == ["2017-08"]


@pytest.mark.parametrize("name", ["wbs.yaml", "milestones.yaml"])
def test_nothing_is_made_from_a_register_that_can_not_be_read(
    root: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write(root, {f"reports/{name}": "1A: [\n"})

    assert main(["2017-09"]) == 2

    assert f"reports/{name}:1" in capsys.readouterr().err
    assert not (root / MONTH).exists()


def test_outside_a_project_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["2017-09"]) == 2
    assert "conf.py" in capsys.readouterr().err


@pytest.mark.parametrize("conf", ["report_kinds = {'Done': 'deeds'}\n", "1 / 0\n", "def\n", "exit()\n"])
def test_a_configuration_that_can_not_be_used_is_no_traceback(
    root: Path, capsys: pytest.CaptureFixture[str], conf: str
) -> None:
    write(root, {"conf.py": conf})

    assert main(["2017-09"]) == 2
    assert "conf.py" in capsys.readouterr().err


@pytest.mark.parametrize("source", [ROOT, *sorted(ROOTS.iterdir())], ids=lambda path: path.name)
def test_every_project_here_gets_months_without_faults(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("conf.py", "reports"):
        (tmp_path / name).symlink_to(source / name) if name == "conf.py" else _copy(
            source / name, tmp_path / name
        )
    monkeypatch.chdir(tmp_path)
    before = {each for each in loaded(tmp_path).problems if not each.remark}

    for month in ("2017-09", "2021-02", "2021-04", "2030-01"):
        assert main([month]) == 0
        path = tmp_path / "reports" / month / "milestones.yaml"
        path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert {each for each in loaded(tmp_path).problems if not each.remark} <= before


def _copy(source: Path, target: Path) -> None:
    write(target, {path.relative_to(source).as_posix(): path.read_text(encoding="utf-8")
                   for path in source.rglob("*") if path.is_file()})  # fmt: skip


def test_the_tickets_of_the_register_are_offered_in_comments(root: Path) -> None:
    area = SMALL["reports/2017-08/1A.01.md"].replace("- Do more. [DM-11]", "- Finish DM-7 and DM-8.")
    tickets = (
        "DM-1: {title: 'Ends --> here', resolved: 2017-09-28, element: 1A.01.01}\n"
        "DM-2: {title: Of the area, resolved: 2017-09, element: 1A.01}\n"
        "DM-3: {title: Of an epic, resolved: 2017-09, epic: DM-1}\n"
        "DM-4: {title: Of another month, resolved: 2017-08-31, element: 1A.01.01}\n"
        "DM-5: {title: Of nobody, resolved: 2017-09-01}\n"
        "DM-7: {title: Open, status: In Progress, as_of: 2017-09-30}\n"
        "DM-8: {title: Closed, status: Closed, as_of: 2017-09-30}\n"
    )
    write(root, {"reports/2017-08/1A.01.md": area, "reports/tickets.yaml": tickets})

    assert main(["2017-09"]) == 0

    made = text(root, "1A.01.md")
    accomplished, planned = made.split("## Planned activities")
    assert "DM-4" not in made
    assert "DM-5" not in made
    of_area, of_element = accomplished.split("### 1A.01.01")
    head = "<!-- Resolved in September 2017, per the register of tickets:"
    assert f"{head}\n- DM-2 Of the area: resolved 2017-09\n-->" in of_area
    assert "- DM-1 Ends - -> here: resolved 2017-09-28\n- DM-3 Of an epic: resolved 2017-09\n" in of_element
    assert (
        "<!-- Planned in August 2017 and open, per the register of tickets:\n"
        "- DM-7 Open: In Progress (as of 2017-09-30)\n-->" in planned
    )
    assert faults(root) == []
