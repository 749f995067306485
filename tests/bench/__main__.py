"""Build made-up months and a plain site of the same Markdown in turn, and print what each costs.

    python -m tests.bench --months 24 120 --runs 3

Processor time is that of user and system together; a busy machine disturbs it less than the clock.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from ..conftest import ROOT, copy_project
from .measure import run, size, sphinx
from .sites import make_ours, make_plain

SITES = ("plain", "ours")

#: What a workflow keeps of a build.
KEPT = ("_build", "data", "documents", "milestones", "months", "tickets", "wbs")

#: The rows of the table of costs: what is measured of both sites.
COSTS = ("full", "full, by the clock", "memory", "doctrees", "unchanged", "area edited")

#: The rows of the table of goals: two figures, and the goal for the first divided by the second.
RATIOS = (
    ("full build ÷ plain", "ours full", "plain full", 1.5),
    ("nothing changed ÷ plain", "ours unchanged", "plain unchanged", 1.3),
    ("one area file edited ÷ nothing changed", "ours area edited", "ours unchanged", 1.3),
    ("one statement edited ÷ nothing changed", "ours statement edited", "ours unchanged", 1.3),
    ("memory ÷ plain", "ours memory", "plain memory", 1.5),
    ("doctrees and environment on disk ÷ plain", "ours doctrees", "plain doctrees", 3.0),
    ("pull request with the kept build ÷ full", "ours kept build", "ours full", 0.10),
)

#: The rest of that table: a figure, its unit and the goal.
LIMITS = (
    ("check of all months, a second time", "ours check again", "s", 2.0),
    ("check of one month", "ours check one month", "s", 0.5),
    ("largest page", "largest page", "kB", 300.0),
    ("the real site, from nothing", "real site", "s", 12.0),
)

#: Figures by name, one for each run.
Figures = dict[str, list[float]]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure builds of made-up months.")
    parser.add_argument("--months", type=int, nargs="+", default=[12, 24, 60, 120], metavar="N")
    parser.add_argument("--runs", type=int, default=3, help="builds of each, in turn")
    parser.add_argument("--keep", type=Path, default=ROOT / "_build/bench.json", help="where to keep figures")
    options = parser.parse_args()
    found: dict[int, Figures] = {}
    for months in options.months:
        with tempfile.TemporaryDirectory(prefix="bench-") as directory:
            found[months] = measured(Path(directory), months, options.runs)
        show(months, found[months])
        options.keep.parent.mkdir(parents=True, exist_ok=True)
        options.keep.write_text(json.dumps(found, indent=1), encoding="utf-8")
    show_growth(found)


def measured(directory: Path, months: int, runs: int) -> Figures:
    """Build both sites ``runs`` times in turn: from nothing, again, and after edits."""
    ours, plain = directory / "ours", directory / "plain"
    make_ours(ours, months)
    make_plain(plain, ours)
    figures: Figures = defaultdict(list)
    for number in range(runs):
        for name, root in zip(SITES, (plain, ours), strict=True):
            _builds(figures, name, root, number)
        _statement(figures, ours, number)
        _kept(figures, ours, directory / f"clone-{number}", number)
        _checks(figures, ours)
        figures["real site"].append(_real(directory / f"real-{number}"))
        figures["ours pages"].append(len(_pages(ours)))
        figures["plain pages"].append(len(_pages(plain)))
        figures["largest page"].append(max(path.stat().st_size for path in _pages(ours)) / 1e3)
    return figures


def _builds(figures: Figures, name: str, root: Path, number: int) -> None:
    shutil.rmtree(root / "_build", ignore_errors=True)
    full = sphinx(root)
    figures[f"{name} full"].append(full.cpu)
    figures[f"{name} full, by the clock"].append(full.wall)
    figures[f"{name} memory"].append(full.memory)
    figures[f"{name} doctrees"].append(size(root / "_build/doctrees"))
    figures[f"{name} unchanged"].append(sphinx(root).cpu)
    _append(_newest(root) / "02C.03.md", f"\n- Edit {number}.\n")
    figures[f"{name} area edited"].append(sphinx(root).cpu)


def _statement(figures: Figures, root: Path, number: int) -> None:
    path = _newest(root) / "milestones.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("note: ", f"note: Edit {number}, ", 1), "utf-8")
    figures["ours statement edited"].append(sphinx(root).cpu)


def _kept(figures: Figures, root: Path, aside: Path, number: int) -> None:
    """Measure a pull request that changes one file, in a fresh clone with the build of the day before.

    The clone is where the build was, as on a CI server: Sphinx reads everything again in another place.
    ``aside`` is where the project is meanwhile.
    """
    ages = [sys.executable, str(ROOT / ".ci/ages.py")]
    sources = [".", *(f":(exclude){name}" for name in KEPT)]
    for command in (["git", "init", "-q"], ["git", "add", "--", *sources], [*ages, "remember"]):
        run(command, root)
    root.rename(aside)
    # A clone makes every file new, and what is kept keeps its time.
    shutil.copytree(aside, root, ignore=_only_above(aside), copy_function=shutil.copy)
    for name in KEPT:
        shutil.copytree(aside / name, root / name)
    _append(_newest(root) / "02C.04.md", f"\n- Edit {number}.\n")
    run([*ages, "recall"], root)
    figures["ours kept build"].append(sphinx(root).cpu)
    shutil.rmtree(root)
    aside.rename(root)


def _only_above(root: Path) -> Callable[[str, list[str]], Iterable[str]]:
    """What leaves out of a copy of ``root`` what is kept: a package of the extension may have such a name."""
    return lambda directory, names: KEPT if Path(directory) == root else ()


def _checks(figures: Figures, root: Path) -> None:
    check = [sys.executable, "_ext/progress_report/cli", "check"]
    figures["ours check"].append(run(check, root).cpu)
    figures["ours check again"].append(run(check, root).cpu)
    figures["ours check one month"].append(run([*check, "--month", _newest(root).name], root).cpu)


def _real(root: Path) -> float:
    cost = sphinx(copy_project(root))
    shutil.rmtree(root)
    return cost.cpu


def _newest(root: Path) -> Path:
    return max(path for path in (root / "reports").iterdir() if path.is_dir())


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _pages(root: Path) -> list[Path]:
    return [*(root / "_build/html").rglob("*.html")]


# --- what is printed --------------------------------------------------------------------------------


def show(months: int, figures: Figures) -> None:
    """Print both tables for one number of months."""
    print(f"\n{months} months: {figures['ours pages'][0]} pages, plain {figures['plain pages'][0]}\n")
    print(f"{'CPU seconds; MB':<42}{'ours':>20}{'plain':>20}{'ratio':>8}")
    for name in COSTS:
        ours, plain = figures[f"ours {name}"], figures[f"plain {name}"]
        print(f"{name:<42}{_spread(ours):>20}{_spread(plain):>20}{_ratio(ours, plain):8.2f}")
    print(f"\n{'goal':<42}{'reached':>20}{'goal':>20}")
    for name, above, below, goal in RATIOS:
        reached = _ratio(figures[above], figures[below])
        print(f"{name:<42}{reached:20.2f}{goal:20.2f}{_missed(reached, goal)}")
    for name, figure, unit, goal in LIMITS:
        reached = statistics.median(figures[figure])
        print(f"{name:<42}{f'{reached:.2f} {unit}':>20}{f'{goal:g} {unit}':>20}{_missed(reached, goal)}")


def show_growth(found: dict[int, Figures]) -> None:
    """Print with what power of the number of pages each cost grows: 1 is a cost for each page."""
    if len(found) < 2:
        return
    first, last = min(found), max(found)
    print(f"\nfrom {first} to {last} months: the power of the months with which it grows")
    for name in COSTS:
        powers = [_power({n: figures[f"{site} {name}"] for n, figures in found.items()}) for site in SITES]
        print(f"{name:<42}{powers[1]:20.2f}{powers[0]:20.2f}")
    page = {n: statistics.median(found[n]["ours full"]) / found[n]["ours pages"][0] for n in (first, last)}
    print(f"cost of a page at {last} months ÷ at {first}: {page[last] / page[first]:.2f} (goal 1.10)")


def _power(figures: dict[int, list[float]]) -> float:
    """The exponent of months in a cost, fitted through the medians."""
    x = [math.log(months) for months in figures]
    y = [math.log(statistics.median(values)) for values in figures.values()]
    return statistics.linear_regression(x, y).slope


def _ratio(above: list[float], below: list[float]) -> float:
    return statistics.median(above) / statistics.median(below)


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def _missed(reached: float, goal: float) -> str:
    return "" if reached <= goal else "  missed"


if __name__ == "__main__":
    main()
