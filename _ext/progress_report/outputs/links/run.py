"""Request all addresses within a fixed time, whatever the servers do.

Sphinx's link checker waits as long as a server with status 429 demands, and forever for a response that never
ends. Here each address, each server and the whole run have a time limit.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty
from typing import Any
from urllib.parse import urlsplit

from sphinx.builders.linkcheck import (
    CheckRequest,
    CheckResult,
    Hyperlink,
    HyperlinkAvailabilityChecker,
    HyperlinkAvailabilityCheckWorker,
)
from sphinx.config import Config

from .fetch import BROKEN, LATE, MAX_REDIRECTS, Adapter, Hop, judged
from .history import Answer, LinkState

#: HEAD, GET and a redirect: the timeout of one address as a multiple of that of one request.
_REQUESTS = 3
_POLL = 0.2
#: A priority before all addresses in the queue, which ends a worker.
_END = CheckRequest(-1, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits in seconds: for the whole run, and for waiting for one server.

    ``private`` allows servers of private networks; ``login`` is a pattern for the address of a login.
    """

    run: float
    host: float
    private: bool
    login: re.Pattern[str]


def ask_all(links: Iterable[Hyperlink], config: Config, limits: Limits) -> Mapping[str, Answer]:
    """Request all ``links``, in this order, for at most ``limits.run`` seconds.

    The remaining ones are not checked.
    """
    end = time.monotonic() + limits.run
    checker = Checker(config, limits)
    late = Answer(LinkState.NOT_CHECKED, reason=f"the time limit of {limits.run:g} seconds was reached")
    found, pending = {}, {}
    for rank, link in enumerate(links):
        if checker.is_ignored_uri(link.uri):
            found[link.uri] = Answer(LinkState.NOT_CHECKED, reason="ignored by linkcheck_ignore")
        elif not _is_readable(link.uri):
            found[link.uri] = Answer(LinkState.UNREACHABLE, reason="invalid address")
        else:
            pending[link.uri] = late
            checker.wqueue.put(CheckRequest(rank, link))
    workers = [checker.start() for _ in range(min(checker.num_workers, len(pending)))]
    while pending and (rest := end - time.monotonic()) > 0:
        with suppress(Empty):
            uri = checker.rqueue.get(timeout=min(rest, _POLL)).uri
            if pending.pop(uri, None):
                found[uri] = checker.answers[uri]
        for number, worker in enumerate(workers):
            uri, since = worker.busy
            if uri and time.monotonic() - since > checker.seconds_for_one:
                # Abandon this worker, and start another in its place.
                workers[number] = checker.start()
                if pending.pop(uri, None):
                    found[uri] = Answer(LinkState.UNREACHABLE, reason=LATE)
    for _ in workers:
        checker.wqueue.put(_END)
    return found | pending


def _is_readable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


class Checker(HyperlinkAvailabilityChecker):
    """The state that the workers share."""

    def __init__(self, config: Config, limits: Limits) -> None:
        super().__init__(config)
        self.limits = limits
        self.seconds_for_one = float(config.linkcheck_timeout or 30) * _REQUESTS
        self.answers: dict[str, Answer] = {}
        #: Since when a server has responded with 429, in seconds since the epoch.
        self.limited: dict[str, float] = {}
        #: The servers that have done so for too long.
        self.given_up: set[str] = set()

    def start(self) -> Worker:
        """Start a worker."""
        worker = Worker(self)
        worker.start()
        return worker


class Worker(HyperlinkAvailabilityCheckWorker):
    """Judges each response, and gives up on a server that responds with 429 for too long."""

    def __init__(self, checker: Checker) -> None:
        super().__init__(checker.config, checker.rqueue, checker.wqueue, checker.rate_limits)
        self.checker = checker
        self.rate_limit_timeout = checker.limits.host
        #: The address in progress, if any, and since when.
        self.busy: tuple[str, float] = ("", 0)
        self.adapter = Adapter(checker.seconds_for_one, private=checker.limits.private)
        self._session.max_redirects = MAX_REDIRECTS
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self.adapter)

    def _check(self, docname: str, uri: str, hyperlink: Hyperlink) -> Any:
        if urlsplit(uri).netloc in self.checker.given_up:
            self.checker.answers[uri] = Answer(
                LinkState.RATE_LIMITED, reason="no further requests to this server"
            )
            return BROKEN, "", 0
        self.adapter.last = Hop(uri)
        self.busy = (uri, time.monotonic())
        found: Any
        try:
            found = super()._check(docname, uri, hyperlink)
        except Exception as error:  # an address must not keep others from being requested
            found = (BROKEN, f"{type(error).__name__}: {error}", 0)
        self.busy = ("", 0)
        result = CheckResult(uri, docname, 0, *found)
        self.checker.answers[uri] = judged(result, self.adapter.last, self.checker.limits.login)
        return found

    def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
        """Return when to request ``response_url`` again, in seconds since the epoch; None if its time is
        over.

        ``retry_after`` is the value of that header.
        """
        host, checker = urlsplit(response_url).netloc, self.checker
        if host not in self.rate_limits:  # it has responded otherwise since
            checker.limited[host] = time.time()
        again = super().limit_rate(response_url, retry_after)
        # A server may say "nan", which is neither before nor after.
        if again is None or not again <= checker.limited[host] + checker.limits.host:
            checker.given_up.add(host)
            self.rate_limits.pop(host, None)  # nobody waits for it
            return None
        return again
