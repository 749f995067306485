"""The search of the site: an index of places, not of pages, that a browser loads in parts.

Sphinx's own index is one file that grows with every month, drops digits and splits ids. This one contains
every id, distinguishes months, areas and kinds, and is cut so that a query loads only what it needs:

``search/core.js`` all ids with their titles, and for every place its document, area and kind.
``search/terms-000.js``, … words and ids in alphabetical order, each with the places that contain it.
``search/earlier-000.js``, … the same for the places of all but the newest months (``RECENT``).
``search/places/….js`` by document: anchor, title and text of each place, for the results that are shown.
``search/spellings/….js`` by first letter: the words as they are spelled, for a word that nothing contains.

They are scripts, each a call of ``ReportSearch.take``, because a page that is opened from a folder may load
nothing else; ``static/search.js`` reads them. :mod:`.search_text` cuts texts into words, and Sphinx's own
language support stems them; both have a counterpart in JavaScript.

No library for search in browsers can do this. MiniSearch, Lunr and Fuse.js load one index or all texts at
once: 2.3 to 4.1 MB compressed at 120 months, where a query loads less than 0.2 MB here. Pagefind reads its
parts with ``fetch`` and WebAssembly, which neither a folder nor the policy of the pages allows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

from ...content.catalogue import REGISTERS, Catalogue, remembered
from ...content.known import TICKET
from ...content.registers import Ticket
from ...core.places import generated, is_report
from ...core.printable import embeddable
from ...domain import page_names
from ...domain.cache_files import OutputFile, load, save, write_files
from ...domain.domain import domain_of
from ...domain.freshness import output_key, surroundings
from ...domain.reading import digest
from ...progress.search_sections import Place
from .search_data import PAGE, IndexPart, Terms, Thing, add_parts
from .search_text import Words

DIRECTORY = "search"

#: The scripts that every page loads, each after those that it needs.
SCRIPTS = ("search-text.js", "search-query.js", "search.js")


def replace_index(app: Sphinx) -> None:
    """Keep Sphinx from making its own index (event ``builder-inited``); the search page stays."""
    if _searches(app):
        for name in SCRIPTS:
            app.add_js_file(name, loading_method="defer")
        # Methods of the builder, which has no switch to disable only the index.
        app.builder.load_indexer = lambda docnames: None  # type: ignore[attr-defined]
        app.builder.index_page = lambda pagename, doctree, title: None  # type: ignore[attr-defined]
        app.builder.dump_search_index = lambda: None  # type: ignore[attr-defined]


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index, unless it is up to date (event ``build-finished``).

    Does nothing if the build ended with an ``exception``.
    """
    if exception is not None or not _searches(app):
        return
    directory = Path(app.outdir, DIRECTORY)
    catalogue = domain_of(app.env).catalogue
    made_from = (
        catalogue.fingerprint,
        app.config.language,
        app.config.html_search_language,
        surroundings(app),
        [(name, app.env.all_docs[name]) for name in sorted({*_documents(app), *_lists(app)})],
    )
    stamp = Path(app.doctreedir, f"search-{output_key(app)}")
    write_files(stamp, made_from, directory, _scripts(app), directory.rglob("*.js"))


class Parts:
    """The parts of the index: each as the build before left it, if nothing that it depends on has changed."""

    def __init__(self, app: Sphinx) -> None:
        fingerprints = domain_of(app.env).catalogue.fingerprints
        #: What each month, and each document outside the reports, was made from.
        self._sources = {name: value.hex() for name, value in fingerprints.items()}
        for docname in _documents(app):
            self._sources[docname] = f"{app.env.all_docs[docname]} {self._sources[REGISTERS]}"
        for docname, tickets in _tickets(domain_of(app.env).catalogue).items():
            self._sources[docname] = f"{digest(tickets).hex()} {self._sources[REGISTERS]}"
        self._common = repr((app.config.language, app.config.html_search_language, surroundings(app)))
        self._directory = Path(app.doctreedir, "search")
        self._before = json.loads(load(self._directory / "parts") or "{}")
        self._now: dict[str, tuple[str, str, list[str], Any]] = {}
        self.files: list[OutputFile] = []

    def _key(self, depends: str) -> str:
        return f"{self._sources[depends]} {self._common}"

    def add(self, name: str, depends: str, make: Callable[[], IndexPart]) -> tuple[Any, str]:
        """Add the part ``name``, which ``make`` creates, and return its summary and mark (see :data:`.Add`).

        ``depends`` is the month or document that it was made from; empty if it is always made anew.
        """
        part = cache(make)
        scripts = cache(lambda: _scripts_of(part()))
        if not depends:
            mark, files = scripts()
            self.files += [OutputFile(each, None, partial(files.__getitem__, each)) for each in files]
            return part().summary, mark
        key = self._key(depends)
        before = self._before.get(name)
        if before is None or before[0] != key:
            mark, files = scripts()
            before = (key, mark, list(files), part().summary)
        _, mark, names, summary = self._now[name] = before
        self.files += [
            OutputFile(each, key, partial(lambda each: scripts()[1][each], each)) for each in names
        ]
        return summary, mark

    def terms(self, month: str, make: Callable[[], list[Terms]]) -> list[Terms]:
        """Return the terms of ``month``, from the last build if they are the same.

        Otherwise ``make`` finds them, which takes most of the time.
        """
        path, key = self._directory / month, self._key(month)
        before, terms = json.loads(load(path) or '["", []]')
        if before != key:
            terms = make()
            save(path, json.dumps((key, terms)))
        found: list[Terms] = terms
        return found

    def save(self) -> None:
        """Keep the parts for the next build."""
        save(self._directory / "parts", json.dumps(self._now))


def _scripts_of(part: IndexPart) -> tuple[str, dict[str, bytes]]:
    """Return the mark of a part and its files: after an update a browser may have cached some old ones."""
    texts = {
        name: embeddable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        for name, data in part.files.items()
    }
    mark = hashlib.blake2b("".join(sorted(texts.values())).encode(), digest_size=6).hexdigest()
    return mark, {
        f"{name}.js": f'ReportSearch.take("{name}","{mark}",{text});\n'.encode()
        for name, text in texts.items()
    }


def _scripts(app: Sphinx) -> Iterator[OutputFile]:
    """Yield the files of the index."""
    language = IndexBuilder(app.env, app.config.html_search_language or app.config.language, {}, "").lang
    parts = Parts(app)
    add_parts(
        domain_of(app.env).catalogue,
        list(_pages(app)),
        {docname: partial(_guide, app, docname) for docname in _documents(app)},
        Words(language.stopwords, language.stem),
        app.builder.get_target_uri,
        parts.add,
        parts.terms,
        _tickets(domain_of(app.env).catalogue),
    )
    parts.save()
    yield from parts.files


def _searches(app: Sphinx) -> bool:
    return isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.search


def _documents(app: Sphinx) -> list[str]:
    """Return the documents with text of their own: guides, the landing page and the page of data files.

    Other generated pages are made from reports and registers, and found as those.
    """
    return sorted(
        name
        for name in app.env.found_docs
        if name == page_names.data() or not (is_report(name) or generated(name))
    )


@remembered
def _tickets(catalogue: Catalogue) -> dict[str, list[Ticket]]:
    """Return the tickets with titles that have an entry, by the document of their entries."""
    found: dict[str, list[Ticket]] = {}
    for ticket in catalogue.tickets(catalogue.cited(TICKET)):
        if ticket.title:
            # The same whatever else the register has.
            found.setdefault(page_names.ticket(ticket.id), []).append(Ticket(ticket.id, ticket.title))
    return found


def _lists(app: Sphinx) -> list[str]:
    """Return the pages that list reports and objects: the landing page, then others, newest month first."""
    found = filter(generated, app.env.found_docs)
    lists = [each for each in found if each.endswith("/index") or generated(each).startswith("months/")]
    return [app.config.root_doc, *sorted(lists, reverse=True)]


def _pages(app: Sphinx) -> Iterator[Thing]:
    """Yield the pages that list reports and objects, and the sections of those that list all of a kind.

    The sections of the page on data are left out: they are found by their texts.
    """
    for docname in _lists(app):
        kind, _, name = (generated(docname) or docname).partition("/")
        address = app.builder.get_target_uri(docname)
        yield Thing(PAGE, address, app.env.titles[docname].astext(), (kind,) if name == "index" else ())
        if docname != page_names.data() and (docname == app.config.root_doc or name == "index"):
            # Tables of contents are at hand, where doctrees had to be loaded.
            for entry in app.env.tocs[docname].findall(nodes.reference):
                if entry["anchorname"]:
                    yield Thing(PAGE, f"{address}{entry['anchorname']}", entry.astext())


def _guide(app: Sphinx, docname: str) -> list[Place]:
    """Return the sections of a document outside the reports."""
    doctree = app.env.get_doctree(docname)
    found = []
    for section in doctree.findall(nodes.section):
        title = next(iter(section.findall(nodes.title))).astext()
        texts = tuple(_texts(section))
        anchor = "" if section.parent is doctree else section["ids"][0]
        if texts or not anchor:
            found.append(Place(docname, anchor, title, "", "", PAGE, texts, ()))
    return found


def _texts(section: nodes.section) -> Iterator[str]:
    """Yield the text of a section itself, without subsections and without text from reports, which is found
    in the reports."""
    for child in section.children:
        if not isinstance(child, nodes.Element) or any(
            name.startswith("report-") for name in child["classes"]
        ):
            continue
        if isinstance(child, nodes.paragraph | nodes.literal_block | nodes.Admonition):
            yield child.astext()
        elif isinstance(child, nodes.bullet_list | nodes.enumerated_list | nodes.definition_list):
            yield from (item.astext() for item in child.children)
