"""Turn plain ids into links, by the token rule of the content model (section 1)."""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import traverse_parent

from ..core.identifiers import Vocabulary, marked_words
from .domain import domain_of
from .links import Links
from .parts import Part, as_nodes, pack, report_parts
from .quotes import Quotes

#: The class of inline content with an id that is not a link, or is one already.
ID = "report-id"

#: Text inside these is code, a link already, or not for readers.
UNTOUCHED = (
    nodes.FixedTextElement,
    nodes.literal,
    nodes.math,
    nodes.raw,
    nodes.reference,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.problematic,
    addnodes.pending_xref,
    addnodes.download_reference,
)


_DIGIT = re.compile(r"\d")


class Autolink(SphinxTransform):
    """Turns the ids in a document's text into cross-references, and packs its parts."""

    # After MyST and our page transforms have created their nodes, before references are resolved.
    default_priority = 210

    def apply(self, **kwargs: Any) -> None:
        """Replace each text that contains an id, and record the words that could become one."""
        domain = domain_of(self.env)
        docname = self.env.current_document.docname
        linker = Linker(domain.reader(docname).links, domain.catalogue.known.vocabulary)
        for text in list(self.document.findall(nodes.Text)):
            if not _untouched(text):
                pieces = linker.pieces(text.astext())
                if pieces:
                    text.parent.replace(text, as_nodes(pieces))
        found = list(self.document.findall(report_parts))
        quotes = Quotes(self.document) if found else None
        for node in found:
            for part in node["parts"]:
                linker.link(part)
                quotes.improve(part)  # type: ignore[union-attr]  # set before
            pack(node)
        domain.tokens[docname] = array("I", sorted(linker.seen)).tobytes()


@dataclass(frozen=True)
class Linker:
    """Finds the ids in texts; ``seen`` are checksums of the words that could become one."""

    links: Links
    vocabulary: Vocabulary
    seen: set[int] = field(default_factory=set)

    def link(self, part: Part) -> None:
        """Replace the ids in a part by links."""
        kind: Any = part.kind
        if _is_untouched(kind) or ID in part.attributes.get("classes", ()):
            return
        replaced: list[tuple[int, list[Part | str]]] = []
        for index, child in enumerate(part.children):
            if isinstance(child, Part):
                self.link(child)
            elif isinstance(child, str) and (pieces := self.pieces(child)):
                replaced.append((index, pieces))
        for index, pieces in reversed(replaced):
            part.children[index : index + 1] = pieces

    def pieces(self, content: str) -> list[Part | str]:
        """Return the parts of the text ``content``; empty if it has no ids."""
        if not self.vocabulary.may_be_in(content):
            return []
        if could_be_new(content):
            self.seen.update(word_checksum(word) for word in marked_words(content) if could_be_new(word))
        pieces: list[Part | str] = []
        end = 0
        for found in self.vocabulary.scan(content):
            if found.escaped:
                pieces.append(content[end : found.start - 1] + found.text)
            elif found.kind == "unknown":
                continue
            else:
                if found.start > end:
                    pieces.append(content[end : found.start])
                pieces.append(self.links.to(found.kind, found.target, found.text))
            end = found.end
        if pieces and end < len(content):
            pieces.append(content[end:])
        return pieces


@cache
def _is_untouched(kind: Any) -> bool:
    """Return whether ``kind`` is a class of nodes that stay as they are."""
    return issubclass(kind, UNTOUCHED)


def _untouched(text: nodes.Text) -> bool:
    return any(isinstance(node, UNTOUCHED) or ID in node["classes"] for node in traverse_parent(text.parent))


def could_be_new(word: str) -> bool:
    """Return whether ``word`` may become an id.

    Words without a digit are too many to record: if the register adds one, everything is read again.
    """
    return bool(_DIGIT.search(word))


def word_checksum(word: str) -> int:
    """Return a small number for ``word``, since the record of each document must be compact."""
    return zlib.crc32(word.encode())


def changed_words(before: Vocabulary, after: Vocabulary) -> set[str]:
    """Return the words whose meaning differs between the vocabularies ``before`` and ``after``."""
    names = before.milestones | after.milestones | set(before.aliases) | set(after.aliases)
    return {name for name in names if before.identify(name) != after.identify(name)}


def cites_any(tokens: bytes, checksums: set[int]) -> bool:
    """Return whether ``tokens``, the recorded words of a document, contain one of ``checksums``."""
    known = array("I")
    known.frombytes(tokens)
    return not checksums.isdisjoint(known)
