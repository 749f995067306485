"""Check and build agree on mutated files: many in one project, read by both."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

from ..conftest import build, loaded
from ..integration.built import few_copy
from .mutations import mutated
from .targets import KINDS, MONTH, TICKETS, Project, misplaced

#: How many months and areas a project has.
MONTHS, AREAS = 12, 4


def disagreements(base: Path, seed: int) -> list[str]:
    """Build a project of mutated files; what the check or the build alone says of it, or how it failed."""
    die = random.Random(seed)  # noqa: S311 - no secret
    seeds = Project(base / "seeds").seeds
    source = few_copy(base / "source")
    conf = source / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + '\nextensions.append("sphinx_design")\n', encoding="utf-8"
    )
    register = source / "reports/wbs.yaml"
    areas = [f"1A.{number}" for number in range(10, 10 + AREAS)]
    register.write_text(
        register.read_text(encoding="utf-8")
        + "".join(f"{name}: {{title: Area, area: true}}\n" for name in areas),
        encoding="utf-8",
    )
    (source / "reports/tickets.yaml").write_bytes(TICKETS)
    for number in range(MONTHS):
        month = source / f"reports/2022-{number + 1:02}"
        month.mkdir()
        for name, kind in (
            ("index.md", "index.md"),
            ("milestones.yaml", "milestones.yaml"),
            *((f"{area}.md", "1A.01.md") for area in areas),
        ):
            key = f"{MONTH}/{kind}"
            (month / name).write_bytes(mutated(die, seeds[key], KINDS[key][1]))
    if die.random() < 0.5:
        key = die.choice([each for each in KINDS if each.count("/") == 1])
        (source / key).write_bytes(mutated(die, seeds[key], KINDS[key][1]))
    return compare(source, base)


_MESSAGE = re.compile(r"(\S.*?):(\d+): WARNING: (.*) \[(\S+)\]")


def compare(source: Path, base: Path) -> list[str]:
    """What check and build of a project do not both say."""
    catalogue = loaded(source)
    said: Counter[str] = Counter(
        f"{each.path}:{each.line}: {each.message} [report.{each.code}]"
        for each in catalogue.problems
        if not each.remark
    )
    site = build(source, base / "html")
    told: Counter[str] = Counter()
    for line in site.lines():
        found = _MESSAGE.fullmatch(line)
        if found is None:
            told[f"in another form: {line}"] += 1
        elif found[4] != "drawing.diagram":  # whether it can be drawn is known to the engine alone
            told[f"{found[1]}:{found[2]}: {found[3]} [{found[4]}]"] += 1
    return [
        *(["the build failed"] if site.status else []),
        *misplaced(catalogue, source),
        *(f"the check alone: {line}" for line in said - told),
        *(f"the build alone: {line}" for line in told - said),
    ]
