"""The values of ``conf.py``, checked once and turned into the model's :class:`Settings`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from ..model.markdown_text import EXTENSIONS
from ..model.settings import KINDS, Settings

#: name, default, what it may be. All are of the category ``env``: they decide what is read.
VALUES: tuple[tuple[str, object, type], ...] = (
    ("report_wbs_prefix", "", str),
    ("report_trackers", {}, dict),
    ("report_documents", {}, dict),
    ("report_kinds", {}, dict),
    ("report_silence", (), tuple),
)

#: Where the prints of months are (relative to conf.py; none, if empty), and which month to print (the newest,
#: if empty). They decide nothing that is read; ``freshness`` knows which pages show a print.
PRINTS, PRINTED_MONTH = "report_pdf_dir", "report_pdf_month"

#: Whether a finish on the first of a month tells the month alone. Only an import from the scheduler asks.
FIRST_IS_MONTH = "report_first_is_month"


def register(app: Sphinx) -> None:
    """Declare the values."""
    for name, default, kind in VALUES:
        types: list[type] = [list, tuple] if kind is tuple else [kind]
        app.add_config_value(name, default, "env", types)
    for name in (PRINTS, PRINTED_MONTH):
        app.add_config_value(name, "", "", [str])
    app.add_config_value(FIRST_IS_MONTH, False, "", [bool])
    app.connect("config-inited", _read_alike)


def _read_alike(_: Sphinx, config: Config) -> None:
    """Let every builder read a document alike, since they share what is read.

    Sphinx makes typographic quotes while reading, but by default not where plain text is to be written.
    """
    config.smartquotes_excludes = {**config.smartquotes_excludes, "builders": []}


def settings(config: Config) -> Settings:
    """Build the model's settings; a table that can't be used is an error of ``conf.py``.

    :raises ConfigError: for a URL template without ``{id}`` or ``{number}``, and for an unknown kind.
    """
    kinds = {str(heading).casefold(): str(kind) for heading, kind in config.report_kinds.items()}
    for heading, kind in kinds.items():
        if kind not in KINDS:
            raise ConfigError(
                f"report_kinds: '{heading}' has the unknown kind '{kind}'; expected {', '.join(KINDS)}"
            )
    return Settings(
        config.report_wbs_prefix,
        _templates("report_trackers", config.report_trackers),
        _templates("report_documents", config.report_documents),
        MappingProxyType(kinds),
        tuple(str(phrase) for phrase in config.report_silence),
        tuple(name for name in EXTENSIONS if name in config.myst_enable_extensions),
    )


def _templates(name: str, table: Mapping[str, str]) -> Mapping[str, str]:
    for prefix, template in table.items():
        try:
            filled = template.format(id="\0", number="\0")
        except (KeyError, IndexError, ValueError, AttributeError):
            filled = ""
        if "\0" not in filled:
            raise ConfigError(
                f"{name}: the address of '{prefix}' needs '{{id}}' or '{{number}}' in it: {template!r}"
            )
    return MappingProxyType(dict(table))
