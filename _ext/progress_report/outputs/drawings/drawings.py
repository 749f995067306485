"""Diagrams and charts as SVG within the page: no script, no third party, readable in light and dark.

The diagrams of authors are drawn by Mermaid while building, by an engine that starts once, and cached by
their content beside the doctrees. Mermaid draws with fixed colours, so each is drawn twice and the theme
shows the one that fits. The charts of the extension are markup (see ``render/charts``) and take their colours
from the style sheet.
"""

from __future__ import annotations

import hashlib
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.logging import get_node_location
from sphinxcontrib.mermaid import Mermaid, mermaid

from ...core.language import gettext
from ...domain import cache_files
from ...domain.domain import domain_of
from ...render.charts.markup import addressed
from ...render.nodes import chart, disclosure
from . import diagrams
from .drawing_styles import harmless_declarations, harmless_sheet, is_harmless_attribute

SVG = "http://www.w3.org/2000/svg"
MERMAID_CONFIG = {
    "securityLevel": "strict",
    # Settings that the text of a diagram may not change: Mermaid's own list, and everything that becomes a
    # style sheet.
    "secure": (
        "secure securityLevel startOnLoad maxTextSize suppressErrorRendering maxEdges themeCSS "
        "themeVariables fontFamily altFontFamily dompurifyConfig htmlLabels"
    ).split(),
    # Labels as SVG text, since HTML inside a drawing could not be checked.
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "nodeSpacing": 14, "rankSpacing": 50, "padding": 8},
    "gantt": {"useWidth": 760, "leftPadding": 80, "fontSize": 12, "sectionFontSize": 12, "barHeight": 18},
    "fontFamily": "system-ui, sans-serif",
}
MERMAID_THEMES = (("neutral", "only-light"), ("dark", "only-dark"))

#: The elements of a drawing. Others could run scripts or load files from elsewhere.
ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan marker defs style title desc "
    "linearGradient radialGradient stop clipPath symbol filter feDropShadow".split()
)


def register(app: Sphinx) -> None:
    """Draw diagrams and charts in HTML; :mod:`.without_html` describes them in words elsewhere."""
    app.setup_extension("sphinxcontrib.mermaid")
    app.add_directive("mermaid", Diagram, override=True)
    app.add_directive("autoclasstree", NotOffered, override=True)
    app.add_node(mermaid, override=True, html=(visit_mermaid, None))
    app.add_node(chart, html=(visit_chart, None))
    app.add_node(disclosure, html=(_open_details, _close_details))
    app.connect("config-inited", _load_no_script)
    app.connect("build-finished", lambda *_: diagrams.stop())


class Diagram(Mermaid):  # type: ignore[misc]  # the library has no types
    """``{mermaid}``; invalid settings are an error at its line."""

    def run(self, **_: Any) -> list[nodes.Node]:
        """Return the diagram."""
        try:
            return list(super().run())
        except ValueError as error:
            raise self.error(f"the settings of the diagram can't be read: {error}") from error


class NotOffered(Directive):
    """Replaces a directive of another extension that runs code named in its text."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Report an error."""
        raise self.error(
            f"the directive '{self.name}' is not available: it imports modules named in its text"
        )


def _load_no_script(_: Sphinx, config: Config) -> None:
    """Keep sphinxcontrib-mermaid from loading an external script on pages with a diagram."""
    config.mermaid_output_format = "svg"


def visit_mermaid(translator: Any, node: mermaid) -> None:
    """Write the diagram ``node`` with ``translator``; one that can't be drawn is reported and shown as its
    source."""
    source, cache = node["code"], Path(translator.builder.doctreedir)
    page = translator.report_allowance = getattr(translator, "report_allowance", diagrams.Allowance())
    try:
        _write(translator, node, [(css, _drawn(source, theme, cache, page)) for theme, css in MERMAID_THEMES])
    except (RuntimeError, ElementTree.ParseError) as error:
        first = str(error).strip().split("\n")[0]
        domain_of(translator.builder.env).reporter.undrawn(
            get_node_location(node) or "", f"the diagram can't be drawn: {first}"
        )
        translator.body.append(f"<pre>{escape(source)}</pre>\n")
    raise nodes.SkipNode


def visit_chart(translator: Any, node: chart) -> None:
    """Write the chart ``node`` with ``translator``, with links relative to the page."""
    builder = translator.builder

    def address(docname: str) -> str:
        return str(builder.get_relative_uri(builder.current_docname, docname))

    translator.body.append(addressed(node["markup"], address))
    raise nodes.SkipNode


def _drawn(source: str, theme: str, cache: Path, page: diagrams.Allowance) -> str:
    """Return a diagram as SVG, drawn now or earlier."""
    key = f"mermaid {version('mermaidx')} {theme} {MERMAID_CONFIG} {source}"
    path = cache / f"drawing-{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}.svg"
    drawing = cache_files.load(path)
    if drawing is None:
        drawing = diagrams.draw(source, theme, MERMAID_CONFIG, page=page)
        cache_files.save(path, drawing)
    return drawing


def _write(translator: Any, node: nodes.Element, drawings: list[tuple[str, str]]) -> None:
    """Write the drawings of one picture, with ids that are unique on the page."""
    number = getattr(translator, "report_drawings", 0) + 1
    translator.report_drawings = number
    alt = node.get("alt") or gettext("Diagram")
    clean = [(css, harmless(svg, f"drawing-{number}-{css}", alt)) for css, svg in drawings]
    translator.body.append('<div class="report-diagram">')
    translator.body.extend(f'<div class="{css}">{svg}</div>' for css, svg in clean)
    translator.body.append("</div>\n")


def harmless(raw: str, identifier: str, alt: str) -> str:
    """Return the drawing ``raw`` with the id ``identifier``, without anything that is not allowed.

    ``alt`` becomes its name, for readers who can't see it.
    """
    # The input is made by a library that runs here, not by a stranger.
    root = ElementTree.fromstring(raw.replace("my-svg", identifier))  # noqa: S314 - see above
    _clean(root, identifier)
    root.set("role", "img")
    root.set("aria-label", alt)
    root.attrib.pop("aria-roledescription", None)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(root: ElementTree.Element, identifier: str) -> None:
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            local = name.rpartition("}")[2].lower()
            if local == "style":
                element.set(name, harmless_declarations(value, of_root=element is root))
            elif local.startswith("on") or local == "href" or not is_harmless_attribute(local, value):
                del element.attrib[name]
        for child in list(element):
            tag = str(child.tag).removeprefix(f"{{{SVG}}}")
            if tag not in ELEMENTS:
                element.remove(child)
            elif tag == "style":
                child.text = harmless_sheet("".join(child.itertext()), identifier)
                del child[:]


def _open_details(translator: Any, node: disclosure) -> None:
    style = ' class="report-continued"' if node.get("continued") else ""
    translator.body.append(f"<details{style}><summary>{escape(node['summary'])}</summary>\n")


def _close_details(translator: Any, node: disclosure) -> None:
    translator.body.append("</details>\n")
