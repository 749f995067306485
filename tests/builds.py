"""Builds in copies of a process that has loaded Sphinx already: loading is half of a small build.

Each build has a copy of its own, so nothing of one is left for the next, as on the command line.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import forkserver
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parent.parent

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([f"{__package__}.preload"])


def start(commands: Sequence[Sequence[str]]) -> Future[tuple[int, str]]:
    """Run ``sphinx-build`` in a copy of the process, once for each list of arguments, one after the other.

    The directory and the environment are those of the caller, but for the seed of hashes.

    :returns: the status of the first build that failed, or 0, and what all of them wrote to stderr.
    """
    # The server has to find the modules, and Python before 3.14 does not pass it the path.
    path = os.pathsep.join((str(ROOT), str(ROOT / "_ext")))
    with mock.patch.dict(os.environ, {"PYTHONPATH": path}):
        forkserver.ensure_running()
    pool = ProcessPoolExecutor(1, mp_context=_CONTEXT)
    future = pool.submit(_run, commands, Path.cwd(), dict(os.environ))
    pool.shutdown(wait=False)
    return future


def _run(
    commands: Sequence[Sequence[str]], directory: Path, environment: Mapping[str, str]
) -> tuple[int, str]:
    # The server goes on without what it can't load, and then each build would load all of it.
    assert f"{__package__}.preload" in sys.modules
    import sphinx.cmd.build  # already there in the copy; the tests themselves can do without

    gc.freeze()  # what was loaded stays, so it need not be looked through for garbage
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    warnings.filterwarnings("error", category=DeprecationWarning, module=r"progress_report(\.|$)")
    said = io.StringIO()
    with redirect_stderr(said), redirect_stdout(io.StringIO()):
        try:
            status = next(filter(None, map(sphinx.cmd.build.main, commands)), 0)
        except SystemExit as end:  # as Python ends: with a status, or with a last word
            status = end.code if isinstance(end.code, int) else 1
            print(end, file=sys.stderr)
    return status, said.getvalue()
