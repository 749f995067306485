"""The common parts of the commands: exit statuses, options, counts and refusals."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from ..content.registers import Registers
from ..core.periods import kind
from ..core.places import reports
from ..core.printable import printable_lines
from ..core.problems import Problem
from ..core.suggestions import suggestion
from .formats import FORMATS
from .main import command_parser

#: What an option that names a period takes, in a help that does not know ``conf.py``.
ANY_PERIOD = "month (or quarter, or release)"

#: Exit statuses; the last is that of argparse, too.
GOOD, FAULTY, WRONG_USE = 0, 1, 2


def checking_parser(name: str, description: str) -> argparse.ArgumentParser:
    """Return a parser for the command ``name`` with a ``description`` that prints problems: it has the
    options ``--root`` and ``--format``."""
    made = command_parser(name, description)
    made.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="output format: text, or annotations for a code host (default: text)",
    )
    return made


def counted(number: int, what: str) -> str:
    """Return a ``number`` of things of the kind ``what`` in words: ``no faults``, ``1 fault``,
    ``2 faults``."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def told(problem: Problem) -> str:
    """Return a problem in one line, for a command that ends with it."""
    return f"{problem.location}: {problem.message} [report.{problem.code}]"


def unreadable(registers: Registers, problems: Iterable[Problem], *names: str) -> str | None:
    """Return those of ``problems`` in the registers ``names`` that can't be read, a line each; None if all
    can be."""
    paths = {f"{reports()}/{name}" for name in registers.unreadable.intersection(names)}
    return "".join(f"\n{told(each)}" for each in problems if each.path in paths) if paths else None


def period_hint(value: str, known: Sequence[str]) -> str:
    """Return what to append to the message that ``value`` is none of the ``known`` periods, oldest first: the
    one that was meant, or the form of one."""
    return suggestion(value, reversed(known)) or f"; expected one such as {kind().example}"


def say(text: str, *, wrong: bool = False, end: str = "\n") -> None:
    """Print a ``text`` that may quote content, so that it commands neither a terminal nor a hosted runner.

    It goes to the errors if something is ``wrong``; ``end`` is printed after it.
    """
    print(printable_lines(text), file=sys.stderr if wrong else sys.stdout, end=end)


def refuse(name: str, message: str) -> int:
    """Print a ``message`` why the command ``name`` can't answer; return the exit status."""
    say(f"{name}: {message}", wrong=True)
    return WRONG_USE
