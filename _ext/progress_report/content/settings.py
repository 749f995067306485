"""The settings of a project for the model: prefixes, headings and phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ..syntax.markdown_text import EXTENSIONS

ACCOMPLISHMENTS = "accomplishments"
PLANS = "plans"
RECRUITMENT = "recruitment"
OTHER = "other"

#: The kinds of text in an area file, in the order in which a reader meets them.
KINDS = (ACCOMPLISHMENTS, PLANS, RECRUITMENT, OTHER)

#: The values of ``conf.py`` that the model reads: name, default, what it may be.
VALUES: tuple[tuple[str, object, type], ...] = (
    ("report_wbs_prefix", "", str),
    ("report_trackers", {}, dict),
    ("report_documents", {}, dict),
    ("report_kinds", {}, dict),
    ("report_silence", (), tuple),
    ("report_first_is_month", False, bool),
    ("report_date_order", "", str),
)

#: In which order an export of the scheduler may write a date in numbers.
DATE_ORDERS = ("dmy", "mdy", "ymd")

#: The value of the Markdown parser that names its extensions.
MARKDOWN = "myst_enable_extensions"


class SettingsError(ValueError):
    """A table of ``conf.py`` is invalid."""


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


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Return the settings for the ``values`` of ``conf.py``; missing ones have their default.

    :raises SettingsError: for a value of the wrong type, a URL template without ``{id}`` or ``{number}``, an
        unknown kind, and an unknown order of dates
    """
    given: dict[str, Any] = {name: values.get(name, default) for name, default, _ in VALUES}
    for name, _, type_ in VALUES:
        if not isinstance(given[name], (list, tuple) if type_ is tuple else type_):
            expected = "list" if type_ is tuple else type_.__name__
            raise SettingsError(f"{name}: expected a {expected}, found {given[name]!r}")
    headings = {str(heading): str(kind) for heading, kind in given["report_kinds"].items()}
    for heading, kind in headings.items():
        if kind not in KINDS:
            raise SettingsError(
                f"report_kinds: '{heading}' has the unknown kind '{kind}'; expected {', '.join(KINDS)}"
            )
    order = given["report_date_order"]
    if order and order not in DATE_ORDERS:
        raise SettingsError(f"report_date_order: expected one of {', '.join(DATE_ORDERS)}, found {order!r}")
    return Settings(
        given["report_wbs_prefix"],
        _templates("report_trackers", given["report_trackers"]),
        _templates("report_documents", given["report_documents"]),
        MappingProxyType({heading.casefold(): kind for heading, kind in headings.items()}),
        tuple(str(phrase) for phrase in given["report_silence"]),
        tuple(name for name in EXTENSIONS if name in values.get(MARKDOWN, ())),
        tuple(headings),
        bool(given["report_first_is_month"]),
        order,
    )


def _templates(name: str, table: Mapping[str, str]) -> Mapping[str, str]:
    for prefix, template in table.items():
        try:
            filled = template.format(id="\0", number="\0")
        except (KeyError, IndexError, ValueError, AttributeError):
            filled = ""
        if "\0" not in filled:
            raise SettingsError(
                f"{name}: the address of '{prefix}' needs '{{id}}' or '{{number}}' in it: {template!r}"
            )
    return MappingProxyType(dict(table))
