"""The four invariants: an incremental build leaves what a clean one leaves, a parallel one what a serial
one leaves, the same input gives the same bytes, and every link is seen by every builder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ..conftest import Site, build, build_in_new_process, copy_project, own_extension, write
from .built import Crawl, few_copy, inventory, plain_copy
from .places import BUILDERS, Place, clean_place, differences, differing, files

Edit = Callable[[Path], object]


#: Added to conf.py: notes which documents a build reads.
NOTES = """

def setup(app):
    import json

    def note(app, env, docnames):
        Path(__file__).parent.parent.joinpath("read.json").write_text(json.dumps(sorted(docnames)))

    app.connect("env-before-read-docs", note)
"""


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Place]:
    """A snapshot of the project after a first build, and the place where it was built."""
    base = tmp_path_factory.mktemp("incremental")
    place = Place(base / "here")
    conf = plain_copy(place.source) / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + NOTES, encoding="utf-8")
    place.build()
    return Path(shutil.copytree(place.directory, base / "snapshot", symlinks=True)), place


@pytest.fixture
def here(built_once: tuple[Path, Place]) -> Place:
    """The project as it was after the first build, in the same directory as then."""
    snapshot, place = built_once
    shutil.rmtree(place.directory)
    shutil.copytree(snapshot, place.directory, symlinks=True)
    return place


def replace(name: str, old: str, new: str) -> Edit:
    """An edit that replaces a text in a file."""

    def edit(source: Path) -> None:
        text = (source / name).read_text(encoding="utf-8")
        assert old in text
        (source / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def add(files: dict[str, str]) -> Edit:
    return lambda source: write(source, files)


def rename_area(source: Path) -> None:
    """Outreach hands its report over to the archive."""
    old, new = (source / f"reports/2021-02/{name}.md" for name in ("1A.03", "1A.04"))
    new.write_text(
        old.read_text(encoding="utf-8").replace("1A.03 Outreach", "1A.04 Archive"), encoding="utf-8"
    )
    old.unlink()


def older(source: Path) -> None:
    """A file is replaced by one that was written long before the first build."""
    replace(f"{JANUARY}/1A.01.md", "two polishers", "three polishers")(source)
    os.utime(source / f"{JANUARY}/1A.01.md", (1e9, 1e9))


def back(source: Path) -> None:
    """The site is in English again."""
    conf = source / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('"de"', '"en"'), encoding="utf-8")


NEW_MONTH = {
    "reports/2021-04/index.md": "---\nstatus: published\n---\n# April 2021\n\nSee {month}`2021-01`.\n",
    "reports/2021-04/milestones.yaml": "achieved:\n  - id: OPT-2\n    note: As T-102 promised.\n",
    "reports/2021-04/1A.01.md": "# 1A.01\n\n## Done\n\n### 1A.01.02\n\n- Seen light. [T-111, T-600]\n",
}

JANUARY, FEBRUARY, MARCH = (f"reports/2021-{number:02}" for number in (1, 2, 3))

EDITS: dict[str, Edit] = {
    "a note": replace(f"{JANUARY}/milestones.yaml", "Signed off in T-101.", "Signed off, see T-109 and R7B."),
    "a status": replace(
        f"{FEBRUARY}/milestones.yaml",
        "achieved:\n  - id: OPT-2.1\n    date: 2021-02",
        "delayed:\n  - id: OPT-2.1\n    forecast: 2021-04",
    ),
    "the title of a milestone": replace(
        "reports/milestones.yaml", "Mirror polished", "Mirror polished twice"
    ),
    "the title of an element": replace("reports/wbs.yaml", "1A.02.02:", "1A.02.02: Releases"),
    "a mention in prose": replace(f"{JANUARY}/1A.02.md", "The log is in T-120.", "The logs: T-620, SW-12."),
    "a sentence in an older file": older,
    "a new month": add(NEW_MONTH),
    "a deleted month": lambda source: shutil.rmtree(source / FEBRUARY),
    "a deleted month that a text on another page names": lambda source: shutil.rmtree(source / MARCH),
    "a renamed file of an area": rename_area,
    "a milestone whose id stood there as text": replace(
        "reports/milestones.yaml",
        "OPT-3:",
        "OPT-1a:\n  title: Spare\n  wbs: 1A.01\n  due: 2021-09-30\nOPT-3:",
    ),
    "an alias gone": replace("reports/milestones.yaml", "[LOOP10, SW-TEN]", "[LOOP10]"),
    "a draft published": replace(f"{MARCH}/index.md", "status: draft", "status: published"),
    "a table of conf.py": replace(
        "conf.py", "https://tracker.example/issues/{id}", "https://new.example/{id}"
    ),
    "a template of pages": replace("_templates/pages/milestone.md", "Reporting history", "Ledger"),
    "a style sheet": add(
        {"_static/report.css": "p { color: red }\n", "_static/extra.css": "p { margin: 0 }\n"}
    ),
    "a style sheet gone": lambda source: (source / "_static/extra.css").unlink(missing_ok=True),
    "another language": replace("conf.py", 'language = "en"', 'language = "de"'),
    "the language of before": back,
}


#: Edits made one after the other, with a build after each and a clean one at the end. No edit makes a later
#: build write what the build after an earlier one should have written.
CHAINS: dict[str, tuple[str, ...]] = {
    "conf.py and texts": (
        "a table of conf.py",
        "an alias gone",
        "the title of a milestone",
        "the title of an element",
        "a status",
        "a note",
        "a mention in prose",
        "a sentence in an older file",
    ),
    "looks and new things": (
        "another language",
        "a style sheet",
        "the language of before",
        "a style sheet gone",
        "a template of pages",
        "a milestone whose id stood there as text",
        "a draft published",
        "a renamed file of an area",
        "a new month",
    ),
    "deleted months": ("a deleted month that a text on another page names", "a deleted month"),
}


def test_every_edit_is_in_a_chain():
    assert sorted(name for chain in CHAINS.values() for name in chain) == sorted(EDITS)


@pytest.mark.parametrize("chain", CHAINS)
def test_an_incremental_build_leaves_the_same_bytes_as_a_clean_one(here: Place, tmp_path: Path, chain: str):
    # What text makes of edits is seen in one chain after each of them, in the others at their end.
    builders = BUILDERS if chain == "conf.py and texts" else ["html"]
    for name in CHAINS[chain]:
        before = here.files(builders)
        EDITS[name](here.source)
        assert differing(here.build(builders=builders).files(builders), before) != [], name
    here.build(builders=["text"])

    clean = clean_place(here, tmp_path / "clean").build()
    assert differing(here.files(), clean.files()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_each_edit_alone_leaves_the_same_bytes_as_a_clean_build(here: Place, tmp_path: Path, name: str):
    EDITS[name](here.source)

    assert differences(here, tmp_path / "clean") == []


#: Links of every kind, each on a page of its own, and an edit of what they lead to, by the name of the page.
LINKED: dict[str, tuple[str, Edit]] = {
    "document": ("[a document](DOC-8)", replace("reports/documents.yaml", "/handbook.html", "/handbook")),
    "anchor": (
        f"[a place](../{JANUARY}/1A.02.md#accomplishments-1A-02-01-deeper-still)",
        replace(f"{JANUARY}/1A.02.md", "##### Deeper still", "##### Deepest"),
    ),
    "title-of-section": (
        f"[](../{JANUARY}/1A.02.md#accomplishments-1A-02-01-01A)",
        replace("reports/wbs.yaml", "1A.02.01.01A: Inner loop", "1A.02.01.01A: Loop"),
    ),
    "title-of-page": (
        f"[](../{JANUARY}/1A.02.md), {{doc}}`/{JANUARY}/1A.02`",
        replace("reports/wbs.yaml", "  title: Software", "  title: Programs"),
    ),
    "file-gone": (
        f"[a file](../{FEBRUARY}/1A.03.md)",
        lambda source: (source / f"{FEBRUARY}/1A.03.md").unlink(),
    ),
    "file-come": (
        f"[no file yet](../{JANUARY}/1A.04.md)",
        add({f"{JANUARY}/1A.04.md": "# 1A.04 Archive\n\n## Done\n\n- Sorted.\n"}),
    ),
    "milestone-gone": (
        "[an object](SW-12), {any}`SW-12`",
        replace("reports/milestones.yaml", "SW-12:", "SW-13:"),
    ),
    "milestone-come": (
        "[no object yet](NEW-1)",
        replace(
            "reports/milestones.yaml", "SW-13:", "NEW-1:\n  title: New\n  wbs: 1A\n  due: 2021-01\nSW-13:"
        ),
    ),
}


def test_links_follow_what_they_lead_to(here: Place, tmp_path: Path):
    pages = {
        f"guide/{name}.md": f"---\norphan: true\n---\n# A\n\n{text}\n" for name, (text, _) in LINKED.items()
    }
    write(here.source, pages)
    replace("conf.py", '"index.rst", "reports/**"', '"index.rst", "reports/**", "guide/*"')(here.source)
    here.build(builders=["html"])

    followed = []
    for name, (_, edit) in LINKED.items():
        page = here.directory / f"html/guide/{name}.html"
        before = page.read_bytes()
        edit(here.source)
        here.build(builders=["html"])
        followed += [name] if page.read_bytes() != before else []

    # A link to a place that is gone keeps its address.
    assert followed == [name for name in LINKED if name != "anchor"]

    clean = clean_place(here, tmp_path / "clean").build(builders=["html"])
    assert differing(here.files(["html"]), clean.files(["html"])) == []


def test_the_title_of_a_ticket_is_read_again_where_the_ticket_is(here: Place, tmp_path: Path):
    register = "T-111: Polish the mirror\nT-130:\n  title: Open day\n  element: 1A.03\nT-999: In no report\n"
    write(here.source, {"reports/tickets.yaml": register})
    here.build(builders=["html"])
    before = here.files(["html"])

    # Another line for all that follow, and another title for one.
    edited = register.replace("mirror", "mirror twice\nT-998: Nor this").replace("In no", "Still in no")
    write(here.source, {"reports/tickets.yaml": edited})
    here.build(builders=["html"])

    after = here.files(["html"])
    changed = {name for name in differing(before, after) if name.endswith(".html")}
    assert {name.removeprefix("html/").removesuffix(".html") for name in changed} == here.read()
    # The list of all pages says how many tickets no report mentions.
    assert {name for name in changed if b"Polish the mirror twice" not in after[name]} == {
        "html/tickets/index.html"
    }
    clean = clean_place(here, tmp_path / "clean").build(builders=["html"])
    assert differing(here.files(["html"]), clean.files(["html"])) == []


def test_it_does_not_matter_which_builder_reads_the_edited_document(here: Place, tmp_path: Path):
    replace(f"{JANUARY}/1A.01.md", "two polishers", 'Brian\'s "best" polishers')(here.source)

    here.build(builders=["text", "html"])

    assert differences(here, tmp_path / "clean") == []


@pytest.mark.slow  # random histories try more of them
def test_html_follows_a_setting_that_text_has_read(here: Place, tmp_path: Path):
    replace("conf.py", "tracker.example/issues", "moved.example/issues")(here.source)
    here.build(builders=["text"])

    assert differences(here, tmp_path / "clean") == []


def test_a_deleted_source_leaves_no_page_behind(here: Place):
    shutil.rmtree(here.source / FEBRUARY)
    replace("reports/milestones.yaml", "  after: [SW-10, SW-9]\n", "")(here.source)
    replace(f"{JANUARY}/1A.02.md", "DOC-8, NOTE-2", "DOC-8")(here.source)
    replace(f"{JANUARY}/1A.01.md", "NOTE-12", "nothing")(here.source)
    replace("reports/documents.yaml", "NOTE-1: Never cited\n", "")(here.source)

    here.build()

    left = [name for name in here.files() if "2021-02" in name or "documents/NOTE" in name]
    assert left == []
    assert not (here.source / "documents/NOTE-0-499.md").exists()


# --- what is read again ----------------------------------------------------------------------------


def html_reads(here: Place) -> set[str]:
    """The documents that a build of html alone reads."""
    return here.build(builders=["html"]).read()


def test_without_an_edit_nothing_is_read_again(here: Place):
    assert html_reads(here) == set()


def test_a_sentence_is_read_again_by_its_page_and_by_those_that_quote_it(here: Place):
    EDITS["a sentence in an older file"](here.source)

    assert html_reads(here) == {f"{JANUARY}/1A.01", "wbs/1A.01"}


def test_the_title_of_a_milestone_is_read_again_by_the_pages_that_show_it(here: Place):
    EDITS["the title of a milestone"](here.source)

    assert html_reads(here) == {
        "milestones/OPT-1",
        "milestones/ARC-1",  # names its neighbours in the register
        "milestones/OPT-2.1",
        "milestones/index",
        "wbs/1A",
        "wbs/1A.01",
        "wbs/1A.01.01",
        f"{JANUARY}/index",
        f"{JANUARY}/1A.01",
    }


def test_the_title_of_a_document_is_read_again_by_the_pages_that_cite_it(here: Place):
    replace("reports/documents.yaml", "Requirements of the loop", "Requirements")(here.source)

    assert html_reads(here) == {
        f"{JANUARY}/1A.02",
        "documents/DOC-0-499",
        "milestones/SW-10",
        "wbs/1A.02.01.01A",
    }


def test_a_style_sheet_is_no_reason_to_read_anything(here: Place):
    EDITS["a style sheet"](here.source)

    assert html_reads(here) == set()


# --- the theme of the real site --------------------------------------------------------------------

PYDATA = ("-D", "html_theme=pydata_sphinx_theme", "-D", "html_theme_options.collapse_navigation=True")


def test_a_title_changes_the_sidebars_and_neighbours_of_other_pages(tmp_path: Path):
    here = Place(tmp_path / "here")
    few_copy(here.source)
    here.build(*PYDATA, builders=["html"])
    # Its neighbours are the month above and the other area; February stands in its sidebar alone.
    cousin = here.directory / f"html/{JANUARY}/1A.01.html"
    assert "February 2021" in cousin.read_text(encoding="utf-8")

    replace(f"{FEBRUARY}/index.md", "# February 2021", "# The second month")(here.source)

    assert differences(here, tmp_path / "clean", *PYDATA, builders=["html"]) == []
    assert "The second month" in cousin.read_text(encoding="utf-8")


# --- parallel --------------------------------------------------------------------------------------


def test_a_parallel_build_leaves_the_same_bytes_as_a_serial_one(here: Place, tmp_path: Path):
    parallel = clean_place(here, tmp_path / "parallel").build("-j", "2")

    assert differing(parallel.files(), here.files()) == []


def test_a_parallel_incremental_build_leaves_the_same_bytes_too(here: Place, tmp_path: Path):
    EDITS["a new month"](here.source)
    EDITS["the title of a milestone"](here.source)

    here.build("-j", "2")

    clean = clean_place(here, tmp_path / "clean").build()
    assert differing(here.files(), clean.files()) == []


# --- same input, same bytes ------------------------------------------------------------------------

#: For every program in Python: a clock that is wrong by more than a year, a file system that lists backwards.
ODD_MACHINE = """
import datetime, os, time
SHIFT = 500 * 24 * 3600
seconds, gmtime, localtime, strftime = time.time, time.gmtime, time.localtime, time.strftime
time.time = lambda: seconds() + SHIFT
time.gmtime = lambda when=None: gmtime(time.time() if when is None else when)
time.localtime = lambda when=None: localtime(time.time() if when is None else when)
time.strftime = lambda form, when=None: strftime(form, time.localtime() if when is None else when)


class Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=SHIFT)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


class Date(datetime.date):
    @classmethod
    def today(cls):
        return Datetime.now().date()


datetime.datetime, datetime.date = Datetime, Date
listdir, scandir = os.listdir, os.scandir
os.listdir = lambda *path: sorted(listdir(*path), reverse=True)


class Backwards:
    def __init__(self, *path):
        with scandir(*path) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    __enter__ = __iter__ = lambda self: self
    __next__ = lambda self: next(self.entries)
    __exit__ = lambda *_: None
    close = lambda self: None


os.scandir = Backwards
"""


def reversed_copy(target: Path, source: Path) -> None:
    """Copy a project file by file in the opposite order, all years old but code, which would be compiled."""
    copied = copy_project(target.with_name("in-order"), source)
    own_extension(copied)
    for path in sorted(copied.rglob("*"), reverse=True):
        there = target / path.relative_to(copied)
        if path.is_dir():
            there.mkdir(parents=True, exist_ok=True)
        else:
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, there)
            if not path.suffix.startswith(".py"):
                os.utime(there, (1e9, 1e9))


@pytest.fixture
def umask() -> Iterator[None]:
    """What is written may be read by nobody else."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def german(directory: Path) -> dict[str, str]:
    """The environment of a German machine; nothing, if the system has not the sources of that locale."""
    locale = "de_DE.UTF-8"
    directory.mkdir()
    command = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(directory / locale)]
    if not shutil.which(command[0]) or subprocess.run(command, capture_output=True, check=False).returncode:
        assert "REPORT_NEED_LOCALE" not in os.environ, "localedef can't make a German locale"
        return {}
    return {"LOCPATH": str(directory), "LC_ALL": locale}


@pytest.mark.usefixtures("umask")
def test_another_machine_day_and_order_of_files_give_the_same_bytes(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    there = Place(tmp_path / "a much deeper" / "and oddly named" / "dïrectory")
    reversed_copy(there.source, here.source)
    write(tmp_path / "odd", {"sitecustomize.py": ODD_MACHINE})
    odd = {"PYTHONPATH": str(tmp_path / "odd"), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "12345"}
    for name, value in {**odd, **german(tmp_path / "locales")}.items():
        monkeypatch.setenv(name, value)

    # A process of its own alone starts on the odd machine.
    site = build_in_new_process(there.source, there.directory / "html")

    assert site.warnings == ""
    assert differing(there.files(["html"]), here.files(["html"])) == []


def test_no_file_of_the_site_tells_where_or_when_it_was_built(here: Place):
    secrets = [
        str(here.directory),
        str(Path.home()),
        date.today().isoformat(),
        date.today().strftime("%b %d, %Y"),
    ]

    telling = [
        (name, secret) for name, data in here.files().items() for secret in secrets if secret.encode() in data
    ]

    assert telling == []


# --- every link is seen ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crawl(months: Site) -> Crawl:
    return Crawl(months)


@pytest.fixture(scope="module")
def text(months: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the text builder makes of each document, on one line, with straight quotes."""
    out = tmp_path_factory.mktemp("links") / "text"
    build(months.source, out, builder="text", doctrees=months.doctrees)
    return {
        name.removesuffix(".txt"): one_line(data.decode())
        for name, data in files(out).items()
        if name.endswith(".txt")
    }


def one_line(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def test_linkcheck_sees_the_links_that_html_shows(months: Site, crawl: Crawl, tmp_path: Path):
    shown = {
        str(link["href"]) for page in crawl.pages.values() for link in page.select(".body a.external[href]")
    }

    # It visits none of them.
    out, never = tmp_path / "links", ("-D", "linkcheck_ignore=.*")
    build(months.source, out, *never, builder="linkcheck", doctrees=months.doctrees)

    lines = (tmp_path / "links/output.json").read_text(encoding="utf-8").splitlines()
    seen = {str(json.loads(line)["uri"]) for line in lines}
    assert {uri for uri in seen if not uri.startswith("#")} == shown
    assert len(shown) > len(inventory(months)["ticket"])


def unseen(crawl: Crawl, text: dict[str, str], chosen: str) -> list[str]:
    """The links whose words the text of the page does not have."""
    return [
        f"{name}: {link.get_text()}"
        for name, page in crawl.pages.items()
        for link in page.select(chosen)
        if one_line(link.get_text()) not in text[name.removesuffix(".html")]
    ]


def test_text_has_the_words_of_every_link_of_html(crawl: Crawl, text: dict[str, str]):
    assert unseen(crawl, text, ".body a.reference:not(table *)") == []


def test_text_has_the_words_of_every_link_in_a_table(crawl: Crawl, text: dict[str, str]):
    assert unseen(crawl, text, ".body table a.reference") == []
