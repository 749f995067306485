"""Let Python's garbage collector run less often: a build creates millions of long-lived objects."""

from __future__ import annotations

import atexit
import gc
from itertools import count

from sphinx.application import Sphinx

#: How many times the trees of written pages are freed, at most once for so many pages.
TIMES, PAGES = 2, 100


def register(app: Sphinx) -> None:
    """Collect garbage less often, and never among the objects with which a build begins: the environment and
    the catalogue live to its end.

    With 120 months, collecting at Python's own pace takes two fifths of the time of a page, and a last
    collection at the end of the process a tenth of a build. Most of the time to load the environment is
    spent on it too, so this begins with the extension.
    """
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(50_000, 20, 20)
    app.connect("builder-inited", lambda _: gc.freeze(), priority=900)
    written = count(1)

    def free(app: Sphinx, *_: object) -> None:
        # The nodes of a tree refer to each other, so only the collector can free them.
        if next(written) % max(PAGES, len(app.env.found_docs) // TIMES) == 0:
            gc.collect()

    app.connect("doctree-resolved", free)
