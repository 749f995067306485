"""Run a function in a process of its own, within limits of time and memory.

A file may be made such that a library, or a pattern, takes any time or memory for it.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from ..core.limits import CONVERT_MEMORY, CONVERT_SECONDS
from .reading.blocks import ConvertError

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

_GIGABYTES = CONVERT_MEMORY // 1024**3


def run_apart(function: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> _Made:
    """Return what ``function`` returns for the arguments ``given`` and ``named``.

    :raises ConvertError: if it raises one, fails, or needs more time or memory than it may
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, function, given, named), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(CONVERT_SECONDS):
            raise ConvertError(f"the file can't be converted within {CONVERT_SECONDS} seconds")
        made, error = receiver.recv()
    except EOFError:
        raise ConvertError(f"the file can't be converted, or not within {_GIGABYTES} GB of memory") from None
    finally:
        process.kill()
        process.join()
    if error:
        raise ConvertError(error)
    return made  # type: ignore[no-any-return]  # it came through a pipe


def _send(
    sender: Connection, function: Callable[..., object], given: tuple[object, ...], named: dict[str, object]
) -> None:
    """Send what the function returns, and the message of an error."""
    _limit_memory()
    made, error = None, ""
    try:
        made = function(*given, **named)
    except ConvertError as failure:
        error = str(failure)
    except MemoryError:
        error = f"the file needs more than {_GIGABYTES} GB of memory"
    except RecursionError:
        error = "the file has things nested too deep"
    except Exception as failure:
        error = f"the file can't be converted: {type(failure).__name__}: {failure}"[:300]
    sender.send((made, error))


def _limit_memory() -> None:
    """Limit the memory of this process, where the system can."""
    if importlib.util.find_spec("resource"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (CONVERT_MEMORY, CONVERT_MEMORY))
