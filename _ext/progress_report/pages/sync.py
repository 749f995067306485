"""Stub documents on disk: written only if their text has changed, deleted only if they contain our mark.

So the time of a file shows every builder what is outdated, and a page written by hand in one of the
directories is never lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..core.files import write_whole

#: A comment of MyST in every generated source.
MARK = "% Made by progress_report from reports/ and _templates/pages/: what is written here is lost."


def sync(root: Path, directories: tuple[str, ...], sources: Mapping[str, str]) -> list[str]:
    """Make the stubs in ``directories`` under ``root`` equal to ``sources`` (by document name).

    Return the files, relative to the root, that were kept because they contain no mark.
    """
    in_the_way = []
    for docname, source in sorted(sources.items()):
        path = root / f"{docname}.md"
        text = f"{source.rstrip()}\n\n{MARK}\n"
        if path.exists():
            current = path.read_text(encoding="utf-8")
            if current == text:
                continue
            if MARK not in current:
                in_the_way.append(path.relative_to(root).as_posix())
                continue
        write_whole(path, text.encode())
    folded = {docname.casefold(): docname for docname in sources}
    for path in _stubs(root, directories):
        docname = path.relative_to(root).as_posix().removesuffix(".md")
        twin = folded.get(docname.casefold())
        # A name that differs only in case is the same file on some systems.
        if docname not in sources and not (twin and path.samefile(root / f"{twin}.md")):
            path.unlink()
    for directory in directories:
        if (root / directory).is_dir() and not any((root / directory).iterdir()):
            (root / directory).rmdir()
    return in_the_way


def _stubs(root: Path, directories: tuple[str, ...]) -> Iterator[Path]:
    for directory in directories:
        for path in sorted((root / directory).glob("*.md")):
            if MARK in path.read_text(encoding="utf-8", errors="replace"):
                yield path
