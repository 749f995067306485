"""Equations as MathML, which browsers display themselves: no script, no external font.

Sphinx's own renderers load a large script from a third party on each page with an equation.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import get_node_location
from sphinx.util.math import get_node_equation_number

from ...core.problems import Code
from ...domain.domain import domain_of
from ...syntax.equations import EquationError, displayed, mathml


def register(app: Sphinx) -> None:
    """Offer the renderer; Sphinx uses it, since it is the only one that is not built in."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Write the equation ``node`` within a line, with ``translator``."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    translator.body.append(f"{_mathml(translator, node, node.astext())}</span>")
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write the displayed equations of ``node`` with ``translator``: one in each paragraph, with their number
    if any."""
    translator.body.append(translator.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node.get("number"):
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    equations = "".join(_mathml(translator, node, part) for part in displayed(node.astext()))
    translator.body.append(f'<div class="report-equations">{equations}</div></div>\n')
    raise nodes.SkipNode


def is_read(node: nodes.Element) -> bool:
    """Return whether the whole equation can be read: it contains only commands of mathematics."""
    block = isinstance(node, nodes.math_block)
    try:
        parts = [mathml(part, block=block) for part in displayed(node.astext())]
    except EquationError:
        return False
    # Text arguments are not checked here, but LaTeX would process them; it has a second form of the
    # backslash.
    return "\\" not in "".join(parts) and "^^" not in node.astext()


def _mathml(translator: Any, node: nodes.Element, text: str) -> str:
    """Return the MathML of a text; one that can't be read is reported and shown as it was typed."""
    try:
        return mathml(text, block=isinstance(node, nodes.math_block))
    except EquationError as error:
        reporter = domain_of(translator.builder.env).reporter
        reporter.fault(get_node_location(node) or "", Code.MARKUP, str(error))
        return f"<code>{translator.encode(text)}</code>"
