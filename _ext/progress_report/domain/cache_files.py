"""What a build keeps beside the doctrees for the next one: drawings, and notes of what was written.

Each such file says of itself what it is, in a first line with a checksum. One that is not whole, or that
another version has written, counts as none, so whatever happened to it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sphinx.util import logging

from ..core.files import write_whole

logger = logging.getLogger(__name__)

#: Raised when the form of any file changes.
VERSION = 1


def load(path: Path) -> str | None:
    """Return what is kept in a file; None where there is none, or where it is not whole."""
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
    """Keep a text in a file; where it can't be, the next build works without."""
    body = text.encode("utf-8")
    try:
        write_whole(path, _head(body) + b"\n" + body)
    except OSError as error:
        logger.info("%s can't be kept: %s", path.name, error.strerror)


def load_table(path: Path) -> dict[str, str]:
    """Return a table of texts that is kept in a file; an empty one where there is none."""
    table: dict[str, str] = json.loads(load(path) or "{}")
    return table


def save_table(path: Path, table: dict[str, str]) -> None:
    """Keep a table of texts in a file."""
    save(path, json.dumps(table))


def checksum(data: bytes) -> str:
    """A checksum of what was written to a file."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def stand(directory: Path, checksums: dict[str, str]) -> bool:
    """Whether all files of a directory, by name, are as they were written."""
    return bool(checksums) and all(
        path.is_file() and checksum(path.read_bytes()) == value
        for path, value in ((directory / name, value) for name, value in checksums.items())
    )


def _head(body: bytes) -> bytes:
    return f"progress_report {VERSION} {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode()
