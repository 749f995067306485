"""The settings of ``conf.py``: the default of each, the check of its value, and what depends on it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from babel.localedata import locale_identifiers

from ..core.id_forms import id_form
from ..core.language import locale_of
from ..core.limits import NAME_BYTES, PATH_CHARACTERS
from ..core.periods import MONTH, PERIODS
from ..core.places import DIRECTORIES, REPORTS
from ..core.suggestions import nearest, suggestion
from ..syntax.markdown_text import EXTENSIONS

ACCOMPLISHMENTS = "accomplishments"
PLANS = "plans"
RECRUITMENT = "recruitment"
OTHER = "other"

#: The kinds of text in an area file, in reading order.
KINDS = (ACCOMPLISHMENTS, PLANS, RECRUITMENT, OTHER)

#: The order in which an export of the scheduler may write numeric dates.
DATE_ORDERS = ("dmy", "mdy", "ymd")

#: The statuses of trackers that mean that a ticket is not open, whether or not it has a date of resolution.
DONE = ("Done", "Closed", "Resolved", "Merged", "Cancelled")

#: The setting of the Markdown parser that names its extensions.
MARKDOWN = "myst_enable_extensions"


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The tables of ``conf.py`` as the model reads them.

    ``trackers`` and ``documents`` map a form of ids, a prefix (``DM``) or a text with fields
    (``{repo}#{number}``), to a URL template with ``{id}`` (``DM-10770``) or the fields (``{number}``:
    ``10770``). ``kinds`` maps a heading, case-folded, to one of :data:`KINDS`. ``silence`` holds the phrases
    that begin a section with nothing to report, ``done`` the statuses of tickets that are not open,
    case-folded. ``markdown`` names the MyST extensions in use. ``headings`` are those of :attr:`kinds` as
    written, in their order. ``first_is_month``: whether a finish on the first of a month in an export of the
    scheduler means only the month. ``date_order`` is the order of dates in such an export, one of
    :data:`DATE_ORDERS`; if empty, it is inferred from the dates. ``period`` is the kind of the periods on
    which the project reports (see :mod:`core.periods`).
    """

    wbs_prefix: str = ""
    trackers: Mapping[str, str] = field(default_factory=_empty)
    documents: Mapping[str, str] = field(default_factory=_empty)
    kinds: Mapping[str, str] = field(default_factory=_empty)
    silence: tuple[str, ...] = ()
    done: tuple[str, ...] = tuple(map(str.casefold, DONE))
    markdown: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    first_is_month: bool = False
    permalinks: str = ""
    date_order: str = ""
    period: str = MONTH


#: The prefix of the names of all settings.
PREFIX = "report_"

#: The longest part of a value that a message quotes.
_QUOTED = 60


class SettingsError(ValueError):
    """Values of ``conf.py`` are invalid: a line for each."""


def check_settings(values: Mapping[str, object], source: str) -> None:
    """Check the values of ``conf.py``.

    ``values`` maps names to values; only settings of the extension, and :data:`OF_SPHINX`, are checked.
    ``source`` is the text of ``conf.py``: it gives the line of each setting, and names that are not settings.

    :raises SettingsError: with one line for each fault: its place, what is given and what is expected
    """
    lines = _assigned(source)
    known = {**SETTINGS, **OF_SPHINX}
    names = [*lines, *(name for name in values if _is_ours(name) and name not in lines)]
    faults = []
    for name in names:
        if name not in known:
            found = [f"there is no such setting{_nearest(name)}"]
        else:
            found = known[name].faults(values[name]) if name in values else []
        place = f"conf.py:{lines[name]}" if name in lines else "conf.py"
        faults += [f"{place}: {name}: {fault}" for fault in found]
    faults += [f"conf.py: {fault}" for fault in (*_shared_prefixes(values), *_shared_places(values))]
    if faults:
        raise SettingsError("\n".join(faults))


def _is_ours(name: str) -> bool:
    """Return whether a name is meant to be a setting that is checked here."""
    return name.startswith(PREFIX) or name in OF_SPHINX


def _nearest(name: str) -> str:
    """Return a hint at the setting that was meant; the common prefix of all names is not compared."""
    known = {each.removeprefix(PREFIX): each for each in SETTINGS}
    close = nearest(name.removeprefix(PREFIX), known)
    return f"; did you mean '{known[close]}'?" if close else ""


def _assigned(source: str) -> dict[str, int]:
    """Return the names of settings that the file itself assigns, each with its line."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):  # the last two: nested too deep
        return {}
    return {
        node.id: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and _is_ours(node.id)
    }


def _expected(form: str, value: object) -> str:
    text = repr(value)
    return f"expected {form}, found {text if len(text) <= _QUOTED else text[:_QUOTED] + '…'}"


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, bool) and float(value) >= 0  # type: ignore[arg-type]  # caught
    except (TypeError, ValueError):
        return False


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(each, str) for each in values)


#: By the type of a default: the form of the values that may replace it, in words, and the check of one.
_FORMS: Mapping[type, tuple[str, Callable[[object], bool]]] = {
    str: ("a string", lambda value: isinstance(value, str)),
    bool: ("True or False", lambda value: isinstance(value, bool)),
    int: ("a number that is not negative", _is_number),
    tuple: ("a list of strings", lambda value: isinstance(value, list | tuple) and _are_texts(value)),
    dict: (
        "a dictionary from strings to strings",
        lambda value: isinstance(value, dict) and _are_texts((*value, *value.values())),
    ),
}


def _templates(templates: Mapping[str, str]) -> Iterator[str]:
    folded: dict[str, str] = {}
    for key, template in templates.items():
        other = folded.setdefault(key.casefold(), key)
        if other != key:
            yield f"{other!r} and {key!r} differ only in case; expected one of them"
        try:
            fields = ("id", *id_form(key).groups)
        except ValueError as error:
            what = "have the form" if "{" in key else "begin with"
            yield f"no id can {what} {key!r}; {error}"
            fields = ("id", "number")
        yield from _template(template, fields, f"the address of '{key}'")


def _template(template: str, fields: Sequence[str], what: str) -> Iterator[str]:
    try:
        filled = template.format_map(dict.fromkeys(fields, "\0"))
    except (KeyError, IndexError, ValueError, AttributeError):
        filled = ""
    if "\0" not in filled:
        wanted = " or ".join(f"'{{{field}}}'" for field in fields)
        yield f"{what} needs {wanted} in it: {template!r}"
    else:
        yield from _web(template, what)


def _web(address: str, what: str) -> Iterator[str]:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        yield f"{what} must begin with 'https://' or 'http://' and a host: {address!r}"


def _language(language: str) -> Iterator[str]:
    if locale_of(language) is None:
        close = suggestion(language.casefold(), [code for code in locale_identifiers() if code.isalpha()])
        yield f"expected the code of a language, such as 'en' or 'pt_BR', found {language!r}{close}"


def _silence(phrases: Iterable[str]) -> Iterator[str]:
    if not all(map(str.strip, phrases)):
        yield "every section begins with an empty text; expected a phrase such as 'No activity'"


def _done(statuses: Iterable[str]) -> Iterator[str]:
    if not all(map(str.strip, statuses)):
        yield "a status is empty; expected one such as 'Done'"


def _kinds(kinds: Mapping[str, str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for heading, kind in kinds.items():
        if not heading.strip():
            yield "a heading is empty; expected one such as 'Planned activities'"
        if kind not in KINDS:
            hint = suggestion(kind, KINDS) or f"; expected one of {', '.join(KINDS)}"
            yield f"the heading {heading!r} has the unknown kind {kind!r}{hint}"
        other = seen.setdefault(heading.casefold(), heading)
        if other != heading and kinds[other] != kind:
            yield f"{other!r} is {kinds[other]!r}, but {heading!r}, which differs only in case, is {kind!r}"


def _place(directory: str) -> Iterator[str]:
    """Check a directory below that of ``conf.py``."""
    parts = directory.split("/")
    wrong = (
        part in ("", ".", "..") or part.startswith(("_", ".")) or len(part.encode()) > NAME_BYTES
        for part in parts
    )
    if "\\" in directory or not directory.isprintable() or len(directory) > PATH_CHARACTERS or any(wrong):
        yield _expected("a directory below that of conf.py, such as 'progress/reports'", directory)


def _file(name: str) -> Iterator[str]:
    """Check a file below the directory of ``conf.py``; an empty name is that of none."""
    wrong = (
        part in ("", ".", "..") or part.startswith(".") or len(part.encode()) > NAME_BYTES
        for part in name.split("/")
    )
    if name and ("\\" in name or not name.isprintable() or len(name) > PATH_CHARACTERS or any(wrong)):
        yield _expected("a file below the directory of conf.py, such as 'permalinks.txt'", name)


def _above(directory: str) -> Iterator[str]:
    if directory:
        yield from _place(directory)


def _period(period: str) -> Iterator[str]:
    if period not in PERIODS:
        yield _expected(f"one of {', '.join(PERIODS)}", period) + suggestion(period, PERIODS)


def _date_order(order: str) -> Iterator[str]:
    if order not in ("", *DATE_ORDERS):
        yield _expected(f"one of {', '.join(DATE_ORDERS)}", order)


def _edit_address(address: str) -> Iterator[str]:
    if address and "{path}" not in address:
        yield f"expected an address with '{{path}}' in it, found {address!r}"
    if address:
        yield from _web(address, "the address")


def _expression(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"expected a regular expression, found {pattern!r}: {error}"


def _archive(template: str) -> Iterator[str]:
    if not template:
        return
    try:
        filled = template.format(date="20170831", address="https://a.example/")
    except (LookupError, ValueError, AttributeError):
        filled = ""
    if not filled.startswith(("http://", "https://")) or "https://a.example/" not in filled:
        yield f"expected an address with {{address}}, and with {{date}} if it needs one, found {template!r}"


def _shared_places(values: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong if generated pages would be among the reports, or reports among generated pages."""
    reports, above = (str(values.get(name, "")) for name in ("report_directory", "report_pages"))
    if reports and f"{above}/".startswith(f"{reports}/"):
        yield (
            f"report_pages {above!r} is within report_directory {reports!r}; expected another directory, or "
            f"reports in a directory below it, such as '{above}/{REPORTS}'"
        )
    for name in DIRECTORIES:
        directory = f"{above}/{name}".lstrip("/")
        if f"{reports}/".startswith(f"{directory}/"):
            yield f"report_directory {reports!r} is for generated pages; expected one besides {directory!r}"


def _shared_prefixes(values: Mapping[str, object]) -> Iterator[str]:
    trackers, documents = values.get("report_trackers"), values.get("report_documents")
    if isinstance(trackers, dict) and isinstance(documents, dict):
        for prefix in sorted(trackers.keys() & documents.keys(), key=str):
            yield f"the prefix {prefix!r} is in report_trackers and report_documents; expected one of them"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of ``conf.py``: its default, what Sphinx does again when it changes, and a check of a value.

    ``rebuild`` is as in ``Sphinx.add_config_value``: ``env`` reads, and ``html`` writes, everything again.
    ``check`` yields what is wrong with a value that has the form of the default.
    """

    default: object
    rebuild: Literal["", "env", "html"] = ""
    check: Callable[[Any], Iterator[str]] | None = None

    def faults(self, value: object) -> list[str]:
        """Return what is wrong with ``value``."""
        form, fits = _FORMS[type(self.default)]
        if not fits(value):
            return [_expected(form, value)]
        return list(self.check(value)) if self.check else []

    @property
    def types(self) -> tuple[type, ...]:
        """The types that Sphinx accepts."""
        if isinstance(self.default, tuple):
            return (list, tuple)
        return (int, float) if type(self.default) is int else (type(self.default),)


#: All settings. What is read depends on those of the category ``env``.
SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "report_wbs_prefix": Setting("", "env"),
        "report_trackers": Setting({}, "env", _templates),
        "report_documents": Setting({}, "env", _templates),
        "report_kinds": Setting({}, "env", _kinds),
        "report_silence": Setting((), "env", _silence),
        "report_done": Setting(DONE, "env", _done),
        "report_period": Setting(MONTH, "env", _period),
        "report_directory": Setting(REPORTS, "env", _place),
        "report_pages": Setting("", "env", _above),
        "report_first_is_month": Setting(False, "env"),
        "report_date_order": Setting("", "env", _date_order),
        "report_owners": Setting({}),
        "report_pdf_dir": Setting(""),
        "report_pdf_month": Setting(""),
        "report_licence": Setting("", "html"),
        "report_edit_address": Setting("", "html", _edit_address),
        "report_redirects": Setting({}),
        "report_permalinks": Setting("permalinks.txt", "", _file),
        "report_policy": Setting(True, "html"),
        "report_key": Setting("", "html"),
        "report_links_seconds": Setting(1200),
        "report_links_host_seconds": Setting(60),
        "report_links_fresh_days": Setting(7),
        "report_links_last": Setting(""),
        "report_links_archive": Setting("https://web.archive.org/web/{date}/{address}", "", _archive),
        "report_links_login": Setting("", "", _expression),
        "report_links_private": Setting(False),
    }
)


#: The settings of Sphinx that the extension uses before Sphinx itself checks them.
OF_SPHINX: Mapping[str, Setting] = MappingProxyType(
    {"language": Setting("en", "env", _language), "templates_path": Setting(())}
)


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Build the settings from the values of ``conf.py``; one that is missing has its default.

    ``values`` must have no faults (see :func:`check_settings`).
    """
    given: dict[str, Any] = {name: each.default for name, each in SETTINGS.items()} | dict(values)
    kinds: Mapping[str, str] = given["report_kinds"]
    return Settings(
        wbs_prefix=given["report_wbs_prefix"],
        trackers=MappingProxyType(dict(given["report_trackers"])),
        documents=MappingProxyType(dict(given["report_documents"])),
        kinds=MappingProxyType({heading.casefold(): kind for heading, kind in kinds.items()}),
        silence=tuple(given["report_silence"]),
        done=tuple(map(str.casefold, given["report_done"])),
        markdown=tuple(name for name in EXTENSIONS if name in values.get(MARKDOWN, ())),
        headings=tuple(kinds),
        first_is_month=given["report_first_is_month"],
        permalinks=given["report_permalinks"],
        date_order=given["report_date_order"],
        period=given["report_period"],
    )
