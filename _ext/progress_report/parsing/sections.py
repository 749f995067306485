"""The sections of area pages by the order of headings, with titles from the register and stable anchors."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..content.area import FREE_ROLE, Heading
from ..content.catalogue import Catalogue
from ..core.identifiers import slug
from ..core.language import gettext
from ..domain.domain import domain_of
from ..domain.parts import as_node
from ..domain.reading import Reader
from ..progress.former_ids import section_anchors


class AreaSections(SphinxTransform):
    """Rebuilds the sections of an area file as the model reads them.

    Writers may use any heading levels, so the parser's nesting is ignored: the page consists of the title,
    kinds, elements and free headings below them, whatever the levels in the source.
    """

    default_priority = 150

    def apply(self, **kwargs: Any) -> None:
        """Regroup the page, if it is one of an area."""
        docname = self.env.current_document.docname
        domain = domain_of(self.env)
        reader = domain.reader(docname)
        if reader.month is None or docname.endswith("/index"):
            return
        element = reader.area
        found = reader.ask(Catalogue.headings, reader.month, element)
        if not found:
            title = reader.ask(Catalogue.element_title, element, reader.month)
            give_title(self.document, f"{element} {title}".strip())
            return
        headings = {heading.line: heading for heading in found}
        silent = reader.ask(Catalogue.silent_anchors, reader.month, element)
        former = dict(reader.ask(section_anchors, reader.month, element))
        slugs: dict[str, tuple[int, str, str]] = {}
        root: nodes.Element = self.document
        stack: list[tuple[int, nodes.Element]] = [(0, root)]
        for section, body in _flatten(self.document):
            heading = headings.get(section.line or 0) if section else None
            if section is not None:
                level = heading.level if heading else stack[-1][0] + 1
                while stack[-1][0] >= level:
                    stack.pop()
                if heading:
                    set_anchor(self.document, section, heading.anchor)
                    _retitle(section, heading, reader)
                    section["classes"].append(f"report-{heading.role}")
                    if heading.anchor in silent:
                        section["classes"].append("report-silent")
                    slugs[heading.anchor] = (heading.line, heading.anchor, heading.text)
                    for each in former.get(heading.anchor, ()):
                        if each not in self.document.ids:
                            section["ids"].append(each)
                            self.document.ids[each] = section
                            slugs[each] = slugs[heading.anchor]
                stack[-1][1].append(section)
                stack.append((level, section))
            stack[-1][1].extend(body)
        make_known(self.env, self.document, with_words(slugs))
        _add_lead(self.document, element, reader)


def give_title(document: nodes.document, title: str) -> None:
    """Name a page without any heading by ``title``, since every navigation needs a name.

    That the heading is missing has been reported where the file is read.
    """
    if document.next_node(nodes.section) is not None:
        return
    section = nodes.section("", nodes.title("", title), *document.children)
    document.children = []
    document += section
    document.note_implicit_target(section)


def _flatten(document: nodes.document) -> list[tuple[nodes.section | None, list[nodes.Node]]]:
    """Take a document apart: each section, reduced to its title, with the nodes up to the next."""
    parts: list[tuple[nodes.section | None, list[nodes.Node]]] = []

    def take(parent: nodes.Element, body: list[nodes.Node]) -> None:
        for child in list(parent.children):
            if isinstance(child, nodes.title):
                continue
            parent.remove(child)
            if isinstance(child, nodes.section):
                body = []
                parts.append((child, body))
                take(child, body)
            else:
                body.append(child)

    before: list[nodes.Node] = []
    parts.append((None, before))
    take(document, before)
    return parts


def _retitle(section: nodes.section, heading: Heading, reader: Reader) -> None:
    """Show the register's title, with the element's id, as it is written, as a link to its page; a kind by
    its name."""
    if heading.role == FREE_ROLE and not heading.element:
        return
    title = next(iter(section.findall(nodes.title)))
    title.clear()
    if not heading.element:
        title += nodes.Text(heading.text)
        return
    written, blank, rest = heading.text.partition(" ")
    shown = reader.links.element_id(heading.element, written)
    shown.attributes["classes"] = ["report-id"]
    title += as_node(shown)
    if rest:
        title += nodes.Text(blank + rest)


def _add_lead(document: nodes.document, element: str, reader: Reader) -> None:
    """Add below the title whether the month is a draft or a summary, for readers who come from a search, and
    the headline."""
    month = reader.month or ""
    lead: list[nodes.Node] = []
    if reader.ask(Catalogue.is_draft, month):
        text = gettext("This is a draft. Status, history and lists do not include it.")
        lead.append(nodes.paragraph("", text, classes=["report-asof"]))
    if reader.ask(Catalogue.is_summary, month):
        lead.append(nodes.paragraph("", compiled(), classes=["report-asof"]))
    if headline := reader.ask(Catalogue.headline, month, element):
        lead.append(nodes.paragraph("", headline, classes=["report-headline"]))
    section = document.next_node(nodes.section)
    if section is not None:
        section[1:1] = lead


def compiled() -> str:
    """Return the notice on a page of a summary."""
    return gettext(
        "This is a summary compiled from other sources, not the project's own report. For a milestone that "
        "it does not mention, the newest earlier report counts."
    )


def set_anchor(document: nodes.document, section: nodes.section, anchor: str) -> None:
    """Give a section ``anchor`` instead of the id that docutils generated.

    Anchors that a writer set before the heading are kept: they are targets of their own.
    """
    for old in section["ids"]:
        document.ids.pop(old, None)
        for name, identifier in list(document.nameids.items()):
            if identifier == old:
                document.nameids[name] = anchor
    section["ids"] = [anchor]
    document.ids[anchor] = section


def with_words(slugs: dict[str, tuple[int, str, str]]) -> dict[str, tuple[int, str, str]]:
    """Return headings (line, anchor and text) by their anchors and, as on GitHub, by their words."""
    words: dict[str, tuple[int, str, str]] = {}
    for heading in slugs.values():
        words.setdefault(slug(heading[2]), heading)
    return words | slugs


def make_known(env: Any, document: nodes.document, slugs: dict[str, tuple[int, str, str]]) -> None:
    """Make Markdown links to the anchors ``slugs`` work: MyST looks them up in the document and, across
    pages, in ``env``."""
    known = {**getattr(document, "myst_slugs", {}), **slugs}
    document.myst_slugs = known  # type: ignore[attr-defined]  # read by MyST
    env.metadata[env.current_document.docname]["myst_slugs"] = known
