"""``progress-report``: find a command and run it. Each is imported only when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .. import __version__

PROGRAM = "progress-report"

#: By this variable, a shell asks for completions; its value is the place of the first word after the program.
COMPLETING = "_ARGCOMPLETE"

#: Each command: the module and function that run it, and what it does.
COMMANDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "init": ("new_project", "main", "write the files of a new project"),
        "check": ("check", "main", "check the reports without building the site"),
        "month": ("new_month", "main", "create the missing files of a month"),
        "import": ("imports.schedule", "main", "compare the register with an export of the scheduler"),
        "tickets": ("imports.tickets", "main", "compare the register of tickets with an export of a tracker"),
        "convert": ("convert", "main", "turn an old report into a draft month"),
        "build": ("site.build", "site", "build the site"),
        "pdf": ("site.build", "pdf", "make the PDF of a month"),
        "text": ("site.build", "text", "build the site as plain text"),
        "links": ("site.links", "main", "check the links of the built site, without the network"),
        "links-online": ("site.build", "links_online", "check external links over the network"),
        "permalinks": ("site.permalinks", "main", "record the addresses of the site, and what months state"),
        "schemas": ("schemas", "main", "write the JSON schemas that editors use to check the reports"),
        "codeowners": ("codeowners", "main", "write .github/CODEOWNERS"),
        "clean": ("site.clean", "main", "delete the build and the generated pages"),
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the first of the ``arguments`` names, by default those of the process.

    Return its exit status.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if COMPLETING in os.environ:
        given = _begun(os.environ.get("COMP_LINE", ""))
    if not given or given[0] not in COMMANDS:
        _parser().parse_args(given or ["--help"])
    module, function, _ = COMMANDS[given[0]]
    return int(getattr(import_module(f"{__package__}.{module}"), function)(given[1:]))


class _Parser(argparse.ArgumentParser):
    """A parser that completes words in the shell, if argcomplete is installed and the shell asks for it."""

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        if COMPLETING in os.environ:
            with suppress(ImportError):
                import_module("argcomplete").autocomplete(self)
        return super().parse_args(args, namespace)


def _begun(line: str) -> list[str]:
    """Return the command in the ``line`` that a shell completes, if another word follows it."""
    words = line.split()
    if len(words) - (not line[-1:].isspace()) < 2 or words[1] not in COMMANDS:
        return []
    # Its own parser knows only the words after it.
    os.environ[COMPLETING] = "2"
    return words[1:2]


def command_parser(name: str, description: str, *, root: bool = True) -> argparse.ArgumentParser:
    """Return a parser for the command ``name`` with a ``description``, and with the option ``--root`` if
    ``root`` is true."""
    made = _Parser(prog=f"{PROGRAM} {name}", description=description)
    if root:
        made.add_argument(
            "--root", type=Path, default=Path(), help="directory of conf.py (default: the current directory)"
        )
    return made


def _parser() -> argparse.ArgumentParser:
    """Return the parser of what is not a command: it prints help, the version or what is wrong."""
    parser = _Parser(prog=PROGRAM, description="Progress reports as a cross-linked site.")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for name, (_, _, what) in COMMANDS.items():
        commands.add_parser(name, help=what)
    return parser
