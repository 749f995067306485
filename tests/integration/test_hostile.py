"""What somebody may hide in a text: nothing of it runs, is read or lies over the page, and each is a fault.

Two locks stop every case, each alone: :mod:`progress_report.parsing.locks.lookup` with the renderer,
and :mod:`progress_report.parsing.locks.nodes`. The same site is built with both, and with either one
taken off.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from progress_report.syntax.allowed_markup import DIRECTIVES, OURS

from ..conftest import Site, build, loaded
from .built import change, few_copy

SECRET = "TOPSECRETWORD"  # noqa: S105 - of a file that no page may show

#: How a directive looks that must not be reached. Each of them alone leaves a trace that a test finds.
RUN = "~~~{run-code} reports.evil\n~~~"
COVER = "~~~{div} fixed-top\n:style: position:fixed;inset:0\n\ncover\n~~~"
SENT_AWAY = "~~~{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0;url=https://evil.example\n~~~"
READ = "~~~{literalinclude} ../../secret.txt\n~~~"


def indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.split("\n"))


def nested(text: str, depth: int) -> str:
    """A directive in many others."""
    for count in range(depth):
        fence = "`" * (count + 4)
        text = f"{fence}{{note}}\n{text}\n{fence}"
    return text


LF = "\n"

#: Characters that some function takes for the end of a line, or that nobody sees.
CONTROLS = [*map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0x85, 0x9B, 0x2028, 0x2029))]

CASES: dict[str, str] = {
    **{
        f"line ends by U+{ord(char):04X}": f"```{{note}}\na{char}{char}{RUN.replace(LF, char)}\n```"
        for char in CONTROLS
    },
    "as it is": RUN,
    "in backticks": RUN.replace("~", "`"),
    "in colons": RUN.replace("~", ":"),
    "reStructuredText": SENT_AWAY,
    "what draws the classes of a module": "```{autoclasstree} reports.evil\n```",
    "reStructuredText that runs": "```{eval-rst}\n.. autoclasstree:: reports.evil\n```",
    "reStructuredText in colons": SENT_AWAY.replace("~", ":"),
    "reStructuredText with words behind": SENT_AWAY.replace("{eval-rst}", "{eval-rst} now"),
    "a style": COVER,
    "a list of pages": "```{toctree}\nx <javascript://%0aalert(1)>\n```",
    "a diagram from a file": "```{mermaid} ../../secret.txt\n```",
    "a diagram from a file in a note": "````{note}\n```{mermaid} ../../secret.txt\n```\n````",
    "a diagram from the root": "```{mermaid} /secret.txt\n```",
    "a file of code": READ,
    "a file of text": "```{include} ../../secret.txt\n```",
    "a file as it stands": "```{include} ../../secret.txt\n:literal:\n```",
    "a table from a file": "```{csv-table} t\n:file: ../../secret.txt\n```",
    "raw output": "```{raw} html\n<script>alert(1)</script>\n```",
    "raw output from a file": "```{raw} html\n:file: ../../secret.txt\n```",
    "many others around": nested(RUN, 25),
    "two around": nested(RUN, 2),
    "a blank before the marks of options": f"```{{note}}\n ---\nclass: tip\n\n{RUN}\n ---\n```",
    "options that never end": f"```{{note}}\n---\n{RUN}\n```",
    "words behind the end of options": (
        "```{compound}\n---\nclass: tip\n--- :::{div} fixed-top\n:style: position:fixed\n:::\n```"
    ),
    "more dashes than three": f"```{{note}}\n-----\nclass: tip\n------\n{RUN}\n```",
    "the first line of a body": "```{compound} :::{div} fixed-top\n:style: position:fixed\n:::\n```",
    "the first line of a note": "~~~~{note} ```{literalinclude} ../../secret.txt\n```\n~~~~",
    "a glossary": f"```{{glossary}}\nterm\n{indented(RUN, '        ')}\n```",
    "a glossary with tabs": f"```{{glossary}}\nterm\n{indented(RUN, chr(9))}\n```",
    "a glossary with a blank line": f"```{{glossary}}\nterm2\n    x\n\n{indented(COVER, '    ')}\n```",
    "a term of a glossary": "```{glossary}\n{download}`../../secret.txt`\n    x\n```",
    "a bullet": f"- x\n\n{indented(RUN, '  ')}",
    "a bullet at once": "- " + indented(RUN, "  ")[2:],
    "a number": "1. " + indented(RUN, "   ")[3:],
    "a quotation": indented(RUN, "> "),
    "a quotation in a bullet": "- " + indented(indented(RUN, "> "), "  ")[2:],
    "a footnote": f"a[^f]\n\n[^f]: {indented(RUN, '    ')[4:]}",
    "a definition": f"Term\n: {indented(RUN, '  ')[2:]}",
    "a list as a table": f"```{{list-table}}\n* - {indented(RUN, '    ')[4:]}\n```",
    "a table that is none": f"```{{table}}\n{RUN}\n```",
    "the words below a figure": f"```{{figure}} x.png\n{RUN}\n```",
    "a tab": f"`````{{tab-set}}\n````{{tab-item}} x\n{RUN}\n````\n`````",
    "a card": f"```{{card}} x\n{RUN}\n```",
    "the head of a card": f"```{{card}} x\n{RUN}\n^^^\nbody\n+++\nfoot\n```",
    "the foot of a card": f"```{{card}} x\nbody\n+++\n{COVER}\n```",
    "a fence around the mark of a card": f"`````{{card}} x\n````text\n^^^\n{RUN}\n````\n`````",
    "a drop-down": f"```{{dropdown}} x\n{RUN}\n```",
    "a sidebar": f"```{{sidebar}} x\n{COVER}\n```",
    "a topic": f"```{{topic}} x\n{COVER}\n```",
    "an epigraph": f"```{{epigraph}}\n{RUN}\n```",
    "after the source of a quotation": "```{epigraph}\nx\n\n-- {download}`../../secret.txt`\n```",
    "a version": f"```{{versionadded}} 1.0\n{COVER}\n```",
    "a version's words": "```{versionadded} 1.0 {download}`../../secret.txt`\n```",
    "capitals": "```{AutoClassTree} reports.evil\n```",
    "capitals of what is read": "```{LiteralInclude} ../../secret.txt\n```",
    "a letter that looks alike": "```{аutoclasstree} reports.evil\n```",
    "a domain": "```{py:function} f(x)\n```",
    "the standard domain": "```{std:option} --x\n```",
    "reStructuredText's domain": "```{rst:directive} x\n```",
    "a page of the extension": "```{report:milestone-facts} OPT-1\n```",
    "a page of the extension without a domain": "```{overview} milestones\n```",
    "an unknown domain": "```{x:note}\ny\n```",
    "no name": "```{}\nx\n```",
    "braces in the name": "```{note}}\nx\n```",
    "a role made anew": "```{role} evil(raw)\n:format: html\n```",
    "another domain": "```{default-domain} py\n```",
    "a title": "```{title} Owned\n```",
    "what robots read": "```{meta}\n:http-equiv=refresh: 0;url=https://evil.example\n```",
    "a figure with words": "```{figure-md} x\n![x](x.png)\n\nx\n```",
    "a style of the site": "```{container} fixed-top\nx\n```",
    "a style of the page": "```{note}\n:class: fixed-top\nx\n```",
    "a style in quotes": '```{note}\n:"class": "fixed-top"\nx\n```',
    "a style as a block": "```{note}\n---\nclass: |\n  fixed-top\n---\nx\n```",
    "a style as a folded block": "```{note}\n---\nclass: >-\n  tip\n  fixed-top\n---\nx\n```",
    "a style of code": "```{code-block} text\n:class: fixed-top\nx\n```",
    "a link over the page": "```{container} sd-stretched-link\nx\n```",
    "a script where a picture leads": "```{image} x.png\n:target: javascript:alert(1)\n```",
    "data where a figure leads": "```{figure} x.png\n:target: data:text/html,x\n```",
    "a script where a card leads": "```{card} x\n:link: javascript:alert(1)\n```",
    "a picture of a card": "```{card} x\n:img-top: ../../secret.txt\n```",
    "a picture behind a card": "```{card} x\n:img-background: https://evil.example/x.png\n```",
    "settings of a diagram": "```{mermaid}\n:config: {\"securityLevel\": \"loose\"}\n\ngraph TD\nA-->B\n```",
    "settings that are none": "```{mermaid}\n:config: x\n\ngraph TD\nA-->B\n```",
    "a title of a diagram": "```{mermaid}\n:title: x\n\ngraph TD\nA-->B\n```",
    "words of a diagram": "```{mermaid}\n:caption: x\n\ngraph TD\nA-->B\n```",
    "a file to take along": "{download}`../../secret.txt`",
    "a file to take along, in a title": "```{admonition} {download}`../../secret.txt`\nx\n```",
    "a file to take along, under code": (
        "```{code-block} text\n:caption: {download}`../../secret.txt`\n\nx\n```"
    ),
    "a file to take along, in a table": "| a |\n|---|\n| {download}`../../secret.txt` |",
    "a role of raw output": "{raw}`<script>alert(1)</script>`",
    "a role that nobody knows": "{eval}`1`",
    "a role of another domain": "{py:func}`x`",
    "a role in capitals": "{DOWNLOAD}`../../secret.txt`",
    "an icon": "{octicon}`report;1em;fixed-top`",
    "a button": "{button-link}`javascript:alert(1)`",
    "an index of words": "{index}`x`",
    "HTML": "<script>alert(1)</script>",
    "HTML within a line": "a <b onclick='alert(1)'>b</b>",
    "HTML after a comment": "<!-- x --><img src=x onerror=alert(1)>",
    "HTML that opens": "<div style='position:fixed'>\n\nx\n\n</div>",
    "a picture of the machine": "![x](../../secret.txt)",
    "a picture from elsewhere": "![x](https://evil.example/x.png)",
    "a picture by the way of a definition": "```{note}\n![x][s]\n```\n\n[s]: ../../secret.txt",
    "a drawing that runs": "![x](x.svg)",
    "a file of the machine": "[x](../../secret.txt)",
    "a file by its path": "[x](path:../../secret.txt)",
    "a file by its path, in angles": "<path:../../secret.txt>",
    "an address that tries": "[x](ftp://evil.example)",
    "an address without a scheme": "[x](//evil.example)",
}  # fmt: skip

#: Directives with a body or an option that means little. They are no attack, and must end no build.
BODIES = ("", "(x)=", "[x]: https://a.example", "---\na: b\n---")
ODD = "\n\n".join(
    f"`````{{{name}}}\n{body}\n`````"
    for name in sorted({*DIRECTIVES, *OURS} - {"mermaid"})
    for body in BODIES
)
ODD_OPTIONS = "\n\n".join(
    f"`````{{{name}}} x\n:{option}: {value}\n\nx\n`````"
    for name, form in sorted(DIRECTIVES.items())
    for option in form.options
    for value in ("", "x")
    if name != "mermaid"
)

#: Texts of a register, each the note of a statement that stands on the line above.
REGISTER = "reports/2021-02/milestones.yaml"
IN_NOTES = [
    json.dumps(text)
    for text in (
        RUN, f"a\x0b\x0b{RUN.replace(LF, chr(0xB))}", SENT_AWAY, READ, COVER, f"---{LF}x: y{LF}---{LF}{RUN}",
        f"a\x85\x85{RUN.replace(LF, chr(0x85))}", "- " + indented(RUN, "  ")[2:], indented(RUN, "> "),
        "```{note}\nx\n```", "{download}`../../secret.txt`", "<script>alert(1)</script>",
        "![x](../../secret.txt)", "[x](path:../../secret.txt)",
        "x\u2028\u2028~~~{autoclasstree} reports.evil", "{raw}`<b>`",
    )
]  # fmt: skip
NOTES = "delayed:\n" + "".join(f"  - id: ARC-1\n    note: {text}\n" for text in IN_NOTES)

#: At these MyST itself falls; the first lock does not let it come to that.
FALLS: dict[str, str] = {
    "no character": "[x](%00)",
    "no character in a picture": "![x](a%00.png)",
    "an address without end": f"[x]({'a' * 5000})",
    "a picture without end": f"![x]({'a' * 5000}.png)",
}  # fmt: skip


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
