"""Run a function that reads a file in a process of its own, within limits of time and memory.

A file may be made such that a library, or a pattern, takes any time or memory for it, or crashes.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from .limits import APART_MEMORY, APART_SECONDS

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

_GIGABYTES = APART_MEMORY // 1024**3


def run_apart(
    expected: type[Exception],
    function: Callable[_Given, _Made],
    *given: _Given.args,
    **named: _Given.kwargs,
) -> _Made:
    """Return what ``function`` returns for the arguments ``given`` and ``named``.

    :param expected: the error that ``function`` raises for a file that it can't read
    :raises expected: if ``function`` raises it, fails in another way, or needs more time or memory than it
        may
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, expected, function, given, named), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(APART_SECONDS):
            raise expected(f"the file can't be read within {APART_SECONDS} seconds")
        made, error = receiver.recv()
    except EOFError:
        raise expected(f"the file can't be read, or not within {_GIGABYTES} GB of memory") from None
    finally:
        process.kill()
        process.join()
    if error:
        raise expected(error)
    return made  # type: ignore[no-any-return]  # it came through a pipe


def _send(
    sender: Connection,
    expected: type[Exception],
    function: Callable[..., object],
    given: tuple[object, ...],
    named: dict[str, object],
) -> None:
    """Send what the function returns, and the message of an error."""
    _be_silent()
    _limit_memory()
    made, error = None, ""
    try:
        made = function(*given, **named)
    except expected as failure:
        error = str(failure)
    except MemoryError:
        error = f"the file needs more than {_GIGABYTES} GB of memory"
    except RecursionError:
        error = "the file has things nested too deep"
    except Exception as failure:
        error = f"the file can't be read: {type(failure).__name__}: {failure}"[:300]
    sender.send((made, error))


def _be_silent() -> None:
    """Show nothing that a library prints when it crashes; the other process says what happened."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit_memory() -> None:
    """Limit the memory of this process, where the system can."""
    if importlib.util.find_spec("resource"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (APART_MEMORY, APART_MEMORY))
