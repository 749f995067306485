"""Files that a build keeps beside the doctrees for the next one: drawings, and records of its output.

The first line of each file identifies it with a checksum. A file that is damaged or of another version is
ignored, so it costs time but no correctness.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sphinx.util import logging

from ..core.files import write_whole

logger = logging.getLogger(__name__)

#: Increased when the format of any file changes.
VERSION = 1


def load(path: Path) -> str | None:
    """Return the content of a cache file; None if it is missing or damaged."""
    try:
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


def checksum(data: bytes) -> str:
    """Return a checksum of the content of a file."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def stand(directory: Path, checksums: dict[str, str]) -> bool:
    """Return whether all files in ``directory`` are as they were written, by their ``checksums``."""
    return bool(checksums) and all(
        path.is_file() and checksum(path.read_bytes()) == value
        for path, value in ((directory / name, value) for name, value in checksums.items())
    )


def _head(body: bytes) -> bytes:
    return f"progress_report {VERSION} {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode()
