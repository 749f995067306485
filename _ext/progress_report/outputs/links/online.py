"""The builder ``links``: request documents and other addresses from the network.

It works like Sphinx's ``linkcheck``, uses its settings, and differs in its result: classes, states, and the
history of the night before. Tickets are not requested: there are thousands, and their addresses follow from
their ids. Nothing is written into the site.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.linkcheck import CheckExternalLinksBuilder, Hyperlink, HyperlinkCollector
from sphinx.util import logging
from sphinx.util.nodes import traverse_parent

from ...content.external_addresses import class_of
from ...content.known import DOCUMENT, TICKET
from ...content.registers import DOCUMENTS_FILE
from ...core.periods import end_of, is_period
from ...core.places import reports
from ...domain.domain import domain_of
from ...progress.source_locations import SourceLocations
from . import history
from .history import LedgerError, LinkEntry, LinkState
from .report import failures, report, summary
from .run import Limits, ask_all

logger = logging.getLogger(__name__)

NAME = "links"
LEDGER, REPORT = "links.json", "report.txt"
WEB = ("http://", "https://")

#: Parts of a host or path that indicate a login; ``report_links_login`` replaces it.
LOGIN = (
    r"(?i)(?:^|[/._-])(?:log-?[io]n|sign[-_]?[io]n|sso|saml2?|cas|idp|oauth2?|openid|shibboleth|"
    r"auth(?:enticate|orize)?|accounts?)(?=[/._?-]|$)"
)

#: The seconds for a whole run, and for waiting for one server that responds with 429.
RUN, HOST = "report_links_seconds", "report_links_host_seconds"
#: The days during which a good address need not be requested again.
FRESH = "report_links_fresh_days"
#: The ledger of the last night, relative to conf.py; if empty, the one that this run will write.
LAST = "report_links_last"
#: The address of a copy in an archive of the web, with the day and the address of the page; empty for none.
ARCHIVE = "report_links_archive"
#: A pattern for a login, in host and path; and whether servers of private networks are requested.
LOGINS, PRIVATE = "report_links_login", "report_links_private"


def register(app: Sphinx) -> None:
    """Declare the builder."""
    app.add_builder(LinksBuilder)
    app.connect("build-finished", _fail)


def _fail(app: Sphinx, _: Exception | None) -> None:
    if isinstance(app.builder, LinksBuilder) and app.builder.failed:
        app.statuscode = 1


class LinksBuilder(CheckExternalLinksBuilder):
    """Requests all addresses, and writes a report for people and a ledger for the next night."""

    name = NAME
    epilog = f"The report is %(outdir)s/{REPORT}."

    #: Whether a link is gone, or unreachable for two consecutive nights.
    failed = False

    #: The time of the night; tests set their own.
    clock = staticmethod(lambda: datetime.now(UTC))

    def init(self) -> None:
        """Prepare to collect places."""
        super().init()
        self.places: dict[str, set[tuple[str, int]]] = {}
        self.whereabouts = SourceLocations(Path(self.srcdir))

    def finish(self) -> None:
        """Request all addresses; failures are warnings at the place where the link is written."""
        now = self.clock()
        before = self._last_night()
        entries, tickets = self._entries(before)
        stale = [entry for entry in entries if not entry.is_fresh(now, float(self.config[FRESH]))]
        stale.sort(key=_urgency)
        begin = time.monotonic()
        answers = ask_all(map(self._hyperlink, stale), self.config, self._limits())
        known = [
            history.noted(entry, answers[entry.address], now) if entry.address in answers else entry
            for entry in entries
        ]
        known = self._with_copies(known, time.monotonic() - begin)
        directory = Path(self.outdir)
        history.write(directory / LEDGER, known, now)
        asked = sum(each.state is not LinkState.NOT_CHECKED for each in answers.values())
        fresh = len(entries) - len(stale)
        text = report(known, asked=asked, fresh=fresh, tickets=tickets, now=now, notes=self._notes)
        (directory / REPORT).write_text(text, encoding="utf-8", newline="\n")
        failing = failures(known)
        for entry in failing:
            message = f"{entry.address} is {entry.state}: {entry.code or ''} {entry.reason}".rstrip(" :")
            message += f" since {entry.dead_since[:10]}"
            message += f"; there is a copy at {entry.archived}" if entry.archived else ""
            logger.warning(message, type="report", subtype="link", location=(entry.places or ("",))[0])
        self.failed = bool(failing)
        print(f"{summary(known)}. The report is {directory.name}/{REPORT}")  # even with -q

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Record every place of every link in ``doctree``, the document ``docname``; Sphinx keeps only the
        first."""
        find_uri = HyperlinkCollector(doctree).find_uri
        for node in doctree.findall(nodes.Element):
            uri = find_uri(node)
            if uri and uri.startswith(WEB):
                uri = self.env.events.emit_firstresult("linkcheck-process-uri", uri) or uri
                self._note(uri, node, docname)

    def _note(self, uri: str, node: nodes.Element, docname: str) -> None:
        source, line = _where(node)
        path = source and Path(source)
        if path and path.is_absolute() and path.is_relative_to(self.srcdir):
            name = path.relative_to(self.srcdir).as_posix()
        else:
            name = str(self.env.doc2path(docname, False))
        self.places.setdefault(uri, set()).add((name, line))

    def _entries(self, before: dict[str, LinkEntry]) -> tuple[list[LinkEntry], int]:
        """Return each address with its history, and the number of tickets."""
        known = domain_of(self.env).catalogue.known
        entries, tickets = [], 0
        for uri in sorted(self.places):
            kind, name = class_of(uri, known)
            if kind == TICKET:
                tickets += 1
                continue
            old = before.get(uri) or LinkEntry(uri, kind, LinkState.NOT_CHECKED)
            places = tuple(f"{path}:{line}" for path, line in self._written(uri, kind, name))
            entries.append(replace(old, kind=kind, places=places))
        return entries, tickets

    def _written(self, uri: str, kind: str, name: str) -> list[tuple[str, int]]:
        """Return where a link is written, not where a page repeats it."""
        needles = (name, uri)
        found = {
            (path, exact)
            for path, line in self.places[uri]
            if (exact := self.whereabouts.in_paragraph(path, line, needles))
        }
        document = domain_of(self.env).catalogue.document(name) if kind == DOCUMENT else None
        if document:
            found.add((f"{reports()}/{DOCUMENTS_FILE}", document.line))
        return sorted(found or self.whereabouts.in_content(needles) or self.places[uri])

    def _with_copies(self, entries: Sequence[LinkEntry], seconds: float) -> list[LinkEntry]:
        """Return the ``entries``; those that fail with the address of a copy, if the archive has one.

        ``seconds`` of the time for the run are over.
        """
        addresses = {entry.address: self._copy(entry) for entry in failures(entries) if not entry.archived}
        limits = self._limits()
        limits = replace(limits, run=max(0.0, limits.run - seconds))
        links = [
            self._hyperlink(entry, addresses[entry.address])
            for entry in entries
            if addresses.get(entry.address)
        ]
        answers = ask_all(links, self.config, limits) if links else {}
        found = {uri: answer.to or uri for uri, answer in answers.items() if answer.state in history.GOOD}
        return [
            replace(entry, archived=found.get(addresses.get(entry.address, ""), entry.archived))
            for entry in entries
        ]

    def _copy(self, entry: LinkEntry) -> str:
        """Return where the archive has a copy of an address, if it has one: as the page was when it was last
        good, else when it was reported."""
        names = (name for place in entry.places for name in place.split("/"))
        reported = next((str(end_of(name)) for name in names if is_period(name)), "")
        day = (entry.last_good[:10] or reported or entry.checked[:10]).replace("-", "")
        return str(self.config[ARCHIVE]).format(date=day, address=entry.address)

    def _hyperlink(self, entry: LinkEntry, address: str = "") -> Hyperlink:
        """Return the request of an entry: of its own ``address``, unless another one is given."""
        path, _ = min(self.places[entry.address])
        docname = self.env.path2doc(path) or path
        return Hyperlink(address or entry.address, docname, self.env.doc2path(docname), 0)

    def _limits(self) -> Limits:
        config = self.config
        login = re.compile(config[LOGINS] or LOGIN)
        return Limits(float(config[RUN]), float(config[HOST]), config[PRIVATE], login)

    def _last_night(self) -> dict[str, LinkEntry]:
        """Return the ledger of the night before; if there is none or it is invalid, this night is
        the first."""
        path = Path(self.confdir, self.config[LAST] or Path(self.outdir, LEDGER))
        self._notes: list[str] = []
        try:
            known = dict(history.read(path))
        except LedgerError as error:
            logger.warning("%s; this night counts as the first", error, type="report", subtype="link")
            known = {}
        if not known:
            self._notes.append("No earlier night is known, so unreachable addresses do not fail yet.")
        return known


def _where(node: nodes.Element) -> tuple[str, int]:
    """Return the file and line of a node or of the nearest ancestor that has them."""
    found = next((each for each in traverse_parent(node) if each.line), None)
    return (str(found.source or ""), int(found.line or 0)) if found else ("", 0)


def _urgency(entry: LinkEntry) -> tuple[bool, str]:
    """Return a sort key: first the bad addresses, then the oldest results, in case time runs out."""
    return entry.state not in (LinkState.GONE, LinkState.UNREACHABLE), entry.checked
