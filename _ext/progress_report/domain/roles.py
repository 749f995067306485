"""The roles ``ticket``, ``milestone``, ``wbs``, ``document`` and ``month``."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from ..content.catalogue import Catalogue
from ..content.mentions import role_ids
from ..syntax.markdown_text import split_role
from .domain import domain_of
from .parts import as_node


class ReportRole(SphinxRole):
    """Validates each id and links it; an unknown one is reported and stays text, so that there is no broken
    link."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the links, with the commas of a list between them."""
        domain = domain_of(self.env)
        reader = domain.reader(self.env.current_document.docname)
        kind = self.name.rpartition(":")[2]
        title, _ = split_role(self.text)
        result: list[nodes.Node] = []
        for text in role_ids(kind, self.text):
            if result:
                result.append(nodes.Text(", "))
            target = reader.ask(Catalogue.resolve, kind, text)
            if target is None:
                wrong = domain.catalogue.known.unknown(kind, text)
                if wrong:
                    domain.reporter.fault(self.get_location(), *wrong)
                result.append(nodes.inline("", title or text, classes=["report-unknown"]))
                continue
            link = as_node(reader.links.to(kind, target, title))
            self.set_source_info(link)
            result.append(link)
        return result, []
