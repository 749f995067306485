"""Read untrusted Markdown with MyST, with one parser for the many texts of a build."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from types import ModuleType
from typing import Any, ClassVar, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.warnings_ import MystWarnings
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..content import refusals
from ..core.limits import CODE_BLOCK_CHARACTERS, CODE_CHARACTERS, DIRECTIVE_DEPTH
from ..syntax.bare_addresses import look_only_behind_schemes
from ..syntax.directive_text import RENDERED, name_of, name_of_box
from ..syntax.markdown_text import EXTENSIONS, GITHUB, is_comment
from .locks.lookup import Lookup
from .tolerance import BREAK, STRUCK, apart_terms, tolerant

logger = logging.getLogger(__name__)

_UNSAID = frozenset({MystWarnings.MD_DEF_DUPE, MystWarnings.DIRECTIVE_OPTION_COMMENTS})


class SharedRenderer(SphinxRenderer):
    """MyST's renderer, of which one adds to many existing documents."""

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin a document as MyST does with ``options`` and the parser's ``env``, but create no other one.

        MyST creates an unused document for each text, which takes six times as long as reading one.
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


class Renderer(SharedRenderer):
    """MyST's renderer for content.

    Whatever MyST does without looking a name up is refused here; the current :class:`.Lookup` decides on the
    rest.
    """

    #: Where the last block with HTML begins.
    _html_line = 0

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin a document with ``options`` and ``env`` as :class:`SharedRenderer` does; it has no directive
        and no code yet."""
        super().setup_render(options, env)
        self.depth = 0
        self.coloured: set[nodes.Element] = set()
        self.coloured_characters = 0

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> None:
        """Warn with a ``message`` of the types ``wtype`` and ``subtype``, but not of what the check says
        with a better line, nor of style.

        The place is ``line`` of the file that contains the text; MyST would name the page that shows it, and
        ``append_to`` the page a second message.
        """
        if subtype not in _UNSAID:
            name = subtype.value if isinstance(subtype, MystWarnings) else subtype
            where = f"{Lookup.current[-1].path}:{line or ''}"
            logger.warning(message, type=wtype or "myst", subtype=name, location=where)

    def run_directive(self, *args: Any, **kwargs: Any) -> list[nodes.Element]:
        """Run a directive, unless it is inside too many others."""
        lookup = Lookup.current[-1]
        lookup.depth = self.depth
        self.depth += 1
        try:
            with self._around(args[0]):
                found = super().run_directive(*args, **kwargs)
        finally:
            self.depth -= 1
        for node in found:
            for code in node.findall(nodes.literal_block):
                self.tolerant(code)
        return found

    def tolerant(self, code: nodes.Element) -> nodes.Element:
        """Show code; without colours if its language is unknown, or if there is too much code to colour."""
        if code not in self.coloured:
            size = len(code.astext())
            if size > min(CODE_BLOCK_CHARACTERS, CODE_CHARACTERS - self.coloured_characters):
                code["language"] = "text"
            else:
                self.coloured_characters += size
            self.coloured.add(code)
        return tolerant(code)

    def _around(self, name: str) -> AbstractContextManager[None]:
        if name != "glossary":
            return nullcontext()
        return apart_terms(self.sphinx_env, shown_again=not Lookup.current[-1].rules.labels)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Refuse ``{eval-rst}``, which MyST does not look up."""
        self.render_directive(token, "eval-rst", token.info.strip().partition(" ")[2])

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Show the text in a fence that is not a directive, which the check reports; MyST would drop the
        words after its name, and nest without end."""
        directive = name_of(token.info)
        if directive and token.info.lstrip().startswith("{"):
            super().render_colon_fence(token)
            return
        if directive:
            self.render_directive(token, *directive)
            return
        _, words = name_of_box(token.info)
        box = nodes.container()
        self.add_line_and_source_path(box, token)
        self.current_node.append(box)
        if self.depth >= DIRECTIVE_DEPTH:
            box.append(nodes.literal_block(token.content, token.content, language="text"))
            return
        self.depth += 1
        with self.current_node_context(box):
            if words:
                title = nodes.paragraph()
                with self.current_node_context(title, append=True):
                    self.nested_render_text(words, token_line(token, 0) - 1, inline=True)
            self.nested_render_text(token.content, token_line(token, 0))
        self.depth -= 1

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Show a substitution as written, ``inline`` or not: MyST would evaluate it."""
        self.current_node.append(nodes.Text(token.content))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Show HTML as text."""
        self._show_html(token, nodes.literal)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Show HTML as text."""
        self._show_html(token, nodes.literal_block)

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Strike a text through; the library writes HTML for it, and warns of other formats."""
        struck = nodes.inline(classes=[STRUCK])
        self.add_line_and_source_path(struck, token)
        with self.current_node_context(struck, append=True):
            self.render_children(token)

    def render_hr(self, token: SyntaxTreeNode) -> None:
        """Draw a line wherever Markdown has one; docutils wants it between paragraphs of a section alone."""
        line = nodes.container(classes=[BREAK])
        self.add_line_and_source_path(line, token)
        self.current_node.append(line)

    def create_highlighted_code_block(self, *args: Any, **kwargs: Any) -> nodes.Element:
        """Show code with colours, if there is not too much of it, its language is known and it keeps to the
        rules of that."""
        return self.tolerant(super().create_highlighted_code_block(*args, **kwargs))

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Give a table that has only a header an empty body: the writer of LaTeX needs one."""
        super().render_table(token)
        for columns in self.current_node[-1].findall(nodes.tgroup):
            if columns.first_child_matching_class(nodes.tbody) is None:
                columns.append(nodes.tbody())

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Show a picture that is among the reports, else its text."""
        if not self._refused(token, str(token.attrGet("src") or ""), image=True):
            super().render_image(token)
            return
        text = self.renderInlineAsText(token.children or []) or str(token.attrGet("src") or "")
        self.current_node.append(nodes.inline("", text, classes=["report-id"]))

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Make a link to the web or a page of the site, else show its text."""
        if self._refused(token, str(token.attrGet("href") or ""), image=False):
            self.render_children(token)
        else:
            super().render_link(token)

    def _refused(self, token: SyntaxTreeNode, uri: str, *, image: bool) -> bool:
        lookup = Lookup.current[-1]
        if not uri or refusals.allowed_target(uri, lookup.path, image=image):
            return False
        lookup.fault(token_line(token, 1), refusals.refused_target(uri, image=image))
        return True

    def _show_html(self, token: SyntaxTreeNode, shown: type[nodes.TextElement]) -> None:
        text = token.content.strip()
        if is_comment(text):
            node: nodes.Element = nodes.comment(text, text[4:-3].strip())
        else:
            line = token_line(token, 1)
            # One message for a block is enough.
            if line != self._html_line:
                Lookup.current[-1].fault(line, refusals.refused_html(text))
            self._html_line = line
            node = shown(text, text)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)


def _for_content(config: MdParserConfig) -> MdParserConfig:
    """Return the settings without features that run code or that the model reads differently."""
    return config.copy(
        enable_extensions={*GITHUB, *(name for name in EXTENSIONS if name in config.enable_extensions)},
        strikethrough_single_tilde=False,
        colon_fence_exact_match=False,
        fence_as_directive=set(RENDERED),
        html_meta={},
        substitutions={},
    )


class MarkdownReader:
    """Reads texts into documents with the settings of one build: content, with the current :class:`.Lookup`,
    or documents of other people."""

    _made: ClassVar[WeakKeyDictionary[BuildEnvironment, dict[bool, MarkdownReader]]] = WeakKeyDictionary()

    @classmethod
    def of(cls, env: BuildEnvironment, *, content: bool) -> MarkdownReader:
        """Return the reader in the build with the environment ``env``: of ``content``, or of other
        documents."""
        made = cls._made.setdefault(env, {})
        if content not in made:
            made[content] = cls(env.myst_config, content=content)  # type: ignore[attr-defined]  # of MyST
        return made[content]

    def __init__(self, config: MdParserConfig, *, content: bool) -> None:
        self.renderer = Renderer if content else SharedRenderer
        self.parser: MarkdownIt = create_md_parser(_for_content(config) if content else config, self.renderer)
        if content:
            # Settings within a text are ignored; the model has read what is relevant.
            self.parser.disable("front_matter")
            look_only_behind_schemes(self.parser)
        self.idle: list[SharedRenderer] = []

    def read(self, text: str, document: nodes.document) -> None:
        """Add the nodes of ``text`` to a document; front matter of content has no meaning in it."""
        env: dict[str, Any] = {}
        # A directive in the text may have another text read meanwhile, which needs its own renderer.
        renderer = self.idle.pop() if self.idle else self.renderer(self.parser)
        options: Any = {**self.parser.options, "document": document}
        renderer.render(self.parser.parse(text, env), options, env)
        self.idle.append(renderer)
