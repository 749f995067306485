"""Markdown as people write it on GitHub, on the page of its file and where the site shows the text again."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinxcontrib.mermaid import mermaid

from ..conftest import Site, build
from .built import change, doctree, few_copy, links, variant

TEXT = """\
# 1A.03

## Done

### 1A.03

See https://example.org/a_(b)? or www.example.org, mail a@b.example; @name, owner/repo#12 and #12 are text.
The ~~old plan~~ is gone.[^why]

- [x] done
- [ ] open

> [!WARNING]
> The server moves.

| a | b |
|---|--:|
| c | 1 |

See [the plan](./plan.md).

```nolang
code
```

## Next

- Go on.

[^why]: Because.
"""
#: Drawing takes an engine that takes seconds to start, so the diagram is looked at before it is drawn.
DRAWN = "# 1A.02 Software\n\n## Done\n\n```mermaid\ngraph LR\nA-->B\n```\n"

#: A picture of one pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return variant(
        tmp_path_factory.mktemp("github"),
        {"reports/2021-01/1A.03.md": TEXT, "reports/2021-01/1A.02.md": DRAWN},
        "-D", "mermaid_output_format=raw",
    )  # fmt: skip


@pytest.fixture(params=["reports/2021-01/1A.03.html", "wbs/1A.03.html"])
def page(github: Site, request: pytest.FixtureRequest) -> BeautifulSoup:
    """The page of the file, and that of the element, which shows the text again."""
    return github.page(request.param)


def test_addresses_become_links(page: BeautifulSoup):
    addresses = {address for address, _ in links(page)}

    assert {"https://example.org/a_(b)", "http://www.example.org", "mailto:a%40b.example"} <= addresses
    assert "@name, owner/repo#12 and #12 are text." in page.get_text()


def test_what_was_taken_back_is_struck_through(page: BeautifulSoup):
    assert [each.get_text() for each in page.select(".report-struck")] == ["old plan"]


def test_tasks_have_boxes(page: BeautifulSoup):
    assert [each.has_attr("checked") for each in page.select("input[type=checkbox]")] == [True, False]


def test_an_alert_is_an_admonition(page: BeautifulSoup):
    [alert] = page.select(".admonition.warning")

    assert "The server moves." in alert.get_text()


def test_a_table_is_one(page: BeautifulSoup):
    assert [each.get_text() for each in page.select("td.text-right")] == ["1"]


def test_a_footnote_is_shown_with_the_text(page: BeautifulSoup):
    assert "Because." in page.get_text()


def test_a_link_that_leads_nowhere_has_no_address(page: BeautifulSoup):
    assert "See the plan." in page.get_text()
    assert [address for address, text in links(page) if text == "the plan"] == []


def test_the_heading_of_the_area_has_its_title(github: Site):
    headings = [each.get_text() for each in github.page("reports/2021-01/1A.03.html").select("h3")]

    assert any(each.startswith("1A.03 Outreach") for each in headings)


def test_a_fence_of_mermaid_is_a_diagram(github: Site):
    assert [each["code"] for each in doctree(github, "reports/2021-01/1A.02").findall(mermaid)] == [
        "graph LR\nA-->B"
    ]


def test_each_fault_is_told_once(github: Site):
    said = [line.partition(": WARNING: ")[0] for line in github.lines() if "1A.03.md" in line]

    assert said == ["reports/2021-01/1A.03.md:20"]


def test_other_formats_mark_what_was_taken_back(github: Site, tmp_path: Path):
    text = build(github.source, tmp_path / "text", builder="text", doctrees=github.doctrees)

    assert "~~old plan~~" in (text.out / "reports/2021-01/1A.03.txt").read_text(encoding="utf-8")


def test_a_picture_is_shown_whatever_its_name_and_one_that_is_missing_by_its_text(tmp_path: Path):
    source = few_copy(tmp_path / "source")
    (source / "reports/2021-01/a é.png").write_bytes(PICTURE)
    shown = "![one](<a é.png>)\n\n![two](a%20é.png)\n\n```{figure} a é.png\n:alt: three\n```"
    text = f"# 1A.03\n\n## Done\n\n{shown}\n\n![four](gone.png)\n"
    change(source, {"reports/2021-01/1A.03.md": text})
    site = build(source, tmp_path / "html")

    page = site.page("reports/2021-01/1A.03.html")
    assert [each["alt"] for each in page.select("img")] == ["one", "two", "three"]
    assert "four" in page.get_text()
    assert [line.partition(": WARNING: ")[0] for line in site.lines()] == ["reports/2021-01/1A.03.md:13"]
