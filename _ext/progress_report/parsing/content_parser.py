"""The parser of every Markdown document; content is parsed by the rules of :mod:`.locks.lookup`."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RSTParser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..content import refusals
from ..core.places import is_report
from ..core.problems import Code
from ..domain.domain import domain_of
from ..syntax.markdown_text import controls, mark_controls, split_front_matter
from .locks.lookup import DOCUMENT, Lookup, Rules
from .markdown import MarkdownReader

#: The keys of front matter that change MyST's settings for one document.
_OWN_SETTINGS = ("myst", "html_meta", "substitutions")


def register(app: Sphinx) -> None:
    """Parse Markdown with the parser of this module, and offer the directives of cards and grids."""
    app.setup_extension("myst_parser")
    # The directives of both are for reports, so a project can't be without.
    app.setup_extension("sphinx_design")
    app.add_source_parser(ContentParser, override=True)


class ContentParser(MystParser):
    """MyST's parser, with the rules for content if the document is content."""

    # Those of docutils' parser by their values: Sphinx makes a parser of all options for each document.
    # docutils reads the values only where there is a group of options, so there is an empty one.
    settings_spec = (None, None, ())
    settings_defaults: ClassVar[dict[str, Any]] = {
        name: value
        for name, value in vars(get_default_settings(RSTParser)).items()
        if name not in vars(get_default_settings())
    }

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse ``inputstring`` into ``document``."""
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        front = split_front_matter(inputstring)[0] or ""
        if is_report(docname):
            parse_content(inputstring, document, f"{docname}.md", DOCUMENT)
        elif any(name in front for name in _OWN_SETTINGS):
            super().parse(inputstring, document)
        else:
            MarkdownReader.of(env, content=False).read(inputstring, document)


def parse_content(text: str, document: nodes.document, path: str, rules: Rules) -> None:
    """Parse ``text`` of the file ``path`` (relative to the root) into a document, by the rules
    for content."""
    env: BuildEnvironment = document.settings.env
    domain = domain_of(env)
    for char, line in controls(text):
        domain.reporter.fault(f"{path}:{line}", Code.MARKUP, refusals.refused_control(char))
    with Lookup(path, rules, domain.reporter):
        MarkdownReader.of(env, content=True).read(mark_controls(text), document)
