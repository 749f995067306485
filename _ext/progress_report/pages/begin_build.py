"""The start of a build: load the reports, report problems, update the stubs."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ..core.problems import Code
from ..domain.config import PRINTS, settings
from ..domain.domain import domain_of
from ..domain.page_names import DIRECTORIES
from ..domain.pdf_cache import find_prints
from ..load.loader import KEPT, load
from ..parsing.discovery import find_read_files
from .plan import PAGES, plan, renderer
from .sync import sync


def begin(app: Sphinx) -> None:
    """Prepare everything before Sphinx looks for documents (event ``builder-inited``)."""
    root = Path(app.srcdir)
    _forget_module_index(app)
    domain = domain_of(app.env)
    catalogue = load(root, settings(app.config), kept=Path(app.doctreedir, KEPT))
    directory = getattr(app.config, PRINTS)
    prints = find_prints(Path(app.confdir, directory), catalogue) if directory else {}
    domain.use(catalogue, prints, app.builder.name)
    find_read_files(app, catalogue)
    domain.reporter.reset(catalogue.problems, catalogue.silences)
    render = renderer([Path(app.confdir, name) for name in app.config.templates_path], PAGES)
    for path in sync(root, DIRECTORIES, plan(catalogue, render)):
        domain.reporter.fault(
            f"{path}:1", Code.FILE, "a page written by hand has the name of a generated page; it is kept"
        )


def _forget_module_index(app: Sphinx) -> None:
    """Keep the inventory from naming a page that no build makes: the index of Python modules."""
    standard = app.env.domains.standard_domain
    for name in ("modindex", "py-modindex"):
        standard.labels.pop(name, None)
        standard.anonlabels.pop(name, None)
