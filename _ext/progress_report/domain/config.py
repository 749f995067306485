"""The values of ``conf.py``, checked once and converted to the model's :class:`Settings`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from ..content.settings import SETTINGS, Settings, SettingsError, check_settings, settings_of
from ..core.language import use_language
from ..core.periods import use_periods
from ..core.places import directories, use_places

logger = logging.getLogger(__name__)

#: The directory of the PDFs of months (relative to conf.py; empty for none), and the month to print (empty
#: for the newest). Nothing that is read depends on them; ``freshness`` knows which pages show a PDF.
PRINTS, PRINTED_MONTH = "report_pdf_dir", "report_pdf_month"


def register(app: Sphinx) -> None:
    """Declare the values, and adapt those of Sphinx and MyST."""
    for name, setting in SETTINGS.items():
        app.add_config_value(name, setting.default, setting.rebuild, setting.types)
    app.connect("config-inited", _check)
    app.connect("config-inited", _adapt)


def _check(app: Sphinx, config: Config) -> None:
    """Check all settings before anything uses them.

    :raises ConfigError: with a line for each invalid one
    """
    conf = Path(app.confdir, "conf.py")
    try:
        check_settings(_values(config), conf.read_text("utf-8") if conf.is_file() else "")
    except SettingsError as error:
        raise ConfigError(str(error)) from error
    for name in config.templates_path:
        if not Path(app.confdir, name).is_dir():
            logger.warning("templates_path: there is no directory '%s'", name, type="report", subtype="file")


def _adapt(_: Sphinx, config: Config) -> None:
    """Adapt the values of Sphinx and MyST to what the extension generates and reads."""
    use_places(config.report_directory, config.report_pages)
    # Sphinx finds the generated pages, so that ``include_patterns`` need name only the written ones.
    pages = (f"{directory}/**" for directory in directories())
    config.include_patterns = [*dict.fromkeys((*config.include_patterns, *pages))]
    # Every builder reads a document in the same way, since they share the doctrees. Sphinx adds typographic
    # quotes while reading, but by default not for builders of plain text.
    config.smartquotes_excludes = {**config.smartquotes_excludes, "builders": []}
    # MyST takes schemes that it does not know for names in the site.
    known = config.myst_url_schemes
    config.myst_url_schemes = {**(known if isinstance(known, dict) else dict.fromkeys(known)), "tel": None}
    # The site's language decides all words, not the locale of the machine.
    use_language(config.language)
    use_periods(config.report_period)


def settings(config: Config) -> Settings:
    """Return the model's settings."""
    return settings_of(_values(config))


def _values(config: Config) -> dict[str, Any]:
    return {each.name: each.value for each in config}
