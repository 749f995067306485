"""The messages for what content may not use: directives, roles, options, HTML, links, pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..core.limits import DIRECTIVE_DEPTH, PATH_CHARACTERS
from ..core.periods import kind
from ..core.problems import Code, Problems
from ..core.suggestions import suggestion
from ..syntax import allowed_markup
from ..syntax.allowed_markup import ADDRESS, CLASSES, DIRECTIVES, DOMAIN, INLINE, OURS, PICTURE, STYLES
from ..syntax.diagram_source import refused_diagram
from ..syntax.github_only import only_on_github
from ..syntax.languages import is_language, languages
from ..syntax.markdown_text import Block, Directive, Markdown, split_role, without_comments
from .known import ROLES, Known
from .malformed_ids import check_addresses
from .references import references

WEB_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

#: Formats of pictures beside the text that shows them. SVG is excluded, since browsers run its scripts.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})

#: The message for markup that is not allowed in a note.
NOT_IN_NOTE = "a note may contain only paragraphs and lists; this would be lost or break the table"

#: What to write instead of HTML, by the name of its element.
INSTEAD = {
    **dict.fromkeys(("b", "strong"), "'**words**'"),
    **dict.fromkeys(("em", "i"), "'*words*'"),
    **dict.fromkeys(("del", "s", "strike"), "'~~words~~'"),
    **dict.fromkeys(("figure", "img"), "'![words](picture.png)'"),
    **dict.fromkeys(("li", "ol", "ul"), "'- ' before each item"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "'#' before a heading"),
    **dict.fromkeys(("table", "td", "th", "tr"), "a table of Markdown"),
    **dict.fromkeys(("kbd", "sub", "sup"), "a role, such as '{sup}`2`'"),
    **dict.fromkeys(("details", "summary"), "the directive 'dropdown'"),
    "a": "'[words](address)'",
    "blockquote": "'> ' before each line",
    "br": "'\\' at the end of the line, or in a table a row for each line",
    "code": "'`words`'",
    "hr": "'---' between empty lines",
    "p": "an empty line between paragraphs",
    "pre": "'```' above and below",
}

_TAG = re.compile(r"</?([A-Za-z][\w-]*)")


def examine(markdown: Markdown, known: Known, problems: Problems) -> None:
    """Report markup in ``markdown`` that would vanish or that content may not use."""
    for label, line in markdown.definitions:
        found = [each for each in known.vocabulary.scan(label) if each.kind != "unknown"]
        if found:
            problems.fault(
                line,
                Code.LINK_DEFINITION,
                f"'[{label}]:' at the start of a paragraph defines a link in Markdown and disappears from "
                f"the page; put the id at the end of the sentence: '… [{label}]'",
            )
    problems.references.append(references(markdown))
    for message, line in _shown_plainly(markdown):
        problems.remark(line, Code.MARKUP, message)
    _check_html(markdown, problems)
    # An id that is taken for the label of a link is not a label that could be defined twice.
    told = {problem.line for problem in problems.found if problem.code == Code.LINK_DEFINITION.value}
    for message, line in markdown.malformed:
        if line not in told:
            problems.fault(line, Code.MARKUP, message)
    for message, line in _refused(markdown, problems.path):
        problems.fault(line, Code.MARKUP, message)
    check_addresses(markdown, known, problems)
    for target in markdown.targets:
        _check_target(target.uri, target.line, problems, image=target.image)


def _shown_plainly(markdown: Markdown) -> Iterator[tuple[str, int]]:
    """Yield a message for each thing that is shown less well than on GitHub, with its line."""
    for name, line in markdown.languages:
        if not is_language(name):
            hint = suggestion(name, languages()) or "; expected a name such as 'python' or 'text'"
            yield f"code in '{_short(name)}' is shown without colours{hint}", line
    for piece in markdown.pieces:
        if isinstance(piece, Block):
            yield from ((message, piece.line) for message in only_on_github(piece))


def _refused(markdown: Markdown, path: str) -> Iterator[tuple[str, int]]:
    """Yield a message for each thing that content may not use, with its line."""
    yield from ((refused_control(char), line) for char, line in markdown.controls)
    yield from ((refused_control(chr(int(name[2:], 16))), line) for name, line in markdown.hidden)
    for name, text, line in markdown.roles:
        message = refused_role(name) or wrong_number(name, text)
        if message:
            yield message, line
    for directive in markdown.directives:
        yield from ((message, directive.line) for message in refused_in_directive(directive, path))


def _check_html(markdown: Markdown, problems: Problems) -> None:
    told: set[str] = set()
    for text, line in markdown.html:
        refused = refused_html(text)
        # A closing tag has been reported with its opening tag.
        if not text.startswith("</") or refused not in told:
            problems.fault(line, Code.MARKUP, refused)
        told.add(refused)


def our_directives(markdown: Markdown) -> tuple[Directive, ...]:
    """Return the directives of this extension. Their options are checked once all months have been read."""
    return tuple(each for each in markdown.directives if each.name.removeprefix("report:") in OURS)


def refused_in_directive(directive: Directive, path: str) -> Iterator[str]:
    """Yield why content of the file ``path`` may not use a directive, or which parts of it may
    not be used."""
    refused = refused_directive(directive.name, directive.argument, directive.depth)
    if refused:
        yield refused
        return
    unusable = refused_diagram(directive.diagram)
    if unusable:
        yield unusable
    argument = directive.argument
    picture = directive.name in ("figure", "image") and argument
    if picture and not allowed_target(argument, path, image=True):
        yield refused_target(argument, image=True)
    if directive.name == "container":
        yield from refused_classes(argument)
    if directive.name in DIRECTIVES:
        for name, value in directive.options:
            yield from refused_option(directive.name, name, value, path)


def refused_directive(name: str, argument: str, depth: int) -> str:
    """Return why content may not use the directive ``name`` with ``argument``, inside ``depth`` others; empty
    if it may."""
    if depth >= DIRECTIVE_DEPTH:
        return f"the directive '{name}' is inside {DIRECTIVE_DEPTH} others; it is shown as text"
    if name == "mermaid" and argument:
        return "the source of a diagram must be in the page, not in a file; it is shown as text"
    if allowed_markup.form_of(name):
        return ""
    hint = suggestion(name, {*DIRECTIVES, *OURS}) or "; it is shown as text"
    return f"the directive '{_short(name)}' is not for reports{hint}"


def refused_option(directive: str, name: str, value: str, path: str) -> Iterator[str]:
    """Yield why the option ``name`` of an allowed ``directive`` may not have ``value`` in the
    file ``path``."""
    kind = DIRECTIVES[directive].options.get(name)
    if kind is None:
        hint = suggestion(name, DIRECTIVES[directive].options) or "; it is left out"
        yield f"the option ':{_short(name)}:' of '{directive}' is not for reports{hint}"
    elif kind == STYLES:
        yield from refused_classes(value)
    elif kind in (ADDRESS, PICTURE):
        image = kind == PICTURE
        if value and not allowed_target(value, path, image=image):
            yield refused_target(value, image=image)
    if (not value and kind in (ADDRESS, INLINE, PICTURE)) or (
        isinstance(kind, re.Pattern) and not kind.fullmatch(value)
    ):
        yield refused_value(directive, name, value)


def refused_value(directive: str, name: str, value: str) -> str:
    """Return the message for the option ``name`` of ``directive``, which can't have ``value``."""
    return f"the option ':{name}:' of '{directive}' can't be '{_short(value)}'; it is left out"


def refused_classes(text: str) -> Iterator[str]:
    """Yield a message for each style class in ``text`` that content may not use."""
    for name in text.split():
        if name not in CLASSES:
            hint = suggestion(name, CLASSES) or "; it is left out"
            yield f"the style '{_short(name)}' is not for reports{hint}"


def refused_role(name: str) -> str:
    """Return why content may not use the role ``name``; empty if it may."""
    if name in allowed_markup.ROLES or name.removeprefix(DOMAIN) in ROLES:
        return ""
    if name == "numref":
        return "the role 'numref' is not for reports, since numbers change; write '{ref}`words <name>`'"
    hint = suggestion(name, {*allowed_markup.ROLES, *ROLES}) or "; its text is shown"
    return f"the role '{_short(name)}' is not for reports{hint}"


def wrong_number(role: str, text: str) -> str:
    """Say why a ``role`` that refers to a numbered document can't have a ``text``; empty where it can."""
    number = split_role(text)[1].partition("#")[0]
    if role not in ("pep", "rfc") or number.strip().isdecimal():
        return ""
    return f"'{_short(text)}' is not a number; expected, say, {{{role}}}`{'8' if role == 'pep' else '2119'}`"


def refused_control(char: str) -> str:
    """Return the message for an invisible character, which is shown as a mark."""
    return f"the control character U+{ord(char):04X} is not for reports; expected a space or a line break"


def refused_html(text: str) -> str:
    """Return the message for raw HTML, which is shown as text; both tags of a pair have the same message."""
    text = without_comments(text)
    tag = _TAG.match(text)
    shown = f"<{tag[1]}>" if tag else _short(text)
    instead = INSTEAD.get(tag[1].lower() if tag else "", "Markdown")
    return f"raw HTML is shown as text: '{shown}'; write {instead}"


def _check_target(uri: str, line: int, problems: Problems, *, image: bool) -> None:
    if (uri or image) and not allowed_target(uri, problems.path, image=image):
        problems.fault(line, Code.MARKUP, refused_target(uri, image=image))


def refused_target(uri: str, *, image: bool) -> str:
    """Return the message for ``uri``, the target of a link or (``image``) picture that content
    may not use."""
    expected = (
        f"a picture in the directory of the {kind().word}" if image else "https://… or a page of the site"
    )
    return f"'{_short(uri)}' is not for reports; expected {expected}"


def allowed_target(uri: str, path: str, *, image: bool) -> bool:
    """Return whether content of the file ``path`` (relative to the root) may link to ``uri`` or show it.

    A link may lead to the web or a page of the site. A picture (``image``) must be under the directory of the
    reports, since a page loads nothing from elsewhere.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    scheme = parts.scheme.casefold()
    if scheme in WEB_SCHEMES:
        return not image
    if scheme not in ("", "project") or parts.netloc:
        return False
    local = unquote(parts.path)
    if not local:
        return not image
    if len(local) > PATH_CHARACTERS or not local.isprintable() or "\\" in local:
        return False
    root, _, rest = path.partition("/")
    directory = posixpath.dirname(path) if rest else root
    full = posixpath.normpath(
        local.lstrip("/") if local.startswith("/") else posixpath.join(directory, local)
    )
    suffix = posixpath.splitext(full)[1].lower()
    if full.startswith("../"):
        return False
    if suffix in PICTURES:
        return image and full.startswith(f"{directory}/")
    # Without a suffix it is not a file but the name of an object, such as DLP-802 or 02C.03.
    return not image and (suffix == ".md" or ("/" not in local and not suffix[1:].isalpha()))


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= 60 else line[:59] + "…"
