"""Files to records (content model, section 7): each thing that is wrong in a file is one located fault with
the nearest good value, the rest is loaded, and nothing that a file can hold raises."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from progress_report.content.catalogue import Catalogue
from progress_report.core.limits import FILE_PROBLEMS, MARKDOWN_BYTES, YAML_BYTES, YAML_DEPTH
from progress_report.core.problems import Problem
from progress_report.load.loader import load
from progress_report.progress.figures import area_counts, month_counts, state_counts

from ..conftest import SETTINGS, SMALL, write

Make = Callable[..., Catalogue]

WBS = "reports/wbs.yaml"
REGISTER = "reports/milestones.yaml"
DOCUMENTS = "reports/documents.yaml"
INDEX = "reports/2017-08/index.md"
SAID = "reports/2017-08/milestones.yaml"
AREA = "reports/2017-08/1A.01.md"

TITLE = "# 1A.01 First area\n\n"
DONE = "## Current accomplishments\n\n"
FRONT = "---\nstatus: published\n---\n"


def faults(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Place and code of each fault."""
    return [(each.location, each.code) for each in catalogue.problems if not each.remark]


def only(catalogue: Catalogue) -> Problem:
    """The one thing that is wrong."""
    (problem,) = catalogue.problems
    return problem


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The small project with one place changed."""
    assert old in SMALL[name]
    return {name: SMALL[name].replace(old, new, 1)}


def test_a_good_project_has_no_problems(project: Make) -> None:
    catalogue = project()

    assert catalogue.problems == ()
    assert catalogue.months() == ("2017-08",)
    assert [area.element for area in catalogue.all_months[0].areas] == ["1A.01"]
    assert [each.ids for each in catalogue.statements("2017-08")] == [("M-1",)]


# --- one bad place, one fault -------------------------------------------------------------------

#: What is changed in the small project, and where, under which code and with what words it is reported.
BAD: dict[str, tuple[dict[str, str], str, int, str, str]] = {
    # Bad YAML
    "a tab in a register": (changed(WBS, "  title: First", "\ttitle: First"), WBS, 3, "yaml", "a tab"),
    "a tab in the milestones": (
        changed(REGISTER, "  due: 2017-07", "\tdue: 2017-07"), REGISTER, 4, "yaml", "a tab"
    ),
    "a tab in a month": (changed(SAID, "    note", "\tnote"), SAID, 3, "yaml", "a tab"),
    "a tab in front matter": (changed(INDEX, "status", "a:\n\tstatus"), INDEX, 3, "yaml", "a tab"),
    "an open quote": (changed(REGISTER, "First", '"First'), REGISTER, 2, "yaml", "end of stream"),
    "an open bracket": ({WBS: "1A: [\n"}, WBS, 1, "yaml", "invalid YAML"),
    "an unfinished merge": ({SAID: "<<<<<<< HEAD\n" + SMALL[SAID]}, SAID, 1, "yaml", "unfinished merge"),
    "a control character": (changed(SAID, "Late", "La\x07te"), SAID, 3, "yaml", "U+0007"),
    "a bomb": (
        {REGISTER: "M-1: " + "[" * (YAML_DEPTH + 2) + "]" * (YAML_DEPTH + 2)}, REGISTER, 1, "yaml", "too many"
    ),
    # Duplicate keys
    "an element twice": ({WBS: SMALL[WBS] + "1A.01.01: x\n"}, WBS, 7, "duplicate", "line 5"),
    "a milestone twice": (changed(REGISTER, "M-2:", "M-1:"), REGISTER, 5, "duplicate", "line 1"),
    "a key twice": (
        changed(REGISTER, "due: 2017-07-31", "due: 2017-07-31\n  due: 2017"),
        REGISTER, 5, "duplicate", "'due'"
    ),
    "a status twice": (
        changed(INDEX, "published\n", "published\nstatus: draft\n"), INDEX, 3, "duplicate", "'status'"
    ),
    "a list twice": ({SAID: SMALL[SAID] + "delayed: []\n"}, SAID, 4, "duplicate", "'delayed'"),
    # Unknown keys
    "an unknown key of an element": (changed(WBS, "area:", "aera:"), WBS, 4, "key", "did you mean 'area'?"),
    "an unknown key of a milestone": (
        changed(REGISTER, "M-2:", "  levl: 3\nM-2:"), REGISTER, 5, "key", "'level'"
    ),
    "an unknown key of a statement": (changed(SAID, "note", "nota"), SAID, 3, "key", "did you mean 'note'?"),
    "an unknown list": (changed(SAID, "delayed", "delaid"), SAID, 1, "key", "did you mean 'delayed'?"),
    "an unknown key of a page": (
        changed(INDEX, "published\n", "published\nkinds: report\n"), INDEX, 3, "key", "'kind'"
    ),
    "an unknown key of an area": (
        {AREA: "---\nheadlines: x\n---\n" + SMALL[AREA]}, AREA, 2, "key", "'headline'"
    ),
    "an unknown key of a document": ({DOCUMENTS: "LDM-1:\n  titel: x\n"}, DOCUMENTS, 2, "key", "'title'"),
    # Wrong types
    "a list for a title": (
        changed(REGISTER, "First milestone", "[First]"), REGISTER, 2, "type", "expected text"
    ),
    "a text for a milestone": ({REGISTER: SMALL[REGISTER] + "M-3: text\n"}, REGISTER, 9, "type", "a mapping"),
    "a list for a register": ({DOCUMENTS: "- LDM-1\n"}, DOCUMENTS, 1, "type", "expected a mapping"),
    "a mapping for a list": ({SAID: "delayed:\n  id: M-1\n"}, SAID, 2, "type", "expected a list"),
    "a text for a statement": ({SAID: "delayed: [M-1]\n"}, SAID, 1, "type", "expected a mapping"),
    "a flag that is none": (changed(WBS, "area: true", "area: on"), WBS, 4, "type", "true, false"),
    "an address that is none": ({DOCUMENTS: "LDM-1: {url: docs}\n"}, DOCUMENTS, 1, "type", "https://"),
    # Impossible dates
    "a day that never was": (
        changed(REGISTER, "2017-07-31", "2017-02-30"), REGISTER, 4, "date", "2017-02-30"
    ),
    "a day zero": (changed(REGISTER, "2017-07-31", "2017-07-00"), REGISTER, 4, "date", "2017-07-00"),
    "a month that never was": (
        changed(SAID, "note: Late by DM-7.", "forecast: 2017-13"), SAID, 3, "date", "2017-13"
    ),
    "a date in words": (changed(SAID, "note: Late by DM-7.", "due: soon"), SAID, 3, "date", "YYYY-MM-DD"),
    "a month of publication": (
        changed(INDEX, "published\n", "published\npublished: x\n"), INDEX, 3, "date", "'published: x'"
    ),
    # Unknown ids and spaces inside
    "an unknown milestone": (changed(SAID, "M-1", "M-1b"), SAID, 2, "milestone", "did you mean 'M-1'?"),
    "an unknown element of a milestone": (
        changed(REGISTER, "1A.01.02", "1A.O1.02"), REGISTER, 7, "element", "'1A.01.02'"
    ),
    "an unknown element of a statement": (
        changed(SAID, "note: Late by DM-7.", "wbs: 1A.1"), SAID, 3, "element", "'1A.01'"
    ),
    "an unknown element in a heading": (
        changed(AREA, "### 1A.01.02", "### 1A.01.03"), AREA, 9, "element", "'1A.01.0"
    ),
    "an unknown ticket in a role": (changed(AREA, "[DM-10]", "{ticket}`DN-10`"), AREA, 7, "ticket", "'DM'"),
    "an unknown milestone in a role": (
        changed(AREA, "[DM-10]", "{milestone}`M-1b`"), AREA, 7, "milestone", "'M-1'"
    ),
    "an unknown element in a note": (changed(SAID, "DM-7", "{wbs}`1A.03`"), SAID, 3, "element", "'1A.01'"),
    "an unknown month in a role": (
        changed(INDEX, "All is well.", "{month}`2017-07`"), INDEX, 8, "month", "'2017-08'"
    ),
    "an unknown document": ({DOCUMENTS: "LMD-1: x\n"}, DOCUMENTS, 1, "document", "did you mean 'LDM'?"),
    "an unknown ticket in a description": (
        changed(REGISTER, "M-2:", "  description: |\n    x\n    {ticket}`DN-1`\nM-2:"),
        REGISTER, 7, "ticket", "'DM'"
    ),
    "a space in a milestone": (changed(SAID, "M-1", "M- 1"), SAID, 2, "id", "did you mean 'M-1'?"),
    "a space in a registered id": (
        changed(REGISTER, "M-1:", "M- 1:"), REGISTER, 1, "id", "did you mean 'M-1'?"
    ),
    "a space in a ticket": (changed(AREA, "DM-10", "DM- 10"), AREA, 7, "id", "expected 'DM-10'"),
    "a missing parent": (changed(WBS, "1A: Whole\n", ""), WBS, 1, "parent", "needs its parent '1A'"),
    # Headings and titles
    "a wrong title": (changed(AREA, "Part one", "Part won"), AREA, 5, "title", "expected 'Part one'"),
    "a wrong area": (changed(AREA, "# 1A.01 First area", "# 1A.01.01"), AREA, 1, "title", "file of '1A.01'"),
    "no title": (changed(INDEX, "# August 2017\n", ""), INDEX, 1, "title", "# August 2017"),
    "a misspelt kind": (
        changed(AREA, "Current accom", "Curent accom"), AREA, 3, "heading", "'Current accomplishments'"
    ),
    "an element under no kind": (changed(AREA, DONE, ""), AREA, 3, "heading", "'## Current accomplishments'"),
    "a section twice": (changed(AREA, "### 1A.01.02", "### 1A.01.01"), AREA, 9, "section", "line 5"),
    "a link definition": (
        changed(AREA, "- Done. [DM-10]", "- [DM-10]: Done."), AREA, 7, "link-definition", "disappears"
    ),
    "raw HTML": (changed(AREA, "Done.", "<b>Done.</b>"), AREA, 7, "markup", "raw HTML"),
    "a directive": (changed(AREA, "- Done. [DM-10]", "```{include} x\n```"), AREA, 7, "markup", "'include'"),
    "no status": (changed(INDEX, "status: published\n", "kind: report\n"), INDEX, 2, "required", "'status'"),
    "no front matter": (changed(INDEX, FRONT, ""), INDEX, 1, "required", "front matter"),
    "front matter without end": ({AREA: "---\nheadline: x\n" + SMALL[AREA]}, AREA, 1, "yaml", "never closed"),
    # Empty files
    "an empty page": ({INDEX: ""}, INDEX, 1, "required", "front matter"),
    "an empty area": ({AREA: ""}, AREA, 1, "title", "'# 1A.01 First area'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_place_is_exactly_one_fault_with_file_line_code_and_nearest_value(
    project: Make, name: str
) -> None:
    files, path, line, code, says = BAD[name]

    problem = only(project(files))

    assert (problem.path, problem.line, problem.code) == (path, line, code)
    assert says in problem.message
    assert not problem.remark


@pytest.mark.parametrize("name", BAD)
def test_beside_a_bad_place_the_rest_is_loaded(project: Make, name: str) -> None:
    files, path, _, _, _ = BAD[name]

    catalogue = project(
        {**files, **{f"reports/2017-07/{Path(each).name}": SMALL[each] for each in (INDEX, SAID)}}
    )

    assert catalogue.months() == ("2017-07", "2017-08")
    assert catalogue.area_file("2017-08", "1A.01") is not None
    if path != WBS:
        assert catalogue.elements() == ("1A", "1A.01", "1A.01.01", "1A.01.02")
    if path != REGISTER:
        assert catalogue.milestones() == ("M-1", "M-2")
    if path not in (SAID, REGISTER):
        assert [each.ids for each in catalogue.statements("2017-08")] == [("M-1",)]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "delayed:\n"])
def test_a_month_may_have_nothing_to_say_about_milestones(project: Make, text: str) -> None:
    assert faults(project({SAID: text})) == []


@pytest.mark.parametrize("text", ["", "# none yet\n"])
def test_the_register_of_documents_may_be_empty_or_missing(project: Make, text: str) -> None:
    assert project({DOCUMENTS: text}).problems == ()


# --- registers that cannot be read --------------------------------------------------------------

ALL_KINDS = {
    AREA: SMALL[AREA] + "\n{wbs}`1A.01.01` {milestone}`M-1` M-2\n",
    SAID: "delayed:\n  - id: [M-1, M-2]\n    wbs: 1A.01.02\n",
}


@pytest.mark.parametrize("register", [WBS, REGISTER])
@pytest.mark.parametrize("text", ["1A: [\n", "- a list\n", "text\n", "a: 1\n---\nb: 2\n"])
def test_a_broken_register_makes_nothing_else_unknown(project: Make, register: str, text: str) -> None:
    catalogue = project({**ALL_KINDS, register: text})

    assert only(catalogue).path == register
    assert [each.element for each in catalogue.all_months[0].areas] == ["1A.01"]


@pytest.mark.parametrize("register", [WBS, REGISTER])
def test_a_missing_register_is_one_fault(project: Make, register: str) -> None:
    problem = only(project({**ALL_KINDS, register: None}))

    assert (problem.location, problem.code) == (f"{register}:1", "file")


def test_a_duplicate_key_does_not_make_a_register_unreadable(project: Make) -> None:
    catalogue = project({**changed(REGISTER, "M-2:", "M-1:"), SAID: "delayed:\n  - id: M-9\n"})

    assert faults(catalogue) == [(f"{SAID}:2", "milestone"), (f"{REGISTER}:5", "duplicate")]


def test_without_reports_there_is_one_fault(tmp_path: Path) -> None:
    catalogue = load(tmp_path, SETTINGS)

    assert faults(catalogue) == [("reports:1", "file")]
    assert catalogue.months() == ()


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("reports/notes.txt", "the file 'notes.txt' is unknown here; expected wbs.yaml, milestones.yaml"),
        ("reports/README.md", "is unknown here"),
        ("reports/document.yaml", "did you mean 'documents.yaml'?"),
        ("reports/drafts/index.md", "the directory 'drafts' is unknown here; expected a month such as"),
        ("reports/2017-13/index.md", "the directory '2017-13' is unknown here"),
        ("reports/2017-8/index.md", "the directory '2017-8' is unknown here"),
        (
            "reports/2017-08/notes.txt",
            "the name 'notes.txt' is unknown here; expected index.md, milestones.yaml",
        ),
        ("reports/2017-08/notes.md", "or a WBS element such as 1A.01.md"),
        ("reports/2017-08/milestone.yaml", "did you mean 'milestones.yaml'?"),
        ("reports/2017-08/1A.01.MD", "did you mean '1A.01.md'?"),
        ("reports/2017-08/1A.01/index.md", "the name '1A.01' is unknown here"),
        ("reports/2017-08/1A 01.md", "did you mean '1A.01.md'?"),
        ("reports/2017-08/plot.svg", "the name 'plot.svg' is unknown here"),
    ],
)
def test_a_name_that_means_nothing_is_one_fault_and_makes_no_page(
    project: Make, name: str, says: str
) -> None:
    catalogue = project({name: "# Anything\n\n### 9Z.01\n"})

    problem = only(catalogue)
    assert (problem.code, problem.line) == ("name", 1)
    assert name.startswith(problem.path)
    assert says in problem.message
    assert name in catalogue.refused


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (WBS, "reports/wbs.yml"),
        (REGISTER, "reports/milestone.yaml"),
        (INDEX, "reports/2017-08/Index.md"),
        (SAID, "reports/2017-08/milestones.yml"),
    ],
)
def test_a_file_with_a_misspelt_name_is_not_missing_besides(project: Make, right: str, wrong: str) -> None:
    problem = only(project({**ALL_KINDS, right: None, wrong: SMALL[right]}))

    assert (problem.path, problem.code) == (wrong, "name")
    assert f"did you mean '{Path(right).name}'?" in problem.message


@pytest.mark.parametrize("missing", [INDEX, SAID])
def test_a_file_that_a_month_must_have_is_one_fault(project: Make, missing: str) -> None:
    catalogue = project({missing: None})

    assert faults(catalogue) == [(f"{missing}:1", "file")]
    assert catalogue.months() == (() if missing == INDEX else ("2017-08",))


def test_what_nobody_complains_of_does_not_stand_for_a_missing_file(project: Make) -> None:
    assert faults(project({INDEX: None, "reports/2017-08/index.png": ""})) == [(f"{INDEX}:1", "file")]


@pytest.mark.parametrize("text", ["# 1A.09\n\n", TITLE])
def test_an_area_of_an_unknown_element_is_one_fault_and_is_read(project: Make, text: str) -> None:
    content = text + DONE + "### 1A.09.01\n\nDM-10\n\n### 1A.01.01\n\nx\n"

    catalogue = project({AREA: None, "reports/2017-08/1A.09.md": content})

    problem = only(catalogue)
    assert (problem.location, problem.code) == ("reports/2017-08/1A.09.md:1", "name")
    assert "did you mean '1A.01'?" in problem.message
    assert catalogue.cited("ticket") == ("DM-7", "DM-10")


def test_a_letter_and_its_accent_may_be_two_characters_of_a_name(project: Make) -> None:
    register = SMALL[WBS] + "1Ä: {title: Roof, area: true}\n"
    decomposed = unicodedata.normalize("NFD", "reports/2017-08/1Ä.md")

    catalogue = project({WBS: register, decomposed: "# 1Ä Roof\n\n## Done\n\n- Tiles.\n"})

    assert [each for each in catalogue.problems if not each.remark] == []
    area = catalogue.area_file("2017-08", "1Ä")
    assert area is not None
    assert area.path == decomposed
    assert catalogue.resolve("wbs", unicodedata.normalize("NFD", "1Ä")) == "1Ä"


def test_an_area_named_with_the_prefix_is_one_fault_and_is_read(project: Make) -> None:
    catalogue = project({AREA: None, "reports/2017-08/1.1A.01.md": SMALL[AREA]})

    assert "expected '1A.01.md'" in only(catalogue).message
    assert catalogue.area_file("2017-08", "1A.01") is not None


def test_a_picture_with_too_many_dots_is_not_shown(project: Make) -> None:
    path = "reports/2017-08/plot.gif"
    catalogue = project({path: "GIF89a" + chr(0x7F) * 4, AREA: f"{SMALL[AREA]}\n![x](plot.gif)\n"})

    assert "the picture has 32639 by 32639 pixels" in only(catalogue).message
    assert catalogue.refused == {path}


def test_a_picture_is_no_fault(project: Make) -> None:
    assert project({"reports/2017-08/plot.png": ""}).problems == ()


# --- what is neither opened nor shown -----------------------------------------------------------

#: Names that are a fault, in ``reports/`` as in a month.
ODD_NAMES = {
    "a hidden file": (".x.md", "name", "begins with a dot"),
    "a line break": ("1A.01\n::stop-commands::x.md", "name", r"'1A.01\n::stop-commands::x.md'"),
    "a sequence of a terminal": ("1A.01\x1b[2J.md", "name", r"'1A.01\x1b[2J.md'"),
    "the other direction of writing": ("1A.01\u202e.md", "name", r"'1A.01\u202e.md'"),
    "no UTF-8": ("caf\udce9.md", "name", r"'caf\udce9.md'"),
    "a name that is too long": ("1A.01" + "1" * 238 + ".md", "name", "expected 150 at most"),
    **{f"a program {end}": (f"evil{end}", "name", "is unknown") for end in (".py", ".pyc", ".so", ".pth")},
}


@pytest.mark.parametrize("directory", ["reports", "reports/2017-08"])
@pytest.mark.parametrize(("name", "code", "says"), ODD_NAMES.values(), ids=ODD_NAMES)
def test_an_odd_name_is_one_fault(
    project: Make, tmp_path: Path, directory: str, name: str, code: str, says: str
) -> None:
    project()
    try:
        (tmp_path / directory / name).write_text("secret")
    except OSError:
        pytest.skip("the file system has no such names")

    catalogue = load(tmp_path, SETTINGS)

    problem = only(catalogue)
    assert (problem.code, problem.line) == (code, 1)
    assert says in problem.message
    assert problem.location.isprintable()
    assert problem.location.isascii()
    assert "secret" not in catalogue.sources.values()


@pytest.mark.parametrize("gone", ["2017-08", "2017-08/1A.01.md", "2017-08/index.md"])
@pytest.mark.parametrize("listed", ["reports", "2017-08"])
def test_what_goes_away_while_it_is_read_is_known_as_lost(
    project: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, gone: str
) -> None:
    project()
    entries = Path.iterdir
    target = tmp_path / "reports" / gone

    def iterdir(path: Path) -> Iterator[Path]:
        found = [*entries(path)]
        if path.name == listed and target.exists():
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        return iter(found)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = load(tmp_path, SETTINGS)

    alone = listed == "reports" and gone != "2017-08"
    assert bool(found.lost) == (not alone)
    assert any(each.code == "file" for each in found.problems) == (gone != "2017-08/1A.01.md" or not alone)
    assert load(tmp_path, SETTINGS).lost == ()


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "directory"])
@pytest.mark.parametrize("name", [WBS, REGISTER, INDEX, SAID, AREA, "reports/2017-08/plot.png"])
def test_a_pipe_or_directory_in_place_of_a_file_is_not_opened(
    project: Make, tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    project({**ALL_KINDS, name: None})
    make(tmp_path / name)

    catalogue = load(tmp_path, SETTINGS)

    assert {problem.path for problem in catalogue.problems if not problem.remark} == {name}
    assert name in catalogue.refused


@pytest.mark.parametrize("target", ["..", ".", "2017-08", "/", "/dev/zero", "/dev/null", "nowhere"])
@pytest.mark.parametrize("link", ["reports/2017-09", "reports/2017-08/1A.02.md", "reports/2017-08/more"])
def test_a_link_is_one_fault_and_not_followed(project: Make, tmp_path: Path, link: str, target: str) -> None:
    project()
    (tmp_path / link).symlink_to(target)

    catalogue = load(tmp_path, SETTINGS)

    assert faults(catalogue) == [(f"{link}:1", "file")]
    assert link in catalogue.refused
    assert catalogue.months() == ("2017-08",)


# --- bounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"), [(INDEX, MARKDOWN_BYTES), (AREA, MARKDOWN_BYTES), (SAID, YAML_BYTES)]
)
def test_a_file_that_is_too_large_is_one_fault_and_not_read(project: Make, name: str, most: int) -> None:
    text = SMALL[name] + "\n" + "#" * (most - len(SMALL[name].encode()))

    catalogue = project({name: text})

    assert faults(catalogue) == [(f"{name}:1", "size")]
    assert name in catalogue.refused
    assert name not in catalogue.sources


def test_a_file_in_which_nearly_everything_is_wrong_is_not_read_to_its_end(project: Make) -> None:
    text = SMALL[AREA] + "".join(f"- {{milestone}}`M-{number}x`\n" for number in range(FILE_PROBLEMS + 5))

    catalogue = project({AREA: text})

    assert len(faults(catalogue)) == FILE_PROBLEMS + 1
    assert [each.code for each in catalogue.problems if "more than 1000" in each.message] == ["size"]
    assert AREA in catalogue.refused


def test_a_register_in_which_nearly_everything_is_wrong_is_unreadable(project: Make) -> None:
    text = "".join(f"9Z{number}.1: x\n" for number in range(FILE_PROBLEMS + 5))

    catalogue = project({WBS: SMALL[WBS] + text})

    assert {each.path for each in catalogue.problems if not each.remark} == {WBS}
    assert catalogue.known.registers.unreadable == {"wbs.yaml"}


# --- characters that can't be seen --------------------------------------------------------------


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x0c", "\x1b", "\x1e", "\x7f", "\x9b", "\u202e", "\u2067"])
def test_a_hidden_character_in_markdown_is_one_fault(project: Make, char: str) -> None:
    catalogue = project({INDEX: SMALL[INDEX].replace("# August", f"# Au{char}gust")})

    problem = only(catalogue)
    assert (problem.path, problem.code) == (INDEX, "markup")
    assert f"U+{ord(char):04X}" in problem.message
    assert catalogue.page("2017-08").title.isprintable()


@pytest.mark.parametrize("entity", ["&#x202e;", "&#8238;", "&#x2066;"])
def test_a_hidden_character_that_an_entity_spells_is_one_fault_and_left_out(
    project: Make, entity: str
) -> None:
    catalogue = project({INDEX: SMALL[INDEX].replace("# August", f"# Au{entity}gust")})

    problem = only(catalogue)
    assert (problem.path, problem.code) == (INDEX, "markup")
    assert catalogue.page("2017-08").title.startswith("August")


@pytest.mark.parametrize("escape", [r"\u202e", r"\e", r"\x9b"])
def test_a_hidden_character_that_yaml_spells_is_one_fault_and_left_out(project: Make, escape: str) -> None:
    catalogue = project({WBS: SMALL[WBS] + f'1Z: "Al{escape}pha"\n'})

    assert only(catalogue).path == WBS
    assert catalogue.element_title("1Z", None) == "Alpha"


# --- bytes --------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_part_of_a_file(project: Make) -> None:
    catalogue = project({name: "\ufeff" + text for name, text in SMALL.items()})

    assert catalogue.problems == ()
    assert catalogue.elements()[0] == "1A"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_may_be_those_of_any_system(tmp_path: Path, end: str) -> None:
    write(tmp_path, SMALL)
    for name, text in {**SMALL, AREA: TITLE + DONE + "x\n\n{wbs}`1A.03`\n"}.items():
        (tmp_path / name).write_bytes(text.replace("\n", end).encode())

    catalogue = load(tmp_path, SETTINGS)

    assert faults(catalogue) == [(f"{AREA}:7", "element")]
    assert catalogue.milestones() == ("M-1", "M-2")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", [WBS, REGISTER, INDEX, SAID, AREA])
def test_a_file_that_is_not_utf8_is_one_fault_where_it_begins(
    project: Make, tmp_path: Path, name: str, mark: bytes
) -> None:
    project(ALL_KINDS)
    (tmp_path / name).write_bytes(mark + b"# caf\xc3\xa9\n# caf\xe9\n")

    catalogue = load(tmp_path, SETTINGS)

    problem = only(catalogue)
    assert (problem.location, problem.code) == (f"{name}:2", "encoding")
    assert "0xE9" in problem.message
    assert name in catalogue.refused


# --- links and directories ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [WBS, REGISTER, DOCUMENTS, INDEX, SAID, AREA, "reports/2017-08/plot.png"])
def test_a_link_that_leaves_the_reports_is_not_read(project: Make, tmp_path: Path, name: str) -> None:
    project(ALL_KINDS)
    secret = tmp_path / "secret"
    secret.write_text("secret: [\n")
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).symlink_to(secret)

    catalogue = load(tmp_path, SETTINGS)

    problem = only(catalogue)
    assert (problem.location, problem.code) == (f"{name}:1", "file")
    assert "a symbolic link" in problem.message
    assert name in catalogue.refused
    assert "secret" not in "".join(catalogue.sources.values())


def test_a_month_that_is_a_link_out_of_the_reports_is_one_fault(project: Make, tmp_path: Path) -> None:
    project()
    write(tmp_path, {"elsewhere/index.md": FRONT + "# July\n", "elsewhere/1A.02.md": "secret"})
    (tmp_path / "reports" / "2017-07").symlink_to(tmp_path / "elsewhere")

    catalogue = load(tmp_path, SETTINGS)

    assert faults(catalogue) == [("reports/2017-07:1", "file")]
    assert catalogue.months() == ("2017-08",)
    assert not any("secret" in text for text in catalogue.sources.values())


@pytest.mark.parametrize("target", ["nowhere", "itself"])
@pytest.mark.parametrize("name", [WBS, INDEX, AREA])
def test_a_link_to_nothing_is_one_fault(project: Make, tmp_path: Path, name: str, target: str) -> None:
    project(ALL_KINDS)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to(Path(name).name if target == "itself" else target)

    assert faults(load(tmp_path, SETTINGS)) == [(f"{name}:1", "file")]


@pytest.mark.parametrize("name", [REGISTER, INDEX, SAID])
def test_a_directory_in_place_of_a_file_is_one_fault(project: Make, tmp_path: Path, name: str) -> None:
    project({**ALL_KINDS, name: None})
    (tmp_path / name).mkdir()

    assert faults(load(tmp_path, SETTINGS)) == [(f"{name}:1", "file")]


# --- months -------------------------------------------------------------------------------------


def test_months_come_oldest_first(project: Make) -> None:
    files = {
        f"reports/{month}/{Path(name).name}": SMALL[name]
        for month in ("2018-01", "2016-12")
        for name in (INDEX, SAID)
    }

    assert project(files).months() == ("2016-12", "2017-08", "2018-01")


def test_areas_of_a_month_come_in_natural_order(project: Make) -> None:
    catalogue = project(
        {
            WBS: SMALL[WBS] + "1A.9: x\n1A.10: x\n",
            "reports/2017-08/1A.10.md": "# 1A.10\n",
            "reports/2017-08/1A.9.md": "# 1A.9\n",
        }
    )

    assert [area.element for area in catalogue.all_months[0].areas] == ["1A.01", "1A.9", "1A.10"]


def test_problems_come_sorted_by_file_and_line(project: Make) -> None:
    catalogue = project({AREA: TITLE + DONE + "{wbs}`1A.05`\n\n{wbs}`1A.06`\n", WBS: SMALL[WBS] + "x y: z\n"})

    assert list(catalogue.problems) == sorted(catalogue.problems)
    assert len(catalogue.problems) == 3


def test_the_same_files_give_the_same_catalogue_in_any_directory(project: Make, tmp_path: Path) -> None:
    here = project(ALL_KINDS)
    write(tmp_path / "there", {**SMALL, **ALL_KINDS})

    there = load(tmp_path / "there", SETTINGS)

    assert (here.all_months, here.problems, here.sources) == (there.all_months, there.problems, there.sources)


# --- anything at all ----------------------------------------------------------------------------

FILES = (WBS, REGISTER, DOCUMENTS, INDEX, SAID, AREA)
WORDS = (
    "1A", "1A.01", "1A.01.01", "1.1A.01", "9Z.01", "M-1", "M-2", "M-9", "DM-1", "LDM-2", "[DM-3]:",
    "{ticket}`DM-1`", "{wbs}`1A`", "{milestone}`t <M-1>`", "Current accomplishments", "Planned activities",
    "No activity.", "id", "due", "title", "wbs", "area", "true", "aka", "after", "baselines", "from",
    "renamed", "delayed", "achieved", "cancelled", "rebaselined", "note", "status", "published", "draft",
    "corrections", "date", "text", "sources", "headline", "2017-08", "2017-02-30", "2017-08-31",
    "<b>", "<!--", "-->", "é", "\\", "`", "```{note}", ":::{figure} a.png",
)  # fmt: skip
MARKS = (
    "\n", "\n\n", "---\n", ": ", ":\n  ", "- ", "  ", "    ", "# ", "## ", "### ", "[", "]", "{", "}", ", ",
    "'", '"', "|\n  ", "&a ", "*a", "\t", "> ", "| ", "|-|\n", "\x00", "\u2028", "\r",
)  # fmt: skip
NOISE = st.lists(st.sampled_from((*WORDS, *MARKS)), max_size=40).map("".join)
#: Good content with noise put in at some place, so that most of it is still read.
SPOILT = st.sampled_from(FILES).flatmap(
    lambda name: st.tuples(st.just(SMALL.get(name, "LDM-1: x\n")), NOISE, st.floats(0, 1)).map(
        lambda parts: (
            parts[0][: int(parts[2] * len(parts[0]))] + parts[1] + parts[0][int(parts[2] * len(parts[0])) :]
        )
    )
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project; tests replace a file of it to break it."""
    root = tmp_path_factory.mktemp("small")
    write(root, SMALL)
    return root


@settings(max_examples=300)
@given(st.sampled_from(FILES), SPOILT | NOISE | st.text() | st.binary())
def test_nothing_that_a_file_can_hold_raises(small: Path, name: str, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    path = small / name
    path.write_bytes(data)
    try:
        catalogue = load(small, SETTINGS)
    finally:
        path.write_text(SMALL[name], encoding="utf-8") if name in SMALL else path.unlink()

    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(each.line <= lines for each in catalogue.problems if each.path == name)
    ask_everything(catalogue)


def ask_everything(catalogue: Catalogue) -> None:
    """Put the questions of the pages, so that what is odd in a record is met."""
    for month in catalogue.months():
        month_counts(catalogue, month)
        area_counts(catalogue, month)
        state_counts(catalogue, month)
    for name in catalogue.milestones():
        catalogue.history(name)
    for name in catalogue.elements():
        catalogue.element_texts(name)
    catalogue.documents()


@pytest.mark.parametrize(
    "name",
    ["1A.01.md~", ".#1A.01.md", "#1A.01.md#", "1A.01 (copy).md", "1A.01 (1).md", "1A.01 - Copy.md",
     ".DS_Store", "1A.01.md.orig", ".1A.01.md.swp", "1A.01 2.md", "1A.01.md.save", "~$1A.01.docx",
     ".~lock.1A.01.md#", "._1A.01.md", ".nfs0001", "1A.01.md.crdownload", "1A.01_LOCAL_12.md",
     "1A.01.sync-conflict-20170801-120000-ABC.md", "1A.01 (Ann's conflicted copy 2017-08-01).md"],
)  # fmt: skip
@pytest.mark.parametrize("directory", ["reports", "reports/2017-08"])
def test_a_backup_is_remarked_on_and_the_file_itself_is_read(
    project: Callable[..., Catalogue], directory: str, name: str
) -> None:
    catalogue = project({f"{directory}/{name}": "# Anything\n"})

    (backup,) = [each for each in catalogue.problems if each.code == "backup"]
    assert (backup.path, backup.remark) == (f"{directory}/{name}", True)
    assert [each for each in catalogue.problems if not each.remark] == []
    assert "reports/2017-08/1A.01.md" not in catalogue.refused
    assert backup.path in catalogue.refused


@pytest.mark.parametrize("name", ["plot (1).png", "plot copy.png", "plot - Copy.png", "plot 2.png"])
def test_a_picture_may_be_named_as_a_copy(project: Callable[..., Catalogue], name: str) -> None:
    month = "reports/2017-08"
    area = SMALL[f"{month}/1A.01.md"] + f"\n![A plot](<{name}>)\n"

    catalogue = project({f"{month}/1A.01.md": area, f"{month}/{name}": ""})

    assert [each for each in catalogue.problems if each.code == "backup" or not each.remark] == []
    assert f"{month}/{name}" not in catalogue.refused


def test_an_equation_of_a_month_that_is_not_read_is_found_by_its_label(project: Make, tmp_path: Path) -> None:
    area = "# 1A.01 First area\n\n## Current accomplishments\n\n"
    page = "---\nstatus: published\n---\n# September 2017\n\n## High-level summary\n\nAll is well.\n"
    september = {
        "reports/2017-09/index.md": page,
        "reports/2017-09/milestones.yaml": "",
        "reports/2017-09/1A.01.md": f"{area}```{{math}}\n:label: Odd-One\nE = m\n```\n",
    }
    project({**september, "reports/2017-08/1A.01.md": f"{area}- By {{eq}}`Odd-One`.\n"})

    found = load(tmp_path, SETTINGS, "2017-08").problems

    assert [each.message for each in found if each.code == "link"] == []
