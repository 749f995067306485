"""Sphinx's link checker, against a server of our own, works through the very links that html shows."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest

from ..conftest import build
from .built import Crawl, addresses, plain_copy

ELSEWHERE = re.compile(r"https?://([a-z.]*example(?:\.[a-z]+)?)")


class _Server(ThreadingHTTPServer):
    """Keeps what it was asked for."""

    asked: set[str]


class _Answer(BaseHTTPRequestHandler):
    """Says yes to everything."""

    def do_HEAD(self) -> None:
        cast("_Server", self.server).asked.add(self.path)
        self.send_response(200)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Answer) as server:
        server.asked = set()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_every_external_link_of_html_is_checked_and_no_other(tmp_path: Path, server: _Server):
    host = f"http://127.0.0.1:{server.server_port}"
    source = plain_copy(tmp_path / "source")
    files = (source / "conf.py", *(source / "reports").rglob("*.*"))
    for path in filter(Path.is_file, files):
        # Every host of the example goes to ours.
        text = ELSEWHERE.sub(rf"{host}/\1", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")

    html = build(source, tmp_path / "html", doctrees=tmp_path / "doctrees")
    checked = build(source, tmp_path / "links", builder="linkcheck", doctrees=tmp_path / "doctrees")

    shown = {
        address.partition("#")[0]
        for page in Crawl(html).pages.values()
        for address in addresses(page)
        if address.startswith(host)
    }
    lines = (checked.out / "output.json").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines]
    assert checked.status == 0, checked.warnings
    assert shown
    assert {each["uri"].partition("#")[0] for each in results if each["uri"].startswith(host)} == shown
    assert {each["status"] for each in results if each["uri"].startswith(host)} == {"working"}
    assert {f"{host}{path}" for path in server.asked} == shown
