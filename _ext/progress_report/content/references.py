"""The references of a text within the site, and the targets that it defines."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..syntax.allowed_markup import PICTURE, form_of
from ..syntax.markdown_text import Markdown, Named, split_role

#: The roles that refer to something with a name of its own.
NAMING = frozenset({"any", "doc", "eq", "ref", "term"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as written: ``kind`` is the name of a role, or one of :data:`LINK` and :data:`IMAGE`;
    ``titled`` is whether it has words of its own."""

    kind: str
    target: str
    line: int
    titled: bool = False


LINK, IMAGE = "link", "picture"


@dataclass(frozen=True, slots=True)
class References:
    """The references of one text, and the names that it gives."""

    found: tuple[Reference, ...]
    named: tuple[Named, ...]


def references(markdown: Markdown) -> References:
    """Find what a text refers to within the site."""
    found = [
        Reference(IMAGE if each.image else LINK, each.uri, each.line, titled=each.titled)
        for each in markdown.targets
        if is_local(each.uri)
    ]
    for name, text, line in markdown.roles:
        if name in NAMING:
            title, target = split_role(text)
            found.append(Reference(name, target, line, titled=title is not None))
    for directive in markdown.directives:
        form = form_of(directive.name)
        pictures = [directive.argument] if directive.name in ("figure", "image") else []
        for option, value in directive.options if form else ():
            if form and form.options.get(option) == PICTURE:
                pictures.append(value)
        found += [Reference(IMAGE, each, directive.line) for each in pictures if each]
    return References(tuple(found), tuple(markdown.named.values()))


def is_local(uri: str) -> bool:
    """Return whether ``uri`` is an address of this site."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme.casefold() in ("", "project") and not parts.netloc


def split_address(uri: str) -> tuple[str, str]:
    """Return the path and the anchor of an address of this site, as written."""
    path, _, anchor = unquote(uri).removeprefix("project:").partition("#")
    return path, anchor
