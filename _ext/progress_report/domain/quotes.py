"""Typographic quotes, dashes and ellipses in parts, as Sphinx makes them in nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import educate_tokens, smartchars
from sphinx.transforms import SphinxSmartQuotes

from .parts import Part

#: Characters that may be replaced; most texts have none of them.
_PLAIN = re.compile(r"['\"\\`]|--|\.\.\.|\. \. \.")


class Quotes:
    """Improves the texts of one document, unless its settings disable that."""

    def __init__(self, document: nodes.document) -> None:
        transform = SphinxSmartQuotes(document, startnode=None)
        wanted = document.settings.smart_quotes and transform.is_available()
        tags = normalize_language_tag(document.settings.language_code)
        self.language: str = next((tag for tag in tags if wanted and tag in smartchars.quotes), "")
        self.action = transform.config.smartquotes_action

    def improve(self, part: Part) -> None:
        """Replace the quotes of each block of text in a part."""
        if not self.language:
            return
        if issubclass(part.kind, nodes.TextElement):
            texts = list(_texts(part))
            if any(_PLAIN.search(text) for _, _, _, text in texts):
                self._educate(texts)
            return
        for child in part.children:
            if isinstance(child, Part):
                self.improve(child)

    def _educate(self, texts: list[tuple[Part, int, str, str]]) -> None:
        better = educate_tokens(
            ((kind, text) for _, _, kind, text in texts), attr=self.action, language=self.language
        )
        for (part, index, _, _), text in zip(texts, better, strict=True):
            part.children[index] = text


def _texts(part: Part) -> Iterator[tuple[Part, int, str, str]]:
    """Yield the texts of a block: the part and index of each, and whether it is ``literal`` or ``plain``."""
    for index, child in enumerate(part.children):
        if isinstance(child, str):
            yield part, index, "literal" if issubclass(part.kind, nodes.literal) else "plain", child
        elif isinstance(child, Part):
            yield from _texts(child)
