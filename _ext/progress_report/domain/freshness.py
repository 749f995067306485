"""Decide which pages are stale: the only place that decides what is read and what is written again.

A document is read again if its own text or the answer to any of its questions has changed, if a word in it
has become an id or is none any more, or if a file that it links to was added or removed. It is written again
if it was read again since the same builder last wrote it, or if something else that the page shows has
changed: titles in the navigation and in links, static files, the tools themselves.

Sphinx alone compares the times of files. It misses a changed answer, a file that was replaced by an older
one, a second builder that shares the doctrees, and the sidebar of every other page.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import posixpath
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import docname_join

from ..content.known import ROLES
from ..core.identifiers import Vocabulary
from ..core.package_files import TEMPLATES
from ..core.periods import known_periods
from ..core.places import is_report
from ..core.redirects import split_redirects
from . import cache_files, page_names
from .autolink import changed_words, cites_any, could_be_new, word_checksum
from .domain import SITE_BUILDERS, ReportDomain, domain_of
from .reading import digest, fingerprints

#: The kinds of a Markdown link to a file: one that existed when the document was read, and one that did not,
#: so that it may turn out to be the name of an object.
FILE_FOUND, FILE_SOUGHT = "doc:myst", ":myst"


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents to read again (event ``env-get-outdated``).

    ``added``, ``changed`` and ``removed`` are those that Sphinx has found.
    """
    domain = domain_of(env)
    stale: set[str] = set()
    # With the same fingerprint all answers are the same: the build that recorded it has recorded or compared
    # each of them.
    recorded = domain.data["fingerprints"]
    now = domain.data["fingerprints"] = fingerprints(domain.catalogue, recorded)
    same = {each for each, value in now.items() if recorded.get(each) == value}
    stale |= {
        docname
        for docname, asked in domain.questions.items()
        if any(
            domain.answer_digest(question) != before
            for each in asked.keys() - same
            for question, before in domain.questions_with(docname, each).items()
        )
    }
    stale |= {name for name in env.all_docs if domain.sources.get(name, b"") != source_digest(domain, name)}
    before = domain.data["vocabulary"]
    after = domain.catalogue.known.vocabulary
    if before is not None and before != after:
        stale |= _citing(domain, before, after, env)
    domain.data["vocabulary"] = after
    if _renamed(domain):
        return sorted(env.found_docs)
    stale |= _linking(domain, env, added)
    stale |= {name for name in env.all_docs if not _is_whole(Path(app.doctreedir, f"{name}.doctree"))}
    return sorted(stale & env.found_docs)


def _renamed(domain: ReportDomain) -> bool:
    """Return whether a period that pages may name has another title or date than in the build before."""
    before = {each[0]: each for each in domain.data["periods"]}
    domain.data["periods"] = known_periods(domain.catalogue.months())
    return any(before.get(each[0], each) != each for each in domain.data["periods"])


def _is_whole(doctree: Path) -> bool:
    """Return whether a doctree was written completely: it is a pickle, which has marks at both ends."""
    try:
        with doctree.open("rb") as file:
            begin = file.read(1)
            file.seek(-1, os.SEEK_END)
            return begin == pickle.PROTO and file.read(1) == pickle.STOP
    except OSError:
        return False


def _citing(domain: ReportDomain, before: Vocabulary, after: Vocabulary, env: BuildEnvironment) -> set[str]:
    """Return the documents with a word whose meaning has changed with the register."""
    words = changed_words(before, after)
    if before.milestone_prefixes != after.milestone_prefixes or not all(map(could_be_new, words)):
        return set(env.all_docs)
    checksums = {word_checksum(word) for word in words}
    return {name for name, tokens in domain.tokens.items() if cites_any(tokens, checksums)}


def _linking(domain: ReportDomain, env: BuildEnvironment, added: set[str]) -> set[str]:
    """Return the documents with a link to a file that was added or removed, which MyST looks for while
    reading."""
    new = {posixpath.basename(docname) for docname in added}

    def changed(kind: str, target: str) -> bool:
        if kind == FILE_FOUND:
            return target.partition("#")[0] not in env.found_docs
        name, suffix = posixpath.splitext(posixpath.basename(target.partition("#")[0]))
        return kind == FILE_SOUGHT and suffix in env.config.source_suffix and name in new

    return {docname for docname, links in domain.foreign.items() if any(changed(*link) for link in links)}


def source_digest(domain: ReportDomain, docname: str) -> bytes:
    """Return the digest of the text of the report ``docname``; empty for other documents, which Sphinx
    compares by time."""
    if not is_report(docname):
        return b""
    return digest(domain.catalogue.sources.get(f"{docname}.md"))


def note_document(app: Sphinx, doctree: nodes.document) -> None:
    """Record what the document in ``doctree`` was made from (event ``doctree-read``)."""
    env = app.env
    domain = domain_of(env)
    docname = env.current_document.docname
    domain.sources[docname] = source_digest(domain, docname)
    foreign = {
        _reference(node)
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("refdomain") != domain.name
    }
    if foreign:
        domain.foreign[docname] = tuple(sorted(foreign))


def note_questions(app: Sphinx, doctree: nodes.document) -> None:
    """Record what the document in ``doctree`` has asked (event ``doctree-read``, after all that ask)."""
    domain_of(app.env).record_questions(app.env.current_document.docname)


def _reference(node: addnodes.pending_xref) -> tuple[str, str]:
    """Return the kind of a reference (domain and type) and its target; a document by its full name."""
    kind = f"{node.get('refdomain') or ''}:{node.get('reftype')}"
    target = str(node.get("reftarget"))
    if kind == "std:doc":
        target = docname_join(node["refdoc"], target)
    elif kind == FILE_FOUND and node.get("reftargetid"):
        target = f"{target}#{node['reftargetid']}"
    return kind, target


def rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents in ``env`` to write again besides those just read (event ``env-updated``)."""
    record = OutputRecord(app)
    shown = Shown(app, env)
    record.current = {docname: shown.digest(docname) for docname in sorted(env.found_docs)}
    # Everything is read: few answers are asked for again.
    domain_of(env).forget_answers()
    app.progress_report_record = record  # type: ignore[attr-defined]  # kept with the build
    damaged = record.damaged()
    return [
        name for name, value in record.current.items() if record.before.get(name) != value or name in damaged
    ]


def shown_key(app: Sphinx, docname: str) -> str:
    """Return a key for everything that the page ``docname`` shows in this build.

    While the key is the same, everything else that is made from the page is the same too. When ``conf.py``
    changes, Sphinx reads or writes everything again, so the key includes the time of reading and the
    settings.
    """
    record: OutputRecord = app.progress_report_record  # type: ignore[attr-defined]  # set by rewritten
    settings = getattr(getattr(app.builder, "build_info", None), "config_hash", "")
    return f"{record.current[docname]} {app.env.all_docs[docname]} {settings}"


def note_page(app: Sphinx, pagename: str) -> None:
    """Record that this build writes the page ``pagename``, which has no document; a build that does not
    deletes it."""
    record: OutputRecord = app.progress_report_record  # type: ignore[attr-defined]  # set by rewritten
    record.current[pagename] = ""
    record.written.add(pagename)


def note_resolved(app: Sphinx, _: nodes.document, docname: str) -> None:
    """Record that the document ``docname`` is complete, so that its page is written (event
    ``doctree-resolved``)."""
    record: OutputRecord | None = getattr(app, "progress_report_record", None)
    if record is not None:
        record.resolved.add(docname)


def note_documents(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Record which documents of a site this build has written (event ``html-collect-pages``).

    It adds no page. What is resolved later is for other files.
    """
    record: OutputRecord = app.progress_report_record  # type: ignore[attr-defined]  # set by rewritten
    record.written |= record.resolved
    return []


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Record what this builder has written, and delete the output of removed documents (event
    ``build-finished``).

    Does nothing if the build ended with an ``exception``.
    """
    record: OutputRecord | None = getattr(app, "progress_report_record", None)
    if record is None or exception is not None:
        return
    gone = [name for name in record.before if name not in record.current]
    for docname in gone:
        _delete_output(app, docname)
    _delete_pictures(app)
    # Sphinx keeps the configuration of the build before here; a first build has no such file.
    Path(app.outdir, ".buildinfo.bak").unlink(missing_ok=True)
    record.save()


def _output(app: Sphinx, docname: str) -> Path | None:
    """Return the file that a builder writes for a document; None if it writes no such file."""
    name = getattr(app.builder, "get_outfilename", None)
    suffix = getattr(app.builder, "out_suffix", None)
    path = Path(name(docname)) if name else Path(app.outdir, docname + suffix) if suffix else None
    return path if path and path.is_relative_to(app.outdir) else None


def _delete_output(app: Sphinx, docname: str) -> None:
    path = _output(app, docname)
    if path is None:
        return
    path.unlink(missing_ok=True)
    for directory in path.parents:
        # A builder of few files, such as that of PDFs, has no directory for each document.
        if directory == Path(app.outdir) or (directory.is_dir() and any(directory.iterdir())):
            break
        if directory.is_dir():
            directory.rmdir()


def _delete_pictures(app: Sphinx) -> None:
    directory = Path(app.outdir, getattr(app.builder, "imagedir", "") or "-")
    if app.builder.format != "html" or not directory.is_dir():
        return
    used = {name for _, name in app.env.images.values()}
    for path in directory.iterdir():
        if path.name not in used:
            path.unlink()
    if not any(directory.iterdir()):
        directory.rmdir()


def output_key(app: Sphinx) -> str:
    """Return a name for the output of one builder in one directory, for records beside the doctrees."""
    where = os.path.relpath(app.outdir, app.doctreedir)
    return hashlib.blake2b(f"{app.builder.name}:{where}".encode(), digest_size=8).hexdigest()


class OutputRecord:
    """What one builder wrote last into one directory, by document: what each page showed, and how its file
    was left."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.files_path = Path(app.doctreedir, f"files-{output_key(app)}.json")
        self.files = cache_files.load_table(self.files_path)
        self.path = Path(app.doctreedir, f"written-{output_key(app)}.json")
        self.before = cache_files.load_table(self.path)
        self.current: dict[str, str] = {}
        self.resolved: set[str] = set()
        self.written: set[str] = set()

    def damaged(self) -> set[str]:
        """Return the documents whose file differs from what this builder wrote."""
        return {name for name, left in self.files.items() if self._file(name, left) != left}

    def _file(self, docname: str, before: str = "") -> str:
        """Return the state of a document's file, which was left as ``before``; empty if there is none."""
        path = _output(self.app, docname)
        return cache_files.file_state(path, before) if path else ""

    def save(self) -> None:
        """Write the record, if it changed.

        :raises ExtensionError: if a page of the site could not be written, which Sphinx itself only tells.
        """
        # A build of named files leaves all other pages as they were. Builders of few files write all.
        site = self.app.builder.name in SITE_BUILDERS
        written = self.written if site else {*self.current}
        left = {name: self._file(name, self.files.get(name, "")) for name in written & self.current.keys()}
        missing = sorted(name for name, file in left.items() if not file)
        if missing and site:
            raise ExtensionError(f"pages could not be written: {', '.join(missing[:5])}")
        files = {name: left.get(name, self.files.get(name, "")) for name in self.current}
        current = {
            name: shown if name in written else self.before[name]
            for name, shown in self.current.items()
            if name in written or name in self.before
        }
        if files != self.files:
            cache_files.save_table(self.files_path, files)
            self.files = files
        if current != self.before:
            cache_files.save_table(self.path, current)


class Shown:
    """Digests of everything that a page shows: its own content and what it takes from other pages."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self.env = env
        self.domain = domain_of(env)
        self.relations = env.collect_relations()
        self.surroundings = surroundings(app)
        self._branches: dict[str, bytes] = {}
        self.moved = split_redirects(app.config.report_redirects)[1]

    def digest(self, docname: str) -> str:
        """Return the digest of one page."""
        asked = self.domain.questions.get(docname, {})
        relations = self.relations.get(docname, [None, None, None])
        value = (
            self.surroundings,
            self.domain.sources.get(docname),
            self.env.all_docs.get(docname) if not is_report(docname) else None,
            sorted(asked.items()),
            docname in map(page_names.month, self.domain.prints),
            self.domain.as_of(docname),
            # While there is none, no page links to a feed.
            self.domain.catalogue.newest() is None,
            self._branch(docname),
            [(other, self._title(other)) for other in (*relations, *page_names.above(docname)) if other],
            [self._target(each) for each in self.domain.foreign.get(docname, ())],
            [(*each, self._title(each[1].partition("#")[0])) for each in self.moved.get(docname, {}).items()],
        )
        return digest(value).hex()

    def _title(self, docname: str) -> str:
        title = self.env.titles.get(docname)
        return title.astext() if title else ""

    def _branch(self, docname: str) -> bytes:
        """Return the navigation around a page: itself and its ancestors, each with its children."""
        if docname not in self._branches:
            self._branches[docname] = b""  # end a circle of toctrees
            above = (self.relations.get(docname) or [None])[0] or self.env.config.root_doc
            rest = self._branch(above) if above != docname else b""
            below = [
                (child, self._title(child), bool(self.env.toctree_includes.get(child)))
                for child in self.env.toctree_includes.get(docname, ())
            ]
            self._branches[docname] = digest((docname, self._title(docname), below, rest))
        return self._branches[docname]

    def _target(self, reference: tuple[str, str]) -> object:
        """Return what is known of the target of a reference that another domain resolves."""
        target = reference[1]
        docname, _, anchor = target.removeprefix("/").partition("#")
        label = (anchor or target).lower()
        standard = self.env.domains.standard_domain
        slugs = self.env.metadata.get(docname, {}).get("myst_slugs", {})
        catalogue = self.domain.catalogue
        return (
            reference,
            self._title(docname),
            docname in self.env.found_docs,
            slugs.get(anchor, ())[1:],  # without the line number
            standard.labels.get(label),
            standard.anonlabels.get(label),
            [catalogue.resolve(kind, target) for kind in ROLES],
            catalogue.document(target),
        )


def surroundings(app: Sphinx) -> bytes:
    """Return a digest of what every page shows or depends on: static files, templates, versions of the
    packages. It is computed once for a build."""
    known: bytes | None = getattr(app, "progress_report_surroundings", None)
    if known is None:
        known = app.progress_report_surroundings = _surroundings(app)  # type: ignore[attr-defined]  # as above
    return known


def _stable(value: object) -> object:
    """Return what is the same for the same ``value`` of a setting in each process: sets in order, and no
    addresses of memory."""
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_stable(each)) for each in value)
    if isinstance(value, dict):
        return [(repr(key), _stable(each)) for key, each in value.items()]
    if isinstance(value, (list, tuple)):
        return [_stable(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__


def _surroundings(app: Sphinx) -> bytes:
    def parts() -> Iterator[object]:
        # The static files of the package are in html_static_path.
        for name in (*app.config.html_static_path, *app.config.templates_path, TEMPLATES):
            root = Path(app.confdir, name)
            for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
                if path.is_file():
                    yield path.relative_to(root).as_posix(), digest(path.read_bytes())
        # What is read depends on these. The builder that read it may have been another one.
        for each in sorted(app.config.filter(frozenset({"env"})), key=lambda each: each.name):
            yield each.name, _stable(each.value)
        for extension in sorted(app.extensions):
            made = app.extensions[extension]
            # The version that makes Sphinx read everything again: for this extension, that of its code.
            yield extension, made.version, made.metadata.get("env_version")
        for package in ("sphinx", "docutils", "pydata-sphinx-theme", "mermaidx"):
            try:
                yield package, version(package)
            except PackageNotFoundError:
                yield package, None

    return digest(list(parts()))


def extension_version(directory: Path) -> int:
    """Return a number for the code and words of this extension: when it changes, everything is read again."""
    whole = hashlib.blake2b(digest_size=6)
    for path in sorted((*directory.rglob("*.py"), *directory.rglob("*.mo"))):
        whole.update(path.read_bytes())
    return int.from_bytes(whole.digest())
