"""Our nodes for every builder that writes no HTML: replaced by nodes that each writer knows.

A writer of man pages, XML or a format of tomorrow needs to know nothing of this extension.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.mermaid import mermaid

from ...render.nodes import chart, disclosure, report_head, report_row, report_table
from ..drawings.equations import is_read


def register(app: Sphinx) -> None:
    """Replace the nodes when all others of this extension have put theirs in."""
    app.connect("doctree-resolved", replace_nodes, priority=900)


def replace_nodes(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Name pictures in words, and lay open what unfolds on a screen (event ``doctree-resolved``)."""
    if app.builder.format == "html":
        return
    if app.builder.format == "latex":
        _leave_out_commands(doctree)
    for picture in [*doctree.findall(chart), *doctree.findall(mermaid)]:
        picture.replace_self(_in_words(picture))
    for ours, common in ((report_table, nodes.table), (report_row, nodes.row), (report_head, nodes.entry)):
        for node in list(doctree.findall(ours)):
            node.replace_self(common("", *node.children, **node.attributes))
    for hidden in list(doctree.findall(disclosure)):
        hidden.replace_self([nodes.rubric("", hidden["summary"]), *hidden.children])


def _leave_out_commands(doctree: nodes.document) -> None:
    """Show equations that nobody can read as text: LaTeX would obey the commands in them, and reads files."""
    for equation in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        if not is_read(equation):
            text = equation.astext()
            block = isinstance(equation, nodes.math_block)
            equation.replace_self(nodes.literal_block(text, text) if block else nodes.literal(text, text))


def _in_words(node: nodes.Element) -> nodes.Element:
    """The name of a picture; of a diagram without one, its source."""
    if name := node.get("alt"):
        return nodes.paragraph("", f"[{'chart' if isinstance(node, chart) else 'diagram'}: {name}]")
    return nodes.literal_block(node["code"], node["code"], language="text")
