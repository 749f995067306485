"""What the process loads that builds are copied from (see ``builds``), so that no build has to."""

import gc
import shutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import sphinx.cmd.build
from sphinx.application import builtin_extensions

from . import builds

#: What Sphinx would load in each build, besides the extensions of its own.
MODULES = (
    "myst_parser.parsers.sphinx_", "myst_parser.sphinx_ext.main", "progress_report", "pydata_sphinx_theme",
    "pygments.lexers.shell", "sphinx.ext.mathjax", "sphinx_design", "xml.dom.minidom",
)  # fmt: skip

LOADED = (builds, sphinx.cmd.build, *map(import_module, (*builtin_extensions, *MODULES)))


def build_once() -> None:
    """Build a small site: what libraries prepare at their first use takes a quarter of such a build.

    Sphinx itself forgets the directives, roles and nodes of a build at its end.
    """
    threshold, path = gc.get_threshold(), list(sys.path)
    with TemporaryDirectory() as base:
        source = shutil.copytree(builds.ROOT / "tests/roots/test-months", Path(base, "source"))
        for name in ("_static", "_templates"):
            shutil.copytree(builds.ROOT / name, source / name)
        status = sphinx.cmd.build.main(["-q", "-d", f"{base}/doctrees", str(source), f"{base}/html"])
    if status:
        raise RuntimeError("the first build has failed")
    gc.set_threshold(*threshold)
    gc.unfreeze()
    sys.path[:] = path


build_once()
