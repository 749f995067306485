"""Hostile texts in a real browser, with the policy of the pages and without it.

Nothing runs, nothing is loaded from elsewhere, and no page leads away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.integration.hostile_site import MONTH, TOGETHER, hostile, places, texts
from tests.integration.hostile_texts import ADDRESSES, COMMANDS, VALUES

from .served import served
from .watched import Watched

pytestmark = pytest.mark.browser

#: The pages that show the texts.
PAGES = (
    "index.html", "genindex.html", "404.html", "milestones/index.html", "milestones/X-0.html",
    "milestones/X-9.html",
    "wbs/index.html", "wbs/1B.01.html", "wbs/1B.09.html", "tickets/index.html", "tickets/T-0-499.html",
    "documents/DOC-0-499.html", "months/index.html", f"{MONTH}/index.html", "reports/2021-01/index.html",
    *(f"{MONTH}/1B.{number:02}.html" for number in range(1, -(-len(texts()) // TOGETHER) + 1)),
)  # fmt: skip

#: The pages whose scripts read their address, with its parts that they read.
ASKED = {
    "search.html": ("q", "kind", "area"),
    "milestones/index.html": ("asof", "compare", "status", "filter", "state"),
    "wbs/index.html": ("asof", "compare", "filter"),
    "index.html": ("asof", "state"),
}

#: What a text calls if it runs, and whatever a test calls to see that it would be noticed.
MARK = "window.marked = 0; window.mark = window.alert = window.print = () => { window.marked += 1; };"

_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


#: Without it, whatever tries to run does; with it, some of that would not be seen.
WITH = pytest.param("with the policy", marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=[WITH, "without the policy"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is, with the policy of its pages or without."""
    site = hostile(tmp_path_factory)
    out = site.out
    if request.param == "without the policy":
        out = Path(shutil.copytree(site.out, tmp_path_factory.mktemp("unguarded") / "html"))
        for path in out.rglob("*.html"):
            text, count = _POLICY.subn("", path.read_text(encoding="utf-8"))
            assert count == 1 or "_static" in path.parts
            path.write_text(text, encoding="utf-8")
    with served(out) as start:
        yield start


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A tab of its own, in which what runs is counted."""
    context = browser.new_context()
    made = Watched(context.new_page())
    made.page.add_init_script(MARK)

    def note(dialog: Dialog) -> None:
        made.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    made.page.on("dialog", note)
    yield made
    context.close()


#: What no element of a page may have.
RUNS = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
  .filter((a) => a.name.startsWith("on") || /^\\s*(javascript|data:text|vbscript)/i.test(a.value))
  .map((a) => `${each.tagName} ${a.name}=${a.value}`))"""


def judge(opened: Watched, start: str, name: str) -> list[str]:
    """What a page that is open has done and must not do."""
    page = opened.page
    wrong = [f"{name}: {each}" for each in (*opened.troubles, *page.evaluate(RUNS))]
    if page.evaluate("window.marked"):
        wrong.append(f"{name}: something has run")
    if not page.url.startswith(start):
        wrong.append(f"{name}: it has led to {page.url}")
    opened.troubles.clear()
    return wrong


def test_what_runs_or_asks_elsewhere_would_be_noticed(watched: Watched, address: str) -> None:
    watched.open(f"{address}genindex.html")
    watched.page.evaluate("mark()")
    watched.page.evaluate("document.body.innerHTML = '<img onerror=x><img src=https://evil.example/x.png>'")
    watched.page.wait_for_timeout(50)

    wrong = judge(watched, "elsewhere", "")

    assert len([each for each in wrong if re.search("evil.example|onerror|has run|has led", each)]) >= 4


def test_there_are_many_inputs() -> None:
    found = {*places()}

    assert len(found) >= 500
    assert len({text for _, text in found}) >= 220
    assert len(typed()) >= 120


def test_no_text_of_a_page_runs_or_loads(watched: Watched, address: str) -> None:
    wrong = []
    for name in PAGES:
        watched.open(address + name)
        # What unfolds, gets the focus or is at the pointer may do so only then.
        watched.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        watched.page.evaluate(
            "for (const each of document.querySelectorAll('main [href], input')) each.focus()"
        )
        wrong += judge(watched, address, name)

    assert sorted(set(wrong)) == []


def typed() -> list[tuple[str, str]]:
    """Each page with what a reader may be led to open it with."""
    values = [*(quote(each, safe="") for each in (*VALUES, *COMMANDS)), *ADDRESSES]
    pages = [*ASKED]
    made = []
    for number, value in enumerate(values):
        for name in (pages[0], pages[1 + number % (len(pages) - 1)]):
            parts = "&".join(f"{part}={value}" for part in ASKED[name])
            made.append((name, f"?{parts}#{value}"))
    return made


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_nothing_in_an_address_runs_or_loads(watched: Watched, address: str, every: int) -> None:
    wrong = []
    for name, parts in typed()[::every]:
        watched.open(f"{address}{name}{parts}")
        wrong += judge(watched, address, f"{name}{parts[:200]}")

    assert sorted(set(wrong)) == []


def test_nothing_that_is_typed_or_found_runs(watched: Watched, address: str) -> None:
    watched.open(f"{address}search.html")
    page = watched.page
    box = page.get_by_role("main").get_by_role("searchbox")
    results = page.locator("#search-results li")

    for value in ("mark", "script", "onerror"):
        box.fill(value)
        expect(results.nth(5)).to_be_visible()
    for value in VALUES:
        box.fill(value)
        page.wait_for_timeout(20)

    assert judge(watched, address, "search.html") == []


@pytest.mark.slow
def test_a_month_that_a_reader_chooses_shows_texts_as_texts(watched: Watched, address: str) -> None:
    wrong = []
    for name in ("milestones/index.html", "wbs/index.html", "index.html", "milestones/X-0.html"):
        for asked in ("?asof=2021-01", "?asof=2021-02&compare=2021-01"):
            watched.open(address + name + asked)
            watched.page.wait_for_load_state("networkidle")
            wrong += judge(watched, address, name + asked)

    assert sorted(set(wrong)) == []
