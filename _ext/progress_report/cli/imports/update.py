"""The common parts of the imports: the project, the options, and the update of a register."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...content.registers import Registers
from ...content.settings import Settings
from ...core.files import write_whole
from ..command import FAULTY, GOOD, say

_SEPARATOR = re.compile(r"[,\s]+")


class RefusedError(Exception):
    """An import that would harm the project; the message says why."""


@dataclass(frozen=True, slots=True)
class Project:
    """The project at ``root``: the settings of its ``conf.py`` and its registers."""

    root: Path
    settings: Settings
    registers: Registers


def add_options(parser: argparse.ArgumentParser, forms: str, fields: Sequence[str]) -> None:
    """Add to ``parser`` what all imports ask for: the file, and what to write or take.

    :param forms: the forms that an export may have, for the help
    :param fields: the fields that may be taken from the export
    """
    parser.add_argument("file", type=_export_file, help=f"the export: {forms}")
    parser.add_argument("--apply", action="store_true", help="update the register")
    parser.add_argument(
        "--take",
        type=lambda text: _fields_of(text, fields),
        default=frozenset(),
        help=f"fields to take from the export: {', '.join(fields)}",
    )


def update(name: str, path: Path, register: str, before: str, after: str, *, apply: bool) -> int:
    """Write the text ``after`` into the file ``path`` in place of ``before`` if ``apply`` is true.

    Say what happened, and return the exit status of the command ``name``. ``register`` is the path as people
    know it.
    """
    if before == after:
        say(f"{register} is up to date.")
    elif apply:
        try:
            write_whole(path.resolve(), after.encode())
        except OSError as error:
            say(f"{name}: {register} can't be written: {error.strerror}", wrong=True)
            return FAULTY
        say(f"Updated {register}.")
    else:
        say(f"{register} was not changed. To apply these changes, add --apply (APPLY=1 with make).")
    return GOOD


def _export_file(text: str) -> Path:
    """Return the path of an export.

    :raises argparse.ArgumentTypeError: if ``text`` is empty
    """
    if not text:
        raise argparse.ArgumentTypeError("which export? expected a file (FILE=export.csv with make)")
    return Path(text)


def _fields_of(text: str, known: Collection[str]) -> frozenset[str]:
    """Return the fields that ``text`` names, separated by commas or spaces.

    :raises argparse.ArgumentTypeError: if one is not ``known``
    """
    fields = frozenset(filter(None, _SEPARATOR.split(text)))
    if not fields <= set(known):
        unknown = ", ".join(sorted(fields - set(known)))
        raise argparse.ArgumentTypeError(f"unknown field '{unknown}'; expected some of {', '.join(known)}")
    return fields
