"""``sitemap.xml`` and ``robots.txt``, for search engines.

Both are written at the end of each build from the names of all documents, so that they are the same whether
this build wrote one page or all of them. They contain no dates: a build knows none that is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from sphinx.application import Sphinx

from ...domain import page_names
from ...domain.domain import domain_of
from .base_url import address, at_end_of_site

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@at_end_of_site
def write_sitemap(app: Sphinx) -> None:
    """Write both files (event ``build-finished``); a site without an address has no sitemap."""
    base = address(app)
    robots = "User-agent: *\nAllow: /\n"
    if base:
        robots += f"\nSitemap: {base}{SITEMAP}\n"
        Path(app.outdir, SITEMAP).write_bytes(_sitemap(app, base))
    else:
        Path(app.outdir, SITEMAP).unlink(missing_ok=True)
    Path(app.outdir, ROBOTS).write_text(robots, encoding="utf-8", newline="\n")


def _sitemap(app: Sphinx, base: str) -> bytes:
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for uri in sorted(map(app.builder.get_target_uri, app.env.found_docs.difference(_drafts(app)))):
        page = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(page, "loc").text = base + uri
    ElementTree.indent(root)
    found: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def _drafts(app: Sphinx) -> Iterator[str]:
    """Yield the pages of months that are not published: nobody should find them by accident."""
    domain = domain_of(app.env)
    drafts = set(domain.catalogue.months()).difference(domain.catalogue.published())
    yield from map(page_names.outcomes, drafts)
    yield from (docname for docname in app.env.found_docs if domain.month_of(docname) in drafts)
