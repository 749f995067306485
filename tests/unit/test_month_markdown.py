"""A month as one text: nothing of what was written is lost, and each id has its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from progress_report.content.catalogue import Catalogue
from progress_report.content.citations import mentions_of
from progress_report.content.external_addresses import address_of
from progress_report.content.known import DOCUMENT, TICKET
from progress_report.export.month_markdown import month_markdown

from ..conftest import ROOT, ROOTS, loaded_once
from .test_data import view

HEAD = "# 1A.01 First area\n\n## Current accomplishments\n\n### 1A.01.01\n\n"


def text_of(catalogue: Catalogue, month: str = "2017-08") -> str:
    record = catalogue.month(month)
    assert record is not None
    return month_markdown(view(catalogue), record)


def links_in(text: str) -> dict[str, str]:
    """The links that a reader of Markdown makes: text and address."""
    found: dict[str, str] = {}
    for token in MarkdownIt("commonmark").parse(text):
        address, words = "", ""
        for child in token.children or ():
            if child.type == "link_open":
                address, words = str(child.attrGet("href")), ""
            elif child.type == "link_close":
                found[words] = address
            else:
                words += child.content
    return found


@pytest.mark.parametrize(
    ("root", "month"),
    [(ROOT, "2017-08"), (ROOTS / "test-months", "2021-01"), (ROOTS / "test-months", "2021-02")],
    ids=lambda each: getattr(each, "name", each),
)
def test_every_id_that_a_month_cites_is_a_link(root: Path, month: str) -> None:
    catalogue = loaded_once(root)
    record = catalogue.month(month)
    assert record is not None
    cited = {(mention.kind, mention.id) for _, _, _, mention in mentions_of(record, catalogue.element_of)}
    expected = {
        address_of(kind, name, catalogue.known)
        if kind in (TICKET, DOCUMENT)
        else f"https://site.example/{kind}/{name}"
        for kind, name in cited
    }

    assert len(expected) > 3 or month == "2021-02"
    assert expected - set(links_in(text_of(catalogue, month)).values()) == set()


def test_all_that_areas_say_stands_in_it() -> None:
    catalogue = loaded_once(ROOT)
    record = catalogue.month("2017-08")
    assert record is not None
    markdown = MarkdownIt("commonmark").parse(text_of(catalogue))
    said = " ".join(
        " ".join(
            "".join(each.content if each.type != "softbreak" else " " for each in token.children).split()
        )
        for token in markdown
        if token.children
    )

    items = [item for area in record.areas for section in area.sections for item in section.items]
    assert len(items) > 300
    # The brackets around an id are what makes a link of it.
    plain = str.maketrans("", "", "[]")
    assert [item for item in items if item.translate(plain) not in said.translate(plain)] == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Done. [DM-10]", "Done. [DM-10]"),
        ("DM-10 is done.", "[DM-10] is done."),
        ("DM-10: done.", "[DM-10][]: done."),
        ("See DM-10(a).", "See [DM-10][](a)."),
        ("See [DM-10, DM-11].", "See [[DM-10], [DM-11]]."),
        ("Code `DM-10`, [a DM-10](https://x.example) and \\DM-10.", None),
        ("{ticket}`DM-10, DM-11`", "[DM-10], [DM-11]"),
        ("{milestone}`the first <M-1>`", "[the first][M-1]"),
        ("{wbs}`1.1A.01.02`", "[1A.01.02 Part two][1A.01.02]"),
        ("{ticket}`XX-1`", "XX-1"),
        ("```\nDM-10\n```", None),
    ],
)
def test_what_becomes_of_an_id(project: Callable[..., Catalogue], written: str, expected: str | None) -> None:
    text = text_of(project({"reports/2017-08/1A.01.md": f"{HEAD}{written}\n"}))

    assert f"### 1A.01.01 Part one\n\n{expected or written}\n" in text


def test_what_brackets_mean_stands_at_the_end(project: Callable[..., Catalogue]) -> None:
    text = text_of(project())

    assert links_in(text)["M-1"] == "https://site.example/milestone/M-1"
    assert links_in(text)["DM-10"] == "https://tracker.example/browse/DM-10"
    assert text.endswith("[DM-11]: https://tracker.example/browse/DM-11\n")


def test_the_head_tells_what_a_reader_must_know(project: Callable[..., Catalogue]) -> None:
    front = (
        "---\nstatus: published\npublished: 2017-09-15\nkind: summary\nsources: [https://minutes.example/1]\n"
        "corrections:\n  - date: 2017-10-03\n    text: M-1 is *not* done.\n---\n# August\n\nText.\n"
    )

    text = text_of(project({"reports/2017-08/index.md": front}))

    assert text.startswith(
        "# August\n\nA project. Figures as of 2017-08-31. Published 2017-09-15.\n"
        "<https://site.example/reports/2017-08/index.html>\n\n"
        "This report was compiled from other sources.\n\n"
        "- <https://minutes.example/1>\n\n- Corrected on 2017-10-03: M-1 is \\*not\\* done.\n\nText.\n"
    )


def test_a_statement_keeps_its_note(project: Callable[..., Catalogue]) -> None:
    note = (
        "delayed:\n  - id: M-1\n    forecast: 2017-10\n    note: |\n      By DM-7.\n\n      - a\n      - b\n"
    )

    text = text_of(project({"reports/2017-08/milestones.yaml": note}))

    expected = "- [M-1] First milestone; due 2017-07-31; forecast 2017-10\n\n  By [DM-7].\n\n  - a\n  - b\n"
    assert expected in text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("- Done <b>now</b>.", "- Done &lt;b>now&lt;/b>."),
        ("- Done \\<script>x</script>", "- Done &lt;script>x&lt;/script>"),
        ("- <img/src=x/onerror=x> T-1", "- &lt;img/src=x/onerror=x> T-1"),
        ("- Done.<!-- hidden [DM-1] `x` --> More.", "- Done. More."),
        ("- Code `<!-- stays -->` and `<b>`.", "- Code `<!-- stays -->` and `<b>`."),
        ("- See <https://example.org/a>.", "- See <https://example.org/a>."),
        ("- 1 < 2 and a <- b", "- 1 < 2 and a <- b"),
        ("- Open <!-- for ever", "- Open &lt;!-- for ever"),
    ],
)
def test_the_text_carries_no_html(project: Callable[..., Catalogue], written: str, expected: str) -> None:
    text = text_of(project({"reports/2017-08/1A.01.md": f"{HEAD}{written}\n"}))

    assert expected in text.splitlines()


def test_the_text_controls_no_terminal(project: Callable[..., Catalogue]) -> None:
    text = text_of(project({"reports/2017-08/1A.01.md": f"{HEAD}- \x1b[31mred \u202e\n"}))

    assert "- \N{REPLACEMENT CHARACTER}[31mred \N{REPLACEMENT CHARACTER}\n" in text
