"""What somebody may hide in a text: nothing of it runs, is read or lies over the page, and each is a fault.

Two locks stop every case, each alone: :mod:`progress_report.parsing.locks.lookup` with the renderer,
and :mod:`progress_report.parsing.locks.nodes`. The same site is built with both, and with either one
taken off.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ..conftest import Site, build, loaded
from .built import change, few_copy
from .hostile_texts import CASES, FALLS, IN_NOTES, NOTES, ODD, ODD_OPTIONS, REGISTER, SECRET


@dataclass(frozen=True)
class Placed:
    """A case in a file: the lines from its first to its last."""

    path: str
    first: int
    last: int


#: So many cases stand in a month, each in an area of its own: a month costs more than an area.
AREAS = [f"1B.{number:02}" for number in range(1, 21)]


def written(source: Path, cases: dict[str, str]) -> dict[str, Placed]:
    """Write cases into the project: each is the text of an area in a month."""
    (source / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    (source / "reports/evil.py").write_text(
        f"open({str(source / 'ran')!r}, 'w').close()\nclass A: pass\n", encoding="utf-8"
    )
    files: dict[str, str | None] = {}
    placed = {}
    if FALLS.items() <= cases.items():
        files["reports/2021-01/1A.03.md"] = f"# 1A.03\n\n## Done\n\n{ODD}\n\n## Next\n\n{ODD_OPTIONS}\n"
        files[REGISTER] = NOTES
        placed = {
            f"the note {number}": Placed(REGISTER, 3 + 2 * number, 3 + 2 * number)
            for number in range(len(IN_NOTES))
        }
    register = source / "reports/wbs.yaml"
    files["reports/wbs.yaml"] = register.read_text(encoding="utf-8") + "".join(
        f"{area}: {{title: Attacked, area: true}}\n" for area in AREAS
    )
    for number, (name, text) in enumerate(cases.items()):
        month, area = f"reports/2020-{number // len(AREAS) + 1:02}", AREAS[number % len(AREAS)]
        files[f"{month}/index.md"] = "---\nstatus: published\n---\n# A month\n"
        files[f"{month}/milestones.yaml"] = ""
        files[f"{month}/{area}.md"] = f"# {area}\n\n## Done\n\n{text}\n\nafter\n"
        placed[name] = Placed(f"{month}/{area}.md", 5, 5 + text.count("\n"))
    change(source, files)
    return placed


#: A directive that runs code as soon as it is found, for ``conf.py``.
RUNS = """
from docutils import nodes
from docutils.parsers.rst import Directive

class RunCode(Directive):
    has_content = optional_arguments = final_argument_whitespace = True

    def run(self):
        Path(__file__).with_name("ran").touch()
        raw = nodes.raw("", "<script>alert(1)</script>", format="html")
        raw.source, raw.line = self.state_machine.get_source_and_line(self.lineno)
        return [raw]

def setup(app):
    app.add_directive("run-code", RunCode)
"""

#: What takes a lock off, in ``conf.py``.
OFF = {
    "both locks": "",
    "the second lock alone": """
from sphinx.util.docutils import CustomReSTDispatcher
from progress_report.parsing import markdown
from progress_report.parsing.locks import lookup
lookup.Lookup.directive = CustomReSTDispatcher.directive
lookup.Lookup.role = CustomReSTDispatcher.role
for name in ("run_directive", "render_restructuredtext", "render_substitution", "render_html_inline",
             "render_html_block", "render_image", "render_link"):
    delattr(markdown.Renderer, name)
""",
    "the first lock alone": """
from progress_report.parsing import notes
from progress_report.parsing.locks import nodes
# Sphinx itself falls over empty quotations; that they are dropped is no lock.
nodes.clean_nodes = notes.clean_nodes = lambda root, *_: nodes.drop_empty_quotations(root)
""",
}


@dataclass(frozen=True)
class Attacked:
    """A site with all the cases, and their places."""

    site: Site
    placed: dict[str, Placed]
    found: bool
    """Whether a text finds directives that are not for it: without the first lock."""


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the diagrams are that one of the sites has drawn: the engine takes a second to start."""
    return tmp_path_factory.mktemp("drawings")


@pytest.fixture(scope="module", params=list(OFF))
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, drawings: Path
) -> Attacked:
    base = tmp_path_factory.mktemp("attacked")
    source = few_copy(base / "source")
    found = "lookup" in OFF[request.param]
    placed = written(source, CASES if found else CASES | FALLS)
    conf = source / "conf.py"
    text = conf.read_text(encoding="utf-8")
    text = text.replace('"myst_parser", ', '"myst_parser", "sphinx_design", "sphinxcontrib.mermaid", ')
    # As where a build is started from the root.
    text += "sys.path.insert(0, str(Path(__file__).parent))\n"
    conf.write_text(text + RUNS + OFF[request.param], encoding="utf-8")
    doctrees = Path(shutil.copytree(drawings, base / "doctrees"))
    site = build(source, base / "html", doctrees=doctrees)
    for path in doctrees.glob("drawing-*"):
        shutil.copy2(path, drawings)
    return Attacked(site, placed, found)


def test_the_build_goes_on_to_its_end(attacked: Attacked):
    assert "Traceback" not in attacked.site.warnings
    assert attacked.site.status == 0, attacked.site.warnings[-3000:]


def test_nothing_has_run_unless_the_first_lock_is_off(attacked: Attacked):
    # The second lock looks at what a directive has returned, so only the first one keeps it from running.
    assert (attacked.site.source / "ran").exists() == attacked.found


def test_nothing_was_read(attacked: Attacked):
    files = [path for path in attacked.site.out.rglob("*") if path.is_file()]

    assert len(files) > len(CASES)
    assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []


def test_nothing_on_a_page_does_what_a_text_may_not(attacked: Attacked):
    assert list(forbidden(attacked.site)) == []


#: Elements that a text has no need of, and names of styles that lay something over a page.
ELEMENTS = "script style iframe object embed form meta link base".split()
STYLES = re.compile(r"fixed-top|sd-stretched-link")
SCHEMES = {"", "http", "https", "mailto", "tel"}

#: Where pages stand that show nothing of a text: forms are on some.
FRAME = {"html", "_static", "tickets", "documents"}


def forbidden(site: Site) -> Iterator[str]:
    """What no page may have, with the name of the page."""
    for path in sorted(each for each in site.out.rglob("*.html") if each.parts[-2] not in FRAME):
        text = path.read_text(encoding="utf-8")
        yield from (f"{path.relative_to(site.out).as_posix()}: {each}" for each in forbidden_in(text))


def forbidden_in(text: str) -> Iterator[str]:
    """What a page may not have."""
    if re.search("<title>[^<]*Owned", text):
        yield "title"
    for tag, has, around in Elements(text).found:
        if ".report-diagram" in around and "svg" in around:
            continue  # it was drawn here, and has its own tests
        if tag == "meta" and has.get("http-equiv", "").lower() == "refresh":
            yield f"refresh to {has}"
        if tag == "a" and scheme(has.get("href", "")) not in SCHEMES:
            yield f"link to {has['href']}"
        if ".body" in around:
            yield from (f"element {tag}" for _ in [0] if tag in ELEMENTS)
            covers = STYLES.search(has.get("class", "")) and ".sd-card" not in around
            yield from (f"class {has}" for _ in [0] if covers)
            wrong = [each for each in has if each.startswith("on")]
            wrong += ["style"] if "position" in has.get("style", "") else []
            wrong += ["src"] if scheme(has.get("src", "")) else []
            yield from (f"{each} of {tag}" for each in wrong)


class Elements(HTMLParser):
    """The elements of a page, each with its attributes and the names and .classes of all around it."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], frozenset[str]]] = []
        self._open: list[tuple[str, frozenset[str]]] = [("", frozenset())]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        around = self._open[-1][1]
        self.found.append((tag, has, around))
        if tag not in self.VOID:
            self._open.append((tag, around | {tag, *(f".{each}" for each in has.get("class", "").split())}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass


def test_what_no_page_may_have_would_be_found() -> None:
    written = (
        '<title>x Owned</title><meta http-equiv="Refresh"><a href="javascript:x">a</a>'
        '<div class="body"><br><p onclick="x">a<img src="http://x/y"><div style="position:fixed"><b/>'
        '<p class="sd-stretched-link">a<script>x</script><div class="report-diagram"><svg>'
        "<style></style></svg></div></div></div><form></form>"
    )

    assert [each.split()[0] for each in forbidden_in(written)] == [
        "title", "refresh", "link", "onclick", "src", "style", "class", "element",
    ]  # fmt: skip


def scheme(address: str) -> str:
    return urlsplit(address).scheme


def test_each_is_a_fault_with_its_line_in_the_build(attacked: Attacked):
    lines = attacked.site.lines()
    unsaid = [
        name for name, placed in attacked.placed.items() if not any(within(placed, line) for line in lines)
    ]

    assert unsaid == []


def within(placed: Placed, line: str) -> bool:
    """Whether a message is of a fault within a case."""
    found = re.match(r"(?:.*/)?(reports/\S+?):(\d+): WARNING: .*\[report\.\S+\]$", line)
    return bool(found and found[1] == placed.path and placed.first <= int(found[2]) <= placed.last)


def test_each_is_a_fault_with_its_line_in_the_check(tmp_path: Path):
    source = few_copy(tmp_path / "source")
    placed = written(source, CASES | FALLS)
    faults = [each for each in loaded(source).problems if not each.remark]
    unsaid = [
        name
        for name, at in placed.items()
        if not any(each.path == at.path and at.first <= each.line <= at.last for each in faults)
    ]

    assert unsaid == []
