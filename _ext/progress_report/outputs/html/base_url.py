"""The address of the site, if it is known: ``html_baseurl``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from ...domain.domain import SITE_BUILDERS


def register(app: Sphinx) -> None:
    """Check the address before anything uses it."""
    app.connect("config-inited", _check)


def _check(_: Sphinx, config: Config) -> None:
    """Add a slash at the end of the address.

    :raises ConfigError: if it is not an address of a site
    """
    if not config.html_baseurl:
        return
    parts = urlsplit(config.html_baseurl)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError(
            f"html_baseurl: expected an address such as 'https://example.org/reports/', "
            f"found {config.html_baseurl!r}"
        )
    config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/"


def is_site(app: Sphinx) -> bool:
    """Return whether a site of many pages is being built."""
    return app.builder.name in SITE_BUILDERS


def at_end_of_site(write: Callable[[Sphinx], None]) -> Callable[[Sphinx, Exception | None], None]:
    """Return a listener to ``build-finished`` that calls ``write`` after a successful build of a site."""

    @wraps(write)
    def finish(app: Sphinx, exception: Exception | None) -> None:
        if exception is None and is_site(app):
            write(app)

    return finish


def address(app: Sphinx) -> str:
    """Return the address of the site with a slash at its end; empty if it is not known."""
    return str(app.config.html_baseurl or "")


def root_path(config: Config) -> str:
    """Return the path of the site on its host; that of the host's root if the address is not known."""
    return urlsplit(config.html_baseurl or "").path or "/"


def author(app: Sphinx) -> str:
    """Return the author of the reports: that of Sphinx or, if it has none, the project."""
    name = str(app.config.author)
    return str(app.config.project) if name in ("", "unknown", "Author name not set") else name
