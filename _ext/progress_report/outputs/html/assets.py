"""The style sheets and scripts of the package on every page."""

from __future__ import annotations

from sphinx.application import Sphinx

from ...core.package_files import STATIC

#: Style sheets, each with its priority. Those of ``html_css_files`` in ``conf.py`` have 800: they override
#: all but the last, which is for paper.
STYLES = {"report.css": 800, "search.css": 800, "print.css": 900}

#: The scripts besides those of the search (see ``search_index``).
SCRIPTS = ("tables.js", "as-of.js", "csv.js", "page.js", "print.js")


def register(app: Sphinx) -> None:
    """Add the files to all pages."""
    for name, priority in STYLES.items():
        app.add_css_file(name, priority=priority)
    for name in SCRIPTS:
        app.add_js_file(name, priority=800, defer="defer")
    app.connect("builder-inited", _add_directory)


def _add_directory(app: Sphinx) -> None:
    """Copy the files into the site, before those of the project, which may replace them."""
    app.config.html_static_path = [str(STATIC), *app.config.html_static_path]
