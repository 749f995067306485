"""The policy of a page: which scripts, styles and pictures a browser may load for it.

Themes write small scripts into their pages, which differ from page to page. Each page allows just its own, by
their digests. A script from content is not among them: it stays blocked even if it has passed
:mod:`..parsing.locks.nodes`.

The policy is part of the page itself, since it must apply on any server, and also without one, in a folder.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

#: What every page may do besides running scripts. Styles within a page are allowed: drawings have them, and a
#: theme's script adds those of its icons. They can't load anything from elsewhere.
ALLOWED = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}

#: Scripts in the page itself, not in a file. Browsers end them at the first end tag, even within quotes.
_INLINE = re.compile(r"<script\b(?![^>]*\ssrc=)[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)

#: The place of the policy: before everything that it restricts, but after the encoding, which must come
#: early.
_START = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def with_policy(page: str, content: str) -> str:
    """Return ``page``, the text of HTML, with the policy; an incomplete page is returned unchanged.

    ``content`` is the part of the page that people wrote: its scripts are not allowed.
    """
    start = _START.search(page)
    if start is None:
        return page
    frame = page.replace(content, "") if content else page
    scripts = sorted({_digest(script) for script in _INLINE.findall(frame)})
    allowed = {**ALLOWED, "script-src": " ".join(("'self'", *scripts))}
    policy = "; ".join(f"{name} {sources}" for name, sources in sorted(allowed.items()))
    meta = f'\n    <meta http-equiv="Content-Security-Policy" content="{policy}" />'
    return page[: start.end()] + meta + page[start.end() :]


def _digest(script: str) -> str:
    """Return the name of a script in a policy."""
    # Browsers normalise line ends before they hash a script.
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
