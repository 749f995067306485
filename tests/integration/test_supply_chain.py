"""`make audit` and `make sbom` cover every locked package, and a known weakness is an error."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ..conftest import ROOT
from .test_locks import SETS, entries

pytestmark = pytest.mark.slow


class Advisories(BaseHTTPRequestHandler):
    """Answer as the database of open-source vulnerabilities does: packages in `server.weak` have one."""

    server: Database

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name, version = asked["package"]["name"], asked["version"]
        self.server.asked.add((name, version))
        package = {"name": name, "ecosystem": "PyPI"}
        weakness = {"id": "TEST-1", "affected": [{"package": package, "versions": [version]}]}
        body = json.dumps({"vulns": [weakness]} if name in self.server.weak else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Database(ThreadingHTTPServer):
    """A database of weaknesses on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Advisories)
        self.asked: set[tuple[str, str]] = set()
        self.weak: set[str] = set()


@pytest.fixture
def database() -> Iterator[Database]:
    with Database() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def make(target: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", target], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True
    )


def audit(database: Database) -> subprocess.CompletedProcess[str]:
    url = f"http://127.0.0.1:{database.server_port}/"
    return make("audit", PIP_AUDIT_VULNERABILITY_SERVICE="osv", PIP_AUDIT_OSV_URL=url)


def test_an_audit_looks_up_every_locked_package(database: Database) -> None:
    done = audit(database)
    assert done.returncode == 0, done.stderr
    locked = {(each.name, each.version) for lock in SETS.values() for each in entries(lock) if each.here}
    assert locked <= database.asked
    assert len(locked) > 100


@pytest.mark.parametrize("name", ["jinja2", "pip-audit", "pdfminer-six"])
def test_a_known_weakness_is_an_error_that_names_the_package(database: Database, name: str) -> None:
    database.weak = {name}
    done = audit(database)
    assert done.returncode != 0
    assert f"{name} " in done.stdout


def test_the_bill_of_materials_lists_the_packages_of_the_site_with_their_hashes() -> None:
    written = []
    for _ in range(2):
        done = make("sbom")
        assert done.returncode == 0, done.stderr
        written.append((ROOT / "_build/sbom.json").read_bytes())
    components = json.loads(written[0])["components"]
    listed = {(each["name"], each["version"]) for each in components}
    assert {(each.name, each.version) for each in entries(SETS[ROOT / "requirements.txt"])} == listed
    assert all(each["externalReferences"][0]["hashes"] for each in components)
    assert written[0] == written[1]
