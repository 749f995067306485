"""The policy of each page in a real browser: everything of ours works, nothing else does, and nobody
else is asked for anything. From a server and from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site, build, copy_project

from .served import PATH, served

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "reports/2017-08/index.html",
    "reports/2017-08/02C.05.html",
    "milestones/index.html",
    "milestones/DLP-802.html",
    "wbs/index.html",
    "wbs/02C.08.html",
    "tickets/index.html",
    "tickets/DM-10500-10999.html",
    "documents/index.html",
    "documents/LDM-0-499.html",
    "months/index.html",
    "months/2017.html",
    "genindex.html",
    "search.html",
    "search.html?q=DM-10770",
    "old/name.html",
)

#: What no page of the site has shown so far, but a report may.
EQUATIONS = "\nLight is {math}`E = h\\nu`.\n\n```{math}\n\\sum_{i=1}^n x_i^2 < \\frac{a}{b}\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site with an address, an equation and a page that has moved."""
    base = tmp_path_factory.mktemp("policy")
    source = copy_project(base / "source")
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('report_redirects = {"old/name": "wbs/02C.08"}\n')
    with (source / "reports/2017-08/02C.05.md").open("a", encoding="utf-8") as report:
        report.write(EQUATIONS)
    return build(source, base / "html", "-D", f"html_baseurl=https://example.org{PATH}")


@pytest.fixture(params=["server", "folder"])
def start(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """The address that the names of pages follow: on a server, or in a folder."""
    if request.param == "folder":
        yield f"{site.out.as_uri()}/"
    else:
        with served(site.out) as address:
            yield address


@dataclass
class Watched:
    """A page with what it complains of and whom else it asks."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What the policy has forbidden since the page was opened."""
        found: list[str] = self.page.evaluate("window.violations")
        return found


WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


def watched(browser: Browser, address: str) -> Watched:
    """Open a page."""
    page = browser.new_context().new_page()
    found = Watched(page)
    home = re.match(r"file://|https?://[^/]+/", address)
    assert home is not None
    own = (home[0], "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else found.troubles.append(r.url))
    page.on("console", lambda m: found.troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.troubles.append(str(error)))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_policy(browser: Browser, start: str, name: str) -> None:
    opened = watched(browser, start + name)
    if "?" in name:
        opened.page.wait_for_load_state("networkidle")  # search reads the pages that it has found

    assert opened.violations() == []
    assert opened.troubles == []
    opened.page.context.close()


def test_the_theme_and_our_scripts_work_under_the_policy(browser: Browser, start: str) -> None:
    opened = watched(browser, f"{start}milestones/index.html")
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


def test_search_finds_an_id_under_the_policy(browser: Browser, start: str) -> None:
    opened = watched(browser, f"{start}search.html?q=DM-10770")

    expect(opened.page.locator("#search-results li").first).to_contain_text("DM-10770")
    assert opened.violations() == []


def test_an_equation_is_shown_without_a_script(browser: Browser, start: str) -> None:
    opened = watched(browser, f"{start}reports/2017-08/02C.05.html")

    box = opened.page.locator("math[display=block] mfrac").bounding_box()

    assert box is not None
    assert box["height"] > 20  # numerator over denominator, taller than a line
    assert "mathjax" not in opened.page.content().lower()


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


def test_a_script_that_somebody_wrote_into_a_page_does_not_run(
    browser: Browser, site: Site, start: str
) -> None:
    inject(site, "_injected.html", policy=True)

    opened = watched(browser, f"{start}_injected.html")
    opened.page.locator("#trap").click(force=True)
    opened.page.wait_for_timeout(200)

    assert opened.page.evaluate("window.injected") is None
    broken = {violation.split()[0] for violation in opened.violations()}
    assert {"script-src-elem", "script-src-attr", "base-uri", "frame-src"} <= broken
    assert "script-src-elem https://elsewhere.example/x.js" in opened.violations()


def test_the_same_script_would_run_without_the_policy(browser: Browser, site: Site, start: str) -> None:
    inject(site, "_unguarded.html", policy=False)

    opened = watched(browser, f"{start}_unguarded.html")

    opened.page.wait_for_function("window.injected !== undefined")


# --- pages without a document --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nothing.html", "wbs/02C.99.html", "very/deep/inside/nothing/"])
def test_what_is_not_found_is_a_whole_page_at_any_depth(browser: Browser, site: Site, name: str) -> None:
    with served(site.out) as address:
        opened = watched(browser, address + name)
        page = opened.page

        assert page.evaluate("getComputedStyle(document.querySelector('.bd-header')).position") == "sticky"
        for link in page.locator("a[href]:not([href^='#'])").all():
            assert page.request.get(link.evaluate("a => a.href")).ok
        page.get_by_label("Search for a word or an id").fill("DLP-802")
        page.get_by_role("main").get_by_role("button", name="Search").click()
        expect(page).to_have_url(re.compile(rf"{PATH}search\.html\?q=DLP-802$"))
        expect(page.locator("#search-results li").first).to_contain_text("DLP-802")
        # That the page was not found is all that the browser complains of.
        assert [each for each in opened.troubles if "404" not in each] == []
        assert opened.violations() == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_moved_page_leads_to_the_new_one(browser: Browser, start: str, scripts: bool) -> None:
    page = browser.new_context(java_script_enabled=scripts).new_page()

    page.goto(f"{start}old/name.html#milestones")

    place = "#milestones" if scripts else ""
    expect(page).to_have_url(f"{start}wbs/02C.08.html{place}")


def test_the_mark_of_the_site_is_shown(browser: Browser, start: str) -> None:
    opened = watched(browser, f"{start}index.html")

    mark = opened.page.locator(".navbar-brand img:visible")

    assert mark.evaluate("image => image.naturalWidth") > 0
    icon = opened.page.locator("link[rel=icon]").evaluate("link => link.href")
    assert Path(icon).name == "mark.svg"
