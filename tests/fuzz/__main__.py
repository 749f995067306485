"""Feed mutations of real files to everything that reads files, and print what is not as it must be.

    python -m tests.fuzz --cases 20000 --seed 1

A case that shows something is kept below ``_build/fuzz``; its number with the same seed makes it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ..conftest import ROOT
from .agreement import disagreements
from .cases import Finding, case_of, run
from .targets import Target, targets

#: Cases of the project for one build: so many files are built at once.
PER_BUILD = 1000


def main() -> int:
    """Run what the command line asks for; 1 if anything was found."""
    parser = argparse.ArgumentParser(
        prog="make fuzz", description="Feed mutated files to all that reads files."
    )
    parser.add_argument("--cases", type=int, default=20_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other cases")
    parser.add_argument("--target", default="", help="one of the targets alone")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument(
        "--builds", type=int, help="builds to compare with the check (default: one for each 1000)"
    )
    parser.add_argument(
        "--keep", type=Path, default=ROOT / "_build/fuzz", help="where to keep what was found"
    )
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    lines: Counter[tuple[str, str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as directory:
        for target in targets(Path(directory)):
            if options.target not in ("", target.name):
                continue
            count = options.cases if options.target else options.cases * target.share // 100
            started, slowest = time.process_time(), 0.0
            for number in range(options.first, options.first + count):
                case = case_of(target, options.seed, number)
                before = time.process_time()
                found = run(target, case)
                slowest = max(slowest, time.process_time() - before)
                counts["cases"] += 1
                if found:
                    counts[found.kind] += 1
                    if not lines[target.name, found.kind, found.line]:
                        keep(options.keep, target, number, case, found)
                    lines[target.name, found.kind, found.line] += 1
            used = time.process_time() - started
            print(f"{target.name}: {count} cases, {used:.0f} s, slowest {slowest:.1f} s", flush=True)
        builds = options.cases // PER_BUILD if options.builds is None else options.builds
        for number in range(builds):
            for line in disagreements(Path(directory, f"build-{number}"), options.seed * 1000 + number):
                counts["disagreements"] += 1
                lines["build", str(number), line] += 1
        counts["builds"] = builds
    for (name, kind, line), times in sorted(lines.items()):
        print(f"{name} {kind} ×{times}: {line}")
    names = ("cases", "traceback", "hang", "wrong", "builds", "disagreements")
    print(", ".join(f"{name}: {counts[name]}" for name in names))
    return 1 if lines else 0


def keep(directory: Path, target: Target, number: int, case: Any, found: Finding) -> None:
    """Write a case and what it has shown."""
    directory.mkdir(parents=True, exist_ok=True)
    for each in case if isinstance(case, tuple) else ():
        if isinstance(each, bytes):
            (directory / f"{target.name}-{number}").write_bytes(each)
    said = repr(case)
    (directory / f"{target.name}-{number}.txt").write_text(
        f"{found.kind}: {found.line}\n{said if len(said) < 5000 else said[:5000]}\n\n{found.whole}\n",
        encoding="utf-8", errors="backslashreplace",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
