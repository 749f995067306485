"""``404.html``: the page that a server sends for an address that does not exist.

It is sent for addresses of any depth, so all its links and files are given from the root of the host: the
path in ``html_baseurl``, else the root itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from sphinx.application import Sphinx

from .base_url import is_site

#: The name of the page, its template and its file.
PAGE = "404"
TEMPLATE = "404.html"

#: A relative address in a page: without scheme and root, and not just an anchor.
_RELATIVE = re.compile(
    r'(?<=\s)(href|src|action|data-content_root)="(?!#|/|[a-zA-Z][a-zA-Z0-9+.-]*:)([^"]*)"'
)


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page (event ``html-collect-pages``), unless there is a document of that name."""
    if is_site(app) and PAGE not in app.env.found_docs:
        # The page has no canonical address.
        yield PAGE, {"pageurl": None}, TEMPLATE


def from_root(page: str, place: str) -> str:
    """Return ``page`` with all addresses given from the root of the host; ``place`` is that of the page
    itself."""
    return _RELATIVE.sub(lambda found: f'{found[1]}="{urljoin(place, found[2])}"', page)
