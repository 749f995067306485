"""Asking all addresses within a time that is known beforehand, whatever the servers do.

Sphinx waits for a server that answers 429 as long as the server wishes, and puts the address back into its
one queue. Here each server has a queue of its own, which one worker goes through: it waits while the server's
allowance lasts, and then gives up on what is left there. A worker that gets stuck with an address is left to
itself, and another takes over its server.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from urllib.parse import urlsplit

from sphinx.builders.linkcheck import (
    Hyperlink,
    HyperlinkAvailabilityChecker,
    HyperlinkAvailabilityCheckWorker,
)
from sphinx.config import Config
from sphinx.util.http_date import rfc1123_to_epoch

from .links_fetch import MAX_REDIRECTS, Adapter, judged
from .links_ledger import Answer, State

#: How long to wait for a server that does not say how long, in seconds; each time twice as long.
FIRST_WAIT = 5.0
#: The least that is waited, whatever a server says.
_LEAST_WAIT = 1.0
_POLL = 0.2
#: HEAD, GET, and what may come between: how often the timeout of one request fits into one address.
_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds, in seconds: for the whole run, and for waiting for one server. ``private`` admits
    servers of private networks; ``login`` finds the address of a login."""

    run: float
    host: float
    private: bool
    login: re.Pattern[str]


@dataclass(slots=True)
class Host:
    """A server: what is still to be asked, and how long was waited for it."""

    links: deque[Hyperlink] = field(default_factory=deque)
    waited: float = 0.0
    wait: float = FIRST_WAIT

    def pause(self, retry_after: str, now: float) -> float:
        """How long to wait before asking again: as the server says, else each time twice as long.

        :param retry_after: seconds or a date, as in the header
        :param now: seconds since the epoch
        """
        wait = asked_pause(retry_after, now)
        if wait is None:
            wait, self.wait = self.wait, self.wait * 2
        return max(wait, _LEAST_WAIT)


def asked_pause(retry_after: str, now: float) -> float | None:
    """The seconds that a ``Retry-After`` asks for; None if it says nothing that can be understood."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    with suppress(ValueError, TypeError, OverflowError):
        return rfc1123_to_epoch(retry_after) - now
    return None


class Worker(HyperlinkAvailabilityCheckWorker):
    """Goes through the addresses of one server after the other."""

    def __init__(
        self,
        config: Config,
        limits: Limits,
        hosts: Queue[Host],
        answers: Queue[tuple[str, Answer]],
    ) -> None:
        super().__init__(config, Queue(), Queue(), {})
        self.limits = limits
        self.hosts = hosts
        self.answers = answers
        self.left = False
        #: What it is busy with: the server, the address and since when.
        self.busy: tuple[Host, str, float] | None = None
        self.adapter = Adapter(seconds_for_one(config), private=limits.private)
        self._session.max_redirects = MAX_REDIRECTS
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self.adapter)

    def run(self) -> None:
        """Work until no server is left."""
        with suppress(Empty):
            while not self.left:
                host = self.hosts.get_nowait()
                # Another may have taken the last address.
                with suppress(IndexError):
                    while not self.left:
                        self._work(host, host.links.popleft())

    def _work(self, host: Host, link: Hyperlink) -> None:
        answer = self._ask(host, link)
        while answer.state is State.RATE_LIMITED:
            hops = self.adapter.hops
            pause = host.pause(hops[-1].retry_after if hops else "", time.time())
            if host.waited + pause > self.limits.host:
                self._give_up(host, answer)
                break
            host.waited += pause
            time.sleep(pause)
            answer = self._ask(host, link)
        self.answers.put((link.uri, answer))

    def _ask(self, host: Host, link: Hyperlink) -> Answer:
        self.adapter.begin()
        self.busy = (host, link.uri, time.monotonic())
        try:
            status, info, code = self._check(link.docname, link.uri, link)
        except Exception as error:  # whatever an address does, the others are to be asked
            return Answer(State.UNREACHABLE, reason=f"{type(error).__name__}: {error}")
        finally:
            self.busy = None
        return self.adapter.verdict or judged(
            status, info, self.adapter.hops, self.limits.login, redirect=code
        )

    def _give_up(self, host: Host, answer: Answer) -> None:
        """Leave the rest of a server alone."""
        with suppress(IndexError):
            while True:
                self.answers.put(
                    (host.links.popleft().uri, Answer(answer.state, reason="not asked any more"))
                )

    def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
        """Let 429 be an answer like any other: waiting is done here, not by a queue."""
        return None


def seconds_for_one(config: Config) -> float:
    """The time that one address may take."""
    return float(config.linkcheck_timeout or 30) * _REQUESTS


def ask_all(links: Iterable[Hyperlink], config: Config, limits: Limits) -> Mapping[str, Answer]:
    """Ask all addresses, in their order on each server; it ends after ``limits.run`` seconds.

    Those that were not asked by then are not checked.
    """
    end = time.monotonic() + limits.run
    found: dict[str, Answer] = {}
    pending: dict[str, Hyperlink] = {}
    ignored = HyperlinkAvailabilityChecker(config).is_ignored_uri
    for link in links:
        if ignored(link.uri):
            found[link.uri] = Answer(State.NOT_CHECKED, reason="ignored by linkcheck_ignore")
        else:
            pending[link.uri] = link
    hosts: Queue[Host] = Queue()
    for host in _by_host(pending.values()):
        hosts.put(host)
    # Without an address to wait for, the answers would only end with the time for all.
    for uri, answer in _answers(config, limits, hosts, end) if pending else ():
        if pending.pop(uri, None):
            found[uri] = answer
        if not pending:
            break
    late = Answer(State.NOT_CHECKED, reason=f"the {limits.run:g} seconds for all were over")
    return {**found, **dict.fromkeys(pending, late)}


def _by_host(links: Iterable[Hyperlink]) -> Iterable[Host]:
    hosts: dict[str, Host] = {}
    for link in links:
        hosts.setdefault(_host_of(link.uri), Host()).links.append(link)
    return hosts.values()


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.casefold()
    except ValueError:
        return ""


def _answers(config: Config, limits: Limits, hosts: Queue[Host], end: float) -> Iterator[tuple[str, Answer]]:
    """The answers as they come, until the time is over."""
    answers: Queue[tuple[str, Answer]] = Queue()

    def start() -> Worker:
        worker = Worker(config, limits, hosts, answers)
        worker.start()
        return worker

    workers = [start() for _ in range(min(config.linkcheck_workers, hosts.qsize()))]
    try:
        while (rest := end - time.monotonic()) > 0:
            with suppress(Empty):
                yield answers.get(timeout=min(rest, _POLL))
            for number, worker in enumerate(workers):
                stuck = _stuck(worker, seconds_for_one(config))
                if stuck:
                    host, uri = stuck
                    worker.left = True
                    hosts.put(host)
                    workers[number] = start()
                    yield uri, Answer(State.UNREACHABLE, reason="no answer in time")
    finally:
        for worker in workers:
            worker.left = True


def _stuck(worker: Worker, seconds: float) -> tuple[Host, str] | None:
    busy = worker.busy
    if busy and time.monotonic() - busy[2] > seconds:
        return busy[0], busy[1]
    return None
