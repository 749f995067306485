"""Edits as people make them in a year, chosen by a seeded die: for the long test of random histories."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

Die = random.Random
RandomEdit = Callable[[Die, Path], str]

MILESTONES = ("OPT-1", "OPT-2", "OPT-2.1", "OPT-3", "R7B", "SW-10", "SW-11", "SW-12", "ARC-1", "OPT-1a")
ELEMENTS = ("1A.01", "1A.01.01", "1A.01.02", "1A.01.03", "1A.02", "1A.02.01", "1A.02.02", "1A.03", "1A.04")
MONTHS = tuple(f"2021-{number:02}" for number in range(1, 7))

#: A picture of one pixel, and another one.
PIXELS = tuple(
    bytes.fromhex("47494638396101000100800000" + colour + "ffffff2c00000000010001000002024401003b")
    for colour in ("000000", "ff0000")
)


def month(die: Die, source: Path) -> Path:
    return die.choice(sorted((source / "reports").glob("*-*")))


def area_file(die: Die, source: Path) -> Path | None:
    found = sorted((source / "reports").glob("*-*/1A*.md"))
    return die.choice(found) if found else None


def sentence(die: Die) -> str:
    cited = (
        f"T-{die.randint(1, 1200)}",
        die.choice(MILESTONES),
        f"DOC-{die.randint(1, 9)}",
        "{wbs}`1A.01`",
        "x",
    )
    return f"Word {die.randint(1, 99)}: {', '.join(die.sample(cited, 3))}."


def some_prose(die: Die, source: Path) -> str:
    path = area_file(die, source)
    if path:
        lines = path.read_text(encoding="utf-8").split("\n")
        bullets = [number for number, line in enumerate(lines) if line.startswith("- ")]
        if bullets and die.random() < 0.7:
            lines[die.choice(bullets)] = f"- {sentence(die)}"
        else:
            lines.append(f"- {sentence(die)}\n")
        path.write_text("\n".join(lines), encoding="utf-8")
    return f"prose of {path}"


def a_new_area_file(die: Die, source: Path) -> str:
    element = die.choice(("1A.01", "1A.02", "1A.03", "1A.04"))
    path = month(die, source) / f"{element}.md"
    kinds = die.sample(("Done", "Next", "People", "Loan"), 2)
    parts = [f"# {element}"]
    for kind in kinds:
        parts += [f"## {kind}", f"### {element}.01", die.choice(("No activity.", f"- {sentence(die)}"))]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return f"new {path}"


def a_deleted_area_file(die: Die, source: Path) -> str:
    path = area_file(die, source)
    if path:
        path.unlink()
    return f"deleted {path}"


def a_renamed_area_file(die: Die, source: Path) -> str:
    path = area_file(die, source)
    if path:
        path.rename(path.with_name(f"{die.choice(('1A.01', '1A.02', '1A.03', '1A.04'))}.md"))
    return f"renamed {path}"


def statements(die: Die, source: Path) -> str:
    path = month(die, source) / "milestones.yaml"
    lines = []
    names = list(MILESTONES)
    die.shuffle(names)
    for status in die.sample(("achieved", "delayed", "cancelled", "rebaselined"), 3):
        lines.append(f"{status}:")
        for _ in range(die.randint(1, 2)):
            ids = [names.pop()] if die.random() < 0.7 else [names.pop(), names.pop()]
            lines.append(f"  - id: [{', '.join(ids)}]\n    note: {sentence(die).replace(': ', ' ')}")
            if status == "rebaselined" or die.random() < 0.3:
                lines.append(f"    due: 2021-{die.randint(1, 12):02}-15")
            if die.random() < 0.3:
                lines.append(f"    wbs: {die.choice(ELEMENTS)}")
            if die.random() < 0.3:
                lines.append(f"    forecast: 2021-{die.randint(1, 12):02}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"statements of {path}"


def a_month(die: Die, source: Path) -> str:
    directory = source / "reports" / die.choice(MONTHS)
    if directory.exists() and len(list((source / "reports").glob("*-*"))) > 1:
        shutil.rmtree(directory)
        return f"deleted {directory}"
    directory.mkdir(exist_ok=True)
    page(die, directory)
    (directory / "milestones.yaml").write_text("", encoding="utf-8")
    return f"new {directory}"


def page(die: Die, directory: Path) -> None:
    status, kind = die.choice(("published", "published", "draft")), die.choice(("report", "summary"))
    table = die.choice(("", "```{milestone-table}\n:status: delayed\n```\n"))
    front = f"---\nstatus: {status}\nkind: {kind}\n---\n"
    text = f"{front}# A month {die.randint(1, 9)}\n\n{sentence(die)}\n\n## Summary\n\n{table}"
    (directory / "index.md").write_text(text, encoding="utf-8")


def the_page_of_a_month(die: Die, source: Path) -> str:
    directory = month(die, source)
    page(die, directory)
    return f"page of {directory}"


def _titles(die: Die, path: Path, pattern: str) -> str:
    """Change a title that a pattern finds."""
    text = path.read_text(encoding="utf-8")
    found = die.choice(list(re.finditer(pattern, text)))
    title = die.choice((f"Title {die.randint(1, 99)}", f"Title <{die.randint(1, 9)}> & *so*", "On T-7"))
    path.write_text(f'{text[: found.end(1)]} "{title}"{text[found.end() :]}', encoding="utf-8")
    return f"{found[0]!r} in {path.name} becomes {title!r}"


def the_title_of_a_milestone(die: Die, source: Path) -> str:
    return _titles(die, source / "reports/milestones.yaml", r"(  title:) .*")


def the_title_of_an_element(die: Die, source: Path) -> str:
    return _titles(die, source / "reports/wbs.yaml", r"(1A[.\w]*:|  title:)(?: .+)")


def a_date_of_the_register(die: Die, source: Path) -> str:
    path = source / "reports/milestones.yaml"
    text = path.read_text(encoding="utf-8")
    found = die.choice(list(re.finditer(r"  due: .*", text)))
    path.write_text(
        f"{text[: found.start()]}  due: 2021-{die.randint(1, 12):02}-28{text[found.end() :]}",
        encoding="utf-8",
    )
    return f"date {found[0]}"


def a_milestone_of_the_register(die: Die, source: Path) -> str:
    path = source / "reports/milestones.yaml"
    text = path.read_text(encoding="utf-8")
    name = die.choice(("OPT-1a", "NEW-1", "Word"))
    entry = f"{name}:\n  title: A new one\n  wbs: 1A.02\n  due: 2021-09-30\n  aka: [{name}-also]\n"
    path.write_text(text.replace(entry, "") if entry in text else text + entry, encoding="utf-8")
    return f"milestone {name} comes or goes"


def a_document(die: Die, source: Path) -> str:
    path = source / "reports/documents.yaml"
    text = path.read_text(encoding="utf-8")
    entry = f"DOC-{die.randint(1, 6)}: A document\n"
    path.write_text(text.replace(entry, "") if entry in text else text + entry, encoding="utf-8")
    return f"document {entry.strip()} comes or goes"


def a_ticket(die: Die, source: Path) -> str:
    path = source / "reports/tickets.yaml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    entry = f'T-{die.randint(100, 130)}: "Ticket <{die.randint(1, 9)}> & *so* of T-111"\n'
    lines = [line for line in text.splitlines(keepends=True) if line[:6] != entry[:6]]
    path.write_text("".join([*lines, entry] if len(lines) < 9 else []), encoding="utf-8")
    return f"ticket {entry.strip()} comes, or all go"


def a_fault(die: Die, source: Path) -> str:
    path = die.choice(sorted((source / "reports").rglob("milestones.yaml")))
    before = path.read_text(encoding="utf-8")
    fault = "\tthis: is no YAML\n"
    path.write_text(before.replace(fault, "") if fault in before else before + fault, encoding="utf-8")
    return f"fault in {path} comes or goes"


def a_file_replaced_by_an_older_one(die: Die, source: Path) -> str:
    what = some_prose(die, source)
    for path in (source / "reports").glob("*-*/1A*.md"):
        os.utime(path, (1e9, 1e9))
    return f"older {what}"


#: Texts of conf.py that take each other's place.
SWAPS = (
    ("tracker.example/issues", "moved.example/issues"),
    ('"Next": "plans"', '"Next": "other"'),
    ('"Nothing done", "No activity"', '"Nothing done"'),
    ('"T": ', '"TT": '),
    ("html_title = project", 'html_title = "Renamed"'),
    ('language = "en"', 'language = "de"'),
    ('language = "en"', 'language = "fr"'),
)

#: Lines of conf.py that come and go.
LINES = (
    'report_redirects = {"old/name": "wbs/1A.02", "wbs/1A.01#old": "wbs/1A.02#milestones"}',
    'report_licence = "CC-BY-4.0"',
    'report_edit_address = "https://code.example/edit/{path}"',
    "report_policy = False",
    'report_pages = "browse"',
    'html_baseurl = "https://reports.example/site/"',
    'suppress_warnings = ["report.title"]',
    "html_theme_options = {'nosidebar': True}",
    "exclude_patterns = ['reports/2021-02/1A.03.md']",
    'report_kinds["Hiring"] = "recruitment"',
    "myst_enable_extensions = ['dollarmath']",
)


def a_table_of_conf(die: Die, source: Path) -> str:
    path = source / "conf.py"
    text = path.read_text(encoding="utf-8")
    one, other = die.choice(SWAPS)
    old, new = (one, other) if one in text else (other, one)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return f"conf.py: {old} to {new}"


def a_line_of_conf(die: Die, source: Path) -> str:
    path = source / "conf.py"
    text = path.read_text(encoding="utf-8")
    line = f"\n{die.choice(LINES)}\n"
    path.write_text(text.replace(line, "") if line in text else text + line, encoding="utf-8")
    return f"conf.py: {line.strip()} comes or goes"


def _named(source: Path) -> list[Path]:
    """The files that may name an id."""
    reports = source / "reports"
    return sorted([*reports.glob("*.yaml"), *reports.glob("*-*/*.md"), *reports.glob("*-*/*.yaml")])


def _rename(source: Path, register: str, old: str, new: str, aka: str) -> None:
    """Give a thing of a register another id everywhere, and the old one as a former id."""
    whole = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-]|\.\w)")
    for path in _named(source):
        path.write_text(whole.sub(new, path.read_text(encoding="utf-8")), encoding="utf-8")
    path = source / "reports" / register
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"\n{new}:\n", f"\n{new}:\n{aka}", 1), encoding="utf-8")


def a_renamed_milestone(die: Die, source: Path) -> str:
    old, new = die.choice(MILESTONES), die.choice(("OPT-4", "SW-20", "ARC-2"))
    aka = die.choice((f"  aka: {old}\n", f"  aka: {old}\n", ""))
    _rename(source, "milestones.yaml", old, new, aka)
    return f"{old} is now {new}, {'with its former id' if aka else 'without a trace'}"


def a_renamed_element(die: Die, source: Path) -> str:
    old, new = die.choice(("1A.02", "1A.01.02", "1A.03")), die.choice(("1A.06", "1A.06.01", "1A.02.03"))
    aka = die.choice((f"  aka: {old}\n", ""))
    _rename(source, "wbs.yaml", old, new, aka)
    for path in (source / "reports").glob(f"*-*/{old}.md"):
        path.rename(path.with_name(f"{new}.md"))
    return f"{old} is now {new}, {'with its former id' if aka else 'without a trace'}"


def a_draft(die: Die, source: Path) -> str:
    path = month(die, source) / "index.md"
    text = path.read_text(encoding="utf-8")
    drafted = "status: draft" in text
    old, new = ("draft", "published") if drafted else ("published", "draft")
    path.write_text(text.replace(f"status: {old}", f"status: {new}"), encoding="utf-8")
    return f"{path} becomes {new}"


def a_renamed_month(die: Die, source: Path) -> str:
    directory = month(die, source)
    target = directory.with_name(die.choice(MONTHS))
    if not target.exists():
        directory.rename(target)
    return f"{directory} becomes {target.name}, if that is free"


def a_template(die: Die, source: Path) -> str:
    path = die.choice(sorted((source / "_templates/pages").glob("*.md")))
    path.write_text(path.read_text(encoding="utf-8") + f"\nText {die.randint(1, 99)}\n", encoding="utf-8")
    return f"template {path.name}"


def a_layout(die: Die, source: Path) -> str:
    path = source / "_templates/layout.html"
    if path.exists():
        path.unlink()
        return "layout gone"
    footer = f"{{% block footer %}}Footer {die.randint(1, 9)}{{% endblock %}}"
    path.write_text(f'{{% extends "!layout.html" %}}\n{footer}\n', encoding="utf-8")
    return "layout"


def a_static_file(die: Die, source: Path) -> str:
    path = source / "_static" / die.choice(("report.css", "extra.css"))
    if path.exists() and die.random() < 0.3:
        path.unlink()
        return f"static {path.name} gone"
    path.write_text(f"p {{ margin: {die.randint(1, 9)}px }}\n", encoding="utf-8")
    return f"static {path.name}"


def a_picture(die: Die, source: Path) -> str:
    directory = month(die, source)
    (directory / "picture.gif").write_bytes(die.choice(PIXELS))
    path = directory / "index.md"
    text = path.read_text(encoding="utf-8")
    link = "\n![A pixel](picture.gif)\n"
    path.write_text(
        text.replace(link, "") if link in text and die.random() < 0.5 else text + link, encoding="utf-8"
    )
    return f"picture in {directory}"


def the_landing_page(die: Die, source: Path) -> str:
    path = source / "index.rst"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{sentence(die)}\n", encoding="utf-8")
    return "landing page"


def nothing(die: Die, source: Path) -> str:
    return "nothing"


#: Each edit as often as it stands here.
RANDOM_EDITS: tuple[RandomEdit, ...] = (
    *[some_prose] * 4, *[statements] * 4, *[the_page_of_a_month] * 2, *[a_month] * 2,
    *[a_line_of_conf] * 2, *[a_table_of_conf] * 2, a_renamed_milestone, a_renamed_element, a_renamed_month,
    a_draft,
    a_new_area_file, a_deleted_area_file, a_renamed_area_file, the_title_of_a_milestone,
    the_title_of_an_element, a_date_of_the_register, a_milestone_of_the_register, a_document, a_ticket,
    a_fault,
    a_file_replaced_by_an_older_one, a_template, a_template, a_layout, a_static_file, a_picture,
    the_landing_page, nothing,
)  # fmt: skip


def random_edit(die: Die, source: Path) -> str:
    """Make one edit and return its description."""
    return die.choice(RANDOM_EDITS)(die, source)
