"""Markdown as the model reads it: headings and blocks of text with their lines and contents.

The parser is markdown-it-py with the plugins that MyST-Parser uses, so that it finds what Sphinx will find; a
test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Annotated, Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ..core.characters import hidden, without_hidden
from ..core.data_annotations import OPTIONS, DataKey, Line
from ..core.limits import (
    DIRECTIVE_DEPTH,
    INLINE_LEVELS,
    MARKDOWN_BRACKETS,
    MARKDOWN_LEVELS,
    MARKDOWN_NAMES,
    MARKDOWN_PARTS,
    MARKDOWN_TABLES,
)
from ..core.problems import UnreadableError
from .allowed_markup import DIRECTIVES, DOMAIN, INLINE, OURS, DirectiveForm, form_of
from .bare_addresses import look_only_behind_schemes
from .beside import LINK_TO, PICTURE_OF, beside_blocks
from .directive_form import wrong_body, wrong_box, wrong_form, wrong_glossary
from .directive_text import (
    DRAWN,
    Options,
    has_options,
    name_of,
    name_of_box,
    parts_of_card,
    parts_of_glossary,
    take_apart,
)
from .equations import displayed, wrong_equations

#: The MyST extensions that the model supports. With others, the checks and the site would disagree.
EXTENSIONS = ("colon_fence", "deflist")

#: Those that hold in every text, so that it reads as on GitHub: there people write and review it.
GITHUB = ("alert", "gfm_autolink", "strikethrough", "tasklist")

#: Roles whose content is ordinary text; that of other roles is code, or the name of something.
TEXT_ROLES = frozenset("emphasis strong sub subscript sup superscript title title-reference abbr dfn".split())
_CODE_ROLES = frozenset({"math", "code", "literal"})

#: Characters that only some readers treat as a line end, and all others that are invisible. The line of a
#: directive must not depend on the reader.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# A label and a colon at the start of a paragraph or bullet.
_LABEL = re.compile(r"[\s>*+:-]*(?:\d+[.)]\s+)?\[([^\[\]^][^\[\]]*)\]:")

#: The beginning of a line of YAML.
_KEY = re.compile(r"\w[\w-]*:(?: |$)")

_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text within a block, on ``line``.

    ``role`` names the MyST role around it (``text`` is then the role's content); ``linkable`` is False for
    code and for the text of links. ``link`` is the address of the link around it, as written.
    """

    text: str
    line: int
    linkable: bool
    role: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or heading; ``plain`` is its text without markup.

    ``path`` names the containers from the outside in. ``level`` is 1 to 6 for a heading that can open a
    section, else 0.
    """

    line: int
    plain: str
    runs: tuple[Run, ...]
    path: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Opaque:
    """A block without text of its own, such as code, a rule or a directive."""

    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: ``line`` is that of its fence, ``depth`` the number of directives around it, ``diagram``
    the source of a diagram."""

    name: Annotated[str, "The name of the directive."]
    argument: Annotated[str, "Its argument, else empty."]
    options: Annotated[Options, "Its options, as written.", OPTIONS]
    line: Line
    depth: int = 0
    diagram: str = ""


Directives = Annotated[tuple[Directive, ...], "The tables and charts in it, in order.", DataKey("shows")]


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link or image."""

    uri: str
    line: int
    image: bool
    titled: bool = False
    """Whether it has words of its own."""


#: What a name is given to: a place, a term of a glossary, an equation.
LABEL, TERM, EQUATION = "label", "term", "equation"


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a text can be referred to by, as it is compared.

    ``titled`` is whether what it is given to has a title, so that a reference needs no words of its own.
    """

    kind: str
    name: str
    line: int
    titled: bool = False


@dataclass(slots=True)
class Markdown:
    """A parsed text: blocks in document order, and what the checks examine."""

    pieces: list[Block | Opaque] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    definitions: list[tuple[str, int]] = field(default_factory=list)
    """Labels of link definitions (``[label]: …``), which disappear from the page, and of paragraphs that
    would be one with fewer words, with their lines."""
    html: list[tuple[str, int]] = field(default_factory=list)
    """Raw HTML other than comments, with its lines."""
    roles: list[tuple[str, str, int]] = field(default_factory=list)
    """The names of roles, with their texts and lines."""
    named: dict[tuple[str, str], Named] = field(default_factory=dict)
    """Targets of references besides headings, by kind and name."""
    languages: list[tuple[str, int]] = field(default_factory=list)
    """The languages of code, as written, with their lines."""
    malformed: list[tuple[str, int]] = field(default_factory=list)
    """Messages about malformed Markdown, with their lines."""
    controls: tuple[tuple[str, int], ...] = ()
    """Invisible characters (see :func:`mark_controls`), with their lines."""
    beside: list[tuple[str, int]] = field(default_factory=list)
    """What the text states besides the words of its blocks, with lines: addresses of links, pictures, code,
    equations, diagrams, tables as a whole, and which tables and charts of this extension it shows."""
    hidden: list[tuple[str, int]] = field(default_factory=list)
    """Those of them that an entity spells out, as ``U+202E``, with their lines."""


@lru_cache(maxsize=8)
def _parser(extensions: tuple[str, ...]) -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(gfm_autolink_plugin)
        .enable("strikethrough")
    )
    look_only_behind_schemes(parser)
    parser.options["alerts"] = parser.options["tasklists"] = True
    if "colon_fence" in extensions:
        rule = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)  # noqa: S106 - no secret
        inside = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
        parser.block.ruler.before("fence", "colon_fence", rule, {"alt": inside})
    if "deflist" in extensions:
        parser.use(deflist_plugin)
    return parser


def without_merge(text: str) -> tuple[str, int]:
    """Return ``text`` with only one side of an unfinished merge, and the line of its first mark (0 if there
    is none).

    Lines keep their numbers.
    """
    if not _MERGE_MARK.search(text):
        return text, 0
    lines = text.split("\n")
    first, inside = 0, ""
    for index, line in enumerate(lines):
        mark = _MERGE_MARK.match(line)
        if mark or (inside and line == "======="):
            first = first or index + 1
            inside = line[0] if line[0] != ">" else ""
            lines[index] = ""
        elif inside in ("=", "|"):
            lines[index] = ""
    return "\n".join(lines), first


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Split a file into its front matter (None if there is none) and its body.

    The lines of the front matter are left empty in the body, so that line numbers stay the same.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:index]), "\n" * (index + 1) + "\n".join(lines[index + 1 :])
    return None, "\n" + "\n".join(lines[1:])


def wrong_front_matter(text: str) -> tuple[str, int]:
    """Return why what looks like the front matter of a file is none, and its line; an empty text if nothing
    does."""
    lines = [line.strip() for line in text.split("\n")]
    at = next((index for index, line in enumerate(lines) if line), 0)
    mark, below = lines[at], lines[at + 1 : at + 2]
    if mark == "---" and not at and text.startswith(mark):
        closed = split_front_matter(text)[0] is not None
        return "" if closed else "the front matter is never closed; expected a second line '---'", 1
    if mark == "+++":
        return "front matter between '+++' (TOML) is not read; expected YAML between two lines '---'", at + 1
    if mark.startswith("---") and not mark.strip("-") and below and _KEY.match(below[0]):
        return "this is no front matter; expected '---' as the first line of the file", at + 1
    return "", 0


def mark_controls(text: str) -> str:
    """Return ``text`` with each control character replaced by a mark, so that every reader counts the same
    lines."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def controls(text: str, first_line: int = 1) -> tuple[tuple[str, int], ...]:
    """Return the control characters in ``text`` with their lines; ``first_line`` is the number of its first
    line."""
    return tuple(
        (match[0], first_line + text.count("\n", 0, match.start())) for match in _CONTROL.finditer(text)
    )


def parse(text: str, extensions: Sequence[str] = (), first_line: int = 1) -> Markdown:
    """Parse Markdown; ``first_line`` is the line of the file on which ``text`` begins.

    ``extensions`` are names of ``myst_enable_extensions``; those that are not in :data:`EXTENSIONS` are
    ignored.

    :raises UnreadableError: if the text exceeds a limit
    """
    if text.count("[") > MARKDOWN_BRACKETS:
        raise UnreadableError(first_line, f"more than {MARKDOWN_BRACKETS} opening brackets in one text")
    reader = _Reader(tuple(name for name in EXTENSIONS if name in extensions))
    reader.read(mark_controls(text), first_line, ())
    reader.found.malformed.extend(reader.wrong_footnotes())
    reader.found.controls = controls(text, first_line)
    return reader.found


class _Reader:
    def __init__(self, extensions: tuple[str, ...]) -> None:
        self.parser = _parser(extensions)
        self.found = Markdown()
        # By label, the first line where a footnote is cited, and where it is written.
        self.cited: dict[str, int] = {}
        self.footnotes: dict[str, int] = {}
        self.targets_before: list[tuple[str, int]] = []
        # Link definitions of a text also apply to the directives in it.
        self.env: dict[str, Any] = {}
        self.heading_level = 0
        self.depth = 0
        self.parts = 0
        self.tables = 0
        # The number of pieces before the table that is read.
        self.table = 0

    def wrong_footnotes(self) -> Iterator[tuple[str, int]]:
        """Yield what is wrong between footnotes and the places that cite them, with lines."""
        for label, line in self.cited.items():
            if label not in self.footnotes:
                yield f"there is no footnote '[^{label}]'; expected a line '[^{label}]: …'", line
        for label, line in self.footnotes.items():
            if label not in self.cited:
                yield f"nothing cites the footnote '[^{label}]'; expected '[^{label}]' in a text", line

    def name(self, kind: str, text: str, line: int, *, titled: bool = False) -> None:
        """Note the name ``text`` that is given to something of a ``kind``, in a ``line``."""
        name = compared(kind, text)
        if len(self.found.named) == MARKDOWN_NAMES:
            raise UnreadableError(line, f"more than {MARKDOWN_NAMES} link targets in one text")
        first = self.found.named.setdefault((kind, name), Named(kind, name, line, titled))
        if first.line != line:
            self.found.malformed.append((f"the name '{name}' is already given in line {first.line}", line))

    def read(self, text: str, first_line: int, outside: tuple[str, ...]) -> list[Token]:
        """Read a text, and return how it was parsed."""
        known, twice = len(self.env.get("references", ())), len(self.env.get("duplicate_refs", ()))
        tokens = self.parser.parse(text + "\n", self.env)
        self._definitions(tokens, text.split("\n"), first_line, known, twice)
        path = list(outside)
        line = first_line
        for token in tokens:
            if token.map:
                line = token.map[0] + first_line
            if token.level > MARKDOWN_LEVELS:
                raise UnreadableError(
                    line, "lists or quotations nested too deeply; expected at most 8 levels"
                )
            if any(each.level > INLINE_LEVELS for each in token.children or ()):
                raise UnreadableError(
                    line, f"emphasis nested too deeply; expected at most {INLINE_LEVELS} levels"
                )
            self._count(token, line)
            self._place(token, line)
            if token.type == "heading_open":
                # A heading inside a list, quotation or directive opens no section.
                self.heading_level = 0 if path else int(token.tag[1])
            if token.nesting == 1:
                path.append(token.type.removesuffix("_open"))
            elif token.nesting == -1:
                path.pop()
            elif path[-1:] == ["alert_title"]:
                pass  # the parser's own word
            elif token.type == "inline":
                self._block(token, line, tuple(path))
            else:
                self._leaf(token, line, tuple(path))
        self._label(titled=False)
        return tokens

    def _count(self, token: Token, line: int) -> None:
        """Count a block and the pieces of text in it."""
        self.parts += (token.nesting >= 0) + sum(child.nesting >= 0 for child in token.children or ())
        if self.parts > MARKDOWN_PARTS:
            raise UnreadableError(line, f"more than {MARKDOWN_PARTS} blocks and pieces of text in one text")

    def _definitions(
        self, tokens: Sequence[Token], lines: Sequence[str], first_line: int, known: int, twice: int
    ) -> None:
        """Record the link definitions after the first ``known`` ones, and after the first ``twice`` repeated
        ones."""
        again = self.env.get("duplicate_refs", [])[twice:]
        defined = [*list(self.env.get("references", {}).values())[known:], *again]
        begins = {each["map"][0] for each in defined}
        begins |= {token.map[0] for token in tokens if token.type == "paragraph_open" and token.map}
        for index in sorted(begins):
            # The parser folds the case of labels, so look at what is written.
            label = _LABEL.match(lines[index]) if index < len(lines) else None
            if label:
                self.found.definitions.append((label[1], index + first_line))
        for each in again:
            message = (
                f"the label '[{each['label'].lower()}]' of a link is already defined; the first one counts"
            )
            self.found.malformed.append((message, each["map"][0] + first_line))

    def _place(self, token: Token, line: int) -> None:
        """Record the places in a token that can be referred to, and a table at its end."""
        if token.type == "table_open":
            self.table = len(self.found.pieces)
        elif token.type == "table_close":
            self._table(self.table)
        if token.type == "myst_target":
            self.targets_before.append((token.content, line))
        elif self.targets_before:
            self._label(titled=token.type == "heading_open")
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            first = self.footnotes.setdefault(label, line)
            if first != line:
                self.found.malformed.append((f"the footnote '[^{label}]' is already in line {first}", line))

    def _label(self, *, titled: bool) -> None:
        """Record the names directly before something."""
        for text, line in self.targets_before:
            self.name(LABEL, text, line, titled=titled)
        self.targets_before.clear()

    def _block(self, token: Token, line: int, path: tuple[str, ...]) -> None:
        runs = tuple(self._runs(token, line))
        shown = "".join(map(_shown, runs))
        self.found.hidden.extend((char, line + offset) for char, offset in hidden(shown))
        plain = " ".join(without_hidden(shown).split())
        level = self.heading_level if path[-1:] == ("heading",) else 0
        self.found.pieces.append(Block(line, plain, runs, path, level))

    def _leaf(self, token: Token, line: int, path: tuple[str, ...]) -> None:
        if token.type in ("front_matter", "myst_line_comment", "myst_target", "myst_block_break"):
            return
        if token.type == "html_block":
            if without_comments(token.content):
                self.found.html.append((token.content.strip(), line))
                self.found.pieces.append(Opaque(line))
            return
        found = name_of(token.info) if "fence" in token.type else None
        if found:
            self._directive(token, *found, line, path)
            return
        if token.type == "colon_fence":
            self._box(token, line, path)
            return
        if token.type == "fence" and token.info.split():
            self.found.languages.append((token.info.split()[0], line))
        if token.content.strip():
            self.found.beside.append((token.content, line))
        self.found.pieces.append(Opaque(line))

    def _table(self, first: int) -> None:
        """Record a table as a whole: its pieces from the ``first`` on. A cell alone says nothing."""
        cells = [piece for piece in self.found.pieces[first:] if isinstance(piece, Block)]
        if cells:
            self.found.beside.append((" | ".join(cell.plain for cell in cells), cells[0].line))

    def _box(self, token: Token, line: int, path: tuple[str, ...]) -> None:
        """Read a fence of colons that is not a directive: the text in it is Markdown."""
        self.found.pieces.append(Opaque(line))
        name, words = name_of_box(token.info)
        deep = self.depth >= DIRECTIVE_DEPTH
        wrong = wrong_box(name, DIRECTIVE_DEPTH if deep else 0)
        if wrong:
            self.found.malformed.append((wrong, line))
        if not deep:
            self.depth += 1
            self._inline(words, line, (*path, "container"))
            self.read(token.content, line + 1, (*path, "container"))
            self.depth -= 1

    def _directive(self, token: Token, name: str, first_line: str, line: int, path: tuple[str, ...]) -> None:
        content = token.content
        if token.type == "colon_fence" and content.startswith(":::"):
            content = f"\n{content}"  # not an option, but a fence
        form = form_of(name)
        options, body, offset = take_apart(form, first_line, content) if form else ((), [], 0)
        diagram = "\n".join(body) if name in DRAWN else ""
        self.found.directives.append(Directive(name, first_line.strip(), options, line, self.depth, diagram))
        self.found.pieces.append(Opaque(line))
        self.tables += name.removeprefix(DOMAIN) in OURS
        if self.tables > MARKDOWN_TABLES:
            raise UnreadableError(line, f"more than {MARKDOWN_TABLES} tables and charts in one text")
        if form is None or self.depth >= DIRECTIVE_DEPTH or (name in DRAWN and first_line):
            return
        split = bool(first_line.strip()) and not form.argument and has_options(form, content)
        wrong = wrong_form(
            name, form, first_line, options, body, split and any(body[1:]), path[-1] if path else ""
        )
        self.found.malformed.extend((message, line) for message in wrong)
        if name == "math":
            equations = displayed("\n\n".join((first_line, "\n".join(body))))
            self.found.malformed.extend((message, line) for message in wrong_equations(equations, block=True))
        beside = beside_blocks(name, form, first_line, options, body)
        self.found.beside.extend((text, line) for text in beside)
        # Directives of this extension generate their own text.
        if name in DIRECTIVES:
            self._names(name, dict(options), first_line, line)
            self.depth += 1
            self._inside(name, form, first_line, options, line, path)
            first = line + 1 + offset
            tokens = self._body(form.body, body, first, (*path, name))
            for message, at in wrong_body(name, form, tokens, options) if body else ():
                self.found.malformed.append((message, at + first if at >= 0 else line))
            self.depth -= 1

    def _inside(
        self,
        name: str,
        form: DirectiveForm,
        first_line: str,
        options: Options,
        line: int,
        path: tuple[str, ...],
    ) -> None:
        """Read the texts in the first line and in the options of a directive."""
        texts = [first_line] if form.argument and form.inline and first_line else []
        texts += [value for option, value in options if form.options.get(option) == INLINE]
        for text in texts:
            self._inline(text, line, (*path, name))

    def _names(self, name: str, options: dict[str, str], first_line: str, line: int) -> None:
        """Record the names that the options of a directive give it, and the language of code."""
        if options.get("name", "").strip():
            titled = name == "rubric" or "caption" in options or bool(first_line and "table" in name)
            self.name(LABEL, options["name"], line, titled=titled)
        if name == "math" and options.get("label", options.get("name", "")).strip():
            self.name(EQUATION, options.get("label", options.get("name", "")), line)
        if name in ("code", "code-block", "sourcecode") and first_line.strip():
            self.found.languages.append((first_line.split()[0], line))

    def _body(self, kind: str, lines: list[str], line: int, path: tuple[str, ...]) -> list[Token]:
        """Read the text below a directive; return its tokens, if it is one text."""
        if kind == "card":
            for before, part in parts_of_card(lines):
                self.read("\n".join(part), line + before, path)
        elif kind == "glossary":
            self.found.malformed.extend((message, line + at) for message, at in wrong_glossary(lines))
            for before, part, is_term in parts_of_glossary(lines):
                if is_term:
                    # A classifier may follow it.
                    self.name(TERM, part[0].partition(" : ")[0], line + before)
                    self._inline(part[0], line + before, path)
                    piece = self.found.pieces[-1]
                    if isinstance(piece, Block) and not piece.plain:
                        self.found.malformed.append(("a term of a glossary has no text", line + before))
                else:
                    self.read("\n".join(part), line + before, path)
        elif kind != "verbatim":
            first = len(self.found.pieces)
            tokens = self.read("\n".join(lines), line, path)
            if kind == "list-table":
                self._table(first)
            return tokens
        return []

    def _inline(self, text: str, line: int, path: tuple[str, ...]) -> None:
        """Read a text that is not a block, such as a title."""
        self.heading_level = 0
        for token in self.parser.parseInline(text, self.env):
            self._block(token, line, path)

    def _runs(self, token: Token, line: int) -> Iterator[Run]:
        links: list[str] = []
        at = 0
        html = False
        for child, after in zip_longest(token.children or [], (token.children or [])[1:]):
            self._reference(child, after, line)
            link = links[-1] if links else ""
            if child.type == "text":
                yield Run(child.content, line, linkable=not links, link=link)
            elif child.type in ("softbreak", "hardbreak"):
                yield Run("\n", line, linkable=False)
                line += 1
                at = token.content.find("\n", at) + 1
            elif child.type in ("code_inline", "myst_role"):
                yield _code_run(child, line, linkable=not links, link=link)
                # The parser replaces line breaks in code by spaces, so count them in the source.
                written = _code_written(child).search(token.content, at)
                breaks = written[0].count("\n") if written else 0
                line, at = line + breaks, written.end() if written and breaks else at
            elif child.type == "image":
                yield Run(child.content, line, linkable=False)
            elif child.type == "link_open":
                links.append(str(child.attrGet("href") or ""))
            elif child.type == "link_close":
                links.pop()
            elif child.type == "html_inline" and not html and without_comments(child.content):
                # One in a block is enough to say.
                html = True
                self.found.html.append((child.content.strip(), line))

    def _reference(self, child: Token, after: Token | None, line: int) -> None:
        """Record the target of a piece of text before another one."""
        if child.type == "myst_role":
            name = str(child.meta["name"])
            self.found.roles.append((name, child.content, line))
            if name == "math":
                wrong = wrong_equations((child.content,), block=False)
                self.found.malformed.extend((message, line) for message in wrong)
            elif _shown(_code_run(child, line, linkable=False, link="")) != child.content:
                self.found.beside.append((child.content, line))
        elif child.type == "footnote_ref":
            self.cited.setdefault(str(child.meta["label"]), line)
        elif child.type == "link_open":
            titled = child.info != "auto" and after is not None and after.type != "link_close"
            target = Target(str(child.attrGet("href") or ""), line, image=False, titled=titled)
            self.found.targets.append(target)
            if titled:
                self.found.beside.append((f"{LINK_TO}{target.uri}", line))
        elif child.type == "image":
            target = Target(str(child.attrGet("src") or ""), line, image=True)
            self.found.targets.append(target)
            self.found.beside.append((f"{PICTURE_OF}{target.uri}", line))


def compared(kind: str, name: str) -> str:
    """Return the ``name`` of something of a ``kind`` as Sphinx compares it: that of an equation as it is."""
    return name.strip() if kind == EQUATION else comparable(name)


def comparable(name: str) -> str:
    """Return a name as docutils compares it: in lower case, with single blanks."""
    return " ".join(name.lower().split())


def is_comment(text: str) -> bool:
    """Return whether ``text`` is one HTML comment and nothing else."""
    return text.startswith("<!--") and text.endswith("-->") and text.count("-->") == 1


def split_role(text: str) -> tuple[str | None, str]:
    """Split a role's content into its explicit title (None if there is none) and its target."""
    text = text.strip()
    title, bracket, target = text.rpartition("<")
    plain = not bracket or not target.endswith(">") or ">" in target[:-1] or title.endswith("\\")
    return (None, text) if plain or not title.strip() else (title.strip(), target[:-1].strip())


def without_comments(html: str) -> str:
    """Return ``html`` without its comments."""
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[at:start])
        at = end + 3
    return "".join([*kept, html[at:]]).strip()


def _shown(run: Run) -> str:
    """Return the text of a run as readers see it."""
    if not run.role or run.role in _CODE_ROLES:
        return run.text
    title, target = split_role(run.text)
    return title or target


def _code_run(token: Token, line: int, *, linkable: bool, link: str) -> Run:
    """Return the run of inline code or of a role."""
    role = str(token.meta["name"]) if token.type == "myst_role" else ""
    if role in TEXT_ROLES:
        return Run(_without_explanation(role, token.content), line, linkable, link=link)
    return Run(token.content, line, linkable=False, role=role, link=link)


def _code_written(token: Token) -> re.Pattern[str]:
    """Return a pattern for inline code as written in the source, with its marks."""
    words = r"\s+".join(map(re.escape, token.content.split()))
    return re.compile(rf"`\s*{words}\s*`")


def _without_explanation(role: str, text: str) -> str:
    """Return ``text`` without the explanation of an abbreviation, which is shown on hover only."""
    shown, bracket, explanation = text.rstrip().rpartition("(")
    if role != "abbr" or not bracket or not explanation.endswith(")") or ")" in explanation[:-1]:
        return text
    return shown.rstrip()
