"""Pages that have moved: ``report_redirects`` in ``conf.py``, from the old name to the new document.

A page at the old address leads to the new one, with the same anchor, by a script in a file; without scripts
by the browser's own means; and in any case by a link.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ...core.problems import Code
from ...core.suggestions import suggestion
from ...domain.domain import domain_of
from ...domain.freshness import note_page
from .base_url import address, is_site

TEMPLATE = "moved.html"
CONF = "conf.py"


def register(app: Sphinx) -> None:
    """Declare the table. All of its pages are written in every build, so a change rebuilds nothing."""
    app.connect("html-collect-pages", collect)


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages (event ``html-collect-pages``); report invalid entries."""
    if not is_site(app):
        return
    for old, new in sorted((_name(app, each), str(new)) for each, new in app.config.report_redirects.items()):
        fault = _fault(app, old, new)
        if fault:
            domain_of(app.env).reporter.fault(f"{CONF}:{_line(app, old)}", Code.REDIRECT, fault)
            continue
        note_page(app, old)
        base = address(app)
        values = {
            "target": app.builder.get_relative_uri(old, new),
            "target_title": app.env.titles[new].astext(),
            # The canonical address for search engines is the new one.
            "pageurl": base + app.builder.get_target_uri(new) if base else None,
        }
        yield old, values, TEMPLATE


def _name(app: Sphinx, old: str) -> str:
    """Return the old name as that of a document; an address as readers see it is accepted too."""
    return str(old).lstrip("/").removesuffix(app.builder.out_suffix)  # type: ignore[attr-defined]  # of HTML builders


def _fault(app: Sphinx, old: str, new: str) -> str:
    documents = app.env.found_docs
    if new not in documents:
        return f"'{old}' is redirected to '{new}', which is not a page{suggestion(new, documents)}"
    if old in documents:
        return f"'{old}' is redirected to '{new}', but is still a page; it is kept"
    if not old or posixpath.normpath(old) != old or old.startswith("../"):
        return f"'{old}' is not a valid name of a page"
    return ""


def _line(app: Sphinx, old: str) -> int:
    """Return the line of the table that names the old page."""
    conf = Path(app.confdir, CONF)
    lines = conf.read_text(encoding="utf-8").split("\n") if conf.is_file() else []
    named = re.compile(rf"['\"]/?{re.escape(old)}(?:\.\w+)?['\"]\s*:")
    return next((number for number, line in enumerate(lines, 1) if named.search(line)), 1)
