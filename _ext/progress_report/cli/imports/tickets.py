"""``make tickets``: merge an export of an issue tracker into ``reports/tickets.yaml``.

It shows what would change and what can't be imported. It writes the register only on request, and only if it
can be read again as wanted.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...content.registers import TICKETS_FILE, WBS_FILE, Ticket
from ...core.dates import Date
from ...core.limits import TICKETS_BYTES
from ...core.places import reports
from ...core.problems import Problems, UnreadableError
from ...load.loader import load_registers
from ...load.reading_cache import Readings
from ...load.ticket_register import read_ticket_register
from ...schedule.scheduler_file import read_bytes, read_tables, text_of
from ...schedule.scheduler_table import ScheduleError
from ...syntax.register_editor import EditError
from ...tracker.issue_csv import read_csv
from ...tracker.issue_json import read_json
from ...tracker.issues import IssueExport, Known, TrackerError
from ...tracker.ticket_merge import TAKEN, TicketMerge, merge_tickets
from ...tracker.ticket_text import rewrite_tickets
from ..command import FAULTY, refuse, say, told, unreadable
from ..conf import ConfError, read_conf
from ..main import command_parser
from .ticket_summary import summary
from .update import Project, RefusedError, add_options, update

NAME = "tickets"

#: How the date of an export is given.
DATE_OPTION = "as in --as-of 2018-02-28 (AS_OF=2018-02-28 with make)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    notes: list[str] = []
    try:
        project = _open(options.root)
        export = _read(options.file, project, notes)
        as_of = options.as_of or export.newest
        if as_of is None and any(each.status for each in export.issues):
            return refuse(NAME, f"the export has no dates; expected the date of its statuses, {DATE_OPTION}")
        merged = merge_tickets(export, project.registers.tickets, as_of, options.take)
        before, after = _texts(project, merged)
    except (TrackerError, ScheduleError) as error:
        say(f"{NAME}: {options.file}: {error}", wrong=True)
        return FAULTY
    except (RefusedError, EditError, ConfError) as error:
        say(f"{NAME}: {error}", wrong=True)
        return FAULTY
    if as_of and not options.as_of:
        notes.append(
            f"the status is as of {as_of}, the newest date in the export; or give one, {DATE_OPTION}"
        )
    say(summary(export, project.registers.tickets, merged, notes), end="")
    register = f"{reports()}/{TICKETS_FILE}"
    return update(NAME, project.root / register, register, before, after, apply=options.apply)


def _parser() -> argparse.ArgumentParser:
    parser = command_parser(
        NAME, "Compare the register of tickets with an export of an issue tracker, or update it."
    )
    add_options(parser, "CSV, a spreadsheet or JSON", TAKEN)
    parser.add_argument("--as-of", type=_date, help="the date of the export (default: the newest date in it)")
    return parser


def _date(text: str) -> Date | None:
    date = Date.parse(text.strip())
    if text.strip() and date is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; expected one such as 2018-02-28")
    return date


def _open(root: Path) -> Project:
    """Load the project with the settings of its ``conf.py``.

    :raises RefusedError: if it has no trackers, or a register can't be read
    """
    root = root.resolve()
    settings = read_conf(root).settings
    if not settings.trackers:
        raise RefusedError("conf.py has no report_trackers; expected the prefixes or forms of tickets there")
    registers, problems = load_registers(root, settings)
    path = f"{reports()}/{TICKETS_FILE}"
    faults = unreadable(registers, problems, WBS_FILE)
    own = [told(each) for each in problems if each.path == path and not each.remark]
    if faults is not None or own:
        said = "".join(f"\n{each}" for each in own[:SHOWN])
        raise RefusedError(f"a register has faults; fix them first{faults or ''}{said}")
    return Project(root, settings, registers)


#: The number of faults that a refusal names.
SHOWN = 5


def _read(path: Path, project: Project, notes: list[str]) -> IssueExport:
    """Read an export: JSON if it begins as such, else a table."""
    known = Known(project.settings, project.registers.elements)
    data = read_bytes(path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return read_json(text_of(data, notes.append).lstrip("\ufeff"), known)
    tables = read_tables(path, notes.append)
    return read_csv(max(tables.values(), key=len, default=[]), known, project.settings.date_order)


def _texts(project: Project, merged: TicketMerge) -> tuple[str, str]:
    """Return the text of the register before and after; the latter was read again.

    :raises RefusedError: if the result is not as wanted
    """
    path = project.root / reports() / TICKETS_FILE
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    known = project.registers.tickets
    after = mark + rewrite_tickets(before.removeprefix(mark), known, merged.tickets)
    if after == before:
        return before, after
    if len(after.encode()) > TICKETS_BYTES:
        raise RefusedError(
            f"the register would have {len(after.encode())} bytes; expected {TICKETS_BYTES} at most"
        )
    problems = Problems(path.relative_to(project.root).as_posix())
    text = after.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        found: Mapping[str, Ticket] = read_ticket_register(
            text, project.registers.elements, project.settings, problems, Readings(None, "")
        )
    except UnreadableError as error:
        problems.unreadable(error)
        found = {}
    faults = [told(each) for each in problems.found if not each.remark]
    if faults:
        said = "".join(f"\n{each}" for each in faults[:SHOWN])
        raise RefusedError(f"not written because the register would have faults:{said}")
    wrong = [name for name, each in merged.tickets.items() if found.get(name) != each]
    if wrong or len(found) != len(merged.tickets):
        raise RefusedError(
            f"not written because the edited register would not match {', '.join(wrong[:SHOWN])}"
        )
    return before, after
