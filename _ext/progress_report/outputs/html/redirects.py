"""Pages and anchors that have moved: under former ids, or as ``report_redirects`` in ``conf.py`` names them.

A page at the old address leads to the new one, with the same anchor, by a script in a file; without scripts
by the browser's own means; and in any case by a link. An anchor that has left its page is a line at the end
of the page that links to the new place; only who follows the old address sees it, and a script goes on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ...core.language import gettext
from ...core.problems import Code
from ...core.redirects import split_redirects
from ...core.suggestions import suggestion
from ...domain.domain import domain_of
from ...domain.freshness import note_page
from ...domain.page_names import former_pages
from .base_url import address, is_site

TEMPLATE = "moved.html"
SCRIPT = "moved.js"
CONF = "conf.py"


def register(app: Sphinx) -> None:
    """Declare the table. All of its pages are written in every build, so a change rebuilds nothing."""
    app.connect("env-updated", name_objects)
    app.connect("html-collect-pages", collect)
    # Before others take the scripts of the page.
    app.connect("html-page-context", add_moved_anchors, priority=400)


def moved_pages(app: Sphinx) -> dict[str, str]:
    """Return the old names of moved pages, each with the new page, and perhaps an anchor there.

    Only those that can be: an entry of the table comes before a former id.
    """
    pages, _ = _table(app)
    pages = {old: new for old, new in pages.items() if not _fault(app, old, new)}
    former = former_pages(domain_of(app.env).catalogue)
    documents = app.env.found_docs
    return {old: new for old, new in former.items() if old not in documents and new in documents} | pages


def name_objects(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let the inventory name moved pages, too, for references of other projects (event ``env-updated``).

    Return no document to write again.
    """
    objects = env.domains.standard_domain.objects
    for kind, name in [each for each in objects if each[0] == "doc"]:
        del objects[kind, name]
    if is_site(app):
        for old, new in moved_pages(app).items():
            page, _, anchor = new.partition("#")
            objects["doc", old] = (page, anchor)
    return []


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages (event ``html-collect-pages``); report invalid entries."""
    if not is_site(app):
        return
    pages, anchors = _table(app)
    moved = moved_pages(app)
    for old, new in pages.items():
        if fault := _fault(app, old, new):
            domain_of(app.env).reporter.fault(f"{CONF}:{_line(app, old)}", Code.REDIRECT, fault)
    for old, table in anchors.items():
        for anchor, new in table.items():
            if fault := _anchor_fault(app, old, anchor, new, moved):
                place = f"{CONF}:{_line(app, f'{old}#{anchor}')}"
                domain_of(app.env).reporter.fault(place, Code.REDIRECT, fault)
    base = address(app)
    documents = {each.casefold(): each for each in app.env.found_docs}
    for old, new in sorted(moved.items()):
        note_page(app, old)
        if _same_file(app, old, documents.get(old.casefold())):
            continue
        page, _, anchor = new.partition("#")
        values = {
            "target": _address(app, old, new),
            "target_title": app.env.titles[page].astext(),
            "moved": _moved_lines(app, old, anchors.get(old, {})),
            # The canonical address for search engines is the new one.
            "pageurl": base + app.builder.get_target_uri(page) if base else None,
        }
        yield old, values, TEMPLATE


def _same_file(app: Sphinx, old: str, document: str | None) -> bool:
    """Return whether the page ``old`` would overwrite that of a ``document``, whose name differs only in
    case: some file systems have one file for both."""
    builder = app.builder
    if document is None or not isinstance(builder, StandaloneHTMLBuilder):
        return False
    path = Path(builder.get_outfilename(old))
    return path.exists() and path.samefile(builder.get_outfilename(document))


def add_moved_anchors(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the anchors that have left the page ``pagename`` at the end of its body in the ``context`` (event
    ``html-page-context``).

    A page without a ``doctree`` has none; ``templatename`` is not used.
    """
    if doctree is None or not is_site(app):
        return
    anchors = _table(app)[1].get(pagename, {})
    here = {old: new for old, new in anchors.items() if f' id="{escape(old)}"' not in context["body"]}
    if here:
        context["body"] += _moved_lines(app, pagename, here)
        app.add_js_file(SCRIPT, priority=800)


def _moved_lines(app: Sphinx, page: str, anchors: Mapping[str, str]) -> str:
    """Return the lines that lead from ``anchors`` of a ``page`` to their new addresses."""
    lines = []
    for old, new in anchors.items():
        if title := app.env.titles.get(new.partition("#")[0]):
            link = f'<a href="{escape(_address(app, page, new))}">{escape(title.astext())}</a>'
            said = escape(gettext("This section has moved: {link}")).format(link=link)
            lines.append(f'<p class="report-moved" id="{escape(old)}">{said}</p>\n')
    return "".join(lines)


def _address(app: Sphinx, page: str, new: str) -> str:
    """Return the address of ``new``, a page and perhaps an anchor, relative to ``page``."""
    target, mark, anchor = new.partition("#")
    if target == page and mark:
        return mark + anchor
    return app.builder.get_relative_uri(page, target) + mark + anchor


def _table(app: Sphinx) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the moved pages and anchors of ``report_redirects``, split once for all pages of a build."""
    known: tuple[dict[str, str], dict[str, dict[str, str]]] | None
    known = getattr(app, "progress_report_redirects", None)
    if known is None:
        # The suffix of the address of a page, as readers see it.
        suffix = str(getattr(app.builder, "out_suffix", ".html"))
        known = split_redirects(app.config.report_redirects, suffix)
        app.progress_report_redirects = known  # type: ignore[attr-defined]  # of this build
    return known


def _fault(app: Sphinx, old: str, new: str) -> str:
    documents = app.env.found_docs
    page = new.partition("#")[0]
    if page not in documents:
        return f"'{old}' is redirected to '{new}', which is not a page{suggestion(page, documents)}"
    if old in documents:
        return f"'{old}' is redirected to '{new}', but is still a page; it is kept"
    if not old or posixpath.normpath(old) != old or old.startswith("../"):
        return f"'{old}' is not a valid name of a page"
    return ""


def _anchor_fault(app: Sphinx, old: str, anchor: str, new: str, moved: Mapping[str, str]) -> str:
    documents = app.env.found_docs
    page = new.partition("#")[0]
    if page not in documents:
        return f"'{old}#{anchor}' is redirected to '{new}', which is not a page{suggestion(page, documents)}"
    if old not in documents and old not in moved:
        return f"'{old}#{anchor}' is redirected, but there is no page '{old}'; redirect the page, too"
    return ""


def _line(app: Sphinx, old: str) -> int:
    """Return the line of the table that names the old page or anchor."""
    conf = Path(app.confdir, CONF)
    lines = conf.read_text(encoding="utf-8").split("\n") if conf.is_file() else []
    page, mark, anchor = old.partition("#")
    named = re.compile(rf"['\"]/?{re.escape(page)}(?:\.\w+)?{re.escape(mark + anchor)}['\"]\s*:")
    return next((number for number, line in enumerate(lines, 1) if named.search(line)), 1)
