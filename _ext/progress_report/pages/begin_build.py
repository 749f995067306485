"""The start of a build: load the reports, report problems, update the stubs."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..core.places import directories
from ..core.problems import Code
from ..domain.config import PRINTS, settings
from ..domain.domain import domain_of
from ..domain.page_names import month
from ..domain.pdf_cache import find_prints
from ..load.loader import KEPT, load
from ..parsing.discovery import find_read_files
from .plan import PAGES, plan, renderer
from .sync import sync


def begin(app: Sphinx) -> None:
    """Prepare everything before Sphinx looks for documents (event ``builder-inited``)."""
    root = Path(app.srcdir)
    domain = domain_of(app.env)
    catalogue = load(root, settings(app.config), kept=Path(app.doctreedir, KEPT))
    directory = getattr(app.config, PRINTS)
    prints = find_prints(Path(app.confdir, directory), catalogue) if directory else {}
    domain.use(catalogue, prints, app.builder.name)
    find_read_files(app, catalogue)
    domain.reporter.reset(catalogue.problems, catalogue.silences)
    render = renderer([Path(app.confdir, name) for name in app.config.templates_path], PAGES)
    for path in sync(root, directories(), plan(catalogue, render)):
        domain.reporter.fault(
            f"{path}:1", Code.FILE, "a page written by hand has the name of a generated page; it is kept"
        )


def check_reports_are_found(app: Sphinx, env: BuildEnvironment, _: list[str]) -> None:
    """Report that ``conf.py`` leaves reports out (event ``env-before-read-docs``)."""
    domain = domain_of(env)
    missing = [page for page in map(month, domain.catalogue.published()) if page not in env.found_docs]
    if missing:
        domain.reporter.fault(
            "conf.py:1",
            Code.FILE,
            f"include_patterns or exclude_patterns leave out {len(missing)} published months; "
            f"expected '{missing[0]}' among the pages",
        )


def forget_module_index(_: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the inventory from naming a page that this build does not make: the index of Python modules, if
    ``env`` has none (event ``env-updated``). Return no document."""
    if env.domains.python_domain.modules:
        return []
    standard = env.domains.standard_domain
    for name in ("modindex", "py-modindex"):
        standard.labels.pop(name, None)
        standard.anonlabels.pop(name, None)
    return []
