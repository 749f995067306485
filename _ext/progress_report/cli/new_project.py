"""``init``: write the files of a new project, which build without a warning."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..content.settings import ACCOMPLISHMENTS, PLANS, RECRUITMENT
from ..core.dates import Date
from ..core.language import catalogue, gettext, locale_of, use_language
from ..core.package_files import TEMPLATES
from ..core.periods import (
    MONTH,
    PERIODS,
    RELEASE,
    add_release,
    end_of,
    is_well_formed,
    kind,
    period_after,
    period_name,
    period_of,
    use_periods,
)
from ..core.suggestions import suggestion
from .command import ANY_PERIOD, GOOD, refuse, say
from .main import PROGRAM, command_parser

NAME = "init"

#: The name of the package for installers.
PACKAGE = "progress-report"

#: The name of the first release.
FIRST = "v1.0"

#: The code hosts: by name, the address of a repository, the addresses of tickets there by their form, and the
#: address of a file to edit.
HOSTS: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "github": (
        "https://github.com",
        {"#{number}": "{at}/issues/{number}", "{repo}#{number}": "{host}/{repo}/issues/{number}"},
        "{at}/edit/main/{path}",
    ),
    "gitlab": (
        "https://gitlab.com",
        {"#{number}": "{at}/-/issues/{number}", "!{number}": "{at}/-/merge_requests/{number}"},
        "{at}/-/edit/main/{path}",
    ),
}

_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
_JIRA = re.compile(r"([A-Z][A-Z0-9]*)=(https?://\S+)")
#: What Markdown and reStructuredText may read as markup.
_MARKUP = re.compile(r"([\\`*_\[\]<>{}#|~$^])")
_OTHERS = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"[A-Za-z0-9]+")
_PLAIN = re.compile(r"[^\W\d_][\w ()/&'.-]*(?<! )")


class WrongError(ValueError):
    """An option that can't be used; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """Where tickets are: the code host, if it is one, their addresses by form, an example of an id, and the
    address of a file to edit."""

    host: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the project."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new project is to be: its name and language, the kind of its periods, the names of its areas,
    its tracker and its first month; and how pip finds the package."""

    name: str
    language: str
    period: str
    areas: tuple[str, ...]
    tracker: Tracker
    month: str
    requirement: str


def main(arguments: Sequence[str]) -> int:
    """Run the command with its ``arguments`` and return the exit status."""
    options = _parser().parse_args(arguments)
    root: Path = options.directory
    try:
        if not options.yes and sys.stdin.isatty():
            _ask(options)
        answers = _answers(options)
        files = project_files(answers)
        made = write_new(root, files)
    except (WrongError, OSError, EOFError) as error:
        return refuse(NAME, str(error))
    say("\n".join([f"Created in {root}:", *(f"  {name}" for name in made)]))
    at = "" if root == Path() else f" --root {root}"
    if "file:" in answers.requirement or not answers.requirement:
        say("In requirements.txt, write the address of the package before you share the project.")
    say(f"Next: build the site with `{PROGRAM} build{at}`, and check it with `{PROGRAM} check{at}`.")
    return GOOD


def _parser() -> argparse.ArgumentParser:
    description = "Write the files of a new project. On a terminal, ask for what is not given."
    parser = command_parser(NAME, description, root=False)
    parser.add_argument("directory", type=Path, nargs="?", default=Path(), help="where (default: here)")
    parser.add_argument("--name", help="the name of the project (default: that of the directory)")
    parser.add_argument("--language", help="the language of the site, such as de (default: en)")
    parser.add_argument("--period", help=f"the period of a report: {', '.join(PERIODS)} (default: {MONTH})")
    parser.add_argument("--areas", help="the areas that report, separated by commas")
    parser.add_argument(
        "--tracker", help="github:owner/project, gitlab:group/project, or jira:ABC=https://address"
    )
    parser.add_argument(
        "--month", help=f"the first {ANY_PERIOD}, such as 2024-01 (default: the current one, or {FIRST})"
    )
    parser.add_argument("--requirement", help="how pip finds the package (default: as it was installed)")
    parser.add_argument("--yes", action="store_true", help="ask nothing: use the defaults")
    return parser


def _ask(options: argparse.Namespace) -> None:
    """Ask for each option that was not given; an empty answer is the default."""
    for name, question in (
        ("name", "Name of the project"),
        ("language", "Language (en, de, fr …)"),
        ("period", f"Period of a report ({', '.join(PERIODS)})"),
        ("areas", "Areas that report, separated by commas"),
        ("tracker", "Tracker (github:owner/project, gitlab:group/project, jira:ABC=https://…, or none)"),
    ):
        if getattr(options, name) is None:
            setattr(options, name, input(f"{question}: ").strip() or None)


def _answers(options: argparse.Namespace) -> Answers:
    """Check the options.

    :raises WrongError: for the first one that can't be used
    """
    language = options.language or "en"
    if locale_of(language) is None:
        raise WrongError(f"--language: expected one such as en, de or pt_BR, found '{language}'")
    use_language(language)
    period = options.period or MONTH
    if period not in PERIODS:
        hint = suggestion(period, PERIODS)
        raise WrongError(f"--period: expected one of {', '.join(PERIODS)}, found '{period}'{hint}")
    use_periods(period)
    name = " ".join((options.name or options.directory.resolve().name).split())
    if not any(map(str.isalnum, name)):
        raise WrongError(f"--name: expected a name with letters, found '{name}'")
    areas = tuple(filter(None, (" ".join(each.split()) for each in (options.areas or "").split(","))))
    today = datetime.date.today()
    month = options.month or period_of(today) or FIRST
    if not is_well_formed(month):
        raise WrongError(f"--month: expected one such as {kind().example}, found '{month}'")
    add_release(month, today)
    return Answers(
        name=name,
        language=language,
        period=period,
        areas=areas or (gettext("First area"), gettext("Second area")),
        tracker=_tracker(options.tracker or ""),
        month=month,
        requirement=installed_from() if options.requirement is None else options.requirement,
    )


def _tracker(text: str) -> Tracker:
    """Return the tracker that an option names; an empty one for an empty ``text``.

    :raises WrongError: if it has another form
    """
    kind, _, rest = text.partition(":")
    if kind in HOSTS and _REPOSITORY.fullmatch(rest):
        host, forms, edit = HOSTS[kind]
        at = f"{host}/{rest}"
        addresses = {form: _filled(address, host, at) for form, address in forms.items()}
        return Tracker(kind, addresses, "#1", _filled(edit, host, at))
    found = _JIRA.fullmatch(rest) if kind == "jira" else None
    if found and urlsplit(found[2]).hostname:
        address = found[2].rstrip("/")
        address = address if "{id}" in address else f"{address}/browse/{{id}}"
        return Tracker("", {found[1]: address}, f"{found[1]}-1")
    if text in ("", "none"):
        return Tracker()
    raise WrongError(
        "--tracker: expected github:owner/project, gitlab:group/project or jira:ABC=https://address, "
        f"found '{text}'"
    )


def _filled(address: str, host: str, at: str) -> str:
    """Return ``address`` with the address of the code host and ``at``, that of the repository."""
    return address.replace("{host}", host).replace("{at}", at)


def installed_from() -> str:
    """Return the requirement by which pip finds this package again: as it was installed, from a repository, a
    directory or an index; empty if it was not installed."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError:
        return ""
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if "vcs_info" in origin:
        version = origin["vcs_info"]
        return f"{PACKAGE} @ {version['vcs']}+{origin['url']}@{version['commit_id']}"
    return f"{PACKAGE} @ {origin['url']}" if "url" in origin else f"{PACKAGE}=={found.version}"


def project_files(answers: Answers) -> dict[str, str]:
    """Return the text of each file of a new project by its path."""
    values = _values(answers)
    render = _renderer()
    month = f"reports/{answers.month}"
    files = {
        "conf.py": "conf.py",
        "index.rst": "index.rst",
        "requirements.txt": "requirements.txt",
        "Makefile": "Makefile",
        ".gitignore": "gitignore",
        "reports/wbs.yaml": "wbs.yaml",
        "reports/milestones.yaml": "milestones.yaml",
        "reports/documents.yaml": "documents.yaml",
        f"{month}/index.md": "month.md",
        f"{month}/milestones.yaml": "statements.yaml",
        ".gitlab-ci.yml" if answers.tracker.host == "gitlab" else ".github/workflows/site.yaml": (
            "gitlab.yaml" if answers.tracker.host == "gitlab" else "github.yaml"
        ),
    }
    texts = {path: render(template, values) for path, template in files.items()}
    for area in values["areas"]:
        texts[f"{month}/{area.id}.md"] = render("area.md", {**values, "area": area})
    return texts


def _values(answers: Answers) -> dict[str, Any]:
    """Return the values of the templates."""
    end = end_of(answers.month)
    headings = (gettext("Accomplishments"), gettext("Plans"), gettext("People"))
    root = _letters(answers.name)
    tracker = answers.tracker
    ids = filter(None, ("DOC-1", tracker.example))
    return {
        "name": answers.name,
        "language": answers.language,
        "period": answers.period,
        "trackers": tracker.addresses,
        "edit_address": tracker.edit,
        "kinds": dict(zip(headings, (ACCOMPLISHMENTS, PLANS, RECRUITMENT), strict=True)),
        "headings": headings,
        "silence": gettext("No activity"),
        "key": _OTHERS.sub("-", _folded(answers.name).lower()).strip("-") or root.lower(),
        "width": sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in rst(answers.name)),
        "requirement": answers.requirement,
        "root": root,
        "areas": [Area(f"{root}.{at:02}", title) for at, title in enumerate(answers.areas, 1)],
        "milestone": "MS-1" if "M" in tracker.addresses else "M-1",
        "due": str(end),
        "forecast": str(Date(end.year, end.month).month_after(2)),
        "date": str(end) if answers.period == RELEASE else "",
        "next": period_after(answers.month) or kind().example,
        "title": period_name(answers.month),
        "ids": " ".join(ids),
    }


def _folded(text: str) -> str:
    """Return ``text`` without accents, as far as ASCII can write it."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _letters(name: str) -> str:
    """Return the element at the root of a project: the first letters of its words."""
    return "".join(each[0] for each in _WORDS.findall(_folded(name))).upper()[:4] or "P"


def rst(text: str) -> str:
    """Return reStructuredText, or Markdown, that shows ``text`` without markup."""
    return _MARKUP.sub(r"\\\1", text)


def _quoted(text: str) -> str:
    """Return a string of Python, which YAML reads alike."""
    return json.dumps(text, ensure_ascii=False)


def _renderer() -> Callable[[str, Mapping[str, Any]], str]:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES / "project"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - no HTML: a filter quotes each value for its language
        extensions=["jinja2.ext.i18n"],
    )
    templates.install_gettext_translations(catalogue())  # type: ignore[attr-defined]  # of an extension
    templates.filters |= {
        "quoted": _quoted,
        "yaml": lambda text: text if _PLAIN.fullmatch(text) else _quoted(text),
        "rst": rst,
        "markdown": rst,
    }
    return lambda name, values: templates.get_template(f"{name}.jinja").render(values)


def write_new(root: Path, texts: Mapping[str, str]) -> list[str]:
    """Write ``texts`` by their paths below ``root``; return the paths.

    :raises WrongError: if one of the files exists: then nothing is written
    """
    there = [name for name in texts if (root / name).exists() or (root / name).is_symlink()]
    if there:
        raise WrongError(f"nothing was written, because {root} has {', '.join(there)} already")
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return sorted(texts)
