"""A cache of the parsed files between runs: parsing Markdown takes most of the time to load.

An entry is valid for a file with the same content, registers, tables of ``conf.py`` and code. The cache of a
month is one file; one that is damaged, or was written by other code, is ignored.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from ..core.files import write_whole

T = TypeVar("T")

#: The packages whose code determines the result of reading a file.
READING = ("core", "syntax", "content", "load")

_SIZE = 16


class Readings:
    """The cached readings of months; ``basis`` is everything besides its text that the meaning of a file
    depends on.

    Without a directory, or if it is not writable, nothing is kept.
    """

    def __init__(self, directory: Path | None, basis: object) -> None:
        self.directory = directory
        self._key = _digest(_code(), repr(basis).encode())
        self._path: Path | None = None
        self._before: dict[str, tuple[bytes, Any]] = {}
        self._now: dict[str, tuple[bytes, Any]] = {}

    def begin(self, month: str) -> None:
        """Start the month to which the following readings belong."""
        self._path = self.directory / month if self.directory else None
        self._before, self._now = self._kept(), {}

    def of(self, path: str, text: str, read: Callable[[], T]) -> T:
        """Return the cached reading of the file ``path`` if its ``text`` is the same, else the result of
        ``read``, values of the model."""
        key = _digest(self._key, path.encode(), text.encode())
        known = self._before.get(path)
        self._now[path] = known if known and known[0] == key else (key, read())
        result: T = self._now[path][1]
        return result

    def end(self) -> None:
        """Write the readings of the month, if there are new ones."""
        if self._path is None or _keys(self._now) == _keys(self._before):
            return
        file = io.BytesIO()
        _Pickler(file).dump(self._now)
        data = file.getvalue()
        with suppress(OSError):
            write_whole(self._path, _digest(_code(), data) + data)

    def _kept(self) -> dict[str, tuple[bytes, Any]]:
        try:
            # Only a file: a pipe would keep the build waiting.
            whole = self._path.read_bytes() if self._path and self._path.is_file() else b""
        except OSError:
            return {}
        data = whole[_SIZE:]
        if whole[:_SIZE] != _digest(_code(), data):
            return {}
        try:
            kept: dict[str, tuple[bytes, Any]] = _Unpickler(io.BytesIO(data)).load()
        except pickle.UnpicklingError:
            return {}
        return kept


class _Pickler(pickle.Pickler):
    """Write values of the model as calls of their classes: to set the state of a frozen one takes twice as
    long."""

    def reducer_override(self, value: object) -> Any:
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        return type(value), tuple(getattr(value, each.name) for each in fields(value))


class _Unpickler(pickle.Unpickler):
    """Restores values of the model and nothing else, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class ``name`` of the model's ``module``.

        :raises pickle.UnpicklingError: for anything else
        """
        package, _, _ = module.rpartition(".")
        if package not in _packages() or "." in name:
            raise pickle.UnpicklingError(f"no value of the model: {module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"no class: {module}.{name}")
        return found


def _packages() -> set[str]:
    root = __name__.rpartition(".load.")[0]
    return {f"{root}.{name}" for name in READING}


def _keys(readings: dict[str, tuple[bytes, Any]]) -> dict[str, bytes]:
    return {path: key for path, (key, _) in readings.items()}


def _digest(*parts: bytes) -> bytes:
    whole = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


@cache
def _code() -> bytes:
    """Return a digest of the code that reads, and the version of the library that parses Markdown."""
    here = Path(__file__).parent
    texts = [path.read_bytes() for name in READING for path in sorted((here.parent / name).glob("*.py"))]
    return _digest(version("markdown-it-py").encode(), version("mdit-py-plugins").encode(), *texts)
