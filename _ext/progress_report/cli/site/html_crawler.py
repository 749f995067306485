"""The pages of a built site: what each links to and loads, and its anchors."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from sphinx.util.inventory import InventoryFile

_ADDRESSES = ("href", "src", "action", "poster")
#: Files of the theme, including templates that are not pages.
_ASSETS = ("_static/", "_sources/")
_REFRESH = "url="
#: The file that other projects use to link here.
INVENTORY = "objects.inv"


@dataclass(slots=True)
class Link:
    """An address on a page: the line of the page, and the text of the link."""

    address: str
    line: int
    text: str = ""


@dataclass(slots=True)
class HtmlPage:
    """The links and anchors of a page."""

    anchors: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads a page, including the drawings on it (SVG)."""

    def __init__(self) -> None:
        super().__init__()
        self.page = HtmlPage()
        self._open: Link | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the anchors and links in ``attrs``, the attributes of ``tag``."""
        line = self.getpos()[0]
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.page.anchors.add(value)
            elif name in _ADDRESSES or name == "xlink:href":
                link = Link(value.strip(), line)
                self.page.links.append(link)
                if tag == "a":
                    self._open = link
            elif name == "content" and tag == "meta" and _REFRESH in value:
                self.page.links.append(Link(value.partition(_REFRESH)[2], line))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open.text += data


@dataclass(frozen=True)
class Site:
    """A directory with a built site; ``root`` is the path of the site on its host."""

    directory: Path
    root: str = "/"

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, relative to the site."""
        return frozenset(
            path.relative_to(self.directory).as_posix()
            for path in self.directory.rglob("*")
            if path.is_file()
        )

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """All pages by file name, in order."""
        return {
            name: _read(self.directory / name)
            for name in sorted(self.files)
            if name.endswith(".html") and not name.startswith(_ASSETS)
        }

    def what_is_missing(self, page: str, address: str) -> str:
        """Return what is missing at an ``address`` within the site, as written on ``page``: a file or its
        anchor.

        Empty if nothing is.
        """
        path, _, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        if path.startswith("/"):
            if not f"{path}/".startswith(self.root):
                return f"'{path}' is outside the site"
            target = posixpath.normpath(path[len(self.root) :] or ".")
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if target not in self.files and posixpath.normpath(f"{target}/index.html") in self.files:
            target = posixpath.normpath(f"{target}/index.html")
        if target not in self.files:
            return f"there is no file '{target}'"
        known = self.pages.get(target)
        if anchor and known is not None and unquote(anchor) not in known.anchors:
            return f"'{target}' has no anchor '{unquote(anchor)}'"
        return ""


def inventory(path: Path) -> list[Link]:
    """Return the addresses that other projects link to, each with the name of its object as the text.

    :raises ValueError: for a file that is no inventory
    """
    loaded = InventoryFile.loads(path.read_bytes(), uri="")
    return [
        Link(item.uri.lstrip("/"), 1, f"{kind} {name}")
        for kind, objects in loaded.data.items()
        for name, item in objects.items()
    ]


def _read(path: Path) -> HtmlPage:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    reader.close()
    return reader.page
