"""Files to records: reads everything under ``reports/``; never logs, never raises for content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from . import registers
from .area import AreaFile, read_area
from .catalogue import Catalogue
from .dates import is_month
from .identifiers import ELEMENT_ID, natural, without_prefix
from .month import INDEX_FILE, Month, read_page
from .problems import Code, Problem, Problems, suggestion
from .prose import PICTURES, Known
from .registers import DOCUMENTS_FILE, MILESTONES_FILE, WBS_FILE, Registers
from .settings import Settings
from .statements import Statement, read_statements
from .yaml_text import Mapping, Value, read

REPORTS = "reports"
REGISTER_FILES = (WBS_FILE, MILESTONES_FILE, DOCUMENTS_FILE)

_T = TypeVar("_T")


def load(root: Path, settings: Settings) -> Catalogue:
    """Read ``reports/`` of the project at ``root``."""
    return _Loader(root, settings).load()


class _Loader:
    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.sources: dict[str, str] = {}

    def load(self) -> Catalogue:
        directory = self.root / REPORTS
        months = self._months(directory)
        known = Known(self.settings, self._registers(), frozenset(months))
        read_months = []
        for name in months:
            month = self._month(directory / name, known)
            if month:
                read_months.append(month)
        return Catalogue(
            known,
            tuple(read_months),
            tuple(sorted(set(self.problems))),
            frozenset(self.refused),
            MappingProxyType(self.sources),
        )

    def _months(self, directory: Path) -> list[str]:
        """The directories that are months, sorted; anything else that has no meaning is reported."""
        if not directory.is_dir():
            self._fault(REPORTS, Code.FILE, f"there is no directory '{REPORTS}'")
            return []
        months = []
        for entry in sorted(directory.iterdir()):
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and is_month(entry.name):
                months.append(entry.name)
            elif entry.is_dir():
                self._fault(
                    self._relative(entry),
                    Code.NAME,
                    f"the directory '{entry.name}' means nothing here; expected a month such as 2017-08",
                )
            elif entry.name not in REGISTER_FILES:
                hint = suggestion(entry.name, REGISTER_FILES) or f"; expected {', '.join(REGISTER_FILES)}"
                self._fault(
                    self._relative(entry), Code.NAME, f"the file '{entry.name}' means nothing here{hint}"
                )
        return months

    def _registers(self) -> Registers:
        unreadable: set[str] = set()

        def value(name: str, required: bool) -> Value | None:
            path = self.root / REPORTS / name
            if not path.exists() and not path.is_symlink():
                if required:
                    unreadable.add(name)
                    self._fault(self._relative(path), Code.FILE, f"the register '{name}' is missing")
                return None
            result = self._read(path, lambda text, problems: (read(text, problems),))
            # Comments alone are an empty register; anything that is no mapping is an unreadable one.
            if result is None or not isinstance(result[0], Mapping | None):
                unreadable.add(name)
            return result[0] if result else None

        def records(name: str, make: Callable[[Value | None, Problems], _T], required: bool = True) -> _T:
            problems = Problems(f"{REPORTS}/{name}")
            made = make(value(name, required), problems)
            self.problems.extend(problems.found)
            return made

        elements = records(WBS_FILE, lambda v, p: registers.read_elements(v, self.settings, p))
        tree = None if WBS_FILE in unreadable else elements
        milestones, aliases = records(
            MILESTONES_FILE, lambda v, p: registers.read_milestones(v, tree, self.settings, p)
        )
        documents = records(
            DOCUMENTS_FILE, lambda v, p: registers.read_documents(v, self.settings, p), required=False
        )
        return Registers(elements, milestones, aliases, documents, frozenset(unreadable))

    def _month(self, directory: Path, known: Known) -> Month | None:
        name = directory.name
        areas: list[AreaFile] = []
        names = {entry.name for entry in directory.iterdir()}
        for entry in natural(names - {INDEX_FILE, MILESTONES_FILE}):
            area = self._area(directory / entry, name, known)
            if area:
                areas.append(area)
        statements: tuple[Statement, ...] = ()
        if MILESTONES_FILE in names:
            statements = (
                self._read(
                    directory / MILESTONES_FILE,
                    lambda text, problems: read_statements(read(text, problems), name, known, problems),
                )
                or ()
            )
        else:
            self._fault(
                self._relative(directory / MILESTONES_FILE),
                Code.FILE,
                f"the month {name} has no '{MILESTONES_FILE}' (it may be empty)",
            )
        page = None
        if INDEX_FILE in names:
            page = self._read(
                directory / INDEX_FILE, lambda text, problems: read_page(text, name, known, problems)
            )
        else:
            self._fault(
                self._relative(directory / INDEX_FILE),
                Code.FILE,
                f"the month {name} has no '{INDEX_FILE}', so it is in no state, table or list",
            )
        return Month(name, page, statements, tuple(areas)) if page else None

    def _area(self, path: Path, month: str, known: Known) -> AreaFile | None:
        if path.name.startswith("."):
            return None
        if path.suffix.lower() in PICTURES:
            if not self._inside(path):
                self._refuse(path)
            return None
        stem = without_prefix(path.stem, self.settings.wbs_prefix)
        where = self._relative(path)
        elements = known.registers.elements
        expected = f"expected {INDEX_FILE}, {MILESTONES_FILE} or a WBS element such as "
        expected += f"{next((name for name, each in elements.items() if each.area), '02C.03')}.md"
        if path.is_dir() or path.suffix != ".md" or not ELEMENT_ID.fullmatch(stem):
            hint = suggestion(path.name, [INDEX_FILE, MILESTONES_FILE, *(f"{name}.md" for name in elements)])
            self._fault(where, Code.NAME, f"the name '{path.name}' means nothing here{hint or '; ' + expected}")
            return None
        if path.stem != stem:
            self._fault(where, Code.NAME, f"the file's name must be the canonical form; expected '{stem}.md'")
        elif stem not in elements and WBS_FILE not in known.registers.unreadable:
            hint = suggestion(stem, elements) or f"; {expected}"
            self._fault(where, Code.NAME, f"the file is named by no WBS element: '{stem}'{hint}")
        return self._read(path, lambda text, problems: read_area(text, month, stem, known, problems))

    def _read(self, path: Path, parse: Callable[[str, Problems], _T]) -> _T | None:
        """Read one file; None if it may not or can't be read."""
        where = self._relative(path)
        problems = Problems(where)
        result = None
        text = self._text(path, problems)
        if text is not None:
            self.sources[where] = text
            result = parse(text, problems)
        self.problems.extend(problems.found)
        return result

    def _text(self, path: Path, problems: Problems) -> str | None:
        if not self._inside(path):
            self._refuse(path)
            return None
        try:
            data = path.read_bytes()
        except OSError as error:
            self.refused.add(problems.path)
            problems.fault(1, Code.FILE, f"the file can't be read: {error.strerror}")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.refused.add(problems.path)
            line = data.count(b"\n", 0, error.start) + 1
            problems.fault(line, Code.ENCODING, f"not UTF-8 text (byte 0x{data[error.start]:02X}); save it as UTF-8")
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _inside(self, path: Path) -> bool:
        """Whether a file lies under ``reports/``: a pull request may hold links to anywhere."""
        return path.resolve().is_relative_to((self.root / REPORTS).resolve())

    def _refuse(self, path: Path) -> None:
        self.refused.add(self._relative(path))
        self._fault(self._relative(path), Code.FILE, "the file is a link that leaves the reports; it is not read")

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _fault(self, path: str, code: Code, message: str) -> None:
        problems = Problems(path)
        problems.fault(1, code, message)
        self.problems.extend(problems.found)
