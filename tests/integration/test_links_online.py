"""``make links-online``, against servers of our own that play every part."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from progress_report.core.limits import MESSAGE_CHARACTERS
from progress_report.outputs.links import fetch
from progress_report.outputs.links.history import Answer, LinkState
from progress_report.outputs.links.online import LOGIN
from progress_report.outputs.links.run import Limits, ask_all
from sphinx.builders import linkcheck
from sphinx.builders.linkcheck import Hyperlink

from ..conftest import Site, build
from .built import change, plain_copy
from .playing_server import Server, servers

AREA = "reports/2021-02/1A.01.md"
FIRST, SECOND, THIRD = "2021-04-01T02:00:00+00:00", "2021-04-02T02:00:00+00:00", "2021-04-03T02:00:00+00:00"

CONF = """
import os
from datetime import datetime
from progress_report.outputs.links.online import LinksBuilder
LinksBuilder.clock = staticmethod(lambda: datetime.fromisoformat(os.environ["NIGHT"]))
linkcheck_timeout = 1.5
linkcheck_workers = 8
linkcheck_ignore = [".*/unasked", "https?://[a-z.]*example"]
report_links_host_seconds = 2
report_links_private = True
report_links_archive = "{archive}archive/{{date}}/{{address}}"
report_documents = {{"DOC": "{docs}200/{{id}}", "NOTE": "{docs}404/n{{number}}"}}
report_trackers = {{"T": "{tracker}ok/{{id}}", "CR": "{tracker}ok/{{number}}"}}
"""

#: Of each part, what is found in the first night, and in the second.
STATES = {
    "ok/a": (LinkState.WORKING, LinkState.WORKING),
    "ok/b#here": (LinkState.WORKING, LinkState.WORKING),
    "get-only": (LinkState.WORKING, LinkState.WORKING),
    "endless#far": (LinkState.WORKING, LinkState.WORKING),
    "moved": (LinkState.REDIRECTED, LinkState.REDIRECTED),
    "endless-redirect#here": (LinkState.REDIRECTED, LinkState.REDIRECTED),
    "hop": (LinkState.REDIRECTED, LinkState.REDIRECTED),
    "private-area": (LinkState.RESTRICTED, LinkState.RESTRICTED),
    "401": (LinkState.RESTRICTED, LinkState.RESTRICTED),
    "403": (LinkState.RESTRICTED, LinkState.RESTRICTED),
    "404": (LinkState.GONE, LinkState.GONE),
    "410": (LinkState.GONE, LinkState.GONE),
    "500": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "503": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "418": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "ill": (LinkState.UNREACHABLE, LinkState.WORKING),
    "circle": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "ok/c#nowhere": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "ok/unasked": (LinkState.NOT_CHECKED, LinkState.NOT_CHECKED),
}
#: Each of these has a server to itself, since it says something of the whole server, or holds it up.
ALONE = {
    "limited-hour": (LinkState.RATE_LIMITED, LinkState.RATE_LIMITED),
    "limited-date": (LinkState.RATE_LIMITED, LinkState.RATE_LIMITED),
    "limited-silent": (LinkState.RATE_LIMITED, LinkState.RATE_LIMITED),
    "limited-second": (LinkState.RATE_LIMITED, LinkState.RATE_LIMITED),
    "limited-once": (LinkState.WORKING, LinkState.WORKING),
    "hung": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
    "drip": (LinkState.UNREACHABLE, LinkState.UNREACHABLE),
}


@dataclass(frozen=True)
class Night:
    """What one night has left."""

    built: Site
    asked: Mapping[int, list[str]]

    @property
    def links(self) -> dict[str, dict[str, Any]]:
        content = json.loads((self.built.out / "links.json").read_text(encoding="utf-8"))
        assert content["version"] == 1
        return {each["address"]: each for each in content["links"]}

    @property
    def report(self) -> str:
        return (self.built.out / "report.txt").read_text(encoding="utf-8")

    def failing(self) -> set[str]:
        return set(re.findall(r"WARNING: (\S+) is (?:gone|unreachable)", self.built.warnings))


@dataclass(frozen=True)
class Nights:
    """Two nights, and the address of each part."""

    first: Night
    second: Night
    address: Mapping[str, str]
    refused: str
    tls: str


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    base = tmp_path_factory.mktemp("nights")
    source = plain_copy(base / "source")
    with servers() as start:
        main, docs, tracker, archive = start(), start(), start(), start()
        address = {part: main(part) for part in STATES}
        address |= {part: start()(part) for part in ALONE}
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            refused = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        tls = main("ok/tls").replace("http:", "https:")
        area = (source / AREA).read_text(encoding="utf-8")
        listed = "\n".join(f"- <{each}>" for each in (*address.values(), refused, tls))
        again = f"\n\nAgain: <{address['404']}>\n\nT-1, DOC-3 and\nNOTE-4.\n"
        conf = (source / "conf.py").read_text(encoding="utf-8")
        change(
            source,
            {
                AREA: f"{area}\n\n{listed}{again}",
                "conf.py": conf + CONF.format(docs=docs(""), tracker=tracker(""), archive=archive("")),
            },
        )

        def night(when: str) -> Night:
            everyone = (main, docs, tracker)
            for each in everyone:
                each.asked.clear()
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(os.environ, "NIGHT", when)
                built = build(source, base / when[:10], builder="links", doctrees=base / "doctrees")
            return Night(built, {each.server_port: list(each.asked) for each in everyone})

        first = night(FIRST)
        main.ill = False
        change(
            source,
            {
                "conf.py": (source / "conf.py").read_text(encoding="utf-8")
                + _last(first.built.out / "links.json")
            },
        )
        second = night(SECOND)
        assert tracker.asked == []
        yield Nights(first, second, address, refused, tls)


def _last(path: Path) -> str:
    return f"report_links_last = {str(path)!r}\n"


@pytest.mark.parametrize("part", [*STATES, *ALONE])
def test_each_part_is_told_apart(nights: Nights, part: str):
    address = nights.address[part]

    found = nights.first.links[address]["state"], nights.second.links[address]["state"]

    assert found == {**STATES, **ALONE}[part]


def test_no_connection_is_unreachable(nights: Nights):
    links = nights.first.links

    assert (links[nights.refused]["state"], links[nights.tls]["state"]) == ("unreachable", "unreachable")
    assert links[nights.refused]["reason"] == "the server refuses connections"
    assert "TLS" in links[nights.tls]["reason"]


def test_an_error_of_the_server_has_its_name(nights: Nights):
    broken = nights.first.links[nights.address["500"]]

    assert (broken["code"], broken["reason"]) == (500, "Internal Server Error")


def test_a_redirect_tells_where_it_leads(nights: Nights):
    moved = nights.first.links[nights.address["moved"]]

    assert (moved["code"], moved["to"]) == (301, nights.address["ok/a"].replace("ok/a", "ok/new"))


def test_what_is_gone_fails_at_once_and_what_is_unreachable_the_second_night(nights: Nights):
    gone = {each for each, link in nights.first.links.items() if link["state"] == "gone"}
    again = {each for each, link in nights.second.links.items() if link["state"] == "unreachable"}

    assert nights.first.built.status == nights.second.built.status == 1
    assert nights.first.failing() == gone
    assert {nights.address["404"], nights.address["410"]} < gone
    assert nights.second.failing() == gone | again
    assert {nights.address["500"], nights.refused} < again


def test_the_ledger_tells_since_when_an_address_is_unreachable(nights: Nights):
    hung = nights.second.links[nights.address["hung"]]
    healed = nights.second.links[nights.address["ill"]]

    assert (hung["unreachable_since"], hung["nights_unreachable"]) == ("2021-04-01T02:00:00Z", 2)
    assert (hung["checked"], hung["last_good"]) == ("2021-04-02T02:00:00Z", "")
    assert (healed["unreachable_since"], healed["nights_unreachable"]) == ("", 0)
    assert healed["last_good"] == "2021-04-02T02:00:00Z"


def test_what_fails_has_a_copy_in_an_archive_if_there_is_one(nights: Nights):
    gone, lost = (nights.address[part] for part in ("404", "410"))
    links = nights.first.links

    assert re.fullmatch(rf"http://.*/copy/20210228/{re.escape(gone)}", links[gone]["archived"])
    assert links[lost]["archived"] == links[nights.address["500"]]["archived"] == ""
    assert (
        f"404 since 2021-04-01; there is a copy at {links[gone]['archived']}" in nights.first.built.warnings
    )
    assert f"archived copy: {links[gone]['archived']}" in nights.second.report
    again = nights.second.links
    assert again[gone]["archived"] == links[gone]["archived"]
    assert again[gone]["dead_since"] == "2021-04-01T02:00:00Z"
    assert again[nights.address["ok/a"]]["dead_since"] == ""
    assert again[nights.address["500"]]["archived"] != ""


def test_what_was_good_is_not_asked_again_the_next_night(nights: Nights):
    port = int(nights.address["ok/a"].split(":")[2].split("/")[0])

    assert "HEAD /ok/a" in nights.first.asked[port]
    assert "HEAD /ok/a" not in nights.second.asked[port]
    assert "HEAD /500" in nights.second.asked[port]
    assert nights.second.links[nights.address["ok/a"]]["checked"] == "2021-04-01T02:00:00Z"


def test_documents_are_asked_and_tickets_are_not(nights: Nights):
    kinds = {each["kind"] for each in nights.first.links.values()}
    documents = {
        each["address"].rpartition("/")[2]: each["state"]
        for each in nights.first.links.values()
        if each["kind"] == "document"
    }

    assert kinds == {"document", "free"}
    assert documents["DOC-3"] == "working"
    assert documents["n4"] == "gone"
    assert re.search(r"Tickets\n=+\n\n\d+ tickets: checked by", nights.first.report)


def test_the_report_names_every_place_of_a_link(nights: Nights):
    lines = (nights.first.built.source / AREA).read_text(encoding="utf-8").split("\n")
    places = [
        f"{AREA}:{number}" for number, line in enumerate(lines, 1) if f"<{nights.address['404']}>" in line
    ]
    note = next(number for number, line in enumerate(lines, 1) if line == "NOTE-4.")

    assert len(places) == 2
    assert nights.first.links[nights.address["404"]]["places"] == places
    failing = nights.first.report.partition("Documents\n")[0]
    assert "\n".join(f"      {place}" for place in places) in failing
    assert f"{AREA}:{note}" in failing


def test_nothing_but_the_report_and_the_ledger_is_written(nights: Nights):
    assert sorted(path.name for path in nights.first.built.out.iterdir()) == ["links.json", "report.txt"]


def test_the_ledger_is_sorted_and_the_same_for_the_same_answers(nights: Nights):
    assert list(nights.first.links) == sorted(nights.first.links)


#: What a busy machine may take besides, in seconds.
SLACK = 2

# --- the bounds, measured -------------------------------------------------------------------------


def config(**values: object) -> Any:
    """The values of Sphinx's link checker, as its own defaults, and some others."""
    found = SimpleNamespace(user_agent="", tls_verify=True, tls_cacerts=None)

    class _App:
        def add_config_value(self, name: str, default: object, *_: object, **__: object) -> None:
            setattr(found, name, default)

        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_, **__: None

    linkcheck.setup(_App())
    vars(found).update({"linkcheck_timeout": 1, **values})
    return found


def ask(
    addresses: Iterable[str], *, run: float = 20, host: float = 2, private: bool = True, **values: object
) -> tuple[Mapping[str, Answer], float]:
    """Request the addresses, and measure the time."""
    links = [Hyperlink(each, "index", Path("index.rst"), 1) for each in addresses]
    limits = Limits(run, host, private, re.compile(LOGIN))
    start = time.monotonic()
    return ask_all(links, config(**values), limits), time.monotonic() - start


@pytest.fixture
def start() -> Iterator[Callable[[], Server]]:
    with servers() as start:
        yield start


@pytest.mark.parametrize(
    "part", ["limited-hour", "limited-date", "limited-silent", "limited-second", "limited-nan"]
)
def test_a_server_that_answers_429_for_ever_ends_within_its_bound(start: Callable[[], Server], part: str):
    server = start()
    addresses = [server(f"{part}/{number}") for number in range(50)]

    found, seconds = ask(addresses, host=2)

    assert seconds < 2 + SLACK
    assert {answer.state for answer in found.values()} == {LinkState.RATE_LIMITED}
    assert len(found) == 50
    assert len(server.asked) <= 4 * config().linkcheck_workers


def test_a_run_without_an_address_to_ask_ends_at_once():
    found, seconds = ask(["http://one.example/"], linkcheck_ignore=[".*"])

    assert seconds < SLACK
    assert {answer.state for answer in found.values()} == {LinkState.NOT_CHECKED}
    assert ask([])[0] == {}


def test_the_whole_run_ends_within_its_bound(start: Callable[[], Server]):
    stuck = [start()("drip") for _ in range(3)]
    fine = start()("ok")

    found, seconds = ask([fine, *stuck], run=1.5, linkcheck_timeout=10)

    assert seconds < 1.5 + SLACK
    assert found[fine].state is LinkState.WORKING
    assert {found[each] for each in stuck} == {
        Answer(LinkState.NOT_CHECKED, reason="the time limit of 1.5 seconds was reached")
    }


def test_one_that_drips_does_not_keep_the_others_of_its_server_waiting(start: Callable[[], Server]):
    server = start()
    addresses = [server("drip"), *(server(f"ok/{number}") for number in range(3))]

    found, seconds = ask(addresses, linkcheck_workers=1, linkcheck_timeout=0.5)

    assert seconds < 1.5 + SLACK
    assert [found[each].state for each in addresses] == [LinkState.UNREACHABLE, *[LinkState.WORKING] * 3]


def test_what_a_server_writes_is_said_in_a_short_line_that_controls_no_terminal(
    start: Callable[[], Server],
):
    server = start()

    found, _ = ask([server("odd-charset#here"), server("far")])

    assert "\\x1b[31m-\\x9b" in found[server("odd-charset#here")].reason
    assert len(found[server("far")].to) < 2 * MESSAGE_CHARACTERS


# --- what is not asked ----------------------------------------------------------------------------


def test_no_server_of_a_private_network_is_asked(start: Callable[[], Server]):
    server = start()

    found, _ = ask([server("ok")], private=False)

    assert found[server("ok")].state is LinkState.NOT_CHECKED
    assert "private" in found[server("ok")].reason
    assert server.asked == []


def test_no_redirect_leads_to_a_private_network(start: Callable[[], Server], monkeypatch: pytest.MonkeyPatch):
    server = start()
    monkeypatch.setattr(fetch, "is_private", lambda host: host == "localhost")

    found, _ = ask([server("hop")], private=False)

    assert found[server("hop")].state is LinkState.NOT_CHECKED
    assert server.asked == ["HEAD /hop"]


def test_a_name_that_leads_to_a_private_network_meanwhile_is_not_asked(
    start: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
):
    server = start()
    monkeypatch.setattr(fetch, "is_private", lambda host: host == "127.0.0.1")
    address = server("ok").replace("127.0.0.1", "localhost")

    found, _ = ask([address], private=False)

    assert found[address].state is LinkState.NOT_CHECKED
    assert server.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "localhost", "64:ff9b::a00:1",
     "2002:a00:1::"],
)  # fmt: skip
def test_what_is_private(host: str):
    assert fetch.is_private(host)


def test_a_public_address_is_not_private():
    assert not fetch.is_private("93.184.216.34")


def test_an_address_that_is_none_does_not_end_the_run(start: Callable[[], Server]):
    fine = start()("ok")

    found, _ = ask(["http://[", "http://a b/", fine])

    assert found["http://["].state is LinkState.UNREACHABLE
    assert found[fine].state is LinkState.WORKING


# --- from night to night --------------------------------------------------------------------------


def test_a_ledger_that_cannot_be_read_is_told_and_the_night_is_the_first(
    nights: Nights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NIGHT", THIRD)
    ledger = tmp_path / "links.json"
    ledger.write_text('{"version": 1,\n oh', encoding="utf-8")
    options = ("-D", f"report_links_last={ledger}", "-D", "report_links_seconds=0")
    doctrees = nights.first.built.out.parent / "doctrees"

    built = build(nights.first.built.source, tmp_path / "links", *options, builder="links", doctrees=doctrees)

    assert built.status == 0
    assert f"{ledger}:2: invalid JSON" in built.warnings
    assert "this night counts as the first" in built.warnings
    assert {each["state"] for each in Night(built, {}).links.values()} == {"not checked"}
    assert "No earlier night is known" in Night(built, {}).report


def test_the_clock_is_that_of_the_world():
    from progress_report.outputs.links.online import LinksBuilder

    assert abs((datetime.now(UTC) - LinksBuilder.clock()).total_seconds()) < 5
