"""Check at the end of each build of a site that each recorded address is still there.

What is lost is reported with the line to add, and the build fails, whatever its options; a preview only
warns. The rest of the site is written all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from html import unescape
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import is_suppressed_warning

from ...check.permalinks import INVENTORY, Record, digest, lost_addresses
from ...core.problems import Code
from ...core.redirects import split_redirects
from ...domain.cache_files import load_table, save_table
from ...domain.domain import domain_of
from ...domain.freshness import OutputRecord, output_key
from ..html.base_url import at_end_of_site
from ..html.redirects import moved_pages
from .addresses import advice, model_addresses, promised

_ID = re.compile(r'\sid="([^"]*)"')


@at_end_of_site
def check_permalinks(app: Sphinx) -> None:
    """Report the recorded addresses that the site lacks (event ``build-finished``)."""
    domain = domain_of(app.env)
    record: Record | None = domain.catalogue.record
    if record is None:
        return
    site = _BuiltAddresses(app, record)
    lost = lost_addresses(record, site)
    site.remember(lost)
    if not lost:
        return
    give = advice(record, domain.catalogue, site.promised_anchors(), site.moved)
    for problem in give.problems(lost):
        domain.reporter.log(problem)
    suppressed = is_suppressed_warning("report", Code.PERMALINK.value, app.config.suppress_warnings)
    # Without its policy, a site is a preview.
    if app.config.report_policy and not suppressed:
        app.statuscode = 1


class _BuiltAddresses:
    """The addresses of the site that was just built, as its pages have them.

    A page that was read before, and has not changed since, is not read again.
    """

    def __init__(self, app: Sphinx, record: Record) -> None:
        self.app = app
        self.moved = moved_pages(app)
        self.left = split_redirects(app.config.report_redirects)[1]
        self.path = Path(app.doctreedir, f"permalinks-{output_key(app)}.json")
        self.before = load_table(self.path)
        self.wanted: dict[str, list[str]] = {}
        for address in record.lines:
            name, _, anchor = address.partition("#")
            if anchor and name != INVENTORY:
                self.wanted.setdefault(self._home(name), []).append(anchor)
        output: OutputRecord = app.progress_report_record  # type: ignore[attr-defined]  # set by freshness
        self.keys = {
            name: f"{output.files[name]} {digest(repr(anchors))}"
            for name, anchors in self.wanted.items()
            if output.files.get(name)
        }
        self._read: dict[str, frozenset[str] | None] = {}

    def has_page(self, name: str) -> bool:
        """Return whether there is a page ``name``, or one that leads to its new name."""
        return name in self.app.env.found_docs or name in self.moved

    def has_anchor(self, name: str, anchor: str) -> bool:
        """Return whether the page ``name`` has an ``anchor``, or leads to one; True if this build has not
        written it."""
        if anchor in self.left.get(name, ()) or "#" in self.moved.get(name, ""):
            return True
        home = self._home(name)
        if home in self.keys and self.before.get(home) == self.keys[home]:
            return True
        known = self._anchors(home)
        return known is None or anchor in known

    def has_object(self, name: str) -> bool:
        """Return whether the inventory has an object with this kind and ``name``; True for other domains."""
        return not name.startswith(("report:", "std:label ")) or name in self._objects

    def promised_anchors(self) -> Mapping[str, set[str]]:
        """Return the anchors of all pages that may be promised."""
        model = model_addresses(domain_of(self.app.env).catalogue, self.app.config.report_redirects)
        return {
            name: set(promised(name, self._text(name) or "", model))
            for name in sorted(self.app.env.found_docs)
        }

    def remember(self, lost: list[str]) -> None:
        """Record for the next build which pages have all their anchors, given what is ``lost``."""
        damaged = {self._home(address.partition("#")[0]) for address in lost}
        whole = {name: key for name, key in self.keys.items() if name not in damaged}
        if whole != self.before:
            save_table(self.path, whole)

    def _home(self, name: str) -> str:
        return self.moved.get(name, name).partition("#")[0]

    @cached_property
    def _objects(self) -> frozenset[str]:
        domains = self.app.env.domains
        ours = domain_of(self.app.env).get_objects()
        labels = (*domains.standard_domain.labels, *domains.standard_domain.anonlabels)
        return frozenset(
            (*(f"report:{each[2]} {each[0]}" for each in ours), *(f"std:label {each}" for each in labels))
        )

    def _anchors(self, name: str) -> frozenset[str] | None:
        """Return the anchors in the file of a page; None if there is no such file."""
        if name not in self._read:
            text = self._text(name)
            self._read[name] = None if text is None else frozenset(map(unescape, _ID.findall(text)))
        return self._read[name]

    def _text(self, name: str) -> str | None:
        """Return the text of the file of a page; None if there is no such file."""
        path = Path(self.app.builder.get_outfilename(name))  # type: ignore[attr-defined]  # of HTML builders
        return path.read_text("utf-8") if path.is_file() else None
