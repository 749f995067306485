"""``make import``: merge an export of the scheduler into ``reports/milestones.yaml``.

It shows the difference and what can't be imported. It writes the register only on request, and only if the
project then loads with no new fault.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from ...content.registers import MILESTONES_FILE, WBS_FILE, Milestone
from ...core.periods import expected, is_period, kind
from ...core.places import reports
from ...core.problems import Problem
from ...load.loader import load, load_registers
from ...schedule.activities import read_export
from ...schedule.merge import TAKEN, Merge, merge
from ...schedule.register_text import rewrite
from ...schedule.scheduler_file import read_tables
from ...schedule.scheduler_table import ScheduleError, activities_of
from ...syntax.register_editor import EditError
from ..command import ANY_PERIOD, FAULTY, WRONG_USE, say, told, unreadable
from ..conf import ConfError, read_conf
from ..main import command_parser
from .schedule_summary import summary
from .update import Project, RefusedError, add_options, update

_LINE = re.compile(r"\bline \d+")


#: How the month of an export is given.
MONTH_OPTION = "as in --month 2018-02 (MONTH=2018-02 with make)"

#: The number of ids named in a message.
SHOWN = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    notes: list[str] = []
    try:
        opened = _open(options.root)
        if options.month and not is_period(options.month):
            say(f"import: '{options.month}' is not a {kind().word}; expected {expected()}", wrong=True)
            return WRONG_USE
        export = read_export(
            activities_of(read_tables(options.file, notes.append)),
            opened.registers.elements,
            opened.settings.first_is_month,
            opened.settings.date_order,
        )
        merged = merge(export, opened.registers, options.month, options.take)
        if merged.undated:
            say(summary(export, merged, notes), end="")
            say(f"import: {_undated(merged.undated)}", wrong=True)
            return WRONG_USE
        before, after = _texts(opened, merged)
    except ScheduleError as error:
        say(f"import: {options.file}: {error}", wrong=True)
        return FAULTY
    except (RefusedError, EditError, ConfError) as error:
        say(f"import: {error}", wrong=True)
        return FAULTY
    register = _register()
    for line in unified_diff(before.split("\n"), after.split("\n"), register, register, lineterm=""):
        say(line)
    say(summary(export, merged, notes), end="")
    return update("import", opened.root / register, register, before, after, apply=options.apply)


def _register() -> str:
    return f"{reports()}/{MILESTONES_FILE}"


def _undated(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    return (
        f"the baseline changed of {shown}; expected the {kind().word} from which it applies, {MONTH_OPTION}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = command_parser(
        "import", "Compare the register of milestones with an export of the scheduler, or update it."
    )
    add_options(parser, "CSV, .xls or .xlsx", TAKEN)
    parser.add_argument(
        "--month", default="", help=f"the {ANY_PERIOD} of the export, from which new baselines apply"
    )
    return parser


def _open(root: Path) -> Project:
    """Load the project with the settings of its ``conf.py``."""
    root = root.resolve()
    tables = read_conf(root).settings
    registers, problems = load_registers(root, tables)
    faults = unreadable(registers, problems, WBS_FILE, MILESTONES_FILE)
    if faults is not None:
        raise RefusedError(f"a register can't be read; fix it first{faults}")
    return Project(root, tables, registers)


def _texts(project: Project, merged: Merge) -> tuple[str, str]:
    """Return the text of the register before and after; the latter was loaded in its place.

    :raises RefusedError: if the result is not as wanted, or the project has new faults
    """
    before = (project.root / _register()).read_bytes().decode("utf-8")
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    after = mark + rewrite(before.removeprefix(mark), project.registers.milestones, merged.milestones)
    if after == before:
        return before, after
    with tempfile.TemporaryDirectory() as directory:
        staged = Path(directory, reports())
        shutil.copytree(project.root / reports(), staged, symlinks=True)
        (staged / MILESTONES_FILE).unlink()
        (staged / MILESTONES_FILE).write_text(after, encoding="utf-8", newline="")
        catalogue = load(Path(directory), project.settings)
    # Check faults first: they explain more than a list of milestones that differ.
    faults = _new_faults(project, catalogue.problems)
    if faults:
        lines = "".join(f"\n{told(each)}" for each in faults)
        raise RefusedError(f"not written because it would cause new faults:{lines}")
    wrong = _differing(catalogue.known.registers.milestones, merged.milestones)
    if wrong:
        raise RefusedError(f"not written because the edited register would not match {', '.join(wrong)}")
    return before, after


def _new_faults(project: Project, after: Sequence[Problem]) -> list[Problem]:
    """Return the faults that are new. Lines are ignored, since they move."""
    faults = [each for each in after if not each.remark]
    if not faults:
        return []
    known = Counter(map(_said, load(project.root, project.settings).problems))
    new = []
    for each in faults:
        if known[_said(each)]:
            known[_said(each)] -= 1
        else:
            new.append(each)
    return new


def _said(problem: Problem) -> tuple[str, str, str]:
    """Return a fault without its line and hint, which may name something from the import."""
    message = problem.message.partition(";")[0]
    return problem.path, problem.code, _LINE.sub("line", message)


def _differing(found: Mapping[str, Milestone], wanted: Mapping[str, Milestone]) -> list[str]:
    """Return the milestones that differ from ``wanted``, wherever they are in the file."""
    return [
        name
        for name in sorted({*found, *wanted})
        if name not in found or name not in wanted or _content(found[name]) != _content(wanted[name])
    ]


def _content(milestone: Milestone) -> Milestone:
    """Return a milestone without its line; the last line of a file gets its missing end."""
    return replace(milestone, line=0, description_line=0, description=milestone.description.rstrip("\n"))
