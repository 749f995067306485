"""The style sheets and scripts of the package on every page, and their words in the language of the site.

Scripts take their words from ``_static/translations/report.js`` (see ``words.js``), since a page that is
opened from a folder can load only scripts. Style sheets take those before the values of a table on a phone
from ``report.css`` beside it. English needs neither file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.extract import extract_from_dir
from docutils import nodes
from sphinx.application import Sphinx

from ...core.files import write_whole
from ...core.language import Translated, catalogue, gettext, gettext_noop, language, ngettext
from ...core.package_files import STATIC

#: Style sheets, each with its priority. Those of ``html_css_files`` in ``conf.py`` have 800: they override
#: all but the last, which is for paper.
STYLES = {"report.css": 800, "search.css": 800, "print.css": 900}

#: The scripts besides those of the search (see ``search_index``).
SCRIPTS = ("tables.js", "as-of.js", "csv.js", "page.js", "print.js")


#: The functions of ``words.js`` with the places of the texts among their arguments.
KEYWORDS = {"say": None, "sayCount": (1, 2), "sayWith": None}

#: What style sheets write before the values of a table, by the end of the name of its property.
LABELS = Translated(
    {
        "after": gettext_noop("Now"),
        "before": gettext_noop("Before"),
        "due": gettext_noop("Due"),
        "forecast": gettext_noop("Forecast"),
        "outcome": gettext_noop("Done"),
        "plan": gettext_noop("Planned"),
        "slip": gettext_noop("Variance"),
        "wbs": gettext_noop("Element"),
    }
)

#: The files, and the script that reads the first.
SCRIPT, STYLE, READER = "translations/report.js", "translations/report.css", "words.js"

#: The script with the words of Sphinx, which has none in English.
_OF_SPHINX = "_static/translations.js"

#: Among these numbers is one of each kind of which a language has a form.
_NUMBERS = range(200)


def register(app: Sphinx) -> None:
    """Add the files to all pages."""
    for name, priority in STYLES.items():
        app.add_css_file(name, priority=priority)
    for name in SCRIPTS:
        app.add_js_file(name, priority=800, defer="defer")
    app.add_js_file(READER, priority=101, defer="defer")
    app.connect("builder-inited", _add_directory)
    app.connect("builder-inited", _add_words)
    app.connect("html-page-context", _leave_out_words_of_sphinx)


def _add_directory(app: Sphinx) -> None:
    """Copy the files into the site, before those of the project, which may replace them."""
    app.config.html_static_path = [str(STATIC), *app.config.html_static_path]


def _add_words(app: Sphinx) -> None:
    """Write the words and load them on each page (event ``builder-inited``)."""
    if app.builder.format != "html" or not catalogue().info():
        return
    words = json.dumps(dict(_words()), ensure_ascii=False, sort_keys=True)
    labels = "".join(
        f"  --report-label-{name}: {json.dumps(text, ensure_ascii=False)};\n" for name, text in LABELS.items()
    )
    directory = Path(app.outdir, "_static")
    write_whole(directory / SCRIPT, f"globalThis.ReportTranslations = {words};\n".encode())
    write_whole(directory / STYLE, f":root {{\n{labels}}}\n".encode())
    app.add_js_file(SCRIPT, priority=100, defer="defer")
    app.add_css_file(STYLE, priority=800)


def _leave_out_words_of_sphinx(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out the script with the words of Sphinx's own scripts (event ``html-page-context``): it makes a
    function of a text, which the policy of a page refuses."""
    # Builders of JSON and the like have none.
    if scripts := context.get("script_files"):
        context["script_files"] = [each for each in scripts if getattr(each, "filename", "") != _OF_SPHINX]


def _words() -> Iterator[tuple[str, object]]:
    """Yield the texts of the scripts, each with its translation or, by kind of number, its translations."""
    kind_of = Locale.parse(language()).plural_form
    numbers = {kind_of(number): number for number in reversed(_NUMBERS)}
    for _, _, text, _, _ in extract_from_dir(STATIC, [("**.js", "javascript")], keywords=KEYWORDS):
        if isinstance(text, tuple):
            singular, plural = text
            yield singular, {kind: ngettext(singular, plural, each) for kind, each in numbers.items()}
        else:
            yield text, gettext(text)
