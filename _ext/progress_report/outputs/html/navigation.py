"""Corrections to the theme's navigation, for accessibility and for generated pages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from sphinx.application import Sphinx

from ...domain import addresses

#: The theme's function for the tree of pages, in the context of a template.
TREE = "generate_toctree_html"


def name_toggles(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _: object) -> None:
    """Label each toggle of the page tree for screen readers (event ``html-page-context``); the theme shows
    only an arrow.

    ``context`` is that of the page ``pagename``; ``templatename`` is not used.
    """
    tree: Callable[..., Any] | None = context.get(TREE)
    if tree is None:
        return

    def named(*args: Any, **options: Any) -> Any:
        found = tree(*args, **options)
        for toggle in found.select("summary") if hasattr(found, "select") else ():
            link = toggle.find_parent("li").find("a")
            toggle["aria-label"] = f"Pages below {link.get_text(strip=True)}" if link else "Pages below"
        return found

    context[TREE] = named


def name_parents(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _: object) -> None:
    """Add the pages above a generated page to its breadcrumbs (event ``html-page-context``).

    ``context`` is that of the page ``pagename``; ``templatename`` is not used.
    """
    above = [name for name in addresses.above(pagename) if name in app.env.titles]
    if above and not context.get("parents"):
        address = app.builder.get_relative_uri
        context["parents"] = [
            {"link": address(pagename, name), "title": escape(app.env.titles[name].astext())}
            for name in above
        ]


def register(app: Sphinx) -> None:
    """Connect after the theme, which puts its function into the context."""
    app.connect("html-page-context", name_toggles, priority=900)
    app.connect("html-page-context", name_parents)
