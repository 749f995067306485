"""Tables on paper: which turn, which shrink, and in which words must break."""

from __future__ import annotations

import pytest
from docutils import nodes
from progress_report.outputs.pdf.table_width import fit, longest_words


def table(columns: int, word: str, morecols: int = 0) -> nodes.table:
    row = nodes.row()
    for _ in range(columns):
        row += nodes.entry(
            "", nodes.paragraph("", f"a {word} b"), **({"morecols": morecols} if morecols else {})
        )
    return nodes.table("", nodes.tgroup("", nodes.tbody("", row), cols=columns))


@pytest.mark.parametrize(
    ("columns", "word", "classes", "broken"),
    [
        (5, "value", [], False),
        (22, "number", ["report-landscape"], False),
        (40, "value", ["report-landscape", "report-tight"], False),
        (2, "x" * 300, ["report-landscape", "report-tight", "report-broken"], True),
    ],
)
def test_a_table_gets_what_makes_it_fit(columns: int, word: str, classes: list[str], broken: bool) -> None:
    wide = table(columns, word)

    found = list(fit(nodes.section("", wide)))

    assert (wide["classes"], bool(found)) == (classes, broken)


def test_a_cell_over_several_columns_counts_for_none() -> None:
    assert longest_words(table(3, "x" * 300, morecols=2)) == []
