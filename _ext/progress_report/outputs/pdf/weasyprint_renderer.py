"""Print a document: from templates to a tagged PDF by WeasyPrint, with the same bytes each time.

WeasyPrint and the typeface are in ``requirements-pdf.txt``; without PDFs, neither is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree.ElementTree import Element

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.util import logging as sphinx_logging

from ...core.language import catalogue
from .fallback_fonts import fallbacks

logger = sphinx_logging.getLogger(__name__)

#: A PDF with tags for headings, lists, tables and their heads, for screen readers.
VARIANT = "pdf/ua-1"

#: The package with the typeface, so that lines and pages break at the same places on every machine.
TYPEFACE = "font_source_sans_pro"

#: The font file for most of the text.
REGULAR = "SourceSansPro-Regular.ttf"

#: The number of characters named in a message.
SHOWN = 10

#: Only files of this machine are used; nothing is downloaded.
PROTOCOLS = ("file", "data")

_SVG = "{http://www.w3.org/2000/svg}"


class WeasyPrintRenderer:
    """Prints the document that the templates ``document.html`` and ``paper.css`` in some directories make."""

    def __init__(self, directories: Sequence[Path]) -> None:
        """Find what printing needs.

        :raises SystemExit: if a package is missing, or a library of the system that it uses
        """
        try:
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher

            self.typeface = Path(str(files(TYPEFACE)), "files")
        except (ImportError, OSError) as error:
            raise SystemExit(
                "to make a PDF, install progress-report[pdf] (the packages of requirements-pdf.txt), "
                f"and Pango: {error}"
            ) from error
        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._fetcher = URLFetcher(allowed_protocols=PROTOCOLS)
        self._templates = Environment(
            loader=FileSystemLoader(directories),
            undefined=StrictUndefined,
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._templates.install_gettext_translations(catalogue())  # type: ignore[attr-defined]  # of an extension
        self._templates.globals["content"] = css_content

    def pdf(self, base: Path, **values: object) -> bytes:
        """Return the PDF that the template makes of ``values``; ``base`` is the directory of its pictures."""
        heard = _Heard(logging.ERROR)
        log = logging.getLogger("weasyprint")
        log.addHandler(heard)
        try:
            html = self._weasyprint.HTML(
                string=self._render("document.html", values),
                base_url=f"{base.as_uri()}/",
                url_fetcher=self._fetcher,
            )
            _name_pictures(html.etree_element)
            text = "".join(html.etree_element.itertext())
            fonts, missing = fallbacks(text, self.typeface / REGULAR)
            if missing:
                _tell_missing(missing)
            fallback = {f"Report {path.name.partition('[')[0]}": path.as_uri() for path in fonts}
            css = self._render("paper.css", {"typeface": self.typeface.as_uri(), "fallback": fallback})
            style = self._weasyprint.CSS(string=css, url_fetcher=self._fetcher, font_config=self._fonts)
            printed: bytes = html.write_pdf(stylesheets=[style], font_config=self._fonts, pdf_variant=VARIANT)
        finally:
            log.removeHandler(heard)
        return printed

    def _render(self, template: str, values: dict[str, Any]) -> str:
        return self._templates.get_template(template).render(values)


def css_content(text: str, **counters: str) -> Markup:
    """Return ``text`` as a value of CSS ``content``, with ``counters`` in place of ``{name}``.

    :param text: words of the catalogue, not of an author
    """
    pieces = []
    for said, name, _, _ in Formatter().parse(text):
        pieces += [f'"{said}"'] if said else []
        pieces += [counters[name]] if name is not None else []
    return Markup(" ".join(pieces))  # noqa: S704 - no content has a say


def _tell_missing(characters: set[str]) -> None:
    named = [f"{char} (U+{ord(char):04X})" for char in sorted(characters)]
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    logger.warning(
        "PDF: no font for %s%s; write them in words, or install progress-report[pdf]",
        ", ".join(named[:SHOWN]), more, type="report", subtype="pdf",
    )  # fmt: skip


class _Heard(logging.Handler):
    """Logs the errors of WeasyPrint, such as a broken link or missing picture, as warnings of the build."""

    def emit(self, record: logging.LogRecord) -> None:
        logger.warning("the PDF: %s", record.getMessage(), type="report", subtype="pdf")


def _name_pictures(root: Element) -> None:
    """Give each drawing its name in the form that WeasyPrint expects.

    A sign of a legend gets the word that follows it, since PDF/UA requires a name for every picture.
    """
    for picture in root.iter(f"{_SVG}svg"):
        if name := picture.get("aria-label") or (picture.tail or "").strip():
            title = Element(f"{_SVG}title")
            title.text = name
            picture.insert(0, title)
