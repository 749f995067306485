"""Projects of several months in a few lines, for the tests of what is computed from months together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from progress_report.content.catalogue import Catalogue

Make = Callable[..., Catalogue]

WBS = (
    "1A: Whole\n"
    "1A.01:\n  title: First area\n  area: true\n"
    "1A.01.01: Part one\n"
    "1A.01.02: Part two\n"
    "1A.02:\n  title: Second area\n  area: true\n"
    "1A.02.01: Part three\n"
    "1B: Aside\n"
)


def milestone(name: str, due: str = "2017-12-31", *, wbs: str = "1A.01.01", more: str = "") -> str:
    """An entry of the register of milestones."""
    return f"{name}:\n  title: Title of {name}\n  wbs: {wbs}\n  due: {due}\n{more}"


def said(status: str, *ids: str, **fields: str) -> str:
    """The text of a statement in a month's ``milestones.yaml`` about a milestone or a group, always with a
    note."""
    content = {"id": f"[{', '.join(ids)}]", "note": "As agreed.", **fields}
    return f"{status}:\n  - {{{', '.join(f'{key}: {value}' for key, value in content.items())}}}\n"


def month(
    statements: str = "", *, draft: bool = False, summary: bool = False, text: str = "", **areas: str
) -> dict[str, str]:
    """The files of a month; an area ``1A.01`` is given by the keyword ``A01``, without its title."""
    front = f"status: {'draft' if draft else 'published'}\nkind: {'summary' if summary else 'report'}\n"
    return {
        "index.md": f"---\n{front}---\n# A month\n\n{text}\n",
        "milestones.yaml": statements,
        **{f"1A.{name[1:]}.md": f"# 1A.{name[1:]}\n\n{body}" for name, body in areas.items()},
    }


def done(*elements: str, says: str = "- Done.") -> str:
    """The accomplishments of an area's file: the same text under each element."""
    return "## Current accomplishments\n\n" + "".join(f"### {each}\n\n{says}\n\n" for each in elements)


def planned(*elements: str, says: str = "- Will be done.") -> str:
    """The plans of an area's file: the same text under each element."""
    return "## Planned activities\n\n" + "".join(f"### {each}\n\n{says}\n\n" for each in elements)


def files(
    months: Mapping[str, Mapping[str, str]], register: str = "", wbs: str = WBS
) -> dict[str, str | None]:
    """All files of a project: these months, and none of the small one's."""
    found: dict[str, str | None] = {
        "reports/wbs.yaml": wbs,
        "reports/milestones.yaml": register or milestone("M-1", "2017-06-30"),
        **{f"reports/2017-08/{name}": None for name in ("index.md", "milestones.yaml", "1A.01.md")},
    }
    for name, content in months.items():
        found.update({f"reports/{name}/{file}": text for file, text in content.items()})
    return found
