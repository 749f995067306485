"""``make convert``: turn an old report into the files of a draft month.

It never overwrites a file of the month. What it could not write, the leftovers and the report on the
conversion are in a directory of their own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..content.known import Known
from ..content.registers import MILESTONES_FILE, WBS_FILE, Registers
from ..core import identifiers
from ..core.files import write_whole
from ..core.periods import is_well_formed, kind, period_name
from ..core.places import reports
from ..load.loader import load_registers
from .command import FAULTY, GOOD, counted, refuse, say, unreadable
from .conf import ConfError, read_conf
from .main import command_parser

NAME = "convert"

#: The directory of what is not a file of the month, below that of ``conf.py``.
NOTES = "_build/convert"

CREATED, UNCHANGED = "created", "exists already, with the same text"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    root: Path = options.root
    month: str = options.month.strip()
    try:
        settings = read_conf(root).settings
        if not is_well_formed(month):
            return refuse(
                NAME,
                f"'{month}' is not a {kind().word}; expected one such as {kind().example} "
                f"(MONTH={kind().example} with make)",
            )
        registers, problems = load_registers(root, settings)
        faults = unreadable(registers, problems, WBS_FILE, MILESTONES_FILE)
        if faults is not None:
            return refuse(NAME, f"nothing was written because a register can't be read:{faults}")
        known = Known(settings, registers, frozenset())
        area = identifiers.without_prefix(options.area.strip(), settings.wbs_prefix)
        if area and area not in registers.elements:
            return refuse(NAME, f"--area: '{area}' is no element of {reports()}/{WBS_FILE}")
    except ConfError as error:
        return refuse(NAME, str(error))
    return _convert(options.file, root, known, month, area)


def _convert(file: Path, root: Path, known: Known, month: str, area: str) -> int:
    # The libraries that read each format take a while to load.
    from ..convert.account import account
    from ..convert.blocks import ConvertError
    from ..convert.draft import month_files, proposed
    from ..convert.headings import Headings
    from ..convert.repair import repaired
    from ..convert.report import leftovers, report
    from ..convert.sort import sort_blocks
    from ..convert.source import has_pages, read_apart

    try:
        document = read_apart(file)
    except ConvertError as error:
        say(f"{NAME}: {file}: {error}", wrong=True)
        return FAULTY
    title = period_name(month)
    headings = Headings(known, month, _areas(known.registers, month))
    blocks, joined = repaired(
        document.blocks, known, pages=has_pages(file), levels=file.suffix.lower() == ".pdf"
    )
    found = sort_blocks(blocks, headings, frozenset({month, title}), area)
    files = month_files(found, headings, title)
    words = account(document, joined, found, files, title)
    notes = root / NOTES / month
    try:
        done, beside = _write(root / reports() / month, files)
        proposals = {f"proposed/{name}": text for name, text in proposed(found, headings).items()}
        others = {
            "report.md": report(file.name, found, document, joined, words, done),
            "leftovers.md": leftovers(found, document),
            **proposals,
            **{f"month/{name}": text for name, text in beside.items()},
        }
        for name, text in others.items():
            write_whole(notes / name, text.encode())
    except OSError as error:
        say(f"{NAME}: the month can't be written: {error}", wrong=True)
        return FAULTY
    say(f"{reports()}/{month}:")
    say("".join(f"  {name}: {what}\n" for name, what in done.items()), end="")
    doubts = len(found.doubts) + len(found.rows.doubts) + sum(not each.certain for each in joined)
    say(
        f"{words.source} words read; {sum(words.lost.values())} lost, {sum(words.added.values())} added; "
        f"{counted(len(found.leftovers), 'leftover')}, {counted(doubts, 'doubt')}."
    )
    say(f"See {NOTES}/{month}: {', '.join(others)}")
    say(f"Next: decide what is doubtful or left, and check the draft with `make check MONTH={month}`.")
    return GOOD


def _areas(registers: Registers, month: str) -> frozenset[str]:
    """Return the elements that report in ``month``: those marked in the register, else those below a root."""
    used = {name: each for name, each in registers.elements.items() if each.used_in(month)}
    marked = {name for name, each in used.items() if each.area}
    return frozenset(marked or {name for name in used if name.count(".") == 1} or used)


def _write(directory: Path, files: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Write the ``files`` that are missing; return what was done with each, and the texts of those that exist
    with another text."""
    directory.mkdir(parents=True, exist_ok=True)
    done, beside = {}, {}
    for name, text in files.items():
        path = directory / name
        try:
            # Never overwrite a file, not even one that is being saved at this moment.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            done[name] = CREATED
        except FileExistsError:
            if path.read_text(encoding="utf-8", errors="replace") == text:
                done[name] = UNCHANGED
            else:
                done[name] = f"exists already, so the text is in {NOTES}/{directory.name}/month/{name}"
                beside[name] = text
    return done, beside


def _parser() -> argparse.ArgumentParser:
    parser = command_parser(NAME, "Turn an old report into the files of a draft month.")
    parser.add_argument("file", type=_file, help="the report: .pdf, .docx, .html, .md or .txt")
    parser.add_argument("--month", default="", help="the month of the report, such as 2017-08")
    parser.add_argument("--area", default="", help="the area, if the whole report is about one")
    return parser


def _file(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("which report? expected a file (FILE=report.pdf with make)")
    return Path(text)
