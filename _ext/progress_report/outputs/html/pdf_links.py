"""The PDFs of months in the site: copied beside the pages, and linked from them.

A PDF is an input of the build like any other file: ``make pdf`` makes it beforehand, and a site without PDFs
is complete. Only the builders that write the site link to it, since only there does this module copy the
file.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from ...core.language import gettext
from ...core.periods import file_pattern
from ...core.places import reports
from ...domain import page_names
from ...domain.domain import domain_of
from ...domain.parts import Part, as_node
from ...render.elements import paragraph
from ...render.nodes import print_link
from .base_url import at_end_of_site, is_site


def register(app: Sphinx) -> None:
    """Link and copy the PDFs."""
    app.add_node(print_link)
    app.connect("doctree-resolved", link_prints)
    app.connect("build-finished", copy_prints)


def link_prints(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace each placeholder in ``document``, the page ``docname``, by a link, or remove it (event
    ``doctree-resolved``)."""
    prints = domain_of(app.env).prints if is_site(app) else {}
    for place in list(document.findall(print_link)):
        if place["month"] in prints:
            uri = relative_uri(app.builder.get_target_uri(docname), page_names.pdf_file(place["month"]))
            link = Part(nodes.reference, gettext("This report as PDF"), refuri=uri, internal=True)
            place.replace_self(as_node(paragraph(link, classes=["report-print"])))
        else:
            place.parent.remove(place)


@at_end_of_site
def copy_prints(app: Sphinx) -> None:
    """Copy the PDFs, and delete those that are out of date (event ``build-finished``)."""
    prints = domain_of(app.env).prints
    wanted = {Path(app.outdir, page_names.pdf_file(month)): path for month, path in prints.items()}
    for target, path in sorted(wanted.items()):
        target.write_bytes(path.read_bytes())
    of_a_period = re.compile(file_pattern())
    for old in Path(app.outdir, reports()).glob("*.pdf"):
        if of_a_period.fullmatch(old.stem) and old not in wanted:
            old.unlink()
