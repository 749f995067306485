"""The values of ``conf.py``, checked once and turned into the model's :class:`Settings`."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from ..model.markdown_text import EXTENSIONS
from ..model.settings import VALUES as VALUES
from ..model.settings import Settings, SettingsError, settings_from

#: Where the prints of months are (relative to conf.py; none, if empty), and which month to print (the newest,
#: if empty). They decide nothing that is read; ``freshness`` knows which pages show a print.
PRINTS, PRINTED_MONTH = "report_pdf_dir", "report_pdf_month"


def register(app: Sphinx) -> None:
    """Declare the values. Those of the model are of the category ``env``: they decide what is read."""
    for name, default, kind in VALUES:
        types: list[type] = [list, tuple] if kind is tuple else [kind]
        app.add_config_value(name, default, "env", types)
    for name in (PRINTS, PRINTED_MONTH):
        app.add_config_value(name, "", "", [str])
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
    values = {name: getattr(config, name) for name, _, _ in VALUES}
    try:
        return settings_from(
            values, tuple(name for name in EXTENSIONS if name in config.myst_enable_extensions)
        )
    except SettingsError as error:
        raise ConfigError(str(error)) from error
