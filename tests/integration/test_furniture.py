"""Everything around the pages: not found, moved, sitemap, robots, canonical addresses, descriptions."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from ..conftest import Site, build
from .built import Crawl, change, few, few_copy, variant
from .places import Place, differences, files
from .test_invariants import FEBRUARY, JANUARY, MARCH, replace

BASE = "https://example.org/lsst/reports/"
ADDRESS = ("-D", f"html_baseurl={BASE}")


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made-up project, whose address is known."""
    return variant(tmp_path_factory.mktemp("addressed"), {}, *ADDRESS)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same without an address."""
    return variant(tmp_path_factory.mktemp("plain"), {})


def sitemap(out: Path) -> list[str]:
    """The addresses in a sitemap."""
    tree = ElementTree.parse(out / "sitemap.xml").getroot()  # noqa: S314 - of our own build
    return [str(each.text) for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def meta(page: BeautifulSoup, name: str) -> str:
    """The content of the only tag ``meta`` with a name or property."""
    (tag,) = page.select(f'meta[name="{name}"], meta[property="{name}"]')
    return str(tag["content"])


# --- the address of the site ---------------------------------------------------------------------------


def test_the_address_changes_nothing_but_what_names_it(addressed: Site, plain: Site) -> None:
    named = re.compile(rf'\n *<(?:meta|link) [^>]*"{re.escape(BASE)}[^>]*>')
    with_it, without = files(addressed.out), files(plain.out)
    # Sphinx notes here with what settings it was built.
    for found in (with_it, without):
        del found[".buildinfo"]

    differing = {
        name
        for name in with_it.keys() | without.keys()
        if named.sub("", with_it.get(name, b"").decode(errors="replace"))
        != without.get(name, b"").decode(errors="replace")
    }

    # A month tells its address to those who cite it, and the files for machines are read far from the site.
    machines = re.compile(r"data/[^/]+\.\w+|data/months/.*|feed\.xml|reports/[^/]+(?:\.md|/index\.html)")
    assert {name for name in differing if not machines.fullmatch(name)} == {
        "sitemap.xml",
        "robots.txt",
        "404.html",
    }
    assert "data/index.html" not in differing
    assert "sitemap.xml" not in without


def test_each_page_names_its_own_address(addressed: Site) -> None:
    for name in ("index.html", "milestones/OPT-2.1.html", "reports/2021-01/1A.01.html"):
        page = addressed.page(name)
        (canonical,) = page.select("link[rel=canonical]")

        assert canonical["href"] == BASE + name
        assert meta(page, "og:url") == BASE + name


@pytest.mark.parametrize("address", ["example.org/reports", "ftp://example.org/", "https://example.org/?a"])
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, address: str) -> None:
    site = few(tmp_path, {}, "-D", f"html_baseurl={address}")

    assert site.status != 0
    assert "html_baseurl" in site.warnings


# --- sitemap.xml and robots.txt ------------------------------------------------------------------------


#: The pages of aliases, which lead to those of their milestones.
FORMER = {"milestones/LOOP10.html", "milestones/SW-TEN.html"}


def test_the_sitemap_names_every_page_but_those_of_drafts(addressed: Site) -> None:
    names = {path.relative_to(addressed.out).as_posix() for path in addressed.out.rglob("*.html")}
    others = {"404.html", "genindex.html", "search.html", *FORMER}
    drafts = {name for name in names if "2021-03" in name}
    assert drafts >= {f"{MARCH}/index.html"}

    found = sitemap(addressed.out)

    assert found == sorted(BASE + name for name in names - others - drafts)


def test_robots_may_read_everything_and_find_the_sitemap(addressed: Site, plain: Site) -> None:
    rules = "User-agent: *\nAllow: /\n"

    assert (plain.out / "robots.txt").read_text(encoding="utf-8") == rules
    assert (addressed.out / "robots.txt").read_text(encoding="utf-8") == (
        f"{rules}\nSitemap: {BASE}sitemap.xml\n"
    )


# --- what is not found ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("fixture", "root"), [("addressed", "/lsst/reports/"), ("plain", "/")])
def test_everything_on_the_page_for_what_is_not_found_is_named_from_the_root(
    request: pytest.FixtureRequest, fixture: str, root: str
) -> None:
    site: Site = request.getfixturevalue(fixture)
    page = site.page("404.html")

    named = [str(tag[key]) for key in ("href", "src", "action") for tag in page.select(f"[{key}]")]

    local = [each for each in named if not each.startswith("#")]
    assert len(local) > 10
    for each in local:
        assert each.startswith(root), each
        path = each.removeprefix(root).partition("?")[0]
        assert (site.out / path).is_file(), each


def test_the_page_for_what_is_not_found_says_what_to_try(plain: Site) -> None:
    page = plain.page("404.html")
    main = page.select_one(".body")
    assert main is not None

    assert {str(a["href"]) for a in main.select("a")} >= {
        "/index.html", "/months/index.html", "/milestones/index.html", "/wbs/index.html",
        "/tickets/index.html", "/documents/index.html",
    }  # fmt: skip
    assert main.select_one('form[action="/search.html"] input[name=q]') is not None
    assert page.select("link[rel=canonical]") == []
    assert meta(page, "robots") == "noindex"


def test_no_link_of_the_furniture_is_broken(plain: Site) -> None:
    assert Crawl(plain).broken() == []


def test_the_tree_beside_a_page_marks_this_page_alone(august: Site) -> None:
    """One tree serves all pages of a directory: only the mark moves."""
    seen = {}
    for path in august.out.glob("reports/*/*.html"):
        name = path.relative_to(august.out).as_posix()
        page = august.page(name)
        marks = page.select(".bd-docs-nav [aria-current]")
        entries = page.select(".bd-docs-nav li.current > a")
        page.select("h1 .headerlink")[0].extract()
        title = page.select("h1")[0].get_text()
        # A page of a file that is no area of the month hangs in no tree.
        if entries:
            seen[name] = [each.get_text().strip() for each in (*marks, entries[-1])]
            assert seen[name] == [title, title], name

    assert len(seen) > 5


# --- descriptions --------------------------------------------------------------------------------------

DESCRIPTIONS = {
    "index.html": (
        "Newest report: February 2021. Put together from the minutes; T-100 is closed. As of 2021-02-28."
    ),
    "reports/2021-01/index.html": (
        "The mirror is done (OPT-1), the loop is late. The rest stands in 1A.01, see also T-100. "
        "As of 2021-01-31."
    ),
    "reports/2021-03/index.html": "Draft. Not yet written (T-140). As of 2021-03-31.",
    # Its headline; the first sentence of what was done.
    "reports/2021-01/1A.01.html": "January 2021: The mirror is polished.",
    "reports/2021-02/1A.03.html": "February 2021: An open day, T-130.",
    "milestones/OPT-2.html": (
        "Delayed as of 2021-02-28, due 2021-01-15, forecast 2021-02, 44 days late. "
        "WBS element 1A.01.02 Lenses and windows."
    ),
    "milestones/R7B.html": "Planned as of 2021-02-28, due 2021-12-31. WBS element 1A.02.02.",
    "wbs/1A.01.html": (
        "WBS element 1A.01 Optics (Ada Lens, Glass & Sons): reported on in 2 months, last in February 2021."
    ),
    "wbs/1A.04.html": "WBS element 1A.04 Archive: not reported on yet.",
}


@pytest.mark.parametrize("name", list(DESCRIPTIONS))
def test_a_page_is_described_from_the_model(plain: Site, name: str) -> None:
    page = plain.page(name)

    assert meta(page, "description") == meta(page, "og:description") == DESCRIPTIONS[name]


def test_a_page_has_its_title_for_those_who_share_it(plain: Site) -> None:
    titles = {
        "index.html": ("website", "Small telescope"),
        "reports/2021-01/index.html": ("article", "January 2021"),
        "milestones/R7B.html": ("article", "R7B Release 7B: 10% <faster>"),
        "wbs/1A.02.01.html": ("article", "1A.02.01 Control *loops* <fast> & slow"),
    }

    for name, (kind, title) in titles.items():
        page = plain.page(name)
        assert (meta(page, "og:type"), meta(page, "og:title")) == (kind, title)
        assert meta(page, "og:site_name") == "Small telescope"


EVIL = "\"><script>alert(1)</script> & 'x'"
LONG = "Sentences of many words " * 20


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a title that could be code, and with a long first paragraph."""
    base = tmp_path_factory.mktemp("odd")
    source = few_copy(base / "source")
    replace("reports/wbs.yaml", "1A.03: Outreach", f"1A.03: '{EVIL.replace(chr(39), chr(39) * 2)}'")(source)
    replace(f"{FEBRUARY}/1A.03.md", "# 1A.03 Outreach", "# 1A.03")(source)
    change(source, {f"{FEBRUARY}/index.md": f"---\nstatus: published\n---\n# February\n\n{LONG}\n"})
    return build(source, base / "html")


def test_a_description_is_text_whatever_stands_in_it(odd: Site) -> None:
    assert meta(odd.page("wbs/1A.03.html"), "og:title") == "1A.03 “><script>alert(1)</script> & ‘x’"
    assert f"1A.03 {EVIL}: reported" in meta(odd.page("wbs/1A.03.html"), "description")
    assert not [path for path in odd.out.rglob("*.html") if "<script>alert(1)" in path.read_text("utf-8")]


def test_a_long_lead_is_cut_at_a_word(odd: Site) -> None:
    shown = meta(odd.page(f"{FEBRUARY}/index.html"), "description")

    assert len(shown) < 210
    assert re.search(r" (Sentences|of|many|words) … As of 2021-02-28\.$", shown)


# --- pages that have moved -----------------------------------------------------------------------------


def redirects(source: Path, table: str) -> None:
    """Add a table of moved pages to conf.py, which begins on its own line."""
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"report_redirects = {table}\n")


def test_a_moved_page_leads_to_the_new_one(tmp_path: Path) -> None:
    source = few_copy(tmp_path / "source")
    redirects(source, '{"old/deep/name": "milestones/ARC-1", "/2021/january.html": "reports/2021-01/index"}')

    site = build(source, tmp_path / "html", *ADDRESS)

    assert site.lines() == []
    for old, new, title in (
        ("old/deep/name.html", "../../milestones/ARC-1.html", "ARC-1 Tape robot bought"),
        ("2021/january.html", "../reports/2021-01/index.html", "January 2021"),
    ):
        page = site.page(old)
        assert meta_refresh(page) == f"0; url={new}"
        (link,) = page.select("body a")
        assert (link["href"], link.get_text()) == (new, title)
        assert [str(tag["href"]) for tag in page.select("link[rel=canonical]")] == [
            BASE + new.replace("../", "")
        ]
        assert not [script for script in page.select("script") if not script.get("src")]
        assert (site.out / old).parent.joinpath(new).resolve().is_file()
    assert not [address for address in sitemap(site.out) if "old/" in address]


def meta_refresh(page: BeautifulSoup) -> str:
    (tag,) = page.select('meta[http-equiv="refresh"]')
    return str(tag["content"])


WRONG = {
    '"old": "milestones/OPT-9"': "'old' is redirected to 'milestones/OPT-9', which is not a page; did",
    '"wbs/1A": "index"': "'wbs/1A' is redirected to 'index', but is still a page; it is kept",
    '"../outside": "index"': "'../outside' is not a valid name of a page",
    '"none#part": "index"': "'none#part' is redirected, but there is no page 'none'; redirect the page, too",
    '"index#part": "wbs/9Z"': "'index#part' is redirected to 'wbs/9Z', which is not a page",
}


def test_a_redirect_that_leads_nowhere_is_a_located_warning(tmp_path: Path) -> None:
    source = few_copy(tmp_path / "source")
    first = len((source / "conf.py").read_text(encoding="utf-8").split("\n")) + 1
    redirects(source, "".join(("{\n", *(f"    {entry},\n" for entry in WRONG), "}")))

    site = build(source, tmp_path / "html")

    warnings = sorted(site.lines())
    assert len(warnings) == len(WRONG)
    for line, (warning, expected) in enumerate(zip(warnings, WRONG.values(), strict=True), first):
        assert warning.startswith(f"conf.py:{line}: WARNING: {expected}")
        assert warning.endswith("[report.redirect]")
    assert not (site.out / "old.html").exists()
    assert not (tmp_path / "outside.html").exists()
    assert site.page("wbs/1A.html").select("table") != []


# --- incremental = clean -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project with an address and a moved page, built once; its tests build on what the others left."""
    place = Place(tmp_path_factory.mktemp("furniture") / "here")
    redirects(few_copy(place.source), '{"old/name": "index"}')
    return place.build(*ADDRESS, builders=["html"])


def test_a_build_that_writes_few_pages_names_all_of_them(once: Place, tmp_path: Path) -> None:
    replace(f"{JANUARY}/1A.01.md", "two polishers", "three polishers")(once.source)
    replace("reports/milestones.yaml", "ARC-1:", "ARC-2:")(once.source)

    assert differences(once, tmp_path / "clean", *ADDRESS, builders=["html"]) == []

    found = sitemap(once.directory / "html")
    assert len(found) > 15
    assert f"{BASE}milestones/ARC-2.html" in found
    assert f"{BASE}milestones/ARC-1.html" not in found


def test_moved_pages_come_and_go_with_the_table_and_in_the_place_of_a_page(
    once: Place, tmp_path: Path
) -> None:
    redirects(once.source, '{"old/name": "wbs/1A"}')
    once.build(*ADDRESS, builders=["html"])
    assert "wbs/1A.html" in (once.directory / "html/old/name.html").read_text("utf-8")

    redirects(once.source, '{"new/name": "index", "milestones/OPT-1": "index"}')
    replace("reports/milestones.yaml", "OPT-1:", "OPT-1b:\n  aka: [OPT-1]")(once.source)
    assert differences(once, tmp_path / "moved", *ADDRESS, builders=["html"]) == []
    assert 'http-equiv="refresh"' in (once.directory / "html/milestones/OPT-1.html").read_text("utf-8")

    redirects(once.source, "{}")
    replace("reports/milestones.yaml", "OPT-1b:\n  aka: [OPT-1]", "OPT-1:")(once.source)
    assert differences(once, tmp_path / "back", *ADDRESS, builders=["html"]) == []


def test_without_the_address_everything_that_names_it_goes(once: Place, tmp_path: Path) -> None:
    assert differences(once, tmp_path / "clean", builders=["html"]) == []

    assert not (once.directory / "html/sitemap.xml").exists()
    assert not [name for name, data in once.files(["html"]).items() if BASE.encode() in data]
