"""Builds in copies of a process that has loaded Sphinx already: loading is half of a small build.

Each build has a copy of its own, so nothing of one is left for the next, as on the command line.
"""

from __future__ import annotations

import io
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from pathlib import Path

import myst_parser.sphinx_ext.main
import progress_report
import pydata_sphinx_theme
import sphinx.cmd.build

#: What the process loads before any build.
LOADED = (myst_parser, pydata_sphinx_theme, progress_report)

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def processes(count: int) -> ProcessPoolExecutor:
    """So many builds at a time, each in a fresh process."""
    return ProcessPoolExecutor(count, mp_context=_CONTEXT, max_tasks_per_child=1)


def build(directory: Path, builders: Sequence[str], options: Sequence[str]) -> None:
    """Build ``directory``/source with each builder in turn, from one set of doctrees, in this very process.

    :raises AssertionError: if a build fails.
    """
    for builder in builders:
        said = io.StringIO()
        fixed = ["-b", builder, "-n", "--no-color", "-q", "-d", str(directory / "doctrees")]
        with redirect_stderr(said):
            status = sphinx.cmd.build.main(
                [*fixed, *options, str(directory / "source"), str(directory / builder)]
            )
        assert status == 0, said.getvalue()
