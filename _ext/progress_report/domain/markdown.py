"""Markdown as MyST reads it, with one parser for the many short texts of a build."""

from __future__ import annotations

from types import ModuleType
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser


class Renderer(SphinxRenderer):
    """MyST's renderer, for a document that there is."""

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin a document as the library does, but make no other one besides.

        The library makes a document in vain for each text, which takes six times as long as reading one.
        """
        self.md_env = env
        self.md_options = options
        self.md_config = options["myst_config"]
        self.document = options["document"]
        self.current_node = options.get("current_node", self.document)
        self.reporter = self.document.reporter
        self.language_module_rst = cast("ModuleType", get_language(self.document.settings.language_code))
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}


class Markdown:
    """Reads texts into documents, by the settings of one build."""

    def __init__(self, config: MdParserConfig) -> None:
        self.parser: MarkdownIt = create_md_parser(config, Renderer)

    def read(self, text: str, document: nodes.document) -> None:
        """Add the nodes of a text to a document; front matter means nothing in it."""
        env: dict[str, Any] = {}
        # A renderer of its own: a directive in the text may have another text read.
        renderer = Renderer(self.parser)
        options: Any = {**self.parser.options, "document": document}
        renderer.render(self.parser.parse(text, env), options, env)
