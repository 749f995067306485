"""Run cases: each is a mutation that a target must survive, within a time."""

from __future__ import annotations

import random
import resource
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from .targets import Target

#: Seconds of processor time that one case may take.
LIMIT = 5.0

#: MB of memory by which one case may raise the most that the process has used.
MEMORY = 200

TRACEBACK, HANG, WRONG = "traceback", "hang", "wrong"


class Hang(BaseException):
    """A case takes too long."""


@dataclass(frozen=True)
class Finding:
    """What a case has shown: of which kind, in a line, and in full."""

    kind: str
    line: str
    whole: str


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise :class:`Hang` in the block when it has used so much processor time."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def case_of(target: Target, seed: int, number: int) -> Any:
    """The input of a case: always the same of the same numbers."""
    return target.make(random.Random(f"{seed}:{target.name}:{number}"))  # noqa: S311 - no secret


def run(target: Target, case: Any) -> Finding | None:
    """Check a case; what it has shown, None if nothing."""
    before = _most_memory()
    try:
        with limited(LIMIT):
            wrong = target.check(case)
    except Hang:
        return _finding(HANG, traceback.format_exc())
    except Exception as error:
        return _finding(TRACEBACK, traceback.format_exc(), f"{type(error).__name__}: {error}"[:200])
    more = _most_memory() - before
    if more > MEMORY:
        return Finding(HANG, f"{more} MB of memory", "")
    return Finding(WRONG, wrong[0][:300], "\n".join(wrong)) if wrong else None


def _most_memory() -> int:
    """The most memory in MB that this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _finding(kind: str, trace: str, said: str = "") -> Finding:
    """A finding with the last place in the package."""
    places = [line.strip() for line in trace.splitlines() if "progress_report/" in line]
    place = places[-1].partition("progress_report/")[2] if places else "elsewhere"
    return Finding(kind, f"{place} {said}", trace)
