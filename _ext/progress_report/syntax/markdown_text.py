"""Markdown as the model reads it: headings and blocks of text with their lines and contents.

The parser is markdown-it-py with the plugins that MyST-Parser uses, so that it finds what Sphinx will find; a
test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ..core.characters import hidden, without_hidden
from ..core.forms import OPTIONS, DataKey, Line
from ..core.problems import TooLargeError
from .allowed import DIRECTIVES, INLINE, form_of
from .directive_text import Options, name_of, parts_of_card, parts_of_glossary, take_apart

#: The MyST extensions that the model supports. With others, the checks and the site would disagree.
EXTENSIONS = ("colon_fence", "deflist", "strikethrough", "tasklist")

#: Roles whose content is ordinary text; that of other roles is code, or the name of something.
TEXT_ROLES = frozenset("emphasis strong sub subscript sup superscript title title-reference abbr dfn".split())
_CODE_ROLES = frozenset({"math", "code", "literal"})

#: Characters that only some readers treat as a line end, and all others that are invisible. The line of a
#: directive must not depend on the reader.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# A label and a colon at the start of a paragraph or bullet.
_LABEL = re.compile(r"[\s>*+:-]*(?:\d+[.)]\s+)?\[([^\[\]^][^\[\]]*)\]:")

#: The message for front matter whose end can't be found.
NEVER_CLOSED = "the front matter is never closed; expected a second line '---'"

_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)

#: The most directives inside one another; deeper ones are shown as text.
MAX_DEPTH = 20
#: Limits that no legitimate text approaches: lists and quotations inside one another (the parser silently
#: drops deeper ones), and brackets, since the parser searches for the end of each.
MAX_LEVEL = 18
MAX_BRACKETS = 5_000


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text within a block, on ``line``.

    ``role`` names the MyST role around it (``text`` is then the role's content); ``linkable`` is False for
    code and for the text of links.
    """

    text: str
    line: int
    linkable: bool
    role: str = ""


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
    type: str


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


@dataclass(frozen=True, slots=True)
class Markdown:
    """A parsed text: blocks in document order, and what the checks examine."""

    pieces: tuple[Block | Opaque, ...]
    directives: tuple[Directive, ...]
    targets: tuple[Target, ...]
    definitions: tuple[tuple[str, int], ...]
    """Labels of link definitions (``[label]: …``), which disappear from the page, and of paragraphs that
    would be one with fewer words, with their lines."""
    html: tuple[tuple[str, int], ...]
    """Raw HTML other than comments, with its lines."""
    roles: tuple[tuple[str, int], ...]
    """The names of roles, with their lines."""
    controls: tuple[tuple[str, int], ...]
    """Invisible characters (see :func:`printable`), with their lines."""
    hidden: tuple[tuple[str, int], ...]
    """Those of them that an entity spells out, as ``U+202E``, with their lines."""


@lru_cache(maxsize=8)
def _parser(extensions: tuple[str, ...]) -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    if "strikethrough" in extensions:
        parser.enable("strikethrough")
    if "colon_fence" in extensions:
        rule = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)  # noqa: S106 - no secret
        inside = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
        parser.block.ruler.before("fence", "colon_fence", rule, {"alt": inside})
    if "deflist" in extensions:
        parser.use(deflist_plugin)
    if "tasklist" in extensions:
        parser.options["tasklists"] = True
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


def printable(text: str) -> str:
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

    :raises TooLargeError: if the text exceeds a limit of this module
    """
    if text.count("[") > MAX_BRACKETS:
        raise TooLargeError(first_line, f"more than {MAX_BRACKETS} opening brackets in one text")
    reader = _Reader(tuple(name for name in EXTENSIONS if name in extensions))
    reader.read(printable(text), first_line, ())
    return Markdown(
        tuple(reader.pieces),
        tuple(reader.directives),
        tuple(reader.targets),
        tuple(reader.definitions),
        tuple(reader.html),
        tuple(reader.roles),
        controls(text, first_line),
        tuple(reader.hidden),
    )


class _Reader:
    def __init__(self, extensions: tuple[str, ...]) -> None:
        self.parser = _parser(extensions)
        self.pieces: list[Block | Opaque] = []
        self.directives: list[Directive] = []
        self.targets: list[Target] = []
        self.definitions: list[tuple[str, int]] = []
        self.html: list[tuple[str, int]] = []
        self.roles: list[tuple[str, int]] = []
        # Link definitions of a text also apply to the directives in it.
        self.env: dict[str, Any] = {}
        self.hidden: list[tuple[str, int]] = []
        self.heading_level = 0
        self.depth = 0

    def read(self, text: str, first_line: int, outside: tuple[str, ...]) -> None:
        """Read ``text``, which begins on ``first_line`` inside the containers ``outside``."""
        known, twice = len(self.env.get("references", ())), len(self.env.get("duplicate_refs", ()))
        tokens = self.parser.parse(text + "\n", self.env)
        defined = list(self.env.get("references", {}).values())[known:]
        defined += self.env.get("duplicate_refs", [])[twice:]
        begins = {each["map"][0] for each in defined}
        begins |= {token.map[0] for token in tokens if token.type == "paragraph_open" and token.map}
        lines = text.split("\n")
        for index in sorted(begins):
            # The parser folds the case of labels, so use the source.
            label = _LABEL.match(lines[index]) if index < len(lines) else None
            if label:
                self.definitions.append((label[1], index + first_line))
        path = list(outside)
        line = first_line
        for token in tokens:
            if token.map:
                line = token.map[0] + first_line
            if token.level > MAX_LEVEL:
                raise TooLargeError(line, "lists or quotations nested too deeply; expected at most 8 levels")
            if token.type == "heading_open":
                # A heading inside a list, quotation or directive opens no section.
                self.heading_level = 0 if path else int(token.tag[1])
            if token.nesting == 1:
                path.append(token.type.removesuffix("_open"))
            elif token.nesting == -1:
                path.pop()
            elif token.type == "inline":
                self._block(token, line, tuple(path))
            else:
                self._leaf(token, line, tuple(path))

    def _block(self, token: Token, line: int, path: tuple[str, ...]) -> None:
        runs = tuple(self._runs(token, line))
        shown = "".join(map(_shown, runs))
        self.hidden.extend((char, line + offset) for char, offset in hidden(shown))
        plain = " ".join(without_hidden(shown).split())
        level = self.heading_level if path[-1:] == ("heading",) else 0
        self.pieces.append(Block(line, plain, runs, path, level))

    def _leaf(self, token: Token, line: int, path: tuple[str, ...]) -> None:
        if token.type in ("front_matter", "myst_line_comment", "myst_target", "myst_block_break"):
            return
        if token.type == "html_block":
            if without_comments(token.content):
                self.html.append((token.content.strip(), line))
                self.pieces.append(Opaque(line, token.type))
            return
        found = name_of(token.info) if "fence" in token.type else None
        if not found:
            self.pieces.append(Opaque(line, token.type))
            return
        name, first_line = found
        content = token.content
        if token.type == "colon_fence" and content.startswith(":::"):
            content = f"\n{content}"  # not an option, but a fence
        form = form_of(name)
        options, body, offset = take_apart(form, first_line, content) if form else ((), [], 0)
        diagram = "\n".join(body) if name == "mermaid" else ""
        self.directives.append(Directive(name, first_line.strip(), options, line, self.depth, diagram))
        self.pieces.append(Opaque(line, "directive"))
        # Directives of this extension generate their own text.
        if form is None or name not in DIRECTIVES or self.depth >= MAX_DEPTH:
            return
        self.depth += 1
        inside = (*path, name)
        if form.argument and form.inline and first_line:
            self._inline(first_line, line, inside)
        for option, value in options:
            if form.options.get(option) == INLINE:
                self._inline(value, line, inside)
        self._body(form.body, body, line + 1 + offset, inside)
        self.depth -= 1

    def _body(self, kind: str, lines: list[str], line: int, path: tuple[str, ...]) -> None:
        """Read the lines below a directive."""
        if kind == "card":
            for before, part in parts_of_card(lines):
                self.read("\n".join(part), line + before, path)
        elif kind == "glossary":
            for before, part, is_term in parts_of_glossary(lines):
                if is_term:
                    self._inline(part[0], line + before, path)
                else:
                    self.read("\n".join(part), line + before, path)
        elif kind != "verbatim":
            self.read("\n".join(lines), line, path)

    def _inline(self, text: str, line: int, path: tuple[str, ...]) -> None:
        """Read a text that is no block, such as a title."""
        self.heading_level = 0
        for token in self.parser.parseInline(text, self.env):
            self._block(token, line, path)

    def _runs(self, token: Token, line: int) -> Iterator[Run]:
        links = 0
        at = 0
        for child in token.children or []:
            if child.type == "text":
                yield Run(child.content, line, linkable=not links)
            elif child.type in ("softbreak", "hardbreak"):
                yield Run("\n", line, linkable=False)
                line += 1
                at = token.content.find("\n", at) + 1
            elif child.type in ("code_inline", "myst_role"):
                if child.type == "myst_role":
                    self.roles.append((str(child.meta["name"]), line))
                yield _code_run(child, line, linkable=not links)
                # The parser replaces line breaks in code by spaces, so count them in the source.
                written = _code_written(child).search(token.content, at)
                breaks = written[0].count("\n") if written else 0
                line, at = line + breaks, written.end() if written and breaks else at
            elif child.type == "link_open":
                links += 1
                self.targets.append(Target(str(child.attrGet("href") or ""), line, image=False))
            elif child.type == "link_close":
                links -= 1
            elif child.type == "image":
                self.targets.append(Target(str(child.attrGet("src") or ""), line, image=True))
                yield Run(child.content, line, linkable=False)
            elif child.type == "html_inline" and without_comments(child.content):
                self.html.append((child.content.strip(), line))


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


def _code_run(token: Token, line: int, *, linkable: bool) -> Run:
    """Return the run of inline code or of a role."""
    role = str(token.meta["name"]) if token.type == "myst_role" else ""
    if role in TEXT_ROLES:
        return Run(_without_explanation(role, token.content), line, linkable)
    return Run(token.content, line, linkable=False, role=role)


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
