"""What the tests of built sites share: variants of ``test-months``, and questions to pages and doctrees."""

from __future__ import annotations

import json
import pickle
import posixpath
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.util.inventory import InventoryFile

from ..conftest import ROOTS, Site, build, copy_project, write

MONTHS = ROOTS / "test-months"

#: A directive of a template that draws.
CHART = re.compile(r"```\{(?:milestone-gantt|milestone-trend|burndown)\}[^`]*```\n")


def change(root: Path, files: Mapping[str, str | None]) -> None:
    """Write files below a project; None as a text deletes one."""
    for name, text in files.items():
        if text is None:
            (root / name).unlink()
    write(root, {name: text for name, text in files.items() if text is not None})


def plain_copy(target: Path) -> Path:
    """Copy ``test-months``, but without the charts of generated pages: the engines that draw them take
    seconds to start."""
    source = copy_project(target, MONTHS)
    for template in (source / "_templates/pages").glob("*.md"):
        template.write_text(CHART.sub("", template.read_text(encoding="utf-8")), encoding="utf-8")
    return source


#: Two months with two milestones, in place of all that ``test-months`` reports.
FEW: dict[str, str] = {
    "reports/wbs.yaml": (
        "1A: Small telescope\n1A.01:\n  title: Optics\n  area: true\n1A.01.01: Mirrors\n1A.03: Outreach\n"
    ),
    "reports/milestones.yaml": (
        "OPT-1:\n  title: Mirror polished\n  wbs: 1A.01.01\n  due: 2021-01-31\n"
        "ARC-1:\n  title: Tape robot bought\n  wbs: 1A.03\n  due: 2021-02-28\n"
    ),
    "reports/documents.yaml": "DOC-7: Requirements of the loop\n",
    "reports/2021-01/index.md": (
        "---\nstatus: published\n---\n# January 2021\n\nThe mirror is done (OPT-1), see {wbs}`1A.01`.\n\n"
        "```{milestone-table}\n:status: achieved\n```\n"
    ),
    "reports/2021-01/milestones.yaml": "achieved:\n  - id: OPT-1\n    note: Signed off in T-101.\n",
    "reports/2021-01/1A.01.md": (
        "# 1A.01 Optics\n\n## Done\n\n### 1A.01.01 Mirrors\n\n- Polished, see [DOC-7]. [T-111]\n\n"
        "## People\n\n- Ada hired two polishers.\n"
    ),
    "reports/2021-02/index.md": "---\nstatus: published\n---\n# February 2021\n\nT-100 is closed.\n",
    "reports/2021-02/milestones.yaml": "delayed:\n  - id: ARC-1\n    forecast: 2021-04\n",
    "reports/2021-02/1A.03.md": "# 1A.03 Outreach\n\n## Done\n\n- An open day, T-130.\n",
}


def few_copy(target: Path) -> Path:
    """As :func:`plain_copy`, but with :data:`FEW` as its reports: half the pages, built in half the time."""
    source = plain_copy(target)
    shutil.rmtree(source / "reports")
    write(source, FEW)
    return source


def variant(base: Path, files: Mapping[str, str | None], *options: str) -> Site:
    """Build ``test-months``, without charts, with some files replaced."""
    source = plain_copy(base / "source")
    change(source, files)
    return build(source, base / "html", *options)


def few(base: Path, files: Mapping[str, str | None], *options: str) -> Site:
    """As :func:`variant`, but of :func:`few_copy`."""
    source = few_copy(base / "source")
    change(source, files)
    return build(source, base / "html", *options)


def case_sections(cases: list[str]) -> str:
    """Markdown with a heading ``Case 0``, ``Case 1``… above each text."""
    return "\n".join(f"#### Case {number}\n\n{text}\n" for number, text in enumerate(cases))


def links(tag: Tag) -> list[tuple[str, str]]:
    """Address and text of each link below a tag, but for those that a heading offers to itself.

    The address of a ticket or document is that of its mark, in the tracker or at the host.
    """
    return [
        (str((mark_of(a) or a)["href"]), a.get_text())
        for a in tag.select("a[href]:not(.headerlink, .report-out)")
    ]


def mark_of(link: Tag) -> Tag | None:
    """The mark behind an id: the link to its tracker or host."""
    mark = link.next_sibling
    return mark if isinstance(mark, Tag) and "report-out" in mark.get_attribute_list("class") else None


def doctree(site: Site, docname: str) -> nodes.document:
    """A document as it was read, before links are resolved."""
    path = site.doctrees / f"{docname}.doctree"
    tree: nodes.document = pickle.loads(path.read_bytes())  # noqa: S301 - of our own build
    return tree


class Pages(Mapping[str, BeautifulSoup]):
    """The pages of a site by file name, each parsed when somebody asks for it."""

    def __init__(self, site: Site) -> None:
        names = (path.relative_to(site.out).as_posix() for path in sorted(site.out.rglob("*.html")))
        # A theme may have templates among its static files.
        self._names = dict.fromkeys(name for name in names if not name.startswith("_static/"))
        self._parsed = cache(site.page)

    def __getitem__(self, name: str) -> BeautifulSoup:
        if name not in self._names:
            raise KeyError(name)
        return self._parsed(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names  # without parsing the page

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Tags(HTMLParser):
    """The tags of a page with their attributes, in order: a tenth of the time of a whole tree."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


class Crawl:
    """All pages of a site, parsed once: their anchors, and what they refer to."""

    def __init__(self, site: Site) -> None:
        self.pages = Pages(site)
        self.files = {path.relative_to(site.out).as_posix() for path in site.out.rglob("*") if path.is_file()}
        self.tags = cache(lambda name: Tags(site.out / name).found)
        self.ids = cache(lambda name: [has["id"] for _, has in self.tags(name) if "id" in has])

    def leads_somewhere(self, page: str, address: str) -> bool:
        """Whether an address on a page, within the site, is that of a file, with its anchor."""
        path, _, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path.startswith("/"):  # on the page for what is not found: from the root of the host
            target = path[1:]
        if target not in self.files:
            return False
        return not anchor or (target in self.pages and unquote(anchor) in self.ids(target))

    def broken(self) -> list[str]:
        """The links and sources within the site that lead nowhere."""
        return [
            f"{name}: {address}"
            for name in self.pages
            for _, has in self.tags(name)
            for address in (has[key] for key in ("href", "src") if key in has)
            if is_local(address) and not self.leads_somewhere(name, address)
        ]

    def doubled(self) -> list[str]:
        """The ids that occur twice on a page."""
        found = ((name, Counter(self.ids(name))) for name in self.pages)
        return [f"{name}: {id_}" for name, ids in found for id_, count in ids.items() if count > 1]


def addresses(page: BeautifulSoup) -> list[str]:
    """Whatever a page links to or loads."""
    return [str(tag[name]) for name in ("href", "src") for tag in page.select(f"[{name}]")]


def is_local(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def inventory(site: Site) -> dict[str, dict[str, str]]:
    """Of each kind of object in ``objects.inv``, the addresses by name."""
    with (site.out / "objects.inv").open("rb") as file:
        loaded = InventoryFile.load(file, "", posixpath.join)
    return {
        kind.removeprefix("report:"): {name: item.uri for name, item in items.items()}
        for kind, items in loaded.items()
    }


@dataclass(frozen=True)
class SearchIndex:
    """What the search of a site holds: its core, and for each term the places by number, with weights."""

    core: dict[str, Any]
    terms: dict[str, dict[int, int]]
    places: list[tuple[str, str, str, str]]
    """Document, anchor, title and text, in the order of their numbers after the things."""
    spellings: dict[str, list[str]]
    """By the code of the first letter, words as they are spelled."""

    def found(self, term: str) -> list[str]:
        """The places of a term: the ids of things, and ``document#anchor`` of places."""
        things = self.core["things"]
        where = [f"{docname}#{anchor}" for docname, anchor, _, _ in self.places]
        return [
            things[number][1] if number < len(things) else where[number - len(things)]
            for number in self.terms.get(term, {})
        ]


def search_index(site: Site) -> SearchIndex:
    """The index of the site's own search, put together from its parts."""
    parts = {}
    for path in sorted((site.out / "search").rglob("*.js")):
        name, _, data = json.loads(
            f"[{path.read_text(encoding='utf-8').partition('(')[2].rpartition(')')[0]}]"
        )
        parts[name] = data
    core = parts["core"]
    terms: dict[str, dict[int, int]] = {}
    files = [
        (start, parts[f"{name}-{number:03}"])
        for name, start, _, first in core["terms"]
        for number in range(len(first))
    ]
    for start, found in files:
        for term, postings in found.items():
            place = start
            for posting in postings:
                place += posting >> 3
                terms.setdefault(term, {})[place] = posting & 7
    places = [
        (docname, *place)
        for docname, *_ in core["documents"]
        for place in parts[f"places/{docname.replace('/', '.')}"]
    ]
    spellings = {
        name.partition("/")[2]: data for name, data in parts.items() if name.startswith("spellings/")
    }
    return SearchIndex(core, terms, places, spellings)
