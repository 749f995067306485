"""Leave no file in ``_static`` that a build from nothing would not write.

Sphinx copies static files and deletes none: neither those that the project deleted, nor those of another
language or theme.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from ..domain.cache_files import load, save
from ..domain.freshness import output_key, surroundings


def register(app: Sphinx) -> None:
    """Delete them before anything is written."""
    app.connect("builder-inited", delete_stale, priority=100)


def delete_stale(app: Sphinx) -> None:
    """Delete the static files of the last build, unless this one writes the same.

    On the event ``builder-inited``.
    """
    if app.builder.format != "html":
        return
    config = app.config
    made_from = (config.language, config.html_search_language, config.html_theme, surroundings(app).hex())
    stamp = Path(app.doctreedir, f"static-{output_key(app)}")
    if load(stamp) != repr(made_from):
        shutil.rmtree(Path(app.outdir, "_static"), ignore_errors=True)
        save(stamp, repr(made_from))
