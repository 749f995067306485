"""The commands that run Sphinx: ``build``, ``pdf``, ``text`` and ``links-online``.

Sphinx's own options follow ``--``, as in ``progress-report build -- -E``. The site is built in
``_build/next``, and published as ``_build/html`` once Sphinx has succeeded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ...content.month import INDEX_FILE
from ...core.periods import kind
from ..command import ANY_PERIOD, FAULTY, GOOD, say
from ..main import command_parser
from .damage import drop_damaged
from .publish import EmptySiteError, publish
from .turns import turn

#: The directories of the build in which Sphinx writes the site, and in which it is published.
NEXT, SITE = "next", "html"

#: The directory of the build in which Sphinx keeps what it has read.
DOCTREES = "doctrees"


def site(arguments: Sequence[str]) -> int:
    """Build the site with the ``arguments`` of the command; return the exit status."""
    options = _options(command_parser("build", "Build the site."), arguments)
    with turn(options.root):
        return _site(options)


def pdf(arguments: Sequence[str]) -> int:
    """Make the PDF of a month with the ``arguments`` of the command, and build the site with it.

    Return the exit status.
    """
    parser = command_parser("pdf", "Make the PDF of a month, and build the site with it.")
    parser.add_argument(
        "--month", default="", help=f"the {ANY_PERIOD}, such as 2017-08 (default: the newest)"
    )
    options = _options(parser, arguments)
    with turn(options.root):
        return _run(options, "month-pdf", "pdf", "-D", f"report_pdf_month={options.month}") or _site(options)


def text(arguments: Sequence[str]) -> int:
    """Build the site as plain text with the ``arguments`` of the command; return the exit status."""
    options = _options(command_parser("text", "Build the site as plain text."), arguments)
    with turn(options.root):
        return _run(options, "text", "text")


def links_online(arguments: Sequence[str]) -> int:
    """Check external links with the ``arguments`` of the command; return the exit status."""
    parser = command_parser("links-online", "Check external links over the network.")
    parser.add_argument("--last", default="", help="links.json of an earlier run")
    options = _options(parser, arguments)
    last = ["-D", f"report_links_last={options.last}"] if options.last else []
    with turn(options.root):
        return _run(options, "links", "links", *last)


def _options(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    parser.add_argument("--strict", action="store_true", help="fail if there is any warning")
    parser.add_argument("sphinx", nargs="*", help="options of Sphinx, after --")
    return parser.parse_args(arguments)


def _site(options: argparse.Namespace) -> int:
    """Build the site, and publish it if that succeeds; return the exit status."""
    built, site = (options.root / "_build" / each for each in (NEXT, SITE))
    # In whatever directory the reports are: that is known once the build has read conf.py.
    pages = [*options.root.glob(f"*/*/{INDEX_FILE}")]
    status = _run(options, "html", NEXT)
    gone = [page for page in pages if not page.exists()]
    if status == GOOD and gone:
        say(f"{gone[0].parent} went away during the build; build again", wrong=True)
        status = FAULTY
    if status == GOOD:
        try:
            publish(built, site)
        except OSError as error:
            say(f"The site can't be published in {site}: {error.strerror}", wrong=True)
            status = FAULTY
        except EmptySiteError as error:
            say(
                f"The new site has no published {kind().word}, but that in {site} has {error}. If that is no "
                "mistake, delete the old site first: progress-report clean",
                wrong=True,
            )
            status = FAULTY
    if status == GOOD:
        say(f"The site is in {site}: open index.html")
    else:
        last = (
            f"{site} is still the site of the last build" if site.exists() else f"there is no site in {site}"
        )
        say(f"The build failed, so {last}. What it wrote is in {built}.", wrong=True)
    if status not in {GOOD, FAULTY}:
        say(
            "If the error is about a file of an earlier build, delete these: progress-report clean",
            wrong=True,
        )
    return status


def _run(options: argparse.Namespace, builder: str, directory: str, *more: str) -> int:
    """Run a ``builder`` of Sphinx that writes into a ``directory`` of the build; return its exit status."""
    from sphinx.cmd.build import main

    build = options.root / "_build"
    like = build / SITE if directory == NEXT else None
    for each, same in ((build / DOCTREES, None), (build / directory, like)):
        try:
            if damaged := drop_damaged(each, same):
                say(f"{damaged} is damaged, so {each} is made again")
        except OSError as error:
            say(f"{each} can't be read and deleted: {error.strerror}; delete it as its owner", wrong=True)
            return FAULTY
    strict = ["-n", "-W", "--keep-going"] if options.strict else []
    # On a terminal, Sphinx shows its progress; elsewhere, only warnings.
    quiet = [] if sys.stdout.isatty() else ["-q"]
    fixed = ["-b", builder, "-d", str(build / DOCTREES), *strict, *quiet, *more, *options.sphinx]
    return main([*fixed, str(options.root), str(build / directory)])
