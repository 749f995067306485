"""The check and the strict build say the same of every text: each fault once, with its line and its code.

The texts are the examples of two specifications of Markdown, and what people write and may not mean.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..conftest import Site, build, loaded
from .built import change, few_copy
from .odd_writing import odd_texts

SPECIFICATIONS = Path(__file__).with_name("specifications")
MONTH = "reports/2022-01"

#: So many texts are one file: each file costs two pages.
TOGETHER = 60


def examples() -> list[str]:
    """The examples of CommonMark and of GitHub's extensions."""
    return [
        text
        for name in ("commonmark.json", "gfm.json")
        for text in json.loads((SPECIFICATIONS / name).read_text(encoding="utf-8"))
    ]


def as_bullet(text: str) -> str:
    """A text in a bullet, which ends whatever it begins."""
    return "-\n" + "\n".join(f"  {line}" if line.strip() else "" for line in text.split("\n"))


TEXTS = [*examples(), *map(as_bullet, examples()), *odd_texts()]


def files() -> dict[str, str]:
    """All texts, many to a file, each below a heading of its own."""
    made = {}
    for first in range(0, len(TEXTS), TOGETHER):
        name = f"{MONTH}/1A.X{first // TOGETHER}.md"
        parts = (
            f"#### Case {first + at}\n\n{text}" for at, text in enumerate(TEXTS[first : first + TOGETHER])
        )
        made[name] = "\n\n".join((f"# {Path(name).stem}\n\n## Done", *parts, ""))
    return made


@dataclass(frozen=True)
class Judged:
    """The messages of check and build about each file: line, code and message."""

    check: dict[str, Counter[tuple[int, str, str]]]
    build: dict[str, Counter[tuple[int, str, str]]]
    site: Site


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    base = tmp_path_factory.mktemp("judged")
    source = few_copy(base / "source")
    made = files()
    register = source / "reports/wbs.yaml"
    names = "".join(f"{Path(name).stem}: Case\n" for name in made)
    month = {f"{MONTH}/index.md": "---\nstatus: published\n---\n# A month\n", f"{MONTH}/milestones.yaml": ""}
    # For cards, tabs and grids, which the small project does without.
    conf = (source / "conf.py").read_text(encoding="utf-8") + '\nextensions.append("sphinx_design")\n'
    change(
        source,
        {"conf.py": conf, "reports/wbs.yaml": register.read_text(encoding="utf-8") + names, **month, **made},
    )
    check: dict[str, Counter[tuple[int, str, str]]] = {name: Counter() for name in made}
    for each in loaded(source).problems:
        if not each.remark:
            check.setdefault(each.path, Counter())[each.line, f"report.{each.code}", each.message] += 1
    site = build(source, base / "html")
    told: dict[str, Counter[tuple[int, str, str]]] = {name: Counter() for name in made}
    for line in site.lines():
        found = re.fullmatch(r"(\S+):(\d+): WARNING: (.*) \[(\S+)\]", line)
        assert found, line
        if found[4] == "drawing.diagram":
            continue  # whether it can be drawn is known to the engine alone
        told.setdefault(found[1], Counter())[int(found[2]), found[4], found[3]] += 1
    return Judged(check, told, site)


def test_the_build_goes_on_to_its_end(judged: Judged):
    assert judged.site.status == 0, judged.site.warnings[-2000:]


@pytest.mark.parametrize("name", list(files()))
def test_check_and_build_say_the_same(judged: Judged, name: str):
    check, build = judged.check[name], judged.build[name]

    assert sorted(check - build) == []  # said by the check alone
    assert sorted(build - check) == []  # said by the build alone
    assert max(check.values(), default=1) == 1


def test_nothing_is_said_of_other_files(judged: Judged):
    assert set(judged.build) == set(judged.check) == set(files())


def test_there_is_something_to_say(judged: Judged):
    codes = Counter(code for said in judged.check.values() for _, code, _ in said)

    assert codes["report.markup"] > 300
    assert codes["report.link"] > 50
