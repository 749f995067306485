"""The guides as their tests read them: blocks of code, each with the file that it is of, and tables.

A block that is followed by a message of the check, in a block of text, shows a mistake. Any other block of
Markdown or YAML shows how it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from ..conftest import ROOT

GUIDES = tuple(sorted((ROOT / "guide").rglob("*.md")))
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *GUIDES)

_FENCE = re.compile(r"^( *)(`{3,})([^\n`]*)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
#: What stands before a block and says which file it is, or belongs to: its name, and a colon at the end.
_NAMED = re.compile(r"`([\w./-]+\.\w+)`[^`\n]*:\n\n\Z")
_MESSAGE = re.compile(r"(?:fault|remark): .* \[report\.[a-z-]+\]", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of code: its place, its language and text, and its file."""

    place: str
    language: str
    text: str
    file: str

    def __str__(self) -> str:
        return self.place


def blocks(path: Path, *languages: str) -> list[Block]:
    """The blocks of a page in their order, of some languages or all."""
    text = path.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        indent, _, info, body = match.groups()
        named = _NAMED.search(text, 0, match.start())
        line = text.count("\n", 0, match.start()) + 1
        lines = [each.removeprefix(indent) for each in body.splitlines(keepends=True)]
        place = f"{path.relative_to(ROOT)}:{line}"
        found.append(Block(place, info.strip(), "".join(lines), named[1] if named else ""))
    return [each for each in found if not languages or each.language in languages]


def examples(path: Path) -> Iterator[tuple[Block, str]]:
    """The blocks of content on a page, each with the message shown for it; empty where it is right."""
    found = blocks(path)
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.language in ("markdown", "yaml"):
            said = after.text.strip() if after and after.language == "text" else ""
            yield block, said if _MESSAGE.fullmatch(said) else ""


def commands(path: Path) -> Iterator[tuple[str, str]]:
    """The commands of a page, with their places and without their comments."""
    for block in blocks(path, "sh", "console"):
        for line in block.text.splitlines():
            command = line.partition(" #")[0].strip()
            if command and not command.startswith("#"):
                yield block.place, command


def pages(name: str) -> list[Path]:
    """The pages of a guide: its first one, and those below it."""
    return [ROOT / "guide" / f"{name}.md", *sorted((ROOT / "guide" / name).glob("*.md"))]


def file_blocks(name: str) -> dict[str, list[str]]:
    """The blocks of a guide by the file that they are of."""
    found: dict[str, list[str]] = {}
    for block in (block for path in pages(name) for block in blocks(path)):
        if block.file:
            found.setdefault(block.file, []).append(block.text)
    return found


def table(path: Path, head: str, below: str = "") -> list[str]:
    """The rows of the first table with this head, or of the first below a heading."""
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    assert not below or below in lines, f"{path.name} has no heading '{below}'"
    assert head in lines, f"{path.name} has no table '{head}'"
    next(lines)
    return list(takewhile(lambda line: line.startswith("|"), lines))
