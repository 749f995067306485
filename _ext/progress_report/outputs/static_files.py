"""Leave no file in ``_static`` that a build from nothing would not write.

Sphinx copies static files and deletes none: neither those that the project deleted, nor those of another
language or theme.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx

from ..domain.cache_files import load, save
from ..domain.freshness import output_key, surroundings

#: Nanoseconds by which the clock of a file system may be behind.
_TICK = 20_000_000


def register(app: Sphinx) -> None:
    """Delete them before anything is written."""
    app.connect("builder-inited", partial(delete_stale, time.time_ns() - _TICK), priority=100)


def delete_stale(began: int, app: Sphinx) -> None:
    """Delete the static files of the last build, unless this one writes the same (event ``builder-inited``).

    :param began: when this build began, in nanoseconds: some themes have written files by now, which stay
    """
    if app.builder.format != "html":
        return
    config = app.config
    made_from = (config.language, config.html_search_language, config.html_theme, surroundings(app).hex())
    stamp = Path(app.doctreedir, f"static-{output_key(app)}")
    if load(stamp) != repr(made_from):
        for path in Path(app.outdir, "_static").rglob("*"):
            if not path.is_dir() and path.lstat().st_mtime_ns < began:
                path.unlink(missing_ok=True)
        save(stamp, repr(made_from))
