"""The record of published addresses: how it is read and written, what is lost, and what is said about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from progress_report.check.permalinks import Record, digest, lost_addresses, read_record, record_text
from progress_report.check.published_months import Stated, stated_in
from progress_report.content.catalogue import Catalogue
from progress_report.core.limits import FILE_PROBLEMS
from progress_report.core.problems import Problem, Problems
from progress_report.load.loader import load
from progress_report.outputs.links.addresses import ModelAddresses, model_addresses, unrecorded_pages
from progress_report.outputs.links.addresses import lost as lost_of

from ..conftest import SETTINGS

Make = Callable[..., Catalogue]

RECORDED = replace(SETTINGS, permalinks="permalinks.txt")

MONTH = "reports/2017-08"

FILES = {
    "reports/wbs.yaml": (
        "1A: Whole\n1A.01:\n  title: Part\n  area: true\n1A.01.02: Piece\n"
        "1A.03:\n  title: More\n  area: true\n"
    ),
    "reports/milestones.yaml": (
        "M-1:\n  title: One\n  wbs: 1A.01\n  due: 2017-08\n"
        "M-20:\n  title: Two\n  wbs: 1A.01\n  due: 2017-08\n"
    ),
    f"{MONTH}/index.md": (
        "---\nstatus: published\n---\n# August\n\nA good month.\n\n## Risk management\n\nNone.\n"
    ),
    f"{MONTH}/milestones.yaml": (
        "delayed:\n  - id: M-1\n    due: 2017-09\n    note: |\n      It slips.\n\n      A lot.\n"
    ),
    f"{MONTH}/1A.01.md": (
        "---\nheadline: All is well.\n---\n# 1A.01 Part\n\n## Current accomplishments\n\nDone, T-1.\n\n"
        "### 1A.01.02\n\n- One\n  bullet.\n- Two.\n"
    ),
}

ADDRESSES = {
    "index",
    "milestones/M-1",
    "milestones/M-20",
    "wbs/1A.01",
    f"{MONTH}/index",
    f"{MONTH}/index#risk-management",
    f"{MONTH}/index#delayed-M-1",
    f"{MONTH}/1A.01",
    f"{MONTH}/1A.01#accomplishments-1A-01-02",
    "objects.inv#report:milestone M-1",
    "objects.inv#report:month 2017-08",
    "objects.inv#std:label anything",
}


def read(text: str) -> tuple[Record, list[Problem]]:
    """A record, and what is wrong with it."""
    problems = Problems("permalinks.txt")
    return read_record(text, problems), problems.found


def with_record(
    project: Make, changes: dict[str, str | None] | None = None, files: dict[str, str] | None = None
) -> Catalogue:
    """The project, with other ``files``, after ``changes``, with the record that it had before them."""
    before = {**FILES, **(files or {})}
    stated = {each.address: each.digests for each in _stated(project(before, RECORDED))}
    record = record_text({*ADDRESSES, *stated}, stated)
    return project({**before, "permalinks.txt": record, **(changes or {})}, RECORDED)


def lost(record: Record, catalogue: Catalogue, redirects: dict[str, str]) -> list[Problem]:
    """What is lost without a build."""
    return lost_of(record, catalogue, model_addresses(catalogue, redirects))


def _stated(catalogue: Catalogue) -> Iterator[Stated]:
    for month in catalogue.all_months:
        yield from stated_in(catalogue, month)


def said(catalogue: Catalogue, code: str = "published") -> list[str]:
    """The faults with a code, each with its place."""
    return [f"{each.location}: {each.message}" for each in catalogue.problems if each.code == code]


# --- the file -----------------------------------------------------------------------------------


def test_a_record_is_read_as_it_is_written() -> None:
    stated = {"b#x y": ("01", "02")}
    text = record_text(["c", "b#x y", "a"], stated)

    record, problems = read(text)

    assert problems == []
    assert [*record.lines] == ["a", "b#x y", "c"]
    assert record.stated == stated
    assert text.split("\n")[record.lines["c"] - 1] == "c"


def test_the_lines_of_two_branches_may_be_in_any_order_and_occur_twice() -> None:
    record, problems = read("b\na = 01\nb\na = 01\n")

    assert ([*record.lines], problems) == (["b", "a"], [])


@pytest.mark.parametrize("line", ["a = 02", "<<<<<<< HEAD", "======="])
def test_a_merge_that_has_to_be_finished_is_a_fault(line: str) -> None:
    assert [(each.line, each.code) for each in read(f"a = 01\n{line}\n")[1]] == [(2, "permalink")]


def test_the_name_of_an_object_may_contain_anything() -> None:
    text = "objects.inv#std:label a = b\n"

    record, problems = read(text)

    assert ([*record.lines], record.stated, problems) == ([text.strip()], {}, [])


@pytest.mark.parametrize("line", ["a = 0123456g", "a = x", "a = 01 = 02", "a = 01, 02"])
def test_what_is_no_digest_is_a_fault_with_its_line(line: str) -> None:
    (problem,) = read(f"b = 01\n{line}\n")[1]

    assert (problem.line, problem.code) == (2, "permalink")
    assert "expected 'a = ' and digests" in problem.message


# --- what is lost -------------------------------------------------------------------------------


def test_line_ends_are_those_of_any_system(project: Make) -> None:
    text = record_text(ADDRESSES, {})

    for end in ("\r", "\r\n"):
        catalogue = project({**FILES, "permalinks.txt": text.replace("\n", end)}, RECORDED)
        assert catalogue.record.lines == read(text)[0].lines


@pytest.mark.parametrize(
    "target", ["elsewhere.txt", "missing.txt", ""], ids=["link", "dead link", "directory"]
)
def test_a_record_that_is_no_file_is_a_fault(project: Make, tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere.txt").write_text("index\n")
    place = tmp_path / "permalinks.txt"
    if target:
        place.symlink_to(target)
    else:
        place.mkdir()

    catalogue = project(FILES, RECORDED)

    assert [each.path for each in catalogue.problems if each.code == "file"] == ["permalinks.txt"]
    assert catalogue.record is None


def test_a_record_of_very_many_pages_that_never_were_takes_no_time(project: Make) -> None:
    many = "".join(
        f"x/{each}#a\nmilestones/X-{each}\n{MONTH}/index#x-{each} = 00000000\n" for each in range(9_000)
    )
    catalogue = project({**FILES, "permalinks.txt": many}, RECORDED)

    start = time.process_time()
    found = lost(catalogue.record, catalogue, {})

    taken = time.process_time() - start
    assert taken < 2
    assert len(found) == FILE_PROBLEMS + 1
    assert found[-1].message == "17000 more addresses are gone, from 'milestones/X-500' on"
    assert len([each for each in catalogue.problems if each.code == "published"]) <= FILE_PROBLEMS


def test_nothing_is_lost_while_nothing_changes(project: Make) -> None:
    catalogue = with_record(project)

    assert lost(catalogue.record, catalogue, {}) == []
    assert said(catalogue) == []


def test_pages_that_are_not_recorded_are_remarked_on_once(project: Make) -> None:
    register = FILES["reports/milestones.yaml"]
    one = register + "M-3:\n  title: New\n  due: 2018-01\n"
    two = one + "M-4:\n  title: New\n  due: 2018-01\n"
    found: list[Problem] = []
    for text in (one, two):
        catalogue = with_record(project, {"reports/milestones.yaml": text})
        recorded = {*catalogue.record.lines, *(f"{each}/index" for each in ("milestones", "wbs", "tickets"))}
        whole = {*recorded, "documents/index", "wbs/1A", "wbs/1A.03", "wbs/1A.01.02", "tickets/T-0-499"}
        record = replace(catalogue.record, lines=dict.fromkeys(whole, 1))
        found += unrecorded_pages(record, model_addresses(catalogue, {}))

    assert [each.message for each in found] == [
        "the page 'milestones/M-3' is not recorded, so nothing would report the loss; run `make permalinks`",
        "2 pages, such as 'milestones/M-3', are not recorded, so nothing would report the loss; run "
        "`make permalinks`",
    ]


def test_of_a_page_that_is_gone_its_anchors_are_not_named() -> None:
    record, _ = read("reports/2017-08/x\nreports/2017-08/x#a\nreports/2017-08/y#b\nguide/z#c\n")

    assert lost_addresses(record, ModelAddresses()) == ["reports/2017-08/x", "reports/2017-08/y"]


RENAMED = FILES["reports/milestones.yaml"].replace("M-1:", "M-10:")


def test_a_new_id_is_offered_with_the_line_to_add(project: Make) -> None:
    catalogue = with_record(project, {"reports/milestones.yaml": RENAMED})

    page, thing = (each for each in lost(catalogue.record, catalogue, {}) if "M-1'" in each.message)

    assert (page.path, page.line) == ("permalinks.txt", catalogue.record.lines["milestones/M-1"])
    assert page.message == (
        "the page 'milestones/M-1' is gone; if it is 'M-10' now, add 'aka: M-1' to it "
        '(reports/milestones.yaml:1); else add \'"milestones/M-1": "milestones/index"\' to '
        "report_redirects in conf.py, or delete this line"
    )
    assert thing.message.startswith(
        "the object 'report:milestone M-1' is gone from objects.inv; if it is 'M-10'"
    )


def test_a_second_new_id_is_offered_with_all_former_ones(project: Make) -> None:
    register = RENAMED.replace("M-10:", "M-10:\n  aka: M-0")
    catalogue = with_record(project, {"reports/milestones.yaml": register})

    (page,) = (
        each for each in lost(catalogue.record, catalogue, {}) if "page 'milestones/M-1'" in each.message
    )

    assert "if it is 'M-10' now, write 'aka: [M-0, M-1]' there (reports/milestones.yaml:1)" in page.message


def test_of_a_renamed_element_one_former_id_is_offered_for_all_below_it(project: Make) -> None:
    register = FILES["reports/wbs.yaml"].replace("1A.01", "1A.11")
    catalogue = with_record(project, {"reports/wbs.yaml": register})

    said = [each.message for each in lost(catalogue.record, catalogue, {}) if "wbs/1A.01" in each.message]

    assert len(said) == 1
    assert "if it is '1A.11' now, add 'aka: 1A.01' to it (reports/wbs.yaml:2)" in said[0]


def test_an_anchor_of_a_month_is_not_sent_to_another_month(project: Make, tmp_path: Path) -> None:
    area = FILES[f"{MONTH}/1A.01.md"]
    before = {"reports/2017-07/index.md": "# July\n", "reports/2017-07/1A.01.md": area}
    with_record(project, None, before)
    (tmp_path / f"{MONTH}/1A.01.md").unlink()
    catalogue = load(tmp_path, RECORDED)
    redirect = {f"{MONTH}/1A.01": f"{MONTH}/index"}

    page, *_ = (each for each in lost(catalogue.record, catalogue, {}) if f"'{MONTH}/1A.01'" in each.message)
    anchors = [each.message for each in lost(catalogue.record, catalogue, redirect)]

    assert page.message.endswith("or delete its 3 lines")
    assert f'"{MONTH}/1A.01#accomplishments-1A-01-02": "{MONTH}/index"' in "".join(anchors)
    assert "2017-07" not in "".join(anchors)


def test_the_line_helps(project: Make) -> None:
    catalogue = with_record(
        project, {"reports/milestones.yaml": RENAMED.replace("M-10:", "M-10:\n  aka: M-1")}
    )

    assert lost(catalogue.record, catalogue, {}) == []
    assert said(catalogue) == []


def test_a_deleted_section_and_a_new_heading_have_to_be_redirected(project: Make) -> None:
    index, area = f"{MONTH}/index", f"{MONTH}/1A.01"
    changes = {
        f"{area}.md": "# 1A.01 Part\n\n## Current accomplishments\n\nDone, T-1.\n",
        f"{index}.md": FILES[f"{index}.md"].replace("Risk management", "Risks"),
    }
    catalogue = with_record(project, changes)

    section, heading = (each.message for each in lost(catalogue.record, catalogue, {}))

    assert f'"{area}#accomplishments-1A-01-02": "{area}' in section
    assert f'"{index}#risk-management": "{index}#risks"' in heading
    redirects = {f"{index}#risk-management": f"{index}#risks", f"{area}#accomplishments-1A-01-02": area}
    assert lost(catalogue.record, catalogue, redirects) == []


def test_a_renamed_area_keeps_what_is_published(project: Make) -> None:
    wbs = "1A: Whole\n1A.07:\n  title: Part\n  area: true\n  aka: 1A.01\n1A.07.02: Piece\n1A.03: More\n"
    catalogue = with_record(
        project,
        {
            "reports/wbs.yaml": wbs,
            "reports/milestones.yaml": FILES["reports/milestones.yaml"].replace("1A.01", "1A.07"),
        },
    )

    assert lost(catalogue.record, catalogue, {}) == []
    assert [each.message for each in catalogue.problems if not each.remark] == []


# --- what published months state ----------------------------------------------------------------

CHANGES = {
    f"{MONTH}/index.md": ("A good month.", "A bad month.", f"{MONTH}/index.md:1", f"{MONTH}/index'"),
    f"{MONTH}/milestones.yaml": ("2017-09", "2017-10", f"{MONTH}/milestones.yaml:2", "index#delayed-M-1'"),
    f"{MONTH}/1A.01.md": ("Two.", "Three.", f"{MONTH}/1A.01.md:10", "1A.01#accomplishments-1A-01-02'"),
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_changed_text_is_shown_with_its_place(project: Make, path: str) -> None:
    before, after, place, address = CHANGES[path]
    catalogue = with_record(project, {path: FILES[path].replace(before, after)})

    (message,) = said(catalogue)

    assert message.startswith(f"{place}: 2017-08 is published, but has changed at '")
    assert address in message
    assert f"{after}' is new, 1 text is gone" in message
    assert "`make permalinks ACCEPT=2017-08`" in message


def test_other_line_breaks_and_another_order_are_no_change(project: Make) -> None:
    text = FILES[f"{MONTH}/1A.01.md"].replace("- One\n  bullet.\n- Two.", "- Two.\n\n* One   bullet.")

    assert said(with_record(project, {f"{MONTH}/1A.01.md": text})) == []


def test_a_new_and_a_deleted_statement_are_changes(project: Make) -> None:
    statements = "delayed:\n  - id: M-20\n    note: Late.\n"
    catalogue = with_record(project, {f"{MONTH}/milestones.yaml": statements})

    new, gone = said(catalogue)

    assert "'reports/2017-08/index#delayed-M-1': 3 texts are gone" in gone + new
    assert "'reports/2017-08/index#delayed-M-20': 'Late.' is new" in gone + new


BESIDE = """\
# 1A.01 Part

## Current accomplishments

See [the plan](https://plan.example), {wbs}`the piece <1A.01.02>`, {abbr}`HTML (hypertext)`:
![a curve](curve.png), `code`.

| part | cost |
|------|------|
| door | 3    |
| roof | 5    |

    indented = 1

```{list-table}
* - left
  - right
```

```{math} E = m
```

```{mermaid}
graph LR
  A --> B
```

```{figure} curve.png
:alt: It rises.
:target: https://curve.example
:width: 100px

Words.
```

```{milestone-table}
:status: achieved
```
"""


def with_beside(project: Make, changes: dict[str, str | None] | None = None) -> Catalogue:
    """The project with a text that states more than words, after ``changes``."""
    files = {
        f"{MONTH}/1A.01.md": BESIDE,
        f"{MONTH}/curve.png": "a curve",
        f"{MONTH}/index.md": FILES[f"{MONTH}/index.md"].replace("None.", "[None](https://none.example)."),
        f"{MONTH}/milestones.yaml": "delayed:\n  - id: M-1\n    wbs: 1A.03\n    note: Late.\n",
    }
    return with_record(project, changes, files)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://plan.example", "https://other.example"),
        ("the piece <1A.01.02>", "the piece <1A.01>"),
        ("hypertext", "hyper text"),
        ("| door | 3    |\n| roof | 5    |", "| door | 5    |\n| roof | 3    |"),
        ("indented = 1", "indented = 2"),
        ("* - left\n  - right", "* - right\n  - left"),
        ("E = m", "E = 2m"),
        ("A --> B", "B --> A"),
        ("It rises.", "It falls."),
        ("https://curve.example", "https://line.example"),
        (":status: achieved", ":status: delayed"),
    ],
)
def test_what_a_text_states_besides_its_words_must_not_change(project: Make, before: str, after: str) -> None:
    assert BESIDE.count(before) == 1

    (message,) = said(with_beside(project, {f"{MONTH}/1A.01.md": BESIDE.replace(before, after)}))

    assert f"{MONTH}/1A.01#accomplishments-1A-01': '" in message
    assert "' is new, 1 text is gone" in message


@pytest.mark.parametrize(
    ("path", "text", "shown"),
    [
        ("curve.png", "another curve", "1A.01#accomplishments-1A-01': 'picture curve.png "),
        ("milestones.yaml", "delayed:\n  - {id: M-1, wbs: 1A.01.02, note: Late.}\n", "'wbs 1A.01.02' is new"),
        ("milestones.yaml", "delayed:\n  - {id: M-1, note: Late.}\n", "index#delayed-M-1': 1 text is gone"),
        (
            "index.md",
            FILES[f"{MONTH}/index.md"].replace("None.", "[None](https://one.example)."),
            "index#risk-management': 'link to https://one.example' is new",
        ),
        (
            "index.md",
            FILES[f"{MONTH}/index.md"]
            .replace("None.", "[None](https://none.example).")
            .replace("published\n", "published\npublished: 2017-09-01\n"),
            "index': 'published 2017-09-01' is new",
        ),
    ],
)
def test_nor_a_picture_nor_an_element_nor_a_link_of_a_page(
    project: Make, path: str, text: str, shown: str
) -> None:
    (message,) = said(with_beside(project, {f"{MONTH}/{path}": text}))

    assert shown in message


def test_how_it_is_shown_may_change(project: Make) -> None:
    text = BESIDE.replace("100px", "50%").replace("|--", "|:-")
    renamed = FILES["reports/wbs.yaml"].replace("1A.03:\n", "1A.09:\n  aka: 1A.03\n")

    assert said(with_beside(project, {f"{MONTH}/1A.01.md": text, "reports/wbs.yaml": renamed})) == []


def test_a_record_of_an_older_version_holds_and_is_remarked_on_once(project: Make) -> None:
    record = with_beside(project).record
    texts = {each.address: tuple(map(digest, each.texts)) for each in _stated(with_beside(project))}
    old = record_text(record.lines, {address: said for address, said in texts.items() if said})

    catalogue = with_beside(project, {"permalinks.txt": old})

    assert said(catalogue) == []
    (remark,) = said(catalogue, "record")
    assert f"an older version has recorded '{MONTH}/index'" in remark
    assert said(with_beside(project), "record") == []
    changed = FILES[f"{MONTH}/index.md"].replace("A good", "A bad")
    assert len(said(with_beside(project, {"permalinks.txt": old, f"{MONTH}/index.md": changed}))) == 1


def test_a_project_without_a_record_is_told_once_it_is_published(project: Make) -> None:
    assert said(project(FILES, RECORDED), "record") == []  # a month without a date: an example

    index = FILES[f"{MONTH}/index.md"].replace("published\n", "published\npublished: 2017-09-01\n")
    (remark,) = said(project({**FILES, f"{MONTH}/index.md": index}, RECORDED), "record")

    assert remark.startswith(f"{MONTH}/index.md:1: no permalinks.txt records the published months")
    assert said(project({**FILES, f"{MONTH}/index.md": index}), "record") == []


RUN = "run `make permalinks` to record it"

CORRECTED = "---\nstatus: published\ncorrections:\n  - date: 2017-10-03\n    text: A due date.\n---\n"


def test_a_change_with_a_correction_only_has_to_be_recorded(project: Make) -> None:
    index = FILES[f"{MONTH}/index.md"].replace("---\nstatus: published\n---\n", CORRECTED)
    path = f"{MONTH}/milestones.yaml"
    catalogue = with_record(
        project, {f"{MONTH}/index.md": index, path: FILES[path].replace("2017-09", "2017-10")}
    )

    assert said(catalogue) == [
        f"{MONTH}/index.md:1: the correction of 2017-10-03 is not in permalinks.txt; {RUN}"
    ]


def test_a_month_must_be_recorded_once_it_is_published(project: Make) -> None:
    catalogue = project({**FILES, "permalinks.txt": "index\n"}, RECORDED)

    assert said(catalogue) == [
        f"{MONTH}/index.md:1: the published month 2017-08 is not in permalinks.txt; {RUN}"
    ]
    draft = {f"{MONTH}/index.md": "---\nstatus: draft\n---\n# August\n"}
    assert said(project({**FILES, "permalinks.txt": "index\n", **draft}, RECORDED)) == []
    assert said(project(FILES)) == []
