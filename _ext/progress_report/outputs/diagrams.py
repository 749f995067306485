"""Mermaid diagrams as SVG within the page: no script, no third party, readable in light and dark.

Each diagram is rendered while building, in one engine, and cached by its content beside the
doctrees. It is drawn twice, in light and dark colours; the theme shows the one that fits.
"""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mermaidx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinxcontrib.mermaid import mermaid

logger = logging.getLogger(__name__)

SVG = "http://www.w3.org/2000/svg"
CONFIG = {
    "securityLevel": "strict",
    # Labels as SVG text: HTML inside a drawing is what we could not check.
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "nodeSpacing": 14, "rankSpacing": 50, "padding": 8},
    "fontFamily": "system-ui, sans-serif",
}
THEMES = (("default", "only-light"), ("dark", "only-dark"))

#: What a drawing may consist of. Anything else could run script or load from elsewhere.
ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan marker defs style title desc "
    "linearGradient radialGradient stop clipPath symbol filter feDropShadow".split()
)
_UNSAFE_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(", re.IGNORECASE)


def register(app: Sphinx) -> None:
    """Draw the nodes of sphinxcontrib-mermaid ourselves in HTML."""
    app.setup_extension("sphinxcontrib.mermaid")
    app.add_node(mermaid, override=True, html=(visit_html, None))


def visit_html(translator: Any, node: mermaid) -> None:
    """Write the figure; a diagram that can't be drawn is reported and shown as its source."""
    source = node["code"]
    alt = node.get("alt", "")
    number = getattr(translator, "report_diagrams", 0) + 1
    translator.report_diagrams = number
    try:
        drawings = [
            draw(source, theme, f"diagram-{number}-{css}", alt, Path(translator.builder.doctreedir))
            for theme, css in THEMES
        ]
    except (RuntimeError, ElementTree.ParseError) as error:
        first = str(error).strip().split("\n")[0]
        logger.warning("the diagram can't be drawn: %s", first, type="report", subtype="markup", location=node)
        translator.body.append(f"<pre>{escape(source)}</pre>\n")
        raise nodes.SkipNode from error
    translator.body.append('<div class="report-diagram">')
    for (_, css), drawing in zip(THEMES, drawings, strict=True):
        translator.body.append(f'<div class="{css}">{drawing}</div>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def draw(source: str, theme: str, identifier: str, alt: str, cache: Path) -> str:
    """Return one drawing as an ``svg`` element whose ids begin with ``identifier``.

    :raises RuntimeError: if the source is no diagram (so mermaidx says).
    """
    key = hashlib.blake2b(f"{mermaidx.__version__}:{theme}:{source}".encode(), digest_size=12).hexdigest()
    path = cache / f"diagram-{key}.svg"
    if path.exists():
        raw = path.read_text(encoding="utf-8")
    else:
        raw = mermaidx.render(source, theme=theme, config=CONFIG).svg()
        path.write_text(raw, encoding="utf-8")
    return harmless(raw, identifier, alt)


def harmless(raw: str, identifier: str, alt: str) -> str:
    """Take everything out of a drawing that is not one, and give it a name for those who can't see it."""
    root = ElementTree.fromstring(raw.replace("my-svg", identifier))
    _clean(root)
    root.set("role", "img")
    root.set("aria-label", alt or "Diagram")
    root.attrib.pop("aria-roledescription", None)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: ElementTree.Element) -> None:
    for name in list(element.attrib):
        local = name.rpartition("}")[2].lower()
        value = element.attrib[name]
        if local.startswith("on") or local == "href" or (local == "style" and _UNSAFE_STYLE.search(value)):
            del element.attrib[name]
    for child in list(element):
        tag = str(child.tag).removeprefix(f"{{{SVG}}}")
        if tag not in ELEMENTS or (tag == "style" and _UNSAFE_STYLE.search(child.text or "")):
            element.remove(child)
        else:
            _clean(child)
