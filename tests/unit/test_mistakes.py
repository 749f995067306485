"""Mistakes that people make when they write reports: each is reported once, at its line, with what to do.

A mistake is one edit of the small project, as a person, an editor or a word processor makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from progress_report.content.catalogue import Catalogue
from progress_report.load.loader import load

from ..conftest import SETTINGS, SMALL

Make = Callable[..., Catalogue]

WBS = "reports/wbs.yaml"
REGISTER = "reports/milestones.yaml"
DOCUMENTS = "reports/documents.yaml"
MONTH = "reports/2017-08/"
INDEX, SAID, AREA = f"{MONTH}index.md", f"{MONTH}milestones.yaml", f"{MONTH}1A.01.md"

#: The file, what is replaced in it by what, then line, code and a part of the message.
#: Where nothing is replaced, the text is put at the end of the file.
Edit = tuple[str, str, str, int, str, str]

IN_YAML: dict[str, Edit] = {
    # Typos in ids
    "an O for a zero": (REGISTER, "1A.01.02", "1A.O1.02", 7, "element", "did you mean '1A.01.02'?"),
    "an l for a one": (SAID, "id: M-1", "id: M-l", 2, "milestone", "did you mean 'M-1'?"),
    "an id in lower case": (SAID, "id: M-1", "id: m-1", 2, "milestone", "did you mean 'M-1'?"),
    "an id without its hyphen": (SAID, "id: M-1", "id: M1", 2, "milestone", "did you mean 'M-1'?"),
    "an underscore for a hyphen": (SAID, "id: M-1", "id: M_1", 2, "milestone", "did you mean 'M-1'?"),
    "a space for the hyphen": (SAID, "id: M-1", "id: M 1", 2, "id", "did you mean 'M-1'?"),
    "a comma in an element": (REGISTER, "1A.01.02", "1A.01,02", 7, "element", "did you mean '1A.01.02'?"),
    "one zero too few": (REGISTER, "1A.01.02", "1A.1.02", 7, "element", "did you mean '1A.01.02'?"),
    "a milestone after itself": (
        REGISTER, "due: 2017-12-31", "due: 2017-12-31\n  after: [M-1, M-2]", 9, "after", "leave it out"
    ),
    "a milestone after its own alias": (
        REGISTER, "due: 2017-12-31", "due: 2017-12-31\n  aka: X\n  after: X", 10, "after", "leave it out"
    ),
    "ids that are no list": (SAID, "id: M-1", "id: M-1, M-2", 2, "id", "[M-1, M-2]"),
    "an unknown prefix in a register": (DOCUMENTS, "", "LMD-1: x\n", 1, "document", "did you mean 'LDM'?"),
    # Indentation
    "a key too far left": (SAID, "    note", "  note", 3, "yaml", "indent"),
    "a key too far right": (SAID, "    note", "     note", 3, "yaml", "indent"),
    "a list that is not indented as the others": (
        SAID, "", " - id: M-2\n", 4, "yaml", "indent"
    ),
    "a register's key too far left": (REGISTER, "  wbs: 1A.01.02", "wbs: 1A.01.02", 8, "yaml", "line 7"),
    "a missing dash": (SAID, "  - id: M-1\n    note", "    id: M-1\n    note", 2, "type", "a list"),
    "a dash without its space": (SAID, "- id", "-id", 2, "yaml", "a space after it"),
    # Tabs
    "a tab for the indentation": (SAID, "    note", "\tnote", 3, "yaml", "a tab: indent with spaces only"),
    "a tab after spaces": (SAID, "    note", "  \tnote", 3, "yaml", "a tab: indent with spaces only"),
    # Punctuation
    "a missing colon": (SAID, "note: Late by DM-7.", "note Late by DM-7.", 3, "yaml", "':'"),
    "no space after a colon": (SAID, "note: Late", "note:Late", 3, "yaml", "':'"),
    "a colon in a text": (SAID, "Late by", "Late: by", 3, "yaml", "must be quoted"),
    "a hash in a text": (REGISTER, "title: First milestone", "title: #1 of all", 2, "required", "title"),
    "a text that begins with a bracket": (SAID, "Late by DM-7.", "[DM-7] is late", 3, "yaml", "quote"),
    "a text that begins with a star": (SAID, "Late by DM-7.", "*Late*", 3, "yaml", "quote"),
    "a text that begins with a percent": (SAID, "Late by DM-7.", "%50 done", 3, "yaml", "quote"),
    "a text that begins with an at": (SAID, "Late by DM-7.", "@me is late", 3, "yaml", "quote"),
    "a text that begins with a backtick": (SAID, "Late by DM-7.", "`x` is late", 3, "yaml", "quote"),
    "a bracket that is not closed": (SAID, "id: M-1", "id: [M-1, M-2", 2, "yaml", "close"),
    # Quotes
    "a quote that is not closed": (SAID, "Late by DM-7.", '"Late by DM-7.', 3, "yaml", "quote"),
    "an apostrophe in single quotes": (SAID, "Late by DM-7.", "'It's late'", 3, "yaml", "quote"),
    "text behind a quoted text": (SAID, "Late by DM-7.", '"Late" by DM-7', 3, "yaml", "quote"),
    "typographic quotes around an id": (SAID, "id: M-1", "id: “M-1”", 2, "milestone", "did you mean 'M-1'?"),
    "typographic quotes around a date": (REGISTER, "2017-12-31", "“2017-12-31”", 8, "date", "2017-12-31"),
    # Dates
    "a day that does not exist": (REGISTER, "2017-12-31", "2017-11-31", 8, "date", "a day that exists"),
    "day, month, year": (REGISTER, "2017-12-31", "31-12-2017", 8, "date", "YYYY-MM-DD"),
    "slashes": (REGISTER, "2017-12-31", "2017/12/31", 8, "date", "YYYY-MM-DD"),
    "dots": (REGISTER, "2017-12-31", "31.12.2017", 8, "date", "YYYY-MM-DD"),
    "a date without zeros": (REGISTER, "2017-12-31", "2017-9-3", 8, "date", "YYYY-MM-DD"),
    "a date in words": (REGISTER, "2017-12-31", "December 2017", 8, "date", "YYYY-MM-DD"),
    "a quarter": (REGISTER, "2017-12-31", "2017-Q4", 8, "date", "YYYY-MM-DD"),
    "a date with a time": (REGISTER, "2017-12-31", "2017-12-31T00:00", 8, "date", "YYYY-MM-DD"),
    "a year alone": (REGISTER, "2017-12-31", "2017", 8, "date", "YYYY-MM-DD"),
    "dashes of a word processor in a date": (REGISTER, "2017-12-31", "2017–12–31", 8, "date", "YYYY-MM-DD"),
    "a thirteenth month": (SAID, "note: Late by DM-7.", "forecast: 2017-13", 3, "date", "YYYY-MM"),
    # Keys
    "a misspelt key": (SAID, "note:", "noet:", 3, "key", "did you mean 'note'?"),
    "a key in upper case": (SAID, "note:", "Note:", 3, "key", "did you mean 'note'?"),
    "a misspelt list": (
        SAID, "delayed:", "delays:", 1, "key", "in a month's milestones; did you mean 'delayed'?"
    ),
    "a key of another list": (
        SAID, "note: Late by DM-7.", "date: 2017-08", 3, "key", "'date' in a statement under 'delayed'"
    ),
    "a key twice": (SAID, "", "    note: Later.\n", 4, "duplicate", "line 3"),
    "a list twice": (SAID, "", "delayed:\n  - id: M-2\n", 4, "duplicate", "line 1"),
    "a milestone twice": (
        SAID, "", "  - id: M-1\n", 4, "duplicate", "'M-1' is stated delayed twice in 2017-08; first in line 2"
    ),
    "achieved and delayed in one month": (
        SAID, "", "achieved:\n  - id: M-1\n", 5, "duplicate", "stated delayed and achieved in 2017-08"
    ),
    "cancelled without a reason": (SAID, "", "cancelled:\n  - id: M-2\n", 5, "required", "needs a 'note'"),
    "rebaselined without a date": (
        SAID, "", "rebaselined:\n  - id: M-2\n    note: x\n", 5, "required", "needs a 'due'"
    ),
    "a statement without an id": (SAID, "", "  - note: x\n", 4, "required", "needs an 'id'"),
    "yes for true": (WBS, "area: true", "area: yes", 4, "type", "true, false"),
    "a status of no month": (INDEX, "published\n", "publised\n", 2, "type", "did you mean 'published'?"),
    # Files of other systems and tools
    "a non-breaking space for the indentation": (
        SAID, "    note", "\u00a0\u00a0\u00a0\u00a0note", 3, "yaml", "type a plain space"
    ),
    "a non-breaking space after a colon": (SAID, "note: Late", "note:\u00a0Late", 3, "yaml", "space"),
    "a non-breaking space in an id": (SAID, "id: M-1", "id: M-\u00a01", 2, "id", "did you mean 'M-1'?"),
    "an unfinished merge": (
        SAID, "    note: Late by DM-7.\n",
        "<<<<<<< HEAD\n    note: a\n=======\n    note: b\n>>>>>>> x\n", 3, "yaml", "unfinished merge"
    ),
    "a control character": (SAID, "Late", "La\x0bte", 3, "yaml", "U+000B"),
    "emoji for an id": (SAID, "id: M-1", "id: 🚀", 2, "milestone", "unknown milestone '🚀'"),
    "a bullet of a word processor": (SAID, "  - id", "  • id", 2, "yaml", "-"),
}  # fmt: skip

IN_MARKDOWN: dict[str, Edit] = {
    # Ids
    "an unknown element": (AREA, "### 1A.01.02", "### 1A.01.20", 9, "element", "did you mean '1A.01.02'?"),
    "an element of another area": (AREA, "### 1A.01.02", "### 1A", 9, "element", "outside the file's area"),
    "a space in a ticket": (AREA, "DM-10", "DM- 10", 7, "id", "expected 'DM-10'"),
    "a space before the hyphen": (AREA, "DM-10", "DM -10", 7, "id", "expected 'DM-10'"),
    "a non-breaking space in a ticket": (AREA, "DM-10", "DM-\u00a010", 7, "id", "expected 'DM-10'"),
    "a dash of a word processor in a ticket": (AREA, "DM-10", "DM–10", 7, "id", "expected 'DM-10'"),
    "a non-breaking hyphen in a ticket": (AREA, "DM-10", "DM\u201110", 7, "id", "expected 'DM-10'"),
    "a ticket with a space for its hyphen": (AREA, "DM-10", "DM 10", 7, "token", "did you mean 'DM-10'?"),
    "a ticket with a hard space": (AREA, "DM-10", "DM\u00a0123", 7, "token", "did you mean 'DM-123'?"),
    "a ticket without its hyphen": (AREA, "DM-10", "DM1234.", 7, "token", "did you mean 'DM-1234'?"),
    "a milestone without its hyphen": (AREA, "DM-10", "M 1", 7, "token", "did you mean 'M-1'?"),
    "a ticket in lower case": (AREA, "DM-10", "dm-10", 7, "prefix", "did you mean 'DM-10'?"),
    "a ticket with two letters exchanged": (AREA, "DM-10", "MD-10", 7, "prefix", "did you mean 'DM'?"),
    "a milestone that is none": (AREA, "DM-10", "M-12", 7, "token", "did you mean 'M-"),
    "a ticket in a role of no tracker": (
        AREA, "[DM-10]", "{ticket}`DN-10`", 7, "ticket", "did you mean 'DM'?"
    ),
    "a role that takes a ticket": (
        AREA, "[DM-10]", "{milestone}`DM-10`", 7, "milestone", "unknown milestone"
    ),
    "an address for an id": (
        AREA, "[DM-10]", "(https://tracker.example/browse/DM-10)", 7, "address", "expected the id"
    ),
    "the address of a number": (
        AREA, "[DM-10]", "[this](https://tracker.example/rfc/12)", 7, "address", "RFC-12"
    ),
    "the address of an old tracker": (
        AREA, "[DM-10]", "<https://old.example/browse/DM-10>", 7, "address", "DM-10"
    ),
    "an id before its text": (AREA, "- Done. [DM-10]", "- [DM-10]: Done.", 7, "link-definition", "link"),
    # Headings
    "a misspelt kind": (AREA, "Current accom", "Curent accom", 3, "heading", "did you mean"),
    "no space after the marks": (AREA, "## Planned", "##Planned", 13, "heading", "a space"),
    "no space before an element": (AREA, "### 1A.01.02", "###1A.01.02", 9, "heading", "a space"),
    "an element under no kind": (
        AREA, "## Current accomplishments\n", "", 4, "heading", "is not below a heading of a kind"
    ),
    "an element twice": (AREA, "### 1A.01.02", "### 1A.01.01", 9, "section", "line 5"),
    "a kind twice": (AREA, "## Planned activities", "## Current accomplishments", 13, "section", "line 3"),
    "a wrong title of an element": (AREA, "Part one", "Part won", 5, "title", "expected 'Part one'"),
    "a title of another area": (AREA, "# 1A.01 First area", "# 1A.02 Second", 1, "title", "file of '1A.01'"),
    "a title without its element": (AREA, "# 1A.01 First area", "# First area", 1, "title", "'# 1A.01"),
    "a title of second level": (AREA, "# 1A.01 First area", "## 1A.01 First area", 1, "title", "'# 1A.01"),
    "a heading in bold": (
        AREA, "## Planned activities", "**Planned activities**", 13, "heading", "## Planned"
    ),
    "no title": (INDEX, "# August 2017\n", "", 1, "title", "# August 2017"),
    "a heading twice": (INDEX, "", "\n## High-level summary\n\nx\n", 10, "anchor", "line 6"),
    "nothing below a heading": (AREA, "No activity.\n", "", 9, "empty", "write some text, or delete"),
    # Front matter
    "no front matter": (INDEX, "---\nstatus: published\n---\n", "", 1, "required", "'status: published'"),
    "front matter without an end": (INDEX, "published\n---\n", "published\n", 1, "yaml", "never closed"),
    "a blank line above the front matter": (
        INDEX, "---\nstatus", "\n---\nstatus", 1, "required", "first line"
    ),
    "a list for the front matter": (INDEX, "status: published", "- published", 2, "type", "keys and values"),
    # Files of other systems and tools
    "a Markdown merge": (
        AREA, "- Done. [DM-10]\n", "<<<<<<< HEAD\n- Done. [DM-10]\n=======\n- All done.\n>>>>>>> other\n",
        7, "yaml", "unfinished merge"
    ),
    "a merge around a heading": (
        AREA, "### 1A.01.01 Part one\n\n- D",
        "<<<<<<< HEAD\n### 1A.01.01 Part one\n=======\n### 1A.01.01\n>>>>>>> other\n\n- D",
        5, "yaml", "unfinished merge",
    ),
    "a paragraph of a word processor": (
        AREA, "Done.", '<p class="MsoNormal">Done.</p>', 7, "markup", "raw HTML is shown as text: '<p>'"
    ),
    "a break of a word processor": (AREA, "Done.", "Done.<br>", 7, "markup", "write '\\' at the end"),
    "a link to a file of the machine": (
        AREA, "Done.", "[Done](file:///C:/report.docx)", 7, "markup", "expected https://"
    ),
    "a picture from elsewhere": (
        AREA, "Done.", "![plot](https://pictures.example/a.png)", 7, "markup", "expected a picture in"
    ),
    "a directive that is not for reports": (
        AREA, "- Done. [DM-10]", "```{includ} a.md\n```", 7, "markup", "not for reports"
    ),
    "a misspelt directive": (
        INDEX, "All is well.", "```{milestone-tabel}\n```", 8, "markup", "did you mean 'milestone-table'?"
    ),
    "a tracker that is not one": (
        INDEX, "All is well.", "```{ticket-index}\n:tracker: DN\n```", 8, "directive",
        "':tracker: DN' is not valid; expected one of DM, RFC",
    ),
    "a word for a number of months": (
        INDEX, "All is well.", "```{month-list}\n:limit: ten\n```", 8, "directive",
        "':limit: ten' is not a number",
    ),
    "a month for a year": (
        INDEX, "All is well.", "```{month-list}\n:year: 2017-08\n```", 8, "directive",
        "':year: 2017-08' is not a number",
    ),
    "a name of a month": (
        INDEX, "All is well.", "```{coverage}\n:from: August\n```", 8, "date",
        "':from: August' is not a month; expected YYYY-MM",
    ),
    "a day for a month": (
        INDEX, "All is well.", "```{coverage}\n:to: 2017-08-31\n```", 8, "date",
        "':to: 2017-08-31' is not a month; expected YYYY-MM",
    ),
    "a month that has no report": (
        INDEX, "All is well.", "```{changes}\n:month: 2017-09\n```", 8, "month",
        "did you mean '2017-08'?",
    ),
    "a root that is no element": (
        INDEX, "All is well.", "```{wbs-index}\n:root: 1A.O1\n```", 8, "element",
        "did you mean '1A.01'?",
    ),
    "a depth in words": (
        INDEX, "All is well.", "```{wbs-index}\n:depth: two\n```", 8, "directive",
        "':depth: two' is not a number",
    ),
    "a misspelt option of a directive": (
        INDEX, "All is well.", "```{milestone-table}\n:colums: id\n```", 8, "directive",
        "unknown option ':colums:'; did you mean 'columns'?",
    ),
    "a misspelt word in an option": (
        INDEX, "All is well.", "```{milestone-table}\n:status: delaied\n```", 8, "directive",
        "did you mean 'delayed'?",
    ),
    "a month that there is not, in an option": (
        AREA, "- Done. [DM-10]", "```{changes}\n:month: 2017-80\n```", 7, "month", "did you mean '2017-08'?"
    ),
    "an element that there is not, in an option": (
        AREA, "- Done. [DM-10]", "- ```{burndown}\n  :wbs: \"1A.O1\"\n  ```", 7, "element",
        "'1A.O1'; did you mean '1A.01'?",
    ),
}  # fmt: skip

#: A file with a wrong name: what it was to be, what it is called, and a part of the message.
NAMES: dict[str, tuple[str, str, str]] = {
    "a plural too few": (SAID, f"{MONTH}milestone.yaml", "did you mean 'milestones.yaml'?"),
    "the other ending": (SAID, f"{MONTH}milestones.yml", "did you mean 'milestones.yaml'?"),
    "a capital": (INDEX, f"{MONTH}Index.md", "did you mean 'index.md'?"),
    "a hyphen in an area": (AREA, f"{MONTH}1A-01.md", "did you mean '1A.01.md'?"),
    "an area with its title": (AREA, f"{MONTH}1A.01 First area.md", "did you mean '1A.01.md'?"),
    "the ending of a text": (AREA, f"{MONTH}1A.01.txt", "did you mean '1A.01.md'?"),
    "an ending too much": (AREA, f"{MONTH}1A.01.md.txt", "did you mean '1A.01.md'?"),
    "the file of a word processor": (AREA, f"{MONTH}1A.01.docx", "did you mean '1A.01.md'?"),
    "a register in capitals": (WBS, "reports/WBS.yaml", "did you mean 'wbs.yaml'?"),
}


#: What a text may hold, wherever it was copied from.
HARMLESS: dict[str, str] = {
    "quotes of a word processor": "- “Done”, it’s said. [DM-10]",
    "dashes of a word processor": "- Done – all – of it… [DM-10]",
    "emoji": "- Done 🎉 at last. [DM-10]",
    "a non-breaking space": "- Done by\u00a0us. [DM-10]",
    "an invisible space": "- Done\u200b. [DM-10]",
    "spaces at the end of a line": "- Done. [DM-10]   ",
    "letters of any script": "- Готово, 完成. [DM-10]",
    "a character set": "- Saved as UTF-8. [DM-10]",
    "a bullet of another kind": "* Done. [DM-10]",
}


def edited(edit: Edit) -> dict[str, str]:
    """The file of an edit as it is after it."""
    file, old, new, *_ = edit
    text = SMALL.get(file, "")
    assert old in text
    return {file: text.replace(old, new, 1) if old else text + new}


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(IN_YAML) + len(IN_MARKDOWN) + len(NAMES) >= 100


@pytest.mark.parametrize("edit", [*IN_YAML.values(), *IN_MARKDOWN.values()], ids=[*IN_YAML, *IN_MARKDOWN])
def test_a_mistake_is_told_once_at_its_line_with_what_to_do(project: Make, edit: Edit) -> None:
    file, _, _, line, code, says = edit

    [problem] = project(edited(edit)).problems

    assert (problem.path, problem.line, problem.code) == (file, line, code)
    assert says in problem.message


@pytest.mark.parametrize(
    "name", [name for name, (file, *_) in (IN_YAML | IN_MARKDOWN).items() if file not in (DOCUMENTS,)]
)
def test_a_mistake_is_told_alike_with_windows_line_ends_and_a_byte_order_mark(
    project: Make, tmp_path: Path, name: str
) -> None:
    edit = (IN_YAML | IN_MARKDOWN)[name]
    [before] = project(edited(edit)).problems
    for path in (tmp_path / "reports").rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert load(tmp_path, SETTINGS).problems == (before,)


@pytest.mark.parametrize(("right", "wrong", "says"), NAMES.values(), ids=NAMES)
def test_a_wrong_name_is_told_once_with_the_right_one(
    project: Make, right: str, wrong: str, says: str
) -> None:
    [problem] = project({right: None, wrong: SMALL[right]}).problems

    assert (problem.path, problem.line, problem.code) == (wrong, 1, "name")
    assert says in problem.message


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_a_text_may_hold_is_no_mistake(project: Make, text: str) -> None:
    assert project({AREA: SMALL[AREA].replace("- Done. [DM-10]", text)}).problems == ()
