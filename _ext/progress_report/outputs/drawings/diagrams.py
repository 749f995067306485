"""Draw diagrams within limits: an engine that takes too long is ended, and the next diagram
starts a new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

#: The processor time of one drawing in seconds; one that fits on a page takes two or three.
SECONDS = 30.0

#: The processor time of all drawings of a page in seconds.
PAGE_SECONDS = 60.0

#: The factor by which it may take longer on a busy machine.
WAIT = 20

_WORKER = Path(__file__).with_name("diagram_worker.py")

#: The engine of each process that writes pages, started with its first diagram.
_engines: dict[int, subprocess.Popen[str]] = {}


@dataclass
class Allowance:
    """The processor time that the drawings of a page may still take, in seconds."""

    seconds: float = PAGE_SECONDS


def draw(
    source: str,
    theme: str,
    config: dict[str, Any],
    seconds: float = SECONDS,
    page: Allowance | None = None,
) -> str:
    """Return a diagram as SVG.

    :param source: the text of the diagram
    :param theme: the name of a theme of Mermaid
    :param config: the settings of Mermaid
    :param seconds: the processor time that the drawing may take
    :param page: what the page has left, from which the time of the drawing is taken
    :raises RuntimeError: if it can't be drawn, or not in time
    """
    page = page or Allowance()
    seconds = min(seconds, page.seconds)
    if seconds <= 0:
        raise RuntimeError(f"the diagrams of one page take longer than {PAGE_SECONDS:g} seconds")
    engine = _engine()
    assert engine.stdin  # noqa: S101 - it is a pipe
    assert engine.stdout  # noqa: S101 - it is a pipe
    timer = Timer(WAIT * seconds, engine.kill)
    timer.start()
    try:
        request = {"source": source, "theme": theme, "config": config, "seconds": seconds}
        engine.stdin.write(json.dumps(request) + "\n")
        engine.stdin.flush()
        line = engine.stdout.readline()
    except OSError:
        line = ""
    finally:
        timer.cancel()
    if not line:
        engine.kill()
        engine.communicate()
        page.seconds -= seconds
        raise RuntimeError(f"it takes longer than {seconds:.3g} seconds, or too much memory")
    answer = json.loads(line)
    page.seconds -= answer["seconds"]
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return str(answer["svg"])


def _engine() -> subprocess.Popen[str]:
    """Return the running engine of this process."""
    engine = _engines.get(os.getpid())
    if engine is None or engine.poll() is not None:
        # The command does not depend on content, and can import nothing beside the worker.
        engine = _engines[os.getpid()] = subprocess.Popen(  # noqa: S603 - a fixed command
            [sys.executable, "-I", os.fspath(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
    return engine


def stop() -> None:
    """End the engine of this process."""
    engine = _engines.pop(os.getpid(), None)
    if engine is not None:
        engine.kill()
        engine.communicate()
