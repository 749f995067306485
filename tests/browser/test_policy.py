"""The policy of each page in a real browser: everything of ours works, nothing else does, and nobody
else is asked for anything. From a server and from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Site, build, shared, write
from tests.integration.built import Tags, plain_copy

from .served import PATH, served
from .test_pages import PAGES
from .watched import Tabs

pytestmark = pytest.mark.browser

#: What no page of the real site has shown so far, but a report may.
EQUATIONS = (
    "# 1A.01 Optics\n\n## Done\n\nLight is {math}`E = h\\nu`.\n\n"
    "```{math}\n\\sum_{i=1}^n x_i^2 < \\frac{a}{b}\n```\n"
)


def _build(base: Path) -> Site:
    source = plain_copy(base / "source")
    write(source, {"reports/2021-01/1A.01.md": EQUATIONS})
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        moved = '"old/name": "wbs/1A.02", "index#gone": "wbs/1A.02#milestones", "old/name#part": "wbs/1A"'
        conf.write(f'report_redirects = {{{moved}}}\nhtml_context = {{"default_mode": "auto"}}\n')
    address = ("-D", f"html_baseurl=https://example.org{PATH}")
    return build(source, base / "html", "-D", "html_theme=pydata_sphinx_theme", *address)


@pytest.fixture(scope="session")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site with an address, an equation and a page that has moved, in the theme of the real one."""
    return shared(tmp_path_factory, "moved", _build)


@pytest.fixture(scope="module", params=["server", "folder"])
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def real(place: str, august: Site) -> Iterator[str]:
    """The address that the names of pages of the real site follow."""
    yield from addressed(august, place)


@pytest.fixture(scope="module")
def start(place: str, moved: Site) -> Iterator[str]:
    """The address that the names of pages of the small site follow."""
    yield from addressed(moved, place)


def addressed(site: Site, place: str) -> Iterator[str]:
    """The address of a site on a server, or in a folder."""
    if place == "folder":
        yield f"{site.out.as_uri()}/"
    else:
        with served(site.out) as address:
            yield address


@pytest.fixture(scope="module")
def server(august: Site) -> Iterator[str]:
    """The address that the names of pages of the real site follow on a server."""
    with served(august.out) as address:
        yield address


def test_a_page_answers_for_what_it_does_alone(tabs: Tabs, tmp_path: Path) -> None:
    elsewhere = "https://elsewhere.example/x.png"
    noise = "<script>console.error('own'); onpagehide = () => console.error('late')</script>"
    write(tmp_path, {"loud.html": noise, "asks.html": f"<img src={elsewhere}>", "quiet.html": "Nothing"})
    addresses = [(tmp_path / f"{name}.html").as_uri() for name in ("loud", "asks", "quiet")]

    loud, asks, quiet = ([*tabs.open(address).troubles] for address in addresses)

    assert loud == ["own"]
    assert elsewhere in asks
    assert "late" not in asks
    assert quiet == []


def loads(site: Site, name: str) -> tuple[object, ...]:
    """What a page loads, and what its policy allows besides scripts that stand in it."""
    path, _, query = name.partition("?")
    tags = Tags(site.out / path).found
    (policy,) = (has["content"] for _, has in tags if has.get("http-equiv") == "Content-Security-Policy")
    kinds = {"script": "src", "img": "src", "link": "href"}
    files = {Path(urlsplit(has.get(kinds[tag], "")).path).name for tag, has in tags if tag in kinds}
    scripts = sorted(each for each in files if not each.endswith(".html"))
    return bool(query), re.sub(r" 'sha256-[^']*'", "", policy), *scripts


def test_pages_on_a_server_keep_to_their_policies(tabs: Tabs, server: str, august: Site) -> None:
    """One of those that load the same: they do so in a folder, each of them (see ``test_pages``)."""
    chosen = {loads(august, name): name for name in PAGES}

    assert 1 < len(chosen) < 8
    for name in chosen.values():
        opened = tabs.open(server + name)
        if "?" in name:
            opened.page.wait_for_load_state("networkidle")  # search reads the pages that it has found
        assert (name, opened.violations(), opened.troubles) == (name, [], [])


def test_the_theme_and_our_scripts_work_under_the_policy(tabs: Tabs, real: str) -> None:
    opened = tabs.open(f"{real}milestones/index.html")
    page = opened.page

    page.locator("#all-milestones").get_by_label("Filter").fill("DLP-802")
    expect(page.locator("#all-milestones table.report-sortable tbody tr:visible")).to_have_count(1)
    page.locator(".theme-switch-button:visible").first.click()
    page.locator(".theme-change-button[data-mode=dark]:visible").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog input")).to_be_visible()

    assert opened.violations() == []
    assert opened.troubles == []


def test_search_finds_an_id_under_the_policy(tabs: Tabs, real: str) -> None:
    opened = tabs.open(f"{real}search.html?q=DM-10770")

    expect(opened.page.locator("#search-results li").first).to_contain_text("DM-10770")
    assert opened.violations() == []


def test_the_mark_of_the_site_is_shown(tabs: Tabs, real: str) -> None:
    opened = tabs.open(f"{real}index.html")

    mark = opened.page.locator(".navbar-brand img:visible")

    assert mark.evaluate("image => image.naturalWidth") > 0
    icon = opened.page.locator("link[rel=icon]").evaluate("link => link.href")
    assert Path(icon).name == "mark.svg"


def test_an_equation_is_shown_without_a_script(tabs: Tabs, start: str) -> None:
    opened = tabs.open(f"{start}reports/2021-01/1A.01.html")

    box = opened.page.locator("math[display=block] mfrac").bounding_box()

    assert box is not None
    assert box["height"] > 20  # numerator over denominator, taller than a line
    assert "mathjax" not in opened.page.content().lower()
    assert opened.violations() == []


#: Ways in which a script could stand in a page that somebody managed to write into.
INJECTED = """<script>window.injected = "script";</script>
<img src="data:," onerror="window.injected = 'handler'">
<a id="trap" href="javascript:window.injected = 'address'">x</a>
<iframe srcdoc="<script>parent.injected = 'frame'</script>"></iframe>
<iframe src="https://elsewhere.example/"></iframe>
<script src="https://elsewhere.example/x.js"></script>
<base href="https://elsewhere.example/">"""

_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def inject(site: Site, name: str, *, policy: bool) -> None:
    """Write the scripts into a copy of a page."""
    text = (site.out / "genindex.html").read_text(encoding="utf-8")
    text, count = re.subn(r"</body>", lambda end: INJECTED + end[0], text)
    assert count == 1
    (site.out / name).write_text(text if policy else _POLICY.sub("", text), encoding="utf-8")


def test_a_script_that_somebody_wrote_into_a_page_does_not_run(tabs: Tabs, moved: Site, start: str) -> None:
    inject(moved, "_injected.html", policy=True)

    opened = tabs.open(f"{start}_injected.html")
    opened.page.locator("#trap").click(force=True)
    opened.page.wait_for_timeout(200)

    assert opened.page.evaluate("window.injected") is None
    broken = {violation.split()[0] for violation in opened.violations()}
    assert {"script-src-elem", "script-src-attr", "base-uri", "frame-src"} <= broken
    assert "script-src-elem https://elsewhere.example/x.js" in opened.violations()


def test_the_same_script_would_run_without_the_policy(tabs: Tabs, moved: Site, start: str) -> None:
    inject(moved, "_unguarded.html", policy=False)

    opened = tabs.open(f"{start}_unguarded.html")

    opened.page.wait_for_function("window.injected !== undefined")


# --- pages without a document --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nothing.html", "wbs/02C.99.html", "very/deep/inside/nothing/"])
def test_what_is_not_found_is_a_whole_page_at_any_depth(tabs: Tabs, moved: Site, name: str) -> None:
    with served(moved.out) as address:
        opened = tabs.open(address + name)
        page = opened.page

        assert page.evaluate("getComputedStyle(document.querySelector('.bd-header')).position") == "sticky"
        links = page.locator("a[href]:not([href^='#'], [href^='https:'])")
        found = set(links.evaluate_all("all => all.map((a) => a.href.split('#')[0])"))
        assert len(found) > 5
        assert [each for each in sorted(found) if not page.request.get(each).ok] == []
        page.get_by_label("Search for a word or an id").fill("OPT-1")
        page.get_by_role("main").get_by_role("button", name="Search").click()
        expect(page).to_have_url(re.compile(rf"{PATH}search\.html\?q=OPT-1$"))
        expect(page.locator("#search-results li").first).to_contain_text("OPT-1")
        # That the page was not found is all that the browser complains of.
        assert [each for each in opened.troubles if "404" not in each] == []
        assert opened.violations() == []


def test_a_moved_page_leads_to_the_new_one(tabs: Tabs, start: str) -> None:
    opened = tabs.open(f"{start}old/name.html#milestones")

    expect(opened.page).to_have_url(f"{start}wbs/1A.02.html#milestones")


def test_a_moved_page_leads_to_the_new_one_without_scripts(browser: Browser, start: str) -> None:
    page = browser.new_page(java_script_enabled=False)

    page.goto(f"{start}old/name.html#milestones")

    expect(page).to_have_url(f"{start}wbs/1A.02.html")
    page.close()


@pytest.mark.parametrize(
    ("old", "new"), [("index.html#gone", "wbs/1A.02.html#milestones"), ("old/name.html#part", "wbs/1A.html")]
)
def test_an_anchor_that_has_left_its_page_leads_to_the_new_one(
    tabs: Tabs, start: str, old: str, new: str
) -> None:
    opened = tabs.open(f"{start}{old}")

    expect(opened.page).to_have_url(f"{start}{new}")


def test_without_scripts_only_who_follows_the_anchor_sees_where_it_leads(
    browser: Browser, start: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    line = page.locator(".report-moved")

    page.goto(f"{start}index.html")
    expect(line).to_be_hidden()
    page.goto(f"{start}index.html#gone")
    expect(line).to_be_in_viewport()
    page.close()
