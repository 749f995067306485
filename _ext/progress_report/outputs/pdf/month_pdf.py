"""The builder ``month-pdf``: one month with all its areas as one document, printed by
:mod:`.weasyprint_renderer`.

It resolves and writes the same documents as the site, from the same doctrees, so that the PDF has the content
of the pages. Within the document an id is its address in the site, ``docname#anchor``: so ids are unique, and
a link to a printed page needs no further processing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import NamedTuple, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from ...content.catalogue import Catalogue
from ...content.external_addresses import address_of
from ...content.known import TICKET
from ...content.month import Month
from ...content.registers import Ticket
from ...core.language import gettext
from ...core.package_files import TEMPLATES
from ...core.periods import kind
from ...core.suggestions import suggestion
from ...domain.config import PRINTED_MONTH
from ...domain.domain import domain_of
from ...domain.pdf_cache import print_name, prints_of
from ...progress.month_tickets import titled_tickets
from ...progress.ticket_states import status_of
from .table_width import fit, longest_words
from .weasyprint_renderer import WeasyPrintRenderer

logger = logging.getLogger(__name__)

#: The prefix of an address in the site until it is known whether the reader can follow it.
_ELSEWHERE = "site:"
#: The classes of hints at the top of a page, which the PDF shows elsewhere.
_FURNITURE = frozenset({"report-asof", "report-neighbours"})
_FIGURES = "report-figures"
#: The place of the list of tickets. No document of the site has such a name.
_TICKETS = "list:tickets"


class ContentsLine(NamedTuple):
    """A line of the table of contents: its text and the id that it links to."""

    title: str
    target: str


class MonthPdfBuilder(StandaloneHTMLBuilder):
    """Prints the month that ``report_pdf_month`` names, else the newest."""

    name = "month-pdf"
    epilog = "The PDF is in %(outdir)s."
    search = False
    copysource = False
    add_permalinks = False

    paper: WeasyPrintRenderer
    month: Month
    pages: tuple[str, ...] = ()

    def init(self) -> None:
        """Prepare; what is missing on the machine is reported at once."""
        super().init()
        directories = [Path(self.confdir, name) for name in self.config.templates_path]
        self.paper = WeasyPrintRenderer([each / "pdf" for each in (*directories, TEMPLATES)])

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Return no theme of the site: a PDF has templates of its own."""
        return "basic", {}

    def get_outdated_docs(self) -> str:  # type: ignore[override]  # a text, as in other builders of one file
        """Choose the month.

        :raises SystemExit: if there is no such month; a mistake of the caller, reported in one line
        """
        catalogue = self._catalogue
        wanted = getattr(self.config, PRINTED_MONTH) or catalogue.newest() or ""
        month = catalogue.month(wanted)
        if month is None:
            hint = suggestion(wanted, catalogue.months()) if wanted else ""
            raise SystemExit(f"there is no {kind().word} '{wanted}' to print{hint}")
        self.month = month
        self.pages = (month.docname, *(area.docname for area in catalogue.areas(wanted)))
        # Sphinx makes it a part of a message in which "%" has a meaning.
        return month.page.title.replace("%", "%%")

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the place of the page ``docname`` in the document, or a mark if it is not printed; ``typ``
        is not used."""
        return f"#{docname}" if docname in self.pages else f"{_ELSEWHERE}{docname}{self.out_suffix}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the place of ``to``, which does not depend on ``from_``: all pages are one document.

        ``typ`` is not used.
        """
        return self.get_target_uri(to, typ)

    def copy_assets(self) -> None:
        """Copy nothing: a PDF contains everything."""

    def finish(self) -> None:
        """Do nothing: there are no other files."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Assemble the month, print it, and delete its earlier PDFs."""
        self.prepare_writing(docnames)
        parts = [self._resolved(docname) for docname in self.pages]
        tickets = titled_tickets(self._catalogue, self.month.name)
        figures = _without_furniture(parts[0])
        for part in parts:
            for table in fit(part):
                logger.warning(
                    "PDF: a table of %d columns is wider than a page, so its words are broken",
                    len(longest_words(table)), location=table, type="report", subtype="pdf",
                )  # fmt: skip
        body = new_document("<month>", self.docsettings)
        body += [
            nodes.container("", *part.children, ids=[docname], classes=["report-part"])
            for docname, part in zip(self.pages, parts, strict=True)
        ]
        if tickets:
            body += self._list_of(tickets)
        printed = self.paper.pdf(
            Path(self.srcdir),
            asof=self.month.end,
            body=self._fragment(body),
            config=self.config,
            contents=(*_contents(parts), [ContentsLine(gettext("Tickets"), _TICKETS)] if tickets else []),
            figures=self.render_partial(figures)["fragment"],
            page=self.month.page,
        )
        target = Path(self.outdir, print_name(self._catalogue, self.month.name))
        target.write_bytes(printed)
        for old in prints_of(target.parent, self.month.name):
            if old != target:
                old.unlink()

    @property
    def _catalogue(self) -> Catalogue:
        return domain_of(self.env).catalogue

    def _resolved(self, docname: str) -> nodes.document:
        """Return a page with its links resolved and its ids converted to those of the document."""
        tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        self.post_process_images(tree)
        for node in tree.findall(nodes.Element):
            _readdress(node, lambda anchor: f"{docname}#{anchor}")
        for link in list(tree.findall(nodes.reference)):
            self._lead_elsewhere(link)
        return tree

    def _list_of(self, tickets: Sequence[Ticket]) -> nodes.container:
        """Return the list of ``tickets`` with their titles: on paper nothing shows at a pointer."""
        entries = nodes.bullet_list()
        for each in tickets:
            link = nodes.reference("", each.id, refuri=address_of(TICKET, each.id, self._catalogue.known))
            said = " ".join(filter(None, (each.title, f"– {status_of(each)}" if status_of(each) else "")))
            entries += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f" {said}")))
        head = nodes.title("", gettext("Tickets"))
        return nodes.container("", nodes.section("", head, entries, ids=[_TICKETS]), classes=["report-part"])

    def _lead_elsewhere(self, link: nodes.reference) -> None:
        """Give a link to a page that is not printed its address, or keep only its text if there is none."""
        if not link.get("refuri", "").startswith(_ELSEWHERE):
            return
        if base := self.config.html_baseurl:
            link["refuri"] = f"{base.rstrip('/')}/{link['refuri'].removeprefix(_ELSEWHERE)}"
        else:
            link.replace_self(link.children)

    def _fragment(self, document: nodes.document) -> str:
        # Pictures are read from their original place; nothing is copied.
        self.imgpath = ""
        self.images = {uri: uri for uri in self.images}
        self.secnumbers, self.fignumbers = {}, {}
        translator = cast("HTML5Translator", self.create_translator(document, self))
        document.walkabout(translator)
        return "".join(translator.fragment)


def _readdress(node: nodes.Element, address: Callable[[str], str]) -> None:
    for name in ("ids", "backrefs"):
        if node.get(name):
            node[name] = [address(anchor) for anchor in node[name]]
    if node.get("refid"):
        node["refid"] = address(node["refid"])


def _without_furniture(page: nodes.document) -> nodes.container:
    """Remove from the month's page what the title page shows, and return the figures."""
    figures = nodes.container()
    root = page.next_node(nodes.section) or nodes.section()
    for child in [each for each in root.children if isinstance(each, nodes.Element)]:
        classes = set(child["classes"])
        if _FIGURES in classes and isinstance(child, nodes.container):
            figures = child
        if isinstance(child, nodes.title) or classes & {_FIGURES, *_FURNITURE}:
            root.remove(child)
    return figures


def _contents(parts: Sequence[nodes.document]) -> tuple[list[ContentsLine], list[ContentsLine]]:
    """Return the sections of the month's page, and the areas."""
    month, *areas = (part.next_node(nodes.section) or nodes.section("") for part in parts)
    sections = (child for child in month.children if isinstance(child, nodes.section))
    return list(_entries(sections)), list(_entries(areas))


def _entries(sections: Iterable[nodes.section]) -> Iterator[ContentsLine]:
    for section in sections:
        title = section.next_node(nodes.title)
        if title is not None and section["ids"]:
            yield ContentsLine(title.astext(), section["ids"][0])
