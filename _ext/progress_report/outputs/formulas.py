"""Formulas as MathML: every browser shows it, without a script and without a request elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from ..domain.formulas import FormulaError, mathml

logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Offer the renderer. Sphinx prefers one that an extension adds to its own, which loads a script."""
    app.add_html_math_renderer("mathml", (visit_formula, None), (visit_block, None))


def visit_formula(translator: Any, node: nodes.math) -> None:
    """Write a formula within a line."""
    translator.body.append(_mathml(node, block=False))
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write a formula that stands alone; what is wider than a phone scrolls within itself."""
    ids = "".join(f' id="{escape(name)}"' for name in node["ids"][:1])
    translator.body.append(f'<div class="report-formula"{ids}>{_mathml(node, block=True)}</div>\n')
    raise nodes.SkipNode


def _mathml(node: nodes.Element, *, block: bool) -> str:
    source = node.astext()
    try:
        return mathml(source, block=block)
    except FormulaError as error:
        # In a report this was found when it was read.
        logger.warning("the formula can't be read: %s", error, type="report", subtype="markup", location=node)
        return f"<code>{escape(source)}</code>"
