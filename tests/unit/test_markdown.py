"""The reader of short texts: it begins each as MyST begins a document."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from progress_report.core.problems import UnreadableError
from progress_report.parsing.markdown import MarkdownReader, Renderer
from progress_report.syntax import markdown_text


def test_a_renderer_begins_with_all_that_the_library_begins_with():
    document = new_document("a.md", get_default_settings(Parser))
    parser = MarkdownReader(MdParserConfig(), content=True).parser
    options = {**parser.options, "document": document}
    ours, theirs = Renderer(parser), SphinxRenderer(parser)

    ours.setup_render(options, {})
    theirs.setup_render(options, {})

    differing = {name for name, value in vars(theirs).items() if vars(ours).get(name) != value}
    assert differing == {"rules"}  # methods of another object, by the same names
    assert set(vars(ours)) == {*vars(theirs), "coloured", "coloured_characters", "depth"}
    assert set(ours.rules) == set(theirs.rules)


def test_much_code_has_no_colours() -> None:
    # Some languages take a time for it that grows with the square of a block.
    renderer = Renderer(MarkdownReader(MdParserConfig(), content=True).parser)
    document = new_document("a.md", get_default_settings(Parser))
    renderer.setup_render({"myst_config": MdParserConfig(), "document": document}, {})
    blocks = [
        nodes.literal_block("", "x" * size, language="python") for size in (3001, 3000, 3000, 2990, 10, 1)
    ]

    shown = [renderer.tolerant(block)["language"] for block in (*blocks, *blocks)]

    assert shown == ["text", "python", "python", "python", "python", "text"] * 2


def test_a_text_gives_a_thousand_names_at_most():
    text = "".join(f"(a{number})=\n" for number in range(1001))

    with pytest.raises(UnreadableError):
        markdown_text.parse(text)


@pytest.mark.parametrize(
    "text",
    ["- a\n" * 4000, "*a* " * 6000, "|a|\n|-|\n" + "|a|\n" * 4000, "```{note}\n" + "a\n\n" * 5000 + "```"],
)
def test_a_text_has_ten_thousand_parts_at_most(text: str) -> None:
    with pytest.raises(UnreadableError):
        markdown_text.parse(text)


def test_a_text_has_fifty_tables_at_most() -> None:
    table = "```{milestone-table}\n```\n"

    assert len(markdown_text.parse(table * 50).directives) == 50
    with pytest.raises(UnreadableError):
        markdown_text.parse(table * 51)
