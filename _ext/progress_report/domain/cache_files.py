"""Files that a build keeps beside the doctrees for the next one: drawings, and records of its output.

The first line of each file identifies it with a checksum. A file that is damaged or of another version is
ignored, so it costs time but no correctness.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx.util import logging

from ..core.files import write_whole

logger = logging.getLogger(__name__)

#: Increased when the format of any file changes.
VERSION = 2


def load(path: Path) -> str | None:
    """Return the content of a cache file; None if it is missing or damaged."""
    try:
        if path.exists() and not path.is_file():
            # A pipe would keep the build waiting.
            raise OSError(0, "it is no file")
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.info("%s is not used: %s", path.name, error.strerror)
        return None
    head, _, body = data.partition(b"\n")
    if head != _head(body):
        logger.info("%s is not used: it is damaged, or of another version", path.name)
        return None
    return body.decode("utf-8")


def save(path: Path, text: str) -> None:
    """Write ``text`` to the cache file ``path``; if that fails, the next build works without it."""
    body = text.encode("utf-8")
    try:
        write_whole(path, _head(body) + b"\n" + body)
    except OSError as error:
        logger.info("%s can't be kept: %s", path.name, error.strerror)


def load_table(path: Path) -> dict[str, str]:
    """Return the table of texts in a cache file; empty if there is none."""
    table: dict[str, str] = json.loads(load(path) or "{}")
    return table


def save_table(path: Path, table: dict[str, str]) -> None:
    """Write a ``table`` of texts to the cache file ``path``."""
    save(path, json.dumps(table))


#: Returns the content of a file (None for none) by its name, a key and what makes it: as it was left, if it
#: was made with the same key.
Kept = Callable[[str, object, Callable[[], bytes | None]], bytes | None]


def write_files(
    stamp: Path,
    made_from: object,
    directory: Path,
    make: Callable[[Kept], Iterable[tuple[str, bytes | None]]],
    ours: Iterable[Path],
) -> None:
    """Write files below ``directory``, unless they exist, unchanged, with the same input.

    :param stamp: the file that keeps a digest of the input, and the checksums of the files
    :param made_from: the input of the files; its ``repr`` is compared
    :param make: yields the files with their names, so that they are not all in memory at once (None for no
        file); it may take those from its argument whose own input is the same
    :param ours: the files below ``directory`` that may exist; deleted if ``make`` does not yield them
    """
    digest = _digest(made_from)
    before = load_table(stamp)
    if before.pop("", "") == digest and _unchanged(directory, before):
        return
    keys: dict[str, str] = {}
    left: dict[str, str] = {}

    def kept(name: str, key: object, make_one: Callable[[], bytes | None]) -> bytes | None:
        keys[name] = _digest(key)
        value = before.get(name, "")
        path = directory / name
        if value.partition(" ")[2] == keys[name] and path.is_file():
            data = path.read_bytes()
            if checksum(data) == value.partition(" ")[0]:
                left[name] = value
                return data
        return make_one()

    for name, data in make(kept):
        if name in left or data is None:
            continue
        path = directory / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
        left[name] = f"{checksum(data)} {keys.get(name, '')}"
    for path in ours:
        if path.relative_to(directory).as_posix() not in left:
            path.unlink(missing_ok=True)
    save_table(stamp, {"": digest, **dict(sorted(left.items()))})


def _digest(made_from: object) -> str:
    return hashlib.blake2b(repr(made_from).encode(), digest_size=16).hexdigest()


def checksum(data: bytes) -> str:
    """Return a checksum of the content of a file."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _unchanged(directory: Path, left: dict[str, str]) -> bool:
    """Return whether all files in ``directory`` are as they were ``left``: a checksum, and a key, by name."""
    return bool(left) and all(
        path.is_file() and checksum(path.read_bytes()) == value.partition(" ")[0]
        for path, value in ((directory / name, value) for name, value in left.items())
    )


def _head(body: bytes) -> bytes:
    return f"progress_report {VERSION} {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode()
