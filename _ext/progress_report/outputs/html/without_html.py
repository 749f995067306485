"""Replace our nodes by standard ones for every builder that does not write HTML.

So a writer of man pages, XML or a future format needs to know nothing of this extension.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.mermaid import mermaid

from ...core.language import gettext
from ...parsing.tolerance import STRUCK
from ...render.nodes import chart, disclosure, report_head, report_row, report_table
from ..drawings.equations import is_read


def register(app: Sphinx) -> None:
    """Replace the nodes after all other handlers of this extension have added theirs."""
    app.connect("doctree-resolved", replace_nodes, priority=900)


def replace_nodes(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Replace pictures in ``doctree`` by words, and show what unfolds on a screen (event
    ``doctree-resolved``)."""
    if app.builder.format == "html":
        return
    if app.builder.format == "latex":
        _leave_out_commands(doctree)
    if app.builder.format == "texinfo":
        _name_sections(doctree)
    for picture in [*doctree.findall(chart), *doctree.findall(mermaid)]:
        picture.replace_self(_in_words(picture))
    for ours, common in ((report_table, nodes.table), (report_row, nodes.row), (report_head, nodes.entry)):
        for node in list(doctree.findall(ours)):
            node.replace_self(common("", *node.children, **node.attributes))
    for struck in doctree.findall(nodes.inline):
        if STRUCK in struck["classes"]:
            # A reader must not take for true what was taken back.
            struck.insert(0, nodes.Text("~~"))
            struck.append(nodes.Text("~~"))
    for hidden in list(doctree.findall(disclosure)):
        head = [] if hidden.get("continued") else [nodes.rubric("", hidden["summary"])]
        hidden.replace_self([*head, *hidden.children])


def _leave_out_commands(doctree: nodes.document) -> None:
    """Show equations with unknown commands as text: LaTeX would execute the commands, and reads files."""
    for equation in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        if not is_read(equation):
            text = equation.astext()
            block = isinstance(equation, nodes.math_block)
            equation.replace_self(nodes.literal_block(text, text) if block else nodes.literal(text, text))


def _name_sections(doctree: nodes.document) -> None:
    """Add the anchor to a heading of punctuation, since Texinfo makes names of headings."""
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        if title and not title.astext().strip(",:() \n"):
            title.append(nodes.Text(f" {section['ids'][0]}"))


def _in_words(node: nodes.Element) -> nodes.Element:
    """Return the name of a picture, or the source of a diagram that has none."""
    if name := node.get("alt"):
        text = gettext("[chart: {name}]") if isinstance(node, chart) else gettext("[diagram: {name}]")
        return nodes.paragraph("", text.format(name=name))
    return nodes.literal_block(node["code"], node["code"], language="text")
