"""``links``: check every address of the built site, without the network.

Each address within the site must lead to a file, and to an anchor in that file. A link whose text is an id
must lead where the registers and the tables of ``conf.py`` say. The build already reports unresolved links in
the content; this command finds what only the finished pages show: links by the theme, a template, an index in
reStructuredText or the extension itself, and ids that lead elsewhere.

The exit status is 1 if there is a fault, and 2 for wrong arguments.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ...content.external_addresses import address_of
from ...content.known import MILESTONE, Known
from ...core.problems import FAULT, Code, Problem
from ...load.loader import load
from ...progress.source_locations import SourceLocations
from ..command import FAULTY, GOOD, checking_parser, counted, refuse
from ..conf import ConfError, read_conf
from ..formats import FORMATS
from .html_crawler import INVENTORY, Link, Site, inventory

NAME = "links"

#: Addresses that need no server, and addresses outside the site.
_NOT_ASKED = ("mailto", "tel", "data")
_WEB = ("http", "https")


def main(arguments: Sequence[str]) -> int:
    """Run the command with its arguments and return the exit status."""
    options = _parser().parse_args(arguments)
    # As in the command check.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        conf = read_conf(options.root)
    except ConfError as error:
        return refuse(NAME, str(error))
    directory = options.root / options.site
    if not (directory / INVENTORY).is_file():
        return refuse(NAME, f"there is no site in {options.site}; build it with `make html`")
    base = options.base and f"{options.base.rstrip('/')}/"
    site = Site(directory, urlsplit(base).path or "/")
    known = load(options.root, conf.settings).known
    try:
        found = list(faults(site, known, base))
    except (ValueError, zlib.error) as error:
        return refuse(
            NAME, f"{options.site}/{INVENTORY} is not an inventory ({error}); rebuild it with `make html`"
        )
    problems = located(found, options.site, SourceLocations(options.root))
    shown = [] if conf.suppresses(Code.LINK.value) else problems
    for problem in shown:
        print(FORMATS[options.format](problem))
    addresses = sum(len(page.links) for page in site.pages.values())
    print(f"{addresses} addresses on {len(site.pages)} pages: {counted(len(shown), FAULT)}")
    return FAULTY if shown else GOOD


def faults(site: Site, known: Known, base: str = "") -> Iterator[tuple[str, Link, str]]:
    """Yield what is wrong with the links of a site: page, link and message; ``base`` is the site's own
    address."""
    for name, page in site.pages.items():
        for link in page.links:
            message = _fault(site, known, name, link, base)
            if message:
                yield name, link, message
    for link in inventory(site.directory / INVENTORY):
        message = _leads_nowhere(site, INVENTORY, link.address)
        if message:
            yield INVENTORY, link, f"{link.text}: {message}"


def _fault(site: Site, known: Known, page: str, link: Link, base: str) -> str:
    address = link.address
    if base and address.startswith(base):
        return _leads_nowhere(site, page, f"{site.root}{address[len(base) :]}")
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"'{address}' is not a valid address"
    if parts.scheme in _WEB or (parts.netloc and not parts.scheme):
        return _wrong_id(known, link)
    if parts.scheme and parts.scheme not in _NOT_ASKED:
        return f"'{address}' is not an address that browsers support"
    return "" if parts.scheme else _leads_nowhere(site, page, address)


def _leads_nowhere(site: Site, page: str, address: str) -> str:
    missing = site.what_is_missing(page, address)
    return f"'{address}' is broken: {missing}" if missing else ""


def _wrong_id(known: Known, link: Link) -> str:
    """Return what is wrong with a link that leaves the site and whose text is an id; empty if nothing is."""
    text = link.text.strip()
    identified = known.vocabulary.identify(text)
    if identified is None:
        return ""
    kind, name = identified
    if kind == MILESTONE:
        return f"'{text}' is a milestone, which has a page here, but its link leads to '{link.address}'"
    expected = address_of(kind, name, known)
    # A place within a document counts as the document.
    if link.address.partition("#")[0] in (expected, expected.partition("#")[0]):
        return ""
    return f"'{text}' leads to '{link.address}'; expected '{expected}', as conf.py and the registers say"


def located(found: Sequence[tuple[str, Link, str]], site: str, whereabouts: SourceLocations) -> list[Problem]:
    """Return each fault of ``found`` once, at its place in the content, else where it first occurs in
    ``site``."""
    by_message: dict[str, list[tuple[str, Link]]] = {}
    for page, link, message in found:
        by_message.setdefault(message, []).append((page, link))
    problems = []
    for message, places in by_message.items():
        written = [place for page, link in places if (place := _written(page, link, whereabouts))]
        if written:
            problems += [Problem(path, line, Code.LINK.value, message) for path, line in sorted(set(written))]
            continue
        page, link = places[0]
        more = len({page for page, _ in places}) - 1
        also = f"; also on {more} more page{'s' * (more > 1)}" if more else ""
        problems.append(Problem(f"{site}/{page}", link.line, Code.LINK.value, f"{message}{also}"))
    return sorted(problems)


def _written(page: str, link: Link, whereabouts: SourceLocations) -> tuple[str, int] | None:
    """Return where a link is written: an address as it is, or a link to an anchor in Markdown."""
    path, _, anchor = link.address.partition("#")
    # Markdown turns links that it can't resolve into anchors.
    sources = (
        (f"{path.removesuffix('.html')}.md#{anchor}", link.address) if path else (f"(#{anchor}", f"({anchor}")
    )
    return whereabouts.of_page(page.removesuffix(".html"), sources)


def _parser() -> argparse.ArgumentParser:
    made = checking_parser(NAME, "Check the links of the built site, without the network.")
    made.add_argument("--site", default="_build/html", help="directory of the site, relative to the root")
    made.add_argument("--base", default="", help="the address at which the site will be published")
    return made
