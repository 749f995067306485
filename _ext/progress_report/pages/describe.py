"""Describe each page in one or two sentences, for search engines and link previews.

The description is derived from the model, not from the first words on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten

from docutils import nodes
from sphinx.application import Sphinx

from ..content.catalogue import Catalogue
from ..content.yaml_keys import ACHIEVED
from ..core.language import counted, gettext
from ..core.periods import end_of, period_name
from ..core.places import generated
from ..domain.domain import domain_of
from ..domain.reading import Reader
from ..milestones.rows import lateness
from ..render import words

#: The number of characters quoted from a text; search engines and link previews cut at about 200.
LENGTH = 180


def describe(app: Sphinx, doctree: nodes.document) -> None:
    """Record the description of the document ``doctree`` (event ``doctree-read``)."""
    docname = app.env.current_document.docname
    domain = domain_of(app.env)
    reader = domain.reader(docname)
    name = docname.rpartition("/")[2]
    directory = generated(docname).partition("/")[0]
    views: dict[str, Callable[[Reader, str], str]] = {"milestones": _milestone, "wbs": _element}
    if docname == app.config.root_doc:
        text = _landing(reader)
    elif reader.month:
        text = _month(reader, reader.month) if name == "index" else _area(reader, reader.month, reader.area)
    else:
        text = views[directory](reader, name) if directory in views else ""
    if text:
        domain.descriptions[docname] = text


def _landing(reader: Reader) -> str:
    month = reader.ask(Catalogue.newest)
    if not month:
        return ""
    newest = gettext("Newest report: {month}.").format(month=period_name(month))
    return f"{newest} {_month(reader, month)}"


def _month(reader: Reader, month: str) -> str:
    page = reader.ask(Catalogue.page, month)
    if page is None:
        return ""
    draft = gettext("Draft.") + " " if page.draft else ""
    asof = gettext("As of {date}.").format(date=end_of(month))
    return f"{draft}{shorten(page.lead, LENGTH, placeholder=' …')} {asof}".strip()


def _area(reader: Reader, month: str, element: str) -> str:
    lead = reader.ask(Catalogue.lead, month, element)
    return words.pair(period_name(month), shorten(lead, LENGTH, placeholder=" …")) if lead else ""


def _milestone(reader: Reader, name: str) -> str:
    milestone = reader.ask(Catalogue.milestone, name)
    month = reader.ask(Catalogue.newest)
    if milestone is None or month is None:
        return ""
    state = reader.ask(Catalogue.state, name, month)
    late = reader.ask(lateness, name, month)
    asof = gettext("{status} as of {date}").format(status=words.STATUS[state.status], date=end_of(month))
    said = [asof, words.due(words.date(state.due))]
    if state.statement and state.statement.forecast:
        said.append(words.forecast(state.statement.forecast))
    if late and (late.count > 0 or state.status == ACHIEVED):
        said.append(words.variance(state.status, late))
    if not milestone.wbs:
        return f"{', '.join(said)}."
    element = gettext("WBS element {element}").format(element=_title(reader, milestone.wbs))
    return f"{', '.join(said)}. {element}."


def _element(reader: Reader, name: str) -> str:
    element = reader.ask(Catalogue.element, name)
    if element is None:
        return ""
    title = f"{_title(reader, name)}{f' ({element.owner})' if element.owner else ''}"
    head = gettext("WBS element {element}").format(element=title)
    months = [*dict.fromkeys(text.month for text in reader.ask(Catalogue.element_texts, name))]
    if not months:
        return gettext("{element}: not reported on yet.").format(element=head)
    return counted(
        "{element}: reported on in {count} month, last in {last}.",
        "{element}: reported on in {count} months, last in {last}.",
        len(months),
        element=head,
        last=period_name(months[0]),
    )


def _title(reader: Reader, element: str) -> str:
    return f"{element} {reader.ask(Catalogue.element_title, element, None)}".strip()
