"""``make convert``: turn an old report into the files of a draft month.

It never overwrites a file of the month. What it could not write, the leftovers and the report on the
conversion are in a directory of their own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.known import Known
from ..content.registers import MILESTONES_FILE, WBS_FILE, Registers
from ..convert.reading.blocks import ConvertError
from ..core import identifiers
from ..core.apart import run_apart
from ..core.files import write_whole
from ..core.periods import is_well_formed, kind, period_name
from ..core.places import reports
from ..load.loader import load_registers
from .command import FAULTY, GOOD, counted, refuse, say, unreadable
from .conf import ConfError, read_conf
from .main import command_parser
from .schemas import with_schema

NAME = "convert"

#: The directory of what is not a file of the month, below that of ``conf.py``.
NOTES = "_build/convert"

#: How the period is given.
_HOW = "(--month, or MONTH= with make)"

CREATED, UNCHANGED = "created", "exists already, with the same text"


@dataclass(frozen=True, slots=True)
class Made:
    """What a report gives: the texts of the files of the month, and what to write beside them.

    ``report`` is the report on the conversion, without what was done with the files; ``counts`` sums it up in
    a line.
    """

    files: Mapping[str, str]
    report: str
    others: Mapping[str, str]
    counts: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    month = options.month.strip()
    try:
        read_conf(options.root)
        if not is_well_formed(month):
            return refuse(
                NAME, f"'{month}' is not a {kind().word}; expected one such as {kind().example} {_HOW}"
            )
        made = run_apart(ConvertError, convert, options.file, options.root, month, options.area.strip())
    except ConfError as error:
        return refuse(NAME, str(error))
    except ConvertError as error:
        say(f"{NAME}: {options.file}: {error}", wrong=True)
        return FAULTY
    return _write(options.root, month, made)


def convert(file: Path, root: Path, month: str, area: str) -> Made:
    """Return what the report in ``file`` gives for ``month`` of the project at ``root``; ``area`` is the only
    one that it is about, or empty.

    :raises ConvertError: if it can't be converted
    """
    # The libraries that read each format take a while to load.
    from ..convert.account import account
    from ..convert.draft import month_files, proposed
    from ..convert.headings import Headings
    from ..convert.reading.report_file import has_pages, read_document
    from ..convert.repair import repaired
    from ..convert.report import leftovers, report
    from ..convert.sort import sort_blocks

    known = _known(root)
    area = identifiers.without_prefix(area, known.settings.wbs_prefix)
    if area and area not in known.registers.elements:
        raise ConvertError(f"--area: '{area}' is no element of {reports()}/{WBS_FILE}")
    title = period_name(month)
    headings = Headings(known, month, _areas(known.registers, month))
    document = read_document(file)
    levels = file.suffix.lower() == ".pdf"
    blocks, joined = repaired(document.blocks, known, pages=has_pages(file), levels=levels)
    found = sort_blocks(blocks, headings, frozenset({month, title}), area)
    files = month_files(found, headings, title)
    words = account(document, joined, found, files, title)
    files = with_schema(root, month, files)
    others = {"leftovers.md": leftovers(found, document)}
    others |= {f"proposed/{name}": text for name, text in proposed(found, headings).items()}
    doubts = len(found.doubts) + len(found.rows.doubts) + sum(not each.certain for each in joined)
    counts = (
        f"{words.source} words read; {sum(words.lost.values())} lost, {sum(words.added.values())} added; "
        f"{counted(len(found.leftovers), 'leftover')}, {counted(doubts, 'doubt')}."
    )
    return Made(files, report(file.name, found, document, joined, words), others, counts)


def _known(root: Path) -> Known:
    """Return the settings and registers of the project at ``root``.

    :raises ConvertError: if a register can't be read
    """
    settings = read_conf(root).settings
    registers, problems = load_registers(root, settings)
    faults = unreadable(registers, problems, WBS_FILE, MILESTONES_FILE)
    if faults is not None:
        raise ConvertError(f"nothing was written because a register can't be read:{faults}")
    return Known(settings, registers, frozenset())


def _areas(registers: Registers, month: str) -> frozenset[str]:
    """Return the elements that report in ``month``: those marked in the register, else those below a root."""
    used = {name: each for name, each in registers.elements.items() if each.used_in(month)}
    marked = {name for name, each in used.items() if each.area}
    return frozenset(marked or {name for name in used if name.count(".") == 1} or used)


def _write(root: Path, month: str, made: Made) -> int:
    """Write the files of the month that do not exist, and what is beside them; print what was done."""
    notes = f"{NOTES}/{month}"
    try:
        done, beside = _write_missing(root / reports() / month, made.files, notes)
        files = "".join(f"- {name}: {what}\n" for name, what in done.items())
        others = {
            "report.md": f"{made.report}\n## Files\n\n{files}",
            **made.others,
            **{f"month/{name}": text for name, text in beside.items()},
        }
        for name, text in others.items():
            write_whole(root / notes / name, text.encode())
    except OSError as error:
        say(f"{NAME}: the {kind().word} can't be written: {error}", wrong=True)
        return FAULTY
    say(f"{reports()}/{month}:")
    say("".join(f"  {name}: {what}\n" for name, what in done.items()), end="")
    say(made.counts)
    say(f"See {notes}: {', '.join(others)}")
    say(f"Next: decide what is doubtful or left, and check the draft with `make check MONTH={month}`.")
    return GOOD


def _write_missing(
    directory: Path, files: Mapping[str, str], notes: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Write the ``files`` that are missing from ``directory``; return what was done with each, and the texts
    of those that exist with another text, which go to ``notes``."""
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
                done[name] = f"exists already, so the text is in {notes}/month/{name}"
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
