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

#: The kinds of text in an area file, in reading order.
KINDS = (ACCOMPLISHMENTS, PLANS, RECRUITMENT, OTHER)

#: The values of ``conf.py`` that the model reads, with their defaults.
DEFAULTS: Mapping[str, object] = MappingProxyType(
    {
        "report_wbs_prefix": "",
        "report_trackers": {},
        "report_documents": {},
        "report_kinds": {},
        "report_silence": (),
        "report_first_is_month": False,
        "report_date_order": "",
    }
)

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


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Build the settings from the values of ``conf.py``; one that is missing has its default.

    ``values`` must have no faults (see ``settings_check``).
    """
    given: dict[str, Any] = {name: values.get(name, default) for name, default in DEFAULTS.items()}
    kinds: Mapping[str, str] = given["report_kinds"]
    return Settings(
        given["report_wbs_prefix"],
        MappingProxyType(dict(given["report_trackers"])),
        MappingProxyType(dict(given["report_documents"])),
        MappingProxyType({heading.casefold(): kind for heading, kind in kinds.items()}),
        tuple(given["report_silence"]),
        tuple(name for name in EXTENSIONS if name in values.get(MARKDOWN, ())),
        tuple(kinds),
        given["report_first_is_month"],
        given["report_date_order"],
    )
