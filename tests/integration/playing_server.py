"""A server on this machine that plays every part a server can play when it is asked for a page."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!DOCTYPE html><title>Page</title><h1 id='here'>Here</h1>"
#: For ever, as far as a test is concerned.
LONG = 30


class Player(BaseHTTPRequestHandler):
    """Plays the part that the first part of the path names."""

    server: Server

    def do_HEAD(self) -> None:
        self._play()

    def do_GET(self) -> None:
        self._play()

    def _play(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        part = self.path.strip("/").split("/")[0].split("?")[0]
        play = getattr(self, f"play_{part.replace('-', '_')}", None)
        with contextlib.suppress(ConnectionError):
            if play:
                play()
            else:
                self.say(int(part) if part.isdecimal() else 200)

    def say(self, status: int, body: bytes = PAGE, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def play_archive(self) -> None:
        """An archive of the web has a copy of every page but that one."""
        if self.path.endswith("/410"):
            self.say(404)
        else:
            self.say(302, Location=self.path.replace("/archive/", "/copy/"))

    def play_moved(self) -> None:
        self.say(301, Location="/ok/new")

    def play_private_area(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/users/sign_in?back=1")

    def play_hop(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/ok/hop")

    def play_circle(self) -> None:
        self.say(302, Location=self.path)

    def play_limited_hour(self) -> None:
        self.say(429, Retry_After="3600")

    def play_limited_date(self) -> None:
        self.say(429, Retry_After=formatdate(time.time() + 3600, usegmt=True))

    def play_limited_silent(self) -> None:
        self.say(429)

    def play_limited_second(self) -> None:
        """For ever, but never for long."""
        self.say(429, Retry_After="1")

    def play_limited_nan(self) -> None:
        self.say(429, Retry_After="nan")

    def play_odd_charset(self) -> None:
        """What a terminal would obey, in a message of the library that decodes the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=\x1b[31m-\x9b")
        self.end_headers()
        self.wfile.write(b"x" if self.command == "GET" else b"")

    def play_far(self) -> None:
        self.say(302, Location="/ok/" + "x" * 5_000)

    def play_limited_once(self) -> None:
        if len(self.server.asked) == 1:
            self.say(429, Retry_After="1")
        else:
            self.say(200)

    def play_ill(self) -> None:
        """Ill as long as the test wants it."""
        self.say(500 if self.server.ill else 200)

    def play_get_only(self) -> None:
        self.say(405 if self.command == "HEAD" else 200)

    def play_hung(self) -> None:
        self.server.over.wait(LONG)

    def play_drip(self) -> None:
        """A header that goes on and on."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.over.wait(0.2):
            self.wfile.write(b"x")
            self.wfile.flush()

    def play_endless(self) -> None:
        """A page without an end."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        while self.command == "GET" and not self.server.over.is_set():
            self.wfile.write(b"more " * 10_000)

    def play_endless_redirect(self) -> None:
        self.send_response(301)
        self.send_header("Location", "/ok/after")
        self.end_headers()
        while self.command == "GET" and not self.server.over.is_set():
            self.wfile.write(b"more" * 10_000)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Keeps what it was asked, in order."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Player)
        self.asked: list[str] = []
        self.over = threading.Event()
        self.ill = True

    def __call__(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


@contextlib.contextmanager
def servers() -> Iterator[Callable[[], Server]]:
    """Give as many servers as are asked for; all end together."""
    running: list[tuple[Server, threading.Thread]] = []

    def start() -> Server:
        server = Server()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        running.append((server, thread))
        return server

    try:
        yield start
    finally:
        for server, thread in running:
            server.over.set()
            server.shutdown()
            thread.join()
            server.server_close()
