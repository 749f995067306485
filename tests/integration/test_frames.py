"""What the pages of a directory have in common is rendered once; the pages are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from progress_report.outputs.html.navigation import sections
from progress_report.outputs.html.partials import written
from pydata_sphinx_theme.toctree import add_toctree_functions
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp

from ..conftest import build, write
from .built import few_copy

THEMES = {
    "basic": ("-D", "html_theme=basic"),
    # With templates of the site that do more with a value than to print it.
    "alabaster": ("-D", "html_theme=alabaster", "-D", "templates_path=uses,_templates"),
    "pydata": ("-D", "html_theme=pydata_sphinx_theme", "-D", "html_theme_options.collapse_navigation=True"),
}

USES = """{% extends "!layout.html" %}
{% block extrahead %}{{ super() }}
<meta name="a" content="{{ title|upper }} {{ title == '1A.01 Optics' }} {{ 'b' in title }} {{ body|length }}">
{% endblock %}
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = few_copy(tmp_path_factory.mktemp("frames") / "source")
    odd = '# 1A.03 *A* `<b>` & "c"\n\n## Done\n\n### *A* `<b>` & "c"\n\nText.\n'
    write(source, {"reports/2021-01/1A.03.md": odd, "uses/layout.html": USES})
    return source


@pytest.mark.parametrize("theme", THEMES)
def test_each_page_is_what_its_template_makes_of_it(source: Path, tmp_path: Path, theme: str):
    options = (*THEMES[theme], "-D", "html_baseurl=https://x.example/a&b/")
    # The sources are read once; each build writes all pages.
    doctrees = source.parent / "doctrees"
    framed = build(source, tmp_path / "framed", *options, doctrees=doctrees)

    # The source of a page has a name of its own, so no page shares its frame.
    whole = build(source, tmp_path / "whole", *options, "-D", "html_copy_source=1", doctrees=doctrees)

    assert len(pages(framed.out)) > 20
    assert pages(framed.out) == pages(whole.out)


def pages(out: Path) -> dict[str, str]:
    """The text of each page of a site, without the digest of a file that says whether there are sources."""
    return {
        str(path.relative_to(out)): re.sub(r"options\.js\?v=\w+", "", path.read_text("utf-8"))
        for path in sorted(out.rglob("*.html"))
    }


@pytest.mark.parametrize(
    "toc",
    [
        "",
        '<ul>\n<li><a class="reference internal" href="#">Title</a></li>\n</ul>\n',
        '<ul>\n<li><a class="reference internal" href="#">Title</a><ul>\n<li>'
        '<a class="reference internal" href="#a">A &amp; &quot;B&quot; <code class="x">&lt;c&gt;</code></a>'
        '<ul>\n<li><a class="reference internal" href="#b">&#64; B</a></li>\n</ul>\n</li>\n'
        '<li><a class="reference internal" href="#c">C</a></li>\n</ul>\n</li>\n</ul>\n',
        '<ul>\n<li><a class="reference internal" href="#">One</a></li>\n'
        '<li><a class="reference internal" href="#two">Two</a><ul>\n'
        '<li><a class="reference internal" href="#d">D</a></li>\n</ul>\n</li>\n</ul>\n',
    ],
)
@pytest.mark.parametrize("shown", [1, 3])
def test_the_sections_of_a_page_look_as_the_theme_makes_them(toc: str, shown: int):
    context: dict[str, Any] = {"toc": toc, "theme_show_toc_level": shown}
    add_toctree_functions(None, "page", "page.html", context, None)

    assert sections(toc, shown) == str(context["generate_toc_html"]())


def linked(*content: nodes.Node, **attributes: Any) -> nodes.list_item:
    link = nodes.reference("", "", *content, **{"refuri": "a.html", "internal": True, **attributes})
    return nodes.list_item("", addnodes.compact_paragraph("", "", link, classes=["toctree-l1"]))


USUAL = [
    nodes.title("", "A & \"B\" 'c' <d> é\nlink@example.org"),
    nodes.title("", "", nodes.inline("", "1A.01", classes=["report", "report-wbs"]), nodes.Text(" Optics")),
    nodes.title(),
    nodes.bullet_list(
        "",
        linked(nodes.Text("A & <b>"), refuri='#a&"b@c', anchorname="#a", classes=["current"]),
        linked(nodes.inline("", "1A", classes=["report"]), nodes.Text(" B"), refuri="", iscurrent=True),
        nodes.list_item("", *linked(nodes.Text("C")), nodes.bullet_list("", linked(nodes.Text("D")))),
        classes=["current"],
    ),
    addnodes.compact_paragraph("", "", nodes.bullet_list("", linked(nodes.Text("A"))), toctree=True),
]

UNUSUAL = [
    nodes.title("", "", nodes.literal("", "A")),
    nodes.bullet_list("", linked(nodes.Text("A"), secnumber=(1, 2))),
    nodes.bullet_list("", linked(nodes.Text("A"), internal=False, refuri="https://example.org")),
    nodes.bullet_list("", linked(nodes.inline("", "A", classes=["kbd"]))),
    nodes.bullet_list("", linked(nodes.Text("A")), ids=["a"]),
    nodes.bullet_list("", linked(nodes.Text("A")), classes=["compact"]),
    nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "A"))),
    nodes.bullet_list(),
]


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandaloneHTMLBuilder]:
    root = tmp_path_factory.mktemp("partials")
    write(root, {"conf.py": "from progress_report.outputs.html.partials import register as setup\n"})
    app = SphinxTestApp("html", srcdir=root)
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    yield app.builder
    app.cleanup()


@pytest.mark.parametrize("node", USUAL)
def test_what_is_written_without_docutils_is_the_same(builder: StandaloneHTMLBuilder, node: nodes.Node):
    ours = builder.render_partial(node)

    assert written(node) in ours.values()
    assert ours == StandaloneHTMLBuilder.render_partial(builder, node)


@pytest.mark.parametrize("node", UNUSUAL)
def test_what_is_unusual_is_left_to_sphinx(builder: StandaloneHTMLBuilder, node: nodes.Node):
    with pytest.raises(LookupError):
        written(node)

    assert builder.render_partial(node) == StandaloneHTMLBuilder.render_partial(builder, node.deepcopy())
