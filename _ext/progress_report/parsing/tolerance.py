"""Accept what Markdown allows but docutils or Sphinx would warn about: rules anywhere, code in any language.

The module also prevents second reports of terms and names that the check has reported as given twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from docutils import nodes
from docutils.transforms.misc import Transitions
from myst_parser.mdit_to_docutils.transforms import SortFootnotes
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..syntax.languages import is_language

#: The styles of a text that is struck through, and of a line between paragraphs.
STRUCK, BREAK = "report-struck", "report-break"

_Block = TypeVar("_Block", bound=nodes.Element)


def tolerant(code: _Block) -> _Block:
    """Show code in an unknown language as plain text, and accept code that breaks the rules of
    its language."""
    if not is_language(code.get("language", "none")):
        code["language"] = "text"
    code["force"] = True
    return code


class ThematicBreaks(SphinxTransform):
    """Draws the rules between paragraphs, after docutils has checked the place of its own ones."""

    default_priority = Transitions.default_priority + 5

    def apply(self, **kwargs: object) -> None:
        """Draw the rules."""
        for line in list(self.document.findall(nodes.container)):
            if BREAK in line["classes"]:
                drawn = nodes.transition()
                drawn.source, drawn.line = line.source, line.line
                line.parent.replace(line, drawn)


class LostFootnotes(SphinxTransform):
    """Forgets footnotes that a directive has thrown away with the rest of its text: MyST would fail to move
    them."""

    default_priority = SortFootnotes.default_priority - 1

    def apply(self, **kwargs: object) -> None:
        """Forget them."""
        found = set(self.document.findall(nodes.footnote))
        for known in (self.document.footnotes, self.document.autofootnotes, self.document.symbol_footnotes):
            known[:] = [each for each in known if each in found]


class DeadLinks(SphinxPostTransform):
    """Removes links that MyST could not resolve: they would lead to an anchor that no page has."""

    default_priority = MystReferenceResolver.default_priority + 1

    def run(self, **kwargs: object) -> None:
        """Keep only the text of each such link."""
        links = [link for link in self.document.findall(nodes.reference) if link.get("refid")]
        if all(link["refid"] in self.document.ids for link in links):
            return
        known: set[str] = set()
        for node in self.document.findall(nodes.Element):
            known.update(node.get("ids", ()))
        for link in links:
            if link["refid"] not in known:
                link.parent.replace(link, link.children)


@contextmanager
def apart_terms(env: BuildEnvironment, *, shown_again: bool) -> Iterator[None]:
    """Keep Sphinx from reporting terms that another glossary names too, while a glossary is parsed.

    Of the places that name a term, the first in the order of documents counts, whichever is read first. With
    ``shown_again``, the text is a copy on another page, whose terms do not count.
    """
    data = env.domains.standard_domain.data
    objects, terms = data.get("objects", {}), dict(data.get("terms", {}))
    data["objects"] = {}
    try:
        yield
    finally:
        if shown_again:
            data["terms"] = terms
        else:
            objects.update(
                {key: min(where, objects.get(key, where)) for key, where in data["objects"].items()}
            )
        data["objects"] = objects
