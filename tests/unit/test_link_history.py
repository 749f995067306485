"""What is known of an address from night to night, and what one asking means."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from progress_report.outputs.links.fetch import Hop, judged
from progress_report.outputs.links.history import (
    Answer,
    LedgerError,
    LinkEntry,
    LinkState,
    noted,
    read,
    write,
)
from progress_report.outputs.links.online import LOGIN
from sphinx.builders.linkcheck import CheckResult

NIGHT = datetime(2021, 4, 1, 2, tzinfo=UTC)
ADDRESS = "https://a.example/x"


def after(*states: LinkState, hours: int = 24) -> LinkEntry:
    """What is known after some nights."""
    entry = LinkEntry(ADDRESS, "free", LinkState.NOT_CHECKED)
    for number, state in enumerate(states):
        entry = noted(entry, Answer(state), NIGHT + number * timedelta(hours=hours))
    return entry


@pytest.mark.parametrize(
    ("states", "fails"),
    [
        ((LinkState.GONE,), True),
        ((LinkState.UNREACHABLE,), False),
        ((LinkState.UNREACHABLE, LinkState.UNREACHABLE), True),
        ((LinkState.UNREACHABLE, LinkState.WORKING, LinkState.UNREACHABLE), False),
        ((LinkState.UNREACHABLE, LinkState.RATE_LIMITED, LinkState.UNREACHABLE), True),
        ((LinkState.UNREACHABLE, LinkState.UNREACHABLE, LinkState.NOT_CHECKED), False),
        ((LinkState.GONE, LinkState.WORKING), False),
        ((LinkState.RESTRICTED,), False),
        ((LinkState.REDIRECTED,), False),
        ((LinkState.RATE_LIMITED, LinkState.RATE_LIMITED), False),
    ],
)
def test_only_what_is_gone_and_what_is_repeatedly_unreachable_fails(
    states: tuple[LinkState, ...], fails: bool
):
    assert after(*states).fails is fails


def test_two_runs_of_one_day_are_one_night():
    entry = after(LinkState.UNREACHABLE, LinkState.UNREACHABLE, hours=3)

    assert (entry.nights_unreachable, entry.fails) == (1, False)


@pytest.mark.parametrize(
    ("states", "days", "fresh"),
    [
        ((LinkState.WORKING,), 6, True),
        ((LinkState.WORKING,), 7, False),
        ((LinkState.WORKING,), -1, False),
        ((LinkState.RESTRICTED,), 6, True),
        ((LinkState.UNREACHABLE,), 1, False),
        ((), 0, False),
    ],
)
def test_what_was_good_lately_is_fresh(states: tuple[LinkState, ...], days: int, fresh: bool):
    assert after(*states).is_fresh(NIGHT + timedelta(days=days), 7) is fresh


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path):
    entries = [
        after(LinkState.WORKING),
        LinkEntry("https://a.example/a", "document", LinkState.GONE, 404, places=("x.md:1",)),
    ]

    write(tmp_path / "links.json", entries, NIGHT)

    found = read(tmp_path / "links.json")
    assert list(found.values()) == sorted(entries, key=lambda each: each.address)


def test_without_a_ledger_nothing_is_known(tmp_path: Path):
    assert read(tmp_path / "links.json") == {}


GOOD = {
    "address": "a", "kind": "free", "state": "gone", "code": 404, "to": "", "reason": "", "checked": "",
    "last_good": "", "unreachable_since": "", "nights_unreachable": 0, "places": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{\n", ":2: invalid JSON"),
        ("[]", ":1: expected the links of an earlier night, of version 1"),
        ('{"version": 2}', "of version 1"),
        ("[" * 100_000, ":1: it can't be read: maximum recursion depth exceeded"),
        ('{"version": ' + "9" * 5000, ":1: it can't be read: Exceeds the limit"),
        ('{"version": 1}', "expected a list of links"),
        ('{"version": 1, "links": [1]}', "link 1: expected a mapping"),
        (json.dumps({"version": 1, "links": [{**GOOD, "code": "404"}]}), "link 1: 'code': expected int"),
        (json.dumps({"version": 1, "links": [GOOD, {**GOOD, "state": "odd"}]}), "link 2: 'odd' is not"),
        (json.dumps({"version": 1, "links": [{**GOOD, "checked": "today"}]}), "link 1: time data 'today'"),
        (json.dumps({"version": 1, "links": [{"address": "a"}]}), "link 1: 'kind': expected str, found None"),
    ],
)
def test_what_is_no_ledger_is_told_with_its_place(tmp_path: Path, text: str, told: str):
    path = tmp_path / "links.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(LedgerError, match=re.escape(told)):
        read(path)


def found(status: str, last: Hop, message: str = "", code: int = 0) -> Answer:
    """The verdict on one address."""
    return judged(CheckResult(ADDRESS, "index", 1, status, message, code), last, re.compile(LOGIN))


@pytest.mark.parametrize(
    ("end", "login"),
    [
        ("https://login.b.example/?to=x", True),
        ("https://accounts.b.example/v3/identifier", True),
        ("https://a.example/wp-login.php", True),
        ("https://a.example/users/sign_in", True),
        ("https://sso.b.example/", True),
        ("https://b.example/idp/profile/SAML2/Redirect/SSO", True),
        ("https://b.example/blogin", False),
        ("https://b.example/classes/author", False),
        ("https://b.example/casual", False),
    ],
)
def test_a_login_is_known_by_its_name(end: str, login: bool):
    answer = found("redirected", Hop(end, 200), end, 302)

    assert answer.state is (LinkState.RESTRICTED if login else LinkState.REDIRECTED)


def test_a_link_to_a_login_itself_works(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(f"{__name__}.ADDRESS", "https://a.example/login")

    assert found("working", Hop(ADDRESS, 200)).state is LinkState.WORKING
    new = f"{ADDRESS}/new"
    assert found("redirected", Hop(new, 200), new, 301).state is LinkState.REDIRECTED


def test_a_connection_that_breaks_off_after_a_refused_head_is_not_gone():
    last = Hop(ADDRESS, problem="the connection was interrupted")

    assert found("broken", last) == Answer(LinkState.UNREACHABLE, reason="the connection was interrupted")
