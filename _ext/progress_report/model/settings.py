"""What the model must be told about one project: prefixes, headings, phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

ACCOMPLISHMENTS = "accomplishments"
PLANS = "plans"
RECRUITMENT = "recruitment"
OTHER = "other"

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
