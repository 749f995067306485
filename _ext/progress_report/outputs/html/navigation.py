"""Corrections to the theme's navigation, for accessibility and for generated pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import Any

from sphinx.application import Sphinx

from ...core.language import gettext
from ...domain import page_names

#: The theme's function for the tree of pages, in the context of a template.
TREE = "generate_toctree_html"

#: A mark on the list below the entry of the current page.
_LEFT = re.compile(r'(aria-current="page"(?:(?!</?li).)*<ul) class="current"', re.DOTALL)

#: The theme's function for the links at the top.
MENU = "generate_header_nav_html"

#: The theme's function for the sections of a page.
TOC = "generate_toc_html"


class Trees:
    """The page trees beside the pages.

    Of all pages in a directory that are below the same page and have no pages below them, the trees differ
    only in the mark of the current page. So one tree is made for all of them.
    """

    def __init__(self) -> None:
        self.made: dict[object, _Tree] = {}
        self.above: dict[str, str] = {}

    def replace(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _: object
    ) -> None:
        """Replace the theme's function in the ``context`` of the page ``pagename`` (event
        ``html-page-context``); ``templatename`` is not used."""
        make: Callable[..., Any] | None = context.get(TREE)
        if make is None:
            return
        directory, _, name = app.builder.get_target_uri(pagename).rpartition("/")
        above = self._above(app, pagename) if name else None

        def tree(*args: Any, **options: Any) -> Any:
            key = (above, directory, args, *sorted(options.items()))
            if above and key in self.made and (known := self.made[key].of(name)):
                return known
            found = make(*args, **options)
            if not hasattr(found, "select"):
                # The theme has moved the mark from the page before, and left that on the list below this one.
                return _LEFT.sub(r"\1", found) if isinstance(found, str) else found
            _name_toggles(found)
            text = str(found)
            if above and (one := _Tree.without_mark(found, name)):
                self.made[key] = one
            return text

        context[TREE] = tree

    def _above(self, app: Sphinx, pagename: str) -> str | None:
        """Return the page above a page that has no pages below it."""
        if not self.above:
            self.above = {below: above for above, each in app.env.toctree_includes.items() for below in each}
        return None if app.env.toctree_includes.get(pagename) else self.above.get(pagename)


def _name_toggles(tree: Any) -> None:
    """Label each toggle of a page tree for screen readers; the theme shows only an arrow."""
    for toggle in tree.select("summary"):
        link = toggle.find_parent("li").find("a")
        toggle["aria-label"] = (
            gettext("Pages below {page}").format(page=link.get_text(strip=True))
            if link
            else gettext("Pages below")
        )


@dataclass(frozen=True)
class _Tree:
    """A tree in which no page is marked as the current one, and the tags that begin the entry of the page
    ``name``: with that mark and without it."""

    text: str
    name: str
    marked: str
    plain: str

    @classmethod
    def without_mark(cls, tree: Any, name: str) -> _Tree | None:
        """Remove the mark of the page ``name`` from ``tree``; return None if it is not marked once."""
        links = tree.find_all("a", href="#")
        if len(links) != 1 or links[0].parent.name != "li":
            return None
        (link,) = links
        marked = _beginning(link)
        for each in (link, link.parent):
            each["class"] = [one for one in each["class"] if one not in ("current", "active")]
        del link["aria-current"]
        link["href"] = name
        return cls(str(tree), name, marked, _beginning(link))

    def of(self, name: str) -> str:
        """Return the tree with the page ``name`` marked; empty if it does not have exactly one entry."""
        plain = self.plain.replace(f'href="{self.name}"', f'href="{name}"')
        return self.text.replace(plain, self.marked) if self.text.count(plain) == 1 else ""


def _beginning(link: Any) -> str:
    """Return the tags that begin the entry of ``link``."""
    entry = str(link.parent)
    return entry[: entry.index(">", entry.index("<a")) + 1]


#: The tags in a list of sections.
_TAG = re.compile(r"(<[^<>]*>)")


def list_sections(theirs: Callable[..., Any], context: dict[str, Any]) -> Callable[..., Any]:
    """Return a function for the sections of the page with ``context``, as fast as ``theirs``, the theme's, is
    slow."""

    def listed(*args: Any, **options: Any) -> Any:
        found = None if args or options else sections(context["toc"], context["theme_show_toc_level"])
        return theirs(*args, **options) if found is None else found

    return listed


def sections(toc: str, shown: int) -> str | None:
    """Return ``toc``, the sections of a page as a list in HTML, in the form in which the theme shows it.

    ``shown`` is the number of levels that are always visible. Return None if something is unusual in it.
    """
    result: list[str] = []
    level, tops, begin, end = 0, 0, 0, 0
    for index, piece in enumerate(_TAG.split(toc)):
        if index % 2 == 0:
            result.append(escape(unescape(piece), quote=False))
        elif piece == "<ul>":
            level += 1
            begin = begin or (len(result) if level == 2 else 0)
            visible = "pst-show_toc_level " if level <= shown + 1 else ""
            result.append(f'<ul class="{visible}nav section-nav flex-column">')
        elif piece == "<li>":
            tops += level == 1
            result.append(f'<li class="toc-h{level} nav-item toc-entry">')
        elif piece.startswith('<a class="reference internal" href="#'):
            result.append(piece.replace('" ', ' nav-link" ', 1))
        elif piece.startswith(("<a", "<ul", "<li")) or piece.endswith("/>"):
            return None
        else:
            result.append(piece)
            if piece == "</ul>":
                end = end or (len(result) if level == 2 else 0)
                level -= 1
    # A single section at the top is the title of the page.
    return "".join(result[begin:end] if tops == 1 else result)


def name_parents(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _: object) -> None:
    """Add the pages above a generated page to its breadcrumbs, and mark the first of them in the links at the
    top (event ``html-page-context``).

    ``context`` is that of the page ``pagename``; ``templatename`` is not used.
    """
    above = [name for name in page_names.above(pagename) if name in app.env.titles]
    if above and not context.get("parents"):
        address = app.builder.get_relative_uri
        context["parents"] = [
            {"link": address(pagename, name), "title": escape(app.env.titles[name].astext())}
            for name in above
        ]
        if menu := context.get(MENU):
            context[MENU] = partial(_marked, menu, address(pagename, above[0]))


#: An entry of the links at the top, and its address.
_MENU_ENTRY = re.compile(r'(<li class="[\w-]*) ("[^<>]*>\s*<a [^<>]*href="([^"<>]*)")')


def _marked(theirs: Callable[..., str], section: str, *args: Any, **options: Any) -> str:
    """Return the links at the top with that to ``section`` marked as the theme does for pages in a tree."""
    address = escape(section)

    def mark(link: re.Match[str]) -> str:
        return f"{link[1]} current active{link[2]}" if link[3] == address else link[0]

    return _MENU_ENTRY.sub(mark, theirs(*args, **options))


def register(app: Sphinx) -> None:
    """Connect after the theme, which puts its functions into the context."""
    app.connect("html-page-context", Trees().replace, priority=900)
    app.connect("html-page-context", name_parents, priority=900)
