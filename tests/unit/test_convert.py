"""``make convert``: an old report becomes a draft month, whatever its format; nothing is lost or invented."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from progress_report.cli import convert as command
from progress_report.cli.conf import read_conf
from progress_report.cli.convert import NOTES, main
from progress_report.content.known import Known
from progress_report.convert.account import Account, account
from progress_report.convert.draft import month_files, proposed
from progress_report.convert.headings import Headings
from progress_report.convert.markdown_writer import written
from progress_report.convert.reading import report_file
from progress_report.convert.reading.blocks import (
    BREAK,
    HEADING,
    ITEM,
    PARAGRAPH,
    TABLE,
    Block,
    ConvertError,
    Document,
    Row,
    Span,
    Spans,
    merged,
    plain_of,
    words_of,
)
from progress_report.convert.reading.markdown import read_markdown
from progress_report.convert.reading.pages import read_pages
from progress_report.convert.reading.report_file import read_document
from progress_report.convert.repair import repaired
from progress_report.convert.report import leftovers, report
from progress_report.convert.sort import Sorted, sort_blocks
from progress_report.core import apart
from progress_report.core.language import use_language
from progress_report.load.loader import load, load_registers
from progress_report.syntax.markdown_text import Block as MarkdownBlock
from progress_report.syntax.markdown_text import parse

from ..conftest import write
from . import old_report

MONTH, TITLE = "2017-08", "August 2017"


def library(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not importlib.util.find_spec(name), reason=f"needs {name}: `pip install -r requirements-convert.txt`"
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without months."""
    made = tmp_path_factory.mktemp("project")
    registers = {"wbs.yaml": old_report.WBS, "milestones.yaml": old_report.MILESTONES}
    write(made, {"conf.py": old_report.CONF, **{f"reports/{name}": text for name, text in registers.items()}})
    return made


@pytest.fixture(scope="module")
def known(root: Path) -> Known:
    settings = read_conf(root).settings
    return Known(settings, load_registers(root, settings)[0], frozenset())


class Converted:
    """A text as ``convert`` turns it into a month."""

    def __init__(self, text: str | Document, known: Known, area: str = "") -> None:
        self.document = read_markdown(text) if isinstance(text, str) else text
        headings = Headings(known, MONTH, frozenset({"1A.01", "1A.02"}))
        levels = not isinstance(text, str)
        blocks, self.joined = repaired(self.document.blocks, known, pages=True, levels=levels)
        self.found: Sorted = sort_blocks(blocks, headings, frozenset({MONTH, TITLE}), area)
        self.files = month_files(self.found, headings, TITLE)
        self.words: Account = account(self.document, self.joined, self.found, self.files, TITLE)
        self.leftovers = leftovers(self.found, self.document)
        self.report = report("r.md", self.found, self.document, self.joined, self.words)
        self.proposed = proposed(self.found, headings)

    def area(self, name: str = "1A.01") -> str:
        """The text of an area's file below its title."""
        return self.files[f"{name}.md"].partition("\n\n")[2].rstrip()


@pytest.fixture
def convert(known: Known) -> Callable[..., Converted]:
    """Convert a text; whatever it is, no word of it is lost, and none is added."""

    def converted(text: str, **options: Any) -> Converted:
        made = Converted(text, known, **options)
        assert (made.words.lost, made.words.added) == ({}, {}), made.report
        return made

    return converted


@pytest.fixture
def area(convert: Callable[..., Converted]) -> Callable[[str], str]:
    """The text of the first area, for what is below the heading of its accomplishments."""

    def text(markdown: str) -> str:
        made = convert(f"# 1A.01 First area\n\n## Current accomplishments\n\n{markdown}")
        return made.area().partition("\n\n")[2]

    return text


# --- all formats ----------------------------------------------------------------------------------


def test_the_report_becomes_a_month_without_faults(root: Path, known: Known, tmp_path: Path) -> None:
    made = Converted(old_report.MARKDOWN, known)
    files = {f"reports/{MONTH}/{name}": text for name, text in made.files.items()}
    registers = {"wbs.yaml": old_report.WBS, "milestones.yaml": old_report.MILESTONES}
    write(tmp_path, {**files, **{f"reports/{name}": text for name, text in registers.items()}})

    month = load(tmp_path, known.settings)

    assert [each for each in month.problems if not each.remark] == []
    assert (made.words.lost, made.words.added, made.found.leftovers, made.found.doubts) == ({}, {}, [], [])
    assert "Current accomplishments: 2 elements, 1 sections that report no activity" in made.report
    said = {each.ids: each for each in month.all_months[0].statements}
    assert [str(each.due) for each in said.values()] == ["2017-07-31", "2017-12-31", "2017-06-30"]
    assert said[("MX-100", "MX-101")].note == "They wait for M-2."
    sections = {
        (each.kind, each.element): each for file in month.all_months[0].areas for each in file.sections
    }
    assert sections["accomplishments", "1A.01.02"].silent
    assert [each.id for each in sections["accomplishments", "1A.01.01"].mentions] == [
        "DM-10",
        "DM-11",
        "DM-12",
        "LDM-3",
    ]


def pdf(markdown: str = old_report.MARKDOWN, style: str = old_report.STYLE) -> bytes:
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        pytest.skip("needs WeasyPrint, to make a PDF: `pip install -r requirements-pdf.txt`")
    made: bytes = HTML(string=old_report.html(markdown, style)).write_pdf()
    return made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        pytest.param("r.html", lambda: old_report.html().encode(), marks=library("bs4")),
        pytest.param("r.docx", old_report.word, marks=library("mammoth")),
        pytest.param("r.pdf", pdf, marks=library("pdfplumber")),
        pytest.param("bare.pdf", lambda: pdf(style=old_report.BARE), marks=library("pdfplumber")),
    ],
)
def test_other_formats_give_the_same_month_as_markdown(
    name: str, made: Callable[[], bytes], known: Known, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(made())

    converted = Converted(read_document(tmp_path / name), known)

    assert converted.files == Converted(old_report.MARKDOWN, known).files
    assert (converted.words.lost, converted.words.added, converted.found.leftovers) == ({}, {}, [])


@library("pdfplumber")
def test_columns_hyphens_running_heads_and_cut_tables_are_mended(known: Known, tmp_path: Path) -> None:
    markdown = old_report.long_markdown()
    (tmp_path / "r.pdf").write_bytes(pdf(markdown, old_report.NASTY))

    document = read_document(tmp_path / "r.pdf")
    converted = Converted(document, known)

    assert converted.files == Converted(markdown, known).files
    assert (converted.words.lost, converted.words.added, converted.found.leftovers) == ({}, {}, [])
    whys = {each.why for each in document.removed}
    assert whys == {"a running head or page number", "the head of a table, repeated"}


# --- headings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "#### 1A.01.01 Part one",
        "# 1.1A.01.01: Part one",
        "*1A.01.01 – Part one*",
        "**1A.01.01 - Part one**",
        "1A.01.01 — Part one",
        "2.3 1A.01.01 Part one",
        "## 1A.01.01\n\n## Part one",
        "## 1A.01.01 Part\n\none",
        "1A.01.01",
        "**1A.01.01:**",
    ],
)
def test_an_element_is_found_however_its_heading_is_written(area: Callable[[str], str], heading: str) -> None:
    if heading.startswith("2.3"):
        heading = f"## {heading}"
    assert area(f"{heading}\n\nText.") == "### 1A.01.01 Part one\n\nText."


@pytest.mark.parametrize(
    "heading",
    ["# Planned activities", "**Planned activities:**", "Planned activities", "#### 2. planned Activities"],
)
def test_a_kind_is_found_however_its_heading_is_written(area: Callable[[str], str], heading: str) -> None:
    assert area(f"Done.\n\n{heading}\n\nNext.") == "Done.\n\n## Planned activities\n\nNext."


def test_a_bold_beginning_of_a_paragraph_is_a_heading(area: Callable[[str], str]) -> None:
    assert area("Done.\n\n**Planned activities.** Test it.") == "Done.\n\n## Planned activities\n\nTest it."


def test_areas_below_kinds_are_found(convert: Callable[..., Converted]) -> None:
    made = convert(
        "# Current accomplishments\n## First area\nA.\n## Second area\nB.\n"
        "# Planned activities\n## First area\nC."
    )

    assert made.area() == "## Current accomplishments\n\nA.\n\n## Planned activities\n\nC."
    assert made.area("1A.02") == "## Current accomplishments\n\nB."


def test_a_report_of_one_area_needs_no_heading_for_it(convert: Callable[..., Converted]) -> None:
    made = convert("# Our month\n\nText.\n\n## Planned activities\n\nMore.", area="1A.02")

    assert made.area("1A.02") == "## Our month\n\nText.\n\n## Planned activities\n\nMore."


def test_an_unknown_element_is_kept_and_proposed(convert: Callable[..., Converted]) -> None:
    made = convert("# 1A.01\n\n## Current accomplishments\n\n### 1A.01.07 Lenses\n\nGround.")

    assert "### 1A.01.07\n\nGround." in made.area()
    assert made.proposed == {"wbs.yaml": "1A.01.07: Lenses\n"}


def test_a_title_that_differs_from_the_register_is_doubtful(convert: Callable[..., Converted]) -> None:
    made = convert("# 1A.01\n\n## Current accomplishments\n\n### 1A.01.01 Something else\n\nText.")

    assert (
        "doubtful: line 5: the title 'Something else' of 1A.01.01 is 'Part one' in the register"
        in made.report
    )


def test_the_parts_of_the_page_are_found_by_other_names(convert: Callable[..., Converted]) -> None:
    page = convert("# Executive summary\n\nA.\n\n# Risks\n\nB.\n\n# Visitors\n\nC.").files["index.md"]

    assert page.partition("# August 2017\n\n")[2] == (
        "## High-level summary\n\nA.\n\n## Risk management\n\nB.\n\n## Visitors\n\nC.\n"
    )


def test_silence_in_other_words_is_doubtful(convert: Callable[..., Converted]) -> None:
    made = convert("# 1A.01\n\n## Current accomplishments\n\n### 1A.01.01\n\nNothing happened.")

    assert "- doubtful: line 7: 'Nothing happened.' of 1A.01.01 seems to report no activity" in made.report


def test_kinds_below_an_element_belong_to_it(convert: Callable[..., Converted]) -> None:
    made = convert(
        "# First area\n\n## Part one\n\n**Planned activities:** Test it.\n\n"
        "### Current accomplishments\n\nDone."
    )

    assert made.area() == (
        "## Planned activities\n\n### 1A.01.01 Part one\n\nTest it.\n\n"
        "## Current accomplishments\n\n### 1A.01.01 Part one\n\nDone."
    )


def test_asciidoc_is_read_like_markdown(tmp_path: Path, known: Known) -> None:
    (tmp_path / "r.adoc").write_text(
        "== First area\n\nLinks: +\nlink:https://x.example/a_b[the list]\n\n"
        "* one\n** two https://y.example[there]\n"
    )

    made = Converted(read_document(tmp_path / "r.adoc"), known)

    assert made.area() == (
        "Links:\\\n[the list](https://x.example/a_b)\n\n- one\n  - two [there](https://y.example)"
    )
    assert (made.words.lost, made.words.added) == ({}, {})


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Some *text*, **bold**, `code_x` and [a link](https://example.org/a_b).",
        "- One\n  - two\n    - three\n- four\n\n  More of four.",
        "1. One\n   - two\n2. three",
        "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g",
        "| A | B |\n|---|---|\n| a | b \\| c |",
        "> quoted",
        "```\ncode  with blanks\n```",
        "meas_mosaic and `*` and 5 * 3 and a\\*b, [x] and {role}\\`y\\`",
    ],
)
def test_styles_lists_and_tables_are_kept(area: Callable[[str], str], text: str) -> None:
    assert area(text) == text


def test_links_that_lead_nowhere_are_dropped(convert: Callable[..., Converted]) -> None:
    made = convert(
        "# 1A.01\n\n## Current accomplishments\n\n"
        "Done [[DM-1](#), [DM-2](https://old.example/DM-2)]; "
        'see [here](page.html), <a href="javascript:y">x</a>.'
    )

    assert made.area().endswith("Done [DM-1, DM-2]; see here, x.")
    assert "- line 5: here → page.html\n- line 5: x → javascript:y" in made.leftovers


@pytest.mark.parametrize(
    "hostile",
    [
        "\\```{include} /etc/passwd",
        "\\:::{raw} html",
        "<div>text</div>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\{include}\\`x\\`",
        "(target)=",
        "% comment",
        "+++ break",
        "\\[DM-1]: https://example.org",
        "\\- \\# no heading",
    ],
)
def test_text_that_looks_like_markup_is_text(
    convert: Callable[..., Converted], known: Known, hostile: str
) -> None:
    made = convert(f"# 1A.01\n\n## Current accomplishments\n\nA.\n\n{hostile}\n\nB.")
    read = parse(made.files["1A.01.md"], known.settings.markdown)

    assert (read.directives, read.html, read.roles, dict(read.named)) == ([], [], [], {})
    assert len(read.pieces) >= 4


def test_what_a_page_break_cut_is_joined(convert: Callable[..., Converted]) -> None:
    made = convert(
        "# 1A.01\n\n## Current accomplishments\n\n"
        "- one\n  - The report of the\n\nsecond team came.\n\n- The third is inner, too.\n\n"
        "Words are hyphen-\nated, pre-\nand post-\nprocessed. See DM-\n12, too. "
        "Some are not hyphenated."
    )

    assert made.area().partition("\n\n")[2] == (
        "- one\n  - The report of the second team came.\n  - The third is inner, too.\n\n"
        "Words are hyphenated, pre- and postprocessed. See DM-12, too. "
        "Some are not hyphenated."
    )


def test_a_hyphen_at_the_end_of_a_line_stays_in_a_text_without_hyphenation(
    area: Callable[[str], str],
) -> None:
    assert area("The spatially-\nvariable kernel.") == "The spatially-variable kernel."


def test_a_split_id_is_joined_if_the_register_knows_it(area: Callable[[str], str]) -> None:
    assert area("See MX-10 0, MX-\n101, DM- 7 and M-1 9.") == "See MX-100, MX-101, DM-7 and M-1 9."


def test_running_heads_and_page_numbers_are_removed() -> None:
    pages = [
        f"Monthly report, August\n\n{word} text\nof {word} page.\n\n{number}\n"
        for number, word in ((1, "a"), (2, "b"), (3, "c"))
    ]

    text, removed = read_pages("\f".join(pages))

    assert text.split() == "a text of a page. b text of b page. c text of c page.".split()
    assert [(each.text, each.place) for each in removed][:2] == [
        ("Monthly report, August", "line 1"),
        ("1", "line 6"),
    ]


_MARKUP = (
    "```{include} ` * ** _ <b> <!-- [a](b) [x]: [^1] &lt; :::{note} --- # - 1. > | % +++ (t)= ~~ ! DM-1 . é"
)
_PIECES = st.one_of(
    st.sampled_from(["\\", " ", "\n", BREAK, *_MARKUP.split()]), st.text("ab_*`[]()<>&", max_size=4)
)
_SPANS = st.lists(
    st.builds(
        lambda parts, *style: Span("".join(parts), *style),
        st.lists(_PIECES, min_size=1, max_size=4),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "https://x.example/a(b)_c_", "page.html"]),
    ),
    min_size=1,
    max_size=3,
).map(merged)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(_SPANS.filter(plain_of), min_size=1, max_size=3))
def test_any_text_is_written_such_that_it_is_read_alike(texts: list[Spans]) -> None:
    table = Block(TABLE, "", rows=(Row(tuple(texts), ""),))
    blocks = [
        *(Block(kind, "", text, 1, "-") for text in texts for kind in (HEADING, ITEM, PARAGRAPH)),
        table,
    ]

    read = parse(written(blocks, lambda text: False, 3), ("colon_fence", "deflist"))

    other = (read.directives, read.html, read.roles, read.named, read.malformed, read.definitions)
    assert [each for each in other if each] == []
    shown = [
        word for piece in read.pieces if isinstance(piece, MarkdownBlock) for word in words_of(piece.plain)
    ]
    assert shown == [word for block in blocks for word in words_of(block.plain)]


# --- milestones -----------------------------------------------------------------------------------

MILESTONE_TABLE = """\
# Milestones

## Achieved

ID\tDescription\tDue Date
First area\t\t
M-1\tFirst milestone\t2017-07-31

## Delayed

ID\tDescription\tDue Date
Second area\t\t
M-2\tSecond milestone\tDec 2017

*It waits.*\t\t
MX-100, MX-10 1\tBoth <i>They wait.</i>\t06/30/2017
M-77\tUnknown milestone\t06/07/2017
Some words\tthat are\tno milestone
"""


def test_a_table_of_milestones_becomes_statements(convert: Callable[..., Converted]) -> None:
    made = convert(MILESTONE_TABLE)

    assert made.files["milestones.yaml"] == (
        "achieved:\n  - id: M-1\n    due: 2017-07-31\n\n"
        "delayed:\n  - id: M-2\n    due: 2017-12\n    wbs: 1A.02\n    note: |\n      It waits.\n"
        "  - id: [MX-100, MX-101]\n    title: Both\n    due: 2017-06-30\n    note: |\n      They wait.\n"
        "  - id: M-77\n    title: Unknown milestone\n    wbs: 1A.02\n    note: |\n      06/07/2017\n"
    )
    assert made.proposed["milestones.yaml"].startswith("M-77:\n  title: Unknown milestone\n  wbs: 1A.02\n")
    assert "M-77: '06/07/2017' is no date that can be read" in made.report
    assert "Some words | that are | no milestone" in made.leftovers


def test_a_list_of_milestones_becomes_statements(convert: Callable[..., Converted]) -> None:
    made = convert("# Missed milestones\n\n- M-2: Second milestone (2017-12-31)\n- MX-100 and the rest\n")

    assert made.files["milestones.yaml"] == (
        "delayed:\n  - id: M-2\n    due: 2017-12-31\n  - id: MX-100\n    title: and the rest\n"
    )


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def project(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a report beside it, as the current directory; reading it needs no other process."""
    for path in ("conf.py", "reports/wbs.yaml", "reports/milestones.yaml"):
        write(tmp_path, {path: (root / path).read_text()})
    write(tmp_path, {"r.md": old_report.MARKDOWN})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "run_apart", lambda expected, function, *given: function(*given))
    return tmp_path


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {f"reports/{MONTH}/1A.01.md": "mine\n"})

    assert main(["r.md", "--month", MONTH]) == 0
    first = capsys.readouterr().out
    assert main(["r.md", "--month", MONTH]) == 0

    assert (project / f"reports/{MONTH}/1A.01.md").read_text() == "mine\n"
    assert (project / NOTES / MONTH / "month/1A.01.md").read_text().startswith("# 1A.01 First area")
    assert "192 words read; 0 lost, 0 added; no leftovers, no doubts." in first
    assert "1A.02.md: exists already, with the same text" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["r.md"], "convert: '' is not a month; expected one such as 2017-08"),
        (["r.xyz", "--month", MONTH], "'.xyz' is no format that can be read; expected one of .pdf, .docx"),
        (["none.md", "--month", MONTH], "convert: none.md: the file can't be read: No such file"),
        (["empty.md", "--month", MONTH], "convert: empty.md: the file has no text"),
        (["bad.docx", "--month", MONTH], "convert: bad.docx: this is no Word document (.docx)"),
        (["bad.pdf", "--month", MONTH], "convert: bad.pdf: this is no PDF that can be read"),
        (["r.md", "--month", MONTH, "--area", "1A.9"], "--area: '1A.9' is no element of reports/wbs.yaml"),
    ],
)
def test_what_cannot_be_converted_is_one_error(
    project: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"empty.md": "\n", "bad.docx": "x", "bad.pdf": "x"})
    if "bad" in arguments[0] and not importlib.util.find_spec("pdfplumber"):
        pytest.skip("needs the packages of requirements-convert.txt")

    assert main(arguments) != 0

    assert message in capsys.readouterr().err
    assert not (project / f"reports/{MONTH}").exists()


def test_a_file_that_takes_too_long_or_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "a" * 100_000)
    deep = tmp_path / "deep.html"
    deep.write_text("<div>" * 1000 + "x")
    monkeypatch.setattr(report_file, "CONVERT_UNPACKED_BYTES", 99_999)

    with pytest.raises(ConvertError, match="when unpacked"):
        read_document(bomb)
    with pytest.raises(ConvertError, match="nested more than 100 levels"):
        read_document(deep)
    monkeypatch.setattr(apart, "APART_SECONDS", 0)
    with pytest.raises(ConvertError, match="within 0 seconds"):
        apart.run_apart(ConvertError, read_document, deep)


@library("bs4")
@pytest.mark.parametrize("section", ["<![1]>", "<![ x", "<![a[b]]>"])
def test_a_section_that_html_does_not_have_is_text(tmp_path: Path, section: str) -> None:
    (tmp_path / "r.html").write_text(f"<p>before {section} after</p>", "utf-8")

    (block,) = read_document(tmp_path / "r.html").blocks

    assert "".join(each.text for each in block.spans) == f"before {section} after"


@library("bs4")
def test_end_tags_that_html_may_leave_out_change_nothing(tmp_path: Path) -> None:
    short = (
        "<p>a<p>b<ul><li>c<ul><li>d</ul><li>e<p>f</ul><dl><dt>g<dd>h<dd>i</dl>"
        "<table><thead><tr><th>j<th>k<tbody><tr><td>l<td>m<tr><td>n<td>o</table><p>p<h2>q</h2>r"
    )
    whole = (
        "<p>a</p><p>b</p><ul><li>c<ul><li>d</li></ul></li><li>e<p>f</p></li></ul>"
        "<dl><dt>g</dt><dd>h</dd><dd>i</dd></dl><table><thead><tr><th>j</th><th>k</th></tr></thead>"
        "<tbody><tr><td>l</td><td>m</td></tr><tr><td>n</td><td>o</td></tr></tbody></table>"
        "<p>p</p><h2>q</h2>r"
    )
    read = []
    for name, text in (("short.html", short), ("whole.html", whole)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        read.append(read_document(tmp_path / name))

    assert read[0].blocks == read[1].blocks
    assert read[0].words == read[1].words
    (tmp_path / "long.html").write_text("<ul>" + "<li>a<p>b" * 300, encoding="utf-8")
    assert len(read_document(tmp_path / "long.html").blocks) == 600


@pytest.mark.parametrize("text", ["2.1 Current accomplishments", "(a) Current accomplishments"])
def test_a_number_before_a_heading_is_no_part_of_it(text: str, known: Known) -> None:
    headings = Headings(known, MONTH, frozenset())

    assert headings.kind(text) == ("Current accomplishments", True)
    assert headings.kind("Current 2.1 accomplishments") == ("", False)


def test_a_milestone_that_is_stated_again_is_compared_with_its_first_statement(
    convert: Callable[..., Converted],
) -> None:
    made = convert("# Milestone summary\n\n## Delayed milestones\n\n" + "- M-1 First milestone\n" * 3)

    assert made.found.rows.doubts == [(f"line {line}", "M-1: stated already at line 5") for line in (6, 7)]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_part_about_milestones_is_found_in_any_language(
    convert: Callable[..., Converted], language: str
) -> None:
    use_language(language)
    try:
        made = convert("# Milestone summary\n\n## Delayed\n\n- M-1 First milestone\n")
    finally:
        use_language(None)

    assert [(each.ids, each.status) for each in made.found.rows.said] == [(("M-1",), "delayed")]
