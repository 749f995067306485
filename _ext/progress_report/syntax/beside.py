"""What a text states besides the words of its blocks: its links, pictures, code, and tables as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .allowed_markup import ADDRESS, DOMAIN, OURS, PICTURE, DirectiveForm
from .directive_text import Options

#: What the address of a link and the name of a picture follow.
LINK_TO, PICTURE_OF = "link to ", "picture "

#: The options of directives that say what a picture or link is about.
_WORDS_INSTEAD = frozenset({"alt", "img-alt", "link-alt"})


def beside_blocks(
    name: str, form: DirectiveForm, first_line: str, options: Options, body: Sequence[str]
) -> Iterator[str]:
    """Yield what a directive states besides the blocks in it, but not how that is shown.

    :param name: its name
    :param form: how it is written
    :param first_line: the text behind its name
    :param options: its options, as written
    :param body: the lines below them
    """
    if name.removeprefix(DOMAIN) in OURS:
        shown = sorted(f":{option}: {value}" for option, value in options)
        yield " ".join((name.removeprefix(DOMAIN), first_line, *shown))
    if name in ("figure", "image"):
        yield f"{PICTURE_OF}{first_line.strip()}"
    elif form.body == "verbatim":
        code = "\n".join((*([first_line] if name == "math" else ()), *body))
        yield from (text for text in (code,) if text.strip())
    for option, value in options:
        kind = form.options.get(option)
        if kind == ADDRESS:
            yield f"{LINK_TO}{value}"
        elif kind == PICTURE:
            yield f"{PICTURE_OF}{value}"
        elif option in _WORDS_INSTEAD and kind:
            yield value


def below(found: Sequence[tuple[str, int]], lines: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Yield the texts that are below each of ``lines``; those above the first one belong to it.

    :param found: the texts with their lines
    :param lines: in ascending order
    """
    parts: list[list[str]] = [[] for _ in lines]
    for text, line in found:
        parts[max(bisect_right(lines, line) - 1, 0)].append(text)
    yield from map(tuple, parts)
