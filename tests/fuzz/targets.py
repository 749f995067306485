"""What reads files, each with real files to mutate and the check of what it says of a mutation."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

from progress_report.check.permalinks import INVENTORY, Record, read_record, record_text
from progress_report.check.published_months import stated_in
from progress_report.cli import convert
from progress_report.cli.main import main
from progress_report.content.catalogue import Catalogue
from progress_report.content.settings import SETTINGS, SettingsError, check_settings, settings_of
from progress_report.core.problems import Problem, Problems
from progress_report.domain import cache_files
from progress_report.load.loader import KEPT, load
from progress_report.outputs.links import history
from progress_report.outputs.links.addresses import lost, model_addresses
from progress_report.outputs.links.history import Answer, LedgerError, LinkEntry, LinkState, noted
from progress_report.outputs.links.report import report
from progress_report.schedule import scheduler_file

from ..conftest import ROOT, ROOTS, write
from ..conftest import SETTINGS as TABLES
from ..unit import old_report
from . import words
from .mutations import Die, mutated

#: The largest file that is mutated: a mutation of a large one says no more and takes longer.
LARGEST = 20_000

Faults = list[str]


@dataclass(frozen=True)
class Target:
    """A reader of files: real ones to mutate, and what is wrong with what it makes of a mutation.

    ``share``: how many of a hundred cases it gets. ``make`` returns the file of a case.
    """

    name: str
    share: int
    make: Callable[[Die], Any]
    check: Callable[[Any], Faults]


def real_files(pattern: str) -> list[bytes]:
    """The files of all projects here that fit a pattern, below the directory of the reports."""
    found = [path for root in (ROOT, *ROOTS.iterdir()) for path in sorted(root.glob(f"reports/{pattern}"))]
    return [data for path in found if len(data := path.read_bytes()) <= LARGEST]


def misplaced(catalogue: Catalogue, root: Path, more: Iterable[Problem] = ()) -> Faults:
    """The problems, and ``more``, whose file or line there is not."""
    wrong = []
    count = cache(lambda path: lines_of(path.read_bytes()))
    for each in (*catalogue.problems, *more):
        path = root / each.path
        if each.code == "file" and path.parent.is_dir():
            continue  # that a file is missing
        if not path.exists():
            wrong.append(f"no file: {each}")
        elif path.is_file() and not 1 <= each.line <= count(path):
            wrong.append(f"no line: {each}")
    return wrong


def lines_of(data: bytes) -> int:
    """How many lines an editor shows."""
    text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text.count(b"\n") + 1


# --- a project ---------------------------------------------------------------------------------------

MONTH = "reports/2021-02"

#: The files of a project, each with the real ones of its kind and the words of its syntax.
KINDS: dict[str, tuple[str, list[bytes]]] = {
    f"{MONTH}/1A.01.md": ("*-*/[0-9]*.md", words.MARKDOWN),
    f"{MONTH}/index.md": ("*-*/index.md", words.MARKDOWN),
    f"{MONTH}/milestones.yaml": ("*-*/milestones.yaml", words.YAML),
    "reports/milestones.yaml": ("milestones.yaml", words.YAML),
    "reports/wbs.yaml": ("wbs.yaml", words.YAML),
    "reports/documents.yaml": ("documents.yaml", words.YAML),
    "reports/tickets.yaml": ("tickets.yaml", words.YAML),
}

TICKETS = b"""\
T-111: Polish the mirror
T-130:
  title: 'Open day'
  element: 1A.03
  status: Done
  as_of: 2021-02-01
  resolved: 2021-01-31
  epic: T-111
"""


class Project:
    """A small project whose files are replaced one at a time; what has not changed is not parsed again."""

    def __init__(self, base: Path) -> None:
        self.root, self.kept = base / "project", base / "kept"
        shutil.copytree(ROOTS / "test-months/reports", self.root / "reports")
        (self.root / "reports/tickets.yaml").write_bytes(TICKETS)
        self.before = {
            name: (self.root / name).read_bytes() for name in KINDS if (self.root / name).is_file()
        }
        self.seeds = {name: [*real_files(pattern), *self._own(name)] for name, (pattern, _) in KINDS.items()}

    def _own(self, name: str) -> list[bytes]:
        return [self.before[name]] if name in self.before else []

    def make(self, die: Die) -> tuple[str, bytes]:
        name = die.choice([*KINDS])
        return name, mutated(die, self.seeds[name], KINDS[name][1])

    def check(self, case: tuple[str, bytes]) -> Faults:
        name, data = case
        path = self.root / name
        path.write_bytes(data)
        try:
            return misplaced(load(self.root, MONTHS_SETTINGS, kept=self.kept), self.root)
        finally:
            path.unlink()
            if name in self.before:
                path.write_bytes(self.before[name])


MONTHS_SETTINGS = settings_of(
    {
        "report_wbs_prefix": "P.",
        "report_trackers": {
            "T": "https://tracker.example/issues/{id}",
            "CR": "https://tracker.example/{number}",
        },
        "report_documents": {"DOC": "https://docs.example/{id}", "NOTE": "https://notes.example/n{number}"},
        "report_kinds": {
            "Done": "accomplishments",
            "Next": "plans",
            "People": "recruitment",
            "Loan": "other",
        },
        "report_silence": ["Nothing done", "No activity"],
        "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath"],
    }
)

# --- commands ----------------------------------------------------------------------------------------


class Command:
    """A command that reads a file, in a project of its own."""

    def __init__(self, base: Path, conf: str, files: dict[str, str], *arguments: str) -> None:
        self.root = base
        self.arguments = arguments
        write(base, {"conf.py": conf, **files})

    def run(self, name: str, data: bytes) -> str:
        """Run it for a file; what it printed."""
        file = self.root / name
        file.write_bytes(data)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                status = main([*self.arguments, "--root", str(self.root), "--", str(file)])
            except SystemExit as end:  # of argparse
                status = end.code  # type: ignore[assignment]
        file.unlink()
        assert status in (0, 1, 2), f"status {status}"
        assert status == 0 or said.getvalue().strip(), "refused without a word"
        return said.getvalue()


class Schedule(Command):
    """``import`` of exports of the scheduler."""

    def __init__(self, base: Path) -> None:
        registers = {"reports/wbs.yaml": old_report.WBS, "reports/milestones.yaml": old_report.MILESTONES}
        super().__init__(base, old_report.CONF, registers, "import", "--month", "2018-02")
        self.seeds = [
            path.read_bytes()
            for path in sorted((ROOT / "tests/integration/exports").iterdir())
            if path.suffix == ".csv"
        ]
        self.books = [
            path.read_bytes() for path in sorted((ROOT / "tests/integration/exports").glob("*.xlsx"))
        ]

    def make(self, die: Die) -> tuple[str, bytes]:
        if die.random() < 0.3:
            return "export.xlsx", archive(die, die.choice(self.books))
        return "export.csv", mutated(die, self.seeds, words.TABLE)

    def check(self, case: tuple[str, bytes]) -> Faults:
        with mock.patch.object(scheduler_file, "run_apart", _run_here):
            self.run(*case)
        return []


JIRA = (
    "Summary,Issue key,Status,Resolved,Updated,Labels,Labels,Custom field (WBS),Custom field (Epic Link)\n"
    "First,DM-1,Done,28/Aug/17 3:45 PM,01/Sep/17 9:00 AM,x,,1.1A.01.01,DM-9\n"
    '"A: ""second"" # one",DM-2,In Progress,,02/Sep/17 9:00 AM,x,1A.01,,\n'
)
ISSUES: list[Any] = [
    {
        "issues": [
            {
                "key": "DM-1",
                "fields": {
                    "summary": "One",
                    "status": {"name": "Done"},
                    "updated": "2017-09-01T10:00:00",
                    "resolutiondate": "2017-08-01T00:00:00.000+0000",
                    "labels": ["1A.01"],
                },
            }
        ],
        "total": 1,
    },
    [
        {
            "number": 12,
            "title": "x",
            "state": "closed",
            "closed_at": "2017-08-01T00:00:00Z",
            "updated_at": "2017-08-02T00:00:00Z",
            "html_url": "https://github.com/owner/repo/issues/12",
            "labels": [{"name": "1A.01"}],
        }
    ],
    [
        {
            "iid": 45,
            "title": "x",
            "state": "opened",
            "web_url": "https://gitlab.com/group/project/-/issues/45",
            "updated_at": "2017-08-02T00:00:00Z",
            "labels": ["x"],
        }
    ],
]


class Tickets(Command):
    """``tickets``: exports of trackers, applied to a register that must then be read without a fault."""

    CONF = (
        'report_trackers = {"DM": "https://tracker.example/browse/{id}", '
        '"#{number}": "https://github.com/owner/repo/issues/{number}"}\n'
    )

    def __init__(self, base: Path) -> None:
        files = {"reports/wbs.yaml": old_report.WBS, "reports/milestones.yaml": old_report.MILESTONES}
        super().__init__(base, self.CONF, files, "tickets", "--apply")
        self.settings = settings_of(
            {"report_trackers": {"DM": "https://tracker.example/browse/{id}",
                                 "#{number}": "https://github.com/owner/repo/issues/{number}"}}
        )  # fmt: skip
        self.json = [json.dumps(each, indent=1).encode() for each in ISSUES]

    def make(self, die: Die) -> tuple[str, bytes]:
        if die.random() < 0.5:
            return "export.csv", mutated(die, [JIRA.encode()], words.TABLE)
        return "export.json", mutated(die, self.json, words.JSON)

    def check(self, case: tuple[str, bytes]) -> Faults:
        self.run(*case)
        found = load(self.root, self.settings)
        register = self.root / "reports/tickets.yaml"
        register.unlink(missing_ok=True)
        return [f"after the import: {each}" for each in found.problems if not each.remark]


class Convert(Command):
    """``convert``: old reports of all formats, read in this process; the draft must load."""

    def __init__(self, base: Path) -> None:
        registers = {"reports/wbs.yaml": old_report.WBS, "reports/milestones.yaml": old_report.MILESTONES}
        super().__init__(base, old_report.CONF, registers, "convert", "--month", "2017-08")
        self.seeds = {
            "old.md": ([old_report.MARKDOWN.encode(), *real_files("*-*/[0-9]*.md")], words.MARKDOWN),
            "old.txt": ([old_report.MARKDOWN.encode()], words.MARKDOWN),
            "old.html": ([old_report.html().encode()], words.HTML),
        }
        self.word = old_report.word()
        self.pdf = _pdf()

    def make(self, die: Die) -> tuple[str, bytes]:
        chosen = die.choice(("old.md", "old.txt", "old.html", "old.html", "old.docx", "old.pdf"))
        if chosen == "old.docx":
            return chosen, archive(die, self.word)
        if chosen == "old.pdf" and (self.pdf is None or die.random() < 0.6):
            chosen = "old.html"
        if chosen == "old.pdf":
            return chosen, mutated(die, [self.pdf or b""], words.BINARY)
        seeds, own = self.seeds[chosen]
        return chosen, mutated(die, seeds, own)

    def check(self, case: tuple[str, bytes]) -> Faults:
        with mock.patch.object(convert, "run_apart", _run_here):
            self.run(*case)
        try:
            return misplaced(load(self.root, TABLES), self.root)
        finally:
            for left in ("reports/2017-08", "_build"):
                shutil.rmtree(self.root / left, ignore_errors=True)


def _run_here(expected: type[Exception], function: Callable[..., Any], given: Any, *others: Any) -> Any:
    """Run in this process what the command runs in another one. A library may fail in any way."""
    try:
        return function(given, *others)
    except RecursionError as error:
        raise expected("nested too deep") from error
    except Exception as error:
        if isinstance(error, expected) or (isinstance(given, Path) and given.suffix not in (".docx", ".pdf")):
            raise
        raise expected(f"{type(error).__name__}: {error}") from error


def _pdf() -> bytes | None:
    """A report as PDF; None without the package that makes one."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    made: bytes = HTML(string=old_report.html()).write_pdf(uncompressed_pdf=True)
    return made


def archive(die: Die, data: bytes) -> bytes:
    """An archive with a mutation of one of its files, or of itself."""
    if die.random() < 0.2:
        return mutated(die, [data], words.BINARY)
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w") as new:
        chosen = die.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, mutated(die, [content], words.HTML + words.BINARY) if name == chosen else content
            )
    return whole.getvalue()


# --- settings and caches -----------------------------------------------------------------------------


class Settings:
    """Values of ``conf.py`` of any type, and its text."""

    def __init__(self, base: Path) -> None:
        shutil.copytree(ROOTS / "test-months/reports", base / "reports")
        self.root = base
        self.conf = (ROOTS / "test-months/conf.py").read_bytes()

    def value(self, die: Die, depth: int = 0) -> Any:
        text = die.choice(words.YAML + words.MARKDOWN + words.TABLE).decode("utf-8", "replace")
        kinds = [
            text,
            text,
            text[:3],
            "",
            0,
            -1,
            2**70,
            1.5,
            float("nan"),
            None,
            True,
            b"x",
            object(),
            text * 999,
        ]
        if depth < 2:
            kinds += [[self.value(die, depth + 1) for _ in range(die.randint(0, 3))] for _ in range(2)]
            kinds += [
                {str(self.value(die, 2))[:99]: self.value(die, depth + 1) for _ in range(die.randint(0, 3))}
            ]
            kinds += [
                {
                    die.choice(("T", "DM", "{repo}#{number}", text)): die.choice(
                        (
                            "https://x.example/{id}",
                            "{id}",
                            text,
                            "https://x/{" + text + "}",
                            "https://x/{id!r:>9999999}",
                        )
                    )
                }
            ]
        return die.choice(kinds)

    def make(self, die: Die) -> tuple[dict[str, Any], bytes]:
        names = [*SETTINGS, "language", "templates_path"]
        values = {die.choice(names): self.value(die) for _ in range(die.randint(1, 3))}
        return values, mutated(die, [self.conf], [*words.YAML, *(name.encode() for name in names)])

    def check(self, case: tuple[dict[str, Any], bytes]) -> Faults:
        values, text = case
        given = {name: each.default for name, each in SETTINGS.items()} | values
        try:
            check_settings(given, text.decode("utf-8", "replace"))
        except SettingsError:
            return []
        return misplaced(load(self.root, settings_of(given)), self.root)


class Caches:
    """Files that a build or check keeps for the next: a damaged one costs time, and changes nothing."""

    def __init__(self, base: Path) -> None:
        self.root, self.kept, self.table = base / "project", base / KEPT, base / "table"
        shutil.copytree(ROOTS / "test-months/reports", self.root / "reports")
        (self.root / f"{MONTH}/milestones.yaml").write_text("delayed:\n  - id: OPT-9\n", encoding="utf-8")
        self.expected = load(self.root, MONTHS_SETTINGS, kept=self.kept).problems
        cache_files.save_table(self.table, {"a": "b", "c": "d"})
        self.whole = {path: path.read_bytes() for path in [*sorted(self.kept.iterdir()), self.table]}

    def make(self, die: Die) -> tuple[Path, bytes]:
        path = die.choice([*self.whole])
        data = self.whole[path]
        other = die.choice([*self.whole.values()])
        return path, mutated(die, [data, other], words.BINARY)

    def check(self, case: tuple[Path, bytes]) -> Faults:
        path, data = case
        path.write_bytes(data)
        try:
            if path == self.table:
                table = cache_files.load_table(path)
                return [] if table in ({}, {"a": "b", "c": "d"}) else [f"a damaged table was used: {table}"]
            found = load(self.root, MONTHS_SETTINGS, kept=self.kept).problems
            return [] if found == self.expected else [f"a damaged reading was used: {path.name}"]
        finally:
            path.write_bytes(self.whole[path])


class Records:
    """The record of published addresses and digests, which a merge or an editor damages."""

    settings = replace(MONTHS_SETTINGS, permalinks="permalinks.txt")
    redirects: ClassVar = {"reports/2021-01/old": "reports/2021-01/index"}

    def __init__(self, base: Path) -> None:
        self.root, self.kept = base / "project", base / "kept"
        shutil.copytree(ROOTS / "test-months/reports", self.root / "reports")
        self.path = self.root / self.settings.permalinks
        catalogue = load(self.root, self.settings, kept=self.kept)
        model = model_addresses(catalogue, self.redirects)
        stated = {
            each.address: each.digests
            for month in catalogue.all_months
            for each in stated_in(catalogue, month)
        }
        anchors = {f"{page}#{each}" for page, found in model.anchors.items() for each in found}
        objects = {f"{INVENTORY}#{each}" for each in model.objects}
        self.seeds = [record_text({*stated, *model.anchors, *anchors, *objects}, stated).encode()]

    def make(self, die: Die) -> tuple[str, bytes]:
        return die.choice(("", "", "2021-02")), mutated(die, self.seeds, words.RECORD)

    def check(self, case: tuple[str, bytes]) -> Faults:
        month, data = case
        self.path.write_bytes(data)
        try:
            catalogue = load(self.root, self.settings, month, self.kept)
            record: Record | None = catalogue.record
            if record is None:
                said = [each for each in catalogue.problems if each.path == self.path.name]
                return misplaced(catalogue, self.root) if said else ["the record is dropped without a word"]
            gone = lost(record, catalogue, model_addresses(catalogue, self.redirects, month))
            again = read_record(record_text(record.lines, record.stated), Problems(self.path.name))
            if (again.lines.keys(), again.stated) != (record.lines.keys(), record.stated):
                return ["another record is written than was read"]
            return misplaced(catalogue, self.root, gone)
        finally:
            self.path.unlink()


class Links:
    """The links of an earlier night, of which the next one makes its own."""

    NOW = datetime(2021, 4, 9, 2, tzinfo=UTC)

    def __init__(self, base: Path) -> None:
        base.mkdir()
        self.path = base / "links.json"
        answers = [Answer(state, 200, "https://b.example", "why") for state in LinkState]
        entries = [
            noted(
                LinkEntry(f"https://a.example/{at}", "free", LinkState.WORKING, places=("a.md:1",)),
                each,
                self.NOW,
            )
            for at, each in enumerate(answers)
        ]
        history.write(self.path, entries, self.NOW)
        self.seeds = [self.path.read_bytes()]

    def make(self, die: Die) -> tuple[str, bytes]:
        return "links.json", mutated(die, self.seeds, words.JSON)

    def check(self, case: tuple[str, bytes]) -> Faults:
        self.path.write_bytes(case[1])
        try:
            known = history.read(self.path).values()
        except LedgerError as error:
            place = str(error).removeprefix(f"{self.path}:").partition(":")[0]
            right = place.isdecimal() and 1 <= int(place) <= lines_of(case[1]) and len(str(error)) < 1000
            return [] if right else [f"no line: {error}"[:300]]
        fresh = sum(each.is_fresh(self.NOW, 7) for each in known)
        entries = [noted(each, Answer(LinkState.UNREACHABLE), self.NOW) for each in known]
        text = report([*known, *entries], asked=1, fresh=fresh, tickets=0, now=self.NOW, notes=[])
        self.path.write_text(text, encoding="utf-8")
        history.write(self.path, entries, self.NOW)
        return (
            []
            if [*history.read(self.path).values()] == sorted(entries, key=_address)
            else ["others are read"]
        )


def _address(entry: LinkEntry) -> str:
    return entry.address


def targets(base: Path) -> Iterator[Target]:
    """All targets, each with a directory of its own below ``base``."""
    kinds: Sequence[tuple[str, int, Callable[[Path], Any]]] = (
        ("project", 42, Project),
        ("records", 4, Records),
        ("links", 4, Links),
        ("schedule", 12, Schedule),
        ("tickets", 12, Tickets),
        ("convert", 12, Convert),
        ("settings", 8, Settings),
        ("caches", 6, Caches),
    )
    for name, share, kind in kinds:
        made = kind(base / name)
        yield Target(name, share, made.make, made.check)
