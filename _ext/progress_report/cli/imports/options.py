"""The options that the imports have in common."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection
from pathlib import Path

_SEPARATOR = re.compile(r"[,\s]+")


def export_file(text: str) -> Path:
    """Return the path of an export.

    :raises argparse.ArgumentTypeError: if ``text`` is empty
    """
    if not text:
        raise argparse.ArgumentTypeError("which export? expected a file (FILE=export.csv with make)")
    return Path(text)


def fields_of(text: str, known: Collection[str]) -> frozenset[str]:
    """Return the fields that ``text`` names, separated by commas or spaces.

    :raises argparse.ArgumentTypeError: if one is not ``known``
    """
    fields = frozenset(filter(None, _SEPARATOR.split(text)))
    if not fields <= set(known):
        unknown = ", ".join(sorted(fields - set(known)))
        raise argparse.ArgumentTypeError(f"unknown field '{unknown}'; expected some of {', '.join(known)}")
    return fields
