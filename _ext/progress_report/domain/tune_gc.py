"""Let Python's garbage collector run less often: a build creates millions of long-lived objects."""

from __future__ import annotations

import atexit
import gc
from itertools import count
from typing import Any

from sphinx.application import Sphinx

#: How many times a builder of anything but HTML collects garbage, at most once for so many pages.
TIMES, PAGES = 2, 100


#: After how many new objects young ones are collected: while the environment and the catalogue are loaded,
#: which is little garbage, and afterwards.
LOADING, BUILDING = 1_000_000, 150_000


def register(app: Sphinx) -> None:
    """Collect garbage less often, and never among the objects with which a build begins: the environment and
    the catalogue live to its end.

    With 120 months, collecting at Python's own pace takes two fifths of the time of a page, and a last
    collection at the end of the process a tenth of a build. Most of the time to load the environment is
    spent on it too, so this begins with the extension.
    """
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(LOADING, 20, 20)
    app.connect("builder-inited", _begin, priority=900)
    app.connect("html-page-context", WrittenTrees().free)
    resolved = count(1)

    def collect(app: Sphinx, *_: object) -> None:
        # No event says that any other page is written, so only the collector can free its tree.
        pages = max(PAGES, len(app.env.found_docs) // TIMES)
        if app.builder.format != "html" and next(resolved) % pages == 0:
            gc.collect()

    app.connect("doctree-resolved", collect)


def _begin(_: Sphinx) -> None:
    gc.freeze()
    gc.set_threshold(BUILDING, 20, 20)


class WrittenTrees:
    """Frees the tree of each page once the next one is written.

    Nodes refer to their children and their parents, so only the collector could free them, and each
    collection visits the trees of all pages that are not written yet.
    """

    def __init__(self) -> None:
        self.last: Any = None

    def free(self, *listened: Any) -> None:
        """Take the tree of the page before apart, and remember that of this page, the last of what is
        ``listened`` to (event ``html-page-context``)."""
        last, self.last = self.last, listened[-1]
        if last is None or last is self.last:
            return
        for node in last.findall():
            node.parent = node.document = None
        # Nodes that were replaced refer to the document still.
        last.clear()
        last.ids.clear()
        last.reporter = last.transformer = None
