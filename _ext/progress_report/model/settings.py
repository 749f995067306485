"""What the model must be told about one project: prefixes, headings, phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

ACCOMPLISHMENTS = "accomplishments"
PLANS = "plans"
RECRUITMENT = "recruitment"
OTHER = "other"

#: The values of ``conf.py`` that the model reads: name, default, what it may be.
VALUES: tuple[tuple[str, object, type], ...] = (
    ("report_wbs_prefix", "", str),
    ("report_trackers", {}, dict),
    ("report_documents", {}, dict),
    ("report_kinds", {}, dict),
    ("report_silence", (), tuple),
)

#: The kinds of text in an area file, in the order in which a reader meets them.
KINDS = (ACCOMPLISHMENTS, PLANS, RECRUITMENT, OTHER)


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The tables of ``conf.py`` as the model reads them.

    ``trackers`` and ``documents`` map a prefix (``DM``) to a URL template with ``{id}``
    (``DM-10770``) or ``{number}`` (``10770``). ``kinds`` maps a heading, case-folded, to one of
    :data:`KINDS`. ``silence`` holds the phrases that begin a silent section. ``markdown`` names
    the MyST extensions in use.
    """

    wbs_prefix: str = ""
    trackers: Mapping[str, str] = field(default_factory=_empty)
    documents: Mapping[str, str] = field(default_factory=_empty)
    kinds: Mapping[str, str] = field(default_factory=_empty)
    silence: tuple[str, ...] = ()
    markdown: tuple[str, ...] = ()


class SettingsError(ValueError):
    """A value of ``conf.py`` that can't be used, said in one sentence."""


def settings_from(values: Mapping[str, object], markdown: tuple[str, ...]) -> Settings:
    """Build the settings from the :data:`VALUES` of ``conf.py`` and the MyST extensions in use.

    :raises SettingsError: for a value of the wrong type, a URL template without ``{id}`` or ``{number}``, and
        an unknown kind.
    """
    given = {name: values.get(name, default) for name, default, _ in VALUES}
    for name, _, type_ in VALUES:
        if not isinstance(given[name], (list, tuple) if type_ is tuple else type_):
            expected = "list" if type_ is tuple else type_.__name__
            raise SettingsError(f"{name}: expected a {expected}, found {given[name]!r}")
    kinds = {
        str(heading).casefold(): str(kind)
        for heading, kind in cast("Mapping[str, str]", given["report_kinds"]).items()
    }
    for heading, kind in kinds.items():
        if kind not in KINDS:
            raise SettingsError(
                f"report_kinds: '{heading}' has the unknown kind '{kind}'; expected {', '.join(KINDS)}"
            )
    return Settings(
        str(given["report_wbs_prefix"]),
        _templates("report_trackers", cast("Mapping[str, str]", given["report_trackers"])),
        _templates("report_documents", cast("Mapping[str, str]", given["report_documents"])),
        MappingProxyType(kinds),
        tuple(str(phrase) for phrase in cast("tuple[str, ...]", given["report_silence"])),
        markdown,
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
