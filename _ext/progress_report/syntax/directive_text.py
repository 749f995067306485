"""Take the text of a directive apart in the same way as MyST-Parser, Sphinx and sphinx-design.

The check must read what they will read: the place of a line decides what it may contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .allowed_markup import DirectiveForm

Options = tuple[tuple[str, str], ...]

_QUOTED = re.compile(r"""(["'])(.*)\1""")
_CARD_HEADER = re.compile(r"\^{3,}\s*")
_CARD_FOOTER = re.compile(r"\+{3,}\s*")


#: Languages of code that are drawn, as on GitHub.
DRAWN = ("mermaid",)

#: Languages of code that are directives, as on GitHub.
RENDERED = ("math", *DRAWN)


def name_of(info: str) -> tuple[str, str] | None:
    """Return the name and first line of a directive from the ``info`` string of a fence; None for code."""
    parts = info.strip().split(maxsplit=1)
    name = parts[0] if parts else ""
    if name in RENDERED:
        return name, parts[1] if len(parts) > 1 else ""
    if not (name.startswith("{") and name.endswith("}")):
        return None
    return name[1:-1], parts[1] if len(parts) > 1 else ""


def name_of_box(info: str) -> tuple[str, str]:
    """Return the name and the words after it, from the ``info`` string of a fence of colons that is no
    directive; both may be empty."""
    name, words = (*info.split(maxsplit=1), "", "")[:2]
    return name, words


def take_apart(form: DirectiveForm, first_line: str, content: str) -> tuple[Options, list[str], int]:
    """Split a directive into its options, the lines of its body, and the number of lines before the body.

    ``first_line`` is the text behind the directive's name and ``content`` the text inside its fence. The
    number is -1 if the body begins on the directive's own line.
    """
    block, lines, offset = _split_options(content) if form.options else ([], content.splitlines(), 0)
    if first_line.strip() and not form.argument:
        lines.insert(0, first_line)
        offset -= 1
    if lines and not lines[0].strip():
        del lines[0]
        offset += 1
    return _read_options(block), lines, offset


def has_options(form: DirectiveForm, content: str) -> bool:
    """Return whether the ``content`` of a directive begins with a block of options, be it empty."""
    return bool(form.options) and content.lstrip().startswith((":", "---"))


def _split_options(content: str) -> tuple[list[str], list[str], int]:
    """Return the lines of options, those of the body, and the number of lines before the body."""
    lines = content.splitlines()
    if content.startswith("---"):
        for index, line in enumerate(lines[1:], 1):
            if line.startswith("---"):
                rest = line.lstrip("-").removeprefix(" ")
                return (
                    lines[1:index],
                    [rest, *lines[index + 1 :]] if rest else lines[index + 1 :],
                    (index if rest else index + 1),
                )
        return lines[1:], [], len(lines)
    if content.lstrip().startswith(":"):
        count = next((index for index, line in enumerate(lines) if not _is_option(line)), len(lines))
        return [line.lstrip()[1:] for line in lines[:count]], lines[count:], count
    return [], lines, 0


def _is_option(line: str) -> bool:
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::")


def _read_options(block: list[str]) -> Options:
    """Read a block of options as simple YAML or, failing that, as a name and a value in each line."""
    if not block:
        return ()
    found: list[tuple[str, str]] = []
    for line in block:
        name, colon, value = line.partition(":")
        if colon:
            found.append((_unquoted(name), _unquoted(value)))
    plain = dict(found)
    # A line that is not an option invalidates the whole block.
    broken = [line.strip() for line in block if ":" not in line and line[:1].strip(" \t#")]
    try:
        loaded = yaml.load("\n".join(block), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    if isinstance(loaded, dict):
        plain |= {
            name: value for name, value in loaded.items() if isinstance(name, str) and isinstance(value, str)
        }
    else:
        plain |= dict.fromkeys(broken, "")
    return tuple(plain.items())


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = _QUOTED.fullmatch(text)
    return quoted[2] if quoted else text


def parts_of_card(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield header, body and footer of a card, which are read separately, each with the number of lines
    before it."""
    header = next((index for index, line in enumerate(lines) if _CARD_HEADER.fullmatch(line)), -1)
    footers = [index for index, line in enumerate(lines) if _CARD_FOOTER.fullmatch(line)]
    footer = footers[-1] if footers else len(lines)
    yield 0, lines[: max(header, 0)]
    yield header + 1, lines[header + 1 : footer]
    yield footer + 1, lines[footer + 1 :]


def parts_of_glossary(lines: list[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the terms and definitions of a glossary: the number of lines before it, its lines, and whether it
    is a term."""
    definition: list[str] = []
    start = indent = 0
    for index, line in enumerate(lines):
        if not line:
            if definition:
                definition.append("")
        elif line[0].isspace():
            if not definition:
                start, indent = index, len(line) - len(line.lstrip())
            definition.append(line[indent:])
        else:
            if definition:
                yield start, definition, False
                definition = []
            yield index, [line], True
    if definition:
        yield start, definition, False
