"""Check how a directive is written: its argument, its body, and the directives around it.

Sphinx, docutils and sphinx-design report such mistakes too, each in its own words and some without a line of
the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from ..core.suggestions import nearest
from .allowed_markup import DIRECTIVES, OURS, DirectiveForm, form_of
from .directive_text import Options

_DIGITS = re.compile(r"\d+")


def wrong_form(
    name: str,
    form: DirectiveForm,
    first_line: str,
    options: Options,
    body: Sequence[str],
    split: bool,
    parent: str,
) -> Iterator[str]:
    """Yield what is wrong with the directive ``name``, except its options and text.

    ``form`` is how it must be written, ``options`` are those given.

    :param first_line: the text behind the name
    :param body: the lines of its text
    :param split: whether the text begins behind the name and continues below the options
    :param parent: the name of the directive directly around it, if any
    """
    argument = first_line.strip()
    if form.needs and not argument:
        yield f"'{{{name}}}' needs {form.needs} after its name"
    elif argument and not form.takes.fullmatch(" ".join(argument.split())):
        yield f"'{{{name}}}' can't take '{argument}'; expected {form.needs or '1 or 4 numbers from 1 to 12'}"
    elif form.one_word and len(argument.split()) > 1:
        yield f"'{{{name}}}' takes the name of one language; found '{argument}'"
    elif form.filled and not "".join(body).strip():
        yield f"'{{{name}}}' is empty; expected a text below it"
    elif form.bare and body:
        yield f"'{{{name}}}' takes no text; put the text after its end"
    elif split:
        yield f"the text of '{{{name}}}' begins after its name and goes on below the options; begin it there"
    if form.within and parent != form.within:
        yield f"'{{{name}}}' is outside '{{{form.within}}}'; put it directly inside one"
    lines = dict(options).get("emphasize-lines", "")
    if form.one_word and lines and not _are_lines(lines, len(body)):
        yield f"':emphasize-lines: {lines}' names lines that do not exist; expected 1 to {len(body)}"


def wrong_box(name: str, around: int) -> str:
    """Return what is wrong with a fence of colons that is not a directive; empty for one without a ``name``.

    :param around: the number of fences around it if these are too many, otherwise 0
    """
    if around:
        return f"the fence ':::{name}' is inside {around} others; it is shown as text"
    if not name:
        return ""
    bare = name.strip("{}.")
    meant = bare if form_of(bare) else nearest(bare, {*DIRECTIVES, *OURS})
    hint = f"did you mean ':::{{{meant}}}'?" if meant else "expected one such as ':::{note}'"
    return f"':::{name}' is no directive; {hint}"


def _are_lines(text: str, count: int) -> bool:
    """Return whether ``text`` lists lines up to ``count``, such as ``1,3-5,7-``."""
    for part in text.split(","):
        first, dash, last = (each.strip() for each in part.partition("-"))
        if not (first or last) or not (first or "1").isdecimal() or not (last or "1").isdecimal():
            return False
        begin = int(first or 1)
        if not 1 <= begin <= (int(last or count) if dash else begin) <= count:
            return False
    return True


def wrong_body(
    name: str, form: DirectiveForm, tokens: Sequence[Token], options: Options
) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with ``tokens``, the parsed text of the directive ``name``.

    Each message comes with the line of the text (from 0), or -1 for the directive's own line.
    """
    top = _children(tokens, 0, len(tokens), 0)
    if form.body == "list-table":
        wrong = _wrong_list(name, tokens, dict(options))
        yield from ((wrong, -1),) if wrong else ()
    elif form.body == "table":
        columns = _columns(tokens)
        if [tokens[at].type for at in top] != ["table_open"]:
            yield f"'{{{name}}}' must contain one table and nothing else", -1
        elif (widths := _widths(dict(options))) and len(widths) != columns:
            yield _wrong_widths(name, len(widths), columns), -1
    elif form.body == "figure" and top and tokens[top[0]].type != "paragraph_open":
        yield f"the text of '{{{name}}}' must begin with a paragraph, which is its caption", -1
    for at in top if form.holds else ():
        token = tokens[at]
        held = any(token.info.strip().startswith(f"{{{each}}}") for each in form.holds)
        if token.type not in _UNSEEN and not ("fence" in token.type and held):
            expected = " and ".join(f"'{{{each}}}'" for each in form.holds)
            yield f"'{{{name}}}' holds {expected} only", token.map[0] if token.map else -1


#: What makes no node that anybody sees.
_UNSEEN = frozenset({"myst_line_comment", "myst_target", "myst_block_break", "html_block"})


def _children(tokens: Sequence[Token], first: int, last: int, level: int) -> list[int]:
    return [at for at in range(first, last) if tokens[at].level == level and tokens[at].nesting >= 0]


def _wrong_list(name: str, tokens: Sequence[Token], options: dict[str, str]) -> str:
    """Return why a text is not a list of rows, each a list of cells; empty if it is one."""
    top = _children(tokens, 0, len(tokens), 0)
    if [tokens[at].type for at in top] != ["bullet_list_open"]:
        return f"'{{{name}}}' must contain one list of rows and nothing else, such as '* - first cell'"
    rows = _children(tokens, 1, len(tokens), 1)
    sizes: list[int] = []
    for at, after in zip(rows, [*rows[1:], len(tokens)], strict=True):
        inner = _children(tokens, at + 1, after, 2)
        if [tokens[each].type for each in inner] != ["bullet_list_open"]:
            return f"row {len(sizes) + 1} of '{{{name}}}' is not a list of cells, such as '* - first cell'"
        sizes.append(len(_children(tokens, inner[0] + 1, after, 3)))
        if sizes[-1] != sizes[0]:
            return f"row {len(sizes)} of '{{{name}}}' has {sizes[-1]} cells; row 1 has {sizes[0]}"
    widths = _widths(options)
    if widths and len(widths) != sizes[0]:
        return _wrong_widths(name, len(widths), sizes[0])
    for option, count, what in (("header-rows", len(sizes), "rows"), ("stub-columns", sizes[0], "columns")):
        if int(options.get(option) or 0) >= count:
            return f"':{option}: {options[option]}' leaves nothing of {count} {what}"
    return ""


def _columns(tokens: Sequence[Token]) -> int:
    row = [token.type for token in tokens]
    return row[: row.index("thead_close")].count("th_open") if "thead_close" in row else 0


def _widths(options: dict[str, str]) -> list[str]:
    return _DIGITS.findall(options.get("widths", ""))


def _wrong_widths(name: str, found: int, columns: int) -> str:
    return f"':widths:' of '{{{name}}}' has {found} numbers; the table has {columns} columns"


def wrong_glossary(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with the layout of a glossary, each with the line (from 0)."""
    defining = empty = True
    began = False
    for index, line in enumerate(lines):
        if not line:
            empty = True
            continue
        if line[0].isspace():
            if not began:
                yield "the text of a glossary must begin with a term, without a space before it", index
            defining = True
        else:
            if defining and not empty:
                yield "a term of a glossary follows a definition; expected an empty line between them", index
            elif not defining and empty:
                yield "an empty line separates a term from its definition; delete it", index
            began, defining = True, False
        empty = False
