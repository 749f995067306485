"""A site with hostile texts in every place that a contributor writes to, built once for all workers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import Site, build, copy_project, shared
from .built import FEW, MONTHS, change
from .hostile_texts import CASES, COMMANDS, FALLS, IN_NOTES, VALUES

#: So many texts are on one page: a bullet ends whatever one of them begins.
TOGETHER = 40

#: The longest title that a register may have, with a margin.
TITLE = 450

MONTH = "reports/2021-02"

#: A line of an inventory.
FORGED = "FORGED report:wbs 1 evil.html x"

#: What is added to the settings: each text is a fault, and here nobody reads them.
CONF = """
extensions += ["sphinx_design", "sphinxcontrib.mermaid"]
suppress_warnings = ["report", "report.*"]
html_context = {"default_mode": "auto"}
"""
ADDRESS = "https://reports.example/some/where/"


def titles() -> list[str]:
    """All values, many in one title: each title is that of a page. Commands begin a title."""
    joined = [""]
    for value in VALUES:
        if len(joined[-1]) + len(value) > TITLE:
            joined.append("")
        joined[-1] = f"{joined[-1]} {value}".strip()
    return [*joined, *COMMANDS]


def texts() -> list[str]:
    """All texts of Markdown, each as it is in a file."""
    return [*CASES.values(), *FALLS.values(), *VALUES, *COMMANDS]


def places() -> Iterator[tuple[str, str]]:
    """Each hostile input of the site: where it is, and the text."""
    yield from (("a text of a report", text) for text in texts())
    yield from (("a note", text) for text in (*IN_NOTES, *VALUES, *COMMANDS))
    for place in ("element", "milestone", "description", "document", "ticket", "status of a ticket", "month"):
        yield from ((place, text) for text in (*VALUES, *COMMANDS))


def _bullet(text: str) -> str:
    return "-\n" + "\n".join(f"  {line}" if line.strip() else "" for line in text.split("\n"))


def files() -> dict[str, str]:
    """The files of the site."""
    named = titles()
    quoted = [json.dumps(each) for each in named]
    notes = [*IN_NOTES, *quoted]
    pages = {
        f"{MONTH}/1B.{number:02}.md": "\n\n".join(
            (f"# 1B.{number:02}", "## Done", *map(_bullet, texts()[first : first + TOGETHER]), "")
        )
        for number, first in enumerate(range(0, len(texts()), TOGETHER), 1)
    }
    count = range(len(quoted))
    return {
        **FEW,
        "reports/wbs.yaml": FEW["reports/wbs.yaml"]
        + "".join(
            f"1B.{at + 1:02}:\n  title: {quoted[at]}\n  area: true\n  lead: {quoted[at]}\n" for at in count
        ),
        "reports/milestones.yaml": FEW["reports/milestones.yaml"]
        + "".join(
            f"X-{at}:\n  title: {quoted[at]}\n  wbs: 1B.{at + 1:02}\n  due: 2021-01-{at + 1:02}\n"
            f"  aka: {quoted[at]}\n  description: {quoted[at]}\n"
            for at in count
        ),
        "reports/documents.yaml": FEW["reports/documents.yaml"]
        + "".join(f"DOC-{at + 10}: {quoted[at]}\n" for at in count),
        "reports/tickets.yaml": "".join(
            f"T-{at + 1}:\n  title: {quoted[at]}\n  as_of: 2021-02-01\n"
            f"  status: {json.dumps(named[at][:90])}\n"
            for at in count
        ),
        f"{MONTH}/index.md": (
            f"---\nstatus: published\n---\n# {named[0]}\n\nSee " + " ".join(f"[T-{at + 1}]" for at in count)
            + "\n\n## Summary\n\n" + "\n\n".join(map(_bullet, (*VALUES, *COMMANDS)))
            + f"\n\n(forged)=\n## x&NewLine;{FORGED}&#8232;{FORGED}\n\n{FORGED}"
            + "\n\n## Late\n\n```{milestone-table}\n```\n\n```{burndown}\n```\n"
        ),
        f"{MONTH}/milestones.yaml": "delayed:\n"
        + "".join(f"  - id: X-{at}\n    note: {notes[at]}\n" for at in count)
        + "".join(f"  - id: ARC-1\n    note: {note}\n" for note in notes[len(quoted) :]),
        **pages,
    }  # fmt: skip


def hostile_copy(target: Path) -> Path:
    """Copy ``test-months`` with all of this as its reports."""
    source = copy_project(target, MONTHS)
    shutil.rmtree(source / "reports")
    change(source, files())
    conf = (source / "conf.py").read_text(encoding="utf-8")
    conf += CONF
    change(source, {"conf.py": conf})
    (source / "secret.txt").write_text("secret", encoding="utf-8")
    return source


def _build(base: Path) -> Site:
    options = ("-D", "html_theme=pydata_sphinx_theme", "-D", f"html_baseurl={ADDRESS}")
    return build(hostile_copy(base / "source"), base / "html", *options)


def hostile(factory: pytest.TempPathFactory) -> Site:
    """The site in the theme of the real one."""
    return shared(factory, "hostile", _build)
