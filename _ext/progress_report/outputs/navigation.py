"""The navigation beside a page, put right where the theme leaves people out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx

#: The theme's function that makes the tree of pages, in the context of a template.
TREE = "generate_toctree_html"


def name_toggles(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _: object) -> None:
    """Say what each toggle of the tree opens (event ``html-page-context``): the theme shows an arrow alone,
    which a screen reader can't read."""
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


def register(app: Sphinx) -> None:
    """Come after the theme, which puts its function into the context."""
    app.connect("html-page-context", name_toggles, priority=900)
