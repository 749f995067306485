"""Tables of ours for a browser: with the scope of each head, and with rows that a script can filter."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ...render.nodes import report_head, report_row


def register(app: Sphinx) -> None:
    """Write heads and rows in HTML; :mod:`.without_html` replaces them elsewhere."""
    app.add_node(report_head, html=(_open_head, _close_entry))
    app.add_node(report_row, html=(_open_row, _close_row))


def _open_head(translator: Any, node: report_head) -> None:
    translator.visit_entry(node)
    _add(translator, {"scope": "col"})


def _close_entry(translator: Any, node: nodes.entry) -> None:
    translator.depart_entry(node)


def _open_row(translator: Any, node: report_row) -> None:
    translator.visit_row(node)
    _add(translator, {f"data-{name}": value for name, value in node["data"].items()})


def _close_row(translator: Any, node: nodes.row) -> None:
    translator.depart_row(node)


def _add(translator: Any, attributes: dict[str, str]) -> None:
    """Add attributes to the tag that was opened last."""
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    tag, mark, rest = translator.body[-1].partition(">")
    translator.body[-1] = f"{tag}{said}{mark}{rest}"
