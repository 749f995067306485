"""Asking one address: Sphinx's own way, with an eye on every answer on the way.

Sphinx's worker knows how to ask (HEAD before GET, anchors, what to ignore, who to be), but its verdict tells
a refusal from a missing page by its words alone. So the adapter below notes each answer, and :func:`judged`
reads the notes.

Addresses come from content, and content from anybody. The adapter asks no server of a private network, reads
no more of a page than is needed to find an anchor, and nothing of a redirect.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import SSLError, Timeout
from urllib3.exceptions import NameResolutionError, NewConnectionError

from .links_ledger import Answer, State

#: What Sphinx's worker calls an address that works, and one that leads on.
WORKING, REDIRECTED, IGNORED, TIMEOUT = "working", "redirected", "ignored", "timeout"

#: How much of a page is read in search of an anchor, in characters.
PAGE_LIMIT = 2_000_000
#: More answers on the way to one than this are a circle.
MAX_REDIRECTS = 10

_NAMED = frozenset(HTTPStatus)
_REDIRECTS = range(300, 400)
_REASON_LENGTH = 200


class StopError(Exception):
    """The adapter has seen enough, and has its own verdict."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer: whose, its HTTP status, and its ``Retry-After``; without one (0), what was the matter."""

    address: str
    code: int
    retry_after: str = ""
    problem: str = ""


class Adapter(HTTPAdapter):
    """Notes the answers of servers; ``verdict`` is its own, where it has stopped an asking.

    ``seconds`` bounds the reading of one page; ``private`` admits servers of private networks.
    """

    def __init__(self, seconds: float, *, private: bool) -> None:
        super().__init__()
        self.begin()
        self._seconds = seconds
        self._private = private

    def begin(self) -> None:
        """Begin with another address."""
        self.hops: list[Hop] = []
        self.verdict: Answer | None = None

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request, and note what comes of it."""
        address = str(request.url)
        if not self._private and is_private(urlsplit(address).hostname or ""):
            raise self._stop(Answer(State.NOT_CHECKED, reason="a server of a private network is not asked"))
        try:
            response = super().send(request, *args, **kwargs)
        except Exception as error:
            self.hops.append(Hop(address, 0, problem=_problem(error)))
            raise
        self.hops.append(Hop(address, response.status_code, response.headers.get("Retry-After", "")))
        if response.is_redirect:
            # What comes with a redirect is read to its end otherwise, whatever its length.
            response.close()
        return response

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        """Make a response whose text has an end."""
        response = super().build_response(req, resp)
        response.iter_content = self._bounded(response.iter_content)  # type: ignore[method-assign]
        return response

    def _bounded(self, read: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def bounded(*args: Any, **kwargs: Any) -> Iterator[Any]:
            length, end = 0, time.monotonic() + self._seconds
            for chunk in read(*args, **kwargs):
                length += len(chunk)
                if length > PAGE_LIMIT:
                    reason = "the page is too long to look for the place on it"
                    raise self._stop(Answer(State.WORKING, self.hops[-1].code, reason=reason))
                if time.monotonic() > end:
                    raise Timeout
                yield chunk

        return bounded

    def _stop(self, verdict: Answer) -> StopError:
        self.verdict = verdict
        return StopError(verdict.reason)


def is_private(host: str) -> bool:
    """Whether a name leads to a server that not everybody can reach."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # asking will tell better what is wrong with the name
    for *_, where in found:
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if not (getattr(address, "ipv4_mapped", None) or address).is_global:
            return True
    return False


def _problem(error: Exception) -> str:
    """Why there is no answer, in few words: those of the libraries hold the names of their objects."""
    if isinstance(error, Timeout):
        return "no answer in time"
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, SSLError):
        cause = reason.args[0] if isinstance(reason, Exception) and reason.args else None
        what = getattr(cause, "verify_message", "")
        return f"the certificate is not good: {what}" if what else "no safe connection (TLS)"
    if isinstance(reason, NameResolutionError):
        return "there is no host of this name"
    if isinstance(reason, NewConnectionError):
        return "the server takes no connection"
    return "the connection broke off"


def judged(
    status: str, info: str, hops: Sequence[Hop], login: re.Pattern[str], *, redirect: int = 0
) -> Answer:
    """The state of an address, by Sphinx's verdict and the answers on the way; ``redirect`` is the status of
    the one that led on."""
    last = hops[-1] if hops else Hop("", 0)
    reason = " ".join(info.split())[:_REASON_LENGTH]
    if status == IGNORED and not last.code:
        return Answer(State.NOT_CHECKED, reason=reason)
    if _is_login(hops, login):
        return Answer(State.RESTRICTED, last.code, last.address, "a login")
    if last.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Answer(State.RESTRICTED, last.code)
    if last.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Answer(State.GONE, last.code)
    if last.code == HTTPStatus.TOO_MANY_REQUESTS:
        return Answer(State.RATE_LIMITED, last.code)
    if status == WORKING:
        return Answer(State.WORKING, last.code)
    if status == REDIRECTED:
        return Answer(State.REDIRECTED, redirect or last.code, info)
    return _failed(status, reason, last)


def _failed(status: str, reason: str, last: Hop) -> Answer:
    if status == TIMEOUT:
        return Answer(State.UNREACHABLE, reason="no answer in time")
    if last.code in _REDIRECTS and status == IGNORED:
        return Answer(State.NOT_CHECKED, last.code, reason=reason)
    if status == IGNORED and last.code < _REDIRECTS.stop:
        # It's there, but the bytes are no text in which to look for an anchor.
        return Answer(State.WORKING, last.code, reason=reason)
    return Answer(State.UNREACHABLE, last.code, reason=last.problem or _phrase(last.code) or reason)


def _phrase(code: int) -> str:
    """What an error of a server is called; empty for what is none, or has no name."""
    return HTTPStatus(code).phrase if code >= HTTPStatus.BAD_REQUEST and code in _NAMED else ""


def _is_login(hops: Sequence[Hop], login: re.Pattern[str]) -> bool:
    """Whether the way ends at a login, and did not begin at one."""
    if len(hops) < 2 or hops[-1].code in _REDIRECTS:
        return False
    first, last = (urlsplit(hop.address) for hop in (hops[0], hops[-1]))
    return bool(login.search(f"{last.netloc}{last.path}")) and not login.search(f"{first.netloc}{first.path}")
