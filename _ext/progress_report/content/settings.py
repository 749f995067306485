"""The settings of ``conf.py``: the default of each, the check of its value, and what depends on it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from ..core.identifiers import handle, words
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

#: The setting of the Markdown parser that names its extensions.
MARKDOWN = "myst_enable_extensions"


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The tables of ``conf.py`` as the model reads them.

    ``trackers`` and ``documents`` map a prefix (``DM``) to a URL template with ``{id}`` (``DM-10770``) or
    ``{number}`` (``10770``). ``kinds`` maps a heading, case-folded, to one of :data:`KINDS`. ``silence``
    holds the phrases that begin a section with nothing to report. ``markdown`` names the MyST extensions in
    use. ``headings`` are those of :attr:`kinds` as written, in their order. ``first_is_month``: whether a
    finish on the first of a month in an export of the scheduler means only the month. ``date_order`` is the
    order of dates in such an export, one of :data:`DATE_ORDERS`; if empty, it is inferred from the dates.
    """

    wbs_prefix: str = ""
    trackers: Mapping[str, str] = field(default_factory=_empty)
    documents: Mapping[str, str] = field(default_factory=_empty)
    kinds: Mapping[str, str] = field(default_factory=_empty)
    silence: tuple[str, ...] = ()
    markdown: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    first_is_month: bool = False
    date_order: str = ""


#: The prefix of the names of all settings.
PREFIX = "report_"

#: The longest part of a value that a message quotes.
_QUOTED = 60

Check = Callable[[object], Iterator[str]]


class SettingsError(ValueError):
    """Values of ``conf.py`` are invalid: a line for each."""


def check_settings(values: Mapping[str, object], source: str) -> None:
    """Check the values of ``conf.py``.

    ``values`` maps names to values; only settings of the extension are checked. ``source`` is the text of
    ``conf.py``: it gives the line of each setting, and names that are no setting.

    :raises SettingsError: with one line for each fault: its place, what is given and what is expected
    """
    lines = _assigned(source)
    names = [*lines, *(name for name in values if name.startswith(PREFIX) and name not in lines)]
    faults = []
    for name in names:
        if name not in SETTINGS:
            found = [f"there is no such setting{_nearest(name)}"]
        else:
            found = [*SETTINGS[name].check(values[name])] if name in values else []
        place = f"conf.py:{lines[name]}" if name in lines else "conf.py"
        faults += [f"{place}: {name}: {fault}" for fault in found]
    faults += [f"conf.py: {fault}" for fault in _shared_prefixes(values)]
    if faults:
        raise SettingsError("\n".join(faults))


def _nearest(name: str) -> str:
    """Return a hint at the setting that was meant; the common prefix of all names is not compared."""
    known = {each.removeprefix(PREFIX): each for each in SETTINGS}
    close = nearest(name.removeprefix(PREFIX), known)
    return f"; did you mean '{known[close]}'?" if close else ""


def _assigned(source: str) -> dict[str, int]:
    """Return the names of settings that the file itself assigns, each with its line."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {}
    return {
        node.id: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.startswith(PREFIX)
    }


def _expected(form: str, value: object) -> str:
    text = repr(value)
    return f"expected {form}, found {text if len(text) <= _QUOTED else text[:_QUOTED] + '…'}"


def _text(value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield _expected("a string", value)


def _flag(value: object) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _expected("True or False", value)


def _number(value: object) -> Iterator[str]:
    try:
        good = not isinstance(value, bool) and float(value) >= 0  # type: ignore[arg-type]  # caught
    except (TypeError, ValueError):
        good = False
    if not good:
        yield _expected("a number that is not negative", value)


def _texts(value: object) -> Iterator[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        yield _expected("a list of strings", value)


def _table(value: object) -> Iterator[str]:
    """Yield what is wrong with a dictionary of texts; then nothing else about it is checked."""
    if not isinstance(value, dict) or not all(
        isinstance(each, str) for pair in value.items() for each in pair
    ):
        yield _expected("a dictionary from strings to strings", value)


def _templates(value: object) -> Iterator[str]:
    faults = [*_table(value)]
    yield from faults
    for prefix, template in value.items() if isinstance(value, dict) and not faults else ():
        sample = f"{prefix}-1"
        if words(f"{prefix} {sample}") != [prefix, sample] or handle(sample) != (prefix, 1):
            yield (
                f"no id can begin with {prefix!r}; expected letters and digits, with '-' or '.' between "
                "them, as in 'ABC' for ABC-12"
            )
        yield from _template(template, f"the address of '{prefix}'")


def _template(template: str, what: str) -> Iterator[str]:
    try:
        filled = template.format(id="\0", number="\0")
    except (KeyError, IndexError, ValueError, AttributeError):
        filled = ""
    if "\0" not in filled:
        yield f"{what} needs '{{id}}' or '{{number}}' in it: {template!r}"
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


def _kinds(value: object) -> Iterator[str]:
    faults = [*_table(value)]
    yield from faults
    kinds: dict[str, str] = value if isinstance(value, dict) and not faults else {}
    seen: dict[str, str] = {}
    for heading, kind in kinds.items():
        if kind not in KINDS:
            hint = suggestion(kind, KINDS) or f"; expected one of {', '.join(KINDS)}"
            yield f"the heading {heading!r} has the unknown kind {kind!r}{hint}"
        other = seen.setdefault(heading.casefold(), heading)
        if other != heading and kinds[other] != kind:
            yield f"{other!r} is {kinds[other]!r}, but {heading!r}, which differs only in case, is {kind!r}"


def _date_order(value: object) -> Iterator[str]:
    if value not in ("", *DATE_ORDERS):
        yield _expected(f"one of {', '.join(DATE_ORDERS)}", value)


def _edit_address(value: object) -> Iterator[str]:
    yield from _text(value)
    if isinstance(value, str) and value:
        if "{path}" not in value:
            yield f"expected an address with '{{path}}' in it, found {value!r}"
        yield from _web(value, "the address")


def _expression(value: object) -> Iterator[str]:
    yield from _text(value)
    if isinstance(value, str):
        try:
            re.compile(value)
        except re.error as error:
            yield f"expected a regular expression, found {value!r}: {error}"


def _shared_prefixes(values: Mapping[str, object]) -> Iterator[str]:
    trackers, documents = values.get("report_trackers"), values.get("report_documents")
    if isinstance(trackers, dict) and isinstance(documents, dict):
        for prefix in sorted(trackers.keys() & documents.keys(), key=str):
            yield f"the prefix {prefix!r} is in report_trackers and report_documents; expected one of them"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of ``conf.py``: its default, the check of its form, and what Sphinx does again when it changes.

    ``rebuild`` is as in ``Sphinx.add_config_value``: ``env`` reads, and ``html`` writes, everything again.
    """

    default: object
    check: Check
    rebuild: Literal["", "env", "html"] = ""

    @property
    def types(self) -> tuple[type, ...]:
        """The types that Sphinx accepts."""
        if isinstance(self.default, tuple):
            return (list, tuple)
        return (int, float) if type(self.default) is int else (type(self.default),)


#: All settings. What is read depends on those of the category ``env``.
SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "report_wbs_prefix": Setting("", _text, "env"),
        "report_trackers": Setting({}, _templates, "env"),
        "report_documents": Setting({}, _templates, "env"),
        "report_kinds": Setting({}, _kinds, "env"),
        "report_silence": Setting((), _texts, "env"),
        "report_first_is_month": Setting(False, _flag, "env"),
        "report_date_order": Setting("", _date_order, "env"),
        "report_owners": Setting({}, _table),
        "report_pdf_dir": Setting("", _text),
        "report_pdf_month": Setting("", _text),
        "report_licence": Setting("", _text, "html"),
        "report_edit_address": Setting("", _edit_address, "html"),
        "report_redirects": Setting({}, _table),
        "report_policy": Setting(True, _flag, "html"),
        "report_key": Setting("", _text, "html"),
        "report_links_seconds": Setting(1200, _number),
        "report_links_host_seconds": Setting(60, _number),
        "report_links_fresh_days": Setting(7, _number),
        "report_links_last": Setting("", _text),
        "report_links_login": Setting("", _expression),
        "report_links_private": Setting(False, _flag),
    }
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
        markdown=tuple(name for name in EXTENSIONS if name in values.get(MARKDOWN, ())),
        headings=tuple(kinds),
        first_is_month=given["report_first_is_month"],
        date_order=given["report_date_order"],
    )
