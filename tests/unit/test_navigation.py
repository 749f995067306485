"""The navigation beside a page, after the theme has made it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from progress_report.outputs.html.navigation import TREE, Trees
from sphinx.application import Sphinx


def test_the_list_below_the_current_page_has_no_mark_of_the_page_before() -> None:
    """The theme changes the tree of the page before; which one that is depends on who writes what."""
    begin = (
        '<li class="current active"><a aria-current="page" href="#">May</a><details><summary></summary><ul'
    )
    rest = '><li><a href="K.01.html">Roof</a></li></ul></details></li>'
    app = SimpleNamespace(
        builder=SimpleNamespace(get_target_uri=lambda name: f"{name}.html"),
        env=SimpleNamespace(toctree_includes={"reports/2024-05/index": ["reports/2024-05/K.01"]}),
    )
    context: dict[str, Any] = {TREE: lambda: f'{begin} class="current"{rest}'}

    Trees().replace(cast("Sphinx", app), "reports/2024-05/index", "page.html", context, None)

    assert context[TREE]() == f"{begin}{rest}"
