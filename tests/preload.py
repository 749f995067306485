"""What the process loads that builds are copied from (see ``builds``), so that no build has to."""

from importlib import import_module

import sphinx.cmd.build
from sphinx.application import builtin_extensions

from . import builds

#: What Sphinx would load in each build, besides the extensions of its own.
MODULES = (
    "myst_parser.parsers.sphinx_", "myst_parser.sphinx_ext.main", "progress_report", "pydata_sphinx_theme",
    "pygments.lexers.shell", "sphinx.ext.mathjax", "sphinx_design", "xml.dom.minidom",
)  # fmt: skip

LOADED = (builds, sphinx.cmd.build, *map(import_module, (*builtin_extensions, *MODULES)))
