"""``feed.xml``: Atom, one entry for each published month with the text of its summary.

Entries are dated by ``published``, else by the month's last day, and updated by the last correction: never by
the clock. Their ids are names, not addresses, so that they stay the same when the site moves. Without an
address of the site, links are relative to the feed, as Atom allows.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from sphinx.application import Sphinx

from ...content.month import Month
from ...core.dates import Date
from ...core.language import gettext
from ...domain.stable_ids import stable_id
from ...export.record_builder import View
from ..html.base_url import author
from .summary_html import Summaries

FEED = "feed.xml"
NAMESPACE = "http://www.w3.org/2005/Atom"

#: Characters that XML can't contain, even escaped.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(app: Sphinx, view: View, key: str) -> bytes | None:
    """Return the feed, or None while no month is published; ``key`` is the permanent name of the project."""
    months = [view.catalogue.month(name) for name in reversed(view.catalogue.published())]
    summaries = Summaries(app)
    entries = [_entry(summaries, view, key, month) for month in months if month]
    summaries.save()
    if not entries:
        return None
    root = ElementTree.Element("feed", xmlns=NAMESPACE, attrib={"xml:lang": app.config.language or "en"})
    _add(root, "id", stable_id(key, FEED).urn)
    _add(root, "title", view.project)
    _add(root, "updated", max(entry.findtext("updated") or "" for entry in entries))
    _add(_add(root, "author"), "name", author(app))
    _add(root, "link", rel="self", type="application/atom+xml", href=view.site + FEED)
    _add(root, "link", rel="alternate", type="text/html", href=view.site + view.file(app.config.root_doc))
    if app.config.report_licence:
        _add(root, "rights", app.config.report_licence)
    root.extend(entries)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(summaries: Summaries, view: View, key: str, month: Month) -> ElementTree.Element:
    page = month.page
    published = page.published or month.end
    updated = max([published, *(each.date for each in page.corrections)], key=lambda date: date.last_day)
    address = view.site + view.file(month.docname)
    entry = ElementTree.Element("entry")
    _add(entry, "id", stable_id(key, f"months/{month.name}").urn)
    _add(entry, "title", page.title)
    _add(entry, "published", _time(published))
    _add(entry, "updated", _time(updated))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    if page.summary:
        _add(entry, "category", term="summary", label=gettext("Compiled from other sources"))
    _add(entry, "summary", page.lead or page.title)
    text = summaries.of(month, address)
    if text:
        _add(entry, "content", text, type="html")
    return entry


def _time(date: Date) -> str:
    """Return a date as Atom requires it: with a time, which is not known."""
    return f"{date.last_day}T00:00:00Z"


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = _NOT_IN_XML.sub("", text) or None
    return child
