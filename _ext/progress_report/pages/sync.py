"""Stub documents on disk: written only if their text has changed, deleted only if they contain our mark.

So the time of a file shows every builder what is outdated, and a page written by hand in one of the
directories is never lost. Each directory has a ``.gitignore`` that lists its stubs: git shows only what
people wrote there, and ``clean`` finds the directories without the settings of the project.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..core.files import write_whole

#: A comment of MyST in every generated source.
MARK = "% Made by progress_report from reports/ and _templates/pages/: what is written here is lost."

#: The list of the stubs in a directory, and how it begins.
LIST = ".gitignore"
HEAD = "# Written by progress_report, like the pages listed here. Other files are yours."


def sync(root: Path, directories: Sequence[str], sources: Mapping[str, str]) -> list[str]:
    """Make the stubs in ``directories`` under ``root`` equal to ``sources`` (by document name).

    Return the files, relative to the root, that were kept because they contain no mark.
    """
    in_the_way: dict[str, None] = {}
    for docname, source in sorted(sources.items()):
        path = root / f"{docname}.md"
        text = f"{source.rstrip()}\n\n{MARK}\n"
        if _text(path) == text:
            continue
        if kept := _in_the_way(path):
            in_the_way[kept.relative_to(root).as_posix()] = None
        else:
            write_whole(path, text.encode())
    folded = {docname.casefold(): docname for docname in sources}
    for path in _stubs(root, directories):
        docname = path.relative_to(root).as_posix().removesuffix(".md")
        twin = folded.get(docname.casefold())
        # A name that differs only in case is the same file on some systems.
        if docname not in sources and not (twin and path.samefile(root / f"{twin}.md")):
            path.unlink()
    for directory in directories:
        _write_list(root / directory, [name for name in sources if name.rpartition("/")[0] == directory])
        if (root / directory).is_dir() and not any((root / directory).iterdir()):
            (root / directory).rmdir()
    return [*in_the_way]


def _in_the_way(path: Path) -> Path | None:
    """Return what keeps a stub from being written to ``path``; None if nothing does."""
    if path.parent.exists() and not path.parent.is_dir():
        return path.parent
    current = _text(path)
    if current is None:
        return path if path.exists() else None
    # A crash may have left an empty file, in which nothing is lost.
    return path if current.strip() and MARK not in current else None


def _write_list(directory: Path, docnames: Sequence[str]) -> None:
    """Write the list of the stubs ``docnames`` in a ``directory``, or delete it if there are none."""
    path = directory / LIST
    current = _text(path)
    if not directory.is_dir() or (current is None and path.exists()):
        return
    if current and not current.startswith(HEAD):
        return
    text = "\n".join([HEAD, f"/{LIST}", *(f"/{name.rpartition('/')[2]}.md" for name in sorted(docnames)), ""])
    if not docnames:
        path.unlink(missing_ok=True)
    elif current != text:
        write_whole(path, text.encode())


def generated_directories(root: Path) -> list[str]:
    """Return the directories under ``root`` with stubs, relative to it, by their lists."""
    found = []
    for directory, below, files in os.walk(root):
        path = Path(directory)
        if LIST in files and (_text(path / LIST) or "").startswith(HEAD):
            found.append(path.relative_to(root).as_posix())
        skipped = any(name in files for name in ("pyvenv.cfg", "CACHEDIR.TAG"))
        below[:] = [] if skipped else [name for name in below if not name.startswith((".", "_"))]
    return sorted(found)


def _stubs(root: Path, directories: Sequence[str]) -> Iterator[Path]:
    for directory in directories:
        for path in sorted((root / directory).glob("*.md")):
            if MARK in (_text(path) or ""):
                yield path


def _text(path: Path) -> str | None:
    """Return the text of a file; None if there is none, or something else, such as a directory or a pipe."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
