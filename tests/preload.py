"""What the process loads that builds are copied from (see ``builds``), so that no build has to."""

from importlib import import_module

import sphinx.cmd.build
from pygments.lexers import BashLexer, BibTeXLexer, PythonLexer
from sphinx.application import builtin_extensions

from . import builds

#: What Sphinx would load in each build, besides the extensions of its own; of ours, what its ``setup`` loads.
MODULES = (
    "babel.numbers", "docutils.languages.en", "icalendar", "jinja2.ext", "myst_parser.parsers.sphinx_",
    "myst_parser.sphinx_ext.directives", "myst_parser.sphinx_ext.main", "myst_parser.sphinx_ext.mathjax",
    "myst_parser.sphinx_ext.myst_refs", "progress_report.extension", "pydata_sphinx_theme",
    "pygments.styles.tango", "rapidfuzz.process", "sphinx.builders.latex.transforms", "sphinx.ext.mathjax",
    "sphinx_design.extension", "sphinxcontrib.mermaid", "xml.dom.minidom",
)  # fmt: skip

LOADED = (builds, sphinx.cmd.build, *map(import_module, (*builtin_extensions, *MODULES)))

#: A lexer compiles its patterns when it is made for the first time.
LEXERS = (BashLexer(), BibTeXLexer(), PythonLexer())
