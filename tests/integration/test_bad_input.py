"""What is wrong in the content is one warning with its place and code (content model, section 7).

The build goes on with the rest, and fails at its end where warnings are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..conftest import Site, build, loaded
from .built import change, few_copy, links, plain_copy, variant


@dataclass(frozen=True)
class Fault:
    """A text in a file and its wrong replacement.

    ``bad`` is on the line that the warning names. ``says`` is a helpful part of the warning.
    """

    file: str
    old: str
    new: str
    bad: str
    code: str
    says: str


STATED = "reports/2021-01/milestones.yaml"
OPTICS, SOFTWARE = "reports/2021-01/1A.01.md", "reports/2021-01/1A.02.md"

#: Each by itself; all of them together still give one warning each.
FAULTS = {
    "a typo in the id of a milestone": Fault(
        STATED, "- id: OPT-1\n", "- id: OPT-l\n", "OPT-l", "milestone", "'OPT-l'; did you mean"
    ),
    "a tab": Fault(
        "reports/2021-02/milestones.yaml", "    date: 2021-02", "\tdate: 2021-02", "\t", "yaml", "a tab: "
    ),
    "a duplicate key": Fault(
        STATED, "    wbs: 1A.01\n", "    wbs: 1A\n    wbs: 1A.01\n", "wbs: 1A.01", "duplicate", "'wbs'"
    ),
    "a day that does not exist": Fault(
        STATED, "due: 2021-01-15", "due: 2017-02-30", "2017-02-30", "date", "2017-02-30"
    ),
    "an unknown element in a heading": Fault(
        OPTICS, "### P.1A.01.02\n", "### P.1A.01.22\n", "P.1A.01.22", "element",
        "unknown WBS element '1A.01.22'; did you mean '1A.01.02'?",
    ),
    "an element of another area in a heading": Fault(
        SOFTWARE, "## 1A.02.02\n", "## 1A.03\n", "## 1A.03", "element", "outside the file's area '1A.02'"
    ),
    "a title that is not that of the register": Fault(
        OPTICS, "### 1A.01.01 Mirrors", "### 1A.01.01 Mirors", "Mirors", "title", "expected 'Mirrors'"
    ),
    "an unknown key": Fault(
        STATED, " forecast: 2021-02\n", " forcast: 2021-02\n", "forcast", "key", "did you mean 'forecast'?"
    ),
    "a space inside an id": Fault(STATED, "LOOP10", "SW- 10", "SW- 10", "id", "did you mean 'SW-10'?"),
    "an id that Markdown takes for the definition of a link": Fault(
        SOFTWARE, "- Runs. [T-121, T-122]", "- [T-121]: Runs.", "[T-121]:", "link-definition", "at the end"
    ),
    "an option that there is not": Fault(
        "reports/2021-01/index.md", ":status: achieved", ":statsu: achieved", "{milestone-table}",
        "directive", "unknown option ':statsu:'; did you mean 'status'?",
    ),
    "raw HTML": Fault(SOFTWARE, "Tuned by", "<b>Tuned by", "<b>", "markup", "write '**words**'"),
}  # fmt: skip

#: The ones of which each must fail a strict build alone.
NAMED = list(FAULTS)[:5]


def broken(source: Path, faults: Iterable[Fault]) -> None:
    for fault in faults:
        text = (source / fault.file).read_text(encoding="utf-8")
        assert fault.old in text
        change(source, {fault.file: text.replace(fault.old, fault.new, 1)})


def about(site: Site, fault: Fault) -> list[str]:
    """The warnings about the line of a fault."""
    lines = (site.source / fault.file).read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, 1) if fault.bad in line)
    return [line for line in site.lines() if f"{fault.file}:{number}:" in line]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Site:
    base = tmp_path_factory.mktemp("faulty")
    source = plain_copy(base / "source")
    broken(source, FAULTS.values())
    return build(source, base / "html")


def test_a_build_with_faults_ends_well(faulty: Site):
    assert faulty.status == 0


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_is_one_warning_with_file_line_and_code(faulty: Site, name: str):
    fault = FAULTS[name]

    [warning] = about(faulty, fault)

    assert warning.startswith(f"{fault.file}:")
    assert warning.endswith(f" [report.{fault.code}]")
    assert fault.says in warning


def test_every_warning_is_about_a_fault(faulty: Site):
    known = {line for fault in FAULTS.values() for line in about(faulty, fault)}

    assert [line for line in faulty.lines() if line not in known] == []


def test_faults_fail_a_strict_build_at_its_end(tmp_path: Path):
    source = plain_copy(tmp_path / "source")
    broken(source, [FAULTS[name] for name in NAMED])

    site = build(source, tmp_path / "dummy", "-W", "--keep-going", builder="dummy")

    assert site.status == 1
    assert [name for name in NAMED if FAULTS[name].says not in site.warnings] == []
    assert "Traceback" not in site.warnings


def test_the_rest_of_a_file_with_a_fault_is_shown(faulty: Site):
    page = faulty.page("reports/2021-01/index.html")

    assert page.find(id="delayed-OPT-2-1") is not None


#: The converter reads some of these, tells what is wrong with others, and falls over the rest.
FORMULAS = ("}{", "x}", r"\left(", "a & b", r"\begin{matrix}", "^^", r"\hspace{x}", "$", "#1")

ODD = {
    "reports/2021-01/1A.03.md": "# 1A.03\n\n## Done\n\nOne\\\ntwo  \nthree T-1\n",
    "reports/2021-01/1A.04.md": "# 1A.04\n\n## Done\n\n"
    + "".join(f"- So {{math}}`{formula}` it is.\n" for formula in FORMULAS),
    "reports/2021-02/1A.04.md": "# 1A.04\n\n## Done\n\nSee [the film](film.mp4).\n\n"
    "```{epigraph}\n<!-- later -->\n```\n",
    "reports/2021-02/film.mp4": "film",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return variant(tmp_path_factory.mktemp("odd"), ODD)


def test_no_formula_and_no_comment_alone_in_a_quotation_ends_a_build(odd: Site):
    assert "Traceback" not in odd.warnings
    assert odd.status == 0
    assert len(odd.page("reports/2021-01/1A.04.html").select("#accomplishments-1A-04 li")) == len(FORMULAS)


def test_a_hard_line_break_is_no_raw_html(odd: Site):
    shown = odd.page("reports/2021-01/1A.03.html").select_one("#accomplishments-1A-03 p")
    assert [line for line in odd.lines() if "1A.03.md" in line] == []
    assert shown.get_text(" ", strip=True) == "One two three T-1"
    assert len(links(shown)) == 1


def test_a_link_to_a_file_that_is_no_page_is_one_fault_in_check_and_build(odd: Site):
    told = [
        f"{each.path}:{each.line}: WARNING: {each.message} [report.{each.code}]"
        for each in loaded(odd.source).problems
        if not each.remark
    ]
    assert sorted(odd.lines()) == sorted(told)
    assert [line for line in told if "film.mp4" in line and "2021-02/1A.04.md:5" in line] != []
    shown = odd.page("reports/2021-02/1A.04.html").select_one("#accomplishments-1A-04 p")
    assert shown.get_text() == "See the film."
    assert not (odd.out / "_downloads").exists()


def test_a_page_without_a_heading_gets_its_name_for_the_navigation(tmp_path: Path):
    source = few_copy(tmp_path / "source")
    index = "---\nstatus: published\n---\nNothing.\n"
    change(source, {"reports/2021-01/1A.01.md": "Text alone.\n", "reports/2021-01/index.md": index})

    site = build(source, tmp_path / "html")

    assert len(site.lines()) == 2
    assert all("[report.title]" in line for line in site.lines())
    for page, title in (("1A.01", "1A.01 "), ("index", "January 2021")):
        assert site.page(f"reports/2021-01/{page}.html").h1.get_text().startswith(title)


def test_settings_of_sphinx_that_leave_files_out_are_reported(tmp_path: Path):
    source = plain_copy(tmp_path / "source")
    options = ("-D", "exclude_patterns=reports/2021-0*/**", "-D", "templates_path=_templates,_gone")

    site = build(source, tmp_path / "dummy", *options, builder="dummy")

    said = "\n".join(site.lines())
    assert (
        "leave out 2 published months; expected 'reports/2021-01/index' among the pages [report.file]" in said
    )
    assert "templates_path: there is no directory '_gone' [report.file]" in said


def test_what_lies_deeper_or_elsewhere_is_no_document(tmp_path: Path):
    source = plain_copy(tmp_path / "source")
    change(source, {"elsewhere.md": "# Elsewhere\n", "reports/2021-02/1A.01.rst": "T\n=\n"})
    change(source, {"reports/2021-02/deeper/1A.01.md": "# 1A.01\n", "reports/2021-02/stray.txt": "T\n"})
    for link, target in (
        ("reports/2021-02/loop", "."),
        ("reports/2021-02/line\nbreak", "."),
        ("reports/up", ".."),
        ("reports/2021-02/1A.04.md", "../../elsewhere.md"),
        ("reports/2021-02/[*]?.md", "../../elsewhere.md"),
        ("reports/2021-02/itself.md", "itself.md"),
        ("reports/2021-04", "2021-01"),
    ):
        (source / link).symlink_to(target)

    site = build(source, tmp_path / "dummy", builder="dummy")

    read = {path.relative_to(tmp_path / "dummy.doctrees") for path in tmp_path.rglob("reports/**/*.doctree")}
    assert site.status == 0
    assert {path.with_suffix(".md").as_posix() for path in read} == {
        f"reports/{month}/{name}.md"
        for month, names in {
            "2021-01": ("index", "1A.01", "1A.02"),
            "2021-02": ("index", "1A.01", "1A.03"),
            "2021-03": ("index", "1A.02"),
        }.items()
        for name in names
    }
    assert not re.search("multiple files|unreadable", site.warnings)


def test_what_a_library_says_of_a_text_is_one_fault_and_no_command_of_a_runner(tmp_path: Path):
    # Read for its own page, and once more for the page of the element.
    text = "# 1A.03\n\n## Done\n\n```{list-table}\n\n::stop-commands::x\n```\n\n## Next\n\n- Go on.\n"

    source = few_copy(tmp_path / "source")
    change(source, {"reports/2021-01/1A.03.md": text, "reports/2021-02/1A.03.md": text})
    site = build(source, tmp_path / "dummy", builder="dummy")

    said = [line for line in site.lines() if "/1A.03.md" in line]
    assert [line.split(": WARNING: ")[0] for line in said] == [
        "reports/2021-01/1A.03.md:5",
        "reports/2021-02/1A.03.md:5",
    ]
    assert all(line.endswith("[report.markup]") for line in said)
    assert [line for line in site.lines() if line.lstrip().startswith(("::", "##"))] == []


def test_latex_gets_no_command_that_is_no_mathematics(tmp_path: Path):
    commands = (r"\input{x}", r"\write18{x}", r"\csname input\endcsname{x}", r"^^5cinput{x}", r"\openin5=x")
    items = "".join(
        f"- {{math}}`{each}`\n\n```{{math}}\n{each}\n```\n\n" for each in (*commands, r"\frac{1}{2}")
    )

    source = few_copy(tmp_path / "source")
    change(source, {"reports/2021-01/1A.03.md": f"# 1A.03\n\n## Done\n\n{items}"})
    site = build(source, tmp_path / "latex", builder="latex")

    [written] = (tmp_path / "latex").glob("*.tex")
    formulas = re.findall(r"\\\((.*?)\\\)|\\begin\{split\}(.*?)\\end", written.read_text(), re.DOTALL)
    assert site.status == 0
    # LaTeX sets the sign of a heading of ours as a formula.
    shown = [line or block for line, block in formulas]
    assert [each for each in shown if each != r"\pm"] == [r"\frac{1}{2}", r"\frac{1}{2}"]


@pytest.mark.parametrize("event", ["env-before-read-docs", "env-updated"])
def test_a_month_that_vanishes_once_the_check_has_read_it_ends_no_build(event: str, tmp_path: Path):
    source = few_copy(tmp_path / "source")
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "\n\ndef setup(app):\n    import shutil\n"
            "    gone = app.srcdir / 'reports/2021-02'\n"
            f"    app.connect('{event}', lambda *_: shutil.rmtree(gone), priority=1)\n"
        )

    site = build(source, tmp_path / "html")

    assert not (source / "reports/2021-02").exists()
    assert (site.status, site.lines()) == (0, [])


def test_a_file_that_vanishes_before_sphinx_compares_times_ends_no_build(tmp_path: Path):
    source = few_copy(tmp_path / "source")
    gone = source / "reports/2021-02/1A.03.md"
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(
            "\n\ndef vanish(app):\n    if (app.srcdir / 'now').exists():\n"
            "        (app.srcdir / 'reports/2021-02/1A.03.md').unlink()\n"
            "\ndef setup(app):\n    app.connect('builder-inited', vanish, priority=999)\n"
        )
    assert gone.is_file()
    build(source, tmp_path / "html")
    (source / "now").touch()

    site = build(source, tmp_path / "html")

    assert not gone.exists()
    assert (site.status, site.lines()) == (0, [])
