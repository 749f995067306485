"""Read the files under ``reports/`` into records. Content never raises an exception, and nothing
is logged."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import unicodedata
from collections.abc import Callable, Container, Iterable
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ..check import rules, suppressions
from ..check.dead_references import Site, dead_references
from ..check.permalinks import DIGEST_BYTES, Record, read_record
from ..check.published_months import unguarded
from ..content import registers
from ..content.area import AreaFile, read_area
from ..content.catalogue import Catalogue
from ..content.known import Known
from ..content.month import INDEX_FILE, Month, read_front, read_page
from ..content.references import References
from ..content.refusals import PICTURES
from ..content.registers import DOCUMENTS_FILE, MILESTONES_FILE, TICKETS_FILE, WBS_FILE, Registers, Ticket
from ..content.settings import Settings
from ..content.statements import read_note, read_statements
from ..core.dates import Date
from ..core.identifiers import ELEMENT_ID, lineage, natural, sort_key, without_prefix, words
from ..core.limits import (
    ALL_FORMER_IDS,
    MARKDOWN_BYTES,
    NAME_BYTES,
    PICTURE_DOTS,
    RECORD_BYTES,
    TICKETS_BYTES,
    YAML_BYTES,
)
from ..core.periods import RELEASE, is_well_formed, kind, order, use_releases, use_titles
from ..core.places import reports
from ..core.problems import Code, Problem, Problems, UnreadableError
from ..core.suggestions import nearest, suggestion
from ..syntax import markdown_text
from ..syntax.yaml_errors import UNFINISHED_MERGE
from ..syntax.yaml_text import Mapping, Scalar, Value, read
from .reading_cache import Readings
from .ticket_register import read_ticket_register

#: The directory of the cache of readings, below the other caches of a build.
KEPT = "readings"

LINK = "a symbolic link, which is not followed; put the file itself here"
NO_FILE = "neither a file nor a directory; it is not opened"

REGISTER_FILES = (WBS_FILE, MILESTONES_FILE, DOCUMENTS_FILE, TICKETS_FILE)

#: The least similarity of file names that may be mixed up; their endings are similar anyway.
NAME_LIKENESS = 0.75

#: Files left behind by editors, file managers, office programs, browsers, git and programs that synchronise
#: files, and the names that these give to copies of a text. A picture may have such a name.
BACKUP = re.compile(
    r".*~|\.#.*|#.*#|.*\.(?:bak|old|orig|rej|save|sw[a-p]|tmp|part|crdownload)|~\$.*|\.~lock\..*#|\._.*"
    r"|\.DS_Store|\.directory|\.nfs\w+|(?:eh)?thumbs\.db|desktop\.ini"
    r"|\.?[^.]+\..+ [2-9]\.(?:md|ya?ml)"
    r"|.+ (?:\(\d+\)|\(?(?:copy|another copy|Kopie|copie)(?: \d+)?\)?|- Copy(?: \(\d+\))?)\.(?:md|ya?ml)"
    r"|.+(?:\.sync-conflict-|[ _]conflicted copy|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d).*\.(?:md|ya?ml)",
    re.IGNORECASE,
)

#: A label in reStructuredText.
_LABEL = re.compile(r"^\.\. _([\w-]+):$", re.MULTILINE)

_T = TypeVar("_T")

#: The elements of the register by id.
Elements = dict[str, registers.Element]


def load(root: Path, settings: Settings, month: str = "", kept: Path | None = None) -> Catalogue:
    """Read ``reports/`` of the project at ``root``.

    With a ``month``, read only what the problems of that month depend on: the statements of the other months
    about milestones, and the plans to follow up. Problems elsewhere are then incomplete. ``kept`` is the
    directory of the cache of earlier readings (see :mod:`.reading_cache`); None for no cache.
    """
    return _Loader(root, settings, kept).load(month)


def load_registers(root: Path, settings: Settings) -> tuple[Registers, tuple[Problem, ...]]:
    """Read only the registers of the project at ``root``; return them and their problems.

    This is much faster than :func:`load`.
    """
    loader = _Loader(root, settings)
    loader.use_dates(loader.months())
    # Those of the directories are not about the registers.
    loader.problems.clear()
    return loader.registers(), tuple(sorted(set(loader.problems)))


class _Loader:
    def __init__(self, root: Path, settings: Settings, kept: Path | None = None) -> None:
        self.root = root
        self.kept = kept
        self.readings = Readings(None, None)
        self.settings = settings
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.shunned: list[Path] = []
        self.lost: list[str] = []
        self.sources: dict[str, str] = {}
        self.silenced: dict[str, suppressions.Silenced] = {}
        self.references: dict[str, list[References]] = {}

    def load(self, only: str) -> Catalogue:
        directory = self.root / reports()
        months = self.months()
        self.use_dates(months)
        months.sort(key=order)
        registers = self.registers()
        known = Known(self.settings, registers, frozenset(months))
        # What a text means does not depend on what is known of its tickets.
        sources = sorted(each for each in self.sources.items() if each[0] != f"{reports()}/{TICKETS_FILE}")
        basis = (self.settings, months, sources, sorted(registers.unreadable))
        self.readings = Readings(self.kept, basis)
        self._descriptions(known)
        read_months = self._one(directory, months, only, known) if only else {}
        for name in () if only else months:
            read_months[name] = self._month(directory / name, known)
        found = tuple(month for name in months if (month := read_months.get(name)))
        use_titles({each.name: each.page.title for each in found} if not only else {})
        catalogue = Catalogue(
            known, found, frozenset(self.refused), MappingProxyType(dict(sorted(self.sources.items())))
        )
        examined = [month for month in found if only in ("", month.name)]
        faulty = {each.path for each in self.problems if not each.remark and not self._silences(each)}
        begins = f"{reports()}/{only}/" if only else ""
        whole = not only
        site = Site(catalogue, self.references, self._exists, self._is_written, self._label_elsewhere, whole)
        dead = dead_references(site, [path for path in self.references if path.startswith(begins)])
        catalogue.record = self._record(begins)
        catalogue.picture_digest = self._picture_digest
        recorded = os.path.lexists(self.root / self.settings.permalinks)
        if not faulty:
            self.problems.extend(unguarded(catalogue, examined, recorded=recorded))
        problems = sorted({*self.problems, *dead, *rules.check(catalogue, examined, faulty)})
        if not faulty:
            # Some rules apply only if there are no faults, and comments may suppress what they would find.
            of_files = {path: each for path, each in self.silenced.items() if path.startswith(begins)}
            problems = sorted({*problems, *suppressions.idle(of_files, problems)})
        catalogue.silences = self._silences
        catalogue.lost = tuple(self.lost)
        catalogue.problems = tuple(each for each in problems if not self._silences(each))
        catalogue.silenced = tuple(filter(self._silences, problems))
        return catalogue

    def _exists(self, path: str) -> bool:
        """Return whether there is a file, given its path relative to the root."""
        try:
            return (self.root / path).is_file()
        except (OSError, ValueError):
            return False

    @cached_property
    def _other_texts(self) -> str:
        """The texts of the site that were not read, such as guides: what is named there counts, too."""
        # Each line is between two ends of lines, the first and the last one too.
        texts = (*self._texts("*").values(), *self._texts(f"{reports()}/*").values())
        return "\n".join(["", *texts, ""]).lower()

    def _texts(self, directory: str) -> dict[str, str]:
        """Return the texts in the root and in a ``directory`` that were not read, by their paths."""
        files = {
            path.relative_to(self.root).as_posix(): path
            for part in (".", directory)
            for path in self.root.glob(f"{part}/*.[mr][ds]*")
            if not path.relative_to(self.root).parts[0].startswith((".", "_")) and path.is_file()
        }
        return {
            name: path.read_text(encoding="utf-8", errors="replace")
            for name, path in sorted(files.items())
            if name not in self.references
        }

    @cached_property
    def _labels(self) -> dict[str, str]:
        """The labels that pages besides the reports have, each with the file of the page."""
        found: dict[str, str] = {}
        for path, text in self._texts("*").items():
            if path.endswith(".md") and not path.startswith(f"{reports()}/"):
                try:
                    named = markdown_text.parse(text, self.settings.markdown).named.values()
                except UnreadableError:
                    continue
                found.update({each.name: path for each in named if each.kind == markdown_text.LABEL})
            found.update({name.lower(): path for name in _LABEL.findall(text) if path.endswith(".rst")})
        return found

    def _label_elsewhere(self, name: str) -> str:
        """Return the file of a page besides the reports that has the label ``name``; empty if none."""
        return self._labels.get(name, "") if self._is_written(name) else ""

    def _picture_digest(self, path: str) -> str:
        """Return a digest of the content of a picture, given its path relative to the root; empty if it can't
        be read."""
        try:
            data = (self.root / path).read_bytes() if self._exists(path) else b""
        except OSError:
            return ""
        return hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest() if data else ""

    def _is_written(self, name: str) -> bool:
        """Return whether a name is given in a text that was not read; its case does not count there."""
        name = name.lower()
        marks = (f"\n({name})=", f"\n.. _{name}:", f":name: {name}", f":label: {name}", f"\n{name}\n")
        return bool(name) and any(mark in self._other_texts for mark in marks)

    def _silences(self, problem: Problem) -> bool:
        """Return whether a comment in the file suppresses ``problem``.

        Problems of such comments can't be suppressed.
        """
        if problem.code in (Code.IGNORE.value, Code.IDLE.value):
            return False
        return problem.code in self.silenced.get(problem.path, {}).get(problem.line, ())

    def _one(self, directory: Path, months: list[str], name: str, known: Known) -> dict[str, Month | None]:
        """Read the month ``name`` and the months before it up to the last full report, whose plans it follows
        up.

        The other months are read in outline.
        """
        at = order(name)
        found = {each: self._outline(directory / each, known, texts=order(each) > at) for each in months}
        for before in (each for each in reversed(months) if order(each) < at):
            outline = found[before]
            if outline and not outline.page.draft:
                found[before] = self._month(directory / before, known)
                if not outline.page.summary:
                    break
        if name in found:
            found[name] = self._month(directory / name, known)
        return found

    def _outline(self, directory: Path, known: Known, *, texts: bool) -> Month | None:
        """Read the statements of a month about milestones, without its problems; with ``texts``, also the
        sources of its files."""
        faults = len(self.problems)
        name = directory.name
        statements = self._read(
            directory / MILESTONES_FILE,
            lambda text, problems: read_statements(read(text, problems), name, known, problems, notes=False),
        )
        page = self._read(
            directory / INDEX_FILE,
            # Only its front matter.
            lambda text, problems: read_page(
                f"---\n{markdown_text.split_front_matter(text)[0] or ''}\n---", name, known, problems
            ),
        )
        for path in directory.glob("*.md") if texts else ():
            self._read(path, lambda text, _: None)
        del self.problems[faults:]
        # What these files name is looked for as in every text that is not read.
        for where in [each for each in self.references if each.startswith(f"{self._relative(directory)}/")]:
            del self.references[where]
        return Month(name, page, statements or (), ()) if page else None

    def months(self) -> list[str]:
        """Return the directories that are months, sorted; report other names that are not allowed."""
        directory = self.root / reports()
        if directory.is_symlink() or not directory.is_dir():
            self._fault(reports(), Code.FILE, f"there is no directory '{reports()}'")
            return []
        months = []
        for entry in self._entries(directory):
            if entry.name in REGISTER_FILES or self._report_backup(entry) or self._report_odd(entry):
                continue
            if not entry.is_dir():
                hint = suggestion(entry.name, REGISTER_FILES, NAME_LIKENESS)
                hint = hint or f"; expected {', '.join(REGISTER_FILES)}"
                self._shun(entry, f"the file '{entry.name}' is unknown here{hint}")
            elif not is_well_formed(entry.name):
                expected = f"expected a {kind().word} such as {kind().example}"
                self._shun(entry, f"the directory '{entry.name}' is unknown here; {expected}")
            else:
                months.append(entry.name)
        return months

    def _entries(self, directory: Path) -> list[Path]:
        """Return what is in a ``directory``, sorted; report one that can't be read, as it went away."""
        try:
            return sorted(directory.iterdir())
        except OSError as error:
            where = self._relative(directory)
            self._fault(where, Code.FILE, f"the directory can't be read: {error.strerror}")
            self.lost.append(where)
            return []

    def use_dates(self, releases: Iterable[str]) -> None:
        """Set the dates of ``releases`` from their pages; nothing is set for periods of the calendar."""
        by_name = releases if kind().word == RELEASE else ()
        use_releases({name: self._date(self.root / reports() / name / INDEX_FILE) for name in by_name})

    def _date(self, path: Path) -> Date | None:
        """Return the date of a release. Problems are reported when the whole of its page is read."""
        try:
            return read_front(markdown_text.split_front_matter(self._text(path))[0], Problems("")).date
        except UnreadableError:
            return None

    def _shun(self, path: Path, message: str) -> None:
        """Report a name that is not allowed; no page is made of what it contains."""
        self._fault(self._relative(path), Code.NAME, message)
        self.shunned.append(path)
        self._refuse_tree(path)

    def _report_backup(self, path: Path) -> bool:
        """Return whether ``path`` is a leftover of a program. It is reported, and no page is made of it."""
        if not BACKUP.fullmatch(path.name) or path.is_dir():
            return False
        where = self._relative(path)
        message = f"'{path.name}' looks like a backup or temporary file; delete it"
        self.problems.append(Problem(where, 1, Code.BACKUP.value, message, remark=True))
        self.refused.add(where)
        return True

    def _refuse_tree(self, path: Path) -> None:
        """Keep ``path`` and everything below it out of the site; links are not followed."""
        for each in (path, *(() if path.is_symlink() else path.rglob("*"))):
            # Whatever its markup, its document would have this name.
            self.refused.update((self._relative(each), self._relative(each.with_suffix(".md"))))

    def registers(self) -> Registers:
        unreadable: set[str] = set()

        def register(name: str, make: Callable[[Value | None, Problems], _T], required: bool = True) -> _T:
            path = self.root / reports() / name

            def parse(text: str, problems: Problems) -> _T:
                value = read(text, problems)
                # A file with only comments is an empty register; one without a mapping is unreadable.
                if (value is None and problems.found) or not isinstance(value, Mapping | None):
                    unreadable.add(name)
                return make(value, problems)

            there = path.exists() or path.is_symlink()
            result = self._read(path, parse) if there else None
            if result is None:
                if there or required:
                    unreadable.add(name)
                if not there and required:
                    self._missing(path, REGISTER_FILES, f"the register '{name}' is missing")
                result = make(None, Problems(self._relative(path)))
            return result

        elements = register(WBS_FILE, lambda v, p: registers.read_elements(v, self.settings, p))
        former = registers.former_elements(elements)
        if len(former) == ALL_FORMER_IDS:
            message = f"elements have {ALL_FORMER_IDS} former ids or more; those of the rest are not read"
            self._fault(f"{reports()}/{WBS_FILE}", Code.SIZE, message)
        tree = None if WBS_FILE in unreadable else registers.by_any_id(elements, former)
        milestones, aliases = register(
            MILESTONES_FILE, lambda v, p: registers.read_milestones(v, tree, self.settings, p)
        )
        documents = register(
            DOCUMENTS_FILE, lambda v, p: registers.read_documents(v, self.settings, p), required=False
        )
        tickets = self._tickets(tree)
        return Registers(elements, milestones, aliases, documents, frozenset(unreadable), tickets, former)

    def _tickets(self, elements: Elements | None) -> dict[str, Ticket]:
        """Return the tickets of the register; ``elements`` is None if the WBS register could not be read."""
        path = self.root / reports() / TICKETS_FILE
        if not (path.exists() or path.is_symlink()):
            return {}
        basis = (self.settings, self.sources.get(f"{reports()}/{WBS_FILE}"))
        readings = Readings(self.kept, basis)
        return (
            self._read(path, lambda t, p: read_ticket_register(t, elements, self.settings, p, readings)) or {}
        )

    def _record(self, begins: str) -> Record | None:
        """Return the record of published addresses, of those that begin so; None if the project has none.
        Report what is wrong in it."""
        path = self.root / self.settings.permalinks
        if not self.settings.permalinks or not os.path.lexists(path):
            return None
        problems = Problems(self.settings.permalinks)
        try:
            text = self._text(path, RECORD_BYTES)
            if begins:
                text = "\n".join(each if each.startswith(begins) else "" for each in text.split("\n"))
            return read_record(text, problems)
        except UnreadableError as error:
            problems.unreadable(error)
            return None
        finally:
            self.problems.extend(problems.found)

    def _descriptions(self, known: Known) -> None:
        """Examine the notes of the register, which may cite everything in the registers."""
        problems = Problems(f"{reports()}/{MILESTONES_FILE}")
        try:
            for milestone in known.registers.milestones.values():
                if milestone.description:
                    line = milestone.description_line
                    read_note(Scalar(milestone.description, line, line), "", known, problems)
        except UnreadableError as error:
            problems.unreadable(error)
        self.problems.extend(problems.found)
        self.references[problems.path] = problems.references

    def _month(self, directory: Path, known: Known) -> Month | None:
        name = directory.name
        self.readings.begin(name)
        areas: list[AreaFile] = []
        names = {entry.name for entry in self._entries(directory)}
        for entry in natural(names - {INDEX_FILE, MILESTONES_FILE}):
            area = self._area(directory / entry, name, known)
            if area:
                areas.append(area)
        self._areas_once(areas)
        statements = self._required(
            directory / MILESTONES_FILE,
            names,
            lambda text, problems: read_statements(read(text, problems), name, known, problems),
            f"the {kind().word} {name} has no '{MILESTONES_FILE}' (it may be empty)",
        )
        page = self._required(
            directory / INDEX_FILE,
            names,
            lambda text, problems: read_page(text, name, known, problems),
            f"the {kind().word} {name} has no '{INDEX_FILE}', so no state, table or list includes it",
        )
        areas.sort(key=lambda area: sort_key(area.element))
        self.readings.end()
        return Month(name, page, statements or (), tuple(areas)) if page else None

    def _areas_once(self, areas: list[AreaFile]) -> None:
        """Report files for one area under its former and its current id, and a former name of two files."""
        first: dict[str, AreaFile] = {}
        named: dict[str, AreaFile] = {}
        for area in areas:
            other = first.setdefault(area.element, area)
            if other is not area:
                message = f"'{other.path}' is a file of the area '{area.element}', too; keep one of them"
                self._fault(area.path, Code.DUPLICATE, message)
            for name in area.aka:
                other = named.setdefault(name.casefold(), area)
                if other is not area:
                    message = (
                        f"'{name}' is a former name of '{other.path}', too; only one page can replace it"
                    )
                    self._fault(area.path, Code.DUPLICATE, message)

    def _required(
        self, path: Path, names: Container[str], parse: Callable[[str, Problems], _T], message: str
    ) -> _T | None:
        """Read a file that each month has; report one that is not among the names of its directory."""
        if path.name in names:
            return self._read(path, parse, self.readings)
        self._missing(path, (INDEX_FILE, MILESTONES_FILE), message)
        return None

    def _area(self, path: Path, month: str, known: Known) -> AreaFile | None:
        if self._report_backup(path) or self._report_odd(path):
            return None
        if path.suffix.lower() in PICTURES and path.is_file():
            self._picture(path)
            return None
        # Some systems store a letter and its accent as two characters.
        name = unicodedata.normalize("NFC", path.stem)
        stem = without_prefix(name, self.settings.wbs_prefix)
        where = self._relative(path)
        elements = known.registers.elements
        examples = [name for name, each in elements.items() if each.area] or [*elements]
        expected = f"; expected {INDEX_FILE}, {MILESTONES_FILE} or a WBS element"
        expected += f" such as {examples[0]}.md" if examples else " and .md"
        if path.is_dir() or path.suffix != ".md" or not _like_element(stem, known.registers):
            names = [INDEX_FILE, MILESTONES_FILE, *(f"{name}.md" for name in elements)]
            hint = suggestion(path.name, names, NAME_LIKENESS) or _leading_element(path.name, elements)
            if path.is_dir():
                # A directory named like a file is not mistyped.
                hint = f"; a {kind().word} contains only files"
            self._shun(path, f"the name '{path.name}' is unknown here{hint or expected}")
            return None
        if name != stem:
            self._fault(where, Code.NAME, f"the file's name must be the canonical form; expected '{stem}.md'")
        elif known.registers.element(stem) not in elements and WBS_FILE not in known.registers.unreadable:
            hint = suggestion(stem, elements) or expected
            self._fault(where, Code.NAME, f"the file name is not a WBS element: '{stem}'{hint}")
        return self._read(
            path, lambda text, problems: read_area(text, month, stem, known, problems), self.readings
        )

    def _picture(self, path: Path) -> None:
        """Report a picture with too many dots, and keep it out of the site."""
        # It imports the standard library's clients of the network: a twentieth of the check of one month.
        import imagesize

        try:
            width, height = imagesize.get(path)
        except (OSError, ValueError, struct.error):
            return  # it is shown as a picture that can't be read
        if width * height > PICTURE_DOTS:
            where = self._relative(path)
            expected = f"expected at most {PICTURE_DOTS} pixels"
            self._fault(where, Code.SIZE, f"the picture has {width} by {height} pixels; {expected}")
            self.refused.add(where)

    def _read(
        self, path: Path, parse: Callable[[str, Problems], _T], readings: Readings | None = None
    ) -> _T | None:
        """Parse one file; return None if it may not or can't be read. With ``readings``, use the cache."""
        where = self._relative(path)
        problems = Problems(where)

        def examine() -> tuple[suppressions.Silenced, _T, list[Problem], list[References]]:
            silenced = suppressions.silenced(text, problems)
            return silenced, parse(text, problems), problems.found, problems.references

        try:
            text = self._text(path)
            read = readings.of(where, text, examine) if readings else examine()
            self.silenced[where], result, found, self.references[where] = read
        except UnreadableError as error:
            problems.unreadable(error)
            self.problems.extend(problems.found)
            self.refused.add(where)
            if isinstance(error.__cause__, FileNotFoundError):
                self.lost.append(where)
            return None
        self.sources[where] = text
        self.problems.extend(found)
        return result

    def _text(self, path: Path, most: int = 0) -> str:
        """Return the text of a file; report an unfinished merge in Markdown, and keep one side of it.

        :param most: how many bytes it may have, unless what files of its kind may have
        :raises UnreadableError: if it can't or may not be read
        """
        try:
            if path.is_symlink():
                raise OSError(0, LINK)
            if path.exists() and not path.is_file():
                raise OSError(0, NO_FILE)
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableError(1, f"the file can't be read: {error.strerror}", Code.FILE) from error
        most = most or (MARKDOWN_BYTES if path.suffix == ".md" else YAML_BYTES)
        if path.parent == self.root / reports() and path.name == TICKETS_FILE:
            most = TICKETS_BYTES
        if len(data) > most:
            raise UnreadableError(
                1, f"the file has {len(data)} bytes and is not read; expected {most} at most"
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # The position in the error does not count the byte order mark.
            line = error.object.count(b"\n", 0, error.start) + 1
            message = f"not UTF-8 text (byte 0x{error.object[error.start]:02X}); save it as UTF-8"
            raise UnreadableError(line, message, Code.ENCODING) from error
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if path.suffix == ".md":
            text, mark = markdown_text.without_merge(text)
            if mark:
                self._fault(self._relative(path), Code.YAML, UNFINISHED_MERGE, mark)
        return text

    def _report_odd(self, path: Path) -> bool:
        """Report a file that is neither opened nor shown, and return whether it is one."""
        name = path.name
        code = Code.NAME
        if name.startswith("."):
            message = f"the name '{name}' begins with a dot; such files are not allowed here and not read"
        elif not name.isprintable():
            message = f"the name '{name}' contains invisible characters, or is not UTF-8"
        elif len(os.fsencode(name)) > NAME_BYTES:
            message = f"the name has {len(os.fsencode(name))} bytes; expected {NAME_BYTES} at most"
        elif path.is_symlink():
            code, message = Code.FILE, LINK
        elif not path.is_file() and not path.is_dir():
            code, message = Code.FILE, NO_FILE
            if not os.path.lexists(path):
                self.lost.append(self._relative(path))
        else:
            return False
        self._fault(self._relative(path), code, message)
        self._refuse_tree(path)
        return True

    def _missing(self, path: Path, names: Iterable[str], message: str) -> None:
        """Report a required file that is missing, unless a file with a similar name exists, which is reported
        itself."""
        names = tuple(names)
        beside = (each.name for each in self.shunned if each.parent == path.parent)
        if path.parent.is_dir() and not any(
            nearest(name, names, NAME_LIKENESS) == path.name for name in beside
        ):
            self._fault(self._relative(path), Code.FILE, message)

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _fault(self, path: str, code: Code, message: str, line: int = 1) -> None:
        self.problems.append(Problem(path, line, code.value, message))


def _like_element(stem: str, registers: Registers) -> bool:
    """Return whether the name of a file is at least meant to be an element, so that its text belongs to an
    area."""
    if not ELEMENT_ID.fullmatch(stem):
        return False
    known = registers.element(stem) in registers.elements
    return "." in stem or WBS_FILE in registers.unreadable or known


def _leading_element(name: str, elements: Container[str]) -> str:
    """Return ``; did you mean '…'?`` for a ``name`` that begins with an element, else an empty text."""
    word = (words(name) or [""])[0]
    found = next((each for each in lineage(word) if each in elements), "")
    return f"; did you mean '{found}.md'?" if found else ""
