"""Made-up months in the form of the content model: the same for the same number of months."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from ..conftest import write

AREAS = tuple(f"02C.{number:02}" for number in range(1, 12))
PARTS = range(1, 6)
DOCUMENTS = range(100, 160)

#: The share of plans that cite a document: about 16 a month, as many as a full month of the real site.
CITING = 0.1

WORDS = """the of and to a in for is with on that by as are be this from was an it has have will not were team
pipeline data task new work testing system image service release database alert archive processing software
development deployment integration catalog network storage middleware design document review interface schema
cluster camera calibration astrometric photometric coaddition detection measurement association prototype
performance latency throughput query ingest transfer replication recovery security access portal notebook
improved completed started continued planned delayed tested measured documented refactored migrated verified
version package library framework configuration requirements baseline milestone schedule contract vendor
hardware rack power fiber link summit base observatory telescope science user operation support""".split()

SYLLABLES = "ka lo mi ter san du ro vel qua pi nor tes gra fin zu bel".split()


class Project:
    """The reports of some months, seeded by their number."""

    def __init__(self, months: int) -> None:
        self.months = tuple(f"{2010 + index // 12}-{index % 12 + 1:02}" for index in range(months))
        self.random = random.Random(months)  # noqa: S311 - no secret
        self.ticket = 1000

    def write(self, root: Path) -> None:
        """Write registers and months below ``root``; the files of a month need no extension of ours."""
        milestones = self._milestones()
        write(root, {"reports/wbs.yaml": "".join(self._elements())})
        write(
            root, {"reports/documents.yaml": "".join(f"LDM-{n}: {self._title()}\n" for n in range(100, 160))}
        )
        write(root, {"reports/milestones.yaml": "".join(text for text, _ in milestones)})
        due = [month for _, month in milestones]
        late: list[int] = []
        for index, month in enumerate(self.months):
            stated = {f"reports/{month}/milestones.yaml": self._statements(due, late, index)}
            pages = {f"reports/{month}/{area}.md": self._area(area) for area in AREAS}
            write(root, {**stated, **pages, f"reports/{month}/index.md": self._page(month)})

    def _elements(self) -> Iterator[str]:
        yield "02C: Data Management\n"
        for area in AREAS:
            yield f"{area}:\n  title: {self._title()}\n  area: true\n"
            for part in PARTS:
                yield f"{area}.{part:02}: {self._title()}\n"

    def _milestones(self) -> list[tuple[str, int]]:
        """Each milestone as YAML, with the number of the month in which it is due."""
        found = []
        for number in range(60 + 3 * len(self.months)):
            due = self.random.randrange(0, len(self.months) + 18)
            after = f"  after: [DLP-{self.random.randrange(number)}]\n" if number % 3 == 2 else ""
            text = f"DLP-{number}:\n  title: {self._title()}\n  wbs: {self._element()}\n{after}"
            found.append((f"{text}  due: {self._day(due)}\n  level: {number % 3 + 1}\n", due))
        return found

    def _statements(self, due: list[int], late: list[int], index: int) -> str:
        """What a month says: of those due by now, half are done, and the others are late."""
        open_ = [*late, *(number for number, month in enumerate(due) if month == index)]
        late[:] = [number for number in open_ if self.random.random() < 0.5]
        done = [number for number in open_ if number not in late]
        lines = ["achieved:\n"] if done else []
        for number in done:
            lines += [f"  - id: DLP-{number}\n", f"    note: {self._sentence()}\n"]
        lines += ["delayed:\n"] if late else []
        for number in late:
            lines += [f"  - id: DLP-{number}\n", f"    forecast: {self._day(index + 2)}\n"]
            lines += [f"    note: |\n      {self._sentence()}{self._tickets()}\n"]
        return "".join(lines)

    def _page(self, month: str) -> str:
        paragraphs = "\n\n".join(" ".join(self._sentence() for _ in range(4)) for _ in range(6))
        return (
            f"---\nstatus: published\n---\n# {month}\n\n## High-level summary\n\n{paragraphs}\n\n"
            f"## Risk management\n\n{self._sentence()}\n"
        )

    def _area(self, area: str) -> str:
        sections = [f"# {area}\n"]
        for kind in ("Current accomplishments", "Planned activities"):
            sections.append(f"## {kind}\n")
            for part in PARTS:
                sections.append(f"### {area}.{part:02}\n")
                ids = self._tickets if kind.startswith("Current") else self._document
                count = self.random.randint(2, 4)
                sections.append("".join(f"- {self._sentence()}{ids()}\n" for _ in range(count)))
        sections.append(f"## Recruitment update\n\n- {self._sentence()}\n")
        return "\n".join(sections)

    def _tickets(self) -> str:
        # A ticket is new mostly, and else one of the months before.
        named = []
        for _ in range(self.random.choice((1, 1, 1, 2))):
            self.ticket += 1
            back = 0 if self.random.random() < 0.7 else self.random.randrange(1, 400)
            named.append(f"DM-{max(self.ticket - back, 1000)}")
        return f" [{', '.join(dict.fromkeys(named))}]"

    def _document(self) -> str:
        return f" [LDM-{self.random.choice(DOCUMENTS)}]" if self.random.random() < CITING else ""

    def _element(self) -> str:
        return f"{self.random.choice(AREAS)}.{self.random.choice(PARTS):02}"

    def _day(self, month: int) -> str:
        return f"{2010 + month // 12}-{month % 12 + 1:02}-28"

    def _title(self) -> str:
        return " ".join(self._word() for _ in range(5)).capitalize()

    def _sentence(self) -> str:
        return " ".join(self._word() for _ in range(self.random.randint(12, 34))).capitalize() + "."

    def _word(self) -> str:
        """A common word, or now and then a rare one, as names are."""
        if self.random.random() < 0.03:
            return "".join(self.random.choices(SYLLABLES, k=3))
        return self.random.choice(WORDS)
