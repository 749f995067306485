"""The citation of a month: below each published one, with its address if that is known, and as BibTeX."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from ...content.month import Month
from ...core.language import gettext
from ...domain import page_names
from ...domain.domain import domain_of
from ...domain.parts import Part, as_node
from ...domain.stable_ids import key_of
from ...render.elements import container, folded, paragraph, sentence
from ...render.nodes import how_to_cite, site_file
from .base_url import address, author, is_site

#: Special characters of TeX, and how they are escaped.
_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "&%$#_{}"},
}  # fmt: skip
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9]+")
_SPECIAL = re.compile(r"[\\~^&%$#_{}]")


def register(app: Sphinx) -> None:
    """Fill the placeholders before links to files are made."""
    app.add_node(how_to_cite)
    app.connect("doctree-resolved", cite)


def cite(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace the placeholders in ``document`` by how to cite the month (event ``doctree-resolved``).

    Builders of one page or of PDFs drop them. ``docname`` is not used.
    """
    for place in list(document.findall(how_to_cite)):
        month = domain_of(app.env).catalogue.month(place["month"])
        if month is None or (app.builder.format == "html" and not is_site(app)):
            place.parent.remove(place)
        else:
            place.replace_self(_citation(app, month))


def _citation(app: Sphinx, month: Month) -> nodes.Node:
    where = _permalink(app, month)
    title = Part(nodes.emphasis, month.page.title)
    text = gettext("Cite as: {author}: {title}. {project}, figures as of {date}.")
    project, end = str(app.config.project), str(month.end)
    said = sentence(text, author=author(app), title=title, project=project, date=end)
    if where:
        said += [" ", Part(nodes.reference, where, refuri=where, internal=True)]
    files = sentence(
        gettext("Also available as {text} and as {data}."),
        text=Part(site_file, gettext("a single text file"), path=page_names.text_file(month.name)),
        data=Part(site_file, gettext("data"), path=f"data/months/{month.name}.json"),
    )
    entry = _bibtex(app, month, where)
    block = folded("BibTeX", nodes.literal_block(entry, entry, language="bibtex"))
    return as_node(container(paragraph(*said), paragraph(*files), block, classes=["report-cite"]))


def _permalink(app: Sphinx, month: Month) -> str:
    base = address(app)
    return base + app.builder.get_target_uri(month.docname) if base and is_site(app) else ""


def _bibtex(app: Sphinx, month: Month, where: str) -> str:
    """Return the entry for reference managers. The braces keep the names as they are."""
    date = month.page.published or month.end
    fields = {
        "author": f"{{{_tex(author(app))}}}",
        "title": f"{{{_tex(month.page.title)}}}",
        "howpublished": _tex(str(app.config.project)),
        "year": f"{date.year:04}",
        "month": str(date.month),
        "note": _tex(gettext("Figures as of {date}").format(date=month.end)),
        "url": where,
    }
    key = _NOT_IN_KEY.sub("-", key_of(app)).strip("-")
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key}-{month.name},", *lines, "}"])


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)
