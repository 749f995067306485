"""Every page names the scripts that it may run, and has nothing in it that its policy forbids."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from progress_report.outputs.html.content_security import with_policy

from ..conftest import Site, build, write
from .built import few, plain_copy

EQUATIONS = "# 1A.01 Optics\n\n## Done\n\nLight is {math}`E = h\\nu`.\n\n```{math}\n\\frac{a}{b} < 1\n```\n"


@pytest.fixture(scope="module", params=["basic", "pydata_sphinx_theme"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with equations and a page that has moved, in the theme of the test and in the real one."""
    source = plain_copy(tmp_path_factory.mktemp("policy") / "source")
    write(source, {"reports/2021-01/1A.01.md": EQUATIONS})
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('report_redirects = {"old/name": "index"}\n')
    return build(source, source.parent / "html", "-D", f"html_theme={request.param}")


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Each page with its text; what a theme keeps among its static files is no page."""
    for path in sorted(site.out.rglob("*.html")):
        name = path.relative_to(site.out).as_posix()
        if not name.startswith("_static/"):
            yield name, path.read_text(encoding="utf-8")


def policy_of(page: BeautifulSoup) -> dict[str, set[str]]:
    """The policy of a page, which must have one: sources by kind."""
    (meta,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    rules = (rule.split() for rule in str(meta["content"]).split(";"))
    return {name: set(sources) for name, *sources in rules}


def test_every_kind_of_page_is_there(site: Site) -> None:
    names = {name for name, _ in pages(site)}

    assert {"index.html", "search.html", "genindex.html", "404.html", "old/name.html"} <= names
    assert {"reports/2021-01/index.html", "milestones/OPT-1.html", "wbs/1A.html"} <= names


def test_a_page_allows_just_the_scripts_that_stand_in_it(site: Site) -> None:
    for name, text in pages(site):
        page = BeautifulSoup(text, "html.parser")
        inline = [script.string or "" for script in page.select("script:not([src])")]
        digests = {f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in inline}

        assert policy_of(page)["script-src"] == {"'self'", *digests}, name


def test_what_is_not_named_is_forbidden(site: Site) -> None:
    for name, text in pages(site):
        policy = policy_of(BeautifulSoup(text, "html.parser"))

        assert policy["default-src"] == {"'none'"}, name
        assert policy["base-uri"] == policy["object-src"] == {"'none'"}, name
        for kind in policy.keys() - {"script-src", "style-src"}:
            assert policy[kind] <= {"'none'", "'self'", "data:"}, f"{name}: {kind}"


def test_the_policy_stands_before_whatever_it_is_about(site: Site) -> None:
    for name, text in pages(site):
        page = BeautifulSoup(text, "html.parser")
        assert page.head is not None
        charset, policy = page.head.find_all(True, recursive=False)[:2]

        assert charset.get("charset") == "utf-8", name
        assert policy.get("http-equiv") == "Content-Security-Policy", name
        # A browser looks for the encoding in the first 1024 bytes.
        assert text.encode().index(b"charset=") < 1024, name


def test_no_page_has_a_handler_or_loads_from_elsewhere(site: Site) -> None:
    for name, text in pages(site):
        page = BeautifulSoup(text, "html.parser")
        handlers = [tag for tag in page.find_all(True) if any(each.startswith("on") for each in tag.attrs)]
        loaded = [
            str(tag[key])
            for key in ("src", "href", "data")
            for tag in page.select(
                f"script[{key}], link[{key}], img[{key}], iframe, object[{key}], embed[{key}]"
            )
        ]

        assert handlers == [], name
        assert [each for each in loaded if re.match(r"[a-z]+:(?!image)|//", each)] == [], name


def test_an_equation_is_written_as_mathml(site: Site) -> None:
    page = site.page("reports/2021-01/1A.01.html")

    assert page.select_one("p math mi") is not None
    assert page.select_one('math[display="block"] mfrac') is not None
    assert site.lines() == []


def test_an_equation_that_cannot_be_read_is_shown_as_typed(tmp_path: Path) -> None:
    text = "# 1A.01 Optics\n\n## Done\n\n```{math}\na & <b>\n```\n\nIt is {math}`\\nonsense{x}`.\n"

    site = few(tmp_path, {"reports/2021-01/1A.01.md": text})

    shown = [code.get_text().strip() for code in site.page("reports/2021-01/1A.01.html").select(".math code")]
    assert shown == ["a & <b>", "\\nonsense{x}"]
    assert len(site.lines()) == 2
    assert site.warnings.startswith(
        "reports/2021-01/1A.01.md:5: WARNING: the equation 'a & <b>' can't be read: "
    )
    assert all(line.endswith("[report.markup]") for line in site.lines())


def test_a_project_with_a_template_bridge_of_its_own_is_refused(tmp_path: Path) -> None:
    source = plain_copy(tmp_path / "source")

    site = build(source, tmp_path / "html", "-D", "template_bridge=sphinx.jinja2glue.BuiltinTemplateLoader")

    assert site.status != 0
    assert "template_bridge" in site.warnings


# --- the text of a page --------------------------------------------------------------------------------

EVIL = "<p><script>alert(1)</script></p>"
PAGE = f"<!DOCTYPE html><html><head><script>theme()</script></head><body>{EVIL}</body></html>"


def test_a_script_that_came_with_the_content_is_not_allowed() -> None:
    page = BeautifulSoup(with_policy(PAGE, EVIL), "html.parser")

    allowed = policy_of(page)["script-src"]
    theme, evil = (
        f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in (b"theme()", b"alert(1)")
    )
    assert theme in allowed
    assert evil not in allowed


@pytest.mark.parametrize("text", ["", "<p>A part of a page.</p>", '<?xml version="1.0"?><header>x</header>'])
def test_what_is_no_whole_page_has_no_policy(text: str) -> None:
    assert with_policy(text, "") == text


def test_a_preview_has_no_policy(tmp_path: Path) -> None:
    # Its server writes a script into each page that would be blocked.
    site = few(tmp_path, {}, "-D", "report_policy=0")

    assert site.lines() == []
    assert not site.page("reports/2021-01/index.html").select('meta[http-equiv="Content-Security-Policy"]')
