"""The domain ``report``: objects, roles and the resolution of links.

Its data is small dictionaries keyed by document. The catalogue is an attribute of the instance: it is not
pickled, and forked readers share it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from ..content.catalogue import Catalogue
from ..content.external_addresses import address_of
from ..content.known import DOCUMENT, ELEMENT, MILESTONE, MONTH, ROLES, TICKET
from ..core.dates import Date
from ..core.language import gettext
from ..core.periods import end_of, is_period, period_name
from ..core.places import generated, is_report, within_reports
from ..progress.former_ids import former_milestones
from . import page_names
from .links import PLACE
from .parts import Content, light
from .reading import Basis, Question, Reader, basis, digest, function_of
from .reporting import Reporter

#: The parts of the domain's data that are keyed by document.
BY_DOCUMENT = ("questions", "sources", "tokens", "foreign", "descriptions")


#: The builders that write the site page by page.
SITE_BUILDERS = frozenset({"html", "dirhtml"})


def query_address(page: str, query: str, anchor: str) -> str:
    """Return the address of an ``anchor`` (the top, if empty) of a ``page`` (the same, if empty) with a
    ``query``."""
    return f"{page}?{query}#{anchor}" if anchor else f"{page}?{query}"


class entry_reference(nodes.reference):
    """A link on a site to the entry of a ticket or document.

    A mark follows it, which links to the tracker or host (``outside``: address and title).
    """


class ReportDomain(Domain):
    """Months, WBS elements, milestones, tickets and documents of progress reports."""

    name = "report"
    label = "Progress report"
    object_types: ClassVar[dict[str, ObjType]] = {
        MONTH: ObjType("month", MONTH),
        ELEMENT: ObjType("WBS element", ELEMENT),
        MILESTONE: ObjType("milestone", MILESTONE),
        TICKET: ObjType("ticket", TICKET),
        DOCUMENT: ObjType("document", DOCUMENT),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "questions": {},
        "sources": {},
        "tokens": {},
        "foreign": {},
        "descriptions": {},
        "vocabulary": None,
        "fingerprints": {},
        "periods": (),
    }
    data_version = 5

    catalogue: Catalogue
    #: The PDFs that this build includes, by month (see ``pdf_cache``).
    prints: Mapping[str, Path]
    #: The name of the builder.
    builder: str

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.reporter = Reporter(Path(env.srcdir))
        self._answers: dict[Question, tuple[object, bytes]] = {}
        self._asked: dict[str, dict[Question, bytes]] = {}
        #: The document that shows text written for another one (see ``notes``).
        self.shown_on: str | None = None

        # --- what documents were made from: these dictionaries are part of the environment ---
        #: For each document, its questions with a digest of each answer, pickled by what they depend on.
        self.questions: dict[str, dict[Basis, bytes]] = self.data["questions"]
        #: For each document, the digest of its own text (see ``freshness``).
        self.sources: dict[str, bytes] = self.data["sources"]
        #: For each document, checksums of the words that could be an id (see ``autolink``).
        self.tokens: dict[str, bytes] = self.data["tokens"]
        #: For each document, its references that other domains resolve (see ``freshness``).
        self.foreign: dict[str, tuple[tuple[str, str], ...]] = self.data["foreign"]
        #: For each document, one or two sentences about it, if any.
        self.descriptions: dict[str, str] = self.data["descriptions"]

    # --- answers ------------------------------------------------------------------------------

    def answer(self, docname: str, question: Question) -> object:
        """Return the current answer to ``question``, and record that ``docname`` depends on it."""
        value, answer_digest = self._answer(question)
        self._asked.setdefault(self.shown_on or docname, {})[question] = answer_digest
        return value

    def record_questions(self, docname: str) -> None:
        """Record what the document ``docname``, which is read now, has asked.

        Each basis is pickled by itself: a build opens only those whose fingerprint has changed.
        """
        found: dict[Basis, dict[Question, bytes]] = {}
        for question, answer_digest in self._asked.pop(docname, {}).items():
            found.setdefault(basis(question), {})[question] = answer_digest
        self.questions[docname] = {each: pickle.dumps(asked) for each, asked in sorted(found.items())}

    def questions_with(self, docname: str, each: Basis) -> dict[Question, bytes]:
        """Return the recorded questions of the document ``docname`` with the basis ``each``."""
        asked: dict[Question, bytes] = pickle.loads(self.questions[docname][each])  # noqa: S301 - our own
        return asked

    def answer_digest(self, question: Question) -> bytes:
        """Return the digest of the current answer to a recorded question."""
        return self._answer(question)[1]

    def _answer(self, question: Question) -> tuple[object, bytes]:
        if question not in self._answers:
            name, args = question
            value = function_of(name)(self.catalogue, *args)
            self._answers[question] = (value, digest(value))
        return self._answers[question]

    def use(self, catalogue: Catalogue, prints: Mapping[str, Path], builder: str) -> None:
        """Begin a build by ``builder`` with a newly loaded catalogue, and the PDFs ``prints`` by month."""
        self.catalogue = catalogue
        self.prints = prints
        self.builder = builder
        self.forget_answers()

    def forget_answers(self) -> None:
        """Free the memory of all answers; the digests that documents recorded stay."""
        self._answers.clear()

    def light(self, content: Iterable[nodes.Node]) -> list[Content]:
        """Return nodes that a person wrote as parts, as far as possible.

        Texts for translators are collected with their lines, which parts do not have: those stay nodes.

        :param content: blocks of a document that is being read
        """
        return list(content) if self.builder == "gettext" else light(content)

    def reader(self, docname: str) -> Reader:
        """Return the catalogue as the document ``docname`` uses it."""
        return Reader(docname, self.month_of(docname), self.answer)

    def month_of(self, docname: str) -> str | None:
        """Return the month of a document under ``reports/``, else None."""
        parts = within_reports(docname) if is_report(docname) else []
        return parts[0] if len(parts) == 2 and is_period(parts[0]) else None

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or removed."""
        for key in BY_DOCUMENT:
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Merge the data that a parallel reader recorded for ``docnames`` from ``otherdata``."""
        for key in BY_DOCUMENT:
            for docname in docnames:
                if docname in otherdata[key]:
                    self.data[key][docname] = otherdata[key][docname]

    def as_of(self, docname: str) -> Date | None:
        """Return the date of the figures on a page: the end of its month, else of the newest one."""
        name = generated(docname).removeprefix("months/")
        month = self.month_of(docname) or (name if is_period(name) else self.catalogue.newest())
        return end_of(month) if month else None

    # --- objects and links --------------------------------------------------------------------

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything that this and other projects can link to.

        Priority 0 puts an id above the pages that merely contain it.
        """
        shown: dict[tuple[str, str], str] = {}
        for kind, name, title in self._objects():
            shown[kind, name] = f"{name} {title}".strip()
            yield name, shown[kind, name], kind, *page_names.page_of(kind, name), 0
        # References by a former id keep working, but no search needs to offer it.
        for kind, former, name in self._former_objects():
            yield former, shown[kind, name], kind, *page_names.page_of(kind, name), -1

    def _objects(self) -> Iterator[tuple[str, str, str]]:
        """Yield the kind, id and title of each object."""
        catalogue = self.catalogue
        yield from ((MONTH, name, period_name(name)) for name in catalogue.published())
        for name in catalogue.elements():
            yield ELEMENT, name, catalogue.element_title(name, None)
        for name in catalogue.milestones():
            yield MILESTONE, name, catalogue.milestone_title(name)
        yield from ((TICKET, name, "") for name in catalogue.cited(TICKET))
        for name in catalogue.documents():
            document = catalogue.document(name)
            yield DOCUMENT, name, document.title if document else ""

    def _former_objects(self) -> Iterator[tuple[str, str, str]]:
        """Yield the kind, former id and id of each object that has a former id."""
        for former, name in self.catalogue.known.registers.former_elements.items():
            yield ELEMENT, former, name
        for name in self.catalogue.milestones():
            yield from ((MILESTONE, former, name) for former in former_milestones(self.catalogue, name))

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link on the page ``fromdocname`` to ``target``, an id of the kind ``typ`` or a place."""
        hover = node.get("hover") or None
        found = self.address(typ, target)
        if found is None:
            return None
        if isinstance(found, tuple):
            docname, anchor = found
            link = make_refnode(builder, fromdocname, docname, anchor or None, contnode, hover)
            if (query := node.get("query")) and builder.name in SITE_BUILDERS:
                page = builder.get_relative_uri(fromdocname, docname) if docname != fromdocname else ""
                link.attributes.pop("refid", None)
                link["refuri"] = query_address(page, query, anchor)
            return link
        entry = self.entry(typ, target, fromdocname) if node.get("entry") else None
        if entry is None or builder.name not in SITE_BUILDERS:
            link = nodes.reference("", "", contnode, internal=False, refuri=found)
            if hover:
                link["reftitle"] = hover
            return link
        link = make_refnode(builder, fromdocname, *entry, contnode, hover)
        outside = (found, self.mark_title(typ, target))
        return entry_reference("", "", *link.children, **link.attributes, outside=outside)

    def entry(self, kind: str, target: str, docname: str) -> tuple[str, str] | None:
        """Return the page and anchor of the entry for ``target``, a ticket or document (``kind``).

        None if there is no entry, or if it is on the page ``docname`` itself, which shows what cites the id:
        from there a link leads to the tracker or host.
        """
        found = self.catalogue.resolve(kind, target) or ""
        page, anchor = page_names.page_of(kind, found)
        return (page, anchor) if page != docname and self.catalogue.has_entry(kind, found) else None

    @staticmethod
    def mark_title(kind: str, target: str) -> str:
        """Return the title of the mark behind the id ``target``, which links to its tracker or host.

        ``kind`` is ``ticket`` or ``document``.
        """
        text = gettext("{id} in its tracker") if kind == TICKET else gettext("Open {id}")
        return text.format(id=target)

    def address(self, kind: str, target: str) -> str | tuple[str, str] | None:
        """Return where a link to ``target``, of ``kind``, leads.

        This is an address elsewhere, or a document of the site and an anchor; None if the target is unknown.
        """
        if kind == PLACE:
            docname, _, anchor = target.partition("#")
            return docname, anchor
        known = self.catalogue.known
        found = known.resolve(kind, target)
        if found is None:
            return None
        if kind in (TICKET, DOCUMENT):
            return address_of(kind, found, known)
        return page_names.page_of(kind, found)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the links on the page ``fromdocname`` to everything that ``target``, of no given type, may
        mean."""
        found = []
        for kind in ROLES:
            link = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if link is not None:
                found.append((f"{self.name}:{kind}", link))
        return found


def use_short_names(app: Sphinx, docname: str, source: list[str]) -> None:
    """Let reports and generated pages name roles and directives without ``report:``, whatever the primary
    domain of the project is (event ``source-read``).

    ``source`` is the text of the document ``docname``; it is not changed.
    """
    if is_report(docname) or generated(docname):
        app.env.current_document.default_domain = domain_of(app.env)


def domain_of(env: BuildEnvironment) -> ReportDomain:
    """Return the domain of an environment."""
    return cast("ReportDomain", env.domains["report"])
