"""Extensions of Sphinx's way to request one address.

Sphinx's worker knows how to make requests (HEAD before GET, anchors, what to ignore, credentials), but its
result distinguishes a refusal from a missing page only by its wording. So the adapter below records the last
response, which :func:`judged` uses.

Addresses are untrusted content. The adapter makes no request to a server of a private network, and reads no
more of a page than is needed to find an anchor, and nothing of a redirect.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import SSLError, Timeout
from sphinx.builders.linkcheck import CheckResult
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError

from ...core.printable import printable
from .history import Answer, LinkState

#: The states of Sphinx's worker for an address that works, one that is redirected, and so on.
WORKING, REDIRECTED, IGNORED, TIMEOUT, BROKEN = "working", "redirected", "ignored", "timeout", "broken"

#: The number of characters of a page that are searched for an anchor.
PAGE_LIMIT = 2_000_000
#: The number of redirects that counts as a circle.
MAX_REDIRECTS = 10
_REASON_LENGTH = 200

#: Addresses of IPv6 for those of IPv4 (NAT64, RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

_PRIVATE = "servers of private networks are not requested"
_TOO_LONG = "the page is too long to search for the anchor"

#: The reason for a server that takes too long.
LATE = "no answer in time"

#: The states that depend only on the status of the last response.
_BY_CODE = {
    HTTPStatus.UNAUTHORIZED: LinkState.RESTRICTED,
    HTTPStatus.FORBIDDEN: LinkState.RESTRICTED,
    HTTPStatus.NOT_FOUND: LinkState.GONE,
    HTTPStatus.GONE: LinkState.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: LinkState.RATE_LIMITED,
}


@dataclass(slots=True)
class Hop:
    """The last response on the way: its address, its HTTP status (0 if there is none), and the problem, if
    any."""

    address: str
    code: int = 0
    problem: str = ""


class _Public:
    """A connection that is closed before anything is sent if it leads to a private server: the name of a
    server may have had another address when it was looked up first."""

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]  # of urllib3's connections
        if is_private(str(made.getpeername()[0])):
            made.close()
            raise ValueError(_PRIVATE)
        return made


class _PublicHTTP(_Public, HTTPConnection):
    pass


class _PublicHTTPS(_Public, HTTPSConnection):
    pass


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


class Adapter(HTTPAdapter):
    """Records the last response; refuses private servers, and reads no more of a page than is needed."""

    def __init__(self, seconds: float, *, private: bool) -> None:
        super().__init__()
        self.last = Hop("")
        self._seconds = seconds
        self._private = private
        if not private:
            # Of a proxy, which may be private, the connections are of another manager.
            self.poolmanager.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request, and record its result."""
        self.last = Hop(str(request.url))
        if not self._private and is_private(urlsplit(self.last.address).hostname or ""):
            raise ValueError(_PRIVATE)
        try:
            response = super().send(request, *args, **kwargs)
        except Exception as error:
            self.last.problem = _problem(error)
            raise
        self.last.code = response.status_code
        if response.is_redirect:
            # The content of a redirect would otherwise be read completely, whatever its length.
            response.close()
        # For this response only; the worker reads through this method.
        response.iter_content = partial(self._bounded, response.iter_content)  # type: ignore[method-assign]
        return response

    def _bounded(self, read: Callable[..., Iterator[Any]], *args: Any, **kwargs: Any) -> Iterator[Any]:
        length, end = 0, time.monotonic() + self._seconds
        for chunk in read(*args, **kwargs):
            length += len(chunk)
            if length > PAGE_LIMIT:
                raise ValueError(_TOO_LONG)
            if time.monotonic() > end:
                raise Timeout
            yield chunk


def is_private(host: str) -> bool:
    """Return whether ``host`` is a server that is not public."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # the request will give a better reason
    return any(not _destination(str(where[0]).partition("%")[0]).is_global for *_, where in found)


def _destination(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the address ``text``, or the one of IPv4 to which a gateway translates it."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _problem(error: Exception) -> str:
    """Return in a few words why there is no response; the messages of the libraries contain names
    of objects."""
    if isinstance(error, Timeout):
        return LATE
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, SSLError):
        cause = reason.args[0] if isinstance(reason, Exception) and reason.args else None
        what = getattr(cause, "verify_message", "")
        return f"the certificate is invalid: {what}" if what else "no secure connection (TLS)"
    if isinstance(reason, NameResolutionError):
        return "there is no host with this name"
    if isinstance(reason, NewConnectionError):
        return "the server refuses connections"
    return "the connection was interrupted"


def judged(result: CheckResult, last: Hop, login: re.Pattern[str]) -> Answer:
    """Return the state of an address.

    :param result: Sphinx's result
    :param last: the last response on the way
    :param login: a pattern for the address of a login
    """
    # Servers write headers, and messages of libraries quote them.
    reason = printable(" ".join(result.message.split())[:_REASON_LENGTH])
    if reason == _PRIVATE or (result.status == IGNORED and not last.code):
        return Answer(LinkState.NOT_CHECKED, reason=reason)
    ended = last.code and not 300 <= last.code < 400
    if ended and _is_login(last.address, login) and not _is_login(result.uri, login):
        return Answer(LinkState.RESTRICTED, last.code, last.address, "a login")
    if last.code in _BY_CODE:
        return Answer(_BY_CODE[HTTPStatus(last.code)], last.code)
    if result.status == WORKING or reason == _TOO_LONG:
        return Answer(LinkState.WORKING, last.code, reason=reason)
    if result.status == REDIRECTED:
        return Answer(LinkState.REDIRECTED, result.code or last.code, printable(result.message))
    if result.status == TIMEOUT:
        return Answer(LinkState.UNREACHABLE, reason=LATE)
    if result.status == IGNORED and last.code < HTTPStatus.BAD_REQUEST:
        # A redirect that is not followed, or content without text to search for an anchor.
        return Answer(LinkState.WORKING if ended else LinkState.NOT_CHECKED, last.code, reason=reason)
    with suppress(ValueError):  # a status without a name
        if last.code >= HTTPStatus.BAD_REQUEST:
            reason = HTTPStatus(last.code).phrase
    return Answer(LinkState.UNREACHABLE, last.code, reason=last.problem or reason)


def _is_login(address: str, login: re.Pattern[str]) -> bool:
    parts = urlsplit(address)
    return bool(login.search(f"{parts.netloc}{parts.path}"))
