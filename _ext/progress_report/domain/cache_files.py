"""Files that a build keeps beside the doctrees for the next one: drawings, and records of its output.

The first line of each file identifies it with a checksum. A file that is damaged or of another version is
ignored, so it costs time but no correctness.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from sphinx.util import logging

from ..core.files import write_whole

logger = logging.getLogger(__name__)

#: Increased when the format of any file changes.
VERSION = 3


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


class OutputFile(NamedTuple):
    """A file to write: its ``name``, a ``key`` of what it is made from, and what makes its content (None for
    no file). While the key is the same it is not made again; one without a key (None) always is."""

    name: str
    key: object
    make: Callable[[], bytes | None]


def write_files(
    stamp: Path, made_from: object, directory: Path, files: Iterable[OutputFile], ours: Iterable[Path]
) -> None:
    """Write files below ``directory``, unless they exist, unchanged, with the same input.

    :param stamp: the file that keeps a digest of the input, and the state and key of each file
    :param made_from: the input of all files; its ``repr`` is compared
    :param directory: where the names of the files begin
    :param files: what to write, one after the other, so that they are not all in memory at once
    :param ours: the files below ``directory`` that may exist; deleted if they are not among ``files``
    """
    digest = _digest(made_from)
    before = {name: _Left(*value.split(" | ")) for name, value in load_table(stamp).items()}
    same = before.pop("", _NOT_LEFT).state == digest and bool(before)
    if same and all(file_state(directory / name, each.state) == each.state for name, each in before.items()):
        return
    left: dict[str, _Left] = {}
    for name, key, make in files:
        path = directory / name
        was, made_of = before.get(name, _NOT_LEFT), "" if key is None else _digest(key)
        if made_of and made_of == was.key and file_state(path, was.state) == was.state:
            left[name] = was
            continue
        data = make()
        if data is None:
            continue
        if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
            write_whole(path, data)
        left[name] = _Left(_state(path.stat(), checksum(data)), made_of)
    for path in ours:
        if path.relative_to(directory).as_posix() not in left:
            path.unlink(missing_ok=True)
    table = {"": _Left(digest, ""), **dict(sorted(left.items()))}
    save_table(stamp, {name: " | ".join(each) for name, each in table.items()})


class _Left(NamedTuple):
    """How a file was left: its state, and the digest of its key."""

    state: str
    key: str


_NOT_LEFT = _Left("", "")


def file_state(path: Path, before: str = "") -> str:
    """Return size, time and checksum of a file; empty if there is none.

    :param path: the file
    :param before: its state as it was left. A file with the same size and time is not read again; one with
        only another time, such as a copy, is unchanged, and this is its state.
    """
    if not path.is_file():
        return ""
    found = path.stat()
    size, time, data = (*before.split(), "", "", "")[:3]
    if (size, time) == (str(found.st_size), str(found.st_mtime_ns)):
        return before
    now = checksum(path.read_bytes())
    return before if data == now else _state(found, now)


def _state(found: os.stat_result, data: str) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {data}"


def _digest(made_from: object) -> str:
    return hashlib.blake2b(repr(made_from).encode(), digest_size=16).hexdigest()


def checksum(data: bytes) -> str:
    """Return a checksum of the content of a file."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _head(body: bytes) -> bytes:
    return f"progress_report {VERSION} {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode()
