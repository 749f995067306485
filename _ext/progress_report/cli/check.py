"""``check``: check the reports without building the site.

The exit status is 1 if there is a fault, 0 if there are only remarks, and 2 for wrong arguments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..check.explanations import explain
from ..core.periods import is_well_formed, kind
from ..core.places import is_report, reports, within_reports
from ..core.problems import FAULT, REMARK, Code, Problem
from ..core.suggestions import suggestion
from ..load.loader import KEPT, load
from ..outputs.links.addresses import lost, model_addresses, unrecorded_pages
from .command import ANY_PERIOD, FAULTY, GOOD, checking_parser, counted, period_hint, refuse
from .conf import Conf, ConfError, read_conf
from .formats import FORMATS

NAME = "check"
ALL = "all"


def main(arguments: Sequence[str]) -> int:
    """Run the command with its arguments and return the exit status."""
    options = _parser().parse_args(arguments)
    # Messages may contain any script; a terminal that can't show it must not end the check.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if options.explain is not None:
        return _explain(options.explain)
    try:
        conf = read_conf(options.root)
    except ConfError as error:
        return refuse(NAME, str(error))
    there = (options.root / reports()).glob("*")
    months = sorted(path.name for path in there if is_well_formed(path.name) and path.is_dir())
    if options.month and options.month not in months:
        hint = period_hint(options.month, months)
        return refuse(NAME, f"there is no {kind().word} '{options.month}' under {reports()}/{hint}")
    return _check(options, conf)


def _check(options: argparse.Namespace, conf: Conf) -> int:
    # The cache of `make html`.
    kept = options.root / "_build/doctrees" / KEPT
    catalogue = load(options.root, conf.settings, options.month, kept)
    problems = [*catalogue.problems]
    if catalogue.record:
        known = model_addresses(catalogue, conf.redirects, options.month)
        problems += lost(catalogue.record, catalogue, known)
        problems += () if options.month else unrecorded_pages(catalogue.record, known)
    about = [each for each in sorted(problems) if _is_about(each, options.month)]
    found = [each for each in about if not conf.suppresses(each.code)]
    silenced = [each for each in about if conf.suppresses(each.code)]
    silenced += [each for each in catalogue.silenced if _is_about(each, options.month)]
    show = FORMATS[options.format]
    for problem in found:
        print(show(problem))
    if options.show_silenced:
        for problem in sorted(silenced):
            print(f"silenced: {FORMATS['text'](problem)}")
    faults = sum(not each.remark for each in found)
    print(_summary(options.month, faults, len(found) - faults, len(silenced)))
    return FAULTY if faults else GOOD


def _is_about(problem: Problem, month: str) -> bool:
    """Return whether a problem belongs to ``month``: to its files, or to those that all months share."""
    parts = within_reports(problem.path)
    return not month or not is_report(problem.path) or len(parts) < 2 or parts[0] == month


def _summary(month: str, faults: int, remarks: int, silenced: int) -> str:
    counts = [counted(faults, FAULT), counted(remarks, REMARK)]
    if silenced:
        counts.append(f"{silenced} silenced (--show-silenced lists them)")
    return f"{month or f'all {kind().word}s'}: {', '.join(counts)}"


def _explain(name: str) -> int:
    codes = {code.value: code for code in sorted(Code, key=lambda each: each.value)}
    wanted = name.removeprefix("report.")
    if wanted == ALL:
        print("\n\n".join(map(explain, codes.values())))
    elif wanted in codes:
        print(explain(codes[wanted]))
    else:
        hint = suggestion(wanted, codes) or f"; expected {ALL} or one of {', '.join(codes)}"
        return refuse(NAME, f"there is no code '{name}'{hint}")
    return GOOD


def _parser() -> argparse.ArgumentParser:
    made = checking_parser(NAME, "Check the reports without building the site.")
    made.add_argument(
        "--month",
        default="",
        help=f"check only this {ANY_PERIOD}, such as 2017-08, and the registers",
    )
    made.add_argument(
        "--explain", metavar="CODE", help=f"explain a code and how to fix the problem, or {ALL} codes"
    )
    made.add_argument("--show-silenced", action="store_true", help="also list silenced messages")
    return made
